"""CSV and its relatives: the delimiter is found, the first row is the header when it looks like one."""

from __future__ import annotations

import csv
import io

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.encoding import decode

MOST_ROWS = 20_000


def read(data: bytes, name: str) -> Content:
    text = decode(data)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if name.lower().endswith(".tsv") else csv.excel
    csv.field_size_limit(1_000_000)
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text), dialect)]
    except csv.Error as error:
        raise Refusal(f"The table can't be read ({error}).", "Save it again as CSV (UTF-8) and add it.") from None
    blocks, notes = table_blocks(rows)
    return Content("", tuple(blocks), {}, tuple(notes))


def table_blocks(rows: list[tuple[str, ...]]) -> tuple[list[Block], list[str]]:
    """Rows of a sheet as blocks: lines before the table become paragraphs, empty rows and columns go."""
    rows = [row for row in rows if any(row)]
    notes: list[str] = []
    if len(rows) > MOST_ROWS:
        notes.append(f"Only the first {MOST_ROWS:,} of {len(rows):,} rows were read; split the file to have the rest.")
        rows = rows[:MOST_ROWS]
    if not rows:
        return [], notes
    width = max(len(row) for row in rows)
    rows = [row + ("",) * (width - len(row)) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in rows)]
    rows = [tuple(row[column] for column in used) for row in rows]
    blocks: list[Block] = []
    while len(rows) > 1 and len(used) > 1 and sum(map(bool, rows[0])) == 1:
        blocks.append(Block("paragraph", next(cell for cell in rows.pop(0) if cell)))
    if len(used) == 1:
        return [*blocks, *(Block("paragraph", row[0]) for row in rows)], notes
    return [*blocks, Block("table", rows=tuple(rows), has_header=header_like(rows))], notes


def header_like(rows: list[tuple[str, ...]]) -> bool:
    """A header has words in its cells where the rows below have figures, or simply no figures of its own."""
    return len(rows) > 1 and not any(cell[:1].isdigit() or cell[:1] in "£$€" for cell in rows[0] if cell)
