"""A letter comes in: parsed and understood, or kept with the reason why it could not be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from casework.case import Case
from casework.drafter import Drafter
from casework.email_out import clean_recipient
from casework.errors import CaseworkError
from casework.files import plain_name
from drafting.errors import DraftingError
from drafting.letter import Letter

LARGEST_LETTER = 25 * 1024 * 1024
_HEADER_DATE_COUNTS_FOR = timedelta(days=31)


def refuse_hopeless(data: bytes) -> None:
    """Raise CaseworkError for what is not kept at all: nothing, or more than a letter can be."""
    if not data.strip():
        raise CaseworkError("The file is empty.", "Choose another, or paste the letter.")
    if len(data) > LARGEST_LETTER:
        raise CaseworkError("The file is over 25 MB.", "Save the letter without its large attachments, then try again.")


def receive(name: str, data: bytes, drafter: Drafter, now: datetime) -> Case:
    """A case (not stored yet) for the bytes of a letter; state unreadable, with why, when they can't be parsed."""
    digest, kept_name = sha256(data).hexdigest(), plain_name(name)
    try:
        letter = drafter.read(data, kept_name)
        enquiry = drafter.understand(letter)
    except DraftingError as error:
        return _unreadable(kept_name, digest, now, error.message, error.next_step)
    except CaseworkError:
        raise  # a policy that was spoilt: not the letter's fault
    except Exception:  # noqa: BLE001 a parser's fault must not lose a letter
        return _unreadable(
            kept_name, digest, now, "The letter could not be read.", "Open the original and type the letter in."
        )
    return Case(
        id=0,
        number="",
        state="no_reply_due" if enquiry.kind == "auto_reply" else "received",
        letter=letter,
        enquiry=enquiry,
        received_at=_received(letter, now),
        original_name=kept_name,
        original_sha256=digest,
        recipients=_recipients(letter),
        postal_address=letter.address_block,
    )


def _unreadable(name: str, digest: str, now: datetime, message: str, next_step: str) -> Case:
    return Case(
        id=0,
        number="",
        state="unreadable",
        letter=None,
        enquiry=None,
        received_at=now,
        original_name=name,
        original_sha256=digest,
        problem=f"{message} {next_step}".strip(),
    )


def _received(letter: Letter, now: datetime) -> datetime:
    """An email came when its header says, unless that is in the future or long past; all else comes now."""
    if letter.format != "eml" or letter.date is None:
        return now
    sent = letter.date if letter.date.tzinfo else letter.date.replace(tzinfo=UTC)
    return sent.astimezone(UTC) if now - _HEADER_DATE_COUNTS_FOR <= sent <= now else now


def _recipients(letter: Letter) -> tuple[str, ...]:
    """The sender's address, when it is one that can be written to."""
    try:
        return (clean_recipient(letter.sender_email),) if letter.sender_email else ()
    except CaseworkError:
        return ()
