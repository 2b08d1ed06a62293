"""Quoted history: what the customer wrote now, apart from the messages that stand below or between it."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass, field

from drafting.zone_words import zone_words


@dataclass(frozen=True, slots=True)
class Split:
    """``own`` is what was written now. ``forwarded`` holds the header fields of a message that was sent on to us."""

    own: str
    quoted: str = ""
    forwarded: dict[str, str] = field(default_factory=dict)


def split_history(text: str, *, sent_on: bool = False) -> Split:
    """Part a message from its history in the styles of Outlook, Gmail, Apple Mail and others.

    ``sent_on`` says that the subject marks a forwarded message. When what stands above a forwarded message is
    nothing, or a colleague's note, the forwarded message is the letter.
    """
    lines = text.split("\n")
    own: list[str] = []
    quoted: list[str] = []
    place = 0
    while place < len(lines):
        head = _head(lines, place)
        if head is None:
            (quoted if re.match(r"\s*>", lines[place]) else own).append(lines[place])
            place += 1
            continue
        kind, after, fields = head
        note = "\n".join(own).strip()
        if (kind == "forward" or sent_on or not note) and _only_a_note(note):
            rest = split_history("\n".join(_unquoted(lines[after:])))
            if rest.own.strip():
                return Split(rest.own, "\n\n".join(filter(None, [note, rest.quoted])), rest.forwarded or fields)
        follows = next((line for line in lines[after:] if line.strip()), "")
        if follows.lstrip().startswith(">"):
            # Marked lines are the history; what stands between and below them is the customer's.
            quoted += lines[place:after]
            place = after
            continue
        quoted += lines[place:]
        break
    if not "".join(own).strip() and quoted:
        return Split(text)  # all of it is marked as quoted: better shown than lost
    return Split("\n".join(own).strip("\n"), "\n".join(quoted).strip("\n"))


def _only_a_note(note: str) -> bool:
    if not note:
        return True
    words = zone_words()
    plain = re.split(r"\n\s*\n|\n(?=(?:thanks|regards|kind)\b)", note, maxsplit=1, flags=re.I)[0]
    return len(note.split()) < 40 and bool(words.colleague_note.search(plain))


def _unquoted(lines: list[str]) -> list[str]:
    marked = [line for line in lines if line.strip()]
    if marked and sum(line.lstrip().startswith(">") for line in marked) > len(marked) * 0.8:
        return [re.sub(r"^\s*>\s?", "", line) for line in lines]
    return lines


def _head(lines: list[str], place: int) -> tuple[str, int, dict[str, str]] | None:
    """A line that opens history: its kind, the place after it, and the header fields that it gives."""
    words = zone_words()
    line = lines[place].strip().strip("*")
    if not line or line.startswith(">"):
        return None
    for kind, pattern in (("forward", words.forward_heads), ("reply", words.quote_heads)):
        if pattern.fullmatch(line):
            after, fields = _fields(lines, place + 1)
            return kind, after, fields
    # Mail programs wrap the line "On … wrote:" over two or three lines.
    for length in (2, 3):
        joined = " ".join(part.strip() for part in lines[place : place + length])
        if "" not in [part.strip() for part in lines[place : place + length]] and words.wrapped_head.fullmatch(joined):
            return "reply", place + length, {}
    start = place + 1 if re.fullmatch(r"[_\-]{5,}", line) else place
    after, fields = _fields(lines, start)
    first = "from" in fields or "subject" in fields
    if first and len(fields) >= 3 and start + 2 < after + 1:
        return "reply", after, fields
    return None


_NAMES = {"von": "from", "de": "from", "da": "from", "van": "from", "betreff": "subject", "objet": "subject",
          "asunto": "subject", "oggetto": "subject", "onderwerp": "subject", "gesendet": "date", "envoyé": "date",
          "enviado": "date", "inviato": "date", "verzonden": "date", "sent": "date", "an": "to", "à": "to", "para": "to",
          "a": "to", "aan": "to"}  # fmt: skip


def _fields(lines: list[str], place: int) -> tuple[int, dict[str, str]]:
    """A block of From, Sent, To and Subject lines: the place after it, and the fields by their English names."""
    fields: dict[str, str] = {}
    while place < len(lines) and not lines[place].strip() and not fields:
        place += 1
    start = place
    while place < len(lines):
        found = zone_words().header_field.match(lines[place].strip().lstrip("> "))
        if found:
            name = found[1].lower()
            fields[_NAMES.get(name, name)] = found[2].strip(" *")
            place += 1
        elif fields and lines[place].startswith((" ", "\t")) and lines[place].strip():
            place += 1
        else:
            break
    return (place, fields) if fields else (start, {})
