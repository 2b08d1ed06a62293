"""On the invented companies' documents nearly every one is rightly told to be in force or out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.loading.formats import read_document
from knowledge.preparing import prepared
from knowledge.versions import edition, standings

ROOT = Path(__file__).parents[3] / "evals" / "companies"
TODAY = date(2026, 11, 23)


def told(folder: Path) -> Iterator[tuple[str, bool, bool]]:
    """Each document with whether it is in force by the code, and by the people who read it."""
    for path in sorted(folder.glob("*.yaml")):
        company: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        editions = []
        for name, text in company["documents"].items():
            version = prepared(name, "", b"", "folder", read_document(name, text.encode()))
            editions.append(edition(name, version.title, version.front, version.head))
        for name, standing in standings(editions, TODAY).items():
            yield f"{path.stem}/{name}", standing.current, name not in company["superseded"]


@pytest.mark.parametrize("folder", [ROOT, ROOT / "held_back"], ids=["to work with", "held back"])
def test_documents_are_rightly_in_force_or_out_of_it(folder: Path) -> None:
    rows = list(told(folder))
    wrong = [name for name, is_current, should_be in rows if is_current is not should_be]
    lost = [name for name, is_current, should_be in rows if should_be and not is_current]
    assert len(rows) >= 50
    assert len(wrong) <= 0.05 * len(rows), wrong
    assert len(lost) <= 0.01 * sum(should_be for _, _, should_be in rows), lost
