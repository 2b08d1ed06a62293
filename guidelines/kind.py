"""The seam between the check and a kind of check: one reading of a draft in, matches out.

A reply is checked at every pause of the hand that writes it, so nothing is worked out twice. What a kind finds depends

- on a sentence alone: its words by `guidelines.search.find_words`, which keeps with each sentence what was found in it;
  all else by a pure function of the sentence's text and of plain values (a role, rows of the policy, the day) under
  `functools.lru_cache`, with offsets into the sentence. A `Span` is no such value: it moves when something is written
  above it. What is cheaper for many sentences at once goes through `guidelines.kept.Kept`;
- on the reply: by a loop over what those functions say of its sentences, made anew for each text;
- on the letter, the case or the sources: by a pure function of each of them, kept as long as they are the same
  (`guidelines.evidence.gather`), so that one source more costs no reading of the others.

All that is kept is bounded and cannot be changed: tuples, frozen dataclasses. A draft that grew by edits is then found
the same as a fresh one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from guidelines.anchors import fold
from guidelines.context import Context, Embed, Judged, Question
from guidelines.draft import Draft
from guidelines.finding import Answer, Level, Promise
from guidelines.kept import Kept
from guidelines.pattern import Pattern
from guidelines.pattern_index import PatternIndex, Sentence

if TYPE_CHECKING:
    from guidelines.tone.model import Tone


_TONES: Kept[tuple[str, Embed | None], Tone | None] = Kept(4_000)
_NO_TONE = re.compile(  # questions, greetings and mere pointers
    r"\?$|^(?:@\w+ )?(?:hi|hello|hey|dear)\b[^.!?]{0,25}[.!]?$|\[link\]|https?:|www\.", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """A draft with its surroundings; what several kinds need is computed once, when first asked for."""

    draft: Draft
    context: Context
    questions: tuple[Question, ...] = ()  # of the judged rules that apply, all asked at once
    index: PatternIndex = field(default_factory=PatternIndex)  # of the rules that are read with

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the draft, in its order, as patterns read them."""
        return tuple(self.index.read(span.text) for span in self.draft.sentences)

    @cached_property
    def where(self) -> Mapping[Pattern, Sequence[int]]:
        """The candidates, each with the numbers of the sentences that it may match."""
        found: dict[Pattern, list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            for pattern in sentence.candidates:
                found.setdefault(pattern, []).append(number)
        return found

    @cached_property
    def candidates(self) -> frozenset[Pattern]:
        """The patterns that may match one of the sentences."""
        return frozenset(self.where)

    def says(self, pattern: Pattern) -> bool:
        """Whether a pattern matches anywhere in the draft, whatever the part; raises PatternTimeout."""
        found = self._said.get(pattern)
        if found is None:
            found = self._said[pattern] = (
                pattern.may_match(self._folded) and pattern.search(self.draft.text) is not None
            )
        return found

    @cached_property
    def _said(self) -> dict[Pattern, bool]:
        return {}

    @cached_property
    def _folded(self) -> str:
        return fold(self.draft.text)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        from guidelines.commitments import find_promises

        return find_promises(self.draft, self.context)

    @cached_property
    def tones(self) -> tuple[Tone | None, ...]:
        """For each sentence what it sounds like, as far as the classifier is sure; better with ``context.embed``."""
        from guidelines.tone.model import tones

        embed = self.context.embed
        texts = [" ".join(span.text.split()) for span in self.draft.sentences]
        weighed = [text for text in texts if 4 <= len(text.split()) <= 45 and not _NO_TONE.search(text)]
        found = _TONES.of([(text, embed) for text in weighed], lambda new: tones([text for text, _ in new], embed))
        tone_of = dict(zip(weighed, found, strict=True))
        return tuple(tone_of.get(text) for text in texts)

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
