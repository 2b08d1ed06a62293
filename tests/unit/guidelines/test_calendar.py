"""Dates and durations of English text are resolved against a day."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.calendar import WorkingCalendar, find_times

SUNDAY = date(2026, 11, 22)

LATEST = [
    ("by Friday", date(2026, 11, 27)),
    ("on Thursday 26 November", date(2026, 11, 26)),
    ("within 3 working days", date(2026, 11, 25)),
    ("tomorrow", date(2026, 11, 23)),
    ("in 24 hours", date(2026, 11, 23)),
    ("next week", date(2026, 11, 27)),
    ("within a fortnight", date(2026, 12, 6)),
    ("by the end of the month", date(2026, 11, 30)),
    ("26/11/2026", date(2026, 11, 26)),
    ("2026-11-26", date(2026, 11, 26)),
    ("November 26th, 2026", date(2026, 11, 26)),
    ("immediately", SUNDAY),
    ("today", SUNDAY),
    ("5 to 7 working days", date(2026, 12, 1)),
    ("within twenty-one days", date(2026, 12, 13)),
    ("Friday week", date(2026, 12, 4)),
    ("in two weeks", date(2026, 12, 6)),
    ("the 26th", date(2026, 11, 26)),
]


@pytest.mark.parametrize(("text", "latest"), LATEST)
def test_a_time_is_resolved_to_its_latest_day(text: str, latest: date) -> None:
    (found,) = find_times(text, SUNDAY)
    assert found.latest == latest
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["as soon as we can", "shortly", "in due course", "at some point", "in a few days", "asap"]
)
def test_a_loose_time_has_no_day(text: str) -> None:
    (found,) = find_times(text, SUNDAY)
    assert (found.shape, found.latest) == ("vague", None)


@pytest.mark.parametrize(
    "text", ["You may 3 times press it", "It is no sooner than that", "Order 5512", "the second floor"]
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert find_times(text, SUNDAY) == ()


def test_a_wrong_weekday_is_noticed() -> None:
    (found,) = find_times("Friday 26 November 2026", SUNDAY)
    assert found.weekday_clash == "Thursday"


def test_working_days_pass_over_weekends_and_bank_holidays() -> None:
    assert WorkingCalendar("GB").add(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert not WorkingCalendar("GB").is_working_day(date(2026, 8, 31))


def test_an_unknown_country_has_weekends_only() -> None:
    assert WorkingCalendar("ZZ").add(date(2026, 12, 24), 1) == date(2026, 12, 25)
