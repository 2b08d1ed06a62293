"""Whose figure is it? A figure that stands in the sources, but for another thing than the draft's (P07).

The words around a figure say what it is a figure of. Where another figure's words fit the draft's sentence clearly
better than those of every place that bears the draft's figure, the draft has taken the wrong one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from guidelines.claims import Claim, Size, is_uncounted
from guidelines.evidence import Evidence
from guidelines.figures import LINE, Figure
from guidelines.siblings import meant_instead
from guidelines.statements import Statement

# What two places must share before the sources are said to speak of this very thing, and how much more clearly than
# of the draft's figure; measured on good replies of several companies, and the same with figures swapped.
_SURE = 1.2
_CLEARER, _CLEARER_DAY = 0.7, 1.0
_UNRELATED = 0.35  # below it, a place that bears the figure speaks of something else
_CUSTOMERS_OWN = 0.6  # what the letter says weighs more than its words tell
_EVEN = 5.0  # keeps places with few words from looking sure
_ASKED = 0.25  # what a word of the letter or the case tells of a figure in the reply
_IT = 0.8  # and what one of the sentence before tells, where this one opens with "It"
_POINTS_BACK = re.compile(r"\W*(?:it|this|that|they|these|those|its|their|the (?:former|latter)|both)\b", re.IGNORECASE)
_OR_MORE = re.compile(r"\s*(?:or|and) (?:more|over|above|longer|older|up\w*)\b|\+", re.IGNORECASE)
_OR_LESS = re.compile(r"\s*(?:or|and) (?:less|fewer|under|below|younger|shorter)\b", re.IGNORECASE)
_TO_THE_FIGURE = r"\s*(?:$|(?=\S+ \w+$))"
_AT_LEAST = re.compile(
    rf"\b(?:at least|over|above|more than|from|minimum(?: of)?|exceed\w*|older than|longer than){_TO_THE_FIGURE}",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    rf"\b(?:at most|under|below|less than|fewer than|up to|within|maximum(?: of)?|not more than){_TO_THE_FIGURE}",
    re.IGNORECASE,
)
_WEIGHED = frozenset(("money", "percent", "duration", "measure", "code", "count", "clock", "date", "opposite"))


@dataclass(frozen=True)
class Attribution:
    """Tells the figures of a draft that belong to something else; ``draft_words`` are all words of the draft."""

    evidence: Evidence
    draft_words: frozenset[str]

    def told_otherwise(self, statement: Statement, bearing: Sequence[Figure], beside: Set[Size]) -> Figure | None:
        """The figure that the sources give for what the statement speaks of, where it is another one; else None.

        ``bearing`` are the places that bear the statement's figure. What the letter says is the customer's own, and
        only the case knows better; ``beside`` are the sizes that the draft tells in the same breath, which it has
        not mixed up with this one.
        """
        claim = statement.claim
        if claim.kind not in _WEIGHED or is_uncounted(claim):
            return None
        words = self._in_mind(statement)
        rivals = [
            figure
            for figure in self._rivals(claim)
            if figure not in bearing and not set(figure.claim.sizes) & beside and not _keeps(statement, figure)
        ]
        if not rivals or self._is_timescale(bearing, words):
            return None
        here = max((self._fit(words, figure) + self._own(figure) for figure in bearing), default=0.0)
        best = max(rivals, key=lambda figure: self._fit(words, figure))
        if self._fit(words, best) >= max(_SURE, here + (_CLEARER_DAY if claim.kind == "date" else _CLEARER)):
            return best
        if not bearing or claim.kind == "date" or any(id(figure) in self._letter for figure in bearing):
            return None
        near = [figure for figure in bearing if self._fit(words, figure) >= _UNRELATED] or list(bearing)
        said = {word for word, weight in statement.words.items() if weight >= LINE}
        return meant_instead(near, rivals, said, self.evidence.asked | self.draft_words, self.evidence.rarity)

    def is_unrelated(self, statement: Statement, bearing: Sequence[Figure]) -> bool:
        """Whether every place that bears the figure speaks of something else."""
        words = self._in_mind(statement)
        return all(self._fit(words, figure) < _UNRELATED for figure in bearing)

    @cached_property
    def _letter(self) -> frozenset[int]:
        return frozenset(map(id, self.evidence.letter))

    @cached_property
    def _policy(self) -> frozenset[int]:
        return frozenset(map(id, self.evidence.policy))

    def _own(self, figure: Figure) -> float:
        return _CUSTOMERS_OWN if id(figure) in self._letter else 0.0

    def _is_timescale(self, bearing: Iterable[Figure], words: dict[str, float]) -> bool:
        """Times of the policy for the same matter are the promise gate's to weigh."""
        return any(
            figure.claim.kind == "duration" and id(figure) in self._policy and self._fit(words, figure) >= _UNRELATED
            for figure in bearing
        )

    def _rivals(self, claim: Claim) -> list[Figure]:
        """The figures that the draft's may be mistaken for; none of the letter's own."""
        known = self.evidence.case if claim.kind == "date" else self.evidence.by_dimension.get(claim.dimension, ())
        rivals = [
            figure
            for figure in known
            if figure.claim.kind == claim.kind
            and figure.claim.dimension == claim.dimension
            and id(figure) not in self._letter
            and not (claim.kind == "money" and id(figure) in self._policy)  # its limits are no prices
            and not is_uncounted(figure.claim)
        ]
        if claim.kind == "date":
            return [figure for figure in rivals if self._is_record(claim) and self._is_record(figure.claim)]
        if claim.kind in {"count", "opposite"}:
            return [figure for figure in rivals if _of_one_thing(claim, figure.claim)]
        return rivals

    def _is_record(self, claim: Claim) -> bool:
        """A day that has been, told by its number."""
        time = claim.time
        if time is None or not time.named_day or time.latest is None:
            return False
        return time.latest < self.evidence.today and any(char.isdigit() for char in claim.text)

    def _in_mind(self, statement: Statement) -> dict[str, float]:
        words = dict.fromkeys(self.evidence.asked, _ASKED)
        back = bool(_POINTS_BACK.match(statement.sentence))
        words.update((word, max(weight, _IT) if back else weight) for word, weight in statement.words.items())
        return words

    def _fit(self, words: dict[str, float], figure: Figure) -> float:
        """How well a figure's words fit: what they share, by its rarity, against how much the place says."""
        rarity = self.evidence.rarity
        shared = sum(words[word] * its * rarity.get(word, 0.0) for word, its in figure.words.items() if word in words)
        whole = sum(its * its * rarity.get(word, _EVEN) for word, its in figure.words.items())
        return shared / math.sqrt(_EVEN + whole)


def _keeps(statement: Statement, figure: Figure) -> bool:
    """Whether the other figure is a bound that the draft's keeps: three weeks, where it is "2 weeks or more"."""
    claim, other, text = statement.claim, figure.claim, figure.line.text
    if other.dimension != claim.dimension or _AT_LEAST.search(statement.before) or _AT_MOST.search(statement.before):
        return False
    before = text[: other.start]
    if _OR_MORE.match(text, other.end) or _AT_LEAST.search(before) or _AT_LEAST.match(other.text):
        return _number(claim) >= _number(other)
    if _OR_LESS.match(text, other.end) or _AT_MOST.search(before) or _AT_MOST.match(other.text):
        return _number(claim) <= _number(other)
    return False


def _number(claim: Claim) -> Decimal:
    size = claim.sizes[-1][1]
    return size if isinstance(size, Decimal) else Decimal(0)


def _of_one_thing(claim: Claim, other: Claim) -> bool:
    """Whether two numbers count the same things; or two words say how something is done, and of nothing."""
    if claim.kind == "opposite" and not claim.counted and not other.counted:
        return True
    return bool(claim.counted & other.counted)
