"""phrase: words that should not stand in a reply, with their inflections, gaps and exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from guidelines.kind import Match, Reading
from guidelines.scope import Words
from guidelines.search import find_words


class Phrase:
    name = "phrase"
    spec: type[BaseModel] = Words
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for found in find_words(spec, reading):
            yield Match(found.start, found.end, level="suggestion" if found.softened else None)


KIND = Phrase()
