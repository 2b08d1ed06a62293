"""What a writer is given, and the one-method seam that every writer implements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

from drafting.enquiry import Enquiry
from drafting.letter import Letter
from drafting.reply import Reply
from guidelines.context import CaseFacts, Point
from guidelines.finding import Finding
from guidelines.policy import Policy
from guidelines.rulebook import RuleBook
from knowledge.passage import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found for one point, best first; no hits is a gap (P21), not an error."""

    point: Point
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a reply is written from: nothing else may enter it (P07).

    ``agent`` signs; ``role`` bounds the remedies that may be offered (P10); ``today`` resolves dates.
    """

    letter: Letter
    enquiry: Enquiry
    found: tuple[Found, ...]
    policy: Policy
    today: date
    facts: CaseFacts = field(default_factory=CaseFacts)
    agent: str = ""
    role: str = "agent"
    country: str = "GB"
    products: tuple[str, ...] = ()  # all that the company makes or sells, by the names of its documents
    rules: RuleBook | None = None  # the guidelines in force, for a writer that is told them; None: the shipped ones
    instruction: str = ""  # the responder's wish for this one letter; the offline writer says when it can't follow


@runtime_checkable
class Reviser(Protocol):
    """A writer that can mend what a check found in its reply, and leaves all else; the same reply when it can't."""

    def revise(self, brief: Brief, reply: Reply, findings: Sequence[Finding]) -> Reply: ...


class Writer(Protocol):
    """A writer: the offline one, or a model behind LangChain. ``name`` is what the desk shows."""

    @property
    def name(self) -> str: ...

    def write(self, brief: Brief) -> Reply: ...
