"""Parts of a page that are one block: a line of text, a list with what is nested in it, a table, definitions."""

from __future__ import annotations

import re
from typing import Any

from knowledge.loading.content import Block
from knowledge.loading.furniture import is_furniture
from knowledge.loading.hidden import Hidden
from knowledge.loading.numbering import mark
from knowledge.loading.tables import Row, table_blocks
from knowledge.loading.visibility import Visibility

_SPACED = {
    "address", "article", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr",
    "ul",
}  # fmt: skip
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


class Parts:
    """Reads elements of one page; what is hidden in them goes to ``hidden``."""

    def __init__(self, visibility: Visibility, hidden: Hidden) -> None:
        self._visibility, self._hidden = visibility, hidden

    def skipped(self, node: Any) -> bool:
        if is_furniture(node):
            return True
        if self._visibility.hidden(node):
            words = node.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
            self._hidden.add(" ".join(words))
            return True
        return False

    def text(self, node: Any, without: tuple[str, ...] = ()) -> str:
        """The visible words of an element on one line, those of the tags ``without`` left out."""
        return re.sub(r"\s+", " ", self.raw(node, without)).strip()

    def raw(self, node: Any, without: tuple[str, ...] = ()) -> str:
        parts = [node.text or ""]
        for child in node:
            if isinstance(child.tag, str) and child.tag not in without and not self.skipped(child):
                space = " " if child.tag in _SPACED else ""
                parts.append(space + self.raw(child, without) + space)
            parts.append(child.tail or "")
        return "".join(parts)

    def listed(self, node: Any) -> Block | None:
        entries = list(self._entries(node, ""))
        if not entries:
            return None
        items, marks = tuple(text for _, text in entries), tuple(label for label, _ in entries)
        ordered = node.tag == "ol"
        plain = tuple(f"{at}." if ordered else "-" for at in range(1, len(items) + 1))
        return Block("list", items=items, ordered=ordered, marks=() if marks == plain else marks)

    def _entries(self, node: Any, above: str) -> list[tuple[str, str]]:
        """Mark and text of each entry, those of a nested list right after the entry that they belong to."""
        entries = [child for child in node if child.tag == "li" and not self.skipped(child)]
        found: list[tuple[str, str]] = []
        for entry, label in zip(entries, self.marks(node, entries, above), strict=True):
            text = self.text(entry, without=("ul", "ol"))
            if text:
                found.append((label, text))
            for nested in entry.iter("ul", "ol"):
                if next(up for up in nested.iterancestors() if up.tag in ("li", "ul", "ol")) is entry:
                    found += self._entries(nested, label) if not self.skipped(nested) else []
        return found

    def marks(self, node: Any, entries: list[Any], above: str = "") -> list[str]:
        if node.tag != "ol":
            return ["-"] * len(entries)
        style = _TYPES.get(node.get("type") or "", "decimal")
        step = -1 if node.get("reversed") is not None else 1
        number = _whole(node.get("start"), len(entries) if step < 0 else 1)
        marks = []
        for entry in entries:
            number = _whole(entry.get("value"), number)
            marks.append(mark(number, style, above))
            number += step
        return marks

    def definitions(self, node: Any) -> list[Block]:
        """Terms with what is said of them: "Opening hours: nine to five"; a question stands before its answer."""
        blocks: list[Block] = []
        terms: list[str] = []
        answered = False
        for child in node.iter("dt", "dd"):
            if self.skipped(child):
                continue
            text = self.text(child)
            if child.tag == "dt":
                terms = [text] if answered else [*terms, text]
                answered = False
            elif text:
                term = ", ".join(filter(None, terms))
                joiner = " " if term.endswith(("?", ":")) else ": "
                blocks.append(Block("paragraph", f"{term}{joiner}{text}" if term else text))
                answered = True
        return blocks

    def table(self, node: Any) -> list[Block] | None:
        """A table of figures and names; None for one that only lays out the page, whose cells are then walked."""
        rows = [row for row in node.iter("tr") if not self.skipped(row)]
        if _lays_out(node):
            return None
        grid, headers = self._grid(rows)
        if not grid or max(map(len, grid)) < 2:
            return None
        caption = node.find("caption")
        lead = self.text(caption) if caption is not None and not self.skipped(caption) else ""
        blocks = table_blocks(grid, headers=headers, assume_header=False)
        return [*([Block("paragraph", f"{lead.rstrip(':.')}:")] if lead else []), *blocks]

    def _grid(self, rows: list[Any]) -> tuple[list[Row], int | None]:
        """Cells by row and column, a merged cell in every place that it covers; and the number of header rows."""
        covered: dict[tuple[int, int], str] = {}
        grid: list[Row] = []
        headers, said = 0, False
        for at, row in enumerate(rows):
            cells = [cell for cell in row if cell.tag in ("td", "th") and not self.skipped(cell)]
            in_head = bool(cells) and (all(cell.tag == "th" for cell in cells) or row.getparent().tag == "thead")
            said = said or in_head or any(cell.tag == "th" for cell in cells)
            headers += in_head and headers == at
            column = 0
            for cell in cells:
                while (at, column) in covered:
                    column += 1
                text = self.text(cell)
                wide, high = min(_whole(cell.get("colspan"), 1), 50), min(_whole(cell.get("rowspan"), 1), 500)
                for down in range(min(max(high, 1), len(rows) - at)):
                    for right in range(max(wide, 1)):
                        covered[at + down, column + right] = text
                column += max(wide, 1)
            width = max((place + 1 for line, place in covered if line == at), default=0) if cells else 0
            grid.append(tuple(covered.get((at, place), "") for place in range(width)))
        return grid, headers if said else None


def _lays_out(table: Any) -> bool:
    if (table.get("role") or "").lower() in ("presentation", "none") or table.find(".//table") is not None:
        return True
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "dl")):
        return True
    return table.find(".//th") is None and any(len(cell.text_content().split()) > 80 for cell in table.iter("td"))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
