"""The vectors in Chroma: embedded in the data folder, or a server. One process owns the embedded folder at a time.

Chroma is an index and nothing more: whatever is wrong with it is mended from the register, which keeps every vector.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.register import Register

_COLLECTION = "passages"
_log = logging.getLogger("wellput.knowledge")


class IndexInUse(Exception):
    """Another process owns the embedded folder; what is stored meanwhile stays marked for it in the register."""


class Index:
    """Dense search over the live passages; ``follow(register)`` brings it up to date and mends it if need be."""

    def __init__(self, folder: Path, url: str | None, embedding: str) -> None:
        """Open the index. Raises IndexInUse when another process has it, KnowledgeError when a server is silent."""
        self._folder, self._url, self._embedding = folder, url, embedding
        self._lock: int | None = None
        self.notice = ""
        if url is None:
            self._claim()
        self._collection: Any = self._open()

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The ``k`` nearest passages as (id, cosine), nearest first."""
        found = self._collection.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        return [
            (one, 1.0 - float(distance)) for one, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def follow(self, register: Register) -> None:
        """Work off the register's marks; when the counts then differ, or Chroma fails, make the index anew."""
        try:
            self._work_off(register)
            agrees = self._collection.count() == len(register.live_ids())
        except BaseException as error:  # noqa: BLE001  Chroma's Rust core panics with a BaseException on a damaged folder
            _reraise_if_meant(error)
            agrees = False
        if not agrees:
            self.notice = "The search index did not fit the register of documents and was made anew from it."
            _log.warning(self.notice)
            self.rebuild(register)

    def rebuild(self, register: Register) -> None:
        """Throw the index away and fill it from the register's own vectors; no text is embedded again."""
        self._collection = self._anew()
        ids, vectors = register.live_ids(), register.live_vectors()
        for start in range(0, len(ids), 2_000):
            self._collection.upsert(ids=ids[start : start + 2_000], embeddings=vectors[start : start + 2_000])
        while marks := register.marks():
            register.clear_marks(marks)

    def close(self) -> None:
        self._collection = None
        if self._url is None:
            self._forget()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _work_off(self, register: Register) -> None:
        while marks := register.marks():
            gone = [one for one, way in marks if way == "out"]
            come = [one for one, way in marks if way == "in"]
            if gone:
                self._collection.delete(ids=gone)
            vectors = register.vectors(come)
            known = [one for one in come if one in vectors]
            if known:
                self._collection.upsert(ids=known, embeddings=np.stack([vectors[one] for one in known]))
            register.clear_marks(marks)

    def _claim(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._folder.with_name(self._folder.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise KnowledgeError(
                f"The search index can't be opened ({error.strerror}).", "Check that the data folder is writable."
            ) from None
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # not on Windows, where one process is the rule anyway
            pass
        except OSError:
            os.close(lock)
            raise IndexInUse from None
        self._lock = lock

    def _open(self) -> Any:
        try:
            collection = self._get(self._client())
            if (collection.metadata or {}).get("embedding") == self._embedding:
                collection.count()
                return collection
            self.notice = "The search index was made with another embedding and is made anew."
        except KnowledgeError:
            raise
        except BaseException as error:  # noqa: BLE001  as above: a damaged folder makes the Rust core panic
            _reraise_if_meant(error)
            if self._url is not None:
                raise KnowledgeError(
                    f"The Chroma server at {self._url} does not answer.",
                    "Start it, or unset WELLPUT_CHROMA_URL to use the index in the data folder.",
                ) from None
            self.notice = "The search index was damaged and is made anew from the register of documents."
        _log.warning(self.notice)
        return self._anew()

    def _anew(self) -> Any:
        if self._url is None:
            self._forget()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._get(self._client())
        client = self._client()
        client.delete_collection(_COLLECTION)
        return self._get(client)

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            return chromadb.PersistentClient(str(self._folder), settings=settings)
        from urllib.parse import urlsplit

        at = urlsplit(self._url if "//" in self._url else f"//{self._url}")
        if not at.hostname:
            raise KnowledgeError(
                f"WELLPUT_CHROMA_URL is {self._url!r}, which is no address.", "Write it as http://host:8000."
            )
        return chromadb.HttpClient(host=at.hostname, port=at.port or 8000, ssl=at.scheme == "https", settings=settings)

    def _get(self, client: Any) -> Any:
        return client.get_or_create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 100}},
            metadata={"embedding": self._embedding},
        )

    def _forget(self) -> None:
        """Chroma keeps one system a path for the life of the process; a folder made anew needs a new one."""
        from chromadb.api.shared_system_client import SharedSystemClient

        system = SharedSystemClient._identifier_to_system.pop(str(self._folder), None)
        if system is not None:
            with suppress(Exception):  # a system that never started can't be stopped
                system.stop()


def _reraise_if_meant(error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        raise error
