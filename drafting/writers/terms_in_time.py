"""Terms that depend on how long it is to a day ("less than four weeks before arrival"), applied to this case (P12).

Of several such sentences only the one that fits the day may be said; the day comes from the case, else from the letter.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from drafting.brief import Brief
from drafting.writers.due import read_date
from guidelines.calendar import find_times

_NUMBER = r"(?P<{0}>\d{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty-one|twenty-eight|thirty)"
_UNIT = r"(?P<unit>hour|day|week|month)s?'?"
_AHEAD = r"(?:before|prior to|ahead of|in advance|from (?:arrival|departure)|or (?:more|less|fewer)|notice|until|left)"
_BETWEEN = re.compile(
    rf"\b(?:between )?{_NUMBER.format('high')}(?: (?:weeks?|days?|months?))? (?:and|to|-|–) {_NUMBER.format('low')} {_UNIT}",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\b(?:more than|over|at least|up to|not less than|earlier than) {_NUMBER.format('count')} {_UNIT}(?=.{{0,25}}\b{_AHEAD})"
    rf"|\b{_NUMBER.format('other')} (?P<unit2>hour|day|week|month)s? or more",
    re.IGNORECASE,
)
_LESS = re.compile(
    rf"\b(?:less than|fewer than|under|within|inside|in the last|later than) {_NUMBER.format('count')} {_UNIT}(?! of (?:delivery|receipt))",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)  # noqa: SIM905
} | {"a": 1, "an": 1, "fourteen": 14, "twenty-one": 21, "twenty-eight": 28, "thirty": 30}
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30}
_EVENT = re.compile(
    r"\b(?:arriv\w*|depart\w*|travel|flight|stay|check.?in|booking|event|performance|show|date|appointment|trip|course|start|visit|party)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day that lies ahead, how many days off, and where it stands: a case fact or the letter."""

    day: date
    days: int
    source: str


def day_ahead(brief: Brief) -> Ahead | None:
    """The day that the letter is about: a recorded one, else the only one still to come that the letter names."""
    for fact in brief.facts.facts:
        day = read_date(fact.value, brief.today)
        if day and day >= brief.today and _EVENT.search(fact.name):
            return Ahead(day, (day - brief.today).days, f"case:{fact.name}")
    written = brief.letter.date.date() if brief.letter.date else brief.today
    days = {
        time.earliest
        for time in find_times(brief.letter.body, min(written, brief.today), brief.country)
        if time.named_day and time.earliest and time.earliest >= brief.today and re.search(r"\d", time.text)
    }
    if len(days) == 1:
        day = days.pop()
        return Ahead(day, (day - brief.today).days, "letter:body")
    return None


def band(sentence: str) -> tuple[float, float] | None:
    """The days ahead that a sentence speaks of, (lowest, highest); None when it depends on no such time."""
    if match := _BETWEEN.search(sentence):
        if re.search(r"\bbefore\b|\bprior\b|\bbetween\b|\bnotice\b", sentence, re.I):
            low, high = sorted((_number(match["low"]), _number(match["high"])))
            return low * _DAYS[match["unit"].lower()], high * _DAYS[match["unit"].lower()]
        return None
    if (match := _LESS.search(sentence)) and re.search(rf"\b{_AHEAD}\b", sentence, re.I):
        return 0.0, _number(match["count"]) * _DAYS[match["unit"].lower()] - 0.001
    if match := _MORE.search(sentence):
        unit = (match["unit"] or match["unit2"]).lower()
        return _number(match["count"] or match["other"]) * _DAYS[unit], 9999.0
    return None


def fits(sentence: str, ahead: Ahead) -> bool:
    """Whether a sentence's time is this case's, or it speaks of none."""
    span = band(sentence)
    return span is None or span[0] <= ahead.days <= span[1]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 1)
