"""Days that somebody else is expected to keep: a delivery that the carrier gives, an appointment (P07, P12)."""

from __future__ import annotations

import re

from guidelines.evidence import Evidence
from guidelines.statements import Statement

_EXPECTED = re.compile(
    r"\b(?:carrier|courier|driver|depot|royal mail)\b.*\b(?:expect\w*|due|will|bring\w*|deliver\w*)\b|"
    r"\bexpected (?:delivery|to (?:arrive|reach))|\bdue (?:to (?:arrive|reach)|for delivery)",
    re.IGNORECASE,
)
_STILL = re.compile(r"\b(?:expects|is due|will)\b")
_OURS = re.compile(r"\b(?:I|we)\b[^,;]*$", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:not|if|unless)\b|\b(?:call|ring|phone|text|email)\w*\b[^,;]*$")


def other_day_expected(statement: Statement, evidence: Evidence) -> str | None:
    """A sentence where somebody else is said to expect a day, and the case gives another one; else None."""
    time = statement.claim.time
    if statement.claim.kind != "date" or not time or not time.named_day or not evidence.expected or time.latest is None:
        return None
    before = statement.before
    if not _EXPECTED.search(before) or time.latest in evidence.expected:
        return None
    if time.latest < evidence.today and not _STILL.search(before):
        return None
    if _OURS.search(before) or _OTHERWISE.search(before):
        return None
    given = ", ".join(f"{day.day} {day:%B}" for day in sorted(evidence.expected))
    return f"The case gives {given} for this, not {statement.claim.text}."
