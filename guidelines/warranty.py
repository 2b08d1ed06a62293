"""Whether a thing is within its warranty: its day by case or letter, the length by the documents (P10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, add_months, find_times
from guidelines.case_days import case_day
from guidelines.wording import content_stems

if TYPE_CHECKING:
    from guidelines.context import Context

WARRANTY = re.compile(r"\b(?:warrant\w*|guarant\w+)\b", re.IGNORECASE)
_RUNS = re.compile(r"\b(?:warrant\w*|guarant\w+|covered|cover)\b", re.IGNORECASE)
_OTHER_TERM = re.compile(r"\b(?:refund\w*|return\w*|credit|exchange for|change your mind|every|ago)\b", re.IGNORECASE)
_VALID = re.compile(r"\b(?:yes|valid|in|within|under|active|current|covered)\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:no|none|not|expired|out of|over|ended|lapsed|invalid)\b", re.IGNORECASE)
_MONTHS = {"months": 1.0, "years": 12.0, "weeks": 0.23, "days": 0.0328}
_PLAIN = content_stems("warranty guarantee months years from delivery purchase everything covered cover lasts runs")


@dataclass(frozen=True, slots=True)
class Term:
    """What is known of a warranty: ``state`` is within, over or unknown; ``why`` says it with its days."""

    state: str
    why: str


def warranty_term(about: str, context: Context) -> Term:
    """Whether the thing that ``about`` and the case speak of is within its warranty today."""
    for fact in context.facts.facts:
        if WARRANTY.search(fact.name) and (told := _told(fact.value, context)):
            return told
    day = case_day("delivery", context, about) or case_day("purchase", context, about)
    lengths = _lengths(about, context)
    if day is None or not lengths:
        return Term("unknown", "Its day, or the length of its warranty, is not known.")
    longest, shortest = _end(day.last, max(lengths)), _end(day.first, min(lengths))
    if longest < context.today:
        return Term("over", f"The warranty of {_say(max(lengths))} ended on {_day(longest)}.")
    if shortest >= context.today:
        return Term("within", f"The warranty of {_say(min(lengths))} runs until {_day(shortest)}.")
    return Term("unknown", f"It depends on the warranty, which is {_say(min(lengths))} or {_say(max(lengths))}.")


def _told(value: str, context: Context) -> Term | None:
    """What a fact of the case says of the warranty: "until 2027-05-09", "expired", "valid"."""
    days = [time.latest for time in find_times(value, context.today, context.country) if time.shape == "date"]
    ends = [day for day in days if day is not None]
    if ends and re.search(r"\b(?:until|till|to|ends?|expires?|valid|by)\b|^\W*\d", value, re.IGNORECASE):
        end = max(ends)
        return Term("over" if end < context.today else "within", f"By the case the warranty runs until {_day(end)}.")
    if _OVER.search(value):
        return Term("over", f"By the case the warranty is over: {value}.")
    return Term("within", f"By the case it is within its warranty: {value}.") if _VALID.search(value) else None


def _lengths(about: str, context: Context) -> set[float]:
    """The warranty's possible lengths in months: of the documents' lines those that name the thing, else all."""
    thing = content_stems(" ".join((about, _things(context)))) - _PLAIN
    scored = [(len(content_stems(line) & thing), months) for line, months in _lines(context)]
    best = max((score for score, _ in scored), default=0)
    return {months for score, months in scored if score == best}


def _things(context: Context) -> str:
    named = [f"{fact.name} {fact.value}" for fact in context.facts.facts]
    letter = context.letter
    return " ".join((*named, *(letter.products if letter else ()), letter.body if letter else ""))


def _lines(context: Context) -> Iterator[tuple[str, float]]:
    """Each line of documents and policy that gives a warranty's length, with the heading that it stands under."""
    texts = [(source.text, f"{source.section} {source.document}") for source in context.sources]
    texts += [(f"{row.what}. {row.condition or ''}", "") for row in context.policy.remedies]
    for text, heading in texts:
        if not _RUNS.search(f"{heading} {text}"):
            continue
        whole = bool(_RUNS.search(heading))
        for line in re.split(r"\n|(?<=[.;])\s|\|", text):
            if not (whole or _RUNS.search(line) or re.match(r"\s*[-*•]", line)):
                continue
            if _OTHER_TERM.search(line):
                continue
            for time in find_times(line, context.today, context.country):
                months = _months(time)
                if months and (months >= 3 or WARRANTY.search(line)):
                    yield f"{heading} {line}", months


def _months(time: TimeExpression) -> float | None:
    if time.shape != "duration" or time.unit not in _MONTHS or time.high is None:
        return None
    return float(round(time.high * _MONTHS[time.unit], 1))


def _end(day: date, months: float) -> date:
    return add_months(day, int(months)) if months == int(months) else day + timedelta(days=round(months * 30.4))


def _say(months: float) -> str:
    return f"{int(months)} months" if months == int(months) else f"{round(months * 30.4)} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
