"""Which passages a reply rests on: kept with the case, counted by document, taken over from an older database."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from casework.case import Case
from casework.citation import cited, standing
from casework.store import Store
from drafting.reply import Part, Reply, Sentence
from tests.unit.casework.test_store import FULL

WARRANTY = Sentence("The paddle is under warranty for two years.", ("care.md@2#1", "policy:remedies/refund"))
DELIVERY = Sentence("It reaches you within 3 days.", ("post.md@1#4", "care.md@2#9"))
REPLY = Reply((Part("explanation", (WARRANTY, DELIVERY)),), "offline")


def answered(text: str = REPLY.text, state: str = "drafted", number: int = 0) -> Case:
    sha = f"{number:064d}"
    return replace(FULL, reply=REPLY, text=text, state=state, original_sha256=sha)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'w.db'}")


def test_only_passages_are_citations() -> None:
    assert cited(answered()) == {"care.md@2#1": "care.md", "post.md@1#4": "post.md", "care.md@2#9": "care.md"}


def test_a_sentence_that_a_person_changed_no_longer_counts() -> None:
    assert list(cited(answered(REPLY.text.replace("two years", "three years")))) == ["post.md@1#4", "care.md@2#9"]


def test_other_line_breaks_and_another_order_change_nothing() -> None:
    text = "It reaches you\nwithin 3 days.\n\nThe paddle is under warranty for two years."
    found = standing(REPLY, text)
    assert [text[one.start : one.end] for one in found] == [WARRANTY.text, "It reaches you\nwithin 3 days."]


@pytest.mark.parametrize("state", ["discarded", "no_reply_due"])
def test_a_case_without_a_reply_cites_nothing(state: str) -> None:
    assert cited(answered(state=state)) == {}


def test_citations_follow_the_text_in_the_same_transaction(store: Store) -> None:
    with store.writing() as books:
        case = books.add(answered())
    with store.writing() as books:
        books.put(replace(case, text=DELIVERY.text))
    with store.reading() as books:
        assert sorted(books.citations.passages()) == ["care.md@2#9", "post.md@1#4"]


def test_a_case_that_was_not_stored_leaves_no_citation(store: Store) -> None:
    def half_done() -> None:
        with store.writing() as books:
            books.add(answered())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with store.reading() as books:
        assert books.citations.passages() == []


def test_replies_are_counted_once_a_document(store: Store) -> None:
    with store.writing() as books:
        for number in range(3):
            books.add(answered(number=number))
        books.add(answered(DELIVERY.text, number=4))
    with store.reading() as books:
        assert books.citations.replies_by_document() == {"care.md": 4, "post.md": 4}
        assert books.citations.states(["care.md@2#1"]) == {"drafted": 3}


def test_the_newest_cases_on_a_passage_come_first_and_no_more_than_asked(store: Store) -> None:
    with store.writing() as books:
        ids = [books.add(answered(number=number)).id for number in range(4)]
    with store.reading() as books:
        assert books.citations.cases_on(["care.md@2#1", "post.md@1#4"], ["drafted"], 2) == [ids[3], ids[2]]
        assert books.citations.cases_on(["care.md@2#1"], ["sent"], 2) == []


def test_removed_cases_take_their_citations_with_them(store: Store) -> None:
    with store.writing() as books:
        case = books.add(answered())
        books.delete_cases([case.id])
    with store.reading() as books:
        assert books.citations.passages() == []


def test_an_older_database_keeps_its_cases_and_learns_what_they_cite(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    store = Store(f"sqlite:///{path}")
    with store.writing() as books:
        kept = books.add(answered())
        books.add(answered(state="discarded", number=1))
        books.add(replace(FULL, reply=None, text="", original_sha256="f" * 64))
    store.migrate("0001")
    with closing(sqlite3.connect(path)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert {"cases", "texts"} <= tables
    assert not {"citations", "gaps"} & tables
    store.migrate("head")
    with store.reading() as books:
        assert books.case(kept.id) == kept
        assert sorted(books.citations.passages()) == sorted(cited(kept))
        assert books.citations.states(list(cited(kept))) == {"drafted": 1}


def test_more_cases_than_one_step_of_the_migration_are_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    store = Store(f"sqlite:///{path}")
    with store.writing() as books:
        books.add(answered())
    store.migrate("0001")
    reply = json.dumps({"parts": [{"name": "explanation", "sentences": [{"text": "So.", "sources": ["a.md@1#1"]}]}]})
    with closing(sqlite3.connect(path)) as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(cases)") if row[1] != "id"]
        columns = ", ".join(names)
        row = db.execute(f"SELECT {columns} FROM cases").fetchone()
        for number in range(1, 701):
            values = dict(zip(names, row, strict=True)) | {
                "reply": reply,
                "text": "So.",
                "original_sha256": f"o{number}",
            }
            db.execute(f"INSERT INTO cases ({columns}) VALUES ({', '.join('?' * len(names))})", list(values.values()))
        db.commit()
    store.migrate("head")
    with store.reading() as books:
        assert books.citations.replies_by_document()["a.md"] == 700
