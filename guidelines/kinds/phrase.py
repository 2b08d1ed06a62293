"""phrase: words that should not stand in a reply, with their inflections, gaps and exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from guidelines.kind import Match, Reading
from guidelines.search import Words, find_words, is_softened


class Phrase:
    name = "phrase"
    spec: type[BaseModel] = Words
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for start, end, _, _ in find_words(spec.patterns, spec, reading):
            yield Match(start, end, level="suggestion" if is_softened(spec, reading, start, end) else None)


KIND = Phrase()
