"""Where patterns are looked for in a draft, and what lifts a match: the shape that rules about words share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from guidelines.pattern import Pattern, alternatives, pattern


class Scope(BaseModel):
    """Where patterns are looked for, and what lifts a match.

    ``unless`` lifts a match that it overlaps; ``unless_before`` one that it stands right before; ``unless_sentence``
    when found anywhere in the sentence; ``unless_near`` also in the sentence before or after; ``unless_reply``
    anywhere in the reply. ``with_sentence`` must be found in the sentence too. A group ``(?P<mark>..)`` narrows the
    finding to a part of the match. ``softened_by``, found in the sentence or the three after, makes it a suggestion.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    unless: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_sentence: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_reply: tuple[str, ...] = ()
    with_sentence: tuple[str, ...] = ()
    softened_by: tuple[str, ...] = ()
    at: Literal["anywhere", "start", "end"] = "anywhere"
    sentences: Literal["all", "questions", "statements"] = "all"
    parts: tuple[Literal["sentences", "greeting", "closing"], ...] = ("sentences",)
    quoted: bool = False
    reported: bool = False
    once: bool = False

    @property
    def patterns(self) -> frozenset[Pattern]:
        """What is looked for, any of them."""
        raise NotImplementedError

    @property
    def needs_words(self) -> bool:
        return self.parts == ("sentences",)

    @cached_property
    def lifting(self) -> Lifting:
        return Lifting(
            overlapping=_ready(self.unless),
            before=_ready(f"(?:{source})[\\s,]*$" for source in self.unless_before),
            sentence=_ready(self.unless_sentence),
            near=_ready(self.unless_near),
            reply=_ready(self.unless_reply),
            without=_ready(self.with_sentence),
            softening=_ready(self.softened_by),
        )

    def compile(self) -> None:
        """Compile every pattern; raises PatternError for one that cannot be read."""
        for each in (*self.patterns, *self.lifting.patterns):
            each.compile()


class Words(Scope):
    """Patterns to look for, any of them."""

    any: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def patterns(self) -> frozenset[Pattern]:
        return frozenset(_ready(each for source in self.any for each in alternatives(source)))


@dataclass(frozen=True, slots=True)
class Lifting:
    """The patterns of a scope by what they do: all but ``without`` and ``softening`` lift a match where they are."""

    overlapping: tuple[Pattern, ...]
    before: tuple[Pattern, ...]
    sentence: tuple[Pattern, ...]
    near: tuple[Pattern, ...]
    reply: tuple[Pattern, ...]
    without: tuple[Pattern, ...]
    softening: tuple[Pattern, ...]

    @property
    def patterns(self) -> Iterator[Pattern]:
        for name in self.__slots__:
            yield from getattr(self, name)


def _ready(sources: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(map(pattern, sources))
