"""phrase: words that should not stand in a reply, with their inflections, gaps and exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from guidelines.finding import Level
from guidelines.kind import Match, Reading
from guidelines.rewording import Rewording, reword
from guidelines.scope import Words
from guidelines.search import Found, find_words


class Phrases(Words):
    """Patterns to look for, and ``rewrites`` for the findings around which one of them fits."""

    rewrites: tuple[Rewording, ...] = ()

    def compile(self) -> None:
        super().compile()
        for each in self.rewrites:
            each.compile()


class Phrase:
    name = "phrase"
    spec: type[BaseModel] = Phrases
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        every = list(find_words(spec, reading))
        for found in every:
            level: Level | None = "suggestion" if found.softened else None
            better = None if found.softened else _better(spec, found, reading)
            if better is None or any(_overlap(better, other) for other in every if other is not found):
                yield Match(found.start, found.end, level=level)
            else:
                yield better


def _better(spec: Phrases, found: Found, reading: Reading) -> Match | None:
    """The words around a finding with what may replace them, in the draft; the message still quotes the finding."""
    at = found.start - found.match.start("mark" if "mark" in found.pattern.groups else 0)
    words = reword(spec.rewrites, found.match.string, found.start - at, found.end - at, reading.context)
    if words is None:
        return None
    quoted = " ".join(reading.draft.text[found.start : found.end].split())
    return Match(at + words.start, at + words.end, values={"text": quoted}, rewrite=words.words)


def _overlap(better: Match, other: Found) -> bool:
    return (better.start or 0) < other.end and other.start < (better.end or 0)


KIND = Phrase()
