"""Opening days and hours: what a draft says of them stands in the sources, the policy or the case (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_RANGE = re.compile(rf"\b(?P<a>{_DAY})s?\s*(?:to|–|—|-|until|through)\s*(?P<b>{_DAY})s?\b", re.IGNORECASE)
_EACH = re.compile(rf"\b(?P<day>{_DAY})s\b", re.IGNORECASE)
_PLAIN = re.compile(rf"\b(?P<day>{_DAY})\b", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))?\s?(?P<p1>[ap]\.?m\b\.?)?\s*(?:to|and|–|—|-|until|till)\s*"
    r"(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?\s?(?P<p2>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_EVERY_DAY = re.compile(r"\b(?:every day|daily|seven days|7 days|all week|24/7)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:open\w*|hours|shop|counter|store|lines?|workshop|showroom|branch|office|phone|ring|call|reach|"
    r"from \d|between \d)\b",
    re.IGNORECASE,
)


def find_wrong_hours(sentence: str, known: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Places in a sentence that give other opening days or hours than the ``known`` texts; the reason with each."""
    if not _OPEN.search(sentence):
        return
    days, hours = _days_known(known), _hours_known(known)
    if days:
        for start, end, named in _days_said(sentence):
            if not named <= days:
                missing = ", ".join(_DAY_NAMES[number].capitalize() for number in sorted(named - days))
                yield start, end, f"No source, and no contact of the policy, gives {missing} as a day of opening."
    if hours:
        for match in _HOURS.finditer(sentence):
            said = _hours(match)
            if said and said not in hours:
                yield (
                    match.start(),
                    match.end(),
                    f"{match.group().strip()} are no hours of the sources or the policy.",
                )


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


@lru_cache(maxsize=2_000)
def _days_in(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The days that a text gives as a habit, and all days that it names."""
    if _EVERY_DAY.search(text):
        return frozenset(range(7)), frozenset(range(7))
    habits = frozenset[int]().union(*(named for _, _, named in _days_said(text)))
    return habits, frozenset(_number(match["day"]) for match in _PLAIN.finditer(text))


def _hours_known(texts: Sequence[str]) -> frozenset[tuple[int, int]]:
    return frozenset[tuple[int, int]]().union(*map(_hours_in, texts))


@lru_cache(maxsize=2_000)
def _hours_in(text: str) -> frozenset[tuple[int, int]]:
    return frozenset(said for match in _HOURS.finditer(text) if (said := _hours(match)))


def _hours(match: re.Match[str]) -> tuple[int, int] | None:
    """A span of the clock in minutes, or None where the text gives no hours ("3 to 5 days")."""
    if not (match["p1"] or match["p2"] or (match["m1"] and match["m2"])):
        return None
    first, last = int(match["h1"]), int(match["h2"])
    if first > 24 or last > 24:
        return None
    evening = (match["p2"] or "").lower().startswith("p")
    late = (match["p1"] or "").lower().startswith("p") or (not match["p1"] and evening and first < last and first < 8)
    start = (first % 12 + 12 * late if match["p1"] or match["p2"] else first) * 60 + int(match["m1"] or 0)
    end = (last % 12 + 12 * evening if match["p2"] else last) * 60 + int(match["m2"] or 0)
    return start, end
