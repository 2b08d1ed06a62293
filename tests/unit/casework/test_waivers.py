"""Waivers: of one finding or of a sentence, with a reason that says something, for these words only, taken back at will."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.case import Case
from casework.errors import CaseworkError, NotAllowed
from casework.waiver import lifted, sentence_at, waiver_of
from guidelines.finding import Finding, Promise, Report
from tests.unit.casework.conftest import EDITOR, RESPONDER, REVIEWER, SUPERVISOR, House

REASON = "The customer's own words."
TEXT = "Dear Ms Penrose,\n\nThis is BAD and ODD. All is well.\n\nKind regards,\nRosa Lind"


def waived_sentence(house: House, text: str = TEXT) -> Case:
    case = house.drafted(text)
    at = text.index("BAD")
    return house.desk.waivers.waive_sentence(case.id, at, at + 3, REASON, REVIEWER)


def standing(case: Case) -> list[str]:
    assert case.report is not None
    return [finding.text for finding in case.report.findings if waiver_of(case, finding) is None]


def test_a_warning_is_waived_as_an_error_is(house: House) -> None:
    case = house.drafted("Something ODD. Something BAD.")
    assert case.report is not None
    odd, bad = case.report.findings[1], case.report.findings[0]
    case = house.desk.waive(case.id, odd, REASON, REVIEWER)
    assert standing(case) == ["BAD"]
    case = house.desk.waive(case.id, bad, REASON, REVIEWER)
    assert standing(case) == []


@pytest.mark.parametrize("reason", ["", "  ", "x", "ok", "...", "aaaaaaaaaa", "!!!!!!!!!!", "a" * 3, "y" * 2000])
def test_a_reason_that_says_nothing_is_refused_with_a_sentence(house: House, reason: str) -> None:
    case = house.drafted("This is BAD.")
    assert case.report is not None
    with pytest.raises(CaseworkError, match="why this may stand"):
        house.desk.waive(case.id, case.report.findings[0], reason, REVIEWER)
    with pytest.raises(CaseworkError, match="why this may stand"):
        house.desk.waivers.waive_sentence(case.id, 8, 11, reason, REVIEWER)
    assert house.desk.case(case.id).waivers == ()


def test_a_waiver_of_a_sentence_lifts_all_that_is_found_in_it(house: House) -> None:
    case = waived_sentence(house)
    assert standing(case) == []
    assert case.unwaived_errors == 0
    (waiver,) = case.waivers
    assert (waiver.rule, waiver.sentence, waiver.reason, waiver.by) == ("", "This is BAD and ODD.", REASON, "viv")
    assert [finding.text for finding in lifted(case, waiver)] == ["BAD", "ODD"]
    event = case.history[-1]
    assert (event.action, event.who) == ("finding_waived", "viv")
    assert event.detail == {"sentence": "This is BAD and ODD.", "reason": REASON}


def test_the_same_fault_in_another_sentence_still_stands(house: House) -> None:
    case = house.drafted("This is a BAD one.")
    assert case.report is not None
    case = house.desk.waive(case.id, case.report.findings[0], REASON, REVIEWER)
    changed = house.desk.save_text(case.id, "Another BAD one. This is fine.", case.text_revision, RESPONDER)
    assert standing(changed) == ["BAD"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (TEXT.replace("All is well.", "All is very well."), []),
        (TEXT.replace("This is BAD and ODD. ", "This is BAD\nand  ODD.\n"), []),
        (TEXT.replace("This is BAD and ODD.", "This is BAD and ODD, and worse."), ["BAD", "ODD"]),
        (TEXT.replace("This is BAD", "That is BAD"), ["BAD", "ODD"]),
        (TEXT.replace("This is BAD and ODD.", "This is BAD."), ["BAD"]),
    ],
)
def test_it_holds_while_the_words_of_the_sentence_stay_as_they_are(house: House, text: str, left: list[str]) -> None:
    case = waived_sentence(house)
    changed = house.desk.save_text(case.id, text, case.text_revision, RESPONDER)
    assert standing(changed) == left
    assert len(changed.waivers) == 1
    back = house.desk.save_text(case.id, TEXT, changed.text_revision, RESPONDER)
    assert standing(back) == []


def test_a_sentence_in_which_nothing_is_found_has_nothing_to_waive(house: House) -> None:
    case = house.drafted(TEXT)
    at = TEXT.index("All")
    with pytest.raises(NotAllowed, match="finds nothing in this sentence"):
        house.desk.waivers.waive_sentence(case.id, at, at + 3, REASON, REVIEWER)
    with pytest.raises(NotAllowed, match="no longer there"):
        house.desk.waivers.waive_sentence(case.id, 5000, 5003, REASON, REVIEWER)


def test_a_commitment_is_waived_with_its_sentence_only_by_who_has_its_authority(house: House) -> None:
    text = "You get a full refund, which is ODD."
    case = house.drafted(text)
    with pytest.raises(NotAllowed, match="authority of: supervisor"):
        house.desk.waivers.waive_sentence(case.id, 0, 5, REASON, REVIEWER)
    assert house.desk.case(case.id).waivers == ()
    case = house.desk.waivers.waive_sentence(case.id, 0, 5, REASON, SUPERVISOR)
    assert standing(case) == []


def test_a_commitment_that_a_later_policy_puts_above_whoever_waived_is_not_lifted(house: House) -> None:
    case = waived_sentence(house)
    at = case.text.index("BAD")
    finding = Finding("promise-needs-approval", "P10", "error", at, at + 3, "BAD", "For a supervisor.")
    promise = Promise("BAD", at, at + 3, "refund", None, None, "needs_approval", "", None, "supervisor")
    later = replace(case, report=Report((finding,), (promise,)))
    assert waiver_of(later, finding) is None
    theirs = replace(case.waivers[0], authority="supervisor")
    assert waiver_of(replace(later, waivers=(theirs,)), finding) == theirs


def test_what_is_waived_already_is_not_waived_twice(house: House) -> None:
    case = waived_sentence(house)
    assert case.report is not None
    with pytest.raises(NotAllowed, match="waived already"):
        house.desk.waive(case.id, case.report.findings[0], REASON, REVIEWER)
    with pytest.raises(NotAllowed, match="waived already"):
        house.desk.waivers.waive_sentence(case.id, 20, 23, REASON, REVIEWER)


def test_what_is_missing_is_never_lifted_by_a_sentence(house: House) -> None:
    case = waived_sentence(house)
    missing = Finding("unanswered", "P03", "error", None, None, "", "Nothing answers: how long?")
    assert waiver_of(replace(case, report=Report((missing,))), missing) is None


def test_a_waiver_is_taken_back_and_what_it_lifted_stands_again(house: House) -> None:
    case = waived_sentence(house)
    house.desk.submit(case.id, RESPONDER)
    (waiver,) = case.waivers
    back = house.desk.waivers.take_back(case.id, waiver, SUPERVISOR)
    assert (back.waivers, standing(back), back.state) == ((), ["BAD", "ODD"], "in_review")
    assert (back.history[-1].action, back.history[-1].who) == ("waiver_taken_back", "sam")
    with pytest.raises(NotAllowed, match="BAD"):
        house.desk.approve(case.id, SUPERVISOR)
    with pytest.raises(NotAllowed, match="no longer there"):
        house.desk.waivers.take_back(case.id, waiver, SUPERVISOR)


def test_a_reply_whose_errors_are_all_waived_is_approved(house: House) -> None:
    case = waived_sentence(house)
    house.desk.submit(case.id, RESPONDER)
    assert house.desk.approve(case.id, REVIEWER).state == "approved"
    with pytest.raises(NotAllowed):
        house.desk.waivers.take_back(case.id, case.waivers[0], REVIEWER)


def test_nobody_waives_on_their_own_reply_and_only_reviewers_do(house: House) -> None:
    own = house.desk.draft(house.case("another").id, SUPERVISOR)
    own = house.desk.save_text(own.id, TEXT, own.text_revision, SUPERVISOR)
    with pytest.raises(NotAllowed, match="their own"):
        house.desk.waivers.waive_sentence(own.id, 20, 23, REASON, SUPERVISOR)
    for by in (RESPONDER, EDITOR):
        with pytest.raises(NotAllowed, match="may not waive"):
            house.desk.waivers.waive_sentence(own.id, 20, 23, REASON, by)
    given = house.desk.waivers.waive_sentence(own.id, 20, 23, REASON, REVIEWER)
    with pytest.raises(NotAllowed, match="may not waive"):
        house.desk.waivers.take_back(own.id, given.waivers[0], RESPONDER)


def test_a_finding_is_waived_as_the_check_sees_it_now(house: House) -> None:
    case = house.drafted("Delivery is on 24 November.")
    house.drafter.today = house.drafter.today.replace(day=26)
    (late,) = house.desk.check(case.id, case.text).findings
    waived = house.desk.waive(case.id, late, REASON, REVIEWER)
    assert (standing(waived), waived.unwaived_errors) == ([], 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("BAD", "This is BAD and ODD."),
        ("well", "All is well."),
        ("Penrose", "Dear Ms Penrose,"),
        ("Rosa", "Rosa Lind"),
        ("ODD. All", "This is BAD and ODD. All is well."),
    ],
)
def test_the_sentence_of_some_words_is_the_one_that_holds_them_or_their_line(words: str, sentence: str) -> None:
    at = TEXT.index(words)
    first, last = sentence_at(TEXT, at, at + len(words))
    assert TEXT[first:last] == sentence
