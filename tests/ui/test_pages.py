"""Every page by itself and the way of a reply over them, on the real desk, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from guidelines.finding import Finding, Report
from ui import notices

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

TESSA, MARCUS, INES, GWEN = "tessa", "marcus", "ines", "gwen"
Open = Callable[..., AppTest]


def html_of(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def told(page: AppTest) -> str:
    boxes = (*page.success, *page.warning, *page.error)
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


@pytest.mark.parametrize("name", ["inbox", "case", "review", "knowledge", "guidelines"])
@pytest.mark.parametrize("who", [TESSA, MARCUS, INES, GWEN])
def test_every_page_opens_for_everybody(open_page: Open, letter: Case, name: str, who: str) -> None:
    page = open_page(name, who)
    assert notices.UNEXPECTED not in told(page)


def test_a_pasted_letter_becomes_a_case(open_page: Open, desk: Desk) -> None:
    page = open_page()
    before = len(desk.rows())
    pasted = next(area for area in page.text_area if area.label == "Or paste one")
    pasted.set_value("Hello, can I return a gift without the receipt? Ann Lee")
    page.button(key="receive_pasted").click().run()
    assert len(desk.rows()) == before + 1
    assert "is case" in told(page)


def test_pasting_nothing_says_what_to_do(open_page: Open, desk: Desk) -> None:
    page = open_page()
    before = len(desk.rows())
    page.button(key="receive_pasted").click().run()
    assert len(desk.rows()) == before
    assert "paste the letter first" in told(page)


def test_a_search_that_finds_nothing_says_so(open_page: Open, letter: Case) -> None:
    page = open_page()
    page.text_input(key="search").set_value("zzzz").run()
    assert "No case has these words." in html_of(page)


def test_the_case_page_shows_the_letter_escaped(open_page: Open, desk: Desk) -> None:
    text = b"Hello, <script>alert(1)</script> is my <b>order</b> 77 late? Bo Ek"
    case = desk.receive("script.txt", text, desk.person(TESSA))
    page = open_page("case", id=case.id)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html_of(page)
    assert "<script>" not in html_of(page)


def test_drafting_shows_a_reply_with_the_writer_named(open_page: Open, desk: Desk, letter: Case) -> None:
    page = open_page("case", id=letter.id)
    page.button(key=f"draft_{letter.id}").click().run()
    assert desk.case(letter.id).text
    assert "offline writer" in html_of(page)


def test_what_is_typed_stands_on_the_case(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.draft(letter.id, desk.person(TESSA))
    page = open_page("case", id=letter.id)
    write(page, letter, "Dear Ms Example,\n\nThank you for writing.\n\nKind regards,\nTessa Rowley")
    assert desk.case(letter.id).text.startswith("Dear Ms Example,\n\nThank you for writing.")


def editor(page: AppTest) -> TextArea:
    return next(area for area in page.text_area if area.label == "The reply")


def write(page: AppTest, case: Case, text: str) -> None:
    page.session_state[f"reply_mode_{case.id}"] = "Write"
    page.run()
    editor(page).set_value(text).run()


def test_an_emptied_editor_is_never_saved_over_the_reply(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.draft(letter.id, desk.person(TESSA))
    before = desk.case(letter.id).text
    page = open_page("case", id=letter.id)
    write(page, letter, "")
    assert desk.case(letter.id).text == before
    assert told(page).count("The editor is empty, so it is not saved") == 1
    next(button for button in page.button if button.label == "Submit for review").click().run()
    assert desk.case(letter.id).state == "drafted"
    next(button for button in page.button if button.label == "Read").click().run()
    next(button for button in page.button if button.label == "Write").click().run()
    assert editor(page).value == before


def test_an_editor_that_the_browser_mounts_late_starts_from_the_reply(
    open_page: Open, desk: Desk, letter: Case
) -> None:
    desk.draft(letter.id, desk.person(TESSA))
    before = desk.case(letter.id)
    page = open_page("case", id=letter.id)
    page.session_state[f"reply_mode_{letter.id}"] = "Write"
    page.run()
    assert editor(page).proto.default == before.text  # what a browser without a state of its own shows and sends back
    assert editor(page).proto.set_value is False
    page.run()
    assert desk.case(letter.id).text_revision == before.text_revision


def test_after_a_save_the_editor_falls_back_on_nothing_older(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.draft(letter.id, desk.person(TESSA))
    page = open_page("case", id=letter.id)
    write(page, letter, "Dear Ms Example,\n\nfirst.")
    editor(page).set_value("Dear Ms Example,\n\nsecond.").run()
    assert desk.case(letter.id).text == "Dear Ms Example,\n\nsecond."
    assert editor(page).proto.default == desk.case(letter.id).text


def test_when_somebody_else_saved_first_both_texts_are_shown(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.draft(letter.id, desk.person(TESSA))
    page = open_page("case", id=letter.id)
    page.session_state[f"reply_mode_{letter.id}"] = "Write"
    page.run()
    desk.save_text(letter.id, "Their words.", desk.case(letter.id).text_revision, desk.person(MARCUS))
    editor(page).set_value("My words.").run()
    assert "Marcus Adeyemi changed this reply while you were writing" in told(page)
    assert "Their words." in html_of(page)
    assert "My words." in html_of(page)
    page.button(key=f"mine_{letter.id}").click().run()
    assert desk.case(letter.id).text == "My words."


def test_using_a_better_wording_replaces_exactly_the_marked_words(
    open_page: Open, desk: Desk, letter: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(case: Case, text: str, agent: str, role: str, judged: bool = False) -> Report:
        start = text.find("soon", 10)
        found = Finding("vague", "P13", "warning", start, start + 4, "soon", "Name the day.", "by Friday")
        return Report((found,)) if start >= 0 else Report()

    monkeypatch.setattr(desk._drafter, "check", check)
    desk.save_text(letter.id, "Dear soon, we write soon, very soon.", 0, desk.person(TESSA))
    page = open_page("case", id=letter.id)
    next(button for button in page.button if button.label == "Use").click().run()
    assert desk.case(letter.id).text == "Dear soon, we write by Friday, very soon."


def test_facts_are_saved_and_half_a_fact_is_told(open_page: Open, desk: Desk, letter: Case) -> None:
    page = open_page("case", id=letter.id)
    fields = {field.key: field for field in page.text_input if field.key}
    version = next(key for key in fields if key.startswith(f"fact_name_{letter.id}_")).split("_")[3]
    fields[f"fact_name_{letter.id}_{version}_0"].set_value("order")
    fields[f"fact_value_{letter.id}_{version}_0"].set_value("5512")
    fields[f"fact_name_{letter.id}_{version}_1"].set_value("delivered")
    next(button for button in page.button if button.label == "Save facts").click().run()
    assert [(fact.name, fact.value) for fact in desk.case(letter.id).facts.facts] == [("order", "5512")]
    assert "“delivered” was left out" in told(page)


def sound(desk: Desk, letter: Case) -> None:
    """A drafted reply without errors: what the check still finds is waived by the reviewer."""
    desk.draft(letter.id, desk.person(TESSA))
    report = desk.case(letter.id).report
    for finding in report.errors if report else ():
        desk.waive(letter.id, finding, "for this test", desk.person(MARCUS))


def test_a_reply_goes_from_draft_to_review_to_sent(open_page: Open, desk: Desk, letter: Case) -> None:
    sound(desk, letter)
    page = open_page("case", id=letter.id)
    page.button(key=f"submit_{letter.id}").click().run()
    assert desk.case(letter.id).state == "in_review"
    review = open_page("review", MARCUS, id=letter.id)
    review.button(key=f"approve_{letter.id}").click().run()
    assert desk.case(letter.id).state == "approved"
    page = open_page("case", id=letter.id)
    page.button(key=f"mark_sent_{letter.id}").click().run()
    assert desk.case(letter.id).state == "sent"


def test_a_responder_sees_no_approve_button(open_page: Open, desk: Desk, letter: Case) -> None:
    sound(desk, letter)
    desk.submit(letter.id, desk.person(TESSA))
    assert "Approve" not in labels(open_page("review", TESSA, id=letter.id))
    assert "Approve" in labels(open_page("review", MARCUS, id=letter.id))


def test_asking_for_changes_without_a_note_says_so(open_page: Open, desk: Desk, letter: Case) -> None:
    sound(desk, letter)
    desk.submit(letter.id, desk.person(TESSA))
    review = open_page("review", MARCUS, id=letter.id)
    review.button(key=f"changes_now_{letter.id}").click().run()
    assert desk.case(letter.id).state == "in_review"
    assert "Say what should change" in told(review)


def test_an_unreadable_letter_is_explained_and_can_be_typed_in(open_page: Open, desk: Desk) -> None:
    case = desk.receive("broken.docx", b"PK\x03\x04 not really a document", desk.person(TESSA))
    assert case.state == "unreadable"
    page = open_page("case", id=case.id)
    assert case.problem[:30] in told(page)
    page.text_area(key=f"transcribe_{case.id}").set_value("Where is my toaster? Jo Bloggs")
    page.button(key=f"transcribe_now_{case.id}").click().run()
    assert desk.case(case.id).state == "received"


def test_a_question_is_answered_with_its_passage(open_page: Open) -> None:
    page = open_page("knowledge", INES)
    page.text_input(key="question").set_value("How long is the warranty of a toaster?").run()
    assert "two years from the day of delivery" in html_of(page)


def test_a_question_that_nothing_answers_says_so(open_page: Open) -> None:
    page = open_page("knowledge", INES)
    page.text_input(key="question").set_value("Who won the football last night?").run()
    assert "A reply would say who finds out, and by when." in html_of(page)
    assert "<mark>" not in html_of(page)


def test_an_error_of_a_page_is_a_sentence_and_never_a_traceback(
    open_page: Open, letter: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("secret /path/to/file.py")

    monkeypatch.setattr("ui.letter_pane.show", fails)
    page = open_page("case", id=letter.id)
    assert "did not expect" in told(page)
    assert "secret" not in told(page)
