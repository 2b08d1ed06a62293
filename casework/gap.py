"""A gap: a point of a letter that nothing answered, and those that ask the same together (P21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.case import State

GapState = Literal["open", "answered", "closed", "dismissed"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One unanswered point of one case, in the customer's own words.

    ``alike`` is the number that gaps of one kind share; ``query`` is what the documents were searched with.
    ``answered`` means that a search finds something now (``document``) and the reply was not drafted again since,
    ``closed`` that it was; ``why`` says how it ended, or why it stays open though an answer was written.
    """

    id: int
    case_id: int
    alike: int
    point: str
    query: str
    state: GapState
    why: str
    document: str
    at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A gap with the letter that asked: its number, who wrote, what about, and where the case stands."""

    gap: Gap
    number: str
    who: str
    about: str
    case_state: State


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps that ask the same, the oldest first; ``words`` are the oldest one's."""

    alike: int
    words: str
    asked: tuple[Asked, ...]

    @property
    def letters(self) -> int:
        """How many letters asked."""
        return len({one.gap.case_id for one in self.asked})


@dataclass(frozen=True, slots=True)
class Noted:
    """A gap of a draft that is not stored yet; ``seen`` are the hashes of what was found and did not answer it."""

    point: str
    query: str
    vector: bytes
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A point that can be answered now, on a case that waits: what the customer asked and where the answer stands."""

    case_id: int
    point: str
    document: str
