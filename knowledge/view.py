"""All that can be found at one moment: the passages in force, their words, their documents, the products they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from knowledge.close_reading import PIECES
from knowledge.lexical import tokens
from knowledge.lexicon import Lexicon
from knowledge.models import Names, family
from knowledge.passage import Passage
from knowledge.words import told

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.close_reading import Imprint

READ_FOR_RARITY = 4_000  # passages at most in which the rarity of word pieces is counted
NEIGHBOURS = 10  # documents whose nearness makes one common
COMPARED = 2_000  # documents that each is compared with at most
FEW = 100  # documents: with so many, commonness counts half


@dataclass(frozen=True)
class View:
    """All passages of one generation of the register, ready for ranking.

    ``rows`` gives a passage's row by its id; ``in_force`` is whether its document is, bool[n]; ``wholes`` holds a
    vector a document (the mean of its passages'), ``document_rows`` each passage's row in it; ``commonness`` is how
    near each document is to everything, see there; ``piece_rarity`` is the inverse document frequency of MiniLM's word
    pieces, float32[30522].
    """

    generation: int
    today: date
    passages: Sequence[Passage]
    titles: Mapping[str, str]
    lexicon: Lexicon
    in_force: NDArray[np.bool_]
    wholes: NDArray[np.float32]
    document_rows: NDArray[np.int32]
    commonness: NDArray[np.float32]
    names: Names
    products: tuple[str, ...]
    piece_rarity: NDArray[np.float32]
    _named: dict[int, frozenset[str]] = field(default_factory=dict)
    _words: dict[tuple[int, bool], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {one.id: row for row, one in enumerate(self.passages)}

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of the models that stand anywhere in the passages; "~" where products go by names."""
        numbered = {family(word.upper()) for word in self.lexicon.vocabulary if _like_a_model(word)}
        return frozenset(numbered | {"~"})

    def told(self, row: int) -> str:
        """What is embedded and counted of a passage: its document's title and heading path, then its text."""
        one = self.passages[row]
        return told(one.section, one.text, self.titles.get(one.document, ""))

    def words(self, row: int, *, whole: bool) -> frozenset[str]:
        """The tokens of a passage's text, or of the ``whole`` that is told of it; worked out once."""
        found = self._words.get((row, whole))
        if found is None:
            text = self.told(row) if whole else self.passages[row].text
            found = self._words[row, whole] = frozenset(tokens(text))
        return found

    def named(self, row: int) -> frozenset[str]:
        """The models and products that a passage names, worked out when it is first looked at."""
        found = self._named.get(row)
        if found is None:
            found = self._named[row] = self.names.marked(self.told(row))
        return found


def wholes(
    passages: Sequence[Passage], batches: Iterable[NDArray[np.float32]]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """A vector of length 1 for each document, float32[documents, d], and each passage's row in them, int32[n]."""
    at = {name: row for row, name in enumerate(dict.fromkeys(one.document for one in passages))}
    rows = np.array([at[one.document] for one in passages], dtype=np.int32)
    sums: NDArray[np.float32] | None = None
    start = 0
    for vectors in batches:
        if sums is None:
            sums = np.zeros((len(at), vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, rows[start : start + len(vectors)], vectors)
        start += len(vectors)
    if sums is None:
        return np.zeros((0, 0), dtype=np.float32), rows
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return sums, rows


def commonness(wholes: NDArray[np.float32]) -> NDArray[np.float32]:
    """How near each document stands to its nearest others, against what is usual; float32[documents].

    Some texts are near to every question (hubness; Radovanović et al. 2010, corrected as by Conneau et al. 2018). Among
    few documents that is no sign yet, so it fades in with their number."""
    count = len(wholes)
    if count <= NEIGHBOURS:
        return np.zeros(count, dtype=np.float32)
    others = wholes[:: max(1, count // COMPARED)]
    found = np.zeros(count, dtype=np.float32)
    for start in range(0, count, COMPARED):
        near = wholes[start : start + COMPARED] @ others.T
        found[start : start + COMPARED] = np.sort(near, axis=1)[:, -NEIGHBOURS - 1 : -1].mean(axis=1)
    faded: NDArray[np.float32] = ((found - found.mean()) * (count / (count + FEW))).astype(np.float32)
    return faded


def piece_rarity(ids: Sequence[str], imprints: Callable[[Sequence[str]], Mapping[str, Imprint]]) -> NDArray[np.float32]:
    """How rare each word piece is in the passages; of a large library, in passages taken evenly over it."""
    step = max(1, len(ids) // READ_FOR_RARITY)
    counts = np.zeros(PIECES, dtype=np.int64)
    size = 0
    for its in imprints(ids[::step]).values():
        counts[np.unique(its.pieces)] += 1
        size += 1
    rarity: NDArray[np.float32] = np.log(1 + (size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    return rarity


def _like_a_model(word: str) -> bool:
    return any(char.isdigit() for char in word) and any(char.isalpha() for char in word)
