"""A disk that is full while documents are loaded: it is said, nothing that was there is touched, and it goes on after."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.index import Index
from knowledge.library import Library

ROOT = Path(__file__).parents[2]
LAMPS = b"# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts with a screw cap, and its cable is two metres long."
QUESTION = "Which bulb does the Heron lamp take?"
# No file of this process may grow beyond a size: what a program meets on a full disk.
LOAD = """
import json, resource, signal, sys
from pathlib import Path
from knowledge.errors import KnowledgeError
from knowledge.library import Library
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = int(sys.argv[3])
library = Library(Path(sys.argv[1]))
library.documents()
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
try:
    rows = library.add([Path(sys.argv[2])])
    print(json.dumps({"rows": len(rows), "notice": library.notice}))
except KnowledgeError as error:
    print(json.dumps({"message": error.message, "next_step": error.next_step}))
"""


def loaded(data_dir: Path, folder: Path, most: int) -> dict[str, str]:
    """What a process says that may write no file larger than ``most`` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(data_dir), str(folder), str(most)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    library = Library(tmp_path / "data")
    library.add_file("lamps.md", LAMPS)
    library.close()
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents whose text does not shrink: together larger than the disk will take."""
    (tmp_path / "docs").mkdir()
    for at in range(24):
        lines = [f"The box {at}-{line} holds {line * at} cups of tea." for line in range(60)]
        (tmp_path / "docs" / f"{at:02}.md").write_text(f"# Box {at}\n\n" + "\n\n".join(lines))
    return tmp_path / "docs"


def test_a_full_disk_is_said_and_the_next_load_goes_on(data_dir: Path, folder: Path) -> None:
    said = loaded(data_dir, folder, most=500_000)
    assert said["message"] == "The disk is full, so this was not stored; what was there before is untouched."
    assert "Free some space" in said["next_step"]
    library = Library(data_dir)
    before = {entry.document for entry in library.documents()}
    assert "lamps.md" in before
    assert 1 < len(before) < 25
    assert library.search(QUESTION)[0].passage.document == "lamps.md"
    assert len(library._register.live_ids()) == sum(entry.passages for entry in library.documents())
    rows = library.add([folder])
    assert {row.outcome for row in rows} == {"added", "unchanged"}
    assert sum(row.outcome == "unchanged" for row in rows) == len(before) - 1
    assert len(library.documents()) == 25
    assert library.notice == ""
    library.close()


def test_a_disk_that_is_full_for_the_index_alone_leaves_the_documents_stored_and_found(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise RuntimeError("Error in compactor: database or disk is full (code: 13)")

    library = Library(data_dir)
    with monkeypatch.context() as patched:
        patched.setattr(Index, "_work_off", full)
        assert (
            library.add_file("tea.md", b"# Tea\n\nGreen tea is brewed at eighty degrees for two minutes.").outcome
            == "added"
        )
        assert library.search("How hot is the water for green tea?")[0].passage.document == "tea.md"
        assert "The disk is full, so the search index could not" in library.notice
        assert "the documents themselves are stored" in library.notice
        with pytest.raises(KnowledgeError, match="disk is full"):
            library._nearest._opened().follow(library._register)
    assert library.rebuild() == 2
    assert library.notice == ""
    library.close()


def test_a_disk_without_room_for_a_register_is_said(tmp_path: Path, folder: Path) -> None:
    said = loaded(tmp_path / "new", folder, most=10_000)
    assert said["message"].startswith("The disk is full")
    assert Library(tmp_path / "new").documents() == []
