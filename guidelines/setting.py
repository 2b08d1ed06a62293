"""Where a sentence stands: what was said just before it, what follows, and the letter that is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
    opens one; ``after`` the two that follow. ``paragraph`` is all of its paragraph. ``letter`` is what the customer
    raises, in a few words; ``number`` is its place among the draft's sentences.
    """

    sentence: Span
    text: str
    before: str
    after: str
    paragraph: str
    letter: str
    number: int

    @property
    def beside(self) -> str:
        return f"{self.before} {self.after}".strip()


def settings(draft: Draft, context: Context) -> tuple[Setting, ...]:
    """Every sentence of the draft in its setting; sentences that are quoted as a whole are left out."""
    sentences = draft.sentences
    paragraphs = _paragraphs(draft)
    letter = _letter(context)
    found = []
    for number, sentence in enumerate(sentences):
        if any(span.start <= sentence.start and sentence.end <= span.end for span in draft.quoted):
            continue
        own = [n for n in range(len(sentences)) if paragraphs[n] == paragraphs[number]]
        earlier = [n for n in own if n < number][-2:] or list(range(max(0, number - 1), number))
        found.append(
            Setting(
                sentence,
                _without_quotes(sentence, draft),
                _joined(sentences, earlier),
                _joined(sentences, range(number + 1, min(len(sentences), number + 3))),
                _joined(sentences, own),
                letter,
                number,
            )
        )
    return tuple(found)


def _joined(sentences: Sequence[Span], places: Sequence[int]) -> str:
    return " ".join(sentences[place].text[:LONGEST] for place in places)


def _paragraphs(draft: Draft) -> list[int]:
    """The number of each sentence's paragraph."""
    numbers, current = [], 0
    for number, sentence in enumerate(draft.sentences):
        if number and _NEW_PARAGRAPH.search(draft.text, draft.sentences[number - 1].end, sentence.start):
            current += 1
        numbers.append(current)
    return numbers


def _letter(context: Context) -> str:
    if context.letter is None:
        return ""
    points = " ".join(point.text for point in context.letter.points)
    return f"{context.letter.subject} {points}"[:LONGEST]


def _without_quotes(sentence: Span, draft: Draft) -> str:
    text = sentence.text[:LONGEST]
    for span in draft.quoted:
        if sentence.start <= span.start and span.end <= sentence.end:
            a, b = span.start - sentence.start, span.end - sentence.start
            text = text[:a] + '"' + "_" * max(0, b - a - 2) + '"' + text[b:] if b - a >= 2 else text
    return text
