"""Pieces of PDF pages as lines in reading order: columns one after the other, running heads and feet dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.loading.pdf_text import SOFT_HYPHEN, Page, Piece

_EDGE = 0.14  # of the page's height, above and below, where running lines stand
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

    @property
    def hyphenated(self) -> bool:
        return self.pieces[-1].text.endswith(SOFT_HYPHEN)


def without_running_lines(pages: Sequence[Page]) -> None:
    """Take out what stands at the top or foot of most pages, page numbers taken as equal, and lone page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({(_shape(line.text), _band(line, page)) for line in _edge_lines(page)})
    most = max(2, round(0.4 * len(pages)))  # left and right pages may have lines of their own
    running = {shape for shape, times in seen.items() if times >= most and len(pages) > 1}
    for page in pages:
        gone: list[Piece] = []
        for line in _edge_lines(page):
            if (_shape(line.text), _band(line, page)) in running or _is_page_number(line.text):
                gone.extend(line.pieces)
        page.pieces = [piece for piece in page.pieces if not any(piece is one for one in gone)]


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
    return [lines for part in _parts(page.pieces, 0) if (lines := lines_of(part))]


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
    if len(pieces) < 2 * _LEAST_LINES:
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
    """Whether both sides hold lines of running text, which fill their column; the cells of a table do not."""
    for side in ([one for one in pieces if one.right <= at + 2], [one for one in pieces if one.left >= at - 2]):
        if len(side) < _LEAST_LINES:
            return False
        width = max(one.right for one in side) - min(one.left for one in side)
        full = sum(one.right - one.left > 0.7 * width and len(one.text.split()) > 3 for one in side)
        if full < 0.5 * len(side):
            return False
    return True
