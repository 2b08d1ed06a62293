"""Questions in, passages out: holds the view of all that can be found, and makes it anew when something changed."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from knowledge.explanation import Explanation, explained
from knowledge.lexical import tokens
from knowledge.lexicon import Lexicon
from knowledge.models import Names
from knowledge.passage import Hit, Passage
from knowledge.products import once
from knowledge.questions import in_turn, parts
from knowledge.remembered import Remembered
from knowledge.search import Ranking, hits, rank
from knowledge.view import View, commonness, piece_rarity, wholes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.catalogue import Catalogue
    from knowledge.embedding import MiniLM
    from knowledge.embeddings_in_use import EmbeddingsInUse
    from knowledge.nearest import Nearest
    from knowledge.register import Register, VersionRow

SHARES = 0.02  # of what the words near a figure are worth, which a passage that holds it must have
LOOKED_AT = 50  # passages with the words of a figure, whose text is looked at
PATIENCE = 10.0  # times that it took to read a view, which it is then used for while documents are loaded


class Searcher:
    """Searches the register's live passages with the embedding in force; ``model`` reads the questions closely."""

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
        self._view: View | None = None
        self._remembered = Remembered(register)
        self._loads = 0
        self._read_at, self._took = 0.0, 0.0

    def search_many(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """For each query the passages that answer it, best first; all of them embedded in one go."""
        view = self._current_view() if self._register.exists() else None
        if view is None or not view.passages:
            return [[] for _ in queries]
        asked = [[part for part in parts(query) if part.strip()] for query in queries]
        rankings = iter(self._rankings([part for these in asked for part in these], view))
        lists = [[hits(next(rankings), k, view) for _ in these] for these in asked]
        return [in_turn(each, k, lambda hit: hit.passage.id) for each in lists]

    def holding(self, figure: str, near: str, k: int) -> list[Passage]:
        """The passages in force with ``figure`` as it is written ("£24.50"), those first that share most words with
        ``near``; none that shares next to nothing. By words alone, for what a search by meaning passes over."""
        view = self._current_view() if self._register.exists() else None
        words = tokens(figure)
        if view is None or not view.passages or not words:
            return []
        holds = view.in_force.copy()
        for word in words:
            holds &= view.lexicon.scores([word]) > 0
        rows = np.flatnonzero(holds)
        shared = view.lexicon.scores([token for token in tokens(near) if token not in words])[rows]
        written = re.compile(r"(?<![\d.,])" + r"\s*".join(map(re.escape, figure.split())) + r"(?!\d|[.,]\d)")
        found = []
        for place in np.argsort(-shared, kind="stable")[:LOOKED_AT]:
            passage = view.passages[int(rows[place])]
            if shared[place] >= SHARES and written.search(passage.text):
                found.append(passage)
        return found[:k]

    def explain(self, question: str, k: int) -> Explanation:
        """What a search for ``question`` finds, with the words that answer and the reason for each place."""
        view = self._current_view() if self._register.exists() else None
        asked = [part for part in parts(question) if part.strip()]
        if view is None or not view.passages or not asked:
            return Explanation((), "No document is in force yet.")
        return explained(asked, self._rankings(asked, view), k, view, self._model.recall)

    def _rankings(self, questions: Sequence[str], view: View) -> list[Ranking]:
        imprints = self._model.imprints(questions)
        vectors = self._embeddings.for_queries(questions)

        def nearest(vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
            return self._nearest.find(vector, count, view.generation, len(view.passages))

        return [
            rank(question, vector, imprint, view, nearest, self._remembered)
            for question, vector, imprint in zip(questions, vectors, imprints, strict=True)
        ]

    @contextmanager
    def beside_a_load(self) -> Iterator[None]:
        """While many documents are loaded, searches go on with a view that is a little older, since every document
        would make it anew."""
        self._loads += 1
        try:
            yield
        finally:
            self._loads -= 1

    def forget(self) -> None:
        """The next search sees the register as it is: after a person removed, restored or corrected something."""
        self._view = None

    def products(self) -> tuple[str, ...]:
        return self._current_view().products if self._register.exists() else ()

    def _current_view(self) -> View:
        generation = self._register.generation()
        with self._lock:
            view, began = self._view, time.monotonic()
            if view is not None and view.today == self._day():
                waits = self._loads and began - self._read_at < PATIENCE * self._took
                if view.generation == generation or waits:
                    return view
            view = self._view = self._read(generation)
            self._read_at = time.monotonic()
            self._took = self._read_at - began
            return view

    def _read(self, generation: int) -> View:
        self._embeddings.imprint_anew()
        self._remembered = Remembered(self._register)
        latest = self._catalogue.latest()
        passages = self._catalogue.marked(self._register.live())
        standing = self._catalogue.standings()
        current = {name for name, its in standing.items() if its.current}
        products = tuple(once(name for row in self._catalogue.for_customers() for name in _products_of(row)))
        vectors, rows = wholes(passages, self._register.vector_batches())
        return View(
            generation=generation,
            today=self._day(),
            passages=passages,
            titles={row.document: row.title for row in latest},
            lexicon=Lexicon(self._register.live_words()),
            in_force=np.array([one.document in current for one in passages], dtype=bool),
            wholes=vectors,
            document_rows=rows,
            commonness=commonness(vectors),
            names=Names(products),
            products=products,
            piece_rarity=piece_rarity([one.id for one in passages], self._register.imprints),
        )


def _products_of(row: VersionRow) -> tuple[str, ...]:
    return tuple(name for name in row.front.get("products", "").split("; ") if name)
