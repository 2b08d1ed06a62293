"""Questions in, passages out: holds the view of all that can be found, and makes it anew when something changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.passage import Hit
from knowledge.search import Snapshot, parts, rank, snapshot
from knowledge.words import fingerprint, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.catalogue import Catalogue
    from knowledge.embedding import MiniLM
    from knowledge.embeddings_in_use import EmbeddingsInUse
    from knowledge.nearest import Nearest
    from knowledge.register import Register, VersionRow


class Searcher:
    """Searches the register's live passages with the embedding in force; ``model`` weighs words by meaning."""

    def __init__(
        self,
        register: Register,
        catalogue: Catalogue,
        embeddings: EmbeddingsInUse,
        nearest: Nearest,
        model: MiniLM,
        day: Callable[[], date],
    ) -> None:
        self._register, self._catalogue, self._embeddings = register, catalogue, embeddings
        self._nearest, self._model, self._day = nearest, model, day
        self._lock = threading.Lock()
        self._view: Snapshot | None = None

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """For each query the passages that answer it, best first; all of them embedded in one go."""
        view = self._current_view() if self._register.exists() else None
        if view is None or not view.passages:
            return [[] for _ in queries]
        asked = [[part for part in parts(query) if part.strip()] for query in queries]
        vectors = iter(self._embeddings.for_queries([part for these in asked for part in these]))

        def nearest(vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
            return self._nearest.find(vector, count, view.generation, len(view.passages))

        found = []
        for these in asked:
            lists = [
                rank(part, next(vectors), k, view, nearest, self._register.vectors, self._model.recall)
                for part in these
            ]
            found.append(_in_turn(lists, k))
        return found

    def products(self) -> tuple[str, ...]:
        return self._current_view().products if self._register.exists() else ()

    def _current_view(self) -> Snapshot:
        generation = self._register.generation()
        with self._lock:
            if self._view is None or self._view.generation != generation or self._view.today != self._day():
                self._view = self._read(generation)
            return self._view

    def _read(self, generation: int) -> Snapshot:
        self._register.count_words_anew(words_of, fingerprint())
        latest = self._catalogue.latest()
        titles = {row.document: row.title for row in latest}
        passages, vectors = self._catalogue.marked(self._register.live()), self._register.live_vectors()
        public = [row for row in latest if self._catalogue.is_public(row.document, row.version)]
        named = [(row.document, _products_of(row)) for row in public]
        return snapshot(generation, self._day(), passages, vectors, titles, self._catalogue.editions(), named)


def _products_of(row: VersionRow) -> tuple[str, ...]:
    return tuple(name for name in row.front.get("products", "").split("; ") if name)


def _in_turn(lists: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The best of each part first, then the seconds, without doubles."""
    if len(lists) == 1:
        return list(lists[0][:k])
    merged: dict[str, Hit] = {}
    for place in range(max((len(one) for one in lists), default=0)):
        for hits in lists:
            if place < len(hits):
                merged.setdefault(hits[place].passage.id, hits[place])
    return list(merged.values())[:k]
