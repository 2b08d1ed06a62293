"""The database: everything read back as it was written, migrations both ways, an audit trail that shows tampering."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

from casework.audit import GENESIS, AuditEvent, chain_fault, event_hash
from casework.case import Case, OutgoingFile, Person, Waiver
from casework.errors import CaseworkError, Conflict, NotFound
from casework.store import Store
from drafting.enquiry import Enquiry, Handover
from drafting.letter import Attachment, Letter
from drafting.reply import Part, Reply, Sentence
from guidelines.context import CaseFacts, Fact, Point
from guidelines.finding import Answer, Finding, Promise, Report
from knowledge.passage import Passage
from tests.unit.casework.conftest import RESPONDER, SUPERVISOR, House

NOW = datetime(2026, 11, 23, 9, 30, 15, 250, tzinfo=UTC)
POINT = Point("Is it covered?", 3, 17)
FULL = Case(
    id=0,
    number="",
    state="in_review",
    letter=Letter("Bödy", date=NOW, attachments=(Attachment("a.png", "image/png", 3),), references=("<a@b>",)),
    enquiry=Enquiry(
        "complaint", "serious", "en", "angry", "high", "Dear Ms Ş", ("Ş",), (POINT,), handover=Handover("T", "w")
    ),
    received_at=NOW,
    original_name="a.eml",
    original_sha256="ab" * 32,
    facts=CaseFacts((Fact("order", "K-1"),), ("refund of £5",), ("label",)),
    reply=Reply((Part("greeting", (Sentence("Dear,", ("letter:1",)),)),), "offline", gaps=("?",)),
    text="Dear,",
    text_revision=3,
    passages=(Passage("a@1#1", "a.md", 1, "A › B", "text", 2),),
    report=Report(
        (Finding("r", "P01", "error", None, None, "", "m", "w"),),
        (Promise("t", 0, 1, "w", "2026-12-01", "£5", "fine", "y", mark=(0, 1)),),
        (Answer(POINT, ((0, 4),)),),
        ("names",),
    ),
    waivers=(Waiver("r", "w", "why", "sam", NOW),),
    assigned_to="rosa",
    drafted_by="rosa",
    authors=("rosa",),
    approved_by="sam",
    approved_at=NOW,
    approval_hash="cd" * 32,
    problem="p",
    recipients=("a@b.example",),
    postal_address="1 Quay\nFowey",
    attachments_out=(OutgoingFile("l.pdf", "application/pdf", 1, "ef" * 32),),
    due_at=NOW,
    sent_at=NOW,
    writer="offline",
    writer_note="n",
    demo=True,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'w.db'}")


def test_every_field_of_a_case_comes_back_as_it_was_stored(store: Store) -> None:
    unset = [field.name for field in fields(Case) if getattr(FULL, field.name) in ((), None, "", 0)]
    assert set(unset) <= {"id", "number", "history", "already_here"}, "the example must fill every field"
    with store.writing() as books:
        stored = books.add(FULL)
    with store.reading() as books:
        assert books.case(stored.id) == replace(FULL, id=stored.id, number=stored.number)


def test_an_error_inside_a_transaction_changes_nothing(store: Store) -> None:
    def half_done() -> None:
        with store.writing() as books:
            books.add(FULL)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with store.reading() as books, pytest.raises(NotFound):
        books.case(1)


def test_sqlite_is_set_up_to_lose_nothing(store: Store) -> None:
    with store.reading() as books:
        assert [books._db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")] == [
            "wal",
            2,
        ]


def test_migrations_go_down_to_nothing_and_up_again(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    store = Store(f"sqlite:///{path}")
    newest = _schema(path)
    store.migrate("base")
    assert set(_schema(path)) == {"casework_version", "sqlite_sequence"}
    store.migrate("head")
    assert _schema(path) == newest


def test_the_tables_of_the_migrations_are_the_tables_of_the_code(tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    from casework.tables import metadata

    Store(f"sqlite:///{tmp_path / 'm.db'}").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'c.db'}")
    metadata.create_all(engine)
    migrated, declared = _schema(tmp_path / "m.db"), _schema(tmp_path / "c.db")
    migrated.pop("casework_version")
    assert migrated == declared


def test_the_newest_migration_is_the_one_that_the_code_names() -> None:
    from alembic.script import ScriptDirectory

    from casework.store import MIGRATIONS
    from casework.tables import NEWEST

    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_the_number_of_a_removed_case_is_never_given_again(store: Store) -> None:
    with store.writing() as books:
        books.delete_cases([books.add(FULL).id])
    with store.writing() as books:
        assert books.add(FULL).number == "W-00002"


def test_a_database_of_a_newer_wellput_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    Store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE casework_version SET version_num = '9999'")
    with pytest.raises(CaseworkError, match="newer Wellput"):
        Store(f"sqlite:///{path}")
    assert "cases" in _schema(path)


def test_the_audit_trail_is_whole_after_the_life_of_a_case(house: House) -> None:
    case = house.approved()
    house.desk.mark_sent_by_hand(case.id, RESPONDER)
    assert house.desk.audit_fault() is None
    actions = [event.action for event in house.desk.case(case.id).history]
    assert actions == ["received", "drafted", "edited", "submitted", "approved", "sent_by_hand"]


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE audit SET who = 'eve' WHERE seq = 3", "Event 3 .* was changed"),
        ("UPDATE audit SET detail = '{}' WHERE seq = 2", "Event 2 .* was changed"),
        ("UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE seq = 2", "Event 2 .* was changed"),
        ("DELETE FROM audit WHERE seq = 3", "Event 3 .* missing"),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "end was cut off"),
    ],
)
def test_the_audit_trail_shows_an_edit_a_deletion_and_a_cut_tail(house: House, damage: str, says: str) -> None:
    house.approved()
    with closing(sqlite3.connect(house.folder / "wellput.db")) as db, db:
        db.execute(damage)
    fault = house.desk.audit_fault()
    assert fault is not None
    import re

    assert re.search(says, fault)


def test_two_events_that_changed_places_are_found() -> None:
    events = []
    previous = GENESIS
    for seq in (1, 2, 3):
        event = AuditEvent(seq, NOW, "a", f"act {seq}", "case:1", {}, previous)
        previous = event_hash(event)
        events.append(replace(event, hash=previous))
    assert chain_fault(events, (3, previous)) is None
    assert chain_fault([events[0], events[2], events[1]], (3, previous)) is not None


def test_many_people_on_one_reply_have_one_winner_and_lose_no_text(house: House) -> None:
    case = house.drafted()
    conflicts: list[Conflict] = []
    texts = [f"Text of writer {number}" for number in range(8)]

    def save(text: str) -> None:
        try:
            house.desk.save_text(case.id, text, case.text_revision, SUPERVISOR)
        except Conflict as conflict:
            conflicts.append(conflict)

    threads = [Thread(target=save, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(conflicts) == 7
    assert sorted(version.text for version in house.desk.texts(case.id)[1:]) == texts


def test_people_can_be_changed_but_somebody_stays_administrator(house: House) -> None:
    from tests.unit.casework.conftest import ADMINISTRATOR

    house.desk.save_person(Person("new", "Noor Haas", frozenset({"reviewer"}), "Care Team"), ADMINISTRATOR)
    assert house.desk.person("new").authority == "Care Team"
    assert date(2026, 11, 23) == house.desk.now().date()
    with pytest.raises(NotFound):
        house.desk.person("nobody")


def _schema(path: Path) -> dict[str, list[tuple[str, str, int, int]]]:
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
        return {
            name: [(row[1], row[2], row[3], row[5]) for row in db.execute(f"PRAGMA table_info('{name}')")]
            for name in sorted(names)
            if not name.startswith("sqlite_autoindex_casework")
        }
