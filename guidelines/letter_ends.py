"""The ends of a letter: the greeting above its body, the closing and the signature below, an earlier message after."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guidelines import layout
from guidelines.prose import Place, lines_of

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
GREETED_WITHIN = 16  # lines: above the greeting may stand a letterhead, an address, a date
SIGNED_WITHIN = 30  # lines, below a closing


def trimmed(text: str, start: int, end: int) -> Place:
    """The place without the white space around it."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def before_history(text: str) -> int:
    """Where the quoted history of an earlier message begins, else the end; history at the very top is none."""
    heads = (found.start() for found in layout.QUOTED_HISTORY.finditer(text))
    end = next((start for start in heads if text[:start].strip()), len(text))
    letter = end
    for first, last in reversed(list(lines_of(text, 0, end))):
        if layout.QUOTE_LINE.match(text, first, last):
            letter = first
        elif text[first:last].strip():
            return letter
    return end


def find_greeting(text: str, end: int, names: Sequence[str]) -> tuple[Place | None, bool]:
    """The greeting, and whether it has a line of its own: a salutation, or else a name or a title on a line."""
    called: Place | None = None
    for number, (first, last) in enumerate(lines_of(text, 0, end)):
        line = text[first:last]
        stripped = line.strip()
        if number == GREETED_WITHIN:
            break
        if not stripped or stripped.startswith(">"):
            continue
        if layout.GREETING_LINE.fullmatch(line):
            return trimmed(text, first, last), True
        inline = layout.GREETING_INLINE.match(text, first + len(line) - len(line.lstrip()))
        if inline and inline.end() < end:
            return trimmed(text, *inline.span()), False
        if called is None and (stripped.rstrip(",:!") in names or layout.TITLED_LINE.fullmatch(line)):
            called = trimmed(text, first, last)
        if (number and len(stripped) > 70) or (re.search(r"[.!?]$", stripped) and len(stripped.split()) > 4):
            break  # prose has begun
    return called, called is not None


def find_closing(text: str, start: int, end: int) -> Place | None:
    """The closing ("Kind regards,"): the last such line that is followed by little more than a signature."""
    lines = [place for place in lines_of(text, start, end) if text[slice(*place)].strip()]
    best: Place | None = None
    for first, last in reversed(lines[-SIGNED_WITHIN:]):
        if not layout.CLOSING_LINE.fullmatch(text, first, last):
            continue
        place = trimmed(text, first, last)
        closing = text[slice(*place)]
        weak = layout.WEAK_CLOSING.match(closing)
        if weak and not closing.endswith(","):
            following = text[last:end].strip().split("\n")[0].split()
            if not following or len(following) > 5:
                continue  # "Thank you." as a last sentence
        best = place
        if not weak:
            break
    if best:
        return best
    body = text[:end].rstrip()
    inline = list(layout.CLOSING_INLINE.finditer(body, max(start, end - 200)))
    return trimmed(text, *inline[-1].span()) if inline else None


def find_signature(
    text: str, start: int, closing: Place | None, end: int, names: Sequence[str]
) -> tuple[Place | None, int, list[Place]]:
    """The signature, where the prose before it ends, and prose that stands after it (a postscript)."""
    if closing is None:
        place, body_end = _signed_without_closing(text, start, end, names)
        return place, body_end, []
    after: list[Place] = []
    signature_end = closing[1]
    for first, last in paragraphs(text, closing[1], end):
        piece = text[first:last]
        prose = len(_WORD.findall(piece)) >= 6 and layout.TALK.search(piece) and re.search(r"[.!?]\s*$", piece)
        if layout.POSTSCRIPT.match(piece) or (prose and not layout.SMALL_PRINT.search(piece)):
            after.append((first, last))
        elif not after:
            signature_end = last
    signature = trimmed(text, closing[1], signature_end)
    return (signature if signature[0] < signature[1] else None), closing[0], after


def _signed_without_closing(text: str, start: int, end: int, names: Sequence[str]) -> tuple[Place | None, int]:
    delimiter = layout.DELIMITER.search(text, start, end)
    if delimiter:
        return trimmed(text, delimiter.end(), end), delimiter.start()
    lines = [place for place in lines_of(text, start, end) if text[slice(*place)].strip()]
    blocks = list(paragraphs(text, start, end))
    if len(blocks) > 1:
        first, last = blocks[-1]
        signed = [text[slice(*line)].strip() for line in lines if line[0] >= first or line[1] > first]
        plain = all(
            len(line.split()) <= 6 and not re.search(r"[.!?:,]$", line) and not layout.BULLET.match(line)
            for line in signed
        )
        bare = len(signed) < 4 and plain and not layout.TALK.search(text[first:last]) and _is_name(signed[0])
        if _is_one_of(signed[0], names) or bare:
            return trimmed(text, first, last), first
    if len(lines) > 1:
        before, line = (text[slice(*place)].strip() for place in lines[-2:])
        named = _is_one_of(line, names) or (len(line.split()) <= 3 and _is_name(line))
        if named and before.endswith((".", "!", "?")):
            return trimmed(text, *lines[-1]), lines[-1][0]
    return None, end


def _is_one_of(line: str, names: Sequence[str]) -> bool:
    return line.strip(" ,-–—*") in names


def _is_name(line: str) -> bool:
    """Whether a line is a name as people sign it: every word with a capital, and not only capitals."""
    if re.search(r"[.!?:;\d]", line.rstrip(".")) or line.endswith("."):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if word not in ("and", "of", "the", "de", "van")]
    return 1 <= len(words) <= 5 and all(word[0].isupper() for word in words) and not line.isupper()


def paragraphs(text: str, start: int, end: int) -> list[Place]:
    """What blank lines part, without those that hold nothing."""
    gaps = [match.span() for match in _BLANK.finditer(text, start, end)]
    starts, ends = [start, *(stop for _, stop in gaps)], [*(first for first, _ in gaps), end]
    found = (trimmed(text, first, last) for first, last in zip(starts, ends, strict=True))
    return [place for place in found if place[0] < place[1]]
