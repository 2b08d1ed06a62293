"""A desk of its own for the page tests: a temporary data folder, no demonstration, the real rooms below."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

APP = Path(__file__).parents[2] / "app.py"
TESSA, MARCUS, INES, GWEN = "tessa", "marcus", "ines", "gwen"
WARRANTY = b"# Warranty\n\n## How long\n\nEvery toaster has a warranty of two years from the day of delivery.\n"
LETTER = (
    "From: Ruth Example <ruth@example.org>\nTo: help@toasters.example\nSubject: My toaster\n"
    "Message-ID: <{number}@example.org>\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n\n"
    "Dear Sir or Madam,\n\nmy toaster {number} has stopped working. How long is the warranty?\n\nRuth Example\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk that the pages of this module open: one document, no letters."""
    import streamlit as st

    from ui import seat

    kept = {name: value for name, value in os.environ.items() if name.startswith(("WELLPUT_", "OPENAI_"))}
    for name in kept:
        del os.environ[name]
    os.environ["WELLPUT_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))
    os.environ["WELLPUT_TODAY"] = "2026-11-22"
    st.cache_resource.clear()
    opened = seat.desk()
    opened.warm_up = lambda: None  # type: ignore[method-assign]  # no thread outlives a test
    opened.documents.add("warranty.md", WARRANTY, opened.person(INES))
    yield opened
    opened.library.close()
    st.cache_resource.clear()
    for name in [name for name in os.environ if name.startswith("WELLPUT_")]:
        del os.environ[name]
    os.environ.update(kept)


@pytest.fixture
def letter(desk: Desk, request: pytest.FixtureRequest) -> Case:
    """A letter of this test's own, not drafted yet."""
    number = int(sha256(request.node.name.encode()).hexdigest()[:7], 16)
    return desk.receive("toaster.eml", LETTER.format(number=number).encode(), desk.person(TESSA))


@pytest.fixture
def open_page(desk: Desk) -> Callable[..., AppTest]:
    """Open a page as somebody: ``open_page("case", MARCUS, id=3)``."""

    def opened(name: str = "inbox", who: str = TESSA, **query: object) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=60)
        page.session_state["person"] = who
        for key, value in query.items():
            page.query_params[key] = str(value)
        page.run()
        if name != "inbox":
            page.switch_page(f"ui/{name}.py")
            for key, value in query.items():
                page.query_params[key] = str(value)
            page.run()
        assert not page.exception
        return page

    return opened
