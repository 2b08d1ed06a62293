"""XLSX: each visible sheet is a section, each block of cells on it a table; formulas by the value saved with them."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.loading.content import Block, Content
from knowledge.loading.delimited import bounded_note, plain_cell
from knowledge.loading.hidden import Hidden
from knowledge.loading.limits import MOST_ROWS
from knowledge.loading.number_format import hides, shown
from knowledge.loading.office_package import broken, check_package
from knowledge.loading.sheet_style import Look
from knowledge.loading.tables import Row, table_blocks

_MOST_COLUMNS = 200


@dataclass(slots=True)
class _Grid:
    """The visible cells of a sheet by (row, column), which of its rows are bold, and what was left out."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    bold: set[int] = field(default_factory=set)
    rows_seen: int = 0
    notes: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Content:
    from openpyxl import load_workbook

    check_package(data, "XLSX", "xl/workbook.xml")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  openpyxl raises whatever the broken part makes its parsers raise
        raise broken("XLSX") from None
    hidden = Hidden()
    blocks: list[Block] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f'The hidden sheet "{sheet.title}" was left out.')
            continue
        grid = _grid(book, sheet, hidden)
        notes += grid.notes
        tables = [block for part in _parts(grid) for block in _table(part, grid)]
        if tables:
            blocks += [Block("heading", sheet.title, level=2), *tables]
    return Content("", tuple(blocks), {}, (*notes, *hidden.notes()))


def _grid(book: Any, sheet: Any, hidden: Hidden) -> _Grid:
    """Read a sheet in one pass, row by row, so that a sheet of any length needs little memory."""
    from openpyxl.worksheet._reader import WorkSheetParser

    grid, look = _Grid(), Look(book)
    with sheet._get_source() as source:
        parser: Any = WorkSheetParser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            filled = [cell for cell in cells if cell["value"] not in (None, "")]
            grid.rows_seen += bool(filled)
            if grid.rows_seen > MOST_ROWS:
                grid.notes += bounded_note(_rows(sheet), f'The sheet "{sheet.title}"')
                break
            _take_row(grid, number, filled, parser, look, hidden)
        _drop_columns(grid, sheet.title, parser, hidden)
        _fill_merged(grid, parser)
    return grid


def _rows(sheet: Any) -> int:
    """How many rows a sheet has, counted in its XML, which is quicker than reading what they hold."""
    count, tail = 0, b""
    with sheet._get_source() as source:
        while chunk := source.read(1 << 20):
            count += len(re.findall(rb"<(?:\w+:)?row[ >]", tail + chunk))
            tail = chunk[-4:] if not chunk.endswith(b">") else b""
    return count


def _take_row(grid: _Grid, number: int, cells: list[Any], parser: Any, look: Look, hidden: Hidden) -> None:
    folded = _is_hidden(parser.row_dimensions.get(str(number)) or parser.row_dimensions.get(number))
    taken = bold = 0
    for cell in cells:
        if cell["column"] > _MOST_COLUMNS:
            continue
        number_format = look.number_format(cell["style_id"])
        text = plain_cell(shown(cell["value"], number_format), hidden)
        if folded or hides(number_format, cell["value"]) or look.unseen(cell["style_id"]):
            hidden.add(text)
            continue
        grid.cells[number, cell["column"]] = text
        taken += 1
        bold += look.bold(cell["style_id"])
    if folded and cells and not any(note.startswith("Hidden rows") for note in grid.notes):
        grid.notes.append("Hidden rows were left out.")
    if taken and bold == taken:
        grid.bold.add(number)


def _is_hidden(dimension: Any) -> bool:
    return str((dimension or {}).get("hidden", "")).lower() in ("1", "true")


def _drop_columns(grid: _Grid, title: str, parser: Any, hidden: Hidden) -> None:
    gone: set[int] = set()
    for letters, dimension in parser.column_dimensions.items():
        if _is_hidden(dimension):
            from openpyxl.utils import column_index_from_string

            first = int(dimension.get("min") or column_index_from_string(letters))
            gone.update(range(first, min(int(dimension.get("max") or first), _MOST_COLUMNS) + 1))
    dropped = [place for place in grid.cells if place[1] in gone]
    for place in dropped:
        hidden.add(grid.cells.pop(place))
    if dropped:
        grid.notes.append(f'Hidden columns of the sheet "{title}" were left out.')


def _fill_merged(grid: _Grid, parser: Any) -> None:
    """Put the text of merged cells into every place that they cover."""
    for merged in getattr(parser.merged_cells, "mergeCell", None) or []:
        first, _, last = str(merged.ref).partition(":")
        from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

        (left, top), (right, bottom) = coordinate_from_string(first), coordinate_from_string(last or first)
        text = grid.cells.get((top, column_index_from_string(left)))
        columns = range(column_index_from_string(left), min(column_index_from_string(right), _MOST_COLUMNS) + 1)
        if text and (bottom - top) * len(columns) < 5_000:
            for row in range(top, bottom + 1):
                for column in columns:
                    grid.cells.setdefault((row, column), text)


def _parts(grid: _Grid) -> Iterator[dict[tuple[int, int], str]]:
    """The blocks of cells of a sheet: parted by empty rows, and within them by empty columns beside whole tables."""
    rows = sorted({row for row, _ in grid.cells})
    start = 0
    by_row: dict[int, dict[tuple[int, int], str]] = {}
    for place, text in grid.cells.items():
        by_row.setdefault(place[0], {})[place] = text
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] > rows[at - 1] + 1:
            yield from _side_by_side({place: text for row in rows[start:at] for place, text in by_row[row].items()})
            start = at


def _side_by_side(cells: dict[tuple[int, int], str]) -> Iterator[dict[tuple[int, int], str]]:
    columns = sorted({column for _, column in cells})
    groups = [[columns[0]]]
    for before, column in itertools.pairwise(columns):
        if column > before + 1:
            groups.append([])
        groups[-1].append(column)
    wide = [group for group in groups if len(group) > 1]
    if len(wide) < 2 or len(wide) != len(groups):
        yield cells  # an empty column inside one table is only a gap
        return
    for group in groups:
        yield {place: text for place, text in cells.items() if place[1] in group}


def _table(cells: dict[tuple[int, int], str], grid: _Grid) -> list[Block]:
    numbers = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    rows: list[Row] = [tuple(cells.get((row, column), "") for column in columns) for row in numbers]
    titles = 0
    while titles < len(rows) - 1 and len(set(filter(None, rows[titles]))) == 1:
        titles += 1
    bold = titles
    while bold < len(rows) - 1 and numbers[bold] in grid.bold:
        bold += 1
    if bold > titles and numbers[bold] not in grid.bold and bold - titles <= 3:
        return table_blocks(rows, headers=bold)
    return table_blocks(rows, assume_header=len(columns) > 2)
