"""DOCX: headings, paragraphs, lists and tables in the order of the document; hidden runs are left out."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from knowledge.loading.content import Block, Content, Refusal

MOST_UNPACKED = 200_000_000
_BROKEN = Refusal(
    "The DOCX file is broken and can't be opened.",
    "Open it in a word processor, save it again as DOCX or PDF, and add it once more.",
)


def check_archive(data: bytes) -> None:
    """Refuse what is no ZIP, is locked with a password, or unpacks to more than any real document does."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            "The file is locked with a password, or in the format of an old office program.",
            "Save it without a password as DOCX, XLSX or PDF and add it again.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _BROKEN from None
    if unpacked > MOST_UNPACKED:
        raise Refusal(
            f"The file unpacks to more than {MOST_UNPACKED // 1_000_000} MB.",
            "Take out the pictures, or split it into smaller documents.",
        )


def read(data: bytes, name: str) -> Content:
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
    except Exception:  # noqa: BLE001  python-docx raises whatever the broken part makes lxml or zipfile raise
        raise _BROKEN from None
    reader = _Story()
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            reader.paragraph(part)
        elif isinstance(part, Table):
            reader.table(part)
    reader.close_list()
    title = next((block.text for block in reader.blocks if block.kind == "heading"), "") or (
        document.core_properties.title or ""
    )
    notes = ("Hidden text in the document was left out.",) if reader.hidden else ()
    return Content(title, tuple(reader.blocks), {}, notes)


class _Story:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.hidden = False
        self._items: list[str] = []
        self._ordered = False

    def close_list(self) -> None:
        if self._items:
            self.blocks.append(Block("list", items=tuple(self._items), ordered=self._ordered))
            self._items.clear()

    def paragraph(self, paragraph: Any) -> None:
        text = self._text(paragraph)
        if not text:
            return
        style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
        level = _heading_level(style) or (2 if _stands_as_heading(paragraph, text) else 0)
        if not level and (
            style.startswith("list") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None)
        ):
            ordered = "number" in style
            if self._items and ordered != self._ordered:
                self.close_list()
            self._ordered = ordered
            self._items.append(text)
            return
        self.close_list()
        self.blocks.append(Block("heading", text, level=level) if level else Block("paragraph", text))

    def table(self, table: Any) -> None:
        self.close_list()
        rows = []
        for row in table.rows:
            cells = tuple(" ".join(filter(None, (self._text(p) for p in cell.paragraphs))) for cell in row.cells)
            if any(cells):
                rows.append(cells)
        if not rows:
            return
        width = max(len(row) for row in rows)
        if width == 1:
            self.blocks.extend(Block("paragraph", row[0]) for row in rows)
            return
        even = tuple(row + ("",) * (width - len(row)) for row in rows)
        self.blocks.append(Block("table", rows=even, has_header=len(even) > 1))

    def _text(self, paragraph: Any) -> str:
        parts = []
        for piece in paragraph.iter_inner_content():
            runs = piece.runs if hasattr(piece, "runs") else [piece]
            for run in runs:
                if run.font.hidden:
                    self.hidden = self.hidden or bool(run.text.strip())
                else:
                    parts.append(run.text)
        return re.sub(r"\s+", " ", "".join(parts)).strip()


def _heading_level(style: str) -> int:
    if style == "title":
        return 1
    found = re.fullmatch(r"heading (\d)", style)
    return min(int(found[1]), 6) if found else 0


def _stands_as_heading(paragraph: Any, text: str) -> bool:
    """Many documents make headings by hand: a short line, wholly bold, that ends without a full stop."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs) and len(text.split()) <= 10 and text[-1] not in ".,;:"
