"""What a source of a sentence is in words: a passage, a fact or action of the case, a row of the policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guidelines.context import CaseFacts
from knowledge.passage import Passage

if TYPE_CHECKING:
    from guidelines.policy import Contact, Policy, Timescale


@dataclass(frozen=True)
class Ground:
    """Everything that a reply may rest on beside the letter."""

    passages: Sequence[Passage] = ()
    facts: CaseFacts = field(default_factory=CaseFacts)
    policy: Policy | None = None


def source_words(source: str, ground: Ground) -> tuple[str, str]:
    """Where a source stands and what it says: ("warranty.md › Length", "Two years from delivery.")."""
    for passage in ground.passages:
        if passage.id == source:
            return passage_place(passage), passage.text
    room, _, place = source.partition(":")
    if room == "case":
        return _of_case(place, ground.facts)
    if room == "policy":
        return _of_policy(place, ground.policy)
    return ("The letter", "") if room == "letter" else (source, "")


def passage_place(passage: Passage) -> str:
    section = f" › {passage.section}" if passage.section else ""
    return f"{passage.document}{section}{f', page {passage.page}' if passage.page else ''}"


def _of_case(place: str, facts: CaseFacts) -> tuple[str, str]:
    for fact in facts.facts:
        if fact.name == place:
            return f"Case fact › {fact.name}", fact.value
    kind, _, number = place.partition(" ")
    rows = {"action": facts.actions, "enclosure": facts.enclosures}.get(kind, ())
    if number.isdigit() and 0 < int(number) <= len(rows):
        return ("Action done" if kind == "action" else "Enclosure"), rows[int(number) - 1]
    return f"Case fact › {place}", ""


def _of_policy(place: str, policy: Policy | None) -> tuple[str, str]:
    part, _, row = place.partition("/")
    where = f"Policy › {part.replace('_', ' ')}"
    if policy is None:
        return where, row
    said = {
        "remedies": lambda: next(
            (f"{r.what} {r.condition or ''}".strip() for r in policy.remedies if r.id == row), row
        ),
        "timescales": lambda: next((timescale_words(t) for t in policy.timescales if t.id == row), row),
        "teams": lambda: next((_team(t.name, t.handles) for t in policy.teams if t.name == row), row),
        "must_say": lambda: next((m.text for m in policy.must_say if m.when == row), row),
        "contacts": lambda: "; ".join(_contact(contact) for contact in policy.company.contacts),
        "company": lambda: policy.company.name,
    }.get(part)
    return where, said() if said else row


def timescale_words(scale: Timescale) -> str:
    """ "a refund: 5 to 7 working days" """
    low, high = scale.at_least, scale.at_most
    if low is not None and high is not None and low != high:
        span = f"{low} to {high}"
    elif high is not None:
        span = str(high) if low == high else f"at most {high}"
    else:
        span = f"at least {low}"
    return f"{scale.what}: {span} {scale.unit}"


def _team(name: str, handles: str | tuple[str, ...]) -> str:
    return f"{name}: {handles if isinstance(handles, str) else ', '.join(handles)}"


def _remedy(what: str, condition: str | None) -> str:
    return f"{what} ({condition})" if condition else what


def _contact(contact: Contact) -> str:
    return ", ".join(part for part in (contact.name, contact.phone, contact.email, contact.hours) if part)
