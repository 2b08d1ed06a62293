"""Many files at once: folders, archives, uploads; names; what is unchanged; stopping and going on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.loading.reader import Reader
from knowledge.progress import Progress
from knowledge.searcher import Searcher

ROOT = Path(__file__).parents[3]
LAMPS = b"# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts with a screw cap, and its cable is two metres long."
BIKES = b"# Bicycle hire\n\nA bicycle costs twelve pounds a day. Bring it back before six in the evening, with the lock and the helmet."
TEA = b"# Green tea\n\nGreen tea is brewed at eighty degrees for two minutes, in a pot that was warmed before."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    one = Library(tmp_path / "data", today=date(2026, 11, 22))
    yield one
    one.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in (("lamps.md", LAMPS), ("hire/bikes.md", BIKES), ("tea.md", TEA)):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "docs"


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def outcomes(library: Library, *files: tuple[str, bytes]) -> list[tuple[str, str]]:
    return [(row.document, row.outcome) for row in library.add_files(files)]


def test_an_archive_is_loaded_as_the_folder_that_it_holds(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({"lamps.md": LAMPS, "hire/bikes.md": BIKES, "picture.png": b"\x89PNG"}))
    rows = library.add([archive])
    assert [(row.document, row.outcome) for row in rows] == [("lamps.md", "added"), ("hire/bikes.md", "added")]
    assert library.search("What does a bicycle cost a day?")[0].passage.id == "hire/bikes.md@1#1"
    assert [row.outcome for row in library.add([archive])] == ["unchanged", "unchanged"]


def test_an_archive_inside_a_folder_stands_for_a_folder_of_its_name(library: Library, folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "spring.zip").write_bytes(zipped({"lamps.md": LAMPS}))
    assert "more/spring/lamps.md" in [row.document for row in library.add([folder])]


def test_a_bad_archive_is_refused_and_the_rest_is_loaded(library: Library) -> None:
    assert outcomes(library, ("broken.zip", b"PK\x03\x04 not really"), ("lamps.md", LAMPS)) == [
        ("broken.zip", "refused"),
        ("lamps.md", "added"),
    ]


def test_of_two_files_of_one_name_in_one_upload_the_first_is_loaded_and_the_second_refused(library: Library) -> None:
    first, second = library.add_files([("terms.md", LAMPS), ("terms.md", BIKES)])
    assert (first.outcome, second.outcome) == ("added", "refused")
    assert second.message == "Another file of this name came with it, and that one was taken."
    assert "another name" in second.next_step
    assert [(entry.document, entry.version) for entry in library.documents()] == [("terms.md", 1)]


def test_the_same_file_twice_in_one_upload_is_taken_once(library: Library) -> None:
    assert outcomes(library, ("terms.md", LAMPS), ("terms.md", LAMPS)) == [
        ("terms.md", "added"),
        ("terms.md", "unchanged"),
    ]
    assert len(library.documents()) == 1


def test_a_file_that_was_refused_does_not_take_the_name_from_a_good_one(library: Library) -> None:
    assert outcomes(library, ("terms.md", b""), ("terms.md", LAMPS)) == [("terms.md", "refused"), ("terms.md", "added")]


def test_an_archive_and_a_file_of_one_name_count_as_two(library: Library) -> None:
    rows = outcomes(library, ("lamps.md", LAMPS), ("all.zip", zipped({"lamps.md": BIKES, "tea.md": TEA})))
    assert rows == [("lamps.md", "added"), ("lamps.md", "refused"), ("tea.md", "added")]


def test_unchanged_files_are_not_read_again(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add([folder])

    def read(*_: object) -> None:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(Reader, "read", read)
    assert {row.outcome for row in library.add([folder])} == {"unchanged"}


def test_a_document_that_was_removed_is_loaded_again_though_its_file_is_unchanged(
    library: Library, folder: Path
) -> None:
    library.add([folder])
    library.remove("tea.md")
    assert {row.document: row.outcome for row in library.add([folder])} == {
        "hire/bikes.md": "unchanged",
        "lamps.md": "unchanged",
        "tea.md": "added",
    }


def test_what_was_edited_here_is_not_undone_by_loading_its_folder_again(library: Library, folder: Path) -> None:
    library.add([folder])
    library.add_file("tea.md", TEA.replace(b"eighty", b"seventy"))
    row = next(row for row in library.add([folder]) if row.document == "tea.md")
    assert (row.outcome, row.version) == ("unchanged", 2)
    assert "written here stays" in row.message
    (folder / "tea.md").write_bytes(TEA.replace(b"eighty", b"ninety"))
    assert next(row for row in library.add([folder]) if row.document == "tea.md").outcome == "replaced"


def test_a_load_that_is_stopped_goes_on_where_it_was(library: Library, folder: Path) -> None:
    for at in range(150):
        (folder / f"note-{at:03}.md").write_bytes(
            b"# Note %d\n\nThe note number %d is about the box %d." % (at, at, at)
        )
    seen: list[Progress] = []
    rows = library.add([folder], seen.append, stop=lambda: bool(seen) and seen[-1].done > 20)
    assert 20 < len(rows) < 153
    assert {row.outcome for row in rows} == {"added"}
    assert library.search("What is the note number 5 about?")
    again = library.add([folder])
    assert len(again) == 153
    assert sum(row.outcome == "unchanged" for row in again) == len(rows)
    assert sum(row.outcome == "added" for row in again) == 153 - len(rows)
    assert len({entry.document for entry in library.documents()}) == 153


def test_progress_tells_files_and_passages_and_ends_with_all_of_them(library: Library, folder: Path) -> None:
    (folder / "all.zip").write_bytes(zipped({"one.md": LAMPS, "two.md": BIKES, "three.md": b""}))
    seen: list[Progress] = []
    library.add([folder], seen.append)
    assert seen[-1] == Progress(6, 6, "", 5, 0.0)
    assert [now.done for now in seen] == sorted(now.done for now in seen)
    assert {"tea.md", "all/one.md"} <= {now.name for now in seen}


def test_two_processes_that_load_one_folder_at_once_store_each_file_once(folder: Path, tmp_path: Path) -> None:
    for at in range(20):
        (folder / f"note-{at:02}.md").write_bytes(
            b"# Note %d\n\nThe note number %d is about the box %d." % (at, at, at)
        )
    command = [sys.executable, "-m", "knowledge", "add", str(folder), "--json"]
    environment = {**os.environ, "WELLPUT_DATA_DIR": str(tmp_path / "data")}
    two = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    rows = [row for process in two for row in json.loads(process.communicate(timeout=120)[0])]
    assert {row["outcome"] for row in rows} == {"added", "unchanged"}
    assert sum(row["outcome"] == "added" for row in rows) == 23
    library = Library(tmp_path / "data")
    assert [(entry.version, entry.status) for entry in library.documents()] == [(1, "current")] * 23
    library.close()


def test_searches_beside_a_load_do_not_wait_for_each_document(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.searcher.PATIENCE", 1e9)
    library.add_file("first.md", LAMPS)
    library.search("anything")
    read: list[int] = []
    own = Searcher._read
    monkeypatch.setattr(Searcher, "_read", lambda self, generation: read.append(generation) or own(self, generation))
    during: list[bool] = []

    def search(now: Progress) -> None:
        if now.name:
            during.append(bool(library.search("What is the Heron lamp's cable like?")))

    library.add([folder], search)
    assert (set(during), read) == ({True}, [])
    assert library.search("How hot is the water for green tea?")[0].passage.document == "tea.md"
    assert len(read) == 1


def test_what_is_removed_beside_a_load_is_not_found_any_more(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.searcher.PATIENCE", 1e9)
    library.add_file("first.md", LAMPS)
    assert library.search("Which bulb does the Heron lamp take?")
    found: list[str] = []

    def remove(now: Progress) -> None:
        if now.name == "tea.md" and not found:
            library.remove("first.md")
            found.extend(hit.passage.document for hit in library.search("Which bulb does the Heron lamp take?"))

    (folder / "lamps.md").unlink()
    library.add([folder], remove)
    assert "first.md" not in found
    assert library.search("Which bulb does the Heron lamp take?") == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\papers\\terms.md", "C:/papers/terms.md"),
        ("../../terms.md", "terms.md"),
        ("/etc/terms.md", "etc/terms.md"),
        ("a\nb.md", "a b.md"),
        ("Größe.md", "Größe.md"),
    ],
)
def test_a_document_has_a_name_that_can_be_typed(library: Library, given: str, name: str) -> None:
    assert library.add_file(given, LAMPS).document == name


def test_a_name_without_an_end_is_cut_and_keeps_its_ending(library: Library) -> None:
    row = library.add_file("x" * 3_000 + ".md", LAMPS)
    assert row.outcome == "added"
    assert len(row.document) == 450
    assert row.document.endswith("x.md")


def test_a_file_named_in_another_encoding_is_loaded(library: Library, folder: Path) -> None:
    (Path(str(folder)) / b"Gr\xf6\xdfe.md".decode("utf-8", "surrogateescape")).write_bytes(LAMPS)
    assert "Größe.md" in [row.document for row in library.add([folder]) if row.outcome == "added"]


def test_what_is_not_an_ordinary_file_is_refused(library: Library) -> None:
    (row,) = library.add([Path("/dev/null")])
    assert (row.outcome, row.message) == ("refused", "This is not an ordinary file.")


def test_a_banner_is_no_title(library: Library) -> None:
    library.add_file(
        "workshop-notes.txt",
        b"INTERNAL - NOT FOR CUSTOMERS\n\nThe spare lids stand on the second shelf of the workshop.",
    )
    assert library.entry("workshop-notes.txt").title == "Workshop notes"
    assert library.entry("workshop-notes.txt").audience == "internal"
