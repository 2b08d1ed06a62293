"""Does the check find what must not be sent, and leave good replies alone? (P01 to P18)"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from drafting.letter import Letter
from evals.company import AGENT, TODAY, Company
from evals.figure import Figure, Section
from guidelines.finding import Finding

FOLDER = Path(__file__).parent / "replies"


@dataclass(frozen=True)
class Fault:
    """A good reply with one thing in it made wrong: ``start`` to ``end`` is where, empty for something left out."""

    id: str
    letter: str
    good: str
    text: str
    start: int
    end: int
    practices: tuple[str, ...]
    level: str
    held_back: bool


@dataclass(frozen=True)
class Good:
    id: str
    letter: str
    text: str
    held_back: bool


def read_replies() -> tuple[list[Good], list[Fault]]:
    """The good replies and those with a planted fault. Raises ValueError when a fault's place is not in its reply."""
    good: list[Good] = []
    faults: list[Fault] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = {row["id"]: row["text"].strip() for row in file["good"]}
        good += [Good(row["id"], file["letter"], texts[row["id"]], bool(row.get("held_back"))) for row in file["good"]]
        faults += [_fault(row, file["letter"], texts) for row in file["faults"]]
    return good, faults


def _fault(row: dict[str, Any], letter: str, texts: dict[str, str]) -> Fault:
    base, old, new = texts[row["of"]], row["replace"], row["with"]
    at = base.find(old)
    if at < 0:
        raise ValueError(f"{row['id']}: its reply {row['of']} does not say {old!r}.")
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = _common_tail(old[same:], new[same:])
    text = base[:at] + new + base[at + len(old) :]
    start, end = _whole_words(text, at + same, at + len(new) - tail)
    return Fault(
        row["id"],
        letter,
        row["of"],
        text,
        start,
        end,
        tuple(row["practice"]),
        row["level"],
        bool(row.get("held_back")),
    )


def _common_tail(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The changed stretch, widened to whole words: "Mrs" made "Mr" is a change of that word."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def measure(company: Company) -> list[Section]:
    """Two sections, the replies to work with and those held back."""
    good, faults = read_replies()
    checker = _Checker(company)
    found = {reply.id: checker.findings(reply.letter, reply.text) for reply in good}
    sections = []
    for held_back, title in ((False, "Replies to work with"), (True, "Replies held back")):
        errors = Figure("faults that must block, found at level error", target=0.85)
        milder = Figure("milder faults, found at any level", target=0.75)
        quiet = Figure("good replies with no error and at most one warning", target=0.95)
        blocked = Figure("good replies with an error finding", fewer_is_better=True, target=0.05)
        for reply in (one for one in good if one.held_back is held_back):
            _judge_good(reply, found[reply.id], quiet, blocked)
        for fault in (one for one in faults if one.held_back is held_back):
            caught = _caught(fault, checker.findings(fault.letter, fault.text), found[fault.good])
            if fault.level == "error":
                errors.count("error" in caught, f"{fault.id}: {_planted(fault)!r} {sorted(caught) or 'not found'}")
            else:
                milder.count(bool(caught), f"{fault.id}: {_planted(fault)!r}")
        sections.append(Section(title, [errors, milder, quiet, blocked]))
    return sections


def _planted(fault: Fault) -> str:
    return fault.text[fault.start : fault.end] or "(left out)"


def _judge_good(reply: Good, findings: tuple[Finding, ...], quiet: Figure, blocked: Figure) -> None:
    errors = [one for one in findings if one.level == "error"]
    warnings = [one for one in findings if one.level == "warning"]
    said = "; ".join(f"{one.rule} {one.text!r} ({one.message})" for one in [*errors, *warnings])
    quiet.count(not errors and len(warnings) <= 1, f"{reply.id}: {said}")
    blocked.count(bool(errors), f"{reply.id}: {said}")


def _caught(fault: Fault, findings: tuple[Finding, ...], before: tuple[Finding, ...]) -> set[str]:
    """The levels at which the planted fault was found: at its place, or for its practice, and not in the good reply."""
    known = {(one.rule, one.text) for one in before}
    return {
        one.level
        for one in findings
        if (one.rule, one.text) not in known and (one.practice in fault.practices or _at_its_place(one, fault))
    }


def _at_its_place(finding: Finding, fault: Fault) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < fault.end and fault.start < finding.end


class _Checker:
    """Checks replies to the letters of a company; each letter is read, understood and searched once."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._known: dict[str, tuple[Letter, Any, Any]] = {}

    def findings(self, name: str, text: str) -> tuple[Finding, ...]:
        from casework.prepare import check_reply, search_points
        from drafting.understand import understand

        around = self._company.around
        if name not in self._known:
            letter = self._company.letter(name)
            enquiry = understand(letter, around.policy, today=TODAY, embed=around.library.embed)
            passages = [hit.passage for found in search_points(enquiry, around.library) for hit in found.hits]
            self._known[name] = (letter, enquiry, passages)
        letter, enquiry, passages = self._known[name]
        facts = self._company.facts(name)
        report = check_reply(
            text, around, letter=letter, enquiry=enquiry, passages=passages, facts=facts, agent=AGENT, look_up=True
        )
        return report.findings
