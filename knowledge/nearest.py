"""The nearest passages to a vector: by Chroma where this process has it, else by the register's own vectors."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.index import Index, IndexInUse
from knowledge.progress import Tell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.register import Register

EXACT_UP_TO = 20_000  # passages that a one-shot process compares one by one, quicker than it could import Chroma
PATIENCE = 0.2  # seconds that a search waits for an index that is being filled, before it does without
ASK_AGAIN = 30.0  # seconds after which an index that failed is tried once more
_log = logging.getLogger("wellput.knowledge")


class Nearest:
    """Keeps the index in step with the register, and does without it while it can't be used: ``notice`` says why."""

    def __init__(self, register: Register, folder: Path, url: str | None, *, one_shot: bool) -> None:
        self._register, self._folder, self._url, self._one_shot = register, folder, url, one_shot
        self._lock = threading.RLock()
        self._index: Index | None = None
        self._followed = -1  # the generation that the index is known to hold
        self._resting_until = 0.0
        self._exact: tuple[int, list[str], NDArray[np.float32]] | None = None
        self._notice = ""

    @property
    def notice(self) -> str:
        """What a person should know of the index, in a sentence; "" when all is well."""
        return self._notice or (self._index.notice if self._index is not None else "")

    def find(self, vector: NDArray[np.float32], k: int, generation: int, count: int) -> list[tuple[str, float]]:
        """The ``k`` nearest live passages as (id, cosine), nearest first; ``count`` is how many there are."""
        if (not self._one_shot or count > EXACT_UP_TO) and self._lock.acquire(timeout=PATIENCE):
            try:
                index = self._ready(generation)
                if index is not None:
                    return index.query(vector, min(k, count))
            except KnowledgeError as error:
                self._rest(error)
            finally:
                self._lock.release()
        return self._compare_all(vector, k, generation)

    def follow(self) -> None:
        """Hand what changed to Chroma. Where another process owns it, the marks stay and that process takes them up."""
        if not self._register.exists() or not self._register.marks(1):
            return
        with self._lock:
            self._resting_until = 0.0
            self._ready(self._register.generation())

    def claim(self) -> None:
        """Take the index for this process. Raises KnowledgeError where another one has it, or it can't be had."""
        with self._lock:
            try:
                self._opened()
            except IndexInUse:
                raise KnowledgeError(
                    "The application is running and has the index open.", "Stop it, or rebuild from its Knowledge page."
                ) from None

    def change_over(self) -> None:
        """Open the index of the embedding that came into force, where this process owns it, and fill it."""
        with self._lock:
            self._resting_until = 0.0
            self._ready(self._register.generation())

    def rebuild(self, tell: Tell | None = None) -> int:
        """Make the index anew from the register. Returns the number of passages in it."""
        with self._lock:
            self.claim()
            index = self._opened()
            generation = self._register.generation()
            count = index.rebuild(self._register, tell)
            self._followed, self._notice, self._resting_until = generation, "", 0.0
            return count

    def close(self) -> None:
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._exact = None

    def _ready(self, generation: int) -> Index | None:
        """The index with all of ``generation`` in it, or None while it can't be had."""
        if time.monotonic() < self._resting_until:
            return None
        try:
            index = self._opened()
            if self._followed != generation:
                index.follow(self._register)
                self._followed = generation
        except IndexInUse:
            _log.debug("another process owns the index; the register's own vectors are compared")
            return None
        except KnowledgeError as error:
            self._rest(error)
            return None
        self._notice = ""
        return index

    def _rest(self, error: KnowledgeError) -> None:
        self._resting_until = time.monotonic() + ASK_AGAIN
        self._followed = -1
        self._notice = f"{error.message} Searches go on without the index, a little slower. {error.next_step}"
        _log.warning(self._notice)

    def _opened(self) -> Index:
        embedding = self._register.state("embedding") or ""
        if self._index is not None and self._index.embedding != embedding:
            self._index.close()
            self._index = None
        if self._index is None:
            self._index = Index(self._folder, self._url, embedding, self._register.state("id") or "")
            self._followed = -1
        return self._index

    def _compare_all(self, vector: NDArray[np.float32], k: int, generation: int) -> list[tuple[str, float]]:
        if self._exact is None or self._exact[0] != generation:
            self._exact = (generation, self._register.live_ids(), self._register.live_vectors())
        _, ids, vectors = self._exact
        cosines = vectors @ vector
        return [(ids[row], float(cosines[row])) for row in (-cosines).argsort()[:k]]
