"""Single sentences of agents, labelled: negative phrasing and promises found, good ones left alone (P06 to P18).

A row has ``id``, ``text`` and ``labels``; a finding of any level but a suggestion without a place counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evals.figure import Figure, Section
from guidelines.check import check
from guidelines.context import Context
from guidelines.finding import Finding
from guidelines.policy import load_policy

FOLDER = Path(__file__).parent / "sentences"
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
Row = dict[str, Any]


def measure() -> list[Section]:
    """The sentences to work with, and those held back, of which only the figures are told."""
    sections = [section_of("Sentences to work with", read_rows(FOLDER / "work.jsonl"))]
    held_back = section_of("Sentences held back", read_rows(FOLDER / "held_back.jsonl"))
    for figure in held_back.figures:
        figure.misses = []
    return [*sections, held_back]


def read_rows(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def section_of(title: str, rows: Sequence[Row]) -> Section:
    """Precision, recall and F1 for each group of labels, and false alarms on good sentences by their origin."""
    from knowledge.embedding import MiniLM

    context = Context(policy=load_policy(NEUTRAL), today=TODAY, embed=MiniLM().recall)
    findings = [check(row["text"], context).findings for row in rows]
    section = Section(title)
    for name, labels, wanted, target in GROUPS:
        _count_group(section, name, rows, findings, labels, wanted, target)
    _count_alarms(section, rows, findings)
    return section


def _count_group(
    section: Section,
    name: str,
    rows: Sequence[Row],
    findings: Sequence[tuple[Finding, ...]],
    labels: set[str],
    wanted: set[str],
    target: float | None,
) -> None:
    truth = [bool(set(row["labels"]) & labels) for row in rows]
    said = [any(one.practice in wanted for one in found) for found in findings]
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    precision = Figure(f"{name}: precision", right, sum(said), 0.90 if target else None)
    recall = Figure(f"{name}: recall", right, sum(truth))
    for row, found, is_so, was_said in zip(rows, findings, truth, said, strict=True):
        if is_so and not was_said:
            recall.misses.append(f"{row['id']} {row['text'][:160]}")
        if was_said and not is_so:
            rules = ", ".join(f"{one.rule} {one.text[:50]!r}" for one in found if one.practice in wanted)
            precision.misses.append(f"{row['id']} {row['labels']} {row['text'][:160]}: {rules}")
    section.figures += [precision, recall]
    both = sum(said) + sum(truth)
    goal = f" (target {target})" if target else ""
    section.notes.append(f"{name}: F1 {2 * right / both if both else 0:.3f}{goal}")


def _count_alarms(section: Section, rows: Sequence[Row], findings: Sequence[tuple[Finding, ...]]) -> None:
    for real, words, target in ((True, "of real agents", 0.03), (False, "hand-made", 0.08)):
        flagged = Figure(f"good sentences flagged ({words})", target=target, fewer_is_better=True)
        for row, found in zip(rows, findings, strict=True):
            if row["labels"] == ["ok"] and (row.get("origin") == "real_agent") is real:
                rules = ", ".join(f"{one.rule} {one.text[:50]!r}" for one in found)
                flagged.count(bool(found), f"{row['id']} {row['text'][:160]}: {rules}")
        if flagged.of:
            section.figures.append(flagged)
