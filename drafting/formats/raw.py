"""What a format gives of a letter, before its text is divided into zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafting.letter import Attachment


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of a letter as a person would see it, and what its envelope says.

    ``notices`` are sentences for the responder; ``footer`` is text that the format itself sets apart (page footers).
    """

    text: str
    format: str
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notices: tuple[str, ...] = ()
    auto_reply: bool = False
    footer: str = ""


def hidden_notice(pieces: list[str]) -> str:
    """The sentence that reports text which a person could not see and which was taken out."""
    shown = " / ".join(" ".join(piece.split()) for piece in pieces)
    return f"Hidden text was removed from this letter: “{shown[:300]}{'…' if len(shown) > 300 else ''}”"
