"""England's bank holidays against the library that knows every country."""

from __future__ import annotations

from datetime import date

import holidays

from guidelines.bank_holidays import bank_holidays, easter_sunday


def test_every_year_agrees_with_the_library_on_working_days() -> None:
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(1978, 2051))
    ours = {day for year in range(1978, 2051) for day in bank_holidays(year)}
    assert {day for day in ours if day.weekday() < 5} == {day for day in known if day.weekday() < 5}


def test_easter_falls_where_the_church_puts_it() -> None:
    assert [easter_sunday(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]
