"""The errors that `casework` raises to a person."""

from __future__ import annotations


class CaseworkError(Exception):
    """Something a person can mend: ``message`` says what happened, ``next_step`` what to do."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(f"{message} {next_step}".strip())
        self.message = message
        self.next_step = next_step


class NotAllowed(CaseworkError):
    """The action does not fit the state of the case, or the person may not do it."""


class NotFound(CaseworkError):
    """There is no such case, person or original."""


class PolicyFault(CaseworkError):
    """A part of the policy does not fit: ``where`` in words, and the ``reason``, which a form says at its field.

    ``place`` leads to it: the part, the number of the row (from 0), the keys.
    """

    def __init__(self, where: str, reason: str, next_step: str, place: tuple[str | int, ...]) -> None:
        super().__init__(f"{where}: {reason}", next_step)
        self.reason, self.place = reason, place


class Conflict(CaseworkError):
    """Somebody else saved first. Both texts are here, and ``mine`` is kept beside the case too: nothing is lost."""

    def __init__(self, mine: str, theirs: str, theirs_by: str, revision: int) -> None:
        super().__init__(
            f"{theirs_by or 'Somebody else'} changed this reply while you were writing.",
            "Compare the two texts, keep what is right, and save again.",
        )
        self.mine = mine
        self.theirs = theirs
        self.theirs_by = theirs_by
        self.revision = revision


class DocumentConflict(CaseworkError):
    """A newer version of the document came in while somebody edited an older one. ``mine`` is what they typed."""

    def __init__(self, document: str, mine: str, theirs: str, version: int) -> None:
        super().__init__(
            f"A newer version of {document} came in while you were writing.",
            "Compare the two, take over what is right, and save again: yours then takes its place.",
        )
        self.mine = mine
        self.theirs = theirs
        self.version = version
