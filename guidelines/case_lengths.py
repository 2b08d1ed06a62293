"""How long something has lasted in a case, where a condition asks for it ("the line was down for over 2 days", P10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, find_times
from guidelines.numerals import NUMBER, number_value
from guidelines.wording import content_stems

if TYPE_CHECKING:
    from guidelines.context import Context

_UNIT = r"(?:working |business )?(?:hour|day|week|month|year)s?"
_AT_LEAST = re.compile(
    rf"\b(?P<bound>more than|over|longer than|at least|no less than|beyond|above)\s+(?P<n>{NUMBER})\s+"
    rf"(?P<unit>{_UNIT})|"
    rf"\b(?P<n2>{NUMBER})\s+(?P<unit2>{_UNIT})\s+or (?:more|longer)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b(?:delay\w*|late|outage|length|duration|wait\w*|lasted|down|off|closed)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:\w+\s+){0,2}$|\bsince\b[^.;]{0,20}$", re.IGNORECASE)
_HOURS = {"hours": 1.0, "days": 24.0, "working days": 34.0, "weeks": 168.0, "months": 730.0, "years": 8760.0}


def has_lasted(clause: str, context: Context) -> bool | None:
    """Whether what a clause asks to have lasted has; None when it asks for no length, or the case tells of none."""
    match = _AT_LEAST.search(clause)
    count = number_value(match["n"] or match["n2"]) if match else None
    if match is None or count is None:
        return None
    unit = (match["unit"] or match["unit2"]).lower().replace("business", "working").removesuffix("s") + "s"
    wanted = float(count) * _HOURS[unit]
    about = content_stems(clause[: match.start()])
    recorded = list(_recorded(about, context))
    told = list(_told(about, context))
    beyond = match["bound"] is not None and match["bound"].lower() in {"more than", "over", "longer than", "beyond"}
    if any(hours > wanted or (hours == wanted and not beyond) for hours in (*recorded, *told)):
        return True
    return False if recorded else None


def _recorded(about: frozenset[str], context: Context) -> Iterator[float]:
    for fact in context.facts.facts:
        line = f"{fact.name}: {fact.value}"
        if about & content_stems(line) or _LENGTH.search(line):
            yield from _lengths(fact.value, context.today, context, ranges=True)


def _told(about: frozenset[str], context: Context) -> Iterator[float]:
    if context.letter is None:
        return
    written = context.letter.received or context.today
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", context.letter.body):
        if about & content_stems(sentence) or _SINCE.search(sentence):
            yield from _lengths(sentence, written, context, ranges=False)


def _lengths(text: str, day: date, context: Context, *, ranges: bool) -> Iterator[float]:
    """The lengths in hours that a line tells of: a duration, a day since when, or two days as a range."""
    times = find_times(text, day, context.country)
    days = [time for time in times if time.shape == "date" and time.latest]
    yield from (time.high * _HOURS[time.unit] for time in times if time.high and time.unit in _HOURS)
    if ranges and len(days) > 1:
        yield _between(days[0], days[-1].latest)
    for time in days:
        if _SINCE.search(text[: time.start]) or time.relation in {"since", "from"}:
            yield _between(time, context.today)


def _between(first: TimeExpression, last: date | None) -> float:
    return max(0.0, ((last - first.latest).days * 24.0) if last and first.latest else 0.0)
