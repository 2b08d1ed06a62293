"""EML: the text of a message that was filed as a document; its subject is the title, its attachments are told."""

from __future__ import annotations

import contextlib
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from knowledge.loading import plain_text, web_page
from knowledge.loading.characters import printable
from knowledge.loading.content import Content, Refusal
from knowledge.loading.encoding import decode

_NAMED = 5


def read(data: bytes, name: str) -> Content:
    decode(data[:20_000])  # what is no text at all is no message either
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise Refusal("The file holds no email.", "Save the message again as EML, or its text as a text file.")
    part = message.get_body(preferencelist=("plain", "html"))
    body = _body(part) if part is not None else b""
    if part is not None and part.get_content_type() == "text/plain" and not body.strip():
        part = message.get_body(preferencelist=("html",))  # some programs send an empty plain part
        body = _body(part) if part is not None else b""
    if part is None or not body.strip():
        raise Refusal("The message holds no text.", "Save the attachment by itself and add that.")
    reader = web_page if part.get_content_type() == "text/html" else plain_text
    content = reader.read(body, name)
    subject = " ".join(str(message.get("subject", "")).split())
    notes = (*content.notes, *_attachments(message))
    return Content(subject or content.title, content.blocks, content.front, notes)


def _body(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset and part.get_content_type() == "text/plain":
        with contextlib.suppress(LookupError, UnicodeDecodeError):  # an unknown charset is guessed by the reader
            body = body.decode(charset).encode("utf-8")
    return body


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    names = [printable(part.get_filename() or "a file without a name") for part in message.iter_attachments()]
    if not names:
        return ()
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    one = len(names) == 1
    return (
        f"{'An attachment was' if one else f'{len(names)} attachments were'} not read ({shown}): "
        f"add {'it' if one else 'them'} as {'a document of its' if one else 'documents of their'} own.",
    )
