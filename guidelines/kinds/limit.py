"""limit: too long a sentence or reply, or something said too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from guidelines.kind import Match, Reading
from guidelines.pattern import Pattern
from guidelines.scope import Words
from guidelines.search import find_words

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Limits(BaseModel):
    """``sentence_words`` and ``reply_words`` are the most words; ``times`` the most places of the patterns ``any``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence_words: int | None = Field(default=None, ge=1)
    reply_words: int | None = Field(default=None, ge=1)
    any: tuple[str, ...] = ()
    times: int = Field(default=1, ge=1)

    @cached_property
    def words(self) -> Words:
        return Words(any=self.any)

    @property
    def needs_words(self) -> bool:
        return self.sentence_words is None and self.reply_words is None

    @property
    def patterns(self) -> frozenset[Pattern]:
        return self.words.patterns if self.any else frozenset()

    def compile(self) -> None:
        for each in self.patterns:
            each.compile()


class Limit:
    name = "limit"
    spec: type[BaseModel] = Limits
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        total = 0
        for span in reading.draft.sentences:
            count = len(_WORD.findall(span.text)) if spec.sentence_words or spec.reply_words else 0
            total += count
            if spec.sentence_words and count > spec.sentence_words:
                yield Match(span.start, span.end, values={"count": str(count)})
        if spec.reply_words and total > spec.reply_words:
            yield Match(None, None, values={"count": str(total)})
        if spec.any:
            places = sorted((found.start, found.end) for found in find_words(spec.words, reading))
            if len(places) > spec.times:
                start, end = places[spec.times]
                yield Match(start, end, values={"count": str(len(places))})


KIND = Limit()
