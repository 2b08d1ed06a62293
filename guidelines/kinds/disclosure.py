"""disclosure: details of an account, to somebody who is not its holder and has no authority that we know of (P02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.context import CaseFacts, LetterContext
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_WITHOUT_PAPERS = ("carer", "representative", "solicitor")  # an executor or attorney has papers, and shows them
_HOLDER = re.compile(
    r"\b(?:account|policy|contract|card|plan|membership) ?holder\b|\bholder of the\b|\bregistered (?:to|"
    r"customer)\b",
    re.I,
)
_AUTHORITY = re.compile(
    r"\b(?:authori[sz]\w+|authority|consent\w*|permission|power of attorney|third[- ]party access|named (?:contact|"
    r"user)|joint|"
    r"identity (?:checked|confirmed|verified|established)|(?:passed|security) check passed|verified)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:no|not|none|without|missing|unverified|failed|awaiting|pending|never)\b", re.I)
_IDENTITY = re.compile(
    r"\b(?:identity|security (?:check|question)s?|verification|authori[sz]ation|authority|consent)\b", re.I
)
_PAPERS = re.compile(
    r"\b(?:enclos\w*|attach\w*|sent|hold|have|is on file|on your records)\b[^.!?]{0,60}\b(?:power of attorney|"
    r"letter of authority|authori[sz]ation|"
    r"consent|mandate|probate|certificate)\b",
    re.I,
)
_PRIVATE = re.compile(
    r"\b(?:account|balance|address|e-?mail|phone|telephone|mobile|birth|card|bank|iban|sort code|payments?|paid|"
    r"plan|tariff|contract|policy|usage|"
    r"debt|arrears|order|prescription|appointment|booking|holder|password|pin)\b",
    re.I,
)
_PIECE = re.compile(r"[£$€]?\d[\d.,/-]*\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DisclosureKind:
    name = "disclosure"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter, facts = reading.context.letter, reading.context.facts
        why = _no_authority(letter, facts) if letter else None
        if letter is None or why is None:
            return
        private = _private_pieces(facts, letter)
        for span in reading.draft.sentences:
            for piece in _PIECE.finditer(reading.draft.text, span.start, span.end):
                if piece.group().strip(".,") in private and not in_quotes(reading, *piece.span()):
                    yield Match(*piece.span(), {"why": why})
                    break


def _no_authority(letter: LetterContext, facts: CaseFacts) -> str | None:
    """Why the writer may not be told what stands in the account; None where nothing speaks against it."""
    known = [f"{fact.name}: {fact.value}" for fact in facts.facts]
    if any(_IDENTITY.search(line) and _NOT.search(line) for line in known):
        return "the case says that it is not established who writes"
    if any(_AUTHORITY.search(line) for line in (*known, *facts.actions)) or _PAPERS.search(letter.body):
        return None
    if letter.writes_for in _WITHOUT_PAPERS:
        return "the letter is written for somebody else"
    holders = [fact.value for fact in facts.facts if _HOLDER.search(fact.name)]
    if holders and letter.names and not any(_same_person(holder, name) for holder in holders for name in letter.names):
        return f"the account is {holders[0]}'s"
    return None


def _same_person(holder: str, name: str) -> bool:
    """Whether two names may be one person's: one word of them is the same, or an initial stands for it."""
    one, other = (re.findall(r"[^\W\d_]+", text.casefold()) for text in (holder, name))
    return bool(set(one) & set(other) - {"mr", "mrs", "ms", "miss", "dr"})


def _private_pieces(facts: CaseFacts, letter: LetterContext) -> frozenset[str]:
    """Figures, dates and addresses of the account that the letter does not show its writer to know."""
    told = f"{letter.subject}\n{letter.body}"
    found: set[str] = set()
    for fact in facts.facts:
        if _PRIVATE.search(fact.name) or _PRIVATE.search(fact.value):
            found |= {piece.group().strip(".,") for piece in _PIECE.finditer(fact.value)}
    return frozenset(piece for piece in found if piece not in told)


KIND = DisclosureKind()
