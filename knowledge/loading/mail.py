"""EML: the text of a message that was filed as a document; its subject is the title."""

from __future__ import annotations

import contextlib
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from knowledge.loading import plain_text, web_page
from knowledge.loading.content import Content, Refusal


def read(data: bytes, name: str) -> Content:
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise Refusal("The message holds no text.", "Save the attachment by itself and add that.")
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    if part.get_content_charset() and part.get_content_type() == "text/plain":
        with contextlib.suppress(LookupError, UnicodeDecodeError):  # an unknown charset is guessed by the reader
            body = body.decode(str(part.get_content_charset())).encode("utf-8")
    reader = web_page if part.get_content_type() == "text/html" else plain_text
    content = reader.read(body, name)
    subject = str(message.get("subject", "")).strip()
    return Content(subject or content.title, content.blocks, content.front, content.notes)
