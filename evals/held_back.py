"""The same questions put to companies that nobody looks at while the search is worked on (P07, P08)."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from evals.asked_companies import HELD_BACK, AskedCompany, companies
from evals.figure import Section
from evals.found import Found
from knowledge.library import Library

TODAY = date(2026, 11, 23)


def measure(folder: Path = HELD_BACK) -> list[Section]:
    """One section over every company in ``folder``, each loaded into a library of its own."""
    found = Found("Knowledge: companies held back")
    for company in companies(folder):
        _ask(company, found)
    return [found.section]


def _ask(company: AskedCompany, found: Found) -> None:
    with tempfile.TemporaryDirectory(prefix="wellput-evals-") as folder:
        library = Library(Path(folder), today=TODAY)
        try:
            library.add_files([(name, text.encode()) for name, text in company.documents.items()])
            results = library.search_many([one.text for one in company.questions])
        finally:
            library.close()
    for one, hits in zip(company.questions, results, strict=True):
        documents = [hit.passage.document for hit in hits]
        found.count(f"{company.name}: {one.text}", documents, one.documents, one.near, company.superseded)
