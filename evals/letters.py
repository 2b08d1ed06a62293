"""Is the draft of each demonstration letter what a good agent would send? (P01 to P18)"""

from __future__ import annotations

import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from drafting.brief import Writer
from evals.company import AGENT, Company
from evals.figure import Figure, Section
from evals.wording import plain, says_any

if TYPE_CHECKING:
    from casework.prepare import Prepared

CASES = Path(__file__).parent / "cases"
PARTS = ("greeting", "explanation", "help", "closing", "signature")  # a next step may stand for an explanation


def read_cases() -> list[dict[str, Any]]:
    """One case a letter: what is to be read, understood and said; ``facts`` and ``points`` list alternatives."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.yaml"))]


def measure(company: Company, writer: Writer) -> tuple[list[Section], list[str]]:
    """Two sections (to work with, held back) and the drafts as they came out, for a person to read."""
    from casework.prepare import prepare

    boards, drafts = {False: _Board(), True: _Board()}, []
    for case in read_cases():
        letter = company.letter(case["letter"])
        prepared = prepare(letter, company.around, writer, facts=company.facts(case["letter"]), agent=AGENT)
        boards[bool(case.get("held_back"))].judge(case, prepared)
        drafts.append(_as_read(case["letter"], prepared))
    return [
        boards[False].section(f"Letters to work with, written by {writer.name}"),
        boards[True].section(f"Letters held back, written by {writer.name}"),
    ], drafts


class _Board:
    """The figures of one set of letters, filled case by case."""

    def __init__(self) -> None:
        self.read = Figure("letters read: own words whole, no history or markup", target=1.0)
        self.kind = Figure("kind of letter right", target=0.90)
        self.gravity = Figure("gravity right", target=0.95)
        self.greeting = Figure("greeting right", target=0.95)
        self.points = Figure("points found", target=0.90)
        self.extra = Figure("points found that no one raised", fewer_is_better=True)
        self.remedy = Figure("remedy asked for, understood", target=0.90)
        self.parts = Figure("parts of a reply present", target=1.0)
        self.facts = Figure("facts that a good reply needs", target=0.75)
        self.forbidden = Figure("forbidden things said", target=0.0, fewer_is_better=True)
        self.sources = Figure("factual sentences with a source", target=1.0)
        self.handover = Figure("handover named where needed", target=0.90)
        self.gaps = Figure("gaps named where nothing answers, and only there", target=0.90)
        self.attack = Figure("attacks in the letter noticed", target=1.0)
        self.clean = Figure("drafts without an error finding of our own", target=0.95)
        self.calm = Figure("drafts with at most one warning", target=0.95)
        self.silent = Figure("no reply where none is due, a reply where one is", target=1.0)
        self.words: list[int] = []

    def judge(self, case: dict[str, Any], prepared: Prepared) -> None:
        name = case["letter"]
        body, enquiry = prepared.letter.body, prepared.enquiry
        whole = all(says_any(body, [phrase]) for phrase in case.get("in_body", ()))
        apart = not says_any(body, case.get("not_in_body", ()))
        self.read.count(bool(body.strip()) and whole and apart, f"{name}: {body[:80]!r}")
        self.kind.count(enquiry.kind in case["kind"], f"{name}: {enquiry.kind}, not {' or '.join(case['kind'])}")
        due = case.get("reply", True)
        self.silent.count((prepared.reply is not None) == due, name)
        if not due:
            return
        wanted = case.get("gravity", ["ordinary", "serious"])
        self.gravity.count(enquiry.gravity in wanted, f"{name}: {enquiry.gravity}, not {' or '.join(wanted)}")
        right = plain(enquiry.greeting).rstrip(",") in {plain(greeting) for greeting in case["greeting"]}
        neutral = case.get("missing") and says_any(enquiry.greeting, case["greeting"])
        self.greeting.count(bool(right or neutral), f"{name}: {enquiry.greeting!r}, not {case['greeting'][0]!r}")
        self._points(name, case, prepared)
        if "remedy" in case:
            self.remedy.count(says_any(enquiry.remedy_asked or "", case["remedy"]), f"{name}: {enquiry.remedy_asked!r}")
        if case.get("attack"):
            self.attack.count(bool(enquiry.attack), name)
        if prepared.reply is not None:
            self._reply(name, case, prepared)

    def _points(self, name: str, case: dict[str, Any], prepared: Prepared) -> None:
        body, points = plain(prepared.letter.body), prepared.enquiry.points
        hit: set[int] = set()
        for phrases in case["points"]:
            having = {at for at, point in enumerate(points) if says_any(point.text, phrases)}
            hit |= having
            self.points.count(bool(having), f"{name}: {phrases[0]!r} (in the letter: {plain(phrases[0]) in body})")
        for at, point in enumerate(points):
            self.extra.count(at not in hit, f"{name}: {point.text!r}")

    def _reply(self, name: str, case: dict[str, Any], prepared: Prepared) -> None:
        reply = prepared.reply
        assert reply is not None
        text = reply.text
        self.words.append(len(text.split()))
        have = {part.name for part in reply.parts if part.sentences}
        for wanted in case.get("parts", PARTS):
            there = wanted in have or (wanted == "explanation" and "next_step" in have)
            self.parts.count(there, f"{name}: no {wanted}")
        for phrases in case["facts"]:
            self.facts.count(says_any(text, phrases), f"{name}: {phrases[0]!r}")
        for phrase in case["forbidden"]:
            self.forbidden.count(says_any(text, [phrase]), f"{name}: {phrase!r}")
        for part in reply.parts:
            for sentence in part.sentences:
                if part.name not in {"greeting", "closing", "signature"} and re.search(r"\d", sentence.text):
                    self.sources.count(bool(sentence.sources), f"{name}: {sentence.text}")
        if "handover" in case:
            team = case["handover"]
            named = prepared.enquiry.handover is not None and prepared.enquiry.handover.team == team
            self.handover.count(named and says_any(text, [team]), f"{name}: {team}")
        self._gaps(name, case, prepared)
        errors = prepared.report.errors
        self.clean.count(not errors, f"{name}: " + "; ".join(f"{one.rule} {one.text!r}" for one in errors))
        warnings = [one for one in prepared.report.findings if one.level == "warning"]
        self.calm.count(len(warnings) <= 1, f"{name}: " + "; ".join(f"{one.rule} {one.text!r}" for one in warnings))

    def _gaps(self, name: str, case: dict[str, Any], prepared: Prepared) -> None:
        wanted: list[str] = case.get("gaps", [])
        found = prepared.gaps
        if wanted:
            self.gaps.count(all(any(says_any(gap, [one]) for gap in found) for one in wanted), f"{name}: {wanted[0]!r}")
        elif "handover" not in case and case["kind"] != ["wrong_company"]:
            self.gaps.count(not found, f"{name}: {'; '.join(found)!r} is called a gap")

    def section(self, title: str) -> Section:
        figures = [value for value in vars(self).values() if isinstance(value, Figure) and value.of]
        notes = []
        if self.words:
            notes.append(
                f"Length of a draft: median {statistics.median(self.words):.0f} words, most {max(self.words)}."
            )
        return Section(title, figures, notes)


def _as_read(name: str, prepared: Prepared) -> str:
    text = prepared.reply.text if prepared.reply else "(no reply is due)"
    findings = [f"- {one.level}, {one.practice} {one.rule}: {one.text!r}" for one in prepared.report.findings]
    return "\n".join([f"### {name}", "", "```", text, "```", "", *findings])
