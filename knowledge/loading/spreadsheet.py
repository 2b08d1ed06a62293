"""XLSX: each visible sheet is a section, its rows a table; formulas by the value that was saved with them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.delimited import MOST_ROWS, table_blocks
from knowledge.loading.word import check_archive


def read(data: bytes, name: str) -> Content:
    from openpyxl import load_workbook

    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:  # noqa: BLE001  openpyxl raises whatever the broken part makes its parsers raise
        raise Refusal(
            "The XLSX file is broken and can't be opened.",
            "Open it, save it again as XLSX or CSV, and add it once more.",
        ) from None
    blocks: list[Block] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f'The hidden sheet "{sheet.title}" was left out.')
            continue
        rows = [
            tuple(_cell(cell) for cell in row)
            for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=60)
            if any(cell.value is not None for cell in row)
        ]
        found, said = table_blocks(rows)
        notes += said
        if found:
            blocks.append(Block("heading", sheet.title, level=2))
            blocks += found
    return Content("", tuple(blocks), {}, tuple(notes))


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value = value.date() if value.time().isoformat() == "00:00:00" else value
    if isinstance(value, date):
        return value.strftime("%d %B %Y").lstrip("0")
    if isinstance(value, int | float):
        return _number(value, getattr(cell, "number_format", "") or "")
    return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    """A figure as its reader sees it: the currency and the percent sign come from the cell's number format."""
    if "%" in number_format:
        return f"{value * 100:g}%"
    sign = next((sign for sign in "£€$" if sign in number_format), "")
    if sign:
        return f"{sign}{value:,.2f}".removesuffix(".00")
    return (
        f"{value:g}"
        if abs(value) < 1e6 and value != int(value)
        else str(int(value))
        if value == int(value)
        else str(value)
    )
