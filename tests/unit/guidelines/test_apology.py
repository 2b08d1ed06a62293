"""An apology that fits (P05, P06, P13): how sure a missing one is, and what counts as a word about the problem."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guidelines.check import check, shipped_rules
from guidelines.context import CaseFacts, LetterContext
from guidelines.example import Example
from guidelines.finding import Finding
from guidelines.rulebook import RuleBook

BARE = Example(text="").context()
RULES = RuleBook(tuple(rule for rule in shipped_rules() if rule.file.check["kind"] == "apology"))
LATE = LetterContext(body="My order is three weeks late and nobody answers.", kind="complaint", fault=True)
DRIPS = LetterContext(body="The tap drips all night.", kind="complaint", fault=True)
ASKED = LetterContext(body="How wide is the sofa?", kind="enquiry", fault=False)


def found(text: str, letter: LetterContext, facts: CaseFacts | None = None) -> list[Finding]:
    draft = f"Hello,\n\n{text}\n\nKind regards,\nTom"
    return list(check(draft, replace(BARE, letter=letter, facts=facts or CaseFacts()), RULES).findings)


def rules(text: str, letter: LetterContext, facts: CaseFacts | None = None) -> list[str]:
    return [finding.rule for finding in found(text, letter, facts)]


def test_a_missing_apology_is_a_warning_where_the_company_erred_and_a_suggestion_where_a_thing_failed() -> None:
    (late,), (drips,) = found("It leaves us today.", LATE), found("Turn the collar, please.", DRIPS)
    assert (late.rule, late.level) == ("apology-missing", "warning")
    assert (drips.rule, drips.level) == ("apology-missing", "suggestion")


@pytest.mark.parametrize(
    "said",
    [
        "I am sorry about the wait.",
        "Please accept our apologies for the wait.",
        "You are right, three weeks is too long.",
        "Three weeks of silence is frustrating.",
        "What a nuisance.",
        "You deserved an answer long ago.",
        "It should not have happened.",
        "You have my sympathy.",
        "I can see why you are cross.",
        "This was our mistake.",
    ],
)
def test_the_problem_may_be_taken_seriously_in_many_words(said: str) -> None:
    assert rules(f"{said} It leaves us today.", LATE) == []


@pytest.mark.parametrize(
    "said", ["Both are harmless.", "Your bill is correct.", "Nothing is wrong with it.", "That is perfectly normal."]
)
def test_nothing_is_to_be_sorry_for_where_all_is_well(said: str) -> None:
    assert rules(f"{said} Please look at page 2.", DRIPS) == []


def test_a_letter_for_another_company_gets_no_apology() -> None:
    letter = replace(LATE, kind="wrong_company")
    assert rules("It has come to us by mistake: we make kettles.", letter) == []


@pytest.mark.parametrize(
    "said",
    [
        "We apologise for the inconvenience.",
        "I am truly sorry that we charged you wrongly.",
        "I am so sorry for all the trouble that we have put you to.",
        "This was our mistake.",
        "I am sorry for having sent the wrong one.",
        "It should never have come to this.",
    ],
)
def test_an_admission_where_nothing_went_wrong_is_found(said: str) -> None:
    assert rules(f"{said} The sofa is 210 cm wide, and I will send you its drawing.", ASKED) == ["false-admission"]


@pytest.mark.parametrize(
    "said",
    [
        "I am sorry that we no longer make it.",
        "I am sorry for the delay in answering.",
        "I am sorry to disappoint you.",
        "I am sorry that the green one is sold out.",
        "Sorry for not writing sooner.",
        "I am sorry that we do not stock it.",
    ],
)
def test_regret_that_admits_nothing_is_right_in_any_letter(said: str) -> None:
    assert rules(f"{said} The sofa is 210 cm wide, and I will send you its drawing.", ASKED) == []


def test_an_error_that_the_case_records_may_be_admitted_though_the_letter_does_not_know_of_it() -> None:
    facts = CaseFacts(actions=("refund of £12 for a charge taken twice",))
    text = "I am sorry that we charged you twice. The £12 are on their way back."
    assert rules(text, ASKED, facts) == []
    assert rules(text, ASKED) == ["false-admission"]


@pytest.mark.parametrize(
    "rest",
    [
        "If you have any questions, please contact us.",
        "We value your custom and hope to see you again.",
        "Thank you for your patience.",
        "Your feedback will help us to improve.",
    ],
)
def test_courtesies_put_nothing_right(rest: str) -> None:
    assert "apology-without-repair" in rules(f"I am sorry about the wait. {rest}", LATE)


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry about the wait, and your order leaves us today.",
        "I am sorry about the wait. Please keep the old one until Friday.",
        "I am sorry about the wait: a new one has been sent.",
    ],
)
def test_what_is_done_may_stand_in_the_apology_or_behind_it(text: str) -> None:
    assert rules(text, LATE) == []


def test_a_reply_to_a_problem_that_says_nothing_is_found_once() -> None:
    assert rules("Orders travel by road.", LATE) == ["apology-missing", "next-step-missing"]
    assert rules("I am sorry about the wait.", LATE) == ["apology-without-repair"]
