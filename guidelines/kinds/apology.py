"""apology: there when a fault is clear, said once or twice, none for what never went wrong (P05, P06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.apologies import (
    ACKNOWLEDGED,
    ADMISSION,
    ALL_IS_WELL,
    APOLOGY,
    COMPANYS_DOING,
    COURTESY,
    NO_ADMISSION,
    PUT_RIGHT,
    RECORDED,
    SYMPATHY,
)
from guidelines.context import CaseFacts, LetterContext
from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_NOT_OURS = ("wrong_company", "auto_reply", "thanks")
_NO_COMPLAINT = ("enquiry", "request", "thanks", "cancellation")
_MOST = 2


class ApologyFit(BaseModel):
    """``missing`` where the fault is clear, ``excessive`` beyond two, ``false`` where nothing went wrong.

    ``unrepaired`` is an apology in a reply that does not say how the matter is put right; ``no_next_step`` a reply to
    a problem that says neither (P13).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    look_for: Literal["missing", "excessive", "false", "unrepaired", "no_next_step"]

    @property
    def needs_letter(self) -> bool:
        return self.look_for in ("missing", "false", "no_next_step")


class Apology:
    name = "apology"
    spec: type[BaseModel] = ApologyFit
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter, facts = reading.context.letter, reading.context.facts
        said = [place for span in reading.draft.sentences for place in _apologies(reading, span)]
        if spec.look_for == "excessive":
            if len(said) > _MOST:
                yield Match(*said[_MOST], values={"count": str(len(said))})
        elif spec.look_for == "unrepaired":
            if reading.draft.whole and said and not any(_puts_right(span) for span in reading.draft.sentences):
                yield Match(*said[0])
        elif letter and spec.look_for == "no_next_step":
            if _idle(reading, letter) and not said:
                yield Match(None, None)
        elif letter and spec.look_for == "missing":
            if letter.fault and reading.draft.whole and not said and not _taken_seriously(reading, letter):
                yield Match(None, None, level=None if _our_doing(letter) else "suggestion")
        elif letter and not letter.fault and letter.kind in _NO_COMPLAINT and not _recorded(facts):
            yield from _admissions(reading)


def _apologies(reading: Reading, span: Span) -> Iterator[tuple[int, int]]:
    """The first apology of a sentence: "I am sorry and apologise" is one."""
    match = APOLOGY.search(reading.draft.text, span.start, span.end)
    if match and not SYMPATHY.search(span.text) and not in_quotes(reading, *match.span()):
        yield match.span()


def _taken_seriously(reading: Reading, letter: LetterContext) -> bool:
    """Whether the reply speaks of the problem as one, shows that there is none, or no apology is ours to make."""
    if letter.kind in _NOT_OURS:
        return True
    prose = [span.text for span in reading.draft.sentences]
    if letter.gravity == "bereavement" and any(map(SYMPATHY.search, prose)):
        return True
    return any(ACKNOWLEDGED.search(text) or ALL_IS_WELL.search(text) for text in prose)


def _idle(reading: Reading, letter: LetterContext) -> bool:
    """Whether a reply to a problem says nothing of what is done, and not that there is nothing to do."""
    prose = reading.draft.sentences
    if not (letter.fault and reading.draft.whole) or letter.kind in _NOT_OURS:
        return False
    return not any(_puts_right(span) or ALL_IS_WELL.search(span.text) for span in prose)


def _our_doing(letter: LetterContext) -> bool:
    """Whether the letter tells of something that the company did or left undone, and not only of a thing that fails."""
    return COMPANYS_DOING.search(f"{letter.subject}\n{letter.body}") is not None


def _recorded(facts: CaseFacts) -> bool:
    """Whether the case itself tells of an error, which the letter need not have noticed."""
    return any(map(RECORDED.search, (*facts.actions, *(f"{fact.name}: {fact.value}" for fact in facts.facts))))


def _admissions(reading: Reading) -> Iterator[Match]:
    for span in reading.draft.sentences:
        if NO_ADMISSION.search(span.text):
            continue
        match = ADMISSION.search(reading.draft.text, span.start, span.end)
        if match and not in_quotes(reading, *match.span()):
            yield Match(*match.span())


def _puts_right(span: Span) -> bool:
    """Whether a sentence says what is done about the matter; of an apology, what stands behind its first clause."""
    said = APOLOGY.search(span.text)
    if said:
        clause = re.compile(r"[,;:–—]|\band\b|\.\s").search(span.text, said.end())
        return bool(clause and PUT_RIGHT.search(span.text, clause.end()))
    return bool(PUT_RIGHT.search(span.text)) and not COURTESY.search(span.text)


KIND = Apology()
