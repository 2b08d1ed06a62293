"""A reply on text that changed after its approval, with the real rooms below: the check stops it before it goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.case import Case
from casework.desk import Desk
from casework.errors import NotAllowed
from casework.opening import open_desk
from settings import Settings

WARRANTY = b"# Warranty\n\n## How long\n\nEvery toaster has a warranty of two years from the day of delivery.\n"
LETTER = b"Dear Sir or Madam,\n\nhow long is the warranty of your toaster?\n\nKind regards,\nRuth Vane\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)  # no settings file of whoever runs the tests
    opened = open_desk(Settings(data_dir=tmp_path / "data", today=date(2026, 11, 22)))
    opened.documents.add("warranty.md", WARRANTY, opened.person("ines"))
    yield opened
    opened.library.close()


@pytest.fixture
def approved(desk: Desk) -> Case:
    case = desk.draft(desk.receive("letter.txt", LETTER, desk.person("tessa")).id, desk.person("tessa"))
    assert "two years" in case.text
    desk.submit(case.id, desk.person("tessa"))
    return desk.approve(case.id, desk.person("marcus"))


def test_a_figure_that_the_documents_no_longer_hold_stops_an_approved_reply(desk: Desk, approved: Case) -> None:
    desk.documents.add("warranty.md", WARRANTY.replace(b"two years", b"three years"), desk.person("ines"))
    with pytest.raises(NotAllowed, match="two years"):
        desk.export(approved.id, "docx", desk.person("tessa"))
    assert desk.case(approved.id).state == "changes_requested"


def test_a_change_elsewhere_in_the_documents_stops_nothing(desk: Desk, approved: Case) -> None:
    desk.documents.add("warranty.md", WARRANTY + b"\n## Claims\n\nShow the receipt.\n", desk.person("ines"))
    assert desk.export(approved.id, "docx", desk.person("tessa"))[0].endswith(".docx")
    assert desk.case(approved.id).state == "approved"
