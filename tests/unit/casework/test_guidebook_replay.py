"""A rule over past replies: how many it would flag, which sentences, and what it would flag no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework.case import State
from casework.errors import CaseworkError
from casework.guidebook import Guidebook
from casework.replay import TOO_SLOW, Replaying, past_replies
from guidelines.context import CaseFacts, Fact
from tests.unit.casework.conftest import EDITOR, REVIEWER, House
from tests.unit.casework.test_guidebook import HEDGE

SAYS_SO = "Dear Ms Penrose,\n\nWe are sorry. Your parcel comes in due course. Write to us.\n\nYours,\nRosa Lind"
FINE = SAYS_SO.replace("in due course", "soon")
FIRST = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def book(house: House) -> Guidebook:
    return house.desk.guidebook


def past(house: House, text: str, state: State = "sent", *, facts: CaseFacts | None = None) -> int:
    """A reply that was written an hour after the one before it."""
    with house.store.reading() as books:
        number = len(books.past_replies())
    at = FIRST + timedelta(hours=number)
    case = house.case(f"From: Jo Penrose <jo@penrose.example>\nMy paddle is broken, letter {number}.")
    written = replace(
        case,
        state=state,
        text=text,
        text_revision=1,
        drafted_by="rosa",
        facts=facts or CaseFacts(),
        sent_at=at if state == "sent" else None,
        approved_at=at if state == "approved" else None,
    )
    with house.store.writing() as books:
        books.keep_text(written, "rosa", at)
        books.put(written)
    return case.id


def test_it_says_how_many_would_have_been_flagged_and_shows_each_sentence(house: House, book: Guidebook) -> None:
    flagged = [past(house, SAYS_SO), past(house, SAYS_SO.replace("parcel", "paddle"))]
    for _ in range(3):
        past(house, FINE)
    replay = book.replay("in-due-course", HEDGE)
    assert (replay.replies, replay.flagged, replay.lifted, replay.slow, replay.left) == (5, 2, 0, 0, 0)
    assert [row.case_id for row in replay.rows] == flagged[::-1]
    newest = replay.rows[0]
    assert (newest.number, newest.who, newest.sent_at) == ("W-00002", "Jo Penrose", FIRST + timedelta(hours=1))
    assert (newest.finding.text, newest.sentence) == ("in due course", "Your paddle comes in due course.")
    assert newest.new
    assert not (house.folder / "guidelines").exists()


def test_what_was_sent_comes_first_then_what_was_approved_then_drafts_and_nothing_discarded(
    house: House, book: Guidebook
) -> None:
    order: list[State] = ["drafted", "sent", "in_review", "discarded", "approved", "sent"]
    made = [past(house, SAYS_SO, state) for state in order]
    rows = book.replay("in-due-course", HEDGE).rows
    assert [row.case_id for row in rows] == [made[number] for number in (5, 1, 4, 2, 0)]
    assert [row.sent_at is None for row in rows] == [False, False, True, True, True]


def test_a_limit_leaves_the_older_ones_and_says_how_many(house: House, book: Guidebook) -> None:
    made = [past(house, SAYS_SO) for _ in range(4)]
    replay = book.replay("in-due-course", HEDGE, limit=3)
    assert (replay.replies, replay.flagged, replay.left) == (3, 3, 1)
    assert made[0] not in {row.case_id for row in replay.rows}


def test_a_change_of_a_rule_says_what_is_flagged_anew_and_what_no_more(house: House, book: Guidebook) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    old, both, new = (
        past(house, SAYS_SO),
        past(house, SAYS_SO.replace("Write to us.", "It comes in due course, in the fullness of time.")),
        past(house, SAYS_SO.replace("in due course", "in the fullness of time")),
    )
    changed = HEDGE.replace("[in due course]", "[in the fullness of time]")
    replay = book.replay("in-due-course", changed)
    assert (replay.flagged, replay.lifted) == (2, 1)
    assert [(row.case_id, row.new) for row in replay.rows] == [(new, True), (both, False)]
    assert old not in {row.case_id for row in replay.rows}
    same = book.replay("in-due-course", HEDGE)
    assert (same.flagged, same.lifted, [row.new for row in same.rows]) == (2, 0, [False] * 3)


def test_a_rule_that_is_switched_off_flags_nothing_yet(house: House, book: Guidebook) -> None:
    past(house, SAYS_SO.replace("We are sorry.", "Calm down."))
    book.switch("calm-down", False, REVIEWER)
    replay = book.replay("calm-down", book.rule_text("calm-down"))
    assert (replay.flagged, [row.new for row in replay.rows]) == (1, [True])


def test_each_reply_is_read_with_its_letter_and_its_facts_on_its_own_day(house: House, book: Guidebook) -> None:
    text = SAYS_SO.replace("in due course", "for £24.99 by 27 November 2026")
    past(house, text)
    known = past(house, text, facts=CaseFacts((Fact("price", "£24.99"),)))
    rows = book.replay("unsupported-figure", book.rule_text("unsupported-figure")).rows
    assert {row.case_id for row in rows if "24.99" in row.finding.text} == {known - 1}
    wrong = past(house, SAYS_SO.replace("Penrose", "Penfold"))
    assert [row.case_id for row in book.replay("name-wrong", book.rule_text("name-wrong")).rows] == [wrong]


def test_a_figure_that_the_documents_hold_is_not_flagged(house: House, book: Guidebook) -> None:
    past(house, SAYS_SO.replace("Your parcel comes in due course.", "The paddle weighs 940 grams."))
    rule = book.rule_text("unsupported-figure")
    assert book.replay("unsupported-figure", rule).flagged == 1
    house.desk.documents.add("paddle.md", b"# Paddle\n\nThe paddle weighs 940 grams.\n", EDITOR)
    assert book.replay("unsupported-figure", rule).flagged == 0


def test_something_missing_has_no_sentence(house: House, book: Guidebook) -> None:
    past(house, SAYS_SO.removeprefix("Dear Ms Penrose,\n\n"))
    (row,) = book.replay("greeting-missing", book.rule_text("greeting-missing")).rows
    assert (row.finding.start, row.sentence) == (None, "")


def test_a_pattern_that_runs_out_of_time_ends_the_replay_and_is_said(house: House, book: Guidebook) -> None:
    text = SAYS_SO.replace("Your parcel comes", f"Your {'a' * 60}!")
    for _ in range(TOO_SLOW + 2):
        past(house, text)
    slow = HEDGE.replace("[in due course]", r"['Your (?:a|a|aa)+b']")
    replay = book.replay("in-due-course", slow)
    assert (replay.slow, replay.replies, replay.flagged, replay.left) == (TOO_SLOW, TOO_SLOW, 0, 2)


def test_when_the_time_is_up_the_rest_is_left_and_said(house: House, book: Guidebook) -> None:
    for _ in range(3):
        past(house, SAYS_SO)
    rule = book.save_rule("in-due-course", HEDGE, REVIEWER)
    with house.store.reading() as books:
        past_ones, count = past_replies(books, 10)
        replay = Replaying(house.desk._around(), {}, seconds=-1).replay(rule, None, past_ones, count)
    assert (replay.replies, replay.left) == (0, 3)


def test_a_rule_that_cannot_be_read_is_refused_at_its_line(book: Guidebook) -> None:
    with pytest.raises(CaseworkError, match=r"in-due-course\.yaml:4:1"):
        book.replay("in-due-course", HEDGE.replace("warning", "loud"))


def test_without_past_replies_nothing_is_flagged(book: Guidebook) -> None:
    replay = book.replay("in-due-course", HEDGE)
    assert (replay.replies, replay.flagged, replay.rows) == (0, 0, ())
