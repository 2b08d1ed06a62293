"""swap: words that have a better word; the finding carries it as its rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from guidelines.kind import Match, Reading
from guidelines.pattern import Pattern, pattern
from guidelines.scope import Scope
from guidelines.search import find_words


class Pair(BaseModel):
    """A pattern and what stands in its place; ``\\1`` is the pattern's first group."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: str = Field(alias="from")
    to: str


class Swaps(Scope):
    swap: tuple[Pair, ...] = Field(min_length=1)

    @cached_property
    def patterns(self) -> frozenset[Pattern]:
        return frozenset(pattern(pair.from_) for pair in self.swap)

    @cached_property
    def replacements(self) -> dict[str, str]:
        return {pair.from_: pair.to for pair in self.swap}

    def compile(self) -> None:
        super().compile()
        for pair in self.swap:
            pattern(pair.from_).try_filling(pair.to)


class Swap:
    name = "swap"
    spec: type[BaseModel] = Swaps
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for found in find_words(spec, reading):
            better = found.match.expand(spec.replacements[found.pattern.source])
            yield Match(found.start, found.end, values={"better": better}, rewrite=better)


KIND = Swap()
