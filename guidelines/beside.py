"""What stands beside a statement: the sound figures of the draft near it, and documents' on its matter (P07)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidelines.claims import Claim
from guidelines.evidence import Evidence
from guidelines.figures import Figure, fit
from guidelines.statements import Statement

BACK, AHEAD = 2, 1  # sentences before and after that stand beside a statement
ALL = 1_000
_FITS = 2.5  # rarity that words must share before a figure of a document is reckoned with
_ASKED = 0.25  # what a word of the letter or the case tells of a figure in the reply


@dataclass(frozen=True, slots=True)
class Beside:
    """``sound`` are the claims of the draft that are borne out, by the number of their sentence."""

    evidence: Evidence
    sentences: Sequence[str]
    sound: dict[int, list[Claim]]

    def hold(self, statement: Statement) -> None:
        """From now on the statement counts among the sound ones."""
        self.sound.setdefault(statement.number, []).append(statement.claim)

    def claims(self, statement: Statement, *, back: int = BACK, ahead: int = AHEAD) -> list[Claim]:
        """The sound claims of the sentences around a statement, without its own."""
        first, last = max(0, statement.number - back), statement.number + ahead
        return [
            claim
            for number in range(first, last + 1)
            for claim in self.sound.get(number, ())
            if claim is not statement.claim
        ]

    def said(self, statement: Statement, *, back: int = 1) -> str:
        """The statement's sentence and those before it."""
        return " ".join(self.sentences[max(0, statement.number - back) : statement.number + 1])

    def on_its_matter(self, statement: Statement, dimensions: Iterable[str], most: int) -> list[Figure]:
        """Figures that speak of the statement's matter, those that fit best first."""
        words = dict.fromkeys(self.evidence.asked, _ASKED) | statement.words
        weighed = [
            (fit(words, figure.words, self.evidence.rarity), figure)
            for dimension in dimensions
            for figure in self.evidence.by_dimension.get(dimension, ())
        ]
        fitting = sorted((one for one in weighed if one[0] >= _FITS), key=lambda one: -one[0])
        return [figure for _, figure in fitting[:most]]

    @property
    def own(self) -> list[Claim]:
        """The claims of the case and of the letter."""
        return [figure.claim for figure in (*self.evidence.case, *self.evidence.letter)]
