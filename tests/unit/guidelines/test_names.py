"""The customer's name in a reply: right, wrong, slightly off, invented, or with a title that nobody gave."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.check import find, shipped_rules
from guidelines.context import Context, LetterContext
from guidelines.policy import parse_policy

POLICY = parse_policy("company: {name: Finch & Daughter}")
BOOK = {rule.id: rule for rule in shipped_rules()}
NUGENT = LetterContext("Pat Nugent here. It will not import.", names=("P. Nugent", "Nugent"), greeting="Dear P. Nugent")
LUND = LetterContext("It leaks.", names=("Daniel Sørensen-Lund", "Daniel"), greeting="Dear Daniel Sørensen-Lund")
UNKNOWN = LetterContext("My daughter Ines says that it leaks.", greeting="Dear customer", signed="i.c. 4")


def levels(rule: str, greeting: str, letter: LetterContext) -> list[str]:
    context = Context(POLICY, date(2026, 11, 23), letter)
    text = f"Dear {greeting},\n\nYour lamp is ready.\n\nKind regards,\nTom Aldous"
    return [finding.level for finding in find(BOOK[rule], text, context) or ()]


@pytest.mark.parametrize(
    ("greeting", "letter"),
    [
        ("P. Nugent", NUGENT),
        ("Pat Nugent", NUGENT),
        ("Daniel", LUND),
        ("Daniel Sørensen-Lund", LUND),
        ("customer", UNKNOWN),
    ],
)
def test_a_right_name_is_left_alone(greeting: str, letter: LetterContext) -> None:
    assert levels("name-wrong", greeting, letter) == []


@pytest.mark.parametrize(
    ("greeting", "letter"),
    [("Pam Nugent", NUGENT), ("P. Nugant", NUGENT), ("Daniel Sørensen-Lunt", LUND), ("Charlotte", UNKNOWN)],
)
def test_a_wrong_or_invented_name_is_an_error(greeting: str, letter: LetterContext) -> None:
    assert levels("name-wrong", greeting, letter) == ["error"]


@pytest.mark.parametrize("greeting", ["Daniel Sorensen-Lund", "Daniel Sørensen Lund"])
def test_an_accent_or_a_hyphen_is_only_a_slip(greeting: str) -> None:
    assert levels("name-wrong", greeting, LUND) == ["warning"]


def test_a_title_that_stands_on_the_letter_head_is_no_guess() -> None:
    letter = LetterContext(
        "It leaks.", names=("Ann Reid",), greeting="Dear Ann Reid", signed="A. Reid\nMrs A. Reid, 3 Oak Way"
    )
    assert levels("title-guessed", "Mrs Reid", letter) == []
    assert levels("title-guessed", "Miss Reid", letter) == ["warning"]
