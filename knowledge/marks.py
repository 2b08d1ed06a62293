"""Which passages the vector index must still take in or give up: left by every change, cleared when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PART = 500  # values in one IN (...)


class Marks(Database):
    """A mark is a passage's id and its way, "in" or "out"; the latest one holds."""

    def marks(self, limit: int = 2_000) -> list[tuple[str, str]]:
        table = self.tables.marks
        with self.reading() as connection:
            return [(row.id, row.way) for row in connection.execute(table.select().limit(limit))]

    def clear_marks(self, done: Sequence[tuple[str, str]]) -> None:
        """Take away what was done; a mark that was set the other way meanwhile stays."""
        table = self.tables.marks
        with self.writing() as connection:
            for way in ("in", "out"):
                ids = [one for one, its in done if its == way]
                for start in range(0, len(ids), _PART):
                    part = ids[start : start + _PART]
                    connection.execute(table.delete().where(table.c.id.in_(part), table.c.way == way))

    def mark(self, connection: Connection, ids: Sequence[str], way: str) -> None:
        """Set marks inside the transaction of the change that they tell of."""
        table = self.tables.marks
        for start in range(0, len(ids), _PART):
            part = list(ids[start : start + _PART])
            connection.execute(table.delete().where(table.c.id.in_(part)))
            connection.execute(table.insert(), [{"id": one, "way": way} for one in part])
