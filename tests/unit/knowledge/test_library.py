"""Documents in, passages out, on real SQLite and Chroma: versions, crashes, a second process, damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import KnowledgeError
from knowledge.index import Index
from knowledge.library import Library
from knowledge.progress import Progress

LAMPS = b"# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts with a screw cap, and its cable is two metres long."
BIKES = b"# Bicycle hire\n\nA bicycle costs twelve pounds a day. Bring it back before six in the evening, with the lock and the helmet."
QUESTION = "Which bulb does the Heron lamp take?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    one = Library(tmp_path / "data", today=date(2026, 11, 22))
    yield one
    one.close()


def found(library: Library, query: str) -> list[str]:
    return [hit.passage.document for hit in library.search(query)]


def test_a_search_finds_the_document_that_answers(library: Library) -> None:
    library.add_file("lamps.md", LAMPS)
    library.add_file("bikes.md", BIKES)
    hits = library.search(QUESTION)
    assert hits[0].passage.document == "lamps.md"
    assert hits[0].passage.id == "lamps.md@1#1"
    assert hits[0].passage.section == "Heron lamp"
    assert 0 < hits[0].score <= 1


def test_a_search_in_an_empty_folder_is_empty_and_leaves_nothing_behind(tmp_path: Path) -> None:
    library = Library(tmp_path / "none")
    assert library.search(QUESTION) == []
    assert library.documents() == []
    assert not (tmp_path / "none").exists()


def test_a_folder_is_loaded_with_what_is_below_it_and_one_bad_file_stops_no_other(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "docs"
    (folder / "hire").mkdir(parents=True)
    (folder / "hire" / "bikes.md").write_bytes(BIKES)
    (folder / "empty.md").write_bytes(b"")
    (folder / "lamps.md").write_bytes(LAMPS)
    seen: list[Progress] = []
    rows = library.add([folder], seen.append)
    assert {row.document: row.outcome for row in rows} == {
        "hire/bikes.md": "added",
        "empty.md": "refused",
        "lamps.md": "added",
    }
    assert seen[-1] == Progress(3, 3, "", passages=2, seconds_left=0.0)
    refused = next(row for row in rows if row.outcome == "refused")
    assert refused.message == "The file is empty."
    assert refused.next_step


def test_the_same_document_twice_is_said_to_be_unchanged(library: Library) -> None:
    library.add_file("lamps.md", LAMPS)
    again = library.add_file("lamps.md", LAMPS)
    assert (again.outcome, again.version) == ("unchanged", 1)
    assert len(library.documents()) == 1


def test_a_new_version_replaces_the_old_one_wholly_and_the_old_one_can_still_be_cited(library: Library) -> None:
    library.add_file("bikes.md", BIKES)
    replaced = library.add_file("bikes.md", BIKES.replace(b"twelve", b"fifteen"))
    assert (replaced.outcome, replaced.version) == ("replaced", 2)
    texts = [hit.passage.text for hit in library.search("What does it cost to hire a bicycle for a day?")]
    assert len(texts) == 1
    assert "fifteen" in texts[0]
    old = library.passage("bikes.md@1#1")
    assert old is not None
    assert "twelve" in old.text
    assert [(entry.version, entry.status) for entry in library.documents()] == [(1, "superseded"), (2, "current")]


def test_an_older_version_under_another_name_is_listed_and_never_found(library: Library) -> None:
    library.add_file("hire-terms-2024.md", BIKES.replace(b"Bicycle hire", b"Hire terms"))
    library.add_file("hire-terms-2026.md", BIKES.replace(b"Bicycle hire", b"Hire terms").replace(b"twelve", b"fifteen"))
    assert set(found(library, "What does a bicycle cost a day?")) == {"hire-terms-2026.md"}
    entry = next(entry for entry in library.documents() if entry.document == "hire-terms-2024.md")
    assert (entry.status, entry.superseded_by) == ("superseded", "hire-terms-2026.md")


def test_a_removed_document_is_not_found_and_comes_back_when_added_again(library: Library) -> None:
    library.add_file("lamps.md", LAMPS)
    assert library.remove("lamps.md").status == "removed"
    assert found(library, QUESTION) == []
    assert library.passage("lamps.md@1#1") is not None
    assert library.add_file("lamps.md", LAMPS).outcome == "added"
    assert found(library, QUESTION) == ["lamps.md"]


def test_removing_what_is_not_there_says_so(library: Library) -> None:
    with pytest.raises(KnowledgeError, match="no document"):
        library.remove("nothing.md")


def test_a_crash_between_the_register_and_the_index_loses_and_doubles_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add_file("bikes.md", BIKES)

    def crash(*_: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(Index, "follow", crash)
        with pytest.raises(SystemExit):
            library.add_file("lamps.md", LAMPS)
    library.close()
    after = Library(tmp_path / "data")
    assert found(after, QUESTION) == ["lamps.md"]
    assert after._nearest._index is not None
    assert after._nearest._index.count() == 2
    assert after._register.marks() == []
    after.close()


def test_an_index_that_was_thrown_away_is_filled_from_the_register(library: Library, tmp_path: Path) -> None:
    library.add_file("lamps.md", LAMPS)
    library.close()
    shutil.rmtree(tmp_path / "data" / "chroma")
    after = Library(tmp_path / "data")
    assert found(after, QUESTION) == ["lamps.md"]
    assert after.rebuild() == 1
    assert found(after, QUESTION) == ["lamps.md"]
    after.close()


def test_what_another_process_adds_is_found_by_the_running_one(library: Library, tmp_path: Path) -> None:
    library.add_file("bikes.md", BIKES)
    assert found(library, QUESTION) == []
    door = Library(tmp_path / "data", one_shot=True)
    assert door.add_file("lamps.md", LAMPS).outcome == "added"
    assert found(door, QUESTION) == ["lamps.md"]
    door.close()
    assert found(library, QUESTION) == ["lamps.md"]


def test_a_one_shot_search_finds_the_same_as_the_index(library: Library, tmp_path: Path) -> None:
    library.add_file("lamps.md", LAMPS)
    library.add_file("bikes.md", BIKES)
    one_shot = Library(tmp_path / "data", one_shot=True)
    exact, indexed = one_shot.search(QUESTION), library.search(QUESTION)
    assert [hit.passage.id for hit in exact] == [hit.passage.id for hit in indexed]
    assert [hit.score for hit in exact] == pytest.approx([hit.score for hit in indexed], abs=1e-3)
    one_shot.close()


def test_a_damaged_register_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").write_bytes(b"no database" * 500)
    with pytest.raises(KnowledgeError, match="register of documents"):
        Library(tmp_path).search(QUESTION)


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(library: Library) -> None:
    texts = ["a short one", "a much longer sentence about the warranty of a lamp that flickers " * 4, "three"]
    together = library.embed(texts)
    assert together.shape == (3, 384)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(together[0] @ library.embed([texts[0]])[0], 1.0, atol=0.01)
