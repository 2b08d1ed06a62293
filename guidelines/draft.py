"""A draft read into its parts: greeting, sentences of prose, closing, signature; all as spans of the text.

The reading is made of plain patterns (no model, no library), so that it costs less than a millisecond and every
offset is exact. Where a line could be prose or something else, it is prose: better a sentence too many than an
unread promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidelines import layout
from guidelines.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text == whole[start:end]``, Python offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """``sentences`` are the prose in scope; greeting, closing, signature, headings and quoted text stand apart.

    ``quoted`` are lines of an earlier message and words in quotation marks (these lie inside sentences);
    ``aside`` are headings, addresses and what stands above the greeting. ``whole`` says that this is a whole reply
    (a greeting on its own line or a closing is there, or the prose has over 60 words); rules that ask for a part
    of a reply run on whole replies only.
    """

    text: str
    sentences: tuple[Span, ...]
    greeting: Span | None = None
    closing: Span | None = None
    signature: Span | None = None
    quoted: tuple[Span, ...] = ()
    whole: bool = False
    aside: tuple[Span, ...] = ()


WHOLE_WORDS = 60
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def read_draft(text: str, names: Sequence[str] = ()) -> Draft:
    """Read a draft into its parts; never fails, whatever the text.

    ``names`` are names that may stand alone as a greeting or a signature (the customer's, the responder's).
    Sentences come in the order of the text and never overlap; list items are sentences; a postscript is prose.
    """
    end = _before_history(text)
    quoted = [_span(text, *match.span()) for match in layout.QUOTE_LINE.finditer(text, 0, end)]
    if end < len(text):
        quoted.append(_span(text, end, len(text)))
    greeting, alone = _find_greeting(text, end, names)
    body_start = greeting.end if greeting else 0
    closing = _find_closing(text, body_start, end)
    body_end = closing.start if closing else end
    signature, body_end, after = _find_signature(text, body_start, body_end, closing, end, names)

    sentences: list[Span] = []
    aside: list[Span] = []
    if greeting and text[: greeting.start].strip():
        aside.append(_trimmed(text, 0, greeting.start))
    for start, stop in ((body_start, body_end), *after):
        _read_prose(text, start, stop, sentences, aside)
    for sentence in sentences:
        quoted.extend(_quotations(text, sentence))
    words = sum(len(_WORD.findall(sentence.text)) for sentence in sentences)
    whole = bool((greeting and alone) or closing or words > WHOLE_WORDS)
    quoted.sort(key=lambda span: span.start)
    return Draft(text, tuple(sentences), greeting, closing, signature, tuple(quoted), whole, tuple(aside))


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return _span(text, start, max(start, start + len(piece.strip())))


def _before_history(text: str) -> int:
    """Where the quoted history of an earlier message begins, else the end; history at the very top is none."""
    found = layout.QUOTED_HISTORY.search(text)
    return found.start() if found and text[: found.start()].strip() else len(text)


def _find_greeting(text: str, end: int, names: Sequence[str]) -> tuple[Span | None, bool]:
    """The greeting and whether it has a line of its own. Above it may stand a letterhead, an address, a date."""
    place = 0
    for number, line in enumerate(text[:end].split("\n")[:16]):
        stripped = line.strip()
        if stripped and not stripped.startswith(">"):
            if layout.GREETING_LINE.fullmatch(line) or stripped.rstrip(",:!") in names:
                return _trimmed(text, place, place + len(line)), True
            inline = layout.GREETING_INLINE.match(text, place + len(line) - len(line.lstrip()))
            if inline and inline.end() < end:
                return _trimmed(text, *inline.span()), False
            if (number and len(stripped) > 70) or (re.search(r"[.!?]$", stripped) and len(stripped.split()) > 4):
                break  # prose has begun
        place += len(line) + 1
    return None, False


def _find_closing(text: str, start: int, end: int) -> Span | None:
    """The closing line ("Kind regards,"): the last one that is followed by little more than a signature."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text[:end]) if match.start() >= start]
    best: Span | None = None
    for first, last in reversed(lines[-30:]):
        if not layout.CLOSING_LINE.fullmatch(text, first, last):
            continue
        span = _trimmed(text, first, last)
        following = text[last:end].strip().split("\n")[0].strip()
        weak = layout.WEAK_CLOSING.match(span.text)
        if weak and not span.text.endswith(",") and (not following or len(following.split()) > 5):
            continue  # "Thank you." as a last sentence
        best = span
        if not weak:
            break
    if best:
        return best
    tail = max(start, end - 200)
    inline = list(layout.CLOSING_INLINE.finditer(text[:end].rstrip(), tail))
    return _trimmed(text, *inline[-1].span()) if inline else None


def _find_signature(
    text: str, start: int, body_end: int, closing: Span | None, end: int, names: Sequence[str]
) -> tuple[Span | None, int, list[tuple[int, int]]]:
    """The signature, where the prose before it ends, and prose that stands after it (a postscript)."""
    if closing is None:
        delimiter = layout.DELIMITER.search(text, start, end)
        if delimiter:
            return _trimmed(text, delimiter.end(), end), delimiter.start(), []
        paragraphs = list(_paragraphs(text, start, end))
        if len(paragraphs) > 1:
            first, last = paragraphs[-1]
            lines = text[first:last].strip().split("\n")
            signed = lines[0].strip(" ,-–—*") in names
            short = len(lines) <= 5 and all(
                len(line.split()) <= 6 and not re.search(r"[.!?:,]$", line.strip()) for line in lines
            )
            if signed or (short and len(lines) < 4 and not layout.TALK.search(text[first:last]) and _titled(lines[0])):
                return _trimmed(text, first, last), first, []
        return None, body_end, []
    after: list[tuple[int, int]] = []
    signature_end = closing.end
    for first, last in _paragraphs(text, closing.end, end):
        piece = text[first:last]
        prose = len(_WORD.findall(piece)) >= 6 and layout.TALK.search(piece) and re.search(r"[.!?]\s*$", piece.strip())
        if layout.POSTSCRIPT.match(piece) or (prose and not layout.SMALL_PRINT.search(piece)):
            after.append((first, last))
        elif not after:
            signature_end = last
    signature = _trimmed(text, closing.end, signature_end)
    return (signature if signature.text else None), body_end, after


def _titled(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", line) if word not in ("and", "of", "the", "de", "van")]
    return 1 <= len(words) <= 5 and all(word[0].isupper() for word in words) and not line.isupper()


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    for gap in re.finditer(r"\n[ \t]*\r?\n\s*|\Z", text[:end]):
        if gap.start() < start:
            place = max(start, min(gap.end(), end))
            continue
        if text[place : gap.start()].strip():
            yield place, gap.start()
        place = gap.end()


def _read_prose(text: str, start: int, end: int, sentences: list[Span], aside: list[Span]) -> None:
    width = max((len(line) for line in text[start:end].split("\n")), default=0)
    blocks = list(_paragraphs(text, start, end))
    for first, last in blocks:
        if _is_address(text[first:last]):
            aside.append(_trimmed(text, first, last))
            continue
        for begin, stop in _lines_that_belong_together(text, first, last, width):
            piece = text[begin:stop]
            if layout.HEADING.match(piece) or (
                len(blocks) > 1 and (begin, stop) == (first, last) and _is_heading(piece)
            ):
                aside.append(_trimmed(text, begin, stop))
                continue
            bullet = layout.BULLET.match(piece) or layout.POSTSCRIPT.match(piece)
            begin += bullet.end() if bullet else 0
            sentences.extend(_span(text, *place) for place in split_sentences(text, begin, stop))


def _is_heading(piece: str) -> bool:
    stripped = piece.strip()
    words = stripped.split()
    return (
        "\n" not in stripped
        and len(words) <= 6
        and not layout.TALK.search(stripped)
        and not stripped.endswith((",", ";"))
        and not stripped[:1].islower()
    )


def _is_address(block: str) -> bool:
    lines = [line.strip() for line in block.strip().split("\n")]
    if len(lines) < 2 or any(len(line) > 45 or re.search(r"[!?]|\w\w\.$", line) for line in lines):
        return False
    return any(layout.POSTCODE.search(line) or layout.STREET.search(line) for line in lines)


def _lines_that_belong_together(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Join hard-wrapped lines; keep apart list items and lines that were broken on purpose."""
    begin: int | None = None
    stop = start
    for match in re.finditer(r"[^\n]+", text[:end]):
        first, last = match.span()
        line = match.group()
        if first < start and last <= start:
            continue
        first = max(first, start)
        if not line.strip():
            continue
        if line.lstrip().startswith(">"):
            if begin is not None:
                yield begin, stop
            begin = None
            continue
        if begin is not None and _breaks(text[begin:stop].rsplit("\n", 1)[-1], line, width):
            yield begin, stop
            begin = None
        if begin is None:
            begin = first
        stop = last
    if begin is not None:
        yield begin, stop


def _breaks(before: str, line: str, width: int) -> bool:
    if layout.BULLET.match(line) or layout.HEADING.match(line) or layout.HEADING.match(before):
        return True
    words = line.split(None, 1)
    if words[0][:1].islower():
        return False
    if before.rstrip().endswith((".", "!", "?", ":", ";")):
        return True
    return width > 120 or len(before.rstrip()) + 1 + len(words[0]) <= width - 8


def _quotations(text: str, sentence: Span) -> Iterator[Span]:
    """Words in quotation marks: the customer's own, a label, a key word; not a sentence that is quoted as a whole."""
    for match in layout.QUOTATION.finditer(text, sentence.start, sentence.end):
        if match.end() - match.start() < 0.9 * len(sentence.text):
            yield _span(text, *match.span())
