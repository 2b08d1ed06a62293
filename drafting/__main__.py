"""The door of drafting: ``python -m drafting LETTER`` reads a letter, drafts a reply and checks it."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from casework.prepare import Prepared, Surroundings, prepare
from casework.writer import writer_for
from doors import (
    DONE,
    FINDINGS,
    BadInput,
    DoorParser,
    answer_lines,
    case_facts,
    enter,
    open_library,
    policy_in_force,
    read_bytes,
    read_facts,
    required,
    rules_in_force,
    show,
    today,
)
from drafting.enquiry import Enquiry
from drafting.read import read_letter
from drafting.reply import Reply
from guidelines.context import CaseFacts
from guidelines.report_json import answer_map_as_json, report_as_json
from settings import Settings


class Drafter:
    """Drafts replies for one company: its documents, policy and rules are opened once."""

    def __init__(self, settings: Settings) -> None:
        library = open_library(settings, one_shot=True)
        policy = policy_in_force(settings)
        self.around = Surroundings(library, policy, rules_in_force(settings), today(settings), settings.country)
        self.writer = writer_for(settings, library.embed)

    def draft(self, path: str, agent: str, role: str, facts: CaseFacts) -> Prepared:
        letter = read_letter(read_bytes(Path(path)), Path(path).name)
        return prepare(letter, self.around, self.writer, facts=facts, agent=agent, role=role)


def main(argv: list[str] | None = None) -> int:
    parser = DoorParser(prog="python -m drafting", description="Read a letter, draft a reply, and check it.")
    parser.add_argument("letter", nargs="?", help="the letter: .eml, .txt, .pdf or .docx")
    parser.add_argument("--agent", default="", help="the name of the person who signs")
    parser.add_argument("--role", default="agent", help="whose authority to offer remedies")
    parser.add_argument("--facts", help="a JSON or YAML file of case facts, actions done and enclosures")
    parser.add_argument("--json", action="store_true", help="one JSON value")
    parser.add_argument("--jsonl", action="store_true", help="letters as JSON lines on standard input")
    return enter(parser, _draft, argv)


def _draft(call: Namespace, settings: Settings) -> int:
    if call.jsonl:
        drafter = Drafter(settings)
        return answer_lines(lambda line: _answer_line(drafter, line, call))
    if not call.letter:
        raise BadInput("Name the letter to answer.")
    facts = read_facts(call.facts)
    prepared = Drafter(settings).draft(call.letter, call.agent, call.role, facts)
    show(prepared_as_json(prepared)) if call.json else _print(prepared)
    return FINDINGS if prepared.report.errors else DONE


def _answer_line(drafter: Drafter, line: dict[str, Any], call: Namespace) -> dict[str, Any]:
    facts = case_facts(line.get("facts"))
    prepared = drafter.draft(
        required(line, "path"), str(line.get("agent") or call.agent), str(line.get("role") or call.role), facts
    )
    return prepared_as_json(prepared)


def prepared_as_json(prepared: Prepared) -> dict[str, Any]:
    """The answer of the door; ``reply`` and ``answer_map`` are None, and the lists empty, when no reply is due."""
    letter, reply = prepared.letter, prepared.reply
    report = report_as_json(prepared.report)
    return {
        "letter": {
            "body": letter.body,
            "subject": letter.subject,
            "sender": letter.sender,
            "notices": list(letter.notices),
        },
        "enquiry": _enquiry_as_json(prepared.enquiry),
        "reply": _reply_as_json(reply) if reply else None,
        "passages": [
            {"id": p.id, "document": p.document, "version": p.version, "section": p.section, "text": p.text}
            for p in prepared.passages
        ],
        "answer_map": answer_map_as_json(prepared.report.answer_map) if reply else None,
        "findings": report["findings"],
        "promises": report["promises"],
        "not_checked": report["not_checked"],
        "gaps": list(prepared.gaps),
        "writer": reply.writer if reply else "offline",
        "note": reply.note if reply else "",
    }


def _enquiry_as_json(enquiry: Enquiry) -> dict[str, Any]:
    known = asdict(enquiry)
    handover = enquiry.handover
    return {**known, "handover": {"team": handover.team, "why": handover.why} if handover else None}


def _reply_as_json(reply: Reply) -> dict[str, Any]:
    parts = [
        {"name": part.name, "sentences": [{"text": s.text, "sources": list(s.sources)} for s in part.sentences]}
        for part in reply.parts
    ]
    return {"text": reply.text, "parts": parts}


def _print(prepared: Prepared) -> None:
    enquiry, reply = prepared.enquiry, prepared.reply
    print(f"{enquiry.kind}, {enquiry.gravity}, urgency {enquiry.urgency}, language {enquiry.language}")
    for number, point in enumerate(enquiry.points, 1):
        print(f"  {number}. {point.text}")
    for notice in prepared.letter.notices:
        print(f"  note: {notice}")
    if reply is None:
        print("\nNo reply is due.")
        return
    print(f"\n{reply.text}\n\n({reply.writer} writer){' ' + reply.note if reply.note else ''}")
    for passage in prepared.passages:
        print(f"  [{passage.id}] {passage.section}")
    for finding in prepared.report.findings:
        print(f"{finding.level}: {finding.text or 'missing'}: {finding.message} [{finding.practice}]")


if __name__ == "__main__":
    sys.exit(main())
