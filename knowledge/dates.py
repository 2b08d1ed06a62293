"""Dates as documents write them: ISO, British, American, German, with or without the day, seasons and years alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

_NAMES = (
    "january jan januar", "february feb februar", "march mar märz maerz mrz", "april apr", "may mai", "june jun juni",
    "july jul juli", "august aug", "september sep sept", "october oct oktober okt", "november nov",
    "december dec dezember dez",
)  # fmt: skip
_MONTHS = {name: at for at, names in enumerate(_NAMES, start=1) for name in names.split()}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CENTURY = r"20[0-4]\d|19[89]\d"
DATE = re.compile(
    rf"(?<![\w.])(?P<y1>{_CENTURY})[-/._](?P<m1>0[1-9]|1[0-2])(?:[-/._](?P<d1>0[1-9]|[12]\d|3[01]))?(?![\w]|[-/.]\d)"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m2>{MONTH})\.?,?\s+(?P<y2>{_CENTURY})\b"
    rf"|\b(?P<m3>{MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>{_CENTURY})\b"
    rf"|\b(?P<m4>{MONTH})\.?,?[\s-]+(?P<y4>{_CENTURY})\b"
    rf"|(?<![\d.])(?P<d5>\d{{1,2}})[./-](?P<m5>\d{{1,2}})[./-](?P<y5>{_CENTURY})(?![\d])"
    rf"|(?<!\d)(?P<y6>20[0-4]\d)(?P<m6>0[1-9]|1[0-2])(?P<d6>0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\bQ(?P<q7>[1-4])[\s/-]*(?P<y7>{_CENTURY})\b|\b(?P<y8>{_CENTURY})[\s/-]*Q(?P<q8>[1-4])\b"
    rf"|\b(?P<y9>{_CENTURY})[-\s](?P<m9>{MONTH})\b(?:[-\s](?P<d9>\d{{1,2}})\b)?"
    rf"|(?<![\w./-])(?P<m10>0?[1-9]|1[0-2])[./-](?P<y10>{_CENTURY})(?![\w/-]|\.\d)"
    rf"|\b(?P<s0>{'|'.join(_SEASONS)})(?:\s+of)?,?[\s-]+(?P<y0>{_CENTURY})\b(?:[/–-]\d\d(?:\d\d)?\b)?",
    re.I,
)
YEAR = re.compile(rf"(?<![\w-])(?:{_CENTURY})(?:[/–-]\d\d(?:\d\d)?)?(?![\w])")
Grain = Literal["day", "month", "season", "year"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as exactly as it was written: on a day, in a month, a season or a year (their first); and where it stood
    in the text."""

    day: date
    grain: Grain
    start: int = 0
    end: int = 0


def dates_in(text: str) -> Iterator[Dated]:
    """Every date in ``text`` in its order, years alone among them."""
    found = [when for match in DATE.finditer(text) if (when := _written(match)) is not None]
    for match in YEAR.finditer(text):
        if not any(when.start < match.end() and match.start() < when.end for when in found):
            found.append(Dated(date(int(match[0][:4]), 1, 1), "year", match.start(), match.end()))
    return iter(sorted(found, key=lambda when: when.start))


def later(one: Dated | None, other: Dated | None) -> int:
    """1 when ``one`` is surely later, -1 when earlier, 0 when nobody can say: "2026" and "March 2026", or two seasons
    of a year, which stand side by side."""
    if one is None or other is None:
        return 0
    mine, theirs = one.day, other.day
    if one.grain == other.grain == "season" and abs((mine - theirs).days) < 330:
        return 0
    if "year" in (one.grain, other.grain):
        mine, theirs = mine.replace(month=1, day=1), theirs.replace(month=1, day=1)
    elif one.grain != other.grain:
        mine, theirs = mine.replace(day=1), theirs.replace(day=1)
    return (mine > theirs) - (mine < theirs)


def may_be_one(one: Dated, other: Dated) -> bool:
    """Whether two dates may mean one: "May 2022" and 1 May 2022, "2022" and May 2022."""
    grains = {one.grain, other.grain}
    if grains & {"year", "season"}:
        return one.day.year == other.day.year
    if "month" in grains:
        return (one.day.year, one.day.month) == (other.day.year, other.day.month)
    return one.day == other.day


def first_date(text: str, years: bool = False) -> date | None:
    """The first date in ``text``; the first of the month where there is no day; with ``years`` a year alone too."""
    found = list(dates_in(text))
    exact = next((when for when in found if when.grain != "year"), None)
    return exact.day if exact else found[0].day if found and years else None


def spoken(day: date) -> str:
    """ "3 May 2026"."""
    return f"{day.day} {day:%B %Y}"


def _written(found: re.Match[str]) -> Dated | None:
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    if "q" in part:
        return Dated(date(int(part["y"]), 3 * int(part["q"]) - 2, 1), "season", found.start(), found.end())
    if "s" in part:
        return Dated(date(int(part["y"]), _SEASONS[part["s"].lower()], 1), "season", found.start(), found.end())
    written = part["m"].lower()
    month, day = int(written) if written.isdigit() else _MONTHS[written], int(part.get("d", "1"))
    if month > 12 >= day and written.isdigit():
        month, day = day, month  # 3/25/2026, as it is written in America
    try:
        return Dated(date(int(part["y"]), month, day), "day" if "d" in part else "month", found.start(), found.end())
    except ValueError:
        return None
