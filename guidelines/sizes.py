"""When two sizes are the same, told in other units: two years and 24 months, ten working days and two weeks (P07)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from guidelines.claims import Size

_HALF_DAY = 720
_MONTH_DAYS = (30, 31, 28)
_YEAR_DAYS = (365, 366)
DURATIONS = frozenset(("time", "days", "working days", "months"))


def equal_sizes(size: Size) -> Iterator[Size]:
    """The size itself, then the same in other measures."""
    yield size
    dimension, amount = size
    if not isinstance(amount, Decimal):
        return
    if dimension == "clock":
        yield from (("clock", other) for other in _on_other_dials(amount))
    elif dimension == "time" and amount % 86400 == 0:
        yield "days", amount / 86400
    elif dimension == "days":
        yield "time", amount * 86400
        yield from _in_months(amount)
        if amount % 7 == 0:
            yield "working days", amount / 7 * 5
    elif dimension == "working days" and amount % 5 == 0:
        yield "days", amount / 5 * 7
    elif dimension == "months":
        if amount == 1:
            yield from (("days", Decimal(days)) for days in _MONTH_DAYS)
        if amount % 12 == 0:
            yield from (("days", amount / 12 * days) for days in _YEAR_DAYS)
        if amount % 3 == 0:
            yield "days", amount * 30


def _in_months(days: Decimal) -> Iterator[Size]:
    if days in _MONTH_DAYS:
        yield "months", Decimal(1)
    elif days % 90 == 0 and days <= 270:
        yield "months", days / 30
    for year in _YEAR_DAYS:
        if days % year == 0:
            yield "months", days / year * 12


def _on_other_dials(minutes: Decimal) -> Iterator[Decimal]:
    """A time of day where morning and evening are told apart, and where they are not (negative, see `claims`)."""
    if minutes < 0:
        yield -minutes % (2 * _HALF_DAY)
        yield (-minutes + _HALF_DAY) % (2 * _HALF_DAY)
    else:
        yield -(minutes % _HALF_DAY or Decimal(_HALF_DAY))
