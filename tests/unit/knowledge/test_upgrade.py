"""A register of the first form is brought to the newest, in place, with all that it holds."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from knowledge.details import Details
from knowledge.library import Library

# As the first release made it, word for word.
FIRST_FORM = """
CREATE TABLE knowledge_versions (
    "key" INTEGER NOT NULL, document VARCHAR(500) NOT NULL, version INTEGER NOT NULL, state VARCHAR(10) NOT NULL,
    title TEXT NOT NULL, sha256 VARCHAR(64) NOT NULL, added_at VARCHAR(32) NOT NULL, passages INTEGER NOT NULL,
    front TEXT NOT NULL, head TEXT NOT NULL, notes TEXT NOT NULL, PRIMARY KEY ("key"), UNIQUE (document, version));
CREATE TABLE knowledge_passages (
    "key" INTEGER NOT NULL, id VARCHAR(560) NOT NULL, document VARCHAR(500) NOT NULL, version INTEGER NOT NULL,
    live BOOLEAN NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL, page INTEGER, vector BLOB NOT NULL,
    PRIMARY KEY ("key"), UNIQUE (id));
CREATE TABLE knowledge_marks (id VARCHAR(560) NOT NULL, way VARCHAR(3) NOT NULL, PRIMARY KEY (id));
CREATE TABLE knowledge_state (name VARCHAR(40) NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name));
CREATE INDEX ix_knowledge_versions_document ON knowledge_versions (document);
CREATE INDEX ix_knowledge_passages_live ON knowledge_passages (live);
CREATE INDEX ix_knowledge_passages_document ON knowledge_passages (document);
"""
TEXTS = {
    1: "The Heron lamp takes an LED bulb of seven watts with a screw cap.",
    2: "The Heron lamp takes an LED bulb of nine watts with a screw cap.",
}
QUESTION = "Which bulb does the Heron lamp take?"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    maker = Library(tmp_path / "maker")
    vectors = maker.embed([f"Heron lamp\n{text}" for text in TEXTS.values()])
    maker.close()
    with sqlite3.connect(tmp_path / "knowledge.db") as database:
        database.executescript(FIRST_FORM)
        for version, vector in zip(TEXTS, vectors, strict=True):
            state = "latest" if version == 2 else "replaced"
            database.execute(
                "INSERT INTO knowledge_versions VALUES (?, 'lamps.md', ?, ?, 'Heron lamp', ?, ?, 1, '{}', 'Heron lamp', '[]')",
                (version, version, state, f"{version}" * 64, "2026-01-05T10:00:00+00:00"),
            )
            database.execute(
                "INSERT INTO knowledge_passages VALUES (?, ?, 'lamps.md', ?, ?, 'Heron lamp', ?, NULL, ?)",
                (version, f"lamps.md@{version}#1", version, version == 2, TEXTS[version], vector.tobytes()),
            )
        database.execute("INSERT INTO knowledge_marks VALUES ('lamps.md@2#1', 'in')")
        database.execute(
            "INSERT INTO knowledge_state VALUES ('generation', '2'), ('embedding', 'all-MiniLM-L6-v2-int8')"
        )
    database.close()
    return tmp_path


def test_documents_passages_vectors_and_marks_are_all_there_afterwards(data_dir: Path) -> None:
    library = Library(data_dir, today=date(2026, 11, 22))
    (hit,) = library.search(QUESTION)
    assert (hit.passage.id, hit.passage.text) == ("lamps.md@2#1", TEXTS[2])
    assert [(entry.version, entry.status) for entry in library.documents()] == [(1, "superseded"), (2, "current")]
    assert library.passage("lamps.md@1#1") is not None
    assert library._register.marks() == []
    assert library.to_embed() == 0
    library.close()


def test_the_words_of_each_passage_are_counted_afterwards(data_dir: Path) -> None:
    library = Library(data_dir)
    library.search(QUESTION)
    (words,) = library._register.live_words()
    assert {"heron", "lamp", "bulb", "nine"} <= set(words.split())
    library.close()


def test_what_is_kept_beside_the_texts_is_worked_out_once_and_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    library.add_file("lamps.md", f"# Heron lamp\n\n{TEXTS[2]}".encode())

    def again(*_: object) -> None:
        raise AssertionError("it was worked out again")

    for name in ("words.words_of", "readings.as_kept", "register.Register.add_imprints"):
        monkeypatch.setattr(f"knowledge.{name}", again)
    assert library.search(QUESTION)
    assert library.documents()[0].status == "current"
    assert library._register.without_imprint(1) == []
    library.close()


def test_what_another_release_read_off_is_read_again(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(data_dir)
    assert library.documents()[1].audience == "public"
    monkeypatch.setattr("knowledge.readings.fingerprint", lambda: "another release")
    monkeypatch.setattr("knowledge.readings.audience", lambda *_: "internal")
    library.set_details("lamps.md", Details(owner="Tom Ash"))
    assert library.documents()[1].audience == "internal"
    library.close()


def test_an_earlier_version_can_be_restored_and_its_original_is_said_to_be_missing(data_dir: Path) -> None:
    library = Library(data_dir)
    assert library.original("lamps.md") is None
    assert library.restore("lamps.md", 1).status == "current"
    assert library.search(QUESTION)[0].passage.text == TEXTS[1]
    library.close()


def test_processes_that_open_it_at_once_wait_for_each_other(data_dir: Path) -> None:
    counts: list[int] = []

    def open_it() -> None:
        library = Library(data_dir, one_shot=True)
        counts.append(len(library.documents()))
        library.close()

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [2, 2, 2, 2]
    with sqlite3.connect(data_dir / "knowledge.db") as database:
        assert database.execute("SELECT count(*) FROM knowledge_vectors").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM knowledge_state WHERE name IN ('id', 'schema')").fetchone() == (
            2,
        )
    database.close()


def test_opening_it_again_changes_nothing(data_dir: Path) -> None:
    for _ in range(2):
        library = Library(data_dir)
        state = library._register.state("id")
        library.close()
    again = Library(data_dir)
    assert again._register.state("id") == state
    again.close()
