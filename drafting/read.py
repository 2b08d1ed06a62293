"""Read a letter from a file or pasted text: its envelope, its zones, its attachments (P02, P03)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from drafting.errors import LetterUnreadable
from drafting.formats.raw import Raw, hidden_notice
from drafting.formats.text import decode, tidy
from drafting.letter import Attachment, Letter
from drafting.zones import Zones, divide

MOST_BYTES = 20_000_000

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\r\n]*\r?\n")
_MAIL_FIELDS = re.compile(
    rb"(?im)^(?:from|to|date|message-id|mime-version|received|return-path|delivered-to|content-type|subject|x-[a-z-]+):"
)


def read_letter(data: bytes, name: str) -> Letter:
    """Read a letter by its content and the ending of ``name`` (pasted text: "pasted.txt").

    Raises LetterUnreadable, with one sentence and a next step, when there is nothing to read: an empty file,
    a binary, a locked PDF, a scan, a damaged DOCX, more than 20 MB.
    """
    try:
        return _letter(_raw(data, name))
    except LetterUnreadable:
        raise
    except Exception as error:  # a file may be broken in ways that no library foresees; none may end a page
        raise LetterUnreadable("This letter is damaged and could not be read.", "Paste its text instead.") from error


def _raw(data: bytes, name: str) -> Raw:
    if len(data) > MOST_BYTES:
        raise LetterUnreadable("This file is larger than 20 MB.", "Send the letter without its large attachments.")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise LetterUnreadable("This file is empty.", "Choose the letter's file again, or paste its text.")
    kind = _kind(data, name.lower())
    if kind == "pdf":
        from drafting.formats.pdf import read_pdf

        raw = read_pdf(data)
    elif kind == "docx":
        from drafting.formats.docx import read_docx

        raw = read_docx(data)
    elif kind == "eml":
        from drafting.formats.eml import read_eml

        raw = read_eml(_without_mbox_line(data), _attachment_text)
    elif kind == "html":
        from drafting.formats.html import html_to_text

        text, notice = decode(data)
        text, hidden = html_to_text(text)
        notices = [notice] if notice else []
        raw = Raw(text=text, format="txt", notices=(*notices, *([hidden_notice(hidden)] if hidden else [])))
    else:
        raw = _plain(data)
    return raw


def _kind(data: bytes, name: str) -> str:
    """What a file is, by what it holds; its ending is only asked where the content leaves it open."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        if b"word/" in data or name.endswith(".docx"):
            return "docx"
        raise LetterUnreadable("This is an archive and not a letter.", "Unpack it and choose the letter inside.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        kind = "an Outlook .msg message" if name.endswith(".msg") else "an old Office file"
        ending = ".eml" if name.endswith(".msg") else ".docx or PDF"
        raise LetterUnreadable(f"This is {kind}, which can't be read here.", f"Save it as {ending}, or paste its text.")
    if start.startswith(b"{\\rtf"):
        raise LetterUnreadable("This is an RTF file, which can't be read here.", "Save it as DOCX, PDF or text.")
    if start.startswith(_PICTURES):
        raise LetterUnreadable("This is a picture and holds no text.", "Type or paste the letter's words.")
    if name.endswith(".pdf"):
        raise LetterUnreadable("This file is named PDF but is not one.", "Open it where it was made and save it again.")
    if name.endswith(".docx"):
        raise LetterUnreadable(
            "This file is named DOCX but is not one.", "Open it in Word and save it again, or paste its text."
        )
    if _is_binary(data):
        raise LetterUnreadable(
            "This file is not text.", "Choose a letter as .eml, .txt, .pdf or .docx, or paste its text."
        )
    if (
        name.endswith(".eml") and re.match(rb"(?:From \S+ .*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,40}:", start)
    ) or _looks_like_mail(start):
        return "eml"
    if re.match(rb"<(?:!doctype html|html|body)\b", start, re.I):
        return "html"
    return "txt"


def _looks_like_mail(start: bytes) -> bool:
    """A transport header on top; "From:" and "Subject:" alone may have been typed by a person, and are read as such."""
    if not re.match(rb"(?:From \S+ .*\r?\n)?" + _HEADER.pattern, start):
        return False
    fields = {field.lower().rstrip(b":") for field in _MAIL_FIELDS.findall(start)}
    return bool(
        fields & {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"content-type"}
    )


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    sample = data[:20_000]
    if b"\x00" in sample:
        return True
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in sample)
    return odd > len(sample) * 0.02


def _without_mbox_line(data: bytes) -> bytes:
    data = data.lstrip(b"\xef\xbb\xbf\r\n ")
    return re.sub(rb"\AFrom \S+ [^\r\n]*\r?\n", b"", data)


def _plain(data: bytes) -> Raw:
    """Plain text; fields that a person typed on top ("From:", "Subject:") are read as the envelope."""
    text, notice = decode(data)
    text, spelled = tidy(text)
    fields, rest = _typed_fields(text)
    notices = [notice] if notice else []
    if spelled:
        notices.append(hidden_notice(spelled))
    name, address = _name_and_address(fields.get("from", ""))
    return Raw(
        text=rest,
        format="txt",
        subject=fields.get("subject", ""),
        sender_name=name,
        sender_email=address,
        recipients=tuple(re.findall(r"[\w.+'-]+@[\w.-]+\w", fields.get("to", ""))),
        date=_read_date(fields.get("date") or fields.get("sent") or ""),
        notices=tuple(notices),
    )


def _typed_fields(text: str) -> tuple[dict[str, str], str]:
    fields: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    place = 0
    while place < len(lines):
        found = re.match(r"\**(From|To|Cc|Subject|Date|Sent|Reply-To|Received)\**:\**\s*(.*)", lines[place], re.I)
        if not found:
            break
        fields[found[1].lower()] = found[2].strip()
        place += 1
    if "from" not in fields and "subject" not in fields:
        return {}, text
    rest = "\n".join(lines[place:]).strip("\n")
    return (fields, rest) if rest.strip() else ({}, text)


def _name_and_address(written: str) -> tuple[str, str]:
    found = re.search(r"<?([\w.+'-]+@[\w.-]+\w)>?", written)
    if not found:
        return written.strip(" \"'"), ""
    name = re.sub(r"\[mailto:.*", "", written[: found.start()] + written[found.end() :]).strip(" \"'<>;[]")
    name = name[1:-1] if re.fullmatch(r"\([^()]*\)", name) else name
    return name, found[1]


def _read_date(written: str) -> datetime | None:
    """A date as people write it in a letter or header; None when it is not clear."""
    written = re.sub(r"(\d)(?:st|nd|rd|th)\b(?: of)?", r"\1", written.strip().rstrip("."))
    written = re.sub(
        r"(?i)^dated?:?\s*|^[A-Z][a-z]+,\s+(?=\d)|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", "", written
    )
    written = re.sub(r"\s+(?:at\s+)?\d{1,2}:\d{2}.*$", "", written.replace(",", " "))
    written = " ".join(written.split())
    for form in (
        "%d %B %Y",
        "%d %b %Y",
        "%B %d %Y",
        "%b %d %Y",
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%d/%m/%y",
    ):
        try:
            return datetime.strptime(written, form)
        except ValueError:
            continue
    return None


def _letter(raw: Raw) -> Letter:
    text, spelled = tidy(raw.text)
    notices = list(raw.notices)
    if spelled:
        notices.append(hidden_notice(spelled))
    subject = raw.subject
    zones = divide(text, sent_on=bool(re.match(r"\s*(?:fwd?|wg|tr|rv)\s*:", subject, re.I)))
    name, address = raw.sender_name, raw.sender_email
    if zones.forwarded:
        fields = dict(zones.forwarded)
        original, mail = _name_and_address(fields.get("from", ""))
        if original or mail:
            notices.append(
                f"This message was forwarded by {name or address or 'somebody'}; the letter inside is answered."
            )
            name, address = original, mail
        subject = fields.get("subject", subject)
    zones, taken = _from_attachment(zones, raw.attachments)
    if taken:
        notices.append(f"The letter itself is in the attachment {taken}; its words are shown with the message's own.")
    if not zones.body.strip() and not subject.strip():
        raise LetterUnreadable("No words of a customer were found in this letter.", "Paste the letter's text instead.")
    letter = Letter(
        body=zones.body,
        subject=subject,
        sender=f"{name} <{address}>" if name and address else name or address,
        sender_name=name,
        sender_email=address,
        recipients=raw.recipients,
        date=raw.date or _read_date(zones.dated),
        message_id=raw.message_id,
        references=raw.references,
        quoted=zones.quoted,
        signature=zones.signature,
        boilerplate="\n\n".join(filter(None, [zones.boilerplate, raw.footer])),
        address_block=zones.address_block,
        reference=zones.reference,
        salutation=zones.salutation,
        attachments=raw.attachments,
        notices=tuple(dict.fromkeys(notices)),
        auto_reply=raw.auto_reply,
        format=raw.format,
    )
    return letter if name else _with_writer(letter)


def _with_writer(letter: Letter) -> Letter:
    """Where the envelope names nobody, the sender is who signed."""
    from drafting.understanding.greeting import named

    name = named(letter)
    if not name:
        return letter
    sender = f"{name} <{letter.sender_email}>" if letter.sender_email else name
    return replace(letter, sender_name=name, sender=sender)


def _from_attachment(zones: Zones, attachments: tuple[Attachment, ...]) -> tuple[Zones, str]:
    """When a message only covers a letter that is attached, the letter's own words join the body."""
    covering = len(zones.body.split()) < 30 and re.search(
        r"\b(?:attach|enclos|see (?:my|the|our) letter)", zones.body, re.I
    )
    if zones.body.strip() and not covering:
        return zones, ""
    for attachment in attachments:
        if not attachment.text:
            continue
        inner = divide(tidy(attachment.text)[0])
        if inner.salutation or attachment.media_type == "message/rfc822" or not zones.body.strip():
            body = f"{zones.body}\n\n{inner.body}" if zones.body.strip() else inner.body
            return (
                Zones(
                    body=body,
                    quoted=zones.quoted,
                    signature=inner.signature or zones.signature,
                    boilerplate=zones.boilerplate,
                    address_block=inner.address_block,
                    reference=zones.reference or inner.reference,
                    salutation=zones.salutation or inner.salutation,
                    dated=zones.dated or inner.dated,
                ),
                attachment.name,
            )
    return zones, ""


def _attachment_text(data: bytes, name: str) -> str | None:
    """The text of an attached file, or None; what fails to read is reported by the caller, never raised."""
    if name.lower().endswith((".csv", ".ics", ".vcf")) and not _is_binary(data):
        return tidy(decode(data)[0])[0][:100_000]
    try:
        kind = _kind(data, name.lower())
        if kind == "eml":
            return tidy(decode(data)[0])[0][:100_000]
        return tidy(_raw(data, name).text)[0][:100_000]
    except LetterUnreadable:
        return None
