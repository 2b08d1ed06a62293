"""DOCX: headings, paragraphs, lists with their numbers and tables in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.hidden import Hidden
from knowledge.loading.office_package import broken, check_package
from knowledge.loading.tables import Row, table_blocks
from knowledge.loading.word_numbering import Mark, Numbering
from knowledge.loading.word_styles import Styles, W, value_of
from knowledge.loading.word_text import Words, boxes, has_words, runs

_LARGEST_TEXT = 60_000_000  # bytes of XML; a parser makes several times as much of it
_MOST_PARAGRAPHS = 50_000
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent")}


def read(data: bytes, name: str) -> Content:
    from docx import Document

    sizes = check_package(data, "DOCX", "word/document.xml")
    if sizes["word/document.xml"] > _LARGEST_TEXT:
        raise Refusal(
            f"The text of the document alone has {sizes['word/document.xml'] / 1e6:.0f} MB.",
            "Split it into smaller documents and add those.",
        )
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  python-docx raises whatever the broken part makes lxml or zipfile raise
        raise broken("DOCX") from None
    paragraphs = sum(1 for _ in body.iter(f"{W}p"))
    if paragraphs > _MOST_PARAGRAPHS:
        raise Refusal(
            f"The document has {paragraphs:,} paragraphs; {_MOST_PARAGRAPHS:,} is the most that is read at once.",
            "Split it into smaller documents and add those.",
        )
    hidden = Hidden()
    styles = Styles(_part(document, "/styles"))
    words = Words(styles, _notes(document), hidden)
    story = _Story(styles, words, Numbering(_part(document, "/numbering"), styles))
    story.walk(body)
    story.close_list()
    title = next((block.text for block in story.blocks if block.kind == "heading"), "")
    return Content(title or document.core_properties.title or "", tuple(story.blocks), {}, hidden.notes())


def _part(document: Any, kind: str) -> Any | None:
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for kind in ("footnote", "endnote"):
        root = _part(document, f"/{kind}s")
        for note in [] if root is None else root.findall(f"{W}{kind}"):
            found[kind, note.get(f"{W}id") or ""] = note
    return found


class _Story:
    """Walks the body once and gathers blocks."""

    def __init__(self, styles: Styles, words: Words, numbering: Numbering) -> None:
        self.blocks: list[Block] = []
        self._styles, self._words, self._numbering = styles, words, numbering
        self._entries: list[tuple[str, str]] = []
        self._ordered = False
        self._list_level = 0
        self._level = 1
        self._below_title = 0

    def walk(self, parent: Any) -> None:
        for node in parent:
            if node.tag == f"{W}p":
                self.paragraph(node)
            elif node.tag == f"{W}tbl":
                self.table(node)
            elif node.tag == f"{W}sdt":
                content = node.find(f"{W}sdtContent")
                if content is not None and not _is_contents(node):
                    self.walk(content)
            elif node.tag in _THROUGH:
                self.walk(node)

    def close_list(self) -> None:
        if self._entries:
            items, marks = tuple(text for _, text in self._entries), tuple(mark for mark, _ in self._entries)
            plain = tuple(f"{at}." if self._ordered else "-" for at in range(1, len(items) + 1))
            own = () if marks == plain else marks
            self.blocks.append(Block("list", items=items, ordered=self._ordered, marks=own))
            self._entries.clear()

    def paragraph(self, paragraph: Any) -> None:
        text = self._words.text(paragraph)
        level = self._styles.heading_level(paragraph)
        mark = None if level else self._numbering.mark(paragraph)
        if text and not self._styles.name(paragraph).startswith(("toc ", "toc heading", "table of figures")):
            self._take(paragraph, text, level, mark)
        for box in boxes(paragraph):
            self.walk(box)

    def _take(self, paragraph: Any, text: str, level: int, mark: Mark | None) -> None:
        if mark:
            if self._entries and mark.level <= self._list_level and mark.counts != self._ordered:
                self.close_list()  # bullets after steps, on the same level, are another list
            if not self._entries:
                self._ordered, self._list_level = mark.counts, mark.level
            self._entries.append((mark.label, text))
            return
        self.close_list()
        if level:
            self._level = level = min(6, level + self._below_title)
            if not self.blocks and self._styles.name(paragraph) == "title":
                self._below_title = 1
        elif self._words.looks_like_heading(paragraph, text):
            level = max(2, min(6, self._level + 1))
        self.blocks.append(Block("heading", text, level=level) if level else Block("paragraph", text))

    def table(self, table: Any) -> None:
        self.close_list()
        rows = list(_children(table, "tr"))
        if self._lays_out(rows):
            for row in rows:
                for cell in _children(row, "tc"):
                    self.walk(cell)
            self.close_list()
            return
        grid = self._grid(rows)
        headers = self._headers(rows)
        width = max(map(len, grid), default=0)
        self.blocks += table_blocks(grid, headers=headers or None, assume_header=width > 2)

    def _grid(self, rows: list[Any]) -> list[Row]:
        """Cells by row and column, a merged cell in every place that it covers."""
        grid: list[Row] = []
        for row in rows:
            cells: list[str] = []
            for cell in _children(row, "tc"):
                properties = cell.find(f"{W}tcPr")
                merged = None if properties is None else properties.find(f"{W}vMerge")
                goes_on = merged is not None and merged.get(f"{W}val") != "restart"
                above = grid[-1][len(cells)] if goes_on and grid and len(cells) < len(grid[-1]) else None
                text = above if above is not None else self._cell(cell)
                span = value_of(properties, "gridSpan") or "1"
                cells += [text] * (min(int(span), 60) if span.isdigit() else 1)
            grid.append(tuple(cells))
        return grid

    def _cell(self, cell: Any) -> str:
        parts: list[str] = []
        for paragraph in cell.iter(f"{W}p"):
            if text := self._words.text(paragraph):
                mark = self._numbering.mark(paragraph)
                parts.append(f"{mark.label} {text}" if mark and mark.counts else text)
        listed = len(parts) > 1 and cell.find(f".//{W}numPr") is not None
        return ("; " if listed else " ").join(parts)

    def _headers(self, rows: list[Any]) -> int:
        """Rows that are marked as repeating headers, or a first row that is bold where the rest is not."""
        marked = 0
        while marked < len(rows) and rows[marked].find(f"{W}trPr/{W}tblHeader") is not None:
            marked += 1
        if marked:
            return marked
        bold = [self._is_bold(row) for row in rows[:4]]
        return 1 if len(bold) > 1 and bold[0] and not bold[1] else 0

    def _is_bold(self, row: Any) -> bool:
        found = [(run, paragraph) for paragraph in row.iter(f"{W}p") for run in runs(paragraph) if has_words(run)]
        return bool(found) and all(self._styles.look(run, paragraph).bold for run, paragraph in found)

    def _lays_out(self, rows: list[Any]) -> bool:
        """Whether a table only places text on the page: headings or whole texts stand in its cells."""
        cells = [cell for row in rows for cell in _children(row, "tc")]
        if any(self._styles.heading_level(one) for cell in cells for one in cell.findall(f"{W}p")):
            return True
        lengths = (sum(len((node.text or "").split()) for node in cell.iter(f"{W}t")) for cell in cells)
        return any(length > 120 for length in lengths)


def _children(node: Any, name: str) -> Iterator[Any]:
    """Rows of a table, or cells of a row, also those inside a content control."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag == f"{W}sdt" and (content := child.find(f"{W}sdtContent")) is not None:
            yield from _children(content, name)


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in (gallery.get(f"{W}val") or "")
