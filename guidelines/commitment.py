"""A commitment as it stands in a sentence, before anybody weighs it (P12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "act",  # somebody will write, check, ask
    "provide",  # somebody will send, repair, refund
    "offer",  # something is given, now or on asking
    "fate",  # something will arrive, be done, be decided
    "receive",  # the customer will have, get, hear
    "given",  # told as given already: no promise, but it may be too much
    "told",  # a remedy that is only named with its sum: too much or nothing
    "done",  # "it's taken care of"
    "passed_on",  # "your comments have been passed on"
]


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of a sentence; offsets are into the sentence.

    ``what`` is the act or the fate with its object; ``matter`` is the text that says what is granted (subject and
    all). ``outside`` says that somebody other than the company must act; ``service`` that a date belongs to it.
    ``condition`` is what it waits for.
    """

    start: int
    end: int
    form: Form
    actor: str
    what: str
    matter: str
    hedged: bool = False
    certain: bool = False
    condition: str | None = None
    outside: bool = False
    service: bool = True
    at: int = 0  # where the act itself begins, after the modal
