"""The table of versions: every text that a rule, the settings of the rules or the policy ever had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from casework.errors import NotFound
from casework.tables import audit_head, guideline_versions

AS_FOUND = "as it was found"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a subject ("rule:<id>", "settings", "policy"), and who made it what and when (UTC).

    ``text`` None stands for no file of the company's own: a rule that was removed, or went back to the shipped one.
    ``by`` is "" for a text that was there before anybody changed it here, or was put into the folder by hand.
    """

    number: int
    subject: str
    text: str | None
    by: str
    at: datetime
    what: str


class GuidebookTable:
    """The versions as they stand in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, subject: str, text: str | None, what: str, by: str, at: datetime) -> int:
        """Keep a text; gives its number."""
        values = {"subject": subject, "text": text, "what": what[:300], "by": by, "at": at}
        result = self._db.execute(guideline_versions.insert().values(**values))
        return int(cast("tuple[int]", result.inserted_primary_key)[0])

    def lock(self) -> None:
        """Wait until nobody else changes a text: on PostgreSQL by the audit trail's head, on SQLite from the start."""
        self._db.execute(sa.select(audit_head.c.seq).with_for_update())

    def newest(self, subject: str) -> Version | None:
        """The newest version of a subject; None for one that never changed."""
        return next(iter(self.of(subject)), None)

    def of(self, subject: str) -> list[Version]:
        """Every version of a subject, the newest first."""
        c = guideline_versions.c
        return self._versions(sa.select(guideline_versions).where(c.subject == subject).order_by(c.id.desc()))

    def all(self) -> list[Version]:
        """Every version of every subject, the oldest first."""
        return self._versions(sa.select(guideline_versions).order_by(guideline_versions.c.id))

    def version(self, number: int) -> Version:
        """The version of that number; raises NotFound."""
        found = self._versions(sa.select(guideline_versions).where(guideline_versions.c.id == number))
        if not found:
            raise NotFound(f"There is no version {number}.", "Look at the list of versions again.")
        return found[0]

    def _versions(self, query: sa.Select[tuple[object, ...]]) -> list[Version]:
        return [Version(row.id, row.subject, row.text, row.by, row.at, row.what) for row in self._db.execute(query)]
