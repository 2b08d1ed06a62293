"""The door: what scripts see on standard output, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from knowledge.__main__ import main


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
    ):
        assert main(arguments) == 2
        error = capsys.readouterr().err.strip().splitlines()
        assert error
        assert "Traceback" not in "".join(error)
