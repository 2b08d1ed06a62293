"""swap: words that have a better word; the finding carries it as its rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from guidelines.kind import Match, Reading
from guidelines.pattern import Pattern, pattern
from guidelines.search import Scope, find_words


class Pair(BaseModel):
    """A pattern and what stands in its place; ``\\1`` is the pattern's first group."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: str = Field(alias="from")
    to: str


class Swaps(Scope):
    swap: tuple[Pair, ...] = Field(min_length=1)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        return tuple(pattern(pair.from_) for pair in self.swap)

    def model_post_init(self, context: Any, /) -> None:
        _ = self.patterns  # into the index, before a text is read

    @cached_property
    def replacements(self) -> dict[str, str]:
        return {pair.from_: pair.to for pair in self.swap}

    def compile(self) -> None:
        super().compile()
        for each in self.patterns:
            each.compile()


class Swap:
    name = "swap"
    spec: type[BaseModel] = Swaps
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for start, end, found, match in find_words(spec.patterns, spec, reading):
            better = match.expand(spec.replacements[found.source])
            yield Match(start, end, values={"better": better}, rewrite=better)


KIND = Swap()
