"""The same measures on real text from outside the project, when a folder with it is given (``--data``)."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from evals.figure import Figure, Section
from guidelines.check import check
from guidelines.context import Context
from guidelines.policy import load_policy
from knowledge.library import Library

NEUTRAL = Path(__file__).parent.parent / "guidelines" / "policy.yaml"
TODAY = date(2026, 11, 23)
NEGATIVE = {"cannot_or_dont_know", "blame_or_defensive", "dismissive_or_cold", "slang_or_shouting"}
PROMISE = {"absolute_guarantee", "impossible_deadline", "unauthorised_remedy"}
VAGUE = {"vague_commitment"}
GROUPS = (
    ("negative phrasing", NEGATIVE, {"P06", "P08", "P17", "P18"}, 0.80),
    ("promises", PROMISE, {"P10", "P12"}, 0.80),
    ("vague commitments", VAGUE, {"P13"}, None),
)


def measure(folder: Path) -> list[Section]:
    """Sections for `sentences.jsonl` and the `faq-*.jsonl` pair, whichever the folder has."""
    sections = []
    if (folder / "sentences.jsonl").exists():
        sections.append(_sentences(_rows(folder / "sentences.jsonl")))
    if (folder / "faq-answers.jsonl").exists():
        sections.append(_faq(_rows(folder / "faq-answers.jsonl"), _rows(folder / "faq-queries.jsonl")))
    return sections


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sentences(rows: list[dict[str, Any]]) -> Section:
    context = Context(policy=load_policy(NEUTRAL), today=TODAY)
    findings = [check(row["text"], context).findings for row in rows]
    practices = [
        {one.practice for one in found if one.level != "suggestion" or one.start is not None} for found in findings
    ]
    section = Section("Real and hand-made sentences of agents")
    for name, labels, wanted, target in GROUPS:
        truth = [bool(set(row["labels"]) & labels) for row in rows]
        said = [bool(found & wanted) for found in practices]
        right = sum(a and b for a, b in zip(truth, said, strict=True))
        precision = Figure(f"{name}: precision", right, sum(said), 0.90 if target else None)
        recall = Figure(f"{name}: recall", right, sum(truth))
        for row, is_so, was_said in zip(rows, truth, said, strict=True):
            if is_so and not was_said:
                recall.misses.append(f"{row['id']} {row['text'][:110]}")
            if was_said and not is_so:
                precision.misses.append(f"{row['id']} {row['text'][:110]}")
        section.figures += [precision, recall]
        both = sum(said) + sum(truth)
        section.notes.append(
            f"{name}: F1 {2 * right / both if both else 0:.3f}" + (f" (target {target})" if target else "")
        )
    for origin, target in (("real_agent", 0.03), ("other", 0.08)):
        flagged = Figure(f"good sentences flagged ({origin})", target=target, fewer_is_better=True)
        for row, found in zip(rows, findings, strict=True):
            if row["labels"] == ["ok"] and (row["origin"] == "real_agent") is (origin == "real_agent"):
                marked = [one for one in found if one.level != "suggestion"]
                flagged.count(bool(marked), f"{row['id']} {row['text'][:90]}: {', '.join(one.rule for one in marked)}")
        section.figures.append(flagged)
    return section


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
