"""The table of citations: which cases rest on which passages, counted and found without opening a single case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from casework.case import State
from casework.tables import cases, citations

AT_ONCE = 500  # values in one query


class CitationTable:
    """The citations as they stand in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def keep(self, case_id: int, cited: Mapping[str, str]) -> None:
        """Make the citations of a case exactly these: passage id -> document."""
        c = citations.c
        known = set(self._db.scalars(sa.select(c.passage_id).where(c.case_id == case_id)))
        if gone := known - cited.keys():
            self._db.execute(citations.delete().where(c.case_id == case_id, c.passage_id.in_(gone)))
        new = [
            {"case_id": case_id, "passage_id": passage, "document": document}
            for passage, document in cited.items()
            if passage not in known
        ]
        if new:
            self._db.execute(citations.insert(), new)

    def replies_by_document(self) -> dict[str, int]:
        """In how many replies each document is used."""
        each = sa.select(citations.c.document, citations.c.case_id).distinct().subquery()
        query = sa.select(each.c.document, sa.func.count()).group_by(each.c.document)
        return {document: int(number) for document, number in self._db.execute(query).tuples()}

    def passages_of(self, document: str) -> list[str]:
        """The ids of the passages of a document, of whatever version, that a reply rests on."""
        c = citations.c
        return list(self._db.scalars(sa.select(c.passage_id).where(c.document == document).distinct()))

    def passages(self) -> list[str]:
        """The ids of all passages that a reply rests on."""
        return list(self._db.scalars(sa.select(citations.c.passage_id).distinct()))

    def states(self, passages: Sequence[str]) -> dict[State, int]:
        """How many replies rest on any of these passages, by the state of their case."""
        found: dict[int, State] = {}
        for some in _some(passages):
            query = sa.select(cases.c.id, cases.c.state).join(citations, citations.c.case_id == cases.c.id)
            found.update(self._db.execute(query.where(citations.c.passage_id.in_(some))).tuples().all())
        counts: dict[State, int] = {}
        for state in found.values():
            counts[state] = counts.get(state, 0) + 1
        return counts

    def cases_on(self, passages: Sequence[str], states: Sequence[State], most: int) -> list[int]:
        """The newest cases, at most so many, that rest on any of these passages and stand in one of these states."""
        found: set[int] = set()
        for some in _some(passages):
            query = sa.select(cases.c.id).join(citations, citations.c.case_id == cases.c.id)
            query = query.where(citations.c.passage_id.in_(some), cases.c.state.in_(states))
            found.update(self._db.scalars(query.distinct().order_by(cases.c.id.desc()).limit(most)))
        return sorted(found, reverse=True)[:most]


def _some(passages: Sequence[str]) -> list[Sequence[str]]:
    return [passages[at : at + AT_ONCE] for at in range(0, len(passages), AT_ONCE)]
