"""Sentences as patterns read them: which of many patterns may match each, and what was found in it, found once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from guidelines.anchors import fold
from guidelines.pattern import Pattern

KEPT = 2_000  # sentences that an index remembers: the drafts of a day's work


class Sentence:
    """A sentence, wherever it stands: two drafts that hold it share it, and with it all that was found in it.

    ``candidates`` are the patterns of the index of which an anchor is in it. Offsets of matches are into ``text``.
    """

    __slots__ = ("_found", "candidates", "folded", "is_question", "text")

    def __init__(self, text: str, folded: str, candidates: frozenset[Pattern]) -> None:
        self.text = text
        self.folded = folded
        self.candidates = candidates
        self.is_question = text.rstrip("\"'”’) ").endswith("?")
        self._found: dict[Pattern, tuple[Any, ...]] = {}

    def find(self, pattern: Pattern) -> tuple[Any, ...]:
        """Every match of a pattern; raises PatternTimeout."""
        found = self._found.get(pattern)
        if found is None:
            may = pattern in self.candidates or pattern.may_match(self.folded)
            found = tuple(pattern.finditer(self.text)) if may else ()
            self._found[pattern] = found
        return found

    def holds(self, pattern: Pattern) -> bool:
        return bool(self.find(pattern))


class PatternIndex:
    """The patterns of a rule book by three letters of each anchor, so that most are never looked at."""

    def __init__(self, patterns: Iterable[Pattern] = ()) -> None:
        self._by_letters: dict[str, list[tuple[str, list[Pattern]]]] = {}
        self._short: list[tuple[str, list[Pattern]]] = []  # anchors without three letters
        self._always: list[Pattern] = []
        places: dict[str, list[Pattern]] = {}
        for each in dict.fromkeys(patterns):
            if not each.anchors:
                self._always.append(each)
            for anchor in each.anchors:
                places.setdefault(anchor, []).append(each)
        for anchor, its in places.items():
            letters = _letters(anchor)
            bucket = self._by_letters.setdefault(letters, []) if len(letters) == 3 else self._short
            bucket.append((anchor, its))
        self.read = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, text: str) -> Sentence:
        folded = fold(text)
        return Sentence(text, folded, frozenset(self._candidates(folded)))

    def _candidates(self, folded: str) -> set[Pattern]:
        found = set(self._always)
        pieces = {folded[end - 3 : end] for end in range(3, len(folded) + 1)}
        near = [self._short, *(self._by_letters[piece] for piece in pieces if piece in self._by_letters)]
        for bucket in near:
            for anchor, patterns in bucket:
                if anchor in folded:
                    found.update(patterns)
        return found


def _letters(anchor: str) -> str:
    """Three letters of an anchor that are likely to be rare: from the middle of its longest word."""
    word = max(anchor.split(), key=len)
    middle = max(0, (len(word) - 3) // 2 + (len(word) > 4))
    return word[middle : middle + 3] if len(word) >= 3 else word
