"""CSV and its relatives: the delimiter is found, the first row is the header when it looks like one."""

from __future__ import annotations

import csv
import io
import re

from knowledge.loading.content import Content, Refusal
from knowledge.loading.encoding import decode
from knowledge.loading.hidden import Hidden
from knowledge.loading.limits import MOST_ROWS
from knowledge.loading.tables import table_blocks

_DELIMITERS = ",;\t|"
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--", re.I)
_MOST_COLUMNS = 200


def read(data: bytes, name: str) -> Content:
    text = decode(data)
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r"sep=(.)", first.strip())  # a line that spreadsheet programs write and read
    text = rest if said else text
    delimiter = said[1] if said else _delimiter(text, name)
    csv.field_size_limit(1_000_000)
    hidden = Hidden()
    rows: list[tuple[str, ...]] = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True):
            if any(row):
                count += 1
                if count <= MOST_ROWS:
                    rows.append(tuple(plain_cell(cell, hidden) for cell in row[:_MOST_COLUMNS]))
    except csv.Error as error:
        raise Refusal(f"The table can't be read ({error}).", "Save it again as CSV (UTF-8) and add it.") from None
    notes = bounded_note(count) if count > MOST_ROWS else ()
    return Content("", tuple(table_blocks(rows)), {}, (*notes, *hidden.notes()))


def bounded_note(count: int, what: str = "The table") -> tuple[str, ...]:
    return (
        f"{what} has {count:,} rows; the first {MOST_ROWS:,} were read. Split it and add the parts to have the rest.",
    )


def plain_cell(text: str, hidden: Hidden) -> str:
    """A cell on one line. The HTML that exports leave in their cells becomes the words that its readers saw."""
    if "<" in text and _TAG.search(text):
        from knowledge.loading.web_page import text_of

        text = text_of(text, hidden)
    return " ".join(text.split())


def _delimiter(text: str, name: str) -> str:
    """The delimiter that cuts the first rows into the most even number of cells, quoted ones left whole."""
    sample = text[:20_000]
    best, most = "\t" if name.lower().endswith(".tsv") else ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row)][:50]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = (usual > 1) * widths.count(usual) / max(1, len(widths)) * min(usual, 4)
        if score > most:
            best, most = delimiter, score
    return best
