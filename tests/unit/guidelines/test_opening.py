"""Opening days and hours against what is known."""

from __future__ import annotations

from guidelines.opening import find_wrong_hours

KNOWN = ("Customer help, 01632 960 310, Tuesday to Saturday 9 am to 5.30 pm",)


def test_other_days_and_hours_are_found_at_their_place() -> None:
    text = "We are open Monday to Saturday, 9 am to 8 pm each day."
    assert [text[start:end] for start, end, _ in find_wrong_hours(text, KNOWN)] == [
        "Monday to Saturday",
        "9 am to 8 pm",
    ]


def test_the_known_hours_in_other_words_are_left_alone() -> None:
    assert list(find_wrong_hours("Ring us on Saturdays, between 9am and 5.30pm.", KNOWN)) == []


def test_without_known_hours_nothing_is_said() -> None:
    assert list(find_wrong_hours("The shop is open on Sundays from 1 pm to 4 pm.", ("The lamp costs £20.",))) == []
