"""Whose authority a commitment needs, and who has it (P10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidelines.finding import Finding, Promise


def has_authority(own: str, needed: str | None) -> bool:
    """Whether somebody of authority ``own`` may approve what needs ``needed``.

    The same authority may, and anybody may approve what an agent may offer; where none is named, a supervisor may.
    """
    have, need = own.strip().casefold(), (needed or "supervisor").strip().casefold()
    return have == need or need == "agent"


def commitment_of(finding: Finding, promises: Sequence[Promise]) -> Promise | None:
    """The promise that needs an approval and stands as this error: the same words at the same place."""
    for promise in promises:
        places = {(promise.start, promise.end), promise.mark or (promise.start, promise.end)}
        if promise.verdict == "needs_approval" and (finding.start, finding.end) in places:
            return promise
    return None
