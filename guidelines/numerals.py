"""Numbers in English text, in digits or words: "24", "1,299.00", "twenty-four", "a", "one hundred"."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES)} | _TENS
_UNIT_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORDS = (
    rf"(?:(?:a|one|two|three|four|five|six|seven|eight|nine)\s+)?(?:hundred|thousand)|"
    rf"(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(_ONES[1:10])})|(?:{_UNIT_WORD})"
)
NUMBER = rf"(?:{DIGITS}|\b(?:{WORDS})\b)"


def number_value(text: str) -> Decimal | None:
    """The value of a number as `NUMBER` matches it; "a" and "an" count one; None for anything else."""
    bare = text.strip().lower()
    if bare in {"a", "an"}:
        return Decimal(1)
    if bare[:1].isdigit():
        try:
            return Decimal(bare.replace(",", ""))
        except InvalidOperation:
            return None
    return _words_value(re.split(r"[-\s]+", bare))


def _words_value(words: list[str]) -> Decimal | None:
    total = 0
    for word in words:
        if word in {"a", "an"}:
            total += 1
        elif word in _WORDS:
            total += _WORDS[word]
        elif word in {"hundred", "thousand"}:
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        else:
            return None
    return Decimal(total)
