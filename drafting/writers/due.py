"""Days as a letter says them, and the policy's timescales resolved to days (P12, P13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from drafting.writers.lexicon import terms
from guidelines.calendar import WorkingCalendar, shift
from guidelines.policy import Policy, Timescale
from guidelines.reply_day import counts_from_today, reply_timescale

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WRITTEN = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?: (\d{4}))?\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
DEFAULT_REPLY_DAYS = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """The latest day of something, how a sentence says it, and the policy row that it rests on."""

    day: date
    words: str
    source: str


def read_date(text: str, today: date) -> date | None:
    """The first date in a text; a date without a year is the latest one that is not after ``today``."""
    try:
        if match := _ISO.search(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WRITTEN.search(text):
            month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(match[2].lower()))
            year = int(match[3]) if match[3] else today.year
            found = date(year, month, int(match[1]))
            return found if match[3] or found <= today else found.replace(year=year - 1)
        if match := _SLASHED.search(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


def say_date(day: date, today: date) -> str:
    """ "14 November"; with its year when that is another than today's."""
    words = f"{day.day} {_MONTHS[day.month - 1].capitalize()}"
    return words if day.year == today.year else f"{words} {day.year}"


def say_day(day: date, today: date) -> str:
    """ "Thursday 26 November"."""
    return f"{day:%A} {say_date(day, today)}"


def spell_dates(text: str, today: date) -> str:
    """A text with its ISO dates written as a letter writes them."""

    def spoken(match: re.Match[str]) -> str:
        try:
            return say_date(date(int(match[1]), int(match[2]), int(match[3])), today)
        except ValueError:
            return match[0]

    return _ISO.sub(spoken, text)


def deadline(timescale: Timescale, today: date, country: str) -> Deadline | None:
    """The latest day by a timescale that counts from today; None when it counts from another event or has no end."""
    if timescale.at_most is None or not counts_from_today(timescale):
        return None
    day = shift(today, timescale.at_most, timescale.unit, WorkingCalendar(country))
    return Deadline(day, f"by {say_day(day, today)}", f"policy:timescales/{timescale.id}")


def in_words(timescale: Timescale) -> str:
    """ "3 to 5 working days", "up to 2 working days"; empty when the policy gives no number."""
    low, high = timescale.at_least, timescale.at_most
    if high is None:
        return f"at least {low} {timescale.unit}" if low else ""
    unit = timescale.unit[:-1] if high == 1 else timescale.unit
    return f"{low} to {high} {unit}" if low and low != high else f"{high} {unit}"


def find_timescale(policy: Policy, *texts: str) -> Timescale | None:
    """The timescale that speaks of these words (best overlap of id, what and also); None when none does."""
    wanted = frozenset().union(*(terms(text) for text in texts)) if texts else frozenset()
    best: tuple[float, Timescale] | None = None
    for row in policy.timescales:
        score = max(_overlap(wanted, text) for text in (row.id.replace("-", " "), row.what, *row.also))
        if score > 0.5 and (best is None or score > best[0]):
            best = (score, row)
    return best[1] if best else None


def _overlap(wanted: Iterable[str], text: str) -> float:
    own = terms(text)
    return len(own & frozenset(wanted)) / len(own) if own else 0.0


def reply_deadline(policy: Policy, today: date, country: str) -> Deadline:
    """By when we write again: the policy's timescale for our own answer, else two working days."""
    row = reply_timescale(policy)
    if row and (found := deadline(row, today, country)):
        return found
    day = WorkingCalendar(country).add(today, DEFAULT_REPLY_DAYS)
    return Deadline(day, f"by {say_day(day, today)}", "policy:timescales")
