"""Ranking: dense and lexical evidence together, models told apart, duplicates merged, and nothing when nothing answers (P07, P08)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from knowledge.lexical import Lexicon, family, models, tokens
from knowledge.passage import Hit, Passage
from knowledge.versions import Edition, Standing, standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Nearest = Callable[[NDArray[np.float32], int], Sequence[tuple[str, float]]]
    VectorsOf = Callable[[Sequence[str]], Mapping[str, NDArray[np.float32]]]

DENSE_CANDIDATES = 50
LEXICAL_CANDIDATES = 30
LEXICAL_WEIGHT = 0.30
WRONG_MODEL = 0.45
THRESHOLD = 0.42


@dataclass(frozen=True)
class Snapshot:
    """All passages of one generation of the register, ready for ranking; ``texts`` are title, section and text."""

    generation: int
    today: date
    passages: Sequence[Passage]
    rows: Mapping[str, int]
    lexicon: Lexicon
    models: Sequence[frozenset[str]]
    standings: Mapping[str, Standing]

    @property
    def families(self) -> frozenset[str]:
        return frozenset(family(model) for named in self.models for model in named)


def snapshot(
    generation: int, today: date, passages: Sequence[Passage], titles: Mapping[str, str], editions: Sequence[Edition]
) -> Snapshot:
    texts = [f"{context(one, titles.get(one.document, ''))}\n{one.text}" for one in passages]
    return Snapshot(
        generation,
        today,
        passages,
        {one.id: row for row, one in enumerate(passages)},
        Lexicon(texts),
        [models(text) for text in texts],
        standings(editions, today),
    )


def context(passage: Passage, title: str) -> str:
    """The words that say what a passage is about: the document's title and the heading path."""
    return passage.section if passage.section.startswith(title) or not title else f"{title} › {passage.section}"


def parts(query: str) -> list[str]:
    """The questions in a query; a question that leans on the one before ("and how long?") keeps its words."""
    found = [part.strip() for part in re.split(r"(?<=[?!.])\s+", query.strip()) if len(tokens(part)) >= 2]
    asked = [part for part in found if part.endswith("?")]
    return asked if len(asked) > 1 else [query]


def rank(
    query: str, vector: NDArray[np.float32], k: int, view: Snapshot, nearest: Nearest, vectors_of: VectorsOf
) -> list[Hit]:
    """The passages that answer ``query``, best first, at most ``k``; [] when none is relevant enough."""
    words = tokens(query)
    dense = {view.rows[one]: cosine for one, cosine in nearest(vector, DENSE_CANDIDATES) if one in view.rows}
    lexical = view.lexicon.scores(words)
    strongest = [int(row) for row in np.argsort(-lexical)[:LEXICAL_CANDIDATES] if lexical[row] > 0]
    missing = [row for row in strongest if row not in dense]
    for one, its in vectors_of([view.passages[row].id for row in missing]).items():
        dense[view.rows[one]] = float(its @ vector)
    asked = frozenset(model for model in models(query) if family(model) in view.families)
    scored = sorted(
        (
            (relevance(cosine, float(lexical[row]), asked, view.models[row]), row)
            for row, cosine in dense.items()
            if _current(view, row)
        ),
        reverse=True,
    )
    return _distinct([Hit(view.passages[row], round(score, 4)) for score, row in scored if score >= THRESHOLD], k)


def relevance(cosine: float, lexical: float, asked: frozenset[str], named: frozenset[str]) -> float:
    """0 to 1. ``asked`` are the models in the question, ``named`` those in the passage and its headings."""
    score = (1 - LEXICAL_WEIGHT) * max(0.0, cosine) + LEXICAL_WEIGHT * lexical
    if asked and not asked & named and {family(one) for one in asked} & {family(one) for one in named}:
        score *= WRONG_MODEL
    return min(1.0, score)


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
