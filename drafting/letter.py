"""A customer's letter or email, parsed: the customer's own words apart from all that surrounds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the letter; ``text`` is what could be read of it, else None."""

    name: str
    media_type: str
    size: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What `read_letter` makes of a file or pasted text.

    ``body`` is the customer's own words: no quoted history, signature block or disclaimer; all offsets of points
    are Python offsets into it. ``quoted``, ``signature`` and ``boilerplate`` are what was set apart, nothing is lost.
    ``sender`` is "Name <address>" as far as known. ``notices`` are sentences for the responder (hidden text
    removed, unknown charset, unreadable attachment). ``auto_reply`` is set by RFC 3834 headers and bounces.
    """

    body: str
    subject: str = ""
    sender: str = ""
    sender_name: str = ""
    sender_email: str = ""
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    quoted: str = ""
    signature: str = ""
    boilerplate: str = ""
    address_block: str = ""
    reference: str = ""
    salutation: str = ""
    attachments: tuple[Attachment, ...] = ()
    notices: tuple[str, ...] = ()
    auto_reply: bool = False
    format: str = "txt"  # eml, txt, pdf, docx
