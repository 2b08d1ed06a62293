"""What the knowledge hands out: passages of the company's own documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one version of a document that can be cited and reads on its own.

    ``id`` is stable for a version of a document (``warranty.md@2#3``); ``section`` is the heading path joined
    with " › "; ``text`` is what the customer-facing sentence may rest on (P07). ``audience`` is "internal" where the
    document is for staff only: the responder may read it, no sentence to a customer may rest on it.
    """

    id: str
    document: str
    version: int
    section: str
    text: str
    page: int | None = None
    audience: str = "public"  # public | internal


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with its relevance from 0 to 1 (higher is better)."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One row of the register of documents, as `python -m knowledge list` shows it."""

    document: str
    version: int
    status: str  # current | superseded | removed
    title: str
    passages: int
    sha256: str
    added_at: str  # ISO 8601, UTC
    superseded_by: str = ""  # the document that took its place, where one did
    why: str = ""  # in words, why it is not searched
    owner: str = ""  # who looks after it
    audience: str = "public"  # public | internal
    review_by: date | None = None  # when it is due to be looked through again
    valid_from: date | None = None
    valid_until: date | None = None
    corrected: bool = False  # an editor's word decides whether it is current
    overdue: bool = False  # it is current, and its day of review is past


@dataclass(frozen=True, slots=True)
class Outdated:
    """A passage that no longer stands as it was cited: why, and the text that took its place where that can be told."""

    passage: Passage
    why: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The fate of one file that was given to `add`: what became of it, in plain words for a person.

    ``outcome`` is added, replaced, unchanged or refused; ``next_step`` says what to do about a refusal, else "".
    """

    path: str
    document: str
    outcome: str
    message: str
    next_step: str = ""
    passages: int = 0
    version: int | None = None
