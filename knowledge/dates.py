"""Dates as documents write them: ISO, British, American and German, with or without the day, and years alone."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "january jan januar", "february feb februar", "march mar märz maerz mrz", "april apr", "may mai", "june jun juni",
    "july jul juli", "august aug", "september sep sept", "october oct oktober okt", "november nov",
    "december dec dezember dez",
)  # fmt: skip
_MONTHS = {name: at for at, names in enumerate(_NAMES, start=1) for name in names.split()}
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
    rf"|\b(?P<y9>{_CENTURY})[-\s](?P<m9>{MONTH})\b(?:[-\s](?P<d9>\d{{1,2}})\b)?",
    re.I,
)
YEAR = re.compile(rf"(?<![\w-])(?:{_CENTURY})(?:[/–-]\d\d(?:\d\d)?)?(?![\w])")


def first_date(text: str, years: bool = False) -> date | None:
    """The first date in ``text``; the first of the month where there is no day; with ``years`` a year alone too."""
    found = DATE.search(text)
    if found:
        day = _day(found)
        if day is not None:
            return day
    year = YEAR.search(text) if years else None
    return date(int(year[0][:4]), 1, 1) if year else None


def spoken(day: date) -> str:
    """ "3 May 2026"."""
    return f"{day.day} {day:%B %Y}"


def _day(found: re.Match[str]) -> date | None:
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    if "q" in part:
        return date(int(part["y"]), 3 * int(part["q"]) - 2, 1)
    written = part["m"].lower()
    month, day = int(written) if written.isdigit() else _MONTHS[written], int(part.get("d", "1"))
    if month > 12 >= day and written.isdigit():
        month, day = day, month  # 3/25/2026, as it is written in America
    try:
        return date(int(part["y"]), month, day)
    except ValueError:
        return None
