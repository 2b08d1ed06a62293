"""The register of documents, versions and passages in SQL: the source of truth, from which the index can be made anew.

Every change is one transaction that also leaves a *mark* for each passage that the vector index must still take in
or give up; the index clears the marks when it has done so. A crash between the two leaves the marks, and the next
process that opens the index works them off: no passage is lost, doubled or left behind.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from knowledge.details import Details
from knowledge.marks import Marks
from knowledge.stored_passages import StoredPassages, imprint_rows, vector_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from knowledge.splitting import Piece

Origin = Literal["folder", "upload"]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document; ``latest`` is the one that is searched, unless something stands against it."""

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
    reading: str  # as readings.from_kept takes it


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of a document to tell whether a file changed: the hash of its latest version, and the hash
    of the last one that came from a folder ("" for none)."""

    sha256: str
    in_folder: str
    version: int
    passages: int


@dataclass(frozen=True, slots=True)
class NewVersion:
    """All that is stored of a document that was read: its text in pieces, what it says of itself, the file itself."""

    document: str
    sha256: str
    original: bytes
    origin: Origin
    title: str
    front: Mapping[str, str]
    head: str
    notes: Sequence[str]
    reading: str
    pieces: Sequence[Piece]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stored:
    """The number of a version that was stored, and of the one which it replaces; ``was_there``: nothing was stored."""

    version: int
    before: int | None
    was_there: bool = False


class Register(StoredPassages, Marks):
    """All SQL of the knowledge. ``url`` is any SQLAlchemy URL; SQLite files are opened in WAL mode."""

    def generation(self) -> int:
        """A counter that grows with every change, whichever process makes it."""
        return int(self.state("generation") or 0)

    # --- documents ----------------------------------------------------------------------------------------------

    def versions(self) -> list[VersionRow]:
        table = self.tables.versions
        query = table.select().order_by(table.c.document, table.c.version)
        with self.reading() as connection:
            return [
                VersionRow(
                    row["document"], row["version"], row["state"], row["title"], row["sha256"], row["added_at"],
                    row["passages"], json.loads(row["front"]), row["head"], tuple(json.loads(row["notes"])),
                    row["reading"],
                )
                for row in connection.execute(query).mappings()
            ]  # fmt: skip

    def known(self) -> dict[str, Known]:
        """Every document that is there, by name: one query, for the comparing of thousands of files."""
        from sqlalchemy import select

        table = self.tables.versions
        columns = [table.c.document, table.c.sha256, table.c.origin, table.c.state, table.c.version, table.c.passages]
        latest, folder = {}, {}
        with self.reading() as connection:
            for row in connection.execute(select(*columns).order_by(table.c.version)):
                if row.origin == "folder":
                    folder[row.document] = row.sha256
                if row.state == "latest":
                    latest[row.document] = row
        return {
            name: Known(row.sha256, folder.get(name, ""), row.version, row.passages) for name, row in latest.items()
        }

    def read_anew(self, read: Callable[[str, str, Mapping[str, str], str], str], fingerprint: str) -> None:
        """Read every version again by ``read(document, title, front, head)``, where another release had read them."""
        from sqlalchemy import bindparam

        if self.state("readings") == fingerprint:
            return
        table = self.tables.versions
        change = table.update().where(table.c.key == bindparam("at")).values(reading=bindparam("its"))
        with self.writing() as connection:
            rows = connection.execute(table.select()).all()
            anew = [
                {"at": row.key, "its": read(row.document, row.title, json.loads(row.front), row.head)} for row in rows
            ]
            if anew:
                connection.execute(change, anew)
            self.set_state(connection, "readings", fingerprint)

    def store(self, new: NewVersion, vectors: Mapping[str, NDArray[np.float32]], imprints: Sequence[bytes]) -> Stored:
        """Store a new version wholly and set the older one aside, in one transaction; ``vectors`` by embedding.

        Where another process stored the very same file in the meantime, nothing is stored."""
        versions, passages = self.tables.versions, self.tables.passages
        packed = zlib.compress(new.original, 6)
        with self.writing() as connection:
            version, before, its_hash = self._next(connection, new.document)
            if before is not None and its_hash == new.sha256:
                return Stored(before, None, was_there=True)
            self._retire(connection, new.document, "replaced")
            self._keep_original(connection, new.sha256, packed)
            connection.execute(
                versions.insert().values(
                    document=new.document, version=version, state="latest", title=new.title, sha256=new.sha256,
                    added_at=datetime.now(UTC).isoformat(timespec="seconds"), passages=len(new.pieces),
                    front=json.dumps(dict(new.front)), head=new.head, notes=json.dumps(list(new.notes)),
                    origin=new.origin, reading=new.reading,
                )
            )  # fmt: skip
            rows = [
                {
                    "id": f"{new.document}@{version}#{at}", "document": new.document, "version": version, "live": True,
                    "section": piece.section, "text": piece.text, "page": piece.page, "words": words,
                }
                for at, (piece, words) in enumerate(zip(new.pieces, new.words, strict=True), start=1)
            ]  # fmt: skip
            if rows:
                connection.execute(passages.insert(), rows)
            keys = self._keys(connection, new.document, version)
            for embedding, its in vectors.items():
                if keys:
                    connection.execute(self.tables.vectors.insert(), vector_rows(embedding, keys, its))
            if keys:
                connection.execute(self.tables.imprints.insert(), imprint_rows(keys, imprints))
            self.mark(connection, [str(row["id"]) for row in rows], "in")
            self._count_up(connection)
        return Stored(version, before)

    def remove(self, document: str) -> None:
        with self.writing() as connection:
            self._retire(connection, document, "removed")
            self._count_up(connection)

    def restore(self, document: str, version: int) -> None:
        """Make a version that is there the latest one again; the one that was the latest is set aside."""
        from sqlalchemy import select

        versions, passages = self.tables.versions, self.tables.passages
        with self.writing() as connection:
            self._retire(connection, document, "replaced")
            its = (passages.c.document == document) & (passages.c.version == version)
            connection.execute(passages.update().where(its).values(live=True))
            connection.execute(
                versions.update()
                .where(versions.c.document == document, versions.c.version == version)
                .values(state="latest")
            )
            self.mark(connection, list(connection.scalars(select(passages.c.id).where(its))), "in")
            self._count_up(connection)

    def original(self, sha256: str) -> bytes | None:
        from sqlalchemy import select

        table = self.tables.originals
        with self.reading() as connection:
            packed = connection.scalar(select(table.c.packed).where(table.c.sha256 == sha256))
        return None if packed is None else zlib.decompress(packed)

    # --- the editor's word ----------------------------------------------------------------------------------------

    def details(self) -> dict[str, Details]:
        table = self.tables.details
        with self.reading() as connection:
            return {row.document: Details.from_json(row.said) for row in connection.execute(table.select())}

    def set_details(self, document: str, details: Details) -> None:
        table = self.tables.details
        with self.writing() as connection:
            connection.execute(table.delete().where(table.c.document == document))
            if details != Details():
                connection.execute(table.insert().values(document=document, said=details.to_json()))
            self._count_up(connection)

    def put_in_force(self, embedding: str) -> None:
        """From now on the search compares vectors of ``embedding``; the index is made anew by whoever opens it."""
        with self.writing() as connection:
            self.set_state(connection, "embedding", embedding)
            self._count_up(connection)

    # --- inside a transaction -------------------------------------------------------------------------------------

    def _next(self, connection: Connection, document: str) -> tuple[int, int | None, str]:
        """The number of a document's next version, and number and hash of its latest one."""
        from sqlalchemy import select

        table = self.tables.versions
        query = select(table.c.version, table.c.state, table.c.sha256).where(table.c.document == document)
        rows = connection.execute(query).all()
        before, its_hash = next(((row.version, row.sha256) for row in rows if row.state == "latest"), (None, ""))
        return max((row.version for row in rows), default=0) + 1, before, its_hash

    def _keys(self, connection: Connection, document: str, version: int) -> list[int]:
        from sqlalchemy import select

        table = self.tables.passages
        query = select(table.c.key).where(table.c.document == document, table.c.version == version)
        return list(connection.scalars(query.order_by(table.c.key)))

    def _keep_original(self, connection: Connection, sha256: str, packed: bytes) -> None:
        from sqlalchemy import select

        table = self.tables.originals
        if connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first() is None:
            connection.execute(table.insert().values(sha256=sha256, packed=packed))

    def _retire(self, connection: Connection, document: str, state: str) -> None:
        from sqlalchemy import select

        versions, passages = self.tables.versions, self.tables.passages
        live = list(connection.scalars(select(passages.c.id).where(passages.c.document == document, passages.c.live)))
        if live:
            self.mark(connection, live, "out")
            its = (passages.c.document == document) & passages.c.live
            connection.execute(passages.update().where(its).values(live=False))
        connection.execute(
            versions.update().where(versions.c.document == document, versions.c.state == "latest").values(state=state)
        )

    def _count_up(self, connection: Connection) -> None:
        state: Any = self.tables.state
        query = state.select().where(state.c.name == "generation").with_for_update()
        now = connection.execute(query).first()
        self.set_state(connection, "generation", str(int(now.value) + 1 if now else 1))
