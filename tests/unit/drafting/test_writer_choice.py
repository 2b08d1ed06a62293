"""What the offline writer chooses to say: the right row, the term for this day, the condition that the case proves."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.writers.answering import was_tried
from drafting.writers.conditions import judge
from drafting.writers.due import reply_deadline
from drafting.writers.quotable import for_customers
from drafting.writers.rows import rivals, row_answers
from drafting.writers.terms_in_time import Ahead, band, fits
from drafting.writers.units import Unit, read_cells
from guidelines.policy import Policy
from knowledge.passage import Hit, Passage
from tests.unit.drafting.test_writer_offline import brief

PLANS = ("Small — monthly price: £8.00; set-up fee: £5.00; minimum term: 12 months", "Large 40 — monthly price: £19.00; set-up fee: £0.00; minimum term: 24 months")  # fmt: skip


def rows(*lines: str) -> list[Unit]:
    passage = Passage("plans.csv@1#1", "plans.csv", 1, "", "\n".join(lines))
    return [Unit(line, "row", passage, place, cells=read_cells(line)) for place, line in enumerate(lines)]


def cells(question: str, letter: str) -> list[tuple[str, str]]:
    return [cell for unit in row_answers(question, letter, rows(*PLANS)) if unit.cells for cell in unit.cells.values]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What does it cost per month?", "£19.00"),
        ("how long we'd be tied in?", "24 months"),
        ("is there a set up fee?", "£0.00"),
    ],
)
def test_a_row_answers_with_the_cell_that_is_asked_for(question: str, value: str) -> None:
    assert [cell[1] for cell in cells(question, "We are thinking of Large 40.")] == [value]


def test_no_row_answers_where_the_letter_names_none() -> None:
    assert cells("What does it cost per month?", "We are thinking of joining.") == []


def test_a_charge_for_leaving_is_not_answered_with_the_price() -> None:
    assert cells("Is there a charge for ending early?", "I have the Large 40.") == []


def test_the_plans_beside_the_one_named_are_rivals() -> None:
    assert rivals(("Small", "Large 40"), "We want Large 40") == ("Small",)


@pytest.mark.parametrize(
    ("sentence", "days", "said"),
    [
        ("Less than four weeks before arrival, the full price is due.", 20, True),
        ("Less than four weeks before arrival, the full price is due.", 40, False),
        ("Between eight and four weeks before arrival, we keep half of the price.", 40, True),
        ("Up to 14 days before the show you may change your seats.", 10, False),
        ("The key is in the box beside the door.", 10, True),
    ],
)
def test_a_term_is_said_only_for_the_time_that_it_speaks_of(sentence: str, days: int, said: bool) -> None:
    assert fits(sentence, Ahead(date(2026, 12, 24), days, "letter:body")) is said


def test_a_time_after_an_event_is_no_band() -> None:
    assert band("Within 14 days of delivery you may return it.") is None


@pytest.mark.parametrize(
    ("condition", "fact", "met"),
    [
        ("the service was down for more than two working days", ("service down", "16 to 19 November 2026"), "met"),
        ("the service was down for more than two working days", ("service down", "one working day"), "unmet"),
        ("the router is under five years old", ("router delivered", "2026-02-10"), "met"),
        ("reported during the stay", ("reported", "during the stay, by telephone"), "met"),
        ("the serial number is in safety notice 3", ("recall", "serial number 77 is not in safety notice 3"), "unmet"),
        ("the lamp is unused", ("order", "5512, delivered on 3 November"), "unknown"),
        ("the product is sent back", ("product", "Heron, 12 W"), "unknown"),
    ],
)
def test_a_condition_is_met_by_what_the_case_records_and_by_nothing_else(
    condition: str, fact: tuple[str, str], met: str
) -> None:
    case = brief("It broke.", {}, facts={"facts": [{"name": fact[0], "value": fact[1]}]})
    assert judge(condition, case).met == met


def test_our_answer_is_timed_by_our_own_timescale_and_not_by_an_owners() -> None:
    policy = Policy.model_validate(
        {
            "company": {"name": "Cove Cottages"},
            "timescales": [{"id": "answer", "what": "answer from the owner", "at_most": 9, "unit": "days"}],
        }
    )
    assert reply_deadline(policy, date(2026, 11, 23), "GB").day == date(2026, 11, 25)


def test_a_step_told_in_other_words_counts_as_tried() -> None:
    told = ("I have already switched it off and on again about 20 times",)
    assert was_tried("Switch the router off for 30 seconds, then on again.", told)
    assert not was_tried("Move the router one metre away from the television.", told)


def test_a_passage_for_the_staff_is_not_for_customers() -> None:
    assert not for_customers(
        Hit(Passage("goodwill-internal.txt@1#1", "goodwill-internal.txt", 1, "", "Up to £40."), 0.9)
    )
