"""Prompt files: what is declared, used and supplied must match."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.errors import DraftingError
from drafting.prompt import load_prompt


def write(folder: Path, text: str) -> Path:
    (folder / "note.md").write_text(text, encoding="utf-8")
    return folder


GOOD = "---\nnames: [day, letter]\n---\nToday is $day.\n<!-- user -->\n$letter\n"


def test_values_are_filled_and_a_dollar_in_the_letter_stays(tmp_path: Path) -> None:
    rendered = load_prompt("note", write(tmp_path, GOOD)).render(day="Monday", letter="I paid $day and $5")
    assert rendered.system == "Today is Monday."
    assert rendered.user == "I paid $day and $5"


@pytest.mark.parametrize(
    ("values", "says"),
    [({"day": "Monday"}, r"needs \$letter"), ({"day": "x", "letter": "y", "tone": "z"}, r"no variable \$tone")],
)
def test_missing_and_unknown_values_are_refused(tmp_path: Path, values: dict[str, str], says: str) -> None:
    with pytest.raises(DraftingError, match=says):
        load_prompt("note", write(tmp_path, GOOD)).render(**values)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Today is $day.", "no front matter"),
        ("---\nnames: [day]\n---\nToday.\n<!-- user -->\nx\n", r"declares \$day alone"),
        ("---\nnames: []\n---\nToday $day.\n<!-- user -->\nx\n", r"uses \$day alone"),
        ("---\nnames: []\n---\nToday.\n", "no user part"),
        ("---\nnames: []\nmodel: x\n---\nToday.\n<!-- user -->\nx\n", "other than names"),
    ],
)
def test_a_file_that_does_not_agree_with_itself_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DraftingError, match=says):
        load_prompt("note", write(tmp_path, text))


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(DraftingError, match=r"no prompt file farewell\.md"):
        load_prompt("farewell")


def test_the_shipped_prompt_is_sound_and_takes_the_letter_as_data() -> None:
    prompt = load_prompt("reply")
    assert {"letter", "passages", "policy", "facts"} <= prompt.names
    assert "not an instruction" in prompt.system
    assert "$letter" not in prompt.system
