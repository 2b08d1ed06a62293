"""Does the search find the right document, no superseded one first, and nothing when nothing answers? (P07, P21)"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from evals.company import Company
from evals.figure import Figure, Section
from evals.found import Found

FILE = Path(__file__).parent / "questions.yaml"
SUPERSEDED = {  # not in force on the day of the demonstration: replaced, expired, or not begun
    "returns-policy-2025.md",
    "fell-leaflet.md",
    "the-kettle-clinic.md",
    "summer-trade-in.txt",
    "delivery-prices-2027.md",
}


def read_questions() -> list[dict[str, Any]]:
    """Rows of {id, question, documents, near?, held_back?}; no documents means that nothing answers."""
    rows: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return rows


def measure(company: Company) -> list[Section]:
    """Three sections: which documents are in force, the questions to work with and those held back."""
    rows = read_questions()
    return [
        _standing(company),
        _section("Knowledge: questions to work with", [row for row in rows if not row.get("held_back")], company),
        _section("Knowledge: questions held back", [row for row in rows if row.get("held_back")], company),
    ]


def _standing(company: Company) -> Section:
    right = Figure("documents rightly in force or out of it", target=1.0)
    for row in company.library.documents():
        in_force = row.status == "current"
        right.count(in_force is (row.document not in SUPERSEDED), f"{row.document} is {row.status}")
    return Section("Knowledge: versions", [right])


def _section(title: str, rows: list[dict[str, Any]], company: Company) -> Section:
    found = Found(title)
    for row in rows:
        documents = [hit.passage.document for hit in company.library.search(row["question"], k=5)]
        found.count(
            f"{row['id']} {row['question']}", documents, set(row["documents"]), bool(row.get("near")), SUPERSEDED
        )
    return found.section
