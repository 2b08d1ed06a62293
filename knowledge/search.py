"""Ranking: dense and lexical evidence, then a close reading of the best; models told apart, nothing when nothing
answers (P07, P08).

How the figures below came about. On the questions to the invented companies in ``evals/companies`` and on 660 real
questions to long FAQ answers, the cosine of a passage, BM25 as a share of its ceiling and the cosine of the document as
a whole were mixed in steps; the weights chosen lie on flat tops, not on peaks. The nearest passages are then read
closely (`knowledge.close_reading`), and what that says is added. `knowledge.answerable` decides whether the best of
them answer at all. ``python -m evals.close_reading`` trains and calibrates both and prints what cross-validation says,
one group of companies left out at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge import close_reading
from knowledge.answerable import Evidence, answerable
from knowledge.close_reading import Imprint, Signs
from knowledge.lexical import tokens
from knowledge.models import family
from knowledge.passage import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.view import View

    Nearest = Callable[[NDArray[np.float32], int], Sequence[tuple[str, float]]]

DENSE_CANDIDATES = 50
LEXICAL_CANDIDATES = 30
COSINE, LEXICAL, WHOLE_DOCUMENT = 0.67, 0.22, 0.11
COMMON = 0.8  # what a document's commonness takes from the score of its passages
WRONG_MODEL = 0.45  # what is left of the score of a passage that speaks of another model only
READ_CLOSELY = 12  # passages
READING = 0.01  # what a unit of the close reading's logit adds to the score
TAIL = 0.50  # later passages have at least this share of the best one's score
AGAIN = 0.85  # what each further passage of one document keeps of its score: three documents tell more than one


class Stored(Protocol):
    """Where the vectors and imprints of passages are kept."""

    def vectors(self, ids: Sequence[str]) -> Mapping[str, NDArray[np.float32]]: ...

    def imprints(self, ids: Sequence[str]) -> Mapping[str, Imprint]: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its row in the view, what speaks for it, and its score so far or in the end."""

    row: int
    signs: Signs
    score: float
    logit: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates, best first, and whether the best of them answer the question."""

    candidates: tuple[Candidate, ...]
    answered: bool
    evidence: Evidence | None = None


def rank(
    query: str, vector: NDArray[np.float32], question: Imprint, view: View, nearest: Nearest, stored: Stored
) -> Ranking:
    """Order the passages that may answer ``query``; ``vector`` is its embedding, ``question`` its imprint."""
    candidates = gathered(query, vector, view, nearest, stored)
    if not candidates:
        return Ranking((), False)
    read = read_closely(question, candidates[:READ_CLOSELY], view, stored)
    last = min(one.score for one in read)
    rest = [one for one in candidates[READ_CLOSELY:] if one.score < last]
    ordered = (*sorted(read, key=lambda one: -one.score), *rest)
    evidence = Evidence.of(query, ordered, view)
    return Ranking(ordered, answerable(evidence), evidence)


def gathered(query: str, vector: NDArray[np.float32], view: View, nearest: Nearest, stored: Stored) -> list[Candidate]:
    """The passages in force that are near by meaning or by words, with their signs, best first."""
    lexical = view.lexicon.scores(tokens(query))
    cosines = _cosines(vector, lexical, view, nearest, stored)
    whole = view.wholes @ vector
    asked = asked_models(query, view)
    found = []
    for row, cosine in cosines.items():
        its = Signs(cosine, float(lexical[row]), float(whole[view.document_rows[row]]), fit(asked, view.named(row)))
        found.append(Candidate(row, its, relevance(its) - COMMON * float(view.commonness[view.document_rows[row]])))
    return sorted(found, key=lambda one: (-one.score, one.row))


def read_closely(question: Imprint, candidates: Sequence[Candidate], view: View, stored: Stored) -> list[Candidate]:
    """The same candidates with what a close reading says added to their scores, each from 0 to 1."""
    imprints = stored.imprints([view.passages[one.row].id for one in candidates])
    kept = [one for one in candidates if view.passages[one.row].id in imprints]
    logits = close_reading.read(
        question,
        view.piece_rarity[question.pieces],
        [imprints[view.passages[one.row].id] for one in kept],
        [one.signs for one in kept],
    )
    return [
        Candidate(one.row, one.signs, min(1.0, max(0.0, one.score + READING * float(logit))), float(logit))
        for one, logit in zip(kept, logits, strict=True)
    ]


def relevance(signs: Signs) -> float:
    """The score before a close reading, about 0 to 1."""
    score = COSINE * signs.cosine + LEXICAL * signs.lexical + WHOLE_DOCUMENT * signs.whole
    return score * WRONG_MODEL if signs.model < 0 else score


def asked_models(query: str, view: View) -> frozenset[str]:
    """The models and products in a question that the company's passages could speak of."""
    return frozenset(one for one in view.names.marked(query) if family(one) in view.families)


def fit(asked: frozenset[str], named: frozenset[str]) -> float:
    """1 where a passage names what is asked about, -1 where it names only a relative of it, else 0."""
    if asked & named:
        return 1.0
    return -1.0 if {family(one) for one in asked} & {family(one) for one in named} else 0.0


def hits(ranking: Ranking, k: int, view: View) -> list[Hit]:
    """At most ``k`` passages, best first: documents mixed, and what nearly repeats a better one left out."""
    if not ranking.answered:
        return []
    best = ranking.candidates[0].score
    kept = [one for one in ranking.candidates[: 4 * k + 10] if one.score >= TAIL * best]
    found: list[tuple[frozenset[str], Hit]] = []
    for score, row in _varied(kept, view):
        words = view.words(row, whole=False)
        if not any(len(words & other) >= 0.9 * max(1, len(words | other)) for other, _ in found):
            found.append((words, Hit(view.passages[row], round(score, 4))))
        if len(found) == k:
            break
    return [hit for _, hit in found]


def _cosines(
    vector: NDArray[np.float32], lexical: NDArray[np.float32], view: View, nearest: Nearest, stored: Stored
) -> dict[int, float]:
    """The cosine of each candidate in force, by row."""
    wanted = DENSE_CANDIDATES
    while True:
        near = [(view.rows[one], cosine) for one, cosine in nearest(vector, wanted) if one in view.rows]
        found = {row: cosine for row, cosine in near if view.in_force[row]}
        if len(found) >= READ_CLOSELY or wanted >= len(view.passages):
            break
        wanted *= 4  # nearly all of the nearest are superseded
    count = min(LEXICAL_CANDIDATES, len(lexical))
    strongest = np.argpartition(-lexical, count - 1)[:count]
    missing = {
        view.passages[row].id: int(row)
        for row in strongest
        if lexical[row] > 0 and view.in_force[row] and int(row) not in found
    }
    for one, its in stored.vectors(list(missing)).items() if missing else ():
        found[missing[one]] = float(its @ vector)
    return found


def _varied(candidates: Sequence[Candidate], view: View) -> list[tuple[float, int]]:
    """The same passages with each document's later ones a little lower."""
    seen: Counter[str] = Counter()
    lowered = []
    for one in candidates:
        document = view.passages[one.row].document
        lowered.append((one.score * AGAIN ** seen[document], one.row))
        seen[document] += 1
    return sorted(lowered, key=lambda its: (-its[0], its[1]))
