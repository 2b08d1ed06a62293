"""When something happened in a case: delivery, purchase, departure, .. by the facts, else by the customer's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, add_months, find_times
from guidelines.numerals import NUMBER, number_value
from guidelines.wording import content_stems, stem

if TYPE_CHECKING:
    from guidelines.context import Context

# How facts and letters name an event; the first key that an event's own words hold counts.
_EVENTS = {
    "deliver": r"deliver\w*|arriv\w*|receiv\w*|came|reached|got (?:it|them|here)|have had|['’]ve had|had (?:it|them)",
    "purchas": r"purchas\w*|bought|buy\w*|order\w*|paid|got (?:it|them)|have had|['’]ve had|invoice|sale",
    "order": r"order\w*|bought|purchas\w*|paid",
    "arriv": r"arriv\w*|check\w*[- ]?in|stay\w*|start\w*|begin\w*|from",
    "depart": r"depart\w*|le(?:ft|ave|aving)|check\w*[- ]?out|end\w*|until",
    "book": r"book\w*",
    "travel": r"travel\w*|journey|flight|departure|flew|train|trip",
    "start": r"start\w*|began|begin\w*|join\w*|opened|from",
    "invoice": r"invoice\w*|bill\w*",
    "bill": r"bill\w*|invoice\w*",
    "charge": r"charg\w*|bill\w*|payment|debit\w*|taken",
    "renew": r"renew\w*",
    "payment": r"paid|pay\w*",
    "event": r"event|date|takes place|on",
    "report": r"report\w*|told|rang|wrote",
    "perform": r"perform\w*|concert|show|play|came to|went to|were at|was at|attended|saw",
    "visit": r"visit\w*|came to|went to|were at|was at|attended|called|stayed",
}
_COVERED = re.compile(r"\b(?:warrant\w+|guarant\w+|covered|old|new)\b", re.IGNORECASE)
_STAYS = re.compile(r"\b(?:stay|booking|rental|hire|trip|holiday|visit|course|reservation)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:expected|due|estimated|planned|next)\b", re.IGNORECASE)
_AGE = re.compile(
    rf"\b(?:after|for|(?:it|they|mine|ours|which)(?:['’]s| is| are| was)(?: only| just| now| about| nearly| barely)*|"
    rf"only|about|nearly|just|over|some)\s+(?P<n>{NUMBER}|a|an|half a)\s+(?P<unit>day|week|fortnight|month|year)s?\b|"
    rf"(?P<n2>{NUMBER}|a|an)\s+(?P<unit2>day|week|month|year)s?\s+(?:ago|old|back)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CaseDay:
    """The first and the last day on which an event can have been; the same where a day is known."""

    first: date
    last: date
    recorded: bool  # a fact of the case says so; else the customer does


def case_day(event: str, context: Context, about: str = "") -> CaseDay | None:
    """When an event of the case is or was; None when neither facts nor letter tell.

    Of several facts of the kind (two things were delivered) the one counts that shares words with ``about``.
    """
    named = _pattern(event)
    found = [
        (len(content_stems(f"{fact.name} {fact.value}") & content_stems(about)), day)
        for fact in context.facts.facts
        if (day := _in_fact(fact.name, fact.value, named, event, context))
    ]
    if found:
        return max(found, key=lambda one: (one[0], one[1].last))[1]
    for fact in context.facts.facts:
        if _STAYS.search(fact.name) and (day := _in_stay(fact.value, event, context)):
            return day
    return _in_letter(named, event, context) if context.letter else None


def _pattern(event: str) -> re.Pattern[str]:
    text = event.lower()
    key = next((key for key in _EVENTS if key in text), None)
    words = _EVENTS[key] if key else _inflected(text.split()[-1] if text.split() else "delivery")
    return re.compile(rf"(?:\b|(?<=['’]))(?:{words})\b", re.IGNORECASE)


def _inflected(word: str) -> str:
    """Any form of a word: "installed" for "installation"."""
    base = stem(word)
    return rf"{re.escape(base)}\w*" if len(base) > 3 else re.escape(word)


def _in_fact(name: str, value: str, named: re.Pattern[str], event: str, context: Context) -> CaseDay | None:
    place = None if named.search(name) else named.search(value)
    if (place is None and not named.search(name)) or _NOT_YET.search(name):
        return None
    days = [time for time in find_times(value, context.today, context.country) if time.shape == "date" and time.latest]
    if not days:
        return None
    if place is None and len(days) > 1 and "depart" in event.lower():
        return _known(days[-1])
    near = place.start() if place else 0
    return _known(min(days, key=lambda time: abs(time.start - near)))


def _in_stay(value: str, event: str, context: Context) -> CaseDay | None:
    """A stay "2026-11-13 to 2026-11-20" begins with its arrival and ends with its departure."""
    days = [time for time in find_times(value, context.today, context.country) if time.shape == "date" and time.latest]
    if re.search(r"arriv|start|check-?in", event, re.I) and days:
        return _known(days[0])
    if re.search(r"depart|end|check-?out", event, re.I) and len(days) > 1:
        return _known(days[1])
    return None


def _known(time: TimeExpression) -> CaseDay:
    assert time.latest is not None
    return CaseDay(time.earliest or time.latest, time.latest, recorded=True)


def _in_letter(named: re.Pattern[str], event: str, context: Context) -> CaseDay | None:
    assert context.letter is not None
    written = context.letter.received or context.today
    sentences = re.split(r"(?<=[.!?])\s+|\n+", context.letter.body)
    for pattern in (named, _COVERED) if re.search(r"deliver|purchas", event, re.I) else (named,):
        for sentence in sentences:
            if match := pattern.search(sentence):
                days = [
                    *_past_days(sentence, match.start(), written, context),
                    *_ages(sentence, match.start(), written),
                ]
                if days:
                    return min(days, key=lambda one: one[0])[1]
    return None


def _past_days(text: str, near: int, written: date, context: Context) -> Iterator[tuple[int, CaseDay]]:
    for time in find_times(text, written, context.country):
        if time.shape != "date" or time.latest is None:
            continue
        first, last = time.earliest or time.latest, time.latest
        if first > written and not time.year_given:  # "on Friday", "in June": the last one
            back = timedelta(days=7) if time.text.lower().rstrip().endswith("day") and time.named_day else None
            first, last = (first - back, last - back) if back else (add_months(first, -12), add_months(last, -12))
        if first <= written:
            yield abs(time.start - near), CaseDay(first, min(last, written), recorded=False)


def _ages(text: str, near: int, written: date) -> Iterator[tuple[int, CaseDay]]:
    for match in _AGE.finditer(text):
        unit = (match["unit"] or match["unit2"]).lower()
        count = number_value((match["n"] or match["n2"]).replace("half a", "a"))
        if count is None or count > 600:
            continue
        size = int(count)
        if unit in {"month", "year"}:
            months = size * (12 if unit == "year" else 1)
            first, last = add_months(written, -months - 1), add_months(written, -months)
        else:
            days = size * {"day": 1, "week": 7, "fortnight": 14}[unit]
            slack = 1 if unit == "day" else 7
            first, last = written - timedelta(days=days + slack), written - timedelta(days=days)
        yield abs(match.start() - near), CaseDay(first, last, recorded=False)
