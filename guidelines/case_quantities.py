"""Quantities that a condition sets ("at least 14 days before arrival", "six or more") against the case's (P10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import add_months
from guidelines.case_days import case_day
from guidelines.numerals import NUMBER, number_value
from guidelines.wording import stem

if TYPE_CHECKING:
    from guidelines.context import Context

_TIME = r"(?P<unit>working day|business day|day|week|month|year|hour)s?"
_SPAN = re.compile(
    rf"(?:(?P<bound>at least|no less than|more than|over|less than|fewer than|up to|at most|within|no more than|"
    rf"not more than|no later than)\s+)?(?:(?P<low>{NUMBER})\s*(?:to|and|–|"
    rf"-)\s*)?(?P<high>{NUMBER})\s+{_TIME}(?:\s+or (?P<beyond>more|less|fewer|longer))?\s+(?P<side>before|after|of|"
    rf"from|since|ahead of|prior to)\s+(?:the\s+|your\s+|its\s+|their\s+)?(?:(?:day|date|"
    rf"time)\s+of\s+)?(?P<event>\w+(?:\s\w+)?)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?:(?P<bound>at least|no less than|more than|over|less than|fewer than|under|up to|at most|"
    rf"no more than)\s+)?(?P<n>{NUMBER})(?P<beyond>\s+or (?:more|less|fewer))?\s+(?:of the same\s+|"
    rf"of\s+)?(?P<noun>[a-z]+)",
    re.IGNORECASE,
)
_LEAST = {"at least", "no less than", "more than", "over"}
_NO_NOUN = {
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minut",
    "work",
    "business",
    "time",
    "percent",
    "per",
    "or",
    "and",
    "same",
}


@dataclass(frozen=True, slots=True)
class Compared:
    holds: bool
    why: str


def compare_quantities(clause: str, offer: str, context: Context) -> Compared | None:
    """Whether a quantity of the clause holds in the case; None when it sets none, or the case tells nothing of it."""
    span = _SPAN.search(clause)
    if span:
        return _span_holds(span, offer, context)
    count = _COUNT.search(clause)
    return _count_holds(count, context) if count else None


def _span_holds(span: re.Match[str], offer: str, context: Context) -> Compared | None:
    day = case_day(span["event"], context, offer)
    high, low = number_value(span["high"]), number_value(span["low"]) if span["low"] else None
    if day is None or high is None:
        return None
    ahead = span["side"].lower() in {"before", "ahead of", "prior to"}
    gone = (day.first - context.today).days if ahead else (context.today - day.first).days
    if gone < 0 and not ahead:
        return None
    least, most = _bounds(span, float(low) if low is not None else None, float(high))
    unit = span["unit"].lower()
    limits = [None if one is None else _days(one, unit, context.today) for one in (least, most)]
    holds = (limits[0] is None or gone >= limits[0]) and (limits[1] is None or gone <= limits[1])
    side = "away" if ahead else "ago"
    return Compared(holds, f"{span['event'].capitalize()} is {gone} days {side} ({day.first.day} {day.first:%B %Y}).")


def _bounds(match: re.Match[str], low: float | None, high: float) -> tuple[float | None, float | None]:
    if low is not None:
        return low, high
    bound, beyond = (match["bound"] or "").lower(), (match["beyond"] or "").lower()
    if bound in _LEAST or "more" in beyond or "longer" in beyond:
        return (high + (bound in {"more than", "over"}), None)
    return None, high - (bound in {"less than", "fewer than", "under"})


def _days(count: float, unit: str, today: date) -> float:
    if unit in {"month", "year"}:
        return float((add_months(today, int(count) * (12 if unit == "year" else 1)) - today).days)
    if unit == "hour":
        return count / 24
    if unit in {"working day", "business day"}:
        return count * 1.4
    return timedelta(weeks=count).days if unit == "week" else count


def _count_holds(count: re.Match[str], context: Context) -> Compared | None:
    noun = stem(count["noun"])
    value = number_value(count["n"])
    if noun in _NO_NOUN or value is None or not (count["bound"] or count["beyond"]):
        return None
    texts = [f"{fact.name} {fact.value}" for fact in context.facts.facts]
    texts += [context.letter.body] if context.letter else []
    for text in texts:
        for match in re.finditer(rf"(?P<n>{NUMBER})\s+(?:\w+\s+){{0,2}}?(?P<noun>[a-z]+)\b", text, re.IGNORECASE):
            have = number_value(match["n"])
            if have is not None and stem(match["noun"]) == noun:
                least, most = _bounds(count, None, float(value))
                holds = (least is None or float(have) >= least) and (most is None or float(have) <= most)
                return Compared(holds, f"The case has {match.group()}.")
    return None
