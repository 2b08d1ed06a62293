"""The same measures on real text from outside the project, when a folder with it is given (``--data``)."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from evals.figure import Figure, Section
from evals.sentences import read_rows, section_of
from knowledge.library import Library

TODAY = date(2026, 11, 23)


def measure(folder: Path) -> list[Section]:
    """Sections for `sentences.jsonl` and the `faq-*.jsonl` pair, whichever the folder has."""
    sections = []
    if (folder / "sentences.jsonl").exists():
        sections.append(section_of("Real and hand-made sentences of agents", read_rows(folder / "sentences.jsonl")))
    if (folder / "faq-answers.jsonl").exists():
        sections.append(_faq(read_rows(folder / "faq-answers.jsonl"), read_rows(folder / "faq-queries.jsonl")))
    return sections


def _faq(answers: list[dict[str, Any]], queries: list[dict[str, Any]]) -> Section:
    first = Figure("right answer first", target=0.818)
    third = Figure("right answer in the first three", target=0.942)
    empty = Figure("empty list", fewer_is_better=True)
    with tempfile.TemporaryDirectory(prefix="wellput-evals-") as name:
        source = Path(name) / "documents"
        source.mkdir()
        for row in answers:
            (source / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
        library = Library(Path(name) / "data", today=TODAY)
        try:
            library.add([source])
            for row in queries:
                documents = [hit.passage.document for hit in library.search(row["query"], k=6)]
                ids = list(dict.fromkeys(Path(document).stem for document in documents))
                got = f"{row['id']} {row['query']} -> {', '.join(ids[:3]) or 'nothing'}"
                empty.count(not ids)
                first.count(bool(set(ids[:1]) & set(row["relevant"])), got)
                third.count(bool(set(ids[:3]) & set(row["relevant"])), got)
        finally:
            library.close()
    return Section("Questions about a web application's help (FAQ)", [first, third, empty])
