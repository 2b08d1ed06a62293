"""What an editor says of a document by hand: it holds against everything that the document says of itself (P21)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from knowledge.dates import first_date
from knowledge.errors import KnowledgeError

_OWNER = ("owner", "document_owner", "maintainer", "responsible", "contact")
_REVIEW = ("review_by", "review-by", "next_review", "next-review", "review_date", "review-date", "review")
_DATES = ("review_by", "valid_from", "valid_until")
STANDINGS = ("", "current", "superseded")
AUDIENCES = ("", "public", "internal")


@dataclass(frozen=True, slots=True)
class Details:
    """The editor's word. "" and None leave it to what the document says.

    ``audience`` is public or internal, ``standing`` is current or superseded, ``superseded_by`` another document.
    """

    owner: str = ""
    audience: str = ""
    review_by: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    standing: str = ""
    superseded_by: str = ""

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES:
            raise KnowledgeError(f'"{self.audience}" is no audience.', "Choose public or internal, or leave it empty.")
        if self.standing not in STANDINGS:
            raise KnowledgeError(
                f'"{self.standing}" is no standing.', "Choose current or superseded, or leave it empty."
            )
        if self.standing == "current" and self.superseded_by:
            raise KnowledgeError(
                "A document can't be current and superseded by another one.", "Take out one of the two."
            )
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise KnowledgeError("It would end before it begins.", "Check the two dates of its validity.")

    def to_json(self) -> str:
        said = ((name, value) for name, value in asdict(self).items() if value)
        return json.dumps({name: value.isoformat() if isinstance(value, date) else value for name, value in said})

    @classmethod
    def from_json(cls, text: str) -> Details:
        known = {field.name for field in fields(cls)}
        said = ((name, value) for name, value in json.loads(text).items() if name in known)
        values: dict[str, Any] = {name: date.fromisoformat(its) if name in _DATES else its for name, its in said}
        return cls(**values)


def owner_of(front: Mapping[str, str], details: Details) -> str:
    """Who looks after a document: the editor's word, else its front matter, else ""."""
    return details.owner or next((front[name].strip() for name in _OWNER if front.get(name, "").strip()), "")


def review_of(front: Mapping[str, str], details: Details) -> date | None:
    """When a document is due to be looked through again: the editor's word, else its front matter."""
    return details.review_by or next((day for name in _REVIEW if (day := first_date(front.get(name, "")))), None)
