"""What goes wrong below the pages is one sentence on them, and the rest of the page stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from ui import notices, sending

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

MARCUS, INES = "marcus", "ines"
WORDS = "Dear Ms Example,\n\nthank you for writing.\n\nKind regards,\nMarcus Adeyemi"
Open = Callable[..., AppTest]


def said(page: AppTest) -> str:
    boxes = (*page.success, *page.warning, *page.error, *page.caption)
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def html_of(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


@pytest.fixture
def data(desk: Desk) -> Path:
    return desk._policy_file.path.parent


def test_the_starting_policy_is_called_one_until_somebody_writes_their_own(open_page: Open, desk: Desk) -> None:
    assert "This is the starting policy" in said(policy_page(open_page))
    desk.save_policy(desk.policy_text + "\n# ours\n", desk.person(MARCUS))
    assert "This is the starting policy" not in said(policy_page(open_page))


def policy_page(open_page: Open) -> AppTest:
    page = open_page("guidelines", MARCUS)
    page.session_state["guidelines_chosen"] = "policy"
    return page.run()


@pytest.mark.parametrize("name", ["inbox", "case", "review", "knowledge", "guidelines"])
def test_a_spoilt_policy_is_named_with_its_line_once_and_the_page_still_stands(
    open_page: Open, desk: Desk, letter: Case, data: Path, name: str
) -> None:
    desk.save_text(letter.id, WORDS, 0, desk.person(MARCUS))
    (data / "policy.yaml").write_text("company: {name: Toasters}\nsurprise: 1\n")
    try:
        page = open_page(name, MARCUS, id=letter.id)
        assert said(page).count("surprise") == 1
        assert notices.UNEXPECTED not in said(page)
        if name == "case":
            assert "my toaster" in html_of(page)
        if name == "guidelines":
            assert any("surprise: 1" in str(area.value) for area in page.text_area)  # to be mended where it is shown
    finally:
        (data / "policy.yaml").unlink()


def test_a_lost_original_is_told_and_the_letter_is_still_shown(
    open_page: Open, desk: Desk, letter: Case, data: Path
) -> None:
    (data / "originals" / letter.original_sha256).unlink()
    page = open_page("case", id=letter.id)
    assert "Restore it from a backup" in said(page)
    assert "my toaster" in html_of(page)


def test_a_file_that_could_not_be_made_is_told_on_the_page(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.save_text(letter.id, WORDS, 0, desk.person(MARCUS))
    page = open_page("case", id=letter.id)
    page.session_state[sending.FAULTS] = ["The sign ☃ can't be printed. Take it out."]
    page.run()
    assert "☃ can't be printed" in said(page)


def test_a_vector_folder_that_vanished_is_a_sentence(open_page: Open, desk: Desk, data: Path) -> None:
    for folder in [path for path in data.iterdir() if path.is_dir() and "chroma" in path.name]:
        shutil.rmtree(folder)
    page = open_page("knowledge", INES)
    page.text_input(key="question").set_value("How long is the warranty of a toaster?").run()
    assert not page.exception
    assert "Traceback" not in said(page)
