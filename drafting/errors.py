"""The errors that `drafting` raises to a person."""

from __future__ import annotations


class DraftingError(Exception):
    """Something a person can mend: ``message`` says what happened, ``next_step`` what to do."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(f"{message} {next_step}")
        self.message = message
        self.next_step = next_step


class LetterUnreadable(DraftingError):
    """A letter that could not be parsed; the original is kept by whoever received it."""


class ModelUnavailable(DraftingError):
    """The model did not give a usable answer; the caller falls back to the offline writer and says so."""
