"""Where cases live: SQLite (WAL, FULL, BEGIN IMMEDIATE) by SQLAlchemy, or PostgreSQL with the same code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from casework import tables
from casework.audit import AuditEvent, chain_fault, event_hash
from casework.case import QUEUES, Case, CaseRow, Person, State, TextVersion
from casework.citation import cited
from casework.citation_table import CitationTable
from casework.engine import engine_for
from casework.errors import CaseworkError, NotFound
from casework.gap_table import GapTable
from casework.guidebook_table import GuidebookTable
from casework.row import columns_of
from casework.rule_use_table import RuleUseTable
from casework.written import from_json, to_json, written_fields

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "casework_version"
_PAST: tuple[tuple[State, ...], ...] = (("sent", "send_uncertain"), ("approved", "sending", "send_failed"))
_LINE = [tables.cases.c[field.name] for field in fields(CaseRow)]


class Store:
    """The database of the cases. Opening it brings its tables to the newest form."""

    def __init__(self, url: str) -> None:
        self._engine = engine_for(url)
        self.migrate("head")

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A consistent view; changes nothing."""
        with self._engine.connect() as connection, connection.begin():
            yield Transaction(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """All or nothing: commits at the end, rolls back on any error. One writer at a time on SQLite."""
        try:
            with self._engine.connect().execution_options(wellput_writes=True) as connection, connection.begin():
                yield Transaction(connection)
        except sa.exc.OperationalError as error:
            reason = "is busy" if "locked" in str(error) else f"could not be written ({error.orig})"
            raise CaseworkError(
                f"The database {reason}, so nothing was changed.", "Try again; if it stays so, look at the disk."
            ) from error

    def migrate(self, revision: str) -> None:
        """Bring the tables to a revision: "head" for the newest, "base" for none."""
        with self._engine.connect().execution_options(wellput_writes=True) as connection, connection.begin():
            here = _revision(connection)
            if here == (tables.NEWEST if revision == "head" else revision):
                return
            _run_migrations(connection, here, revision)

    def close(self) -> None:
        self._engine.dispose()


class Transaction:
    """What can be read and written in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.gaps = GapTable(connection)
        self.citations = CitationTable(connection)
        self.guidelines = GuidebookTable(connection)
        self.rule_use = RuleUseTable(connection)

    # -- cases ---------------------------------------------------------------------------------------------------

    def case(self, case_id: int, *, history: bool = False) -> Case:
        """The case, locked for this transaction where it writes; raises NotFound."""
        query = sa.select(tables.cases).where(tables.cases.c.id == case_id)
        if self._db.get_execution_options().get("wellput_writes"):
            query = query.with_for_update()
        row = self._db.execute(query).mappings().first()
        if row is None:
            raise NotFound(f"There is no case {case_id}.", "Go back to the inbox.")
        events = tuple(self.events(f"case:{case_id}")) if history else ()
        return _case(cast("dict[str, Any]", row), events)

    def add(self, case: Case) -> Case:
        """Store a new case; gives it back with its id and number."""
        result = self._db.execute(tables.cases.insert().values(**_values(case)))
        key = int(cast("tuple[int]", result.inserted_primary_key)[0])
        numbered = replace(case, id=key, number=f"W-{key:05d}")
        self.put(numbered)
        return numbered

    def put(self, case: Case) -> None:
        self._db.execute(tables.cases.update().where(tables.cases.c.id == case.id).values(**_values(case)))
        self.citations.keep(case.id, cited(case))

    def find_original(self, sha256: str) -> int | None:
        """The id of the case that holds these bytes already, or None."""
        return self._db.scalar(sa.select(tables.cases.c.id).where(tables.cases.c.original_sha256 == sha256))

    def rows(self, queue: str | None = None, *, assigned_to: str | None = None, search: str = "") -> list[CaseRow]:
        """Lines of the inbox, the gravest and most urgent first, then the oldest."""
        c = tables.cases.c
        query = sa.select(*_LINE).order_by(c.rank, c.received_at, c.id)
        if queue is not None:
            query = query.where(c.state.in_(sorted(QUEUES[queue])))
        if assigned_to is not None:
            query = query.where(c.assigned_to == assigned_to)
        for word in search.split():
            columns = (c.who, c.subject, c.about, c.number)
            query = query.where(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
        return [CaseRow(**row) for row in self._db.execute(query).mappings()]

    def row(self, case_id: int) -> CaseRow:
        """The line of one case; raises NotFound."""
        row = self._db.execute(sa.select(*_LINE).where(tables.cases.c.id == case_id)).mappings().first()
        if row is None:
            raise NotFound(f"There is no case {case_id}.", "Go back to the inbox.")
        return CaseRow(**row)

    def counts(self) -> dict[str, int]:
        c = tables.cases.c.state
        found = {state: int(n) for state, n in self._db.execute(sa.select(c, sa.func.count()).group_by(c)).tuples()}
        return {name: sum(found.get(state, 0) for state in states) for name, states in QUEUES.items()}

    def past_replies(self) -> list[tuple[int, str, datetime]]:
        """Every reply that was written, with who is answered and when it got or sent its text: those sent first, then
        those approved, then drafts, each the newest first."""
        c, text = tables.cases.c, tables.texts.c
        written = sa.select(sa.func.max(text.at)).where(text.case_id == c.id, text.aside.is_(False)).scalar_subquery()
        rank = sa.case(*((c.state.in_(states), place) for place, states in enumerate(_PAST)), else_=len(_PAST))
        at = sa.func.coalesce(c.sent_at, c.approved_at, written, c.received_at)
        query = sa.select(c.id, c.who, at).where(c.text != "", c.state.not_in(QUEUES["closed"]))
        return [(key, who, when) for key, who, when in self._db.execute(query.order_by(rank, at.desc())).tuples()]

    def in_state(self, state: State) -> list[int]:
        c = tables.cases.c
        return list(self._db.scalars(sa.select(c.id).where(c.state == state).order_by(c.id)))

    # -- texts ---------------------------------------------------------------------------------------------------

    def keep_text(self, case: Case, by: str, at: datetime, *, aside: bool = False) -> None:
        """Keep the text of the case as a version; ``aside`` for one that lost a conflict."""
        values = {"case_id": case.id, "revision": case.text_revision, "text": case.text, "by": by, "at": at}
        self._db.execute(tables.texts.insert().values(**values, aside=aside))

    def texts(self, case_id: int) -> list[TextVersion]:
        c = tables.texts.c
        query = sa.select(c.revision, c.text, c.by, c.at, c.aside).where(c.case_id == case_id).order_by(c.id)
        return [TextVersion(**row) for row in self._db.execute(query).mappings()]

    def last_author(self, case_id: int) -> str:
        """Who saved the text that stands now; "" when nobody did."""
        c = tables.texts.c
        query = sa.select(c.by).where(c.case_id == case_id, c.aside.is_(False)).order_by(c.id.desc()).limit(1)
        return self._db.scalar(query) or ""

    # -- people --------------------------------------------------------------------------------------------------

    def people(self) -> list[Person]:
        query = sa.select(tables.people).order_by(tables.people.c.position, tables.people.c.name)
        return [_person(row) for row in self._db.execute(query)]

    def person(self, person_id: str) -> Person:
        row = self._db.execute(sa.select(tables.people).where(tables.people.c.id == person_id)).first()
        if row is None:
            raise NotFound("There is no such person here.", "Choose another at the top of the page.")
        return _person(row)

    def put_person(self, person: Person, position: int = 0) -> None:
        values = {"name": person.name, "roles": json.dumps(sorted(person.roles)), "authority": person.authority}
        known = self._db.execute(tables.people.update().where(tables.people.c.id == person.id).values(**values))
        if not known.rowcount:
            self._db.execute(tables.people.insert().values(id=person.id, position=position, **values))

    # -- sendings ------------------------------------------------------------------------------------------------

    def add_sending(self, case_id: int, message_id: str, owner: str, at: datetime, message: bytes) -> int:
        values = {"case_id": case_id, "message_id": message_id, "owner": owner, "claimed_at": at, "message": message}
        result = self._db.execute(tables.sendings.insert().values(**values, stage="claimed", answer=""))
        return int(cast("tuple[int]", result.inserted_primary_key)[0])

    def set_sending(self, sending_id: int, stage: str, answer: str = "") -> None:
        where = tables.sendings.c.id == sending_id
        self._db.execute(tables.sendings.update().where(where).values(stage=stage, answer=answer))

    def open_sendings(self) -> list[tuple[int, int, str, str, datetime]]:
        """Sendings that have no end yet: (id, case id, owner, stage, claimed at)."""
        c = tables.sendings.c
        query = sa.select(c.id, c.case_id, c.owner, c.stage, c.claimed_at).where(
            c.stage.in_(("claimed", "handing_over"))
        )
        return [tuple(row) for row in self._db.execute(query).tuples()]

    def sent_message(self, case_id: int) -> bytes | None:
        """The message exactly as it was handed over, or None when none was."""
        c = tables.sendings.c
        query = (
            sa.select(c.message).where(c.case_id == case_id, c.stage.in_(("accepted", "lost"))).order_by(c.id.desc())
        )
        return self._db.scalar(query.limit(1))

    # -- audit and marks -----------------------------------------------------------------------------------------

    def record(self, at: datetime, who: str, action: str, subject: str, detail: dict[str, str]) -> AuditEvent:
        """Append to the audit trail, bound to the event before it."""
        head = self._db.execute(sa.select(tables.audit_head).with_for_update()).one()
        entry = AuditEvent(head.seq + 1, at, who, action, subject, detail, head.hash)
        entry = replace(entry, hash=event_hash(entry))
        values = {field.name: getattr(entry, field.name) for field in fields(AuditEvent)}
        self._db.execute(tables.audit.insert().values(**{**values, "detail": json.dumps(detail, ensure_ascii=False)}))
        self._db.execute(tables.audit_head.update().values(seq=entry.seq, hash=entry.hash))
        return entry

    def events(self, subject: str | None = None) -> Iterator[AuditEvent]:
        query = sa.select(tables.audit).order_by(tables.audit.c.seq)
        if subject is not None:
            query = query.where(tables.audit.c.subject == subject)
        for row in self._db.execute(query).mappings():
            yield AuditEvent(**{**row, "detail": json.loads(row["detail"])})

    def newest_event(self) -> int:
        """The number of the newest event: no case changes without one."""
        return int(self._db.scalar(sa.select(tables.audit_head.c.seq)) or 0)

    def audit_fault(self) -> str | None:
        head = self._db.execute(sa.select(tables.audit_head)).one()
        return chain_fault(self.events(), (head.seq, head.hash))

    def mark(self, name: str) -> str | None:
        return self._db.scalar(sa.select(tables.marks.c.value).where(tables.marks.c.name == name))

    def set_mark(self, name: str, value: str) -> None:
        if not self._db.execute(tables.marks.update().where(tables.marks.c.name == name).values(value=value)).rowcount:
            self._db.execute(tables.marks.insert().values(name=name, value=value))

    def demo_cases(self) -> list[tuple[int, str]]:
        """Ids of the demonstration's cases, with the hash of each original."""
        c = tables.cases.c
        return [(key, sha) for key, sha in self._db.execute(sa.select(c.id, c.original_sha256).where(c.demo)).tuples()]

    def delete_cases(self, case_ids: list[int]) -> None:
        """Remove cases with all that belongs to them; their audit events stay."""
        for table in (tables.texts, tables.sendings, tables.citations, tables.gaps, tables.rule_use):
            self._db.execute(table.delete().where(table.c.case_id.in_(case_ids)))
        self._db.execute(tables.cases.delete().where(tables.cases.c.id.in_(case_ids)))


def _revision(connection: Connection) -> str | None:
    """The migration that the tables stand at; None for an empty database."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return None if found is None else str(found)


def _run_migrations(connection: Connection, here: str | None, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions("base", "heads")]
    if here is not None and here not in known:
        raise CaseworkError(
            "The data folder was written by a newer Wellput.", "Update Wellput, or use another data folder."
        )
    down = revision == "base" or (here is not None and revision in known[known.index(here) + 1 :])
    (command.downgrade if down else command.upgrade)(config, revision)


def _values(case: Case) -> dict[str, Any]:
    values = columns_of(case)
    json_fields = written_fields()
    for field in fields(Case):
        if field.name not in {"id", "history", "already_here"}:
            value = getattr(case, field.name)
            values[field.name] = to_json(field.name, value) if field.name in json_fields else value
    return values


def _case(row: dict[str, Any], events: tuple[AuditEvent, ...]) -> Case:
    json_fields = written_fields()
    values = {
        field.name: from_json(field.name, row[field.name]) if field.name in json_fields else row[field.name]
        for field in fields(Case)
        if field.name not in {"history", "already_here"}
    }
    return Case(**values, history=events)


def _person(row: Any) -> Person:
    return Person(row.id, row.name, frozenset(json.loads(row.roles)), row.authority)
