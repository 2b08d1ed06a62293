"""What a draft states: each claim of its sentences, with its place and the words that say what it is of (P07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.claims import Claim, find_claims
from guidelines.figures import told_of
from guidelines.setting import LONGEST
from guidelines.source_lines import SourceLine

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of the draft: ``start`` and ``end`` in the draft, the ``number`` of its sentence, that sentence's text,
    and the words that tell what it is of, each with its weight."""

    claim: Claim
    start: int
    end: int
    number: int
    sentence: str
    words: dict[str, float]

    @property
    def before(self) -> str:
        """The sentence up to the claim."""
        return self.sentence[: self.claim.start]


def statements_of(draft: Draft, context: Context) -> list[Statement]:
    """The claims of a draft in their order, those in quoted words left out."""
    found = []
    before = ""
    for number, sentence in enumerate(draft.sentences):
        text = sentence.text[:LONGEST]
        for claim, words in _claims(text, before, context.today, context.country):
            start, end = sentence.start + claim.start, sentence.start + claim.end
            if not any(span.start <= start and end <= span.end for span in draft.quoted):
                found.append(Statement(claim, start, end, number, text, words))
        before = text
    return found


@lru_cache(maxsize=4_000)
def _claims(text: str, before: str, today: date, country: str) -> tuple[tuple[Claim, dict[str, float]], ...]:
    claims = find_claims(text, today, country)
    if not claims:
        return ()
    line = SourceLine(0, len(text), text, before=before)
    return tuple(zip(claims, told_of(line, claims, {}), strict=True))
