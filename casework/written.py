"""The parts of a case as JSON and back, by their types: what is written today reads the same tomorrow."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    from pydantic import TypeAdapter

    from casework.case import OutgoingFile, Waiver
    from drafting.enquiry import Enquiry
    from drafting.letter import Letter
    from drafting.reply import Reply
    from guidelines.context import CaseFacts
    from guidelines.finding import Report
    from knowledge.passage import Passage

    return {
        "letter": TypeAdapter(Letter | None),
        "enquiry": TypeAdapter(Enquiry | None),
        "facts": TypeAdapter(CaseFacts),
        "reply": TypeAdapter(Reply | None),
        "passages": TypeAdapter(tuple[Passage, ...]),
        "report": TypeAdapter(Report | None),
        "waivers": TypeAdapter(tuple[Waiver, ...]),
        "authors": TypeAdapter(tuple[str, ...]),
        "recipients": TypeAdapter(tuple[str, ...]),
        "attachments_out": TypeAdapter(tuple[OutgoingFile, ...]),
    }


def written_fields() -> frozenset[str]:
    """The fields of a case that are stored as JSON."""
    return frozenset(_adapters())


def to_json(field: str, value: Any) -> str:
    """The JSON of one field of a case."""
    return _adapters()[field].dump_json(value).decode()


def from_json(field: str, text: str | None) -> Any:
    """The value of one field of a case; None for what was never written."""
    return None if text is None else _adapters()[field].validate_json(text)
