"""Only a recorded action may be told as done."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.actions import find_unrecorded
from guidelines.context import CaseFacts, Context, LetterContext
from guidelines.draft import read_draft
from guidelines.policy import Policy

POLICY = Policy.model_validate({"company": {"name": "Merrin Travel"}})


def unrecorded(text: str, actions: tuple[str, ...] = (), enclosures: tuple[str, ...] = ()) -> list[str]:
    context = Context(
        POLICY, date(2026, 11, 23), LetterContext("x"), facts=CaseFacts(actions=actions, enclosures=enclosures)
    )
    return [text[claim.start : claim.end] for claim in find_unrecorded(read_draft(text), context)]


RECORDED = [
    ("I have passed your letter to Joan Peel.", ("letter passed to Joan Peel",), ()),
    ("I have put it to them today.", ("asked the workshop about 12 V",), ()),
    ("I've arranged a collection for Tuesday.", ("booked the courier for 24 November",), ()),
    ("Your refund of £10 has been processed.", ("refund of £10.00 on 3 November",), ()),
    ("I have spoken to the hotel.", ("rang the hotel on 20 November",), ()),
    ("I have refunded £24.99 to your card.", ("money back £24.99, 18 November",), ()),
    ("I enclose a prepaid label.", (), ("returns label.pdf",)),
]


@pytest.mark.parametrize(("text", "actions", "enclosures"), RECORDED)
def test_an_action_on_record_may_be_told(text: str, actions: tuple[str, ...], enclosures: tuple[str, ...]) -> None:
    assert unrecorded(text, actions, enclosures) == []


@pytest.mark.parametrize(
    "text",
    [
        "I have refunded £24.99 to your card.",
        "We have cancelled your booking.",
        "I've checked with the hotel.",
        "Your account has been updated.",
        "I enclose a copy of the invoice.",
        "I spoke to our accounts team this morning.",
        "The refund has been processed.",
        "I have arranged a new flight.",
        "Please find attached the form.",
        "Our team has replaced the lock.",
    ],
)
def test_an_action_without_a_record_is_found(text: str) -> None:
    assert len(unrecorded(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I have read your letter with care.",
        "I have noted what you say about the driver.",
        "Thank you for the photographs that you have sent.",
        "We have a shop in Leeds.",
        "If we have sent the wrong size, tell me.",
        "We sent the wrong one, and I am sorry.",
        "I am sorry that we have let you down.",
        "We have been making lamps since your grandmother's day.",
        "Have we refunded the right card?",
        "I have taken your comments on board.",
        "Once I have booked it, I will write to you.",
        "You have sent it to the right address.",
    ],
)
def test_what_claims_no_deed_is_left_alone(text: str) -> None:
    assert unrecorded(text) == []


def test_another_amount_than_the_recorded_one_is_found() -> None:
    assert unrecorded("I have refunded £30 to your card.", ("refund of £24.99",)) == [
        "I have refunded £30 to your card"
    ]
