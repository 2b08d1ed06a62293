"""How the rules are used: counted once for the same words, right after edits and restores of replies and of rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.case import Case, Waiver
from casework.guidebook import Guidebook
from casework.rule_use import AS_IT_CAME, FEW, Change, RuleUse, Span, standing
from casework.store import Store
from guidelines.finding import Finding, Report
from tests.unit.casework.conftest import RESPONDER, REVIEWER, FakeDrafter, House
from tests.unit.casework.test_guidebook import HEDGE

REASON = "The customer's own words."


class Hedging(FakeDrafter):
    """Finds what the company's own rule of these tests would find."""

    def report(self, text: str) -> Report:
        found = super().report(text)
        at = text.find("in due course")
        own = (Finding("in-due-course", "P13", "warning", at, at + 13, "in due course", "No day."),) if at >= 0 else ()
        return Report((*found.findings, *own), found.promises)


@pytest.fixture
def book(house: House) -> Guidebook:
    house.drafter = house.desk._drafter = house.desk._checks._drafter = Hedging()
    house.desk.guidebook.save_rule("in-due-course", HEDGE, REVIEWER)
    return house.desk.guidebook


def use_of(book: Guidebook, rule_id: str = "in-due-course", since: datetime | None = None) -> RuleUse:
    return next(use for use in book.statistics(since) if use.rule_id == rule_id)


def reply(house: House, text: str, number: int = 0) -> Case:
    case = house.desk.draft(house.case(f"Letter {number}").id, RESPONDER)
    return house.desk.save_text(case.id, text, case.text_revision, RESPONDER)


def counts(use: RuleUse) -> tuple[int, int, int, int]:
    return use.fired, use.cases, use.waived, use.used


def test_what_a_rule_finds_is_counted_once_however_often_the_reply_is_saved(house: House, book: Guidebook) -> None:
    case = reply(house, "It comes in due course.")
    for number in range(3):
        case = house.desk.save_text(case.id, f"It comes in due course. Thanks {number}.", case.text_revision, RESPONDER)
    reply(house, "That too comes in due course.", 1)
    assert counts(use_of(book)) == (2, 2, 0, 0)


def test_words_that_were_mended_were_followed_and_their_return_is_no_second_finding(
    house: House, book: Guidebook
) -> None:
    case = reply(house, "It comes in due course.")
    mended = house.desk.save_text(case.id, "It comes on Friday.", case.text_revision, RESPONDER)
    assert counts(use_of(book)) == (1, 1, 0, 1)
    house.desk.save_text(case.id, "It comes in due course.", mended.text_revision, RESPONDER)
    assert counts(use_of(book)) == (1, 1, 0, 0)


def test_waivers_are_counted_of_findings_and_of_sentences_until_they_are_taken_back(
    house: House, book: Guidebook
) -> None:
    first, second = reply(house, "It comes in due course."), reply(house, "Yours comes in due course.", 1)
    assert first.report is not None
    house.desk.waive(first.id, first.report.findings[0], REASON, REVIEWER)
    waived = house.desk.waivers.waive_sentence(second.id, 0, 5, REASON, REVIEWER)
    use = use_of(book)
    assert (counts(use), use.waived_share, use.often_waived) == ((2, 2, 2, 0), 1.0, False)
    house.desk.waivers.take_back(second.id, waived.waivers[0], REVIEWER)
    assert counts(use_of(book)) == (2, 2, 1, 0)


def test_a_waived_finding_whose_words_are_gone_stays_counted_until_its_waiver_is_taken_back(
    house: House, book: Guidebook
) -> None:
    case = reply(house, "It comes in due course.")
    assert case.report is not None
    waived = house.desk.waive(case.id, case.report.findings[0], REASON, REVIEWER)
    house.desk.save_text(case.id, "It comes on Friday.", waived.text_revision, RESPONDER)
    assert counts(use_of(book)) == (1, 1, 1, 0)
    house.desk.waivers.take_back(case.id, waived.waivers[0], REVIEWER)
    assert counts(use_of(book)) == (1, 1, 0, 1)


def test_rules_that_are_often_waived_and_rules_that_never_fire_are_told_apart(house: House, book: Guidebook) -> None:
    for number in range(FEW):
        case = reply(house, "It comes in due course." if number < 4 else "It comes on Friday.", number)
        if number < 3:
            assert case.report is not None
            house.desk.waive(case.id, case.report.findings[0], REASON, REVIEWER)
    use = use_of(book)
    assert (counts(use), use.waived_share, use.of) == ((4, 4, 3, 0), 0.75, FEW)
    assert use.often_waived
    assert not use.never_fired
    quiet = use_of(book, "calm-down")
    assert (quiet.fired, quiet.of, quiet.never_fired) == (0, FEW, True)
    assert book.statistics()[0].rule_id == "in-due-course"


def test_a_rule_that_was_changed_is_counted_anew_and_its_old_words_count_again_when_restored(
    house: House, book: Guidebook
) -> None:
    reply(house, "It comes in due course.")
    before = book.versions("rule:in-due-course")[0]
    book.save_rule("in-due-course", HEDGE.replace("names no day", "says no day"), REVIEWER)
    assert (counts(use_of(book)), use_of(book).of) == ((0, 0, 0, 0), 0)
    reply(house, "Yours comes in due course.", 1)
    assert (counts(use_of(book)), use_of(book).of) == ((1, 1, 0, 0), 1)
    book.restore(before.number, REVIEWER)
    assert (counts(use_of(book)), use_of(book).of) == ((1, 1, 0, 0), 1)
    reply(house, "Theirs comes in due course.", 2)
    assert (counts(use_of(book)), use_of(book).of) == ((2, 2, 0, 0), 2)


def test_a_rule_is_not_said_to_be_quiet_for_the_time_in_which_it_was_off(house: House, book: Guidebook) -> None:
    book.switch("calm-down", False, REVIEWER)
    for number in range(FEW):
        reply(house, "It comes on Friday.", number)
    book.switch("calm-down", True, REVIEWER)
    assert (use_of(book, "calm-down").of, use_of(book, "calm-down").never_fired) == (0, False)
    assert use_of(book, "never-again").never_fired


def test_use_can_be_counted_since_a_day(house: House, book: Guidebook) -> None:
    reply(house, "It comes in due course.")
    now = house.desk.now()
    assert counts(use_of(book, since=now - timedelta(days=1))) == (1, 1, 0, 0)
    assert counts(use_of(book, since=now + timedelta(days=1))) == (0, 0, 0, 0)
    assert use_of(book, "calm-down", since=now + timedelta(days=1)).of == 0


def test_what_became_of_a_removed_case_is_not_counted(house: House, book: Guidebook) -> None:
    case = reply(house, "It comes in due course.")
    with house.store.writing() as books:
        books.delete_cases([case.id])
    assert counts(use_of(book)) == (0, 0, 0, 0)


def test_the_stretches_of_time_in_which_a_rule_was_what_it_is_now() -> None:
    t1, t2, t3 = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3))
    began = AS_IT_CAME.at
    assert standing([Change(t1, "a", True)]) == [Span(t1)]
    assert standing([Change(t1, "a", True), Change(t2, "b", True), Change(t3, "a", True)]) == [Span(t1, t2), Span(t3)]
    assert standing([Change(t1, None, False), Change(t2, None, True)]) == [Span(began, t1), Span(t2)]
    assert standing([Change(t1, "a", True), Change(t2, None, True)]) == [Span(began, t1), Span(t2)]


def test_the_reports_that_were_there_before_there_was_a_count_are_counted(tmp_path: Path) -> None:
    from tests.unit.casework.test_store import FULL

    store = Store(f"sqlite:///{tmp_path / 'w.db'}")
    with store.writing() as books:
        waiver = Waiver("r", "", "why", "sam", FULL.received_at, "m")
        case = books.add(replace(FULL, waivers=(waiver,)))
        books.keep_text(case, "rosa", FULL.received_at)
        books.rule_use.keep(case, FULL.received_at)
        here = books.rule_use.tallies()
    store.migrate("0002")
    store.migrate("head")
    with store.reading() as books:
        assert books.rule_use.tallies() == here
        assert (here["r"].fired, here["r"].waived) == (1, 1)
    with store.writing() as books:
        books.rule_use.keep(case, FULL.received_at)
        assert books.rule_use.tallies() == here
    store.close()
