"""Times of the clock in English text: "9am", "14.40", "half past five", "noon" (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HALF_DAY = 12 * 60
_HOUR_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(_HOUR_WORDS)})"
_HALF = r"(?:[ap]m\b|[ap]\.\s?m\b\.?)"
_CLOCK = re.compile(
    rf"(?<![\w£$€.,:/-])(?P<h1>\d{{1,2}})(?:[:.](?P<m1>[0-5]\d))?\s?(?P<half1>{_HALF})"
    r"|(?<![\w£$€.,:/])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\d:])"
    r"|\b(?:at|by|until|till|before|after|from|between|about|around|past|and|to)\s+(?P<h3>[01]?\d|2[0-3])\."
    r"(?P<m3>[0-5]\d)(?![\d%]|\s?(?:%|per\b|(?:mm|cm|m|km|kg|g|ml|l|litres?|liters?|metres?|meters?|inch|miles?|points?|"
    r"stars?|bar|volts?|[a-z]*bytes?|GB|MB|hours?|days?|million|euros?|pounds?|dollars?|[ap]\.?m)\b))"
    r"|(?<![\w£$€.,:/-])(?P<h8>[01]?\d|2[0-3])\.(?P<m8>[0-5]\d)(?=\s*(?:to|until|till|and|–|-)\s*\d{1,2}[.:][0-5]\d(?!\d|%))"
    r"|(?<![\w£$€.,:/-])(?P<h4>[01]?\d|2[0-3])h(?P<m4>[0-5]\d)\b"
    rf"|\b(?P<part>half|quarter|five|ten|twenty|twenty-five)(?:\s+minutes)?\s+(?P<side>past|to)\s+(?P<h5>{_HOUR})\b"
    rf"(?:\s?(?P<half5>{_HALF}))?"
    rf"|\b(?P<h6>{_HOUR})\s?o['’]clock\b"
    r"|\b(?:12 )?(?P<name>noon|midday|midnight)\b"
    rf"|(?<![\w£$€.,:/-])(?P<h7>\d{{1,2}})(?:[:.](?P<m7>[0-5]\d))?(?=\s*(?:to|and|or|until|till|–|—|-)\s*\d{{1,2}}"
    rf"(?:[:.][0-5]\d)?\s?{_HALF})",
    re.IGNORECASE,
)
_PARTS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day with its place; ``minutes`` after midnight. Not ``sure``: it may as well be twelve hours later."""

    start: int
    end: int
    text: str
    minutes: int
    sure: bool

    def same(self, other: ClockTime) -> bool:
        apart = abs(self.minutes - other.minutes)
        return apart == 0 or (apart == HALF_DAY and not (self.sure and other.sure))


def find_clock_times(text: str) -> Iterator[ClockTime]:
    """Every time of day in ``text``, in order."""
    for match in _CLOCK.finditer(text):
        found = _read(match)
        if found is not None:
            start = match.start()
            if match["h3"]:
                start = match.start("h3")
            yield ClockTime(start, match.end(), text[start : match.end()], *found)


def _read(match: re.Match[str]) -> tuple[int, bool] | None:
    """Minutes and sureness of a match; None for what no clock shows."""
    if match["name"]:
        return (0 if match["name"].lower() == "midnight" else HALF_DAY), True
    if match["part"]:
        past = _PARTS[match["part"].lower()] * (1 if match["side"].lower() == "past" else -1)
        return _on_a_dial(_hour(match["h5"]), past, match["half5"])
    if match["h6"]:
        return _on_a_dial(_hour(match["h6"]), 0, None)
    for hour, minute, half in (("h1", "m1", match["half1"]), ("h7", "m7", None)):
        if match[hour]:
            return _on_a_dial(int(match[hour]), int(match[minute] or 0), half)
    for hour, minute in (("h2", "m2"), ("h3", "m3"), ("h4", "m4"), ("h8", "m8")):
        if match[hour]:
            sure = int(match[hour]) > 12 or match[hour].startswith("0")
            return int(match[hour]) * 60 + int(match[minute]), sure
    return None


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else _HOUR_WORDS.index(word.lower()) + 1


def _on_a_dial(hour: int, minutes: int, half: str | None) -> tuple[int, bool] | None:
    if hour > 23 or (half and hour > 12) or (hour > 12 and half):
        return None
    if half:
        hour = hour % 12 + 12 * half.lower().startswith("p")
    return (hour * 60 + minutes) % (2 * HALF_DAY), bool(half) or hour > 12
