"""The vectors in Chroma: embedded in the data folder, or a server. One process owns the embedded folder at a time.

Chroma is an index and nothing more: whatever is wrong with it is mended from the register, which keeps every vector.
A collection belongs to one register and to one embedding; one of another is never read, but made anew.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.folder_lock import FolderLock, IndexInUse
from knowledge.progress import Pace, Progress, Tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.register import Register

__all__ = ["Index", "IndexInUse"]
AT_A_TIME = 2_000
SERVER_SECONDS = 30.0  # that a server may take to answer one request; to say that it is there, a tenth of it
_log = logging.getLogger("wellput.knowledge")
_T = TypeVar("_T")


class Index:
    """Dense search over the live passages; ``follow(register)`` brings it up to date and mends it if need be.

    ``notice`` tells a person in a sentence what had to be mended.
    """

    def __init__(self, folder: Path, url: str | None, embedding: str, register_id: str) -> None:
        """Open the index. Raises IndexInUse when another process has it, KnowledgeError when it can't be had."""
        self._folder, self._url, self.embedding, self._register_id = folder, url, embedding, register_id
        self._name = "passages" if url is None else f"wellput-{register_id[:24]}"
        self.notice = ""
        self._lock = FolderLock(folder) if url is None else None
        try:
            self._collection: Any = self._open()
        except BaseException:
            self.close()
            raise

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The ``k`` nearest passages as (id, cosine), nearest first."""
        with self._translated("answer"):
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        return [
            (one, 1.0 - float(distance)) for one, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def count(self) -> int:
        with self._translated("be counted"):
            return int(self._collection.count())

    def follow(self, register: Register) -> None:
        """Work off the register's marks; when the counts then differ, or Chroma fails, make the index anew."""
        try:
            self._work_off(register)
            agrees = self._collection.count() == register.count_live()
        except KnowledgeError:
            raise
        except BaseException as error:  # noqa: BLE001  Chroma's Rust core panics with a BaseException on a damaged folder
            self._raise_unless_mendable(error, "take in what is new")
            agrees = False
        if not agrees:
            self.notice = self.notice or (
                "The search index did not fit the register of documents and was made anew from it."
            )
            _log.warning(self.notice)
            self.rebuild(register)

    def rebuild(self, register: Register, tell: Tell | None = None) -> int:
        """Fill a new collection from the register's own vectors, then put it in the place of the old one; no text is
        embedded again. Returns the number of passages in it."""
        marks = register.marks(1_000_000)
        of, done = register.count_live(), 0
        pace = Pace(of)
        with self._translated("be made anew"):
            fresh = self._mended(lambda: self._empty(f"{self._name}-new"))
            for ids, vectors in register.live_batches(AT_A_TIME):
                fresh.upsert(ids=ids, embeddings=vectors)
                done += len(ids)
                if tell:
                    tell(Progress(done, of, "", done, pace.left(done)))
            client = self._client()
            self._drop(client, self._name)
            fresh.modify(name=self._name)
            self._collection = fresh
        for start in range(0, len(marks), AT_A_TIME):
            register.clear_marks(marks[start : start + AT_A_TIME])
        with self._translated("take in what is new"):
            self._work_off(register)
        return register.count_live()

    def close(self) -> None:
        self._collection = None
        if self._url is None:
            self._forget()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _work_off(self, register: Register) -> None:
        while marks := register.marks(AT_A_TIME):
            gone = [one for one, way in marks if way == "out"]
            come = [one for one, way in marks if way == "in"]
            if gone:
                self._collection.delete(ids=gone)
            vectors = register.vectors(come)
            known = [one for one in come if one in vectors]
            if known:
                self._collection.upsert(ids=known, embeddings=np.stack([vectors[one] for one in known]))
            register.clear_marks(marks)

    def _open(self) -> Any:
        if self._url is not None:
            _look_for(self._url)
        try:
            collection = self._get(self._client(), self._name)
            its = collection.metadata or {}
            if (its.get("embedding"), its.get("register")) == (self.embedding, self._register_id):
                collection.count()
                return collection
            self.notice = "The search index belonged to other documents or another embedding and is made anew."
        except BaseException as error:  # noqa: BLE001  as above: a damaged folder makes the Rust core panic
            self._raise_unless_mendable(error, "be opened")
            self.notice = "The search index was damaged and is made anew from the register of documents."
        _log.warning(self.notice)
        with self._translated("be made anew"):
            return self._mended(lambda: self._empty(self._name))

    def _mended(self, make: Callable[[], _T]) -> _T:
        """What ``make`` gives; where the embedded folder is past use, once more in an empty one."""
        try:
            return make()
        except BaseException as error:
            self._raise_unless_mendable(error, "be made anew")
            if self._url is not None:
                raise
        self._forget()
        if self._folder.is_dir():
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            self._folder.unlink(missing_ok=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        return make()

    def _empty(self, name: str) -> Any:
        client = self._client()
        self._drop(client, name)
        return self._get(client, name)

    def _drop(self, client: Any, name: str) -> None:
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError, ValueError):
            client.delete_collection(name)

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            return chromadb.PersistentClient(str(self._folder), settings=settings)
        host, port, ssl = _address(self._url)
        client = chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=settings)
        session = getattr(getattr(client, "_server", None), "_session", None)
        if session is not None:
            session.timeout = SERVER_SECONDS  # Chroma itself would wait for ever
        return client

    def _get(self, client: Any, name: str) -> Any:
        return client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 100}},
            metadata={"embedding": self.embedding, "register": self._register_id},
        )

    def _forget(self) -> None:
        """Chroma keeps one system a path for the life of the process; a folder made anew needs a new one."""
        import sys

        if "chromadb" not in sys.modules:
            return
        from chromadb.api.shared_system_client import SharedSystemClient

        system = SharedSystemClient._identifier_to_system.pop(str(self._folder), None)
        if system is not None:
            with suppress(Exception):  # a system that never started can't be stopped
                system.stop()

    @contextmanager
    def _translated(self, what: str) -> Iterator[None]:
        try:
            yield
        except KnowledgeError:
            raise
        except BaseException as error:  # noqa: BLE001  as above
            self._raise_unless_mendable(error, what)
            raise KnowledgeError(
                f"The search index could not {what} ({_first_line(error)}).", "Run `python -m knowledge rebuild`."
            ) from None

    def _raise_unless_mendable(self, error: BaseException, what: str) -> None:
        """Raise what making the index anew would not mend: a wish to stop, a silent server, a full disk."""
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | KnowledgeError):
            raise error
        if self._url is not None:
            _look_for(self._url)
        text = str(error)
        if "is full" in text or "No space left" in text or "(os error 28)" in text:
            raise KnowledgeError(
                f"The disk is full, so the search index could not {what}; the documents themselves are stored.",
                "Free some space, then run `python -m knowledge rebuild`.",
            ) from None
        if isinstance(error, PermissionError) or "readonly database" in text or "Permission denied" in text:
            raise KnowledgeError(
                f"The search index could not {what}, because its folder {self._folder} can't be written.",
                "Give the application the right to write there, then run `python -m knowledge rebuild`.",
            ) from None


def _address(url: str) -> tuple[str, int, bool]:
    from urllib.parse import urlsplit

    try:
        at = urlsplit(url if "//" in url else f"//{url}")
        host, port = at.hostname, at.port
    except ValueError:
        host, port = None, None
    if not host:
        raise KnowledgeError(f"WELLPUT_CHROMA_URL is {url!r}, which is no address.", "Write it as http://host:8000.")
    return host, port or (443 if at.scheme == "https" else 8000), at.scheme == "https"


def _look_for(url: str) -> None:
    """Raise KnowledgeError when no Chroma server answers at ``url``."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection

    host, port, ssl = _address(url)
    connection = (HTTPSConnection if ssl else HTTPConnection)(host, port, timeout=SERVER_SECONDS / 10)
    try:
        connection.request("GET", "/api/v2/heartbeat")
        if connection.getresponse().status == 200:
            return
    except (OSError, HTTPException):
        pass
    finally:
        connection.close()
    raise KnowledgeError(
        f"The Chroma server at {url} does not answer.",
        "Start it, or unset WELLPUT_CHROMA_URL to use the index in the data folder.",
    )


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0][:160]
