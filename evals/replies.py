"""Does the check find what must not be sent, and leave good replies alone? (P01 to P18)"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from drafting.letter import Letter
from evals.figure import Figure, Section
from guidelines.finding import Finding

if TYPE_CHECKING:
    from casework.prepare import Surroundings
    from guidelines.context import CaseFacts

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
    kind: str = ""


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
        faults += [fault_of(row, file["letter"], texts) for row in file["faults"]]
    return good, faults


def fault_of(row: dict[str, Any], letter: str, texts: dict[str, str]) -> Fault:
    """A row of a file of replies as a fault; raises ValueError when its place is not in the reply it is made from."""
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
        str(row.get("kind", "")),
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


class Answering(Protocol):
    """A company whose replies are judged: the demonstration (`evals.company`), or one of `evals.desks`."""

    @property
    def around(self) -> Surroundings: ...
    @property
    def agent(self) -> str: ...
    def letter(self, name: str) -> Letter: ...
    def facts(self, name: str) -> CaseFacts: ...
    def role(self, name: str) -> str: ...


@dataclass
class Judged:
    """What became of good and faulty replies, and which kinds of fault were found how often."""

    errors: Figure = field(default_factory=lambda: Figure("faults that must block, found at level error", target=0.85))
    milder: Figure = field(default_factory=lambda: Figure("milder faults, found at any level", target=0.75))
    quiet: Figure = field(
        default_factory=lambda: Figure("good replies with no error and at most one warning", target=0.95)
    )
    blocked: Figure = field(
        default_factory=lambda: Figure("good replies with an error finding", fewer_is_better=True, target=0.05)
    )
    kinds: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def good(self, reply: Good, findings: tuple[Finding, ...]) -> None:
        errors = [one for one in findings if one.level == "error"]
        warnings = [one for one in findings if one.level == "warning"]
        said = "; ".join(f"{one.level} {one.rule} {one.text!r} ({one.message})" for one in [*errors, *warnings])
        self.quiet.count(not errors and len(warnings) <= 1, f"{reply.id}: {said}")
        self.blocked.count(bool(errors), f"{reply.id}: {said}")

    def fault(self, fault: Fault, caught: set[str]) -> None:
        found = "error" in caught if fault.level == "error" else bool(caught)
        figure = self.errors if fault.level == "error" else self.milder
        planted = fault.text[fault.start : fault.end] or "(left out)"
        figure.count(found, f"{fault.id} [{fault.kind}]: {planted!r} {sorted(caught) or 'not found'}")
        self.kinds[fault.kind or fault.practices[0]].append(found)

    def section(self, title: str, *, told: bool = True) -> Section:
        """The figures; without ``told`` nothing of the replies themselves, for those that are held back."""
        figures = [self.errors, self.milder, self.quiet, self.blocked]
        if not told:
            for figure in figures:
                figure.misses = []
        shares = (f"{kind} {sum(rows)}/{len(rows)}" for kind, rows in sorted(self.kinds.items()))
        return Section(title, figures, [f"Found by kind of fault: {', '.join(shares)}"] if self.kinds else [])


def measure(company: Answering) -> list[Section]:
    """Two sections over the demonstration's replies: those to work with, and those held back."""
    good, faults = read_replies()
    sections = []
    for held_back, title in ((False, "Replies to work with"), (True, "Replies held back")):
        judged = Judged()
        chosen = {reply.id for reply in good if reply.held_back is held_back}
        wanted = [fault for fault in faults if fault.held_back is held_back]
        sections_of(company, good, wanted, judged, chosen)
        sections.append(judged.section(title, told=not held_back))
    return sections


def sections_of(
    company: Answering, good: list[Good], faults: list[Fault], judged: Judged, chosen: set[str] | None = None
) -> None:
    """Check every reply of a company and count it in ``judged``; of the good ones only ``chosen``, where given."""
    checker = _Checker(company)
    based_on = {fault.good for fault in faults}
    counted = [reply for reply in good if chosen is None or reply.id in chosen]
    found = {
        reply.id: checker.findings(reply.letter, reply.text)
        for reply in good
        if reply in counted or reply.id in based_on
    }
    for reply in counted:
        judged.good(reply, found[reply.id])
    for fault in faults:
        judged.fault(fault, _caught(fault, checker.findings(fault.letter, fault.text), found[fault.good]))


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
    """Checks replies to the letters of a company as the door does; each letter is read and searched once."""

    def __init__(self, company: Answering) -> None:
        self._company = company
        self._known: dict[str, tuple[Letter, Any, Any]] = {}

    def findings(self, name: str, text: str) -> tuple[Finding, ...]:
        from casework.prepare import check_reply

        letter, enquiry, passages = self._known.get(name) or self._read(name)
        report = check_reply(
            text,
            self._company.around,
            letter=letter,
            enquiry=enquiry,
            passages=passages,
            facts=self._company.facts(name),
            agent=self._company.agent,
            role=self._company.role(name),
            look_up=True,
        )
        return report.findings

    def _read(self, name: str) -> tuple[Letter, Any, Any]:
        from casework.prepare import products_meant, search_points
        from drafting.understand import understand

        around = self._company.around
        letter = self._company.letter(name)
        enquiry = understand(
            letter,
            around.policy,
            today=around.today,
            embed=around.library.embed,
            known_products=products_meant(letter, around.library),
        )
        passages = [hit.passage for found in search_points(enquiry, around.library) for hit in found.hits]
        self._known[name] = (letter, enquiry, passages)
        return self._known[name]
