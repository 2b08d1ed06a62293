"""Passages, words and vectors as the register keeps them, of the embedding that is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.database import Database
from knowledge.passage import Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Select

    from knowledge.close_reading import Imprint

    Words = Callable[[str, str, str], str]

_PART = 500  # values in one IN (...)
_BATCH = 2_000


class StoredPassages(Database):
    """What the search reads. "Live" passages are those of latest versions that have a vector of the embedding in
    force; every list of them is in the order in which they were stored."""

    def live(self) -> list[Passage]:
        columns = self._columns()
        with self.reading() as connection:
            return [Passage(*row) for row in connection.execute(self._live(*columns))]

    def live_ids(self) -> list[str]:
        with self.reading() as connection:
            return list(connection.scalars(self._live(self.tables.passages.c.id)))

    def live_words(self) -> list[str]:
        """The words of each live passage as the lexical search counts them, joined with blanks."""
        with self.reading() as connection:
            return list(connection.scalars(self._live(self.tables.passages.c.words)))

    def count_live(self) -> int:
        from sqlalchemy import func, select

        with self.reading() as connection:
            rows = self._live(self.tables.passages.c.key).order_by(None).subquery()
            return int(connection.scalar(select(func.count()).select_from(rows)) or 0)

    def live_batches(self, size: int = _BATCH) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Ids and vectors, float32[n, d] of length 1, at most ``size`` at a time."""
        passages, vectors = self.tables.passages, self.tables.vectors
        query = self._live(passages.c.key, passages.c.id, vectors.c.vector).limit(size)
        last = -1
        while True:
            with self.reading() as connection:
                rows = connection.execute(query.where(passages.c.key > last)).all()
            if not rows:
                return
            last = rows[-1][0]
            yield [row[1] for row in rows], _stacked([row[2] for row in rows])

    def vector_batches(self, size: int = _BATCH) -> Iterator[NDArray[np.float32]]:
        """The vectors of ``live()``, row for row: float32[n, d] of length 1, at most ``size`` rows at a time."""
        return (vectors for _, vectors in self.live_batches(size))

    def live_vectors(self) -> NDArray[np.float32]:
        """The vectors of ``live()``, row for row: float32[n, d]."""
        batches = list(self.vector_batches())
        return np.concatenate(batches) if batches else np.zeros((0, 384), np.float32)

    def vectors(self, ids: Sequence[str], embedding: str | None = None) -> dict[str, NDArray[np.float32]]:
        """Vectors by passage id, of the embedding in force or of the one that is named; also of passages that are not
        live any more. Passages without one are left out."""
        from sqlalchemy import select

        passages, vectors = self.tables.passages, self.tables.vectors
        found: dict[str, NDArray[np.float32]] = {}
        with self.reading() as connection:
            for part in _parts(ids):
                # Two steps: joined, SQLite would walk through every vector of the embedding.
                keys = select(passages.c.key, passages.c.id).where(passages.c.id.in_(part))
                names = dict(connection.execute(keys).tuples().all())
                its = select(vectors.c.passage, vectors.c.vector).where(
                    vectors.c.embedding == (embedding or self._in_force()), vectors.c.passage.in_(list(names))
                )
                rows = connection.execute(its).tuples()
                found.update((names[key], np.frombuffer(blob, dtype=np.float32)) for key, blob in rows)
        return found

    def imprints(self, ids: Sequence[str]) -> dict[str, Imprint]:
        """What a close reading needs of passages, by id; those without are left out."""
        from sqlalchemy import select

        from knowledge.close_reading import Imprint

        passages, imprints = self.tables.passages, self.tables.imprints
        query = select(passages.c.id, imprints.c.imprint).join(imprints, imprints.c.passage == passages.c.key)
        found: dict[str, Imprint] = {}
        with self.reading() as connection:
            for part in _parts(ids):
                rows = connection.execute(query.where(passages.c.id.in_(part)))
                found.update((one, Imprint.from_bytes(blob)) for one, blob in rows)
        return found

    def without_imprint(self, limit: int) -> list[tuple[int, str, str, str]]:
        """(key, title, section, text) of live passages that have no imprint yet."""
        from sqlalchemy import select

        passages, imprints = self.tables.passages, self.tables.imprints
        return self._told(passages.c.live & passages.c.key.not_in(select(imprints.c.passage)), limit)

    def add_imprints(self, keys: Sequence[int], imprints: Sequence[bytes]) -> None:
        table = self.tables.imprints
        with self.writing() as connection:
            for part in _parts(keys):
                connection.execute(table.delete().where(table.c.passage.in_(part)))
            connection.execute(table.insert(), imprint_rows(keys, imprints))

    def forget_imprints_unless(self, fingerprint: str) -> None:
        """Throw away the imprints that other weights made."""
        if self.state("imprints") == fingerprint:
            return
        with self.writing() as connection:
            connection.execute(self.tables.imprints.delete())
            self.set_state(connection, "imprints", fingerprint)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages of any version, by id."""
        return {one.id: one for part in _parts(ids) for one in self._some(self.tables.passages.c.id.in_(part))}

    def passages_of(self, document: str, version: int | None = None) -> list[Passage]:
        """The passages of a document's latest version, or of the one that is named, in reading order."""
        table = self.tables.passages
        which = table.c.live if version is None else table.c.version == version
        return self._some((table.c.document == document) & which)

    # --- another embedding, other words -----------------------------------------------------------------------------

    def without_vector(self, embedding: str, limit: int) -> list[tuple[int, str, str, str]]:
        """(key, title, section, text) of passages of latest versions that have no vector of ``embedding`` yet."""
        passages = self.tables.passages
        return self._told(passages.c.live & passages.c.key.not_in(self._embedded(embedding)), limit)

    def lacking(self, document: str, version: int, embedding: str) -> list[tuple[int, str, str, str]]:
        """(key, title, section, text) of the passages of one version that have no vector of ``embedding``."""
        passages = self.tables.passages
        its = (passages.c.document == document) & (passages.c.version == version)
        return self._told(its & passages.c.key.not_in(self._embedded(embedding)))

    def is_empty(self) -> bool:
        """Whether no latest version has a passage."""
        from sqlalchemy import select

        table = self.tables.passages
        with self.reading() as connection:
            return connection.execute(select(table.c.key).where(table.c.live).limit(1)).first() is None

    def count_without_vector(self, embedding: str) -> int:
        from sqlalchemy import func, select

        table = self.tables.passages
        query = select(func.count()).where(table.c.live, table.c.key.not_in(self._embedded(embedding)))
        with self.reading() as connection:
            return int(connection.scalar(query) or 0)

    def dimensions(self, embedding: str) -> int | None:
        """How long the stored vectors of ``embedding`` are; None when there is none."""
        from sqlalchemy import select

        table = self.tables.vectors
        with self.reading() as connection:
            blob = connection.scalar(select(table.c.vector).where(table.c.embedding == embedding).limit(1))
        return None if blob is None else len(blob) // 4

    def add_vectors(self, embedding: str, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        table = self.tables.vectors
        with self.writing() as connection:
            for part in _parts(keys):
                connection.execute(table.delete().where(table.c.embedding == embedding, table.c.passage.in_(part)))
            connection.execute(table.insert(), vector_rows(embedding, keys, vectors))

    def count_words_anew(self, words: Words, fingerprint: str) -> None:
        """Work out every passage's words by ``words(section, text, title)``, where they were counted in another way."""
        from sqlalchemy import bindparam, select

        if self.state("words") == fingerprint:
            return
        passages, versions = self.tables.passages, self.tables.versions
        query = select(passages.c.key, passages.c.section, passages.c.text, versions.c.title).join(
            versions, (versions.c.document == passages.c.document) & (versions.c.version == passages.c.version)
        )
        change = passages.update().where(passages.c.key == bindparam("at")).values(words=bindparam("counted"))
        with self.writing() as connection:
            rows = connection.execute(query).all()
            counted = [{"at": key, "counted": words(section, text, title)} for key, section, text, title in rows]
            if counted:
                connection.execute(change, counted)
            self.set_state(connection, "words", fingerprint)

    # --- state, and the parts of queries --------------------------------------------------------------------------

    def state(self, name: str) -> str | None:
        with self.reading() as connection:  # asked for several times in a search, so without building a statement
            return connection.execute(_state_of(), {"name": name}).scalar()

    def set_state(self, connection: Any, name: str, value: str) -> None:
        table = self.tables.state
        connection.execute(table.delete().where(table.c.name == name))
        connection.execute(table.insert().values(name=name, value=value))

    def _live(self, *columns: Any) -> Select[Any]:
        from sqlalchemy import select

        passages, vectors = self.tables.passages, self.tables.vectors
        return (
            select(*columns)
            .select_from(passages.join(vectors, vectors.c.passage == passages.c.key))
            .where(passages.c.live, vectors.c.embedding == self._in_force())
            .order_by(passages.c.key)
        )

    def _in_force(self) -> Any:
        from sqlalchemy import select

        table = self.tables.state
        return select(table.c.value).where(table.c.name == "embedding").scalar_subquery()

    def _told(self, which: Any, limit: int | None = None) -> list[tuple[int, str, str, str]]:
        """(key, title, section, text) of some passages, in the order in which they were stored."""
        from sqlalchemy import select

        passages, versions = self.tables.passages, self.tables.versions
        query = (
            select(passages.c.key, versions.c.title, passages.c.section, passages.c.text)
            .join(versions, (versions.c.document == passages.c.document) & (versions.c.version == passages.c.version))
            .where(which)
            .order_by(passages.c.key)
            .limit(limit)
        )
        with self.reading() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def _embedded(self, embedding: str) -> Any:
        from sqlalchemy import select

        return select(self.tables.vectors.c.passage).where(self.tables.vectors.c.embedding == embedding)

    def _columns(self) -> list[Any]:
        table = self.tables.passages
        return [table.c.id, table.c.document, table.c.version, table.c.section, table.c.text, table.c.page]

    def _some(self, condition: Any) -> list[Passage]:
        from sqlalchemy import select

        query = select(*self._columns()).where(condition).order_by(self.tables.passages.c.key)
        with self.reading() as connection:
            return [Passage(*row) for row in connection.execute(query)]


def vector_rows(embedding: str, keys: Sequence[int], vectors: NDArray[np.float32]) -> list[dict[str, Any]]:
    return [
        {"passage": key, "embedding": embedding, "vector": np.asarray(vector, dtype=np.float32).tobytes()}
        for key, vector in zip(keys, vectors, strict=True)
    ]


def imprint_rows(keys: Sequence[int], imprints: Sequence[bytes]) -> list[dict[str, Any]]:
    return [{"passage": key, "imprint": imprint} for key, imprint in zip(keys, imprints, strict=True)]


def _stacked(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), -1)


@cache
def _state_of() -> Any:
    from sqlalchemy import text

    return text("SELECT value FROM knowledge_state WHERE name = :name")


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _PART):
        yield list(values[start : start + _PART])
