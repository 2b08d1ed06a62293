"""The audit trail: append-only, each event bound to the one before it by a hash, so that tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what to which case, policy or document, and when (UTC). ``subject`` is "case:12", "policy", .."""

    seq: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: Mapping[str, str] = field(default_factory=dict)
    previous: str = GENESIS
    hash: str = ""


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over everything in the event but its own hash, the hash of the event before it included."""
    content = [
        event.seq,
        event.at.isoformat(),
        event.who,
        event.action,
        event.subject,
        sorted(event.detail.items()),
        event.previous,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def chain_fault(events: Iterable[AuditEvent], head: tuple[int, str]) -> str | None:
    """Walk the chain from its first event; say in one sentence what was edited, taken out or cut off, or None.

    ``head`` is the number and hash of the newest event as kept apart from the trail: it shows a cut tail.
    """
    previous, expected = GENESIS, 1
    for event in events:
        if event.seq != expected:
            return f"Event {expected} of the audit trail is missing or out of order (found {event.seq})."
        if event.previous != previous:
            return f"Event {event.seq} of the audit trail does not follow the one before it: something was taken out."
        if event_hash(event) != event.hash:
            return f"Event {event.seq} of the audit trail ({event.action}) was changed after it was written."
        previous, expected = event.hash, expected + 1
    if (expected - 1, previous) != head:
        return f"The audit trail ends at event {expected - 1}, but its head says {head[0]}: the end was cut off."
    return None
