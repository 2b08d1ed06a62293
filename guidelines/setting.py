"""Where a sentence stands: what was said just before it, what follows, and the letter that is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft, Span

LONGEST = 3_000  # characters of a sentence that are read; a longer one is no prose
_NEW_PARAGRAPH = re.compile(r"\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence with quoted words blanked (offsets stay), and what stands beside it.

    ``before`` are the two sentences before it in its paragraph, or the last one of the paragraph before when it
    opens one; ``after`` the two that follow. ``letter`` is what the customer raises, in a few words; ``number`` is its
    place among the draft's sentences.
    """

    sentence: Span
    text: str
    before: str
    after: str
    letter: str
    number: int

    @property
    def beside(self) -> str:
        return f"{self.before} {self.after}".strip()


def settings(draft: Draft, context: Context) -> tuple[Setting, ...]:
    """Every sentence of the draft in its setting; sentences that are quoted as a whole are left out."""
    return _settings(draft, _letter(context))


@lru_cache(maxsize=8)  # promises, times and actions are looked for in the same settings
def _settings(draft: Draft, letter: str) -> tuple[Setting, ...]:
    sentences = draft.sentences
    found = []
    for number, (sentence, own) in enumerate(zip(sentences, _paragraphs(draft), strict=True)):
        if any(span.start <= sentence.start and sentence.end <= span.end for span in draft.quoted):
            continue
        earlier = range(max(own[0], number - 2), number) or range(max(0, number - 1), number)
        found.append(
            Setting(
                sentence,
                _without_quotes(sentence, draft),
                _joined(sentences, earlier),
                _joined(sentences, range(number + 1, min(len(sentences), number + 3))),
                letter,
                number,
            )
        )
    return tuple(found)


def _joined(sentences: Sequence[Span], places: Sequence[int]) -> str:
    return " ".join(sentences[place].text[:LONGEST] for place in places)


def _paragraphs(draft: Draft) -> list[range]:
    """For each sentence the numbers of the sentences of its paragraph."""
    sentences = draft.sentences
    opens = [
        number
        for number in range(1, len(sentences))
        if _NEW_PARAGRAPH.search(draft.text, sentences[number - 1].end, sentences[number].start)
    ]
    bounds = [0, *opens, len(sentences)]
    return [range(first, last) for first, last in pairwise(bounds) for _ in range(first, last)]


def _letter(context: Context) -> str:
    if context.letter is None:
        return ""
    points = " ".join(point.text for point in context.letter.points) or context.letter.body[:400]
    return f"{context.letter.subject} {points}"[:LONGEST]


def _without_quotes(sentence: Span, draft: Draft) -> str:
    text = sentence.text[:LONGEST]
    for span in draft.quoted:
        if sentence.start <= span.start and span.end <= sentence.end:
            a, b = span.start - sentence.start, span.end - sentence.start
            text = text[:a] + '"' + "_" * max(0, b - a - 2) + '"' + text[b:] if b - a >= 2 else text
    return text
