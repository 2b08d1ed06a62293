"""The door of the guidelines: ``python -m guidelines check DRAFT`` and ``python -m guidelines rules``."""

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
    complain,
    enter,
    open_library,
    optional,
    policy_in_force,
    read_bytes,
    read_facts,
    read_text,
    required,
    rules_in_force,
    show,
    today,
)
from guidelines.check import check
from guidelines.context import CaseFacts, Context, Embed, Judge
from guidelines.finding import Report
from guidelines.report_json import report_as_json
from guidelines.report_text import report_lines
from settings import Settings


class Checker:
    """Checks drafts of one company; the heavy rooms are opened only when a letter stands beside a draft."""

    def __init__(self, settings: Settings, meaning: bool = False) -> None:
        """``meaning`` also reads drafts without a letter beyond their words: it loads a model, for many lines."""
        self.settings = settings
        self.embed = _meaning() if meaning else None
        self.policy = policy_in_force(settings)
        self.rules = rules_in_force(settings)
        self.today = today(settings)
        self.judge = _judge(settings)
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
                judge=self.judge,
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
            judge=self.judge,
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
    parser = DoorParser(prog="python -m guidelines", description="Check drafts before they are sent, and their rules.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=DoorParser)
    _add_check(commands.add_parser("check", help="what drafts get wrong, and what they promise"))
    _add_rules(commands.add_parser("rules", help="the rules in force: list them, explain one, test a folder of them"))
    return enter(parser, lambda call, settings: call.run(call, settings), argv)


def _add_check(command: ArgumentParser) -> None:
    command.add_argument("drafts", nargs="*", metavar="draft", help="a draft, a text file; - for standard input")
    command.add_argument("--letter", help="the customer's letter that it answers")
    command.add_argument("--agent", help="the name of the person who signs")
    command.add_argument("--role", help="whose authority to offer remedies: agent, supervisor, or a team")
    command.add_argument("--facts", help="a JSON or YAML file of case facts, actions done and enclosures")
    command.add_argument("--jsonl", action="store_true", help="drafts as JSON lines on standard input")
    _add_format(command)
    command.set_defaults(run=_check)


def _add_format(command: ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="lines for people, or one JSON value"
    )
    command.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")


def _add_rules(command: ArgumentParser) -> None:
    command.add_argument(
        "words",
        nargs="*",
        metavar="RULE_ID | explain RULE_ID | test [FOLDER ...]",
        help="a rule to explain; or folders and files of rules to test (default: all rules in force)",
    )
    _add_format(command)
    command.set_defaults(run=_rules)


def _check(call: Namespace, settings: Settings) -> int:
    if call.jsonl:
        checker = Checker(settings, meaning=True)
        return answer_lines(lambda line: _answer_line(checker, line))
    if not call.drafts:
        raise BadInput("Name the draft to check, or - for standard input.")
    facts = read_facts(call.facts)
    checker = Checker(settings)
    rows: list[dict[str, Any]] = []
    code = DONE
    for path in call.drafts:
        try:
            text = read_text(path)
        except BadInput as error:
            if len(call.drafts) == 1:
                raise
            code = complain(str(error))
            rows.append({"path": path, "error": str(error)})
            continue
        report = checker.check(text, call.letter, call.agent, call.role, facts)
        code = max(code, FINDINGS if report.errors else DONE)
        if call.format == "json":
            rows.append({"path": path, **report_as_json(report)})
        else:
            print(*report_lines(report, text, path), sep="\n")
    if call.format == "json":
        show(rows if len(rows) > 1 else {key: value for key, value in rows[0].items() if key != "path"})
    return code


def _answer_line(checker: Checker, line: dict[str, Any]) -> dict[str, Any]:
    report = checker.check(
        required(line, "text"),
        optional(line, "letter"),
        optional(line, "agent"),
        optional(line, "role"),
        case_facts(line.get("facts")),
    )
    return report_as_json(report)


def _rules(call: Namespace, settings: Settings) -> int:
    from guidelines.rules_door import rules_door

    return rules_door(call.words, settings.data_dir / "guidelines", as_json=call.format == "json", meaning=_meaning)


# The checker alone, as pre-commit installs it (see pyproject.toml), has neither of these, and reads words only.


def _judge(settings: Settings) -> Judge | None:
    """Who answers the judged rules; None where no model is set."""
    if settings.model_name is None:
        return None
    try:
        from casework.model import judge_for
    except ModuleNotFoundError:
        return None
    return judge_for(settings)


def _meaning() -> Embed | None:
    """What rules beyond words read with."""
    try:
        from knowledge.embedding import MiniLM
    except ModuleNotFoundError:
        return None
    return MiniLM().recall


if __name__ == "__main__":
    sys.exit(main())
