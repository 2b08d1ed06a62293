"""Brings the register's database to the newest form, in place: a new one is made, an older one keeps all it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, Engine, inspect, select, text

from knowledge.tables import SCHEMA

if TYPE_CHECKING:
    from knowledge.tables import Tables


def bring_up_to_date(engine: Engine, tables: Tables) -> None:
    """Make or upgrade the tables, in one transaction; two processes that start together wait for each other."""
    with engine.connect() as connection:
        if _schema(connection, tables) == SCHEMA:
            return
    with engine.execution_options(writes=True).begin() as connection:
        if _schema(connection, tables) == SCHEMA:
            return
        tables.metadata.create_all(connection)
        _give_vectors_a_table(connection)
        _add_column(connection, "knowledge_passages", "words", "TEXT NOT NULL DEFAULT ''")
        _add_column(connection, "knowledge_versions", "origin", "VARCHAR(10) NOT NULL DEFAULT 'folder'")
        _add_column(connection, "knowledge_versions", "reading", "TEXT NOT NULL DEFAULT ''")
        connection.execute(tables.state.delete().where(tables.state.c.name == "schema"))
        connection.execute(tables.state.insert().values(name="schema", value=SCHEMA))
        if connection.execute(select(tables.state.c.value).where(tables.state.c.name == "id")).first() is None:
            connection.execute(tables.state.insert().values(name="id", value=uuid4().hex))


def _schema(connection: Connection, tables: Tables) -> str | None:
    if not inspect(connection).has_table(tables.state.name):
        return None
    return connection.scalar(select(tables.state.c.value).where(tables.state.c.name == "schema"))


def _give_vectors_a_table(connection: Connection) -> None:
    """The first form kept each passage's one vector beside its text."""
    if "vector" not in _columns(connection, "knowledge_passages"):
        return
    connection.execute(
        text(
            "INSERT INTO knowledge_vectors (passage, embedding, vector) SELECT key, "
            "(SELECT value FROM knowledge_state WHERE name = 'embedding'), vector FROM knowledge_passages"
        )
    )
    connection.execute(text("ALTER TABLE knowledge_passages DROP COLUMN vector"))


def _add_column(connection: Connection, table: str, name: str, kind: str) -> None:
    if name not in _columns(connection, table):
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"))


def _columns(connection: Connection, table: str) -> set[str]:
    return {column["name"] for column in inspect(connection).get_columns(table)}
