"""The connection to the register's database: SQLite in the data folder by default, any SQLAlchemy URL otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from knowledge.tables import Tables

_SQLITE = "sqlite:///"


class Database:
    """Opens at the first use. ``reading`` and ``writing`` hand out a connection inside one transaction."""

    def __init__(self, url: str) -> None:
        self._url = url

    def exists(self) -> bool:
        """Whether there is anything to read: a search in an empty folder must not create files."""
        return not self._url.startswith(_SQLITE) or Path(self._url.removeprefix(_SQLITE)).exists()

    def close(self) -> None:
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        from sqlalchemy.exc import DBAPIError

        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise _unreadable(error) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing: what is written inside is kept wholly, or not at all."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except DBAPIError as error:
            raise _unwritable(error) from None

    @cached_property
    def tables(self) -> Tables:
        from knowledge.tables import Tables

        return Tables()

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

        from knowledge.upgrade import bring_up_to_date

        try:
            if self._url.startswith(_SQLITE):
                Path(self._url.removeprefix(_SQLITE)).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(self._url, connect_args={"timeout": 30} if self._url.startswith("sqlite") else {})
            if self._url.startswith("sqlite"):
                event.listen(engine, "connect", _tune)
                event.listen(engine, "begin", _start)
            bring_up_to_date(engine, self.tables)
        except (OSError, OperationalError) as error:
            if _is_full(error):
                raise _unwritable(error) from None
            raise KnowledgeError(
                f"The register of documents can't be opened ({_cause(error)}).",
                "Check that the data folder exists and is writable.",
            ) from None
        except DBAPIError as error:
            raise _unreadable(error) from None
        except (SQLAlchemyError, ImportError) as error:
            raise KnowledgeError(
                f"The register of documents can't be opened ({_cause(error)}).",
                "Check WELLPUT_DATABASE_URL, and that the driver which it names is installed.",
            ) from None
        return engine


def _unreadable(error: Exception) -> KnowledgeError:
    if "malformed" in str(error) or "not a database" in str(error):
        return KnowledgeError(
            f"The register of documents is damaged ({_cause(error)}).",
            "Move knowledge.db out of the data folder and add the documents again, or restore a backup.",
        )
    return KnowledgeError(
        f"The register of documents can't be read just now ({_cause(error)}).",
        "Try again; if it stays so, check the disk and the rights of the data folder.",
    )


def _unwritable(error: Exception) -> KnowledgeError:
    if _is_full(error):
        return KnowledgeError(
            "The disk is full, so this was not stored; what was there before is untouched.",
            "Free some space and do it again: what is stored already is skipped, and the rest goes on.",
        )
    if "locked" in str(error):
        return KnowledgeError(
            "Another program is writing to the register of documents, so nothing was changed.", "Try again in a minute."
        )
    return KnowledgeError(
        f"The register of documents can't be used just now ({_cause(error)}).",
        "Check the space and the rights of the data folder, then try again; nothing was changed.",
    )


def _is_full(error: Exception) -> bool:
    """SQLite calls a file that may not grow a full database or a disk I/O error, by where it meets the limit."""
    signs = ("is full", "disk I/O error", "No space left", "could not extend file")
    return any(sign in str(error) for sign in signs)


def _tune(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN IMMEDIATE, not the driver's late one
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _start(connection: Any) -> None:
    """A change takes the write lock at once, so that two of them wait for each other instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).split("\n")[0]
