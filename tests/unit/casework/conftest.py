"""A desk on a real SQLite, with a stand-in only for the rooms below: reading, understanding, writing, checking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from casework.case import Case, Person
from casework.desk import Desk
from casework.outbox import SmtpSettings
from casework.policy_file import PolicyFile
from casework.store import Store
from drafting.enquiry import Enquiry
from drafting.errors import LetterUnreadable
from drafting.letter import Letter
from drafting.reply import Part, Reply, Sentence
from guidelines.context import CaseFacts, Point
from guidelines.finding import Finding, Promise, Report
from knowledge.library import Library

TODAY = date(2026, 11, 23)  # a Monday

POLICY = """
company:
  name: Harbour Kayaks
  signature: Harbour Kayaks, The Boathouse
  address: The Boathouse, 3 Quay Street, Fowey
  contacts:
    - {name: Help, email: help@harbour.example, phone: 01632 960 001}
remedies:
  - {id: refund, what: refund, authority: supervisor}
review: {required: %s, self_approval: %s}
"""

RESPONDER = Person("rosa", "Rosa Lind", frozenset({"responder"}))
REVIEWER = Person("viv", "Viv Okoro", frozenset({"reviewer"}), "agent")
SUPERVISOR = Person("sam", "Sam Tate", frozenset({"responder", "reviewer"}), "supervisor")
EDITOR = Person("kit", "Kit Moss", frozenset({"knowledge_editor"}))
ADMINISTRATOR = Person("ada", "Ada Finn", frozenset({"administrator"}))
PEOPLE = (RESPONDER, REVIEWER, SUPERVISOR, EDITOR, ADMINISTRATOR)


@dataclass(frozen=True)
class Prepared:
    letter: Letter
    enquiry: Enquiry
    found: tuple[Any, ...]
    passages: tuple[Any, ...]
    reply: Reply | None
    report: Report
    gaps: tuple[str, ...] = ()


@dataclass
class FakeDrafter:
    """Finds an error at the words BAD, a warning at ODD, and a promise for a supervisor at "full refund"."""

    name: str = "offline"
    judges: bool = False
    today: date = TODAY
    checked: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)

    def read(self, data: bytes, name: str) -> Letter:
        text = data.decode("utf-8", "replace")
        if "\x00" in text:
            raise LetterUnreadable("The file is not a letter.", "Save it as PDF, then drop it in again.")
        sender = next((line[6:] for line in text.splitlines() if line.startswith("From: ")), "")
        return Letter(
            body=text,
            subject="Paddle broken",
            sender_name=sender.partition("<")[0].strip(),
            sender_email=sender.partition("<")[2].strip("> "),
            message_id="<abc@mail.example>",
            references=("<first@mail.example>",),
            auto_reply="out of office" in text,
        )

    def understand(self, letter: Letter) -> Enquiry:
        safety = "smoke" in letter.body
        return Enquiry(
            kind="auto_reply" if letter.auto_reply else "complaint",
            gravity="safety" if safety else "ordinary",
            language="en",
            mood="neutral",
            urgency="high" if "urgent" in letter.body else "normal",
            greeting="Dear Ms Penrose",
            points=(Point("paddle broken", 0, 13),),
        )

    def prepare(self, letter: Letter, facts: CaseFacts, agent: str, role: str, instruction: str) -> Prepared:
        enquiry = self.understand(letter)
        if letter.auto_reply:
            return Prepared(letter, enquiry, (), (), None, Report())
        parts = (
            Part("greeting", (Sentence(f"{enquiry.greeting},"),)),
            Part("explanation", (Sentence("The paddle is under warranty.", ("care.md@1#1",)),)),
            Part("signature", (Sentence(agent),)),
        )
        reply = Reply(parts, "offline")
        return Prepared(letter, enquiry, (), (), reply, self.report(reply.text))

    def check(self, case: Case, text: str, agent: str, role: str, judged: bool = False) -> Report:
        self.checked.append(text)
        if judged:
            self.judged.append(text)
        return self.report(text)

    def report(self, text: str) -> Report:
        findings, promises = [], []
        for word, level in (("BAD", "error"), ("ODD", "warning"), ("24 November", "late")):
            at = text.find(word)
            if at >= 0 and (level != "late" or self.today > date(2026, 11, 24)):
                shown: Any = "error" if level == "late" else level
                findings.append(Finding(f"rule-{word}", "P17", shown, at, at + len(word), word, "Not like this."))
        at = text.find("full refund")
        if at >= 0:
            end = at + len("full refund")
            why = "A refund is for a supervisor."
            promises.append(
                Promise("full refund", at, end, "refund", None, None, "needs_approval", why, None, "supervisor")
            )
            findings.append(Finding("promise", "P10", "error", at, end, "full refund", why))
        return Report(tuple(findings), tuple(promises))


@dataclass
class House:
    """A desk with its stand-in drafter, its policy and its folder."""

    desk: Desk
    drafter: FakeDrafter
    folder: Path
    store: Store

    def policy(self, required: str = "always", self_approval: str = "false") -> None:
        (self.folder / "policy.yaml").write_text(POLICY % (required, self_approval))

    def case(self, text: str = "From: Jo Penrose <jo@penrose.example>\nMy paddle is broken.") -> Case:
        return self.desk.receive("letter.eml", text.encode(), RESPONDER)

    def drafted(self, text: str | None = None) -> Case:
        case = self.desk.draft(self.case().id, RESPONDER)
        return case if text is None else self.desk.save_text(case.id, text, case.text_revision, RESPONDER)

    def approved(self, text: str = "Dear Ms Penrose,\n\nYour paddle is on its way.") -> Case:
        case = self.drafted(text)
        self.desk.submit(case.id, RESPONDER)
        return self.desk.approve(case.id, SUPERVISOR)


@cache
def _new_database() -> bytes:
    """An empty database with its tables, made once by the migrations."""
    with TemporaryDirectory() as folder:
        Store(f"sqlite:///{folder}/wellput.db").close()
        return Path(folder, "wellput.db").read_bytes()


def open_house(folder: Path, smtp: SmtpSettings | None = None) -> House:
    folder.mkdir(exist_ok=True)
    drafter = FakeDrafter()
    if not (folder / "policy.yaml").exists():
        (folder / "policy.yaml").write_text(POLICY % ("always", "false"))
    if not (folder / "wellput.db").exists():
        (folder / "wellput.db").write_bytes(_new_database())
    store = Store(f"sqlite:///{folder / 'wellput.db'}")
    library = Library(folder, today=TODAY)
    policy_file = PolicyFile(folder / "policy.yaml", folder / "policy.yaml", editable=True)
    desk = Desk(
        store=store,
        data_dir=folder,
        policy_file=policy_file,
        library=library,
        drafter=drafter,  # type: ignore[arg-type]
        today=lambda: drafter.today,
        smtp=smtp,
    )
    with store.writing() as books:
        for person in PEOPLE:
            books.put_person(person)
    return House(desk, drafter, folder, store)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = open_house(tmp_path / "data")
    yield made
    made.desk.library.close()
    made.store.close()
