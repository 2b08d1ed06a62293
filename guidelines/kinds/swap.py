"""swap: words that have a better word; the finding carries it as its rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel, Field

from guidelines.kind import Match, Reading
from guidelines.pattern import Pattern
from guidelines.rewording import Pair, is_honest
from guidelines.scope import Scope
from guidelines.search import find_words


class Swaps(Scope):
    """Pairs of ``from``, which is looked for, and ``to``, which stands in its place."""

    swap: tuple[Pair, ...] = Field(min_length=1)

    @cached_property
    def patterns(self) -> frozenset[Pattern]:
        return frozenset(pair.pattern for pair in self.swap)

    @cached_property
    def replacements(self) -> dict[str, str]:
        return {pair.from_: pair.to for pair in self.swap}

    def compile(self) -> None:
        super().compile()
        for pair in self.swap:
            pair.compile()


class Swap:
    name = "swap"
    spec: type[BaseModel] = Swaps
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for found in find_words(spec, reading):
            better = found.match.expand(spec.replacements[found.pattern.source])
            honest = is_honest(found.match.group(), better)
            yield Match(found.start, found.end, values={"better": better}, rewrite=better if honest else None)


KIND = Swap()
