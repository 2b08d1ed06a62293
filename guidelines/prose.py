"""The body of a letter, told apart into sentences and what is none: headings, addresses, quoted lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guidelines import layout
from guidelines.sentences import split_sentences

Place = tuple[int, int]  # start and end
WIDE = 120  # characters of a line that nobody wrapped by hand


def read_prose(text: str, start: int, end: int) -> tuple[list[Place], list[Place]]:
    """The sentences of ``text[start:end]`` and what stands aside, in their order; lines that are quoted are neither.

    Where a line could be prose or something else, it is prose: better a sentence too many than an unread promise.
    """
    sentences: list[Place] = []
    aside: list[Place] = []
    lines = list(lines_of(text, start, end))
    width = max((last - first for first, last in lines), default=0)
    blocks = list(_blocks(text, lines))
    for block in blocks:
        alone = len(block) == 1 and len(blocks) > 1
        for first, last in _pieces(text, block, width, aside):
            if _is_heading(text[first:last], alone=alone):
                aside.append((first, last))
                continue
            bullet = layout.BULLET.match(text, first, last) or layout.POSTSCRIPT.match(text, first, last)
            sentences.extend(split_sentences(text, bullet.end() if bullet else first, last))
    return sentences, aside


def lines_of(text: str, start: int, end: int) -> Iterator[Place]:
    """The lines of a part of the text, without their ends."""
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _blocks(text: str, lines: Sequence[Place]) -> Iterator[list[Place]]:
    """Lines that no blank line parts."""
    block: list[Place] = []
    for first, last in [*lines, (0, 0)]:
        if text[first:last].strip():
            block.append((first, last))
        elif block:
            yield block
            block = []


def _pieces(text: str, lines: Sequence[Place], width: int, aside: list[Place]) -> Iterator[Place]:
    """Hard-wrapped lines joined; list items, and lines that were broken on purpose, kept apart. Addresses go aside."""
    piece: Place | None = None
    at = 0
    while at < len(lines):
        first, last = lines[at]
        until = _address_until(text, lines, at)
        quoted = text[first:last].lstrip().startswith(">")
        if piece and (quoted or until or _breaks(text[slice(*lines[at - 1])], text[first:last], width)):
            yield piece
            piece = None
        if until:
            aside.append((first, lines[until - 1][1]))
            at = until
            continue
        if not quoted:
            piece = (piece[0] if piece else first, last)
        at += 1
    if piece:
        yield piece


def _breaks(before: str, line: str, width: int) -> bool:
    """Whether a line begins something new after the one before."""
    if layout.BULLET.match(line) or layout.HEADING.match(line) or layout.HEADING.match(before):
        return True
    words = line.split(None, 1)
    if words[0][:1].islower():
        return False
    if before.rstrip().endswith((".", "!", "?", ":", ";")):
        return True
    return width > WIDE or len(before.rstrip()) + 1 + len(words[0]) <= width - 8


def _is_heading(piece: str, *, alone: bool) -> bool:
    """A line that is marked as one; or a short one that says nothing, ``alone`` in its paragraph or with a colon."""
    stripped = piece.strip()
    if layout.HEADING.match(piece):
        return True
    if "\n" in stripped or layout.SAYS.search(stripped) or layout.BULLET.match(piece) or stripped[:1].islower():
        return False
    words = len(stripped.split())
    return words <= 4 if stripped.endswith(":") else alone and words <= 6 and not stripped.endswith((",", ";"))


def _address_until(text: str, lines: Sequence[Place], at: int) -> int | None:
    """The line after the address that begins at a line, if one does: up to its postcode, or else its street."""
    found = None
    for number in range(at, min(at + 8, len(lines))):
        line = text[slice(*lines[number])].strip()
        if (
            len(line) > (45 if number > at else 100)
            or not layout.ADDRESS_LINE.fullmatch(line)
            or layout.TALK.search(line)
        ):
            break
        by_itself = number > at or line.count(",") > 1  # a line that only ends in a town is no address
        if by_itself and layout.POSTCODE.search(line):
            return number + 1
        if number > at and layout.STREET.search(line):
            found = number + 1
    return found
