"""Words of which one excludes the others: colours, ways to turn, sides; swapped, they mislead as figures do (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guidelines.wording import STOP, stem

_KINDS = {
    "colour": (
        ("red", "red"),
        ("blue", "blue"),
        ("green", "green"),
        ("yellow", "yellow"),
        ("amber|orange", "orange"),
        ("white", "white"),
        ("black", "black"),
        ("grey|gray", "grey"),
        ("purple|violet", "purple"),
        ("brown", "brown"),
        ("pink", "pink"),
    ),
    "turning": (("clockwise", "clockwise"), ("anti-?clockwise|counter-?clockwise", "anticlockwise")),
    "side": (("left", "left"), ("right", "right")),
    "place": (("upper|top", "top"), ("lower|bottom", "bottom")),
    "end": (("front", "front"), ("rear|back", "rear")),
    "warmth": (("hot", "hot"), ("cold", "cold")),
}
# "left", "right", "back", "top" and "hot" have other senses: only before one of these, or with "hand", "side", "end".
_PART = (
    r"(?:hand|side|end|edge|corner|button|lever|handle|knob|switch|pedal|screw|bolt|nut|key|light|lamp|tap|valve|pipe|hose|"
    r"wire|lead|port|socket|slot|drawer|shelf|door|panel|cover|lid|wheel|brake|tyre|foot|arm|leg|shoe|sleeve|pocket|page|"
    r"menu|arrow|row|column|half|one|feed|water|setting)s?\b"
)
_PLAIN = {"colour", "turning"}
_PATTERNS = [
    (of, side, re.compile(rf"\b(?:{words})\b" if of in _PLAIN else rf"\b(?:{words})(?=[\s-]{_PART})", re.IGNORECASE))
    for of, rows in _KINDS.items()
    for words, side in rows
]
_NEXT = re.compile(r"[\s-]+([A-Za-z][\w'’]*)")


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word that excludes others of its kind, and the stem of the word that it stands before, if it does."""

    start: int
    end: int
    text: str
    of: str
    side: str
    beside: frozenset[str]


def find_opposites(text: str) -> Iterator[Opposite]:
    """Every such word in ``text``."""
    for of, side, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            after = _NEXT.match(text, match.end())
            word = after[1].lower() if after else ""
            beside = frozenset() if not word or word in STOP else frozenset((stem(word),))
            yield Opposite(match.start(), match.end(), match.group(), of, side, beside)
