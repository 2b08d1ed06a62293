"""The door of the guidelines: ``python -m guidelines check DRAFT``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from functools import lru_cache
from pathlib import Path
from typing import Any

from doors import (
    DONE,
    FINDINGS,
    BadInput,
    DoorParser,
    answer_lines,
    case_facts,
    enter,
    open_library,
    optional,
    policy_in_force,
    read_bytes,
    read_facts,
    read_text,
    required,
    show,
    today,
)
from guidelines.check import check
from guidelines.context import CaseFacts, Context, Embed
from guidelines.finding import Report
from guidelines.report_json import report_as_json
from guidelines.rulebook import load_rules
from settings import Settings


class Checker:
    """Checks drafts of one company; the heavy rooms are opened only when a letter stands beside a draft."""

    def __init__(self, settings: Settings, meaning: bool = False) -> None:
        """``meaning`` also reads drafts without a letter beyond their words: it loads a model, for many lines."""
        self.settings = settings
        self.embed: Embed | None = None
        if meaning:
            from knowledge.embedding import MiniLM

            self.embed = MiniLM().recall
        self.policy = policy_in_force(settings)
        self.rules = load_rules()
        self.today = today(settings)
        self._open_letter = lru_cache(maxsize=64)(self._read_letter)

    def check(self, text: str, letter: str | None, agent: str | None, role: str | None, facts: CaseFacts) -> Report:
        role = role or "agent"
        self._known(role)
        if letter is None:
            context = Context(
                self.policy,
                self.today,
                facts=facts,
                agent=agent,
                role=role,
                country=self.settings.country,
                embed=self.embed,
            )
            return check(text, context, self.rules)
        from casework.prepare import check_reply

        read, enquiry, passages, around = self._open_letter(letter)
        return check_reply(
            text,
            around,
            letter=read,
            enquiry=enquiry,
            passages=passages,
            facts=facts,
            agent=agent or "",
            role=role,
            look_up=True,
        )

    def _known(self, role: str) -> None:
        known = ["agent", "supervisor", *(team.name for team in self.policy.teams)]
        known += [remedy.authority for remedy in self.policy.remedies]
        if role not in known:
            raise BadInput(f"The role {role!r} is not one of the policy: use {', '.join(dict.fromkeys(known))}.")

    def _read_letter(self, name: str) -> tuple[Any, ...]:
        from casework.prepare import Surroundings, products_meant, search_points
        from drafting.read import read_letter
        from drafting.understand import understand

        letter = read_letter(read_bytes(Path(name)), Path(name).name)
        library = open_library(self.settings, one_shot=True)
        around = Surroundings(library, self.policy, self.rules, self.today, self.settings.country)
        products = products_meant(letter, library)
        enquiry = understand(letter, self.policy, today=self.today, embed=library.embed, known_products=products)
        found = search_points(enquiry, library)
        passages = tuple(hit.passage for point in found for hit in point.hits)
        return letter, enquiry, passages, around


def main(argv: list[str] | None = None) -> int:
    parser = DoorParser(prog="python -m guidelines", description="Check a draft before it is sent.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=DoorParser)
    _add_check(commands.add_parser("check", help="what a draft gets wrong, and what it promises"))
    return enter(parser, _check, argv)


def _add_check(check_command: ArgumentParser) -> None:
    check_command.add_argument("draft", nargs="?", help="the draft, a text file; - for standard input")
    check_command.add_argument("--letter", help="the customer's letter that it answers")
    check_command.add_argument("--agent", help="the name of the person who signs")
    check_command.add_argument("--role", help="whose authority to offer remedies: agent, supervisor, or a team")
    check_command.add_argument("--facts", help="a JSON or YAML file of case facts, actions done and enclosures")
    check_command.add_argument("--json", action="store_true", help="one JSON value")
    check_command.add_argument("--jsonl", action="store_true", help="drafts as JSON lines on standard input")


def _check(call: Namespace, settings: Settings) -> int:
    if call.jsonl:
        checker = Checker(settings, meaning=True)
        return answer_lines(lambda line: _answer_line(checker, line))
    if not call.draft:
        raise BadInput("Name the draft to check, or - for standard input.")
    text = read_text(call.draft)
    report = Checker(settings).check(text, call.letter, call.agent, call.role, read_facts(call.facts))
    show(report_as_json(report)) if call.json else _print(report, text)
    return FINDINGS if report.errors else DONE


def _answer_line(checker: Checker, line: dict[str, Any]) -> dict[str, Any]:
    report = checker.check(
        required(line, "text"),
        optional(line, "letter"),
        optional(line, "agent"),
        optional(line, "role"),
        case_facts(line.get("facts")),
    )
    return report_as_json(report)


def _print(report: Report, text: str) -> None:
    for finding in report.findings:
        place = "missing" if finding.start is None else f"line {text.count(chr(10), 0, finding.start) + 1}"
        quoted = f" “{finding.text}”" if finding.text else ""
        print(f"{finding.level}: {place}{quoted}: {finding.message} [{finding.practice} {finding.rule}]")
        if finding.rewrite is not None:
            print(f"    better: {finding.rewrite}" if finding.rewrite else "    better: leave it out")
    for promise in report.promises:
        when = f", by {promise.deadline}" if promise.deadline else ""
        print(f"promise: “{promise.text}”{when}: {promise.verdict}. {promise.why}")
    for answer in report.answer_map or ():
        sentences = " ".join(text[start:end] for start, end in answer.sentences)
        print(f"point: “{answer.point.text}” -> {sentences or 'not answered'}")
    if report.not_checked:
        print(f"not checked: {', '.join(report.not_checked)}")
    if not report.findings:
        print("Nothing to mend.")


if __name__ == "__main__":
    sys.exit(main())
