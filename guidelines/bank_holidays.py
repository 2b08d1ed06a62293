"""England's bank holidays, worked out here: the library that knows every country costs a second to open (P12)."""

from __future__ import annotations

from datetime import date, timedelta

# Days that were proclaimed for one year, and days that were moved for it.
_PROCLAIMED = {
    1981: (date(1981, 7, 29),),
    1999: (date(1999, 12, 31),),
    2002: (date(2002, 6, 3),),
    2011: (date(2011, 4, 29),),
    2012: (date(2012, 6, 5),),
    2022: (date(2022, 6, 3), date(2022, 9, 19)),
    2023: (date(2023, 5, 8),),
}
_EARLY_MAY_MOVED = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
_SPRING_MOVED = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
_MONDAY, _SATURDAY = 0, 5


def bank_holidays(year: int) -> frozenset[date]:
    """The days off of a year (from 1978) under the Banking and Financial Dealings Act 1971, with their substitutes."""
    easter = easter_sunday(year)
    days = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _EARLY_MAY_MOVED.get(year, _first_monday(year, 5)),
        _SPRING_MOVED.get(year, _last_monday(year, 5)),
        _last_monday(year, 8),
        *_PROCLAIMED.get(year, ()),
    }
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    days.update(fixed)
    for day in fixed:
        days.add(_substitute(day, days))
    return frozenset(days)


def easter_sunday(year: int) -> date:
    """The Gregorian Easter (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    moon = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moon) // 451
    month, day = divmod(h + moon - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - _MONDAY) % 7)


def _substitute(day: date, taken: set[date]) -> date:
    """A day off that falls on a weekend is taken on the next working day that is free."""
    if day.weekday() < _SATURDAY:
        return day
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day
