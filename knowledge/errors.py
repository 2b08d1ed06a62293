"""The one error that `knowledge` raises to a person."""

from __future__ import annotations


class KnowledgeError(Exception):
    """Something a person can mend: ``message`` says what happened, ``next_step`` what to do."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(f"{message} {next_step}")
        self.message = message
        self.next_step = next_step
