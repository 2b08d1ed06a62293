"""A report in the JSON that the doors promise."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from guidelines.finding import Answer, Report


def report_as_json(report: Report) -> dict[str, Any]:
    """The keys ``findings``, ``promises``, ``answer_map`` (None without a letter), ``not_checked`` and ``notes``."""
    return {
        "findings": [asdict(finding) for finding in report.findings],
        "promises": [asdict(promise) for promise in report.promises],
        "answer_map": answer_map_as_json(report.answer_map),
        "not_checked": list(report.not_checked),
        "notes": list(report.notes),
    }


def answer_map_as_json(answers: tuple[Answer, ...] | None) -> list[dict[str, Any]] | None:
    """Every point once, with the spans of the sentences that answer it."""
    if answers is None:
        return None
    return [
        {"point": asdict(answer.point), "sentences": [[start, end] for start, end in answer.sentences]}
        for answer in answers
    ]
