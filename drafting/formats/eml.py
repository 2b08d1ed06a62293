"""An email in any of its forms: parts, character sets, attachments, forwarded messages, auto-replies (RFC 3834)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from drafting.errors import LetterUnreadable
from drafting.formats.html import html_to_text
from drafting.formats.raw import Raw, hidden_notice
from drafting.formats.text import decode, tidy
from drafting.letter import Attachment

_AUTOMATIC_SENDER = re.compile(r"^(mailer-daemon|postmaster|bounces?[+@-]|no-?reply-bounce)", re.I)
_AUTOMATIC_SUBJECT = re.compile(
    r"^\s*((?:automatic|auto(?:matic|mated)?)[ -]?(?:reply|response|answer)|out of (?:the )?office|autoreply|"
    r"undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|system)|"
    r"returned mail|failure notice|abwesenheits(?:notiz|benachrichtigung)|automatische antwort|"
    r"réponse automatique|respuesta automática|risposta automatica|automatisch antwoord)",
    re.I,
)
_MOST_PARTS = 200


def read_eml(data: bytes, read_attachment: Callable[[bytes, str], str | None]) -> Raw:
    """Read an email. ``read_attachment`` gives the text of an attached file by content and name, or None.

    Raises LetterUnreadable when neither a header nor words can be found in it.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    if not message.keys():
        raise LetterUnreadable(
            "This file does not look like an email.", "Save the message again as .eml, or paste its text."
        )
    reading = _Reading(read_attachment)
    reading.walk(message)
    text, notices = reading.words()
    name, address = _address(message, "From")
    if not (name or address):
        name, address = _address(message, "Reply-To")
    recipients = getaddresses([_header(message, field) for field in ("To", "Cc") if message.get(field)])
    subject = _header(message, "Subject")
    return Raw(
        text=text,
        format="eml",
        subject=subject,
        sender_name=name,
        sender_email=address,
        recipients=tuple(email for _, email in recipients if email),
        date=_date(message),
        message_id=_header(message, "Message-ID"),
        references=tuple(
            re.findall(r"<[^<>\s]+>", f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}")
        ),
        attachments=tuple(reading.attachments),
        notices=tuple(notices),
        auto_reply=_automatic(message, subject, address),
    )


class _Reading:
    """Collects the words, hidden pieces and attachments of one message while its parts are walked."""

    def __init__(self, read_attachment: Callable[[bytes, str], str | None]) -> None:
        self.read_attachment = read_attachment
        self.pieces: list[str] = []
        self.hidden: list[str] = []
        self.notices: list[str] = []
        self.attachments: list[Attachment] = []
        self.parts = 0

    def words(self) -> tuple[str, list[str]]:
        notices = [hidden_notice(self.hidden)] if self.hidden else []
        return "\n\n".join(piece for piece in self.pieces if piece.strip()), notices + self.notices

    def walk(self, part: Message, depth: int = 0) -> None:
        self.parts += 1
        if self.parts > _MOST_PARTS or depth > 20:
            return
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self._enclosed(part)
        elif kind == "multipart/alternative":
            self._alternative(part, depth)
        elif kind == "multipart/report":
            for child in _children(part)[:1]:
                self.walk(child, depth + 1)
        elif part.is_multipart():
            for child in _children(part):
                self.walk(child, depth + 1)
        elif _is_attachment(part):
            self._attach(part)
        elif kind == "text/html":
            self.pieces.append(self._html(part))
        elif kind.startswith("text/") or (kind == "application/octet-stream" and not part.get_filename()):
            self.pieces.append(self._plain(part))
        else:
            self._attach(part)

    def _alternative(self, part: Message, depth: int) -> None:
        """Take the plain version, unless it is empty or says less than half of what the HTML shows."""
        children = _children(part)
        plain = [child for child in children if child.get_content_type() == "text/plain" and not _is_attachment(child)]
        rich = [child for child in children if child not in plain]
        if not plain:
            for child in rich[-1:]:
                self.walk(child, depth + 1)
            return
        shown = "\n\n".join(self._plain(child) for child in plain)
        before = len(self.pieces)
        for child in rich:
            if child.get_content_type() == "text/html" or child.is_multipart():
                self.walk(child, depth + 1)
        html = "\n\n".join(self.pieces[before:])
        del self.pieces[before:]
        stub = len(shown.split()) * 2 < len(html.split()) or bool(re.search(r"<(?:html|div|p|br)\b", shown, re.I))
        # Words in the plain version that the HTML hides are hidden too: most programs show the HTML.
        concealed = any(
            " ".join(piece.split())[:60] in " ".join(shown.split()) for piece in self.hidden if len(piece) > 20
        )
        self.pieces.append(html if html.strip() and (stub or concealed or not shown.strip()) else shown)

    def _plain(self, part: Message) -> str:
        text = self._decoded(part)
        if re.match(r"\s*<(?:!doctype html|html)\b", text, re.I):
            text, hidden = html_to_text(text)
            self.hidden += hidden
        return text

    def _html(self, part: Message) -> str:
        text, hidden = html_to_text(self._decoded(part))
        self.hidden += hidden
        return text

    def _decoded(self, part: Message) -> str:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        text, notice = decode(data, part.get_content_charset())
        if notice and notice not in self.notices:
            self.notices.append(notice)
        text, spelled = tidy(text)
        self.hidden += spelled
        return text

    def _attach(self, part: Message) -> None:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        kind = part.get_content_type()
        name = _decode_words(part.get_filename() or "") or f"attachment.{kind.rpartition('/')[2]}"
        text = self.read_attachment(data, name) if data else None
        if text is None and not kind.startswith("image/") and "signature" not in kind and kind != "text/calendar":
            self.notices.append(f"The attachment {name} could not be read; open it before you answer.")
        self.attachments.append(Attachment(name, kind, len(data), text))

    def _enclosed(self, part: Message) -> None:
        """A message enclosed as an attachment: its words are an attachment's text, and a body when there is none."""
        inner = _children(part)
        if not inner:
            return
        reading = _Reading(self.read_attachment)
        reading.walk(inner[0])
        text, notices = reading.words()
        self.notices += notices
        head = "\n".join(
            f"{field}: {_header(inner[0], field)}" for field in ("From", "Date", "Subject") if inner[0].get(field)
        )
        name = f"{_header(inner[0], 'Subject') or 'message'}.eml"
        self.attachments.append(Attachment(name, "message/rfc822", len(text.encode()), f"{head}\n\n{text}"))
        self.attachments += reading.attachments


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_attachment(part: Message) -> bool:
    disposition = (part.get_content_disposition() or "").lower()
    return disposition == "attachment" or bool(part.get_filename() and not part.is_multipart())


def _decode_words(value: str) -> str:
    try:
        return re.sub(r"\s*[\r\n]+\s*", " ", str(make_header(decode_header(value)))).strip()
    except (LookupError, ValueError, MessageError):
        return re.sub(r"\s+", " ", value).strip()


def _header(message: Message, field: str) -> str:
    return _decode_words(_raw_header(message, field) or "")


def _raw_header(message: Message, field: str) -> str | None:
    value = next((raw for name, raw in message.raw_items() if name.lower() == field.lower()), None)
    if value is None:
        return None
    text = str(value)
    if re.search(r"[\udc80-\udcff]", text):  # raw eight-bit bytes in a header
        text = decode(text.encode("utf-8", "surrogateescape"))[0]
    return text


def _address(message: Message, field: str) -> tuple[str, str]:
    """Display name and address, the name decoded after the two are taken apart (a comma may be encoded in it)."""
    raw = _raw_header(message, field)
    if raw is None:
        return "", ""
    pairs = getaddresses([re.sub(r"[\r\n]+\s*", " ", raw)])
    name, address = next(((name, mail) for name, mail in pairs if mail), pairs[0] if pairs else ("", ""))
    if not address or "@" not in address:
        decoded = _header(message, field)
        found = re.search(r"[\w.+'-]+@[\w.-]+\w", decoded)
        address = found[0] if found else ""
        name = name or decoded.replace(address, "").strip(" <>\"'")
    return _decode_words(name).strip(" \"'"), address.strip()


def _date(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _automatic(message: Message, subject: str, sender: str) -> bool:
    submitted = _header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if message.get_content_type() == "multipart/report" or message.get("X-Failed-Recipients"):
        return True
    if _header(message, "Return-Path") == "<>" or _AUTOMATIC_SENDER.match(sender):
        return True
    if any(message.get(field) for field in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-From")):
        return True
    if _header(message, "Precedence").lower() in {"auto_reply", "auto-reply"}:
        return True
    return bool(_AUTOMATIC_SUBJECT.match(subject))
