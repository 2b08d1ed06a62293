"""What a document says of itself, read off once and kept: thousands of documents are then listed at once (P21)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.audience import Audience, audience
from knowledge.versions import Edition, edition

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_READ_BY = ("readings", "audience", "versions", "openings", "opening_signs", "subjects", "dates")


@dataclass(frozen=True, slots=True)
class Reading:
    """The signs of a document's version, and for whom it was written; the editor's word is not in it."""

    edition: Edition
    audience: Audience


def reading(document: str, title: str, front: Mapping[str, str], head: str) -> Reading:
    """Read a document by its name, its title, its front matter and the first words of its text."""
    return Reading(edition(document, title, front, head), audience(document, title, front, head))


def as_kept(document: str, title: str, front: Mapping[str, str], head: str) -> str:
    """A reading as the register keeps it: one JSON value."""
    return _adapter().dump_json(reading(document, title, front, head)).decode()


def from_kept(text: str) -> Reading:
    return _adapter().validate_json(text)


@cache
def fingerprint() -> str:
    """Changes with whatever reads documents, so that what an older release read off is read anew."""
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in _READ_BY)).hexdigest()[:16]


@cache
def _adapter() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)
