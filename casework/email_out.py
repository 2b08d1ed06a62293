"""The reply as an email in the customer's own thread: addressed by the case alone, safe against header injection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from casework.case import Case, OutgoingFile
from casework.errors import CaseworkError
from casework.layout import Block, blocks
from guidelines.policy import Policy

_ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}$")
_MESSAGE_ID = re.compile(r"^<[\x21-\x3b\x3d\x3f-\x7e]{3,900}>$")
_REPLY_PREFIX = re.compile(r"^(?:(?:re|aw|sv|fwd?|wg|antw|tr|rv|odp)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_NEXT_STEP = "Correct it on the case: one address like name@example.com."


def clean_recipient(email: str) -> str:
    """One address that mail can go to, its domain in ASCII; raises CaseworkError with what is wrong with it."""
    address = email.strip()
    local, _, domain = address.rpartition("@")
    if re.search(r"[\s\x00-\x1f\x7f,;<>]", address) or not local or not domain:
        raise CaseworkError("The recipient's address is not one email address.", _NEXT_STEP)
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise CaseworkError("The recipient's address has a domain that does not exist.", _NEXT_STEP) from None
    clean = f"{local}@{ascii_domain}"
    if not _ADDRESS.match(clean) or ".." in local or local[0] == "." or local[-1] == ".":
        raise CaseworkError("The recipient's address holds characters that mail can't carry.", _NEXT_STEP)
    return clean


def reply_subject(case: Case) -> str:
    """The letter's subject with one "Re:", on one line."""
    subject = " ".join((case.letter.subject if case.letter else "").split())
    bare = _REPLY_PREFIX.sub("", subject) or f"Your letter ({case.number})"
    return f"Re: {_printable(bare)[:200]}"


def message_id(case: Case, sender: str) -> str:
    """Fixed by the case and what was approved: the same approved reply, tried again, has the same id."""
    domain = sender.rpartition("@")[2] or "localhost"
    return f"<{case.number.lower()}.{case.approval_hash[:24] or 'draft'}@{domain}>"


def reply_message(
    case: Case,
    policy: Policy,
    sender: str,
    files: Sequence[tuple[OutgoingFile, bytes]],
    now: datetime,
    *,
    preview: bool = False,
) -> EmailMessage:
    """The message as it goes out; ``sender`` "" takes the company's first contact. Raises without a recipient."""
    sender = sender or next((contact.email for contact in policy.company.contacts if contact.email), "")
    if not preview and not case.recipients:
        raise CaseworkError(
            "The letter gives no email address.", "Enter one on the case, or print the reply as a letter."
        )
    message = EmailMessage(policy=SMTP)
    if sender:
        local, _, domain = clean_recipient(sender).rpartition("@")
        message["From"] = Address(_printable(policy.company.name), local, domain)
    if case.recipients:
        message["To"] = ", ".join(clean_recipient(address) for address in case.recipients)
    message["Subject"] = ("[Draft, not approved] " if preview else "") + reply_subject(case)
    message["Date"] = now
    message["Message-ID"] = message_id(case, sender)
    _thread(message, case)
    text = f"DRAFT, NOT APPROVED\n\n{case.text}" if preview else case.text
    message.set_content(f"{text}\n", cte="quoted-printable")
    message.add_alternative(_html(text, case), subtype="html", cte="quoted-printable")
    for file, data in files:
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub or "octet-stream", filename=file.name)
    return message


def _thread(message: EmailMessage, case: Case) -> None:
    """Join the customer's thread; ids that are not well formed are left out."""
    letter = case.letter
    if letter is None:
        return
    own = letter.message_id.strip()
    known = [ref.strip() for ref in letter.references if _MESSAGE_ID.match(ref.strip())]
    if _MESSAGE_ID.match(own):
        message["In-Reply-To"] = own
        known = [ref for ref in known if ref != own] + [own]
    if known:
        message["References"] = " ".join([*known[:1], *known[1:][-19:]])


def _html(text: str, case: Case) -> str:
    language = case.enquiry.language if case.enquiry else "en"
    body = "\n".join(_html_block(block) for block in blocks(text))
    style = "font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.5;max-width:38em"
    return f'<!DOCTYPE html>\n<html lang="{escape(language)}"><body style="{style}">\n{body}\n</body></html>\n'


def _html_block(block: Block) -> str:
    if not block.list:
        return f"<p>{'<br>'.join(escape(line) for line in block.lines)}</p>"
    tag = "ol" if block.list == "numbered" else "ul"
    items = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
    return f"<{tag}>{items}</{tag}>"


def _printable(text: str) -> str:
    """Text for a header: no control or direction-changing characters."""
    return "".join(char for char in text if char.isprintable())
