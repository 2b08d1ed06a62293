"""A case and all that a page shows of it: who, what was written, what is to be sent, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from casework.audit import AuditEvent
from drafting.enquiry import Enquiry
from drafting.letter import Letter
from drafting.reply import Reply
from guidelines.context import CaseFacts
from guidelines.finding import Report
from knowledge.passage import Passage

Role = Literal["responder", "knowledge_editor", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = ("responder", "knowledge_editor", "reviewer", "administrator")

State = Literal[
    "received",
    "drafted",
    "in_review",
    "approved",
    "sending",
    "sent",
    "changes_requested",
    "send_failed",
    "send_uncertain",
    "discarded",
    "no_reply_due",
    "unreadable",
]

QUEUES: dict[str, frozenset[State]] = {
    "new": frozenset({"received"}),
    "drafting": frozenset({"drafted", "changes_requested"}),
    "review": frozenset({"in_review"}),
    "ready": frozenset({"approved", "sending"}),
    "trouble": frozenset({"send_failed", "send_uncertain", "unreadable"}),
    "sent": frozenset({"sent"}),
    "closed": frozenset({"discarded", "no_reply_due"}),
}
"""The queues of the inbox, and the states that stand in each; every state stands in exactly one."""

OPEN_STATES: frozenset[State] = frozenset().union(
    *(states for name, states in QUEUES.items() if name not in {"sent", "closed"})
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. ``roles`` say what they may do here; ``authority`` which remedies they may offer or
    approve: agent, supervisor, or the name of a team of the policy (P10)."""

    id: str
    name: str
    roles: frozenset[Role]
    authority: str = "agent"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reviewer's word that something may stand: what one rule found at these words, or, without a ``rule``,
    whatever is found in this ``sentence``. It holds as long as the words of the sentence stay as they are."""

    rule: str
    start_text: str  # the words of the finding; "" for something that is missing, which `message` then names
    reason: str
    by: str
    at: datetime
    message: str = ""
    sentence: str = ""  # "" for what is missing, and in waivers from before sentences were kept
    authority: str = ""  # of whoever gave it, as it was then: it lifts no commitment that needs another


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes out with the reply; its bytes stand in the data folder under ``sha256``."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the inbox. Times are UTC; ``about`` is the matter in our words."""

    id: int
    number: str
    who: str
    subject: str
    about: str
    kind: str
    gravity: str
    urgency: str
    state: State
    assigned_to: str
    received_at: datetime
    due_at: datetime | None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A letter and everything that was done about it.

    ``reply`` is the machine's draft as it was written, ``text`` what people made of it (``text_revision`` counts its
    versions, and a save must name the one that it started from). ``report`` is the check of ``text``. ``problem``
    says in plain words why a letter is unreadable, why sending failed or what a reviewer asks for, with what to do.
    ``already_here`` is True only on the case that `receive` gives back for bytes that it had before.
    ``drafted_by``, ``approved_by`` and ``assigned_to`` are ids of people, "" for nobody.
    """

    id: int
    number: str
    state: State
    letter: Letter | None
    enquiry: Enquiry | None
    received_at: datetime
    original_name: str
    original_sha256: str
    facts: CaseFacts = field(default_factory=CaseFacts)
    reply: Reply | None = None
    text: str = ""
    text_revision: int = 0
    passages: tuple[Passage, ...] = ()
    report: Report | None = None
    waivers: tuple[Waiver, ...] = ()
    assigned_to: str = ""
    drafted_by: str = ""
    authors: tuple[str, ...] = ()
    approved_by: str = ""
    approved_at: datetime | None = None
    approval_hash: str = ""
    problem: str = ""
    recipients: tuple[str, ...] = ()
    postal_address: str = ""
    attachments_out: tuple[OutgoingFile, ...] = ()
    due_at: datetime | None = None
    sent_at: datetime | None = None
    history: tuple[AuditEvent, ...] = ()
    writer: str = ""
    writer_note: str = ""
    demo: bool = False
    already_here: bool = False

    @property
    def unwaived_errors(self) -> int:
        """How many errors of the check still stop the reply (authority apart)."""
        from casework.approval import standing_errors

        return len(standing_errors(self))


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One saved version of a reply's text; ``aside`` marks one that lost a conflict and was kept."""

    revision: int
    text: str
    by: str
    at: datetime
    aside: bool = False
