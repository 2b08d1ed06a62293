"""Opening days against what is known."""

from __future__ import annotations

import pytest

from guidelines.opening import find_wrong_days

KNOWN = ("Customer help, 01632 960 310, Tuesday to Saturday 9 am to 5.30 pm",)


def test_other_days_are_found_at_their_place() -> None:
    text = "We are open Monday to Saturday, 9 am to 5.30 pm each day."
    assert [text[start:end] for start, end, _ in find_wrong_days(text, KNOWN)] == ["Monday to Saturday"]


@pytest.mark.parametrize(
    "known",
    [
        "The shop is open from Tuesday to Saturday, and closed on Mondays and Sundays.",
        "Canal Street: Monday: closed; Tuesday to Saturday: 9 am to 4 pm.",
    ],
)
def test_a_day_on_which_it_is_closed_is_no_day_of_opening(known: str) -> None:
    assert [why for _, _, why in find_wrong_days("The shop is open on Mondays too.", (known,))]
    assert not list(find_wrong_days("The shop is closed on Mondays.", (known,)))


def test_the_known_days_in_other_words_are_left_alone() -> None:
    assert list(find_wrong_days("Ring us on Saturdays, between 9am and 5.30pm.", KNOWN)) == []


def test_without_known_hours_nothing_is_said() -> None:
    assert list(find_wrong_days("The shop is open on Sundays from 1 pm to 4 pm.", ("The lamp costs £20.",))) == []
