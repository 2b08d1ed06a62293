"""Pieces of PDF pages as lines in reading order: columns one after the other, running heads and feet dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.loading.pdf_text import Page, Piece

_EDGE = 0.14  # of the page's height, above and below, where running lines stand
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}\s*$")  # a line of a table of contents, which is navigation
_LEAST_LINES = 6  # that a column has


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of one height, from left to right; more than one may be the cells of a row."""

    pieces: tuple[Piece, ...]
    y: float

    @property
    def text(self) -> str:
        return " ".join(piece.text.strip() for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)


def without_running_lines(pages: Sequence[Page]) -> None:
    """Take out what stands at the top or foot of most pages, page numbers taken as equal, and lone page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({(_shape(line.text), _band(line, page)) for line in _edge_lines(page)})
    most = max(2, round(0.4 * len(pages)))  # left and right pages may have lines of their own
    running = {shape for shape, times in seen.items() if times >= most and len(pages) > 1}
    offset = _offset(pages)
    body = max(letters_by_size(pages).most_common(1), default=(11.0, 0))[0]
    for page in pages:
        gone: list[Piece] = []
        for line in _edge_lines(page):
            numbered = offset is not None and line.size < 1.05 * body and page.number + offset in _numbers(line.text)
            if (_shape(line.text), _band(line, page)) in running or numbered or _is_page_number(line.text):
                gone.extend(line.pieces)
        page.pieces = [piece for piece in page.pieces if not any(piece is one for one in gone)]


def letters_by_size(pages: Sequence[Page]) -> Counter[float]:
    """How many letters the document has in each size, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size, 1)] += len(piece.text)
    return sizes


def _offset(pages: Sequence[Page]) -> int | None:
    """By how much the printed page numbers differ from the file's, when most pages print one beside other words."""
    votes: Counter[int] = Counter()
    for page in pages:
        votes.update({number - page.number for line in _edge_lines(page) for number in _numbers(line.text)})
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= max(3, 0.5 * len(pages)) else None


def _numbers(text: str) -> list[int]:
    """The whole numbers with which a line begins or ends."""
    return [int(number) for number in re.findall(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$", text.strip())]


def _edge_lines(page: Page) -> list[Line]:
    edge = [one for one in page.pieces if not _EDGE * page.height < one.y < (1 - _EDGE) * page.height]
    lines = lines_of(edge)
    top = [line for line in lines if line.y < page.height / 2]
    foot = [line for line in lines if line.y >= page.height / 2]
    return top[:4] + foot[-4:]


def _band(line: Line, page: Page) -> int:
    return round(40 * line.y / max(1.0, page.height))


def _shape(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", " ".join(text.split()).lower())


def _is_page_number(text: str) -> bool:
    number = r"(?:\d{1,4}|[ivxl]{1,6})"
    return bool(
        re.fullmatch(rf"\W*(?:(?:page|seite|p\.)\s+)?{number}(?:\s*(?:/|of|von|\|)\s*\d{{1,4}})?\W*", text, re.I)
    )


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Lines from top to bottom; pieces of nearly one height are one line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.y, one.left)):
        if rows and abs(piece.y - rows[-1][0].y) <= 0.35 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(tuple(sorted(row, key=lambda one: one.left)), row[0].y) for row in rows]


def in_reading_order(page: Page) -> list[list[Line]]:
    """The page's lines, a list for each column or part across the columns, in the order in which they are read."""
    parts = [lines_of(part) for part in _parts(page.pieces, 0)]
    contents = sum(bool(_LEADERS.search(line.text)) for lines in parts for line in lines) > 3
    kept = [[line for line in lines if not (contents and _LEADERS.search(line.text))] for lines in parts]
    return [lines for lines in kept if lines]


def _parts(pieces: list[Piece], depth: int) -> list[list[Piece]]:
    gutter = _gutter(pieces) if depth < 3 else None
    if gutter is None:
        return [pieces]
    across = sorted((one for one in pieces if one.left < gutter - 2 and one.right > gutter + 2), key=lambda one: one.y)
    parts: list[list[Piece]] = []
    rest = [one for one in pieces if not any(one is other for other in across)]
    top = float("-inf")
    for limit in [*[one.y for one in across], float("inf")]:
        band = [one for one in rest if top < one.y <= limit]
        left, right = [one for one in band if one.right <= gutter + 2], [one for one in band if one.right > gutter + 2]
        for side in (left, right):
            parts += _parts(side, depth + 1) if side else []
        parts += [[one for one in across if one.y == limit]] if limit != float("inf") and limit != top else []
        top = limit
    return [part for part in parts if part]


def _gutter(pieces: list[Piece]) -> float | None:
    """Where an empty strip parts two columns of running text; None on a page of one column, or of tables."""
    if len(pieces) < _LEAST_LINES + 1:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    best: tuple[int, float] | None = None
    for edge in sorted({round(one.left) for one in pieces}):
        if not left + 0.2 * (right - left) < edge < right - 0.2 * (right - left):
            continue
        at = edge - 3.0
        crossing = sum(one.left < at - 2 and one.right > at + 2 for one in pieces)
        if crossing <= 0.15 * len(pieces) and (best is None or crossing < best[0]) and _are_columns(pieces, at):
            best = (crossing, at)
    return best[1] if best else None


def _are_columns(pieces: list[Piece], at: float) -> bool:
    """Whether the two sides are columns of text and not of a table, whose cells are written row by row.

    A file nearly always holds one column after the other; where it does not, the lines of both sides fill their column.
    """
    left, right = [one for one in pieces if one.right <= at + 2], [one for one in pieces if one.left >= at - 2]
    if min(_running(left), _running(right)) < 1 or len(left) < _LEAST_LINES:
        return False
    sides = [one.left >= at - 2 for one in pieces if one.right <= at + 2 or one.left >= at - 2]
    changes = sum(one != other for one, other in pairwise(sides))
    if changes <= 3 and _running(left) >= 0.3 * _LEAST_LINES:
        return True
    return all(_running(side) >= max(_LEAST_LINES, 0.5 * len(side)) for side in (left, right))


def _running(side: list[Piece]) -> int:
    """How many pieces are lines of running text: of several words, and as wide as the side."""
    width = max((one.right for one in side), default=0.0) - min((one.left for one in side), default=0.0)
    return sum(one.right - one.left > 0.7 * width and len(one.text.split()) > 3 for one in side)
