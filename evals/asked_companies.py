"""The invented companies with their documents and the questions to them, answerable and not (P07, P08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "companies"
HELD_BACK = FOLDER / "held_back"


@dataclass(frozen=True, slots=True)
class Question:
    """``documents`` are those that answer, none where nothing does; ``quote`` are the words that do, where marked;
    ``near`` is whether an unanswerable question is a near miss."""

    text: str
    documents: frozenset[str] = frozenset()
    quote: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class AskedCompany:
    """``superseded`` names the documents that are not in force."""

    name: str
    documents: dict[str, str]
    questions: Sequence[Question]
    superseded: frozenset[str]


def companies(folder: Path = FOLDER) -> list[AskedCompany]:
    """Every company in a folder, by name. Raises KeyError or yaml.YAMLError for a file that is none."""
    return [_company(path) for path in sorted(folder.glob("*.yaml"))]


def _company(path: Path) -> AskedCompany:
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    answerable = [
        Question(row["ask"], frozenset(row.get("documents") or [row["document"]]), row.get("quote", ""))
        for row in said["answerable"]
    ]
    unanswerable = [
        Question(row, near=True) if isinstance(row, str) else Question(row["ask"], near=bool(row.get("near", True)))
        for row in said["unanswerable"]
    ]
    return AskedCompany(
        path.stem, said["documents"], [*answerable, *unanswerable], frozenset(said.get("superseded") or ())
    )
