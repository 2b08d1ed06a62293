"""The lexical index: BM25 (Robertson & Zaragoza 2009) over the passages' words, and how rare each word is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

K1, B = 1.2, 0.5


class Lexicon:
    """Made from each passage's words, joined with blanks as the register keeps them; they are not kept here."""

    def __init__(self, passages: Iterable[str]) -> None:
        numbers: dict[str, int] = {}
        rows = [
            np.array([numbers.setdefault(word, len(numbers)) for word in words.split()], dtype=np.int32)
            for words in passages
        ]
        self._numbers, self._size = numbers, len(rows)
        every = np.concatenate([np.unique(row) for row in rows]) if rows else np.zeros(0, np.int32)
        self._counts = np.bincount(every, minlength=len(numbers))
        self._index = self._built(rows)

    @property
    def vocabulary(self) -> Iterable[str]:
        return self._numbers

    def known(self, word: str) -> bool:
        return word in self._numbers

    def rarity(self, word: str) -> float:
        """Inverse document frequency; a word that stands nowhere is the rarest."""
        df = int(self._counts[self._numbers[word]]) if word in self._numbers else 0
        return log(1 + (self._size - df + 0.5) / (df + 0.5))

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every passage as a share of what a passage with all the query's words would have: 0 to about 1."""
        wanted = list(dict.fromkeys(query))
        ceiling = sum(self.rarity(word) for word in wanted) * 2.0
        known = [self._numbers[word] for word in wanted if word in self._numbers]
        if not known or ceiling <= 0:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)
        share: NDArray[np.float32] = np.minimum(scores / ceiling, 1.0).astype(np.float32)
        return share

    def _built(self, rows: Sequence[NDArray[np.int32]]) -> Any:
        import bm25s

        if not self._numbers:
            return None
        index = bm25s.BM25(k1=K1, b=B, backend="numpy")
        nothing = len(self._numbers)  # a passage without words is given one that stands nowhere else
        ids = [row.tolist() or [nothing] for row in rows]
        vocabulary = {**self._numbers, "": nothing}
        index.index((ids, vocabulary), show_progress=False)
        return index
