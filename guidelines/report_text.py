"""A report in lines, as linters write theirs: ``path:line:column: level: message [practice rule]``."""

from __future__ import annotations

from collections.abc import Iterator

from guidelines.finding import Finding, Report

_LONGEST = 120


def report_lines(report: Report, text: str, path: str) -> Iterator[str]:
    """What to mend, what is promised and what is answered in the draft ``text`` of that path.

    Lines and columns count from 1; what is missing from a draft stands at its first. Details of a finding follow it,
    indented.
    """
    for finding in report.findings:
        place = _place(text, finding.start or 0)
        yield f"{path}:{place}: {finding.level}: {finding.message} [{finding.practice} {finding.rule}]"
        yield from _details(finding)
    for promise in report.promises:
        when = f", by {promise.deadline}" if promise.deadline else ""
        place = _place(text, promise.start)
        yield f"{path}:{place}: promise: {_quoted(promise.text)}{when}: {promise.verdict}. {promise.why}".rstrip()
    for answer in report.answer_map or ():
        sentences = " ".join(text[start:end] for start, end in answer.sentences)
        yield f"{path}: point: {_quoted(answer.point.text)} -> {_flat(sentences) or 'not answered'}"
    if report.not_checked:
        yield f"{path}: not checked: {', '.join(report.not_checked)}"
    for note in report.notes:
        yield f"{path}: note: {note}"
    if not report.findings:
        yield f"{path}: nothing to mend."


def _details(finding: Finding) -> Iterator[str]:
    if finding.text:
        yield f"    {_quoted(finding.text)}"
    if finding.rewrite is not None:
        yield f"    better: {_flat(finding.rewrite) or 'leave it out'}"


def _place(text: str, offset: int) -> str:
    before = text[:offset]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _quoted(text: str) -> str:
    flat = _flat(text)
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[: _LONGEST - 1].rstrip()}…”"


def _flat(text: str) -> str:
    return " ".join(text.split())
