"""Do the passages that were found answer the question at all? An honest "nothing" is a result (P07, P08).

A near miss has the right product and lacks the fact: "how heavy is the Linden?" stands near every passage about the
Linden. The signs below are weighed by logistic regression on all questions to the invented companies, near misses
among them, and the threshold stands where at most one answerable question in twenty is lost; losing a question that
the documents answer is the worse fault, since the responder sees what was found and can tell that it does not answer.
``python -m evals.close_reading`` fits the weights and the threshold, and prints what cross-validation says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.lexical import STOPWORDS, spoken_words, tokens
from knowledge.models import models

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.search import Candidate
    from knowledge.view import View

WEIGHTS = Path(__file__).with_suffix(".npz")
READ = 3  # so many passages are looked at
MOST_WORDS = 8
SIZES = 10, 500  # passages: what was learned from, and somewhat beyond
MOST_LEAD, USUAL_LEAD = 0.25, 0.03
_NAME = re.compile(r"(?<=[\w,;:'’] )[A-Z][\w'’-]+")
_NO_NAMES = frozenset(["I", "I'm", "I've", "I'd", "I'll", "Mr", "Mrs", "Ms", "Dr"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against: the logit of the close reading of the `best` passage and the `strongest` of the
    first three; the best one's `score`, `cosine` and share of `words`, its document's cosine as a `whole`, its `lead`
    before the next document; the weight of the question's words that stand in `none` of the company's passages and
    that are `missing` in the first three; how many words were `asked`; whether a `name`, a `model` or a `figure` of
    the question stands in none of the three; and the logarithm of how many passages there are, since among many the
    best one looks better by chance."""

    best: float
    strongest: float
    score: float
    cosine: float
    words: float
    whole: float
    lead: float
    none: float
    missing: float
    asked: float
    name: float
    model: float
    figure: float
    size: float
    strange: tuple[str, ...] = ()  # the words that stand nowhere, for the explanation

    @classmethod
    def of(cls, query: str, ranked: Sequence[Candidate], view: View) -> Evidence:
        """Weigh ``ranked``, best first and not empty."""
        first, nearest = ranked[0], ranked[:READ]
        texts = [view.told(one.row) for one in nearest]
        have = frozenset().union(*(view.words(one.row, whole=True) for one in nearest))
        weights = _weights_of(query, view)
        total = sum(weights.values()) or 1.0
        strange = [word for word in weights if not any(view.lexicon.known(token) for token in tokens(word))]
        names = [name for name in _NAME.findall(query) if name not in _NO_NAMES and tokens(name)]
        asked = models(query)
        figures = set(re.findall(r"\d+", query))
        return cls(
            best=first.logit,
            strongest=max(one.logit for one in nearest),
            score=first.score,
            cosine=first.signs.cosine,
            words=first.signs.lexical,
            whole=first.signs.whole,
            lead=_lead(ranked, view),
            none=sum(weights[word] for word in strange) / total,
            missing=sum(weight for word, weight in weights.items() if not set(tokens(word)) & have) / total,
            asked=min(len(weights), MOST_WORDS) / MOST_WORDS,
            name=float(any(not set(tokens(name)) & have for name in names)),
            model=float(bool(asked) and not any(asked & view.named(one.row) for one in nearest)),
            figure=float(bool(figures) and not any(figure in text for figure in figures for text in texts)),
            size=float(np.log(np.clip(view.in_force.sum(), *SIZES))),
            strange=tuple(strange),
        )

    def as_row(self) -> NDArray[np.float32]:
        return np.array(astuple(self)[:-1], dtype=np.float32)


def answerable(evidence: Evidence) -> bool:
    """Whether the passages answer the question."""
    fitted = _fitted()
    return float(evidence.as_row() @ fitted["weights"]) >= float(fitted["enough"])


def _weights_of(query: str, view: View) -> dict[str, float]:
    """The words of a question that tell something, the rarer the heavier; the names of its products are left out."""
    known = {token for name in view.names.written(query) for token in tokens(name)}
    words = [
        word
        for word in dict.fromkeys(spoken_words(query))
        if len(word) > 1 and word.split("'")[0] not in STOPWORDS and tokens(word) and not known & set(tokens(word))
    ]
    return {word: max(view.lexicon.rarity(token) for token in tokens(word)) for word in words}


def _lead(ranked: Sequence[Candidate], view: View) -> float:
    """How far the best document stands before the second; where there is one only, what is usual."""
    first = view.document_rows[ranked[0].row]
    second = next((one.score for one in ranked if view.document_rows[one.row] != first), None)
    return USUAL_LEAD if second is None else min(MOST_LEAD, ranked[0].score - second)


@cache
def _fitted() -> dict[str, NDArray[np.float32]]:
    with np.load(WEIGHTS) as file:
        return {name: file[name] for name in file.files}
