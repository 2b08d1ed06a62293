"""Opening days: the days of the week that a draft gives as a habit stand in the sources or the policy (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_RANGE = re.compile(rf"\b(?P<a>{_DAY})s?\s*(?:to|–|—|-|until|through)\s*(?P<b>{_DAY})s?\b", re.IGNORECASE)
_EACH = re.compile(rf"\b(?P<day>{_DAY})s\b", re.IGNORECASE)
_PLAIN = re.compile(rf"\b(?P<day>{_DAY})\b", re.IGNORECASE)
_EVERY_DAY = re.compile(r"\b(?:every day|daily|seven days|7 days|all week|24/7)\b", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\b(?:week ?days|working days|any weekday|a weekday)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:closed|shut|not open|except|apart from)\b(?:\s+(?:on|at|all day|for))*\s*"
    rf"(?:{_DAY}s?(?:,\s*|\s+and\s+|\s+or\s+)?)+"
    rf"|\b{_DAY}s?(?: and {_DAY}s?)?\s*(?::|—|–|-|is|are|we are)?\s*(?:closed|shut)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:open\w*|hours|shop|counter|store|lines?|workshop|showroom|branch|office|phone|ring|call|reach|"
    r"from \d|between \d)\b",
    re.IGNORECASE,
)


def find_wrong_days(sentence: str, known: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Places in a sentence that give other opening days than the ``known`` texts; the reason with each."""
    if not _OPEN.search(sentence):
        return
    days = _days_known(known)
    if not days:
        return
    said = _CLOSED.sub(lambda match: " " * len(match.group()), sentence)
    for start, end, named in _days_said(said):
        if not named <= days:
            missing = ", ".join(_DAY_NAMES[number].capitalize() for number in sorted(named - days))
            yield start, end, f"No source, and no contact of the policy, gives {missing} as a day of opening."


def _number(name: str) -> int:
    return next(number for number, day in enumerate(_DAY_NAMES) if day.startswith(name.lower()[:3]))


def _span(first: int, last: int) -> frozenset[int]:
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _days_said(text: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Days that a text gives as a habit: a range, or days in the plural; a single coming day is none."""
    ranges = [match.span() for match in _RANGE.finditer(text)]
    for match in _RANGE.finditer(text):
        yield *match.span(), _span(_number(match["a"]), _number(match["b"]))
    for match in _EACH.finditer(text):
        if not any(start <= match.start() < end for start, end in ranges) and match.group().lower() not in {
            "tues",
            "thurs",
        }:
            yield *match.span(), frozenset((_number(match["day"]),))


def _days_known(texts: Sequence[str]) -> frozenset[int]:
    """Days on which something is open by the sources, ranges and single days; empty when they give none."""
    said = [_days_in(text) for text in texts]
    habits = frozenset[int]().union(*(habit for habit, _ in said))
    return habits.union(*(named for _, named in said)) if habits else habits


@lru_cache(maxsize=4_000)
def _days_in(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The days that a text gives as a habit, and all days that it names; those on which it says closed are none."""
    if _EVERY_DAY.search(text):
        return frozenset(range(7)), frozenset(range(7))
    text = _CLOSED.sub(" ", text)
    habits = frozenset[int]().union(*(named for _, _, named in _days_said(text)))
    if _WEEKDAYS.search(text):
        habits |= frozenset(range(5))
    return habits, habits | frozenset(_number(match["day"]) for match in _PLAIN.finditer(text))
