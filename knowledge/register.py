"""The register of documents, versions and passages in SQL: the source of truth, from which the index can be made anew.

Every change is one transaction that also leaves a *mark* for each passage that the vector index must still take in
or give up; the index clears the marks when it has done so. A crash between the two leaves the marks, and the next
process that opens the index works them off: no passage is lost, doubled or left behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.passage import Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection, Engine

    from knowledge.splitting import Piece


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document; ``current`` is whether it is the latest and not removed."""

    document: str
    version: int
    state: str  # latest | replaced | removed
    title: str
    sha256: str
    added_at: str
    passages: int
    front: Mapping[str, str]
    head: str
    notes: tuple[str, ...]


class Register:
    """All SQL of the knowledge. ``url`` is any SQLAlchemy URL; SQLite files are opened in WAL mode."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import DBAPIError, OperationalError

        try:
            if self._url.startswith("sqlite:///"):
                Path(self._url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(self._url, connect_args={"timeout": 30} if self._url.startswith("sqlite") else {})
            if self._url.startswith("sqlite"):
                event.listen(engine, "connect", _tune)
                event.listen(engine, "begin", _start)
            self._tables.metadata.create_all(engine)
        except (OSError, OperationalError) as error:
            raise KnowledgeError(
                f"The register of documents can't be opened ({_cause(error)}).",
                "Check that the data folder exists and is writable.",
            ) from None
        except DBAPIError as error:
            raise KnowledgeError(
                f"The register of documents is damaged ({_cause(error)}).",
                "Move knowledge.db out of the data folder and add the documents again, or restore a backup.",
            ) from None
        return engine

    @cached_property
    def _tables(self) -> Any:
        return _Tables()

    def exists(self) -> bool:
        """Whether there is anything to read: a search in an empty folder must not create files."""
        return not self._url.startswith("sqlite:///") or Path(self._url.removeprefix("sqlite:///")).exists()

    def close(self) -> None:
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        from sqlalchemy.exc import DBAPIError

        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except DBAPIError as error:
            raise KnowledgeError(
                f"The register of documents can't be used just now ({_cause(error)}).",
                "Check the space and the rights of the data folder, then try again; nothing was changed.",
            ) from None

    def generation(self) -> int:
        """A counter that grows with every change, whichever process makes it."""
        return int(self.state("generation") or 0)

    def state(self, name: str) -> str | None:
        table = self._tables.state
        with self._engine.connect() as connection:
            value = connection.exec_driver_sql(f"SELECT value FROM {table.name} WHERE name = '{name}'").scalar()
        return None if value is None else str(value)

    def latest(self, document: str) -> VersionRow | None:
        rows = [row for row in self.versions() if row.document == document and row.state == "latest"]
        return rows[0] if rows else None

    def versions(self) -> list[VersionRow]:
        table = self._tables.versions
        with self._engine.connect() as connection:
            rows = connection.execute(table.select().order_by(table.c.document, table.c.version)).mappings().all()
        return [
            VersionRow(
                row["document"], row["version"], row["state"], row["title"], row["sha256"], row["added_at"],
                row["passages"],                json.loads(row["front"]), row["head"], tuple(json.loads(row["notes"])),
            )
            for row in rows
        ]  # fmt: skip

    def add(
        self,
        document: str,
        sha256: str,
        title: str,
        front: Mapping[str, str],
        head: str,
        notes: Sequence[str],
        pieces: Sequence[Piece],
        vectors: NDArray[np.float32],
        embedding: str,
    ) -> int:
        """Store a new version wholly and set the older one aside, in one transaction. Returns the version's number."""
        versions, passages = self._tables.versions, self._tables.passages
        with self._begin() as connection:
            earlier = connection.execute(versions.select().where(versions.c.document == document)).mappings().all()
            version = max((row["version"] for row in earlier), default=0) + 1
            self._retire(connection, document, "replaced")
            connection.execute(
                versions.insert().values(
                    document=document, version=version, state="latest", title=title, sha256=sha256,
                    added_at=datetime.now(UTC).isoformat(timespec="seconds"), passages=len(pieces),
                    front=json.dumps(dict(front)), head=head, notes=json.dumps(list(notes)),
                )
            )  # fmt: skip
            rows = [
                {
                    "id": f"{document}@{version}#{at}", "document": document, "version": version, "live": True,
                    "section": piece.section, "text": piece.text, "page": piece.page, "vector": vector.tobytes(),
                }
                for at, (piece, vector) in enumerate(zip(pieces, vectors, strict=True), start=1)
            ]  # fmt: skip
            connection.execute(passages.insert(), rows)
            self._mark(connection, [row["id"] for row in rows], "in")
            self._count_up(connection, embedding)
        return version

    def remove(self, document: str) -> None:
        with self._begin() as connection:
            self._retire(connection, document, "removed")
            self._count_up(connection)

    def _retire(self, connection: Connection, document: str, state: str) -> None:
        from sqlalchemy import select

        versions, passages = self._tables.versions, self._tables.passages
        live = list(connection.scalars(select(passages.c.id).where(passages.c.document == document, passages.c.live)))
        self._mark(connection, live, "out")
        connection.execute(passages.update().where(passages.c.document == document, passages.c.live).values(live=False))
        connection.execute(
            versions.update().where(versions.c.document == document, versions.c.state == "latest").values(state=state)
        )

    def _mark(self, connection: Connection, ids: Sequence[str], way: str) -> None:
        marks = self._tables.marks
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            connection.execute(marks.delete().where(marks.c.id.in_(part)))
            connection.execute(marks.insert(), [{"id": one, "way": way} for one in part])

    def _count_up(self, connection: Connection, embedding: str | None = None) -> None:
        state = self._tables.state
        now = connection.execute(state.select().where(state.c.name == "generation")).mappings().first()
        if now is None:
            connection.execute(state.insert().values(name="generation", value="1"))
        else:
            connection.execute(
                state.update().where(state.c.name == "generation").values(value=str(int(now["value"]) + 1))
            )
        if embedding:
            connection.execute(state.delete().where(state.c.name == "embedding"))
            connection.execute(state.insert().values(name="embedding", value=embedding))

    def marks(self, limit: int = 1_000) -> list[tuple[str, str]]:
        """Passages that the index must still take "in" or put "out"."""
        table = self._tables.marks
        with self._engine.connect() as connection:
            return [(row["id"], row["way"]) for row in connection.execute(table.select().limit(limit)).mappings()]

    def clear_marks(self, done: Sequence[tuple[str, str]]) -> None:
        table = self._tables.marks
        with self._begin() as connection:
            for way in {way for _, way in done}:
                ids = [one for one, its in done if its == way]
                connection.execute(table.delete().where(table.c.id.in_(ids), table.c.way == way))

    def live(self) -> list[Passage]:
        """Every passage of the latest versions, in the order in which they were stored."""
        table = self._tables.passages
        columns = [table.c.id, table.c.document, table.c.version, table.c.section, table.c.text, table.c.page]
        from sqlalchemy import select

        with self._engine.connect() as connection:
            return [
                Passage(*row) for row in connection.execute(select(*columns).where(table.c.live).order_by(table.c.key))
            ]

    def live_vectors(self) -> NDArray[np.float32]:
        """Vectors of ``live()``, row for row: float32[n, d]."""
        from sqlalchemy import select

        table = self._tables.passages
        with self._engine.connect() as connection:
            blobs = list(connection.scalars(select(table.c.vector).where(table.c.live).order_by(table.c.key)))
        return (
            np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), -1)
            if blobs
            else np.zeros((0, 384), np.float32)
        )

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        from sqlalchemy import select

        table = self._tables.passages
        found: dict[str, NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(ids), 500):
                for one, blob in connection.execute(
                    select(table.c.id, table.c.vector).where(table.c.id.in_(list(ids[start : start + 500])))
                ):
                    found[one] = np.frombuffer(blob, dtype=np.float32)
        return found

    def live_ids(self) -> list[str]:
        from sqlalchemy import select

        table = self._tables.passages
        with self._engine.connect() as connection:
            return list(connection.scalars(select(table.c.id).where(table.c.live).order_by(table.c.key)))

    def passage(self, passage_id: str) -> Passage | None:
        return next(iter(self._some(lambda table: table.c.id == passage_id)), None)

    def passages(self, document: str) -> list[Passage]:
        return self._some(lambda table: (table.c.document == document) & table.c.live)

    def _some(self, condition: Any) -> list[Passage]:
        from sqlalchemy import select

        table = self._tables.passages
        columns = [table.c.id, table.c.document, table.c.version, table.c.section, table.c.text, table.c.page]
        with self._engine.connect() as connection:
            return [
                Passage(*row)
                for row in connection.execute(select(*columns).where(condition(table)).order_by(table.c.key))
            ]


class _Tables:
    def __init__(self) -> None:
        from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

        self.metadata = MetaData()
        self.versions = Table(
            "knowledge_versions", self.metadata,
            Column("key", Integer, primary_key=True),
            Column("document", String(500), nullable=False, index=True),
            Column("version", Integer, nullable=False),
            Column("state", String(10), nullable=False),
            Column("title", Text, nullable=False),
            Column("sha256", String(64), nullable=False),
            Column("added_at", String(32), nullable=False),
            Column("passages", Integer, nullable=False),
            Column("front", Text, nullable=False),
            Column("head", Text, nullable=False),
            Column("notes", Text, nullable=False),
            UniqueConstraint("document", "version"),
        )  # fmt: skip
        self.passages = Table(
            "knowledge_passages", self.metadata,
            Column("key", Integer, primary_key=True),
            Column("id", String(560), nullable=False, unique=True),
            Column("document", String(500), nullable=False, index=True),
            Column("version", Integer, nullable=False),
            Column("live", Boolean, nullable=False, index=True),
            Column("section", Text, nullable=False),
            Column("text", Text, nullable=False),
            Column("page", Integer),
            Column("vector", LargeBinary, nullable=False),
        )  # fmt: skip
        self.marks = Table(
            "knowledge_marks",
            self.metadata,
            Column("id", String(560), primary_key=True),
            Column("way", String(3), nullable=False),
        )
        self.state = Table(
            "knowledge_state",
            self.metadata,
            Column("name", String(40), primary_key=True),
            Column("value", Text, nullable=False),
        )


def _tune(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN IMMEDIATE, not the driver's late one
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _start(connection: Any) -> None:
    """A change takes the write lock at once, so that two of them wait for each other instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).split("\n")[0]
