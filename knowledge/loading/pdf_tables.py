"""Tables of PDF pages: cells by the columns that they stand in, wrapped cells joined, rows by rules or by gaps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.loading.content import Block
from knowledge.loading.line_breaks import joined
from knowledge.loading.pdf_lines import Line
from knowledge.loading.pdf_text import Page, Piece
from knowledge.loading.tables import Row, table_blocks

Interval = tuple[float, float]
MARK = re.compile(
    r"^(?:([-*•–‣◦▪●○■□✓✔·])|(\(?\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+"
    r"|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|step \d+[:.]))"
    r"(?:\s+|$)",
    re.I,
)


def table_at(lines: Sequence[Line], at: int, page: Page) -> tuple[list[Block], int]:
    """The table that begins at a line, as blocks, and the line after it; no blocks where none begins."""
    end = _end(lines, at)
    run = lines[at:end]
    columns = _columns(run)
    if len(run) < 2 or len(columns) < 2 or sum(map(_is_tabular, run)) < 2:
        return [], at
    rows, bold = _rows(run, columns, page)
    if len(rows) < 2 or sum(sum(map(bool, row)) > 1 for row in rows) < 2:
        return [], at
    headers = 1 if bold[0] and not all(bold) and all(rows[0]) else None
    return table_blocks(rows, headers=headers, assume_header=len(columns) > 2, page=page.number), end


def _is_tabular(line: Line) -> bool:
    if len(line.pieces) < 2 or max(len(piece.text) for piece in line.pieces) > 90:
        return False
    return not (len(line.pieces) == 2 and MARK.fullmatch(line.pieces[0].text.strip()))


def _end(lines: Sequence[Line], at: int) -> int:
    """Where the run of rows ends that begins at a line; a line of one cell belongs to it between or below rows."""
    if not _is_tabular(lines[at]):
        return at
    end, last, widest = at + 1, at + 1, 0.0
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        gap = line.y - before.y
        if gap > 3.5 * max(line.size, before.size) or (widest and gap > 1.5 * widest):
            break
        widest = max(widest, gap)
        if _is_tabular(line):
            last = end + 1
        elif not _in_column(line, lines[at:last]):
            break
        elif line.left > lines[at].left + 3 and gap < 1.6 * line.size:
            last = end + 1  # a wrapped cell of the last row
        end += 1
    return last


def _in_column(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line of one piece stands in one of the columns, as a wrapped cell does."""
    columns = _columns(rows)
    overlapping = [one for one in columns if line.left < one[1] + 1 and line.right > one[0] - 1]
    return len(line.pieces) == 1 and len(overlapping) == 1 and line.left > overlapping[0][0] - 4


def _columns(lines: Sequence[Line]) -> list[Interval]:
    """The columns as what their cells cover: of all rows, or of the fullest ones where a cell spans columns."""
    most = max((len(line.pieces) for line in lines), default=0)
    fullest = [line for line in lines if len(line.pieces) == most]
    for rows in (lines, fullest):
        columns = _covered([piece for line in rows for piece in line.pieces])
        if len(columns) == most:
            return columns
    widest = max(fullest, key=lambda line: sum(piece.right - piece.left for piece in line.pieces), default=None)
    return [(piece.left, piece.right) for piece in widest.pieces] if widest else []


def _covered(pieces: Sequence[Piece]) -> list[Interval]:
    columns: list[Interval] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.right))
        else:
            columns.append((piece.left, piece.right))
    return columns


def _rows(lines: Sequence[Line], columns: list[Interval], page: Page) -> tuple[list[Row], list[bool]]:
    """Cells of each row and whether all of it is bold; lines that no rule and no gap parts are one row."""
    rows: list[list[list[str]]] = []  # the lines of each cell
    bold: list[bool] = []
    ruled = _rules_between(lines, page)
    pitch = min((below.y - above.y for above, below in itertools.pairwise(lines)), default=0.0)
    for at, line in enumerate(lines):
        cells = _cells(line, columns)
        if not rows or _begins(cells, lines, at, ruled, pitch):
            rows.append(cells)
            bold.append(line.bold)
        else:
            rows[-1] = [[*old, *new] for old, new in zip(rows[-1], cells, strict=True)]
            bold[-1] = bold[-1] and line.bold
    return [tuple(joined(cell) for cell in row) for row in rows], bold


def _begins(cells: list[list[str]], lines: Sequence[Line], at: int, ruled: list[bool] | None, pitch: float) -> bool:
    if ruled is not None:
        return ruled[at]
    gap = lines[at].y - lines[at - 1].y
    if gap > 1.25 * pitch and gap > 1.3 * lines[at].size:
        return True
    return bool(cells[0]) and sum(map(bool, cells)) > 1


def _rules_between(lines: Sequence[Line], page: Page) -> list[bool] | None:
    """For each line whether a rule parts it from the one above; None for a table without rules between its rows."""
    parted = [True]
    for above, below in itertools.pairwise(lines):
        parted.append(
            any(
                above.y - 1 < y < below.y and left < below.right and right > below.left for y, left, right in page.rules
            )
        )
    return parted if sum(parted) > max(2, 0.3 * len(lines)) else None


def _cells(line: Line, columns: list[Interval]) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in columns]
    for piece in line.pieces:
        column = max(range(len(columns)), key=lambda at: _shared(piece, columns[at]))
        cells[column].append(piece.text.strip())
    return cells


def _shared(piece: Piece, column: Interval) -> float:
    """How much of a piece stands in a column; the nearer column, as a negative distance, where none does."""
    return min(piece.right, column[1]) - max(piece.left, column[0])
