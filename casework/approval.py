"""What an approval binds to, and what still stands in its way."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from casework.authority import commitment_of, has_authority
from casework.case import Case
from casework.waiver import waiver_of
from guidelines.finding import Finding, Promise, Report


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stops a reply. ``authority`` names whose approval would settle it, else None."""

    message: str
    next_step: str
    authority: str | None = None


def hash_of(case: Case) -> str:
    """SHA-256 over exactly what goes out and what it answers: change any of it and the approval is void.

    Text, recipients, postal address, files, the letter's own bytes, and the subject and thread that the reply joins.
    """
    letter = case.letter
    content = [
        case.number,
        case.text,
        list(case.recipients),
        case.postal_address,
        [(file.name, file.media_type, file.sha256) for file in case.attachments_out],
        case.original_sha256,
        [letter.subject, letter.message_id, list(letter.references), letter.body] if letter else [],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def standing_errors(case: Case, authority: str | None = None) -> tuple[Finding, ...]:
    """The errors that neither a waiver nor, when ``authority`` is given, that authority settles (P10)."""
    report = case.report or Report()
    return tuple(
        finding
        for finding in report.errors
        if waiver_of(case, finding) is None
        and not (
            authority is not None
            and (promise := commitment_of(finding, report.promises))
            and has_authority(authority, promise.authority)
        )
    )


def obstacles(case: Case, authority: str) -> tuple[Obstacle, ...]:
    """What stops the reply from being approved by somebody of this authority, in the order of the text."""
    report = case.report
    if report is None:
        return (Obstacle("The reply has not been checked.", "Save it once more, then try again."),)
    standing = standing_errors(case, authority)
    found = [_obstacle(finding, commitment_of(finding, report.promises)) for finding in standing]
    for promise in report.promises:
        shown = any(commitment_of(finding, (promise,)) for finding in report.errors)
        if promise.verdict == "needs_approval" and not shown and not has_authority(authority, promise.authority):
            found.append(needs_authority(promise))
    return tuple(found)


def needs_authority(promise: Promise) -> Obstacle:
    """What is said to somebody who lacks the authority that a promise needs (P10)."""
    who = promise.authority or "supervisor"
    return Obstacle(
        f"“{_short(promise.text)}” needs somebody with the authority of: {who}. {promise.why}".strip(),
        f"Ask a colleague with that authority ({who}) to approve it, or offer what the policy allows.",
        who,
    )


def _obstacle(finding: Finding, promise: Promise | None) -> Obstacle:
    if promise is not None:
        return needs_authority(promise)
    words = f"“{_short(finding.text)}”: " if finding.text else ""
    return Obstacle(f"{words}{finding.message}", "Mend it, or let a reviewer waive it with a reason.")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else f"{flat[:88]} …"
