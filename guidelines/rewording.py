"""Better words for a finding, offered only where they are honest: no "no" is lost, no promise, day or sum is added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from guidelines.pattern import Pattern, pattern
from guidelines.reply_day import reply_day

if TYPE_CHECKING:
    from guidelines.context import Context

_DAY = "$reply_day"
_NO = re.compile(
    r"\b(?:no|not|never|nor|neither|nobody|nothing|none|cannot|without|unable|impossible|refus\w+|declin\w+|reject\w+|"
    r"denied|deny)\b|n['’]t\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"['’]ll\b|\b(?:will|shall|going to|promise\w*|guarante\w*|always|never|definitely|certainly|refund\w*|replac\w*|"
    r"free|compensat\w*|voucher\w*|today|tomorrow|tonight|immediately|at once|within|hours?|days?|weeks?|\w+day)\b",
    re.IGNORECASE,
)


class Pair(BaseModel):
    """A pattern, ``from``, and what stands in its place, ``to``; ``\\1`` is the pattern's first group."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: str = Field(alias="from", min_length=1)
    to: str

    @cached_property
    def pattern(self) -> Pattern:
        return pattern(self.from_)

    def compile(self) -> None:
        """Compile its patterns; raises PatternError for one that cannot be read, or that ``to`` does not fit."""
        self.pattern.compile()
        self.pattern.try_filling(self.to.replace(_DAY, ""))


class Rewording(Pair):
    """A pair whose ``from`` covers a finding in its sentence; ``to`` replaces all of its match.

    ``$reply_day`` is the day by which the policy has us write again. ``unless`` are patterns that make the rewording
    unsure, anywhere in the sentence.
    """

    unless: tuple[str, ...] = ()

    @cached_property
    def doubts(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.unless))

    def compile(self) -> None:
        super().compile()
        for each in self.doubts:
            each.compile()


@dataclass(frozen=True, slots=True)
class Reworded:
    """A stretch of a sentence and the words that may replace it."""

    start: int
    end: int
    words: str


def reword(rewordings: Iterable[Rewording], sentence: str, start: int, end: int, context: Context) -> Reworded | None:
    """The first rewording that fits around a finding of the sentence and is honest; None where none is sure.

    Raises PatternTimeout.
    """
    for each in rewordings:
        day = reply_day(context) if _DAY in each.to else ""
        if day is None or any(doubt.search(sentence) for doubt in each.doubts):
            continue
        for match in each.pattern.finditer(sentence):
            if match.start() <= start and end <= match.end():
                words = match.expand(each.to.replace(_DAY, day))
                if is_honest(match.group(), words, day):
                    return Reworded(match.start(), match.end(), words)
    return None


def is_honest(before: str, after: str, day: str = "") -> bool:
    """Whether words may take the place of others: every no is kept, and nothing is promised, dated or summed anew.

    With a ``day``, the one on which the policy has us write again, what is not known may become a promise to find out.
    """
    if day:
        return _figures(after.replace(day, "")) <= _figures(before)
    return (
        len(_NO.findall(before)) <= len(_NO.findall(after))
        and _figures(after) <= _figures(before)
        and _said(_SURE, after) <= _said(_SURE, before)
    )


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+|[£$€]", text))


def _said(words: re.Pattern[str], text: str) -> set[str]:
    return {match.lower() for match in words.findall(text)}
