"""What a reviewer lets stand on a case: findings, whole sentences, and how a waiver is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from ui import reply_paper, waivers_pane

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

TESSA, MARCUS = "tessa", "marcus"
Open = Callable[..., AppTest]
SENTENCE = "We will be in touch soon, and we guarantee that you will like it."
TEXT = f"Dear Ruth Example,\n\nThank you for your letter. {SENTENCE}\n\nKind regards,\nTessa Rowley"
REASON = "Agreed with her on the telephone."


@pytest.fixture
def written(desk: Desk, letter: Case) -> Case:
    """A reply of Tessa's with one sentence in which several things are found."""
    return desk.save_text(letter.id, TEXT, 0, desk.person(TESSA))


def html_of(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def told(page: AppTest) -> str:
    boxes = (*page.success, *page.warning, *page.error)
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def asked_about_the_sentence(open_page: Open, case: Case) -> AppTest:
    """The case as the reviewer has it after a click on the sign in the margin (the click itself needs a browser)."""
    page = open_page("case", MARCUS, id=case.id)
    start = case.text.index(SENTENCE)
    page.session_state[f"stand_asked_{case.id}"] = waivers_pane.Asked(case.text_revision, start, start + len(SENTENCE))
    return page.run()


def reason(page: AppTest, words: str) -> None:
    next(one for one in page.text_input if str(one.key).startswith("stand_reason")).set_value(words)


def test_a_finding_of_any_level_is_waived_with_a_reason(open_page: Open, desk: Desk, written: Case) -> None:
    page = open_page("case", MARCUS, id=written.id)
    warning = next(key for one in page.text_input if "waive_reason_warning" in (key := str(one.key)))
    page.text_input(key=warning).set_value(REASON)
    page.button(key=warning.replace("waive_reason", "waive")).click().run()
    assert [waiver.reason for waiver in desk.case(written.id).waivers] == [REASON]
    assert "Waived (1)" in [box.label for box in page.expander]


def test_a_waiver_without_a_reason_is_refused_where_it_was_asked(open_page: Open, desk: Desk, written: Case) -> None:
    page = open_page("case", MARCUS, id=written.id)
    key = next(str(one.key) for one in page.text_input if "waive_reason_" in str(one.key))
    page.button(key=key.replace("waive_reason", "waive")).click().run()
    assert '<p class="fault" role="alert">A waiver needs a reason.' in html_of(page)
    assert desk.case(written.id).waivers == ()


def test_a_sentence_is_let_stand_with_all_that_is_found_in_it(open_page: Open, desk: Desk, written: Case) -> None:
    page = asked_about_the_sentence(open_page, written)
    reason(page, REASON)
    page.button(key=f"stand_now_{written.id}").click().run()
    assert "The sentence may stand as it is" in told(page)
    case = desk.case(written.id)
    assert [waiver.sentence for waiver in case.waivers] == [SENTENCE]
    assert reply_paper.held_sentences(case) == []


def test_the_reason_that_was_typed_stays_when_it_is_refused(open_page: Open, written: Case) -> None:
    page = asked_about_the_sentence(open_page, written)
    reason(page, "ok")
    page.button(key=f"stand_now_{written.id}").click().run()
    assert "is no reason that a colleague could follow" in html_of(page)
    assert next(one for one in page.text_input if str(one.key).startswith("stand_reason")).value == "ok"


def test_a_waiver_is_taken_back_and_what_it_lifted_stands_again(open_page: Open, desk: Desk, written: Case) -> None:
    start = written.text.index(SENTENCE)
    desk.waivers.waive_sentence(written.id, start, start + 3, REASON, desk.person(MARCUS))
    page = open_page("case", MARCUS, id=written.id)
    assert REASON in html_of(page)
    assert "Marcus Adeyemi, " in html_of(page)
    page.button(key=f"take_back_{written.id}_0").click().run()
    assert desk.case(written.id).waivers == ()
    assert "stands against the reply again" in told(page)


def test_a_waiver_whose_words_are_gone_says_that_it_lifts_nothing(open_page: Open, desk: Desk, written: Case) -> None:
    start = written.text.index(SENTENCE)
    case = desk.waivers.waive_sentence(written.id, start, start + 3, REASON, desk.person(MARCUS))
    desk.save_text(case.id, TEXT.replace("you will like it", "it is good"), case.text_revision, desk.person(TESSA))
    assert "It lifts nothing: its words are no longer there." in html_of(open_page("case", MARCUS, id=case.id))


def test_a_responder_reads_waivers_and_can_neither_give_nor_take_back_one(
    open_page: Open, desk: Desk, written: Case
) -> None:
    start = written.text.index(SENTENCE)
    page = open_page("case", TESSA, id=written.id)
    assert not [one for one in page.text_input if "waive_reason" in str(one.key)]
    desk.waivers.waive_sentence(written.id, start, start + 3, REASON, desk.person(MARCUS))
    page = open_page("case", TESSA, id=written.id)
    assert REASON in html_of(page)
    assert not [one for one in page.button if str(one.key).startswith("take_back")]


def test_what_was_waived_is_marked_no_more_and_tells_by_whom(open_page: Open, desk: Desk, written: Case) -> None:
    assert 'class="m m-warning"' in html_of(open_page("case", TESSA, id=written.id))
    start = written.text.index(SENTENCE)
    desk.waivers.waive_sentence(written.id, start, start + 3, REASON, desk.person(MARCUS))
    html = html_of(open_page("case", TESSA, id=written.id))
    assert f'title="Marcus Adeyemi let this stand: {REASON}"' in html
    assert 'class="m m-warning"' not in html


def test_the_margin_counts_what_is_found_in_each_sentence(written: Case) -> None:
    held = reply_paper.held_sentences(written)
    assert [written.text[one.start : one.end] for one in held] == [SENTENCE]
    assert len(held[0].findings) >= 2
    assert reply_paper.held_sentences(replace(written, report=None)) == []
