"""What an approval binds to, and which errors still stand in its way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from casework.case import OutgoingFile, Waiver
from guidelines.finding import Finding, Promise, Report


def approval_hash(
    text: str,
    recipients: Sequence[str],
    postal_address: str,
    files: Sequence[OutgoingFile],
    letter_sha256: str,
    letter_subject: str,
) -> str:
    """SHA-256 over exactly what goes out and what it answers: change any of it and the approval is void."""
    content = [
        text,
        list(recipients),
        postal_address,
        [(file.name, file.media_type, file.sha256) for file in files],
        letter_sha256,
        letter_subject,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def is_waived(finding: Finding, waivers: Sequence[Waiver]) -> bool:
    """A waiver holds for the same rule at the same words; other words need a new one."""
    return any(waiver.rule == finding.rule and waiver.start_text == finding.text for waiver in waivers)


def standing_errors(report: Report, waivers: Sequence[Waiver], authority: str | None = None) -> tuple[Finding, ...]:
    """The errors that neither a waiver nor, when ``authority`` is given, that authority settles (P10).

    An error that is a commitment's "needs approval" is settled by a person who has the authority it asks for.
    """
    return tuple(
        finding
        for finding in report.errors
        if not is_waived(finding, waivers)
        and not (authority is not None and _settled_by(finding, report.promises, authority))
    )


def has_authority(own: str, needed: str | None) -> bool:
    """Whether somebody of authority ``own`` may approve what needs ``needed``: the same, or a supervisor for an agent.

    Nothing named means that any supervisor may.
    """
    have, need = own.strip().casefold(), (needed or "supervisor").strip().casefold()
    return have == need or need == "agent"


def _settled_by(finding: Finding, promises: Sequence[Promise], authority: str) -> bool:
    return any(
        promise.verdict == "needs_approval"
        and (promise.start, promise.end) == (finding.start, finding.end)
        and has_authority(authority, promise.authority)
        for promise in promises
    )
