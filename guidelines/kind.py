"""The seam between the check and a kind of check: one reading of a draft in, matches out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from guidelines.context import Context, Judged, Question
from guidelines.draft import Draft
from guidelines.finding import Answer, Level, Promise
from guidelines.pattern import INDEX, Pattern, fold

if TYPE_CHECKING:
    from guidelines.tone.model import Tone


_NO_TONE = re.compile(r"\?$|^(?:@\w+ )?(?:hi|hello|hey|dear)\b[^.!?]{0,25}[.!]?$|\[link\]|https?:|www\.", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A draft with its surroundings; what several kinds need is computed once, when first asked for."""

    draft: Draft
    context: Context
    questions: tuple[Question, ...] = ()  # of the judged rules that apply, all asked at once

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each sentence as patterns' anchors see it (see `guidelines.pattern.fold`)."""
        return tuple(fold(sentence.text) for sentence in self.draft.sentences)

    @cached_property
    def folded_text(self) -> str:
        return fold(self.draft.text)

    @cached_property
    def candidates(self) -> tuple[set[Pattern], ...]:
        """For each sentence the patterns that may match it (see `guidelines.pattern.AnchorIndex`)."""
        return tuple(INDEX.candidates(folded) for folded in self.folded)

    @cached_property
    def all_candidates(self) -> set[Pattern]:
        return set().union(*self.candidates)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        from guidelines.commitments import find_promises

        return find_promises(self.draft, self.context)

    @cached_property
    def tones(self) -> tuple[Tone | None, ...]:
        """For each sentence what it sounds like, as far as the classifier is sure; needs ``context.embed``."""
        from guidelines.tone.model import tones

        if self.context.embed is None:
            return (None,) * len(self.draft.sentences)
        texts = [" ".join(span.text.split()) for span in self.draft.sentences]
        fits = [n for n, text in enumerate(texts) if 3 <= len(text.split()) <= 45 and not _NO_TONE.search(text)]
        found: list[Tone | None] = [None] * len(texts)
        for place, tone in zip(fits, tones([texts[n] for n in fits], self.context.embed), strict=True):
            found[place] = tone
        return tuple(found)

    @cached_property
    def judged(self) -> Judged:
        """What a judge says to all questions; nothing where there is none, or nothing to judge."""
        judge, sentences = self.context.judge, self.draft.sentences
        if judge is None or not self.questions or not sentences:
            return Judged()
        return judge(self.questions, tuple(span.text for span in sentences), self.context.letter)

    @cached_property
    def answer_map(self) -> tuple[Answer, ...] | None:
        from guidelines.answers import map_answers

        return map_answers(self.draft, self.context)


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a rule holds good. Both offsets None: something is missing from the draft.

    ``values`` fill the $names of the rule's message and rewrite; ``rewrite`` and ``level`` override the rule's own.
    """

    start: int | None
    end: int | None
    values: Mapping[str, str] = field(default_factory=dict)
    rewrite: str | None = None
    level: Level | None = None


class Kind(Protocol):
    """A kind of check: a module's `KIND`. ``spec`` is the shape of a rule's `check` mapping."""

    name: str
    spec: type[BaseModel]
    needs_letter: bool
    whole_replies_only: bool

    def find(self, spec: Any, reading: Reading) -> Iterable[Match]: ...
