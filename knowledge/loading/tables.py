"""Grids of cells as tables: which rows are title, header, label of a group or note, so that each row reads alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.loading.content import Block

Row = tuple[str, ...]
_FIGURE = re.compile(r"^(?:(?:from|up to|over|under|ca\.?|approx\.?|about)\s+)?[£$€¥<>≤≥~±+\-–(]*\s*\d", re.I)
_NOTE_WORDS = 12  # a cell alone in its row with more words is a note, with fewer a title or a label


def table_blocks(
    rows: Sequence[Row], *, headers: int | None = None, assume_header: bool = True, page: int | None = None
) -> list[Block]:
    """The blocks of a grid whose merged cells hold their text in every place that they cover.

    ``headers`` is the number of header rows where the format says it (after title rows); None guesses, and
    ``assume_header`` decides when nothing speaks for either. Titles and labels of groups become lead-in paragraphs.
    """
    grid = _trimmed(rows)
    if not grid:
        return []
    if len(grid[0]) == 1:
        return [Block("paragraph", row[0], page=page) for row in grid]
    blocks: list[Block] = []
    while len(grid) > 1 and (text := _alone(grid[0])) is not None:
        blocks.append(_lead(text, page))
        grid = grid[1:]
        headers = headers - 1 if headers else headers
    count = _header_rows(grid, headers, assume_header)
    header = _joined(grid[:count]) if count else None
    return [*blocks, *_body(header, grid[count:], page)]


def _trimmed(rows: Sequence[Row]) -> list[Row]:
    """Rows of one width without those rows and columns that hold nothing."""
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    even = [row + ("",) * (width - len(row)) for row in filled]
    used = [column for column in range(width) if any(row[column] for row in even)]
    return [tuple(row[column] for column in used) for row in even]


def _alone(row: Row) -> str | None:
    """The text of a row that holds one thing only: one filled cell, or one cell merged over the whole row."""
    texts = [cell for cell in row if cell]
    if len(texts) == 1 or (len(texts) == len(row) and len(set(texts)) == 1 and len(row) > 2):
        return texts[0]
    return None


def _lead(text: str, page: int | None) -> Block:
    is_label = len(text.split()) <= _NOTE_WORDS and text[-1] not in ".!?:;"
    return Block("paragraph", f"{text}:" if is_label else text, page=page)


def _body(header: Row | None, rows: list[Row], page: int | None) -> Iterator[Block]:
    taken: list[Row] = []

    def close() -> Iterator[Block]:
        if taken or (header and not rows):
            head = [header] if header else []
            yield Block("table", rows=(*head, *taken), has_header=header is not None, page=page)
            taken.clear()

    for row in rows:
        text = _alone(row)
        if row == header:
            continue  # repeated at the top of a page
        if text is not None and (row[0] or len(text.split()) > _NOTE_WORDS):
            yield from close()
            yield _lead(text, page)
        else:
            subject = row[0] or (taken[-1][0] if taken and sum(map(bool, row)) > 1 else "")
            taken.append((subject, *row[1:]))
    yield from close()


def _header_rows(grid: list[Row], said: int | None, assume: bool) -> int:
    if said is not None:
        return min(said, len(grid) - 1)
    if not header_like(grid, assume):
        return 0
    return 2 if len(grid) > 2 and _is_upper_half(grid[0], grid[1]) and not any(map(is_figure, grid[1])) else 1


def _is_upper_half(upper: Row, lower: Row) -> bool:
    """A first header row that groups columns: it has gaps or repeats where the second one tells them apart."""
    grouped = any(
        at and cell in ("", upper[at - 1]) and lower[at] and lower[at] != cell for at, cell in enumerate(upper)
    )
    return grouped and all(lower[1:])


def _joined(headers: list[Row]) -> Row:
    """One name a column from one or two header rows: "Price" over "UK" and "Abroad" gives "Price UK", .."""
    if len(headers) == 1:
        return headers[0]
    filled = []
    for row, below in itertools.pairwise(headers):
        cells: list[str] = []
        for at, cell in enumerate(row):
            cells.append(cell or (cells[at - 1] if at > 1 and below[at] else ""))
        filled.append(cells)
    filled.append(list(headers[-1]))
    return tuple(" ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*filled, strict=True))


def header_like(rows: Sequence[Row], assume: bool = True) -> bool:
    """Whether the first row names the columns: words over figures, or an empty corner over names."""
    if len(rows) < 2:
        return False
    first, below = rows[0], rows[1:]
    if not first[0] and all(first[1:]) and len(first) > 2:
        return True
    if any(is_figure(cell) or cell.endswith((".", "?")) or len(cell.split()) > 8 for cell in first):
        return False
    columns = zip(*below, strict=False)
    if any(sum(map(is_figure, cells)) > 0.5 * sum(map(bool, cells)) for cells in columns):
        return len(first) > 2 or not _pairs(rows)
    return assume


def _pairs(rows: Sequence[Row]) -> bool:
    """Names and values in two columns ("Colour | red", "Weight | 2 kg", "Length | 3 m"): the values differ in kind."""
    values = [row[1] for row in rows[1:] if row[1]]
    units = {re.sub(r"[\d.,\s–-]+", "", value) for value in values}
    if len(values) == 1 and values[0][0] not in "£$€¥":
        return True
    return not all(map(is_figure, values)) or len(units) > max(1, len(values) // 2)


def is_figure(cell: str) -> bool:
    return bool(_FIGURE.match(cell))
