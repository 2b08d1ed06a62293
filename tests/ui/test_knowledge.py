"""The Knowledge page as a knowledge editor and a responder use it: catalogue, documents, gaps, reviews, what a change touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from knowledge.details import Details
from knowledge.passage import DocumentEntry, Hit, Loaded, Passage
from knowledge.progress import Progress
from ui.impact_words import replies_words, rest_words
from ui.knowledge_catalogue import by_document, catalogue, filtered
from ui.knowledge_loading import fate_html, progress_words
from ui.knowledge_question import answer_html

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

TESSA, MARCUS, INES = "tessa", "marcus", "ines"
Open = Callable[..., AppTest]
CLEANING = b"# Cleaning\n\n## How often\n\nClean the crumb tray of the toaster once a week with a dry cloth.\n"
NORWAY = (
    "From: {name} <{name}@example.org>\nTo: help@toasters.example\nSubject: Norway\nMessage-ID: <{number}@example.org>\n"
    "Date: Fri, 20 Nov 2026 09:00:00 +0000\n\nHello,\n\nI would like to order your toaster {number}. "
    "Do you ship to Norway?\n\n{name}\n"
)
CRUMBS = "Hello,\n\nhow often should I clean the crumb tray of the toaster {number}?\n\nAda Quist\n"


def html_of(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def told(page: AppTest) -> str:
    boxes = (*page.success, *page.warning, *page.error, *page.caption, *page.text)
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def entry(document: str = "a.md", **values: object) -> DocumentEntry:
    return replace(DocumentEntry(document, 1, "current", "A", 3, "0" * 64, "2026-11-01T10:00:00+00:00"), **values)  # type: ignore[arg-type]


@pytest.fixture
def number(request: pytest.FixtureRequest) -> int:
    return int(sha256(request.node.name.encode()).hexdigest()[:7], 16)


@pytest.fixture
def asked(desk: Desk, number: int) -> Iterator[Case]:
    """A drafted letter whose question no document answers; the documents are as before afterwards."""
    before = {one.document for one in desk.library.documents() if one.status == "current"}
    letter = NORWAY.format(name="Solveig", number=number)
    case = desk.receive("norway.eml", letter.encode(), desk.person(TESSA))
    yield desk.draft(case.id, desk.person(TESSA))
    for one in desk.library.documents():
        if one.status == "current" and one.document not in before:
            desk.documents.remove(one.document, desk.person(INES))
    with desk._store.writing() as books:
        books.delete_cases([case.id])


@pytest.fixture
def cleaning(desk: Desk) -> Iterator[str]:
    """A second document, in force again and as it was for each test."""
    current = [one for one in desk.library.documents() if one.document == "cleaning.md" and one.status == "current"]
    if not current:
        desk.documents.add("cleaning.md", CLEANING, desk.person(INES))
    yield "cleaning.md"
    desk.library.add_file("cleaning.md", CLEANING)
    desk.documents.set_details("cleaning.md", Details(), desk.person(INES))


@pytest.fixture
def resting(desk: Desk, cleaning: str, number: int) -> Case:
    """A draft that rests on the second document."""
    case = desk.receive("crumbs.txt", CRUMBS.format(number=number).encode(), desk.person(TESSA))
    drafted = desk.draft(case.id, desk.person(TESSA))
    assert "once a week" in drafted.text
    return drafted


def gaps_of(page: AppTest) -> AppTest:
    page.session_state["knowledge_chosen"] = "gaps"
    return page.run()


def test_a_gap_is_shown_with_the_letter_that_asked(open_page: Open, asked: Case) -> None:
    page = gaps_of(open_page("knowledge", INES))
    assert "Do you ship to Norway?" in html_of(page)
    assert "Write the answer" in labels(page)


def test_a_responder_reads_the_gaps_and_changes_nothing(open_page: Open, asked: Case, cleaning: str) -> None:
    page = gaps_of(open_page("knowledge", TESSA))
    assert "Do you ship to Norway?" in html_of(page)
    assert not {"Write the answer", "Take it off the list"} & set(labels(page))
    page = open_page("knowledge", TESSA, document=cleaning)
    assert "once a week" in html_of(page)
    assert not {"Remove it", "Save details", "Save as a new version"} & set(labels(page))


def test_an_answer_reaches_the_case_and_the_inbox_and_drafting_again_uses_it(
    open_page: Open, desk: Desk, asked: Case
) -> None:
    page = press(gaps_of(open_page("knowledge", INES)), "Write the answer")
    next(area for area in page.text_area if area.label == "Answer").set_value(
        "Yes, we ship to Norway. A parcel to Norway takes nine working days."
    )
    press(page, "Put it into the documents")
    assert "answers/do-you-ship-to-norway" in told(page)
    assert "1 letter that asked can be drafted again" in told(page)
    said = "An answer to “Do you ship to Norway?” is now in the documents."
    assert said in html_of(open_page("inbox", TESSA))
    case = open_page("case", TESSA, id=asked.id)
    assert said in html_of(case)
    case.button(key=f"offer_again_{asked.id}").click().run()
    assert "Yes, we ship to Norway." in desk.case(asked.id).text
    assert said not in html_of(open_page("case", TESSA, id=asked.id))


def test_an_answer_that_is_not_found_is_told_at_once(open_page: Open, asked: Case) -> None:
    page = press(gaps_of(open_page("knowledge", INES)), "Write the answer")
    next(field for field in page.text_input if field.label == "Question").set_value("Colours of the lever")
    next(area for area in page.text_area if area.label == "Answer").set_value("The lever comes in red and in black.")
    press(page, "Put it into the documents")
    assert "a search for “Do you ship to Norway?” does not find it" in told(page)
    assert "Write the answer" in labels(page)


def test_a_gap_is_dismissed_with_a_reason_and_taken_up_again(open_page: Open, desk: Desk, asked: Case) -> None:
    page = press(gaps_of(open_page("knowledge", INES)), "Take it off the list")
    assert "Say why this question needs no answer" in told(page)
    alike = next(g.alike for g in desk.gaps.open() if "Norway" in g.words)
    page.text_input(key=f"dismiss_reason_{alike}").set_value("We sell at home only").run()
    page.button(key=f"dismiss_{alike}").click().run()
    assert "not ours: We sell at home only" in html_of(page)
    page.button(key=f"take_up_{alike}").click().run()
    assert [g.alike for g in desk.gaps.open() if "Norway" in g.words] == [alike]


def test_a_document_shows_its_passages_as_the_search_sees_them(open_page: Open, cleaning: str) -> None:
    page = open_page("knowledge", INES, document=cleaning)
    assert "Cleaning › How often" in html_of(page)
    assert "once a week with a dry cloth" in html_of(page)


def part(page: AppTest, name: str) -> AppTest:
    page.session_state["part_chosen"] = name
    return page.run()


def test_details_are_saved_and_a_contradiction_is_told(open_page: Open, desk: Desk, cleaning: str) -> None:
    page = part(open_page("knowledge", INES, document=cleaning), "details")
    next(field for field in page.text_input if field.label == "Owner").set_value("Priya")
    next(field for field in page.date_input if field.label == "Review by").set_value(date(2026, 11, 1))
    press(page, "Save details")
    (now,) = [one for one in desk.library.documents() if one.document == cleaning and one.status == "current"]
    assert (now.owner, now.review_by, now.overdue) == ("Priya", date(2026, 11, 1), True)
    next(field for field in page.date_input if field.label == "Valid from").set_value(date(2027, 2, 1))
    next(field for field in page.date_input if field.label == "Valid until").set_value(date(2027, 1, 1))
    press(page, "Save details")
    assert "end before it begins" in told(page)


def test_a_text_is_edited_and_becomes_a_new_version(open_page: Open, desk: Desk, cleaning: str) -> None:
    page = part(open_page("knowledge", INES, document=cleaning), "text")
    area = next(area for area in page.text_area if area.label == "The text of the document")
    assert area.value == CLEANING.decode()
    area.set_value(CLEANING.decode().replace("once a week", "twice a week"))
    press(page, "Save as a new version")
    assert "is saved as version" in told(page)
    assert "twice a week" in desk.library.passages(cleaning)[0].text


def test_a_newer_version_meanwhile_keeps_what_was_typed_beside_it(open_page: Open, desk: Desk, cleaning: str) -> None:
    page = part(open_page("knowledge", INES, document=cleaning), "text")
    desk.documents.add(cleaning, CLEANING.replace(b"once a week", b"every day"), desk.person(INES))
    mine = CLEANING.decode().replace("once a week", "once a month")
    next(area for area in page.text_area if area.label == "The text of the document").set_value(mine)
    press(page, "Save as a new version")
    assert "came in while you were writing" in told(page)
    assert "every day" in html_of(page)
    assert next(area for area in page.text_area if area.label == "The text of the document").value == mine
    press(page, "Save as a new version")
    assert "once a month" in desk.library.passages(cleaning)[0].text


def test_an_earlier_version_is_made_current_again(open_page: Open, desk: Desk, cleaning: str) -> None:
    first = desk.documents._library.versions_of(cleaning)[-1].version
    desk.documents.add(cleaning, CLEANING.replace(b"once a week", b"never"), desk.person(INES))
    page = part(open_page("knowledge", INES, document=cleaning), "versions")
    page.button(key=f"restore_{first}").click().run()
    assert "is in force again" in told(page)
    assert "once a week" in desk.library.passages(cleaning)[0].text


def test_a_removal_says_what_rests_on_it_and_is_undone(
    open_page: Open, desk: Desk, resting: Case, cleaning: str
) -> None:
    page = part(open_page("knowledge", INES, document=cleaning), "passages")
    assert "draft" in told(page)
    assert "on it." in told(page)
    page.button(key="remove_document").click().run()
    assert f"{cleaning} is removed" in html_of(page)
    assert "once a week" not in " ".join(hit.passage.text for hit in desk.library.search("How often do I clean it?"))
    page.button(key="undo_removal").click().run()
    assert f"{cleaning} is back" in told(page)
    assert desk.library.passages(cleaning)


def test_a_draft_on_changed_text_says_so_with_old_and_new_words(open_page: Open, desk: Desk, resting: Case) -> None:
    desk.documents.add("cleaning.md", CLEANING.replace(b"once a week", b"twice a week"), desk.person(INES))
    page = open_page("case", TESSA, id=resting.id)
    assert "1 sentence of this reply rests on text that is no longer in force" in html_of(page)
    assert "once a week" in html_of(page)
    page.button(key=f"stale_again_{resting.id}").click().run()
    assert "twice a week" in desk.case(resting.id).text
    assert "no longer in force" not in html_of(open_page("case", TESSA, id=resting.id))


def test_a_reviewer_sees_that_a_reply_rests_on_changed_text(open_page: Open, desk: Desk, resting: Case) -> None:
    desk.documents.add("cleaning.md", CLEANING.replace(b"once a week", b"twice a week"), desk.person(INES))
    desk.submit(resting.id, desk.person(TESSA))
    page = open_page("review", MARCUS, id=resting.id)
    assert "1 sentence of this reply rests on text that is no longer in force" in html_of(page)
    assert f"stale_again_{resting.id}" not in [button.key for button in page.button]


def test_the_page_of_a_document_lists_the_replies_on_its_old_text(open_page: Open, desk: Desk, resting: Case) -> None:
    desk.documents.add("cleaning.md", CLEANING.replace(b"once a week", b"twice a week"), desk.person(INES))
    page = part(open_page("knowledge", INES, document="cleaning.md"), "used")
    assert "On text that is no longer in force" in html_of(page)
    assert "<ins>twice</ins> a week" in html_of(page)


def test_all_replies_on_old_text_are_listed_in_one_place(open_page: Open, desk: Desk, resting: Case) -> None:
    desk.documents.add("cleaning.md", CLEANING.replace(b"once a week", b"twice a week"), desk.person(INES))
    page = open_page("knowledge", TESSA)
    page.session_state["knowledge_chosen"] = "changes"
    page.run()
    assert "on text that is no longer in force" in html_of(page)
    assert "<ins>twice</ins> a week" in html_of(page)


def test_an_edited_draft_comes_back_from_the_earlier_versions(open_page: Open, desk: Desk, resting: Case) -> None:
    desk.save_text(resting.id, "My own words.", resting.text_revision, desk.person(TESSA))
    desk.draft(resting.id, desk.person(TESSA))
    page = open_page("case", TESSA, id=resting.id)
    assert "My own words." in html_of(page)
    page.button(key=f"version_{resting.id}_0").click().run()
    assert desk.case(resting.id).text == "My own words."


def test_the_fates_of_a_load_are_told_with_what_to_do(open_page: Open, desk: Desk, cleaning: str) -> None:
    files = [("fine.md", b"# Fine\n\nA fine page on the timer."), ("broken.pdf", b"no pdf"), ("cleaning.md", CLEANING)]
    desk.documents.start_loading(files, desk.person(INES)).wait()
    page = open_page("knowledge", INES)
    assert told(page).count("1 not taken in, 1 added, 1 already here") == 1
    shown = html_of(page)
    assert shown.index("broken.pdf") < shown.index("fine.md")
    assert "What became of your files" not in html_of(open_page("knowledge", TESSA))
    press(page, "Put away")
    assert "broken.pdf" not in html_of(page)
    desk.documents.remove("fine.md", desk.person(INES))


def test_an_overdue_review_is_listed_and_given_its_next_day(open_page: Open, desk: Desk, cleaning: str) -> None:
    desk.documents.set_details(cleaning, Details(owner="Priya", review_by=date(2026, 11, 10)), desk.person(INES))
    page = open_page("knowledge", INES)
    page.session_state["knowledge_chosen"] = "reviews"
    page.run()
    assert "owner Priya" in html_of(page)
    assert "12 days over" in html_of(page)
    page.button(key=f"set_next_review_{cleaning}").click().run()
    assert desk.library.details(cleaning) == Details(owner="Priya", review_by=date(2027, 11, 22))
    assert "No review is overdue." in html_of(page)


def test_a_filter_that_fits_nothing_says_so(open_page: Open, cleaning: str) -> None:
    page = open_page("knowledge", INES)
    page.text_input(key="filter_words").set_value("zzzz").run()
    assert "No document fits this filter." in html_of(page)


def test_the_catalogue_has_one_row_a_document_the_version_that_stands() -> None:
    replaced = entry("a.md", status="superseded", superseded_by="a.md")
    second = entry("a.md", version=2)
    by_another = entry("b.md", status="superseded", superseded_by="c.md")
    assert by_document([replaced, second, by_another]) == [second, by_another]
    taken_up = [entry("a.md"), entry("a.md", version=2, status="superseded", superseded_by="a.md")]
    assert [one.version for one in by_document(taken_up)] == [1]
    rows = catalogue([second, by_another], {"a.md": 4})
    assert rows["Used in"] == [4, 0]
    assert rows["Superseded by"] == ["", "c.md"]


def test_the_filter_reads_name_title_and_owner_and_the_four_conditions_together() -> None:
    shelf = [
        entry("returns.md", owner="Kit", overdue=True), entry("staff.md", audience="internal"),
        entry("old.md", status="removed", title="Returns of old"),
    ]  # fmt: skip

    def names(
        words: str = "", status: str = "Any status", audience: str = "For anybody", late: bool = False
    ) -> list[str]:
        return [one.document for one in filtered(shelf, words, status, audience, late)]

    assert names("returns") == ["returns.md", "old.md"]
    assert names("kit RETURNS") == ["returns.md"]
    assert names(status="removed") == ["old.md"]
    assert names(audience="staff only") == ["staff.md"]
    assert names(late=True) == ["returns.md"]


def test_what_rests_on_a_document_is_said_in_words() -> None:
    assert replies_words({"draft": 3, "sent": 2}) == "3 drafts and 2 sent replies"
    assert rest_words({"draft": 1}) == "1 draft rests on it."
    assert rest_words({}) == "No reply rests on it."
    assert rest_words({"review": 1, "approved": 2, "sent": 1}) == (
        "1 reply in review, 2 approved replies and 1 sent reply rest on it."
    )


def test_a_fate_and_a_passage_are_shown_escaped() -> None:
    assert "<script>" not in fate_html(Loaded("x", "<script>.md", "refused", "<b>No</b>", "<i>Do</i>"))
    assert answer_html("a < b & c", 2, 5) == "a <mark>&lt; b</mark> &amp; c"
    assert answer_html("a < b", 0, 0) == "a &lt; b"


def test_progress_is_told_in_files_passages_and_time_left() -> None:
    assert progress_words(None) == "Opening the files"
    words = progress_words(Progress(12, 240, "returns.pdf", 1204, 180.0)).replace("\\", "")
    assert words == "12 of 240 files · 1,204 passages · about 3 minutes left · returns.pdf"


def test_a_hit_names_where_it_stands() -> None:
    from ui.knowledge_question import place_html

    hit = Hit(Passage("a@1#1", "a.md", 1, "A › B", "text", 3, "internal"), 0.5)
    assert place_html(hit.passage) == '<b>a.md</b> › A › B, page 3 <span class="chip chip-warning">staff only</span>'
