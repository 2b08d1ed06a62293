"""The door: what scripts see on standard output, and its exit codes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from knowledge.__main__ import main

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WELLPUT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("WELLPUT_CHROMA_URL", raising=False)
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "docs" / "sub" / "tea.md").write_text(
        "# Green tea\n\nGreen tea is brewed at eighty degrees for two minutes."
    )
    return tmp_path / "docs"


def test_add_search_list_and_remove_speak_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(folder), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["document"], row["outcome"]) == ("sub/tea.md", "added")

    assert main(["search", "How hot should the water be for green tea?", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert {"id", "document", "version", "section", "text", "score"} <= set(hits[0])

    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["status"] == "current"

    assert main(["remove", "sub/tea.md", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "removed"


def test_a_search_with_nothing_loaded_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "anything", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_stream_of_questions_is_answered_line_by_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["add", str(folder)])
    capsys.readouterr()
    lines = '{"id": 1, "query": "temperature for brewing green tea"}\nnonsense\n{"id": 3, "query": "How do I fly a kite?"}\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["search", "--jsonl"]) == 2
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["id"] == 1
    assert first["results"][0]["document"] == "sub/tea.md"
    assert "error" in second
    assert third == {"id": 3, "results": []}


def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    for arguments in (
        ["remove", "nothing.md"],
        ["add", str(tmp_path / "empty.txt")],
        ["add", str(tmp_path / "missing.md")],
        ["search", " "],
        ["restore", "nothing.md"],
        ["details", "nothing.md", "--owner", "Tom Ash"],
    ):
        assert main(arguments) == 2
        error = capsys.readouterr().err.strip().splitlines()
        assert error
        assert "Traceback" not in "".join(error)


def test_a_removed_document_is_restored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(folder)])
    main(["remove", "sub/tea.md"])
    capsys.readouterr()
    assert main(["restore", "sub/tea.md", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "current"
    (folder / "sub" / "tea.md").write_text("# Green tea\n\nGreen tea is brewed at seventy degrees for two minutes.")
    main(["add", str(folder)])
    capsys.readouterr()
    assert main(["restore", "sub/tea.md", "--version", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1


def test_what_an_editor_says_of_a_document_is_kept_and_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(folder)])
    capsys.readouterr()
    said = ["--owner", "Tom Ash", "--audience", "internal", "--review-by", "2026-01-31", "--standing", "current"]
    assert main(["details", "sub/tea.md", *said, "--json"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["owner"], entry["audience"], entry["review_by"]) == ("Tom Ash", "internal", "2026-01-31")
    assert (entry["corrected"], entry["status"]) == (True, "current")
    assert main(["details", "sub/tea.md", "--owner", "", "--review-by", "", "--json"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["owner"], entry["audience"], entry["review_by"]) == ("", "internal", None)
    assert main(["details", "sub/tea.md"]) == 0
    assert "audience: internal" in capsys.readouterr().out


def test_a_rebuild_tells_how_many_passages_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(folder)])
    capsys.readouterr()
    assert main(["rebuild", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"passages": 1, "embedded": 0}


def test_an_archive_can_be_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("tea.md", "# Green tea\n\nGreen tea is brewed at eighty degrees for two minutes.")
    assert main(["add", str(tmp_path / "all.zip"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["document"] == "tea.md"


def test_of_many_files_the_unchanged_ones_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "many").mkdir()
    for at in range(60):
        (tmp_path / "many" / f"{at}.md").write_text(f"# Box {at}\n\nThe box number {at} holds {at + 2} cups of tea.")
    main(["add", str(tmp_path / "many")])
    capsys.readouterr()
    (tmp_path / "many" / "7.md").write_text("# Box 7\n\nThe box number 7 holds nothing any more, since it was opened.")
    assert main(["add", str(tmp_path / "many")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("7.md: replaced.")
    assert lines[1:] == ["Of the files so far: 1 replaced, 59 unchanged."]


def test_a_search_starts_without_what_it_does_not_need(folder: Path) -> None:
    main(["add", str(folder)])
    asked = "import sys; from knowledge.__main__ import main; main(['search', 'green tea', '--json']); "
    looked = "print([name for name in ('chromadb', 'langchain', 'openai', 'streamlit') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked + looked], cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "sub/tea.md" in done.stdout


def test_a_load_is_stopped_by_ctrl_c_and_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    for at in range(400):
        (tmp_path / "many" / f"{at:03}.md").write_text(f"# Box {at}\n\nThe box number {at} holds {at + 2} cups of tea.")
    command = [sys.executable, "-m", "knowledge", "add", str(tmp_path / "many"), "--json"]
    register = tmp_path / "data" / "knowledge.db"
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not _documents(register):
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    rows = json.loads(out)
    assert process.returncode == 0
    assert 0 < len(rows) < 400
    assert f"Stopped. Of the files so far: {len(rows)} added. Run the same command again to go on from here." in err
    assert _documents(register) == len(rows)


def _documents(register: Path) -> int:
    """How many documents the register of another process holds at this moment."""
    if not register.exists():
        return 0
    with contextlib.closing(sqlite3.connect(register)) as database, contextlib.suppress(sqlite3.OperationalError):
        return int(database.execute("SELECT count(*) FROM knowledge_versions").fetchone()[0])
    return 0
