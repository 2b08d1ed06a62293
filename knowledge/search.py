"""Ranking: dense and lexical evidence, models told apart, duplicates merged, nothing when nothing answers (P07, P08).

How the figures below came about. Ranking: on 660 questions to 125 long FAQ answers, the cosine of a passage, BM25 as
a share of its ceiling and the cosine of the document as a whole were mixed in steps of 0.1; the weights chosen lie on
flat tops, not on peaks. The cosine of the whole document is what lifts the right one into the first three.

When nothing answers. Six signs were fitted by logistic regression on nine invented companies and the questions to
work with of the demonstration (207 questions that the documents answer, 206 that they do not, nearly all near misses:
the right product, a fact that is not there), leaving one company out at a time: how well the best three passages know
the question's words (their weighted *mean*, and the *low* of the two least known); how far the best document *leads*
the second; the *stranger*, how much nearer the best passage would be without the one word that fits it least ("an app
for the toaster?" without "app"); how many words there are to go by; and the best score. At ENOUGH 4 % of the
answerable questions are lost and 48 % of the others rejected; the passage's score alone would reject 26 %. Losing a
question that the documents answer is the worse fault, since the responder sees what was found and can tell that it
does not answer. The questions are in tests/unit/knowledge/companies, and a test holds these figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from knowledge.coverage import coverage
from knowledge.lexical import Lexicon, Names, family, tokens
from knowledge.passage import Hit, Passage
from knowledge.products import once
from knowledge.versions import Edition, Standing, standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]
    Nearest = Callable[[NDArray[np.float32], int], Sequence[tuple[str, float]]]
    VectorsOf = Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]]

DENSE_CANDIDATES = 50
LEXICAL_CANDIDATES = 30
COSINE, LEXICAL, WHOLE_DOCUMENT = 0.75, 0.20, 0.15
WRONG_MODEL = 0.45  # what is left of the score of a passage that speaks of another model only
MEAN, LOW, LEAD, STRANGER, WORDS, SCORE = 2.4, 4.3, 6.6, -12.3, 0.71, 1.1
MOST_LEAD, USUAL_LEAD, MOST_WORDS = 0.25, 0.03, 5
ENOUGH = 5.7
FAR = 0.13  # a best score below this is about something else, whatever the words
READ = 3  # so many passages must know the question's words
TAIL = 0.50  # later passages have at least this share of the best one's score
AGAIN = 0.95  # what each further passage of one document keeps of its score: three documents tell more than one


@dataclass(frozen=True)
class Snapshot:
    """All passages of one generation of the register, ready for ranking.

    ``wholes`` holds a vector a document (the mean of its passages'), ``document_rows`` each passage's row in it.
    """

    generation: int
    today: date
    passages: Sequence[Passage]
    rows: Mapping[str, int]
    lexicon: Lexicon
    models: Sequence[frozenset[str]]
    standings: Mapping[str, Standing]
    wholes: NDArray[np.float32]
    document_rows: Sequence[int]
    products: tuple[str, ...]
    names: Names

    @cached_property
    def families(self) -> frozenset[str]:
        return frozenset(family(model) for named in self.models for model in named)


def snapshot(
    generation: int,
    today: date,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    titles: Mapping[str, str],
    editions: Sequence[Edition],
    named: Sequence[tuple[str, Sequence[str]]] = (),
) -> Snapshot:
    """Make the view that `rank` works on; ``vectors`` are the passages', row for row; ``named`` the products that
    each document names."""
    standing = standings(editions, today)
    products = tuple(once(name for document, names in named if standing[document].current for name in names))
    names = {name: at for at, name in enumerate(dict.fromkeys(one.document for one in passages))}
    document_rows = [names[one.document] for one in passages]
    wholes = np.zeros((len(names), vectors.shape[1]), dtype=np.float32)
    np.add.at(wholes, document_rows, vectors)
    wholes /= np.maximum(np.linalg.norm(wholes, axis=1, keepdims=True), 1e-9)
    names_in = Names(products)
    texts = [f"{context(one, titles.get(one.document, ''))}\n{one.text}" for one in passages]
    return Snapshot(
        generation,
        today,
        passages,
        {one.id: row for row, one in enumerate(passages)},
        Lexicon(texts),
        [names_in.marked(text) for text in texts],
        standing,
        wholes,
        document_rows,
        products,
        names_in,
    )


def context(passage: Passage, title: str) -> str:
    """The words that say what a passage is about: the document's title and the heading path."""
    return passage.section if passage.section.startswith(title) or not title else f"{title} › {passage.section}"


def parts(query: str) -> list[str]:
    """The questions in a query. One that says too little ("And how long?") takes along what stands before it."""
    found: list[str] = []
    before = ""
    for part in re.split(r"(?<=[?!.])\s+", query.strip()):
        if part.endswith("?"):
            found.append(part if len(tokens(part)) >= 2 or not before else f"{before} {part}")
        before = part
    return found if len(found) > 1 else [query]


def rank(
    query: str,
    vector: NDArray[np.float32],
    k: int,
    view: Snapshot,
    nearest: Nearest,
    vectors_of: VectorsOf,
    embed: Embed,
) -> list[Hit]:
    """The passages that answer ``query``, best first, at most ``k``; [] when none is relevant enough."""
    words = tokens(query)
    dense = {view.rows[one]: cosine for one, cosine in nearest(vector, DENSE_CANDIDATES) if one in view.rows}
    lexical = view.lexicon.scores(words)
    strongest = [int(row) for row in np.argsort(-lexical)[:LEXICAL_CANDIDATES] if lexical[row] > 0]
    missing = [view.passages[row].id for row in strongest if row not in dense]
    for one, its in vectors_of(missing).items() if missing else ():
        dense[view.rows[one]] = float(its @ vector)
    dense = {row: cosine for row, cosine in dense.items() if _current(view, row)}
    if not dense:
        return []
    asked = frozenset(one for one in view.names.marked(query) if family(one) in view.families)
    whole = view.wholes @ vector
    scored = sorted(
        (
            (
                relevance(cosine, float(lexical[row]), float(whole[view.document_rows[row]]), asked, view.models[row]),
                row,
            )
            for row, cosine in dense.items()
        ),
        reverse=True,
    )
    best = scored[0][0]
    if best < FAR or not answers(query, best, [row for _, row in scored[:READ]], dense, view, vectors_of, embed):
        return []
    kept = [(score, row) for score, row in scored[: 4 * k + 10] if score >= TAIL * best]
    return _distinct([Hit(view.passages[row], round(score, 4)) for score, row in _varied(kept, view)], k)


def relevance(cosine: float, lexical: float, whole: float, asked: frozenset[str], named: frozenset[str]) -> float:
    """0 to 1. ``whole`` is the document's cosine, ``asked`` the models in the question, ``named`` the passage's."""
    score = (COSINE * cosine + LEXICAL * lexical + WHOLE_DOCUMENT * whole) / (COSINE + LEXICAL + WHOLE_DOCUMENT)
    if asked and not asked & named and {family(one) for one in asked} & {family(one) for one in named}:
        score *= WRONG_MODEL
    return min(1.0, max(0.0, score))


def answers(
    query: str,
    best: float,
    nearest: Sequence[int],
    cosines: Mapping[int, float],
    view: Snapshot,
    vectors_of: VectorsOf,
    embed: Embed,
) -> bool:
    """Whether the passages in the rows ``nearest``, best first, answer the question; see the head of this module."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", query) or query  # "Is there a cot? (Gull's Rest)"
    names = view.names.written(query)
    texts = [f"{view.passages[row].section}\n{view.passages[row].text}" for row in nearest]
    known = coverage(query, names, texts, view.lexicon, embed)
    evidence = (
        SCORE * best
        + MEAN * known.mean
        + LOW * known.low
        + WORDS * min(known.words, MOST_WORDS)
        + LEAD * _lead(cosines, view)
    )
    return evidence + STRANGER * _stranger(bare, view.passages[nearest[0]], vectors_of, embed) >= ENOUGH


def _lead(cosines: Mapping[int, float], view: Snapshot) -> float:
    """How far the nearest document stands before the second; where there is one only, what is usual."""
    documents: dict[int, float] = {}
    for row, cosine in cosines.items():
        at = view.document_rows[row]
        documents[at] = max(cosine, documents.get(at, -1.0))
    ordered = sorted(documents.values(), reverse=True)
    return min(MOST_LEAD, ordered[0] - ordered[1]) if len(ordered) > 1 else USUAL_LEAD


def _stranger(query: str, passage: Passage, vectors_of: VectorsOf, embed: Embed) -> float:
    """How much nearer the passage would be without the one word of the question that fits it least."""
    words = query.split()[:40]
    shorter = [" ".join(words[:at] + words[at + 1 :]) for at, word in enumerate(words) if tokens(word)]
    shorter = [text for text in shorter if text.strip()]
    target = vectors_of([passage.id]).get(passage.id)
    if not shorter or target is None:
        return 0.0
    vectors = embed([*shorter, query])
    if vectors.shape[1] != len(target):
        return 0.0  # passages are found by another embedding than the one on this machine
    *without, whole = vectors @ target
    return float(max(without) - whole)


def _varied(scored: Sequence[tuple[float, int]], view: Snapshot) -> list[tuple[float, int]]:
    """The same passages with each document's later ones a little lower."""
    seen: Counter[str] = Counter()
    lowered = []
    for score, row in scored:
        document = view.passages[row].document
        lowered.append((score * AGAIN ** seen[document], row))
        seen[document] += 1
    return sorted(lowered, reverse=True)


def _current(view: Snapshot, row: int) -> bool:
    standing = view.standings.get(view.passages[row].document)
    return standing is None or standing.current


def _distinct(hits: Sequence[Hit], k: int) -> list[Hit]:
    """Passages that say nearly the same as a better one are left out."""
    kept: list[tuple[frozenset[str], Hit]] = []
    for hit in hits:
        words = frozenset(tokens(hit.passage.text))
        if not any(len(words & other) >= 0.9 * max(1, len(words | other)) for other, _ in kept):
            kept.append((words, hit))
        if len(kept) == k:
            break
    return [hit for _, hit in kept]
