"""Lines of PDF pages as blocks: headings by the size and weight of their letters, lists by their marks, tables."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.loading.content import Block
from knowledge.loading.line_breaks import joined
from knowledge.loading.pdf_lines import Line, in_reading_order, letters_by_size
from knowledge.loading.pdf_tables import MARK, table_at
from knowledge.loading.pdf_text import Page

_LARGER = 1.12  # times the body's size
_NEW_PARAGRAPH = 1.25  # times the usual distance of lines


class Typesetting:
    """What the letters of a document mean: the size of its body text, and the level of each kind of heading."""

    def __init__(self, pages: Sequence[Page]) -> None:
        sizes = letters_by_size(pages)
        words: Counter[str] = Counter()
        for page in pages:
            for piece in page.pieces:
                words.update(re.findall(r"\w+-\w+", piece.text))
        self.body = sizes.most_common(1)[0][0] if sizes else 11.0
        larger = sorted({_step(size) for size in sizes if size > _LARGER * self.body}, reverse=True)
        self._levels = {size: min(at, 5) for at, size in enumerate(larger, start=1)}
        self._hyphenated = set(words)

    def level(self, line: Line, before: Line | None, after: Line | None) -> int:
        """The level of the heading that a line is, 0 for body text."""
        text = line.text
        if len(text.split()) > 20 or not any(char.isalpha() for char in text):
            return 0
        if line.size > _LARGER * self.body:
            return self._levels.get(_step(line.size), 1)
        if not line.bold or len(line.pieces) > 1 or len(text.split()) > 12 or text[-1] in ".,;":
            return 0
        apart = before is None or line.y - before.y > 1.3 * line.size or before.bold
        runs_on = after is not None and after.bold and after.size == line.size and after.y - line.y < 1.5 * line.size
        return min(len(self._levels) + 1, 6) if apart and not (runs_on and len(text.split()) > 8) else 0

    def joined(self, lines: Sequence[str]) -> str:
        return joined(lines, self._hyphenated)


def _step(size: float) -> float:
    return round(size * 2) / 2


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of a document; what runs over the edge of a page is put together again."""
    typesetting = Typesetting(pages)
    blocks: list[Block] = []
    for page in pages:
        for lines in in_reading_order(page):
            found = _Region(lines, page, typesetting).blocks()
            whole = _over_the_edge(blocks[-1], found[0]) if blocks and found else None
            if whole is not None:
                blocks[-1:] = [whole, *found[1:]]
            else:
                blocks += found
    return blocks


class _Region:
    """One column of a page, read from top to bottom."""

    def __init__(self, lines: list[Line], page: Page, typesetting: Typesetting) -> None:
        self._lines, self._page, self._typesetting = lines, page, typesetting
        gaps = sorted(below.y - above.y for above, below in itertools.pairwise(lines))
        self._pitch = gaps[len(gaps) // 3] if gaps else 14.0
        self._out: list[Block] = []

    def blocks(self) -> list[Block]:
        at = 0
        while at < len(self._lines):
            table, after = table_at(self._lines, at, self._page)
            if table:
                self._out += table
                at = after
            elif self._level(at):
                at = self._heading(at)
            elif MARK.match(self._lines[at].text) and not _is_sentence(self._lines[at].text):
                at = self._list(at)
            else:
                at = self._paragraph(at)
        return self._out

    def _level(self, at: int) -> int:
        before = self._lines[at - 1] if at else None
        after = self._lines[at + 1] if at + 1 < len(self._lines) else None
        return self._typesetting.level(self._lines[at], before, after)

    def _heading(self, at: int) -> int:
        level, end = self._level(at), at + 1
        while end < len(self._lines) and self._level(end) == level and self._gap(end) < 1.6 * self._lines[end].size:
            end += 1
        text = self._typesetting.joined([line.text for line in self._lines[at:end]])
        self._out.append(Block("heading", text, level=level, page=self._page.number))
        return end

    def _gap(self, at: int) -> float:
        return self._lines[at].y - self._lines[at - 1].y

    def _begins_something(self, at: int) -> bool:
        if self._gap(at) > _NEW_PARAGRAPH * self._pitch or self._level(at):
            return True
        return self._begins_list(at) or len(self._lines[at].pieces) > 1

    def _begins_list(self, at: int) -> bool:
        """A mark after a sentence, or further in; a dash or "2." may also begin any line of running text."""
        line, before = self._lines[at], self._lines[at - 1]
        ended = before.text.rstrip()[-1:] in ".!?:;" or line.left > before.left + 3
        return bool(MARK.match(line.text)) and ended

    def _paragraph(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines) and not self._begins_something(end):
            if self._is_indented(end) or self._ends_short(end - 1, at):
                break
            end += 1
        text = self._typesetting.joined([line.text for line in self._lines[at:end]])
        self._out.append(Block("paragraph", text, page=self._page.number))
        return end

    def _is_indented(self, at: int) -> bool:
        """A first line that stands further in than the line above: books set paragraphs so, without a gap."""
        line, before = self._lines[at], self._lines[at - 1]
        ends = before.text.rstrip()[-1:] in '.!?:”"'
        return ends and 0.8 * line.size < line.left - before.left < 4 * line.size

    def _ends_short(self, at: int, first: int) -> bool:
        """A line of an address or of notes, set line by line: far from full, and ended as a sentence is."""
        width = max(line.right for line in self._lines) - min(line.left for line in self._lines)
        line = self._lines[at]
        return line.right - line.left < 0.6 * width and line.text.rstrip()[-1:] in ".!?"

    def _list(self, at: int) -> int:
        entries: list[_Entry] = []
        while at < len(self._lines):
            line = self._lines[at]
            found = MARK.match(line.text)
            if found and not (entries and self._gap(at) > 3 * self._pitch):
                entries.append(_Entry(found[2] or "", line.left, [line.text[found.end() :]]))
            elif entries and line.left > entries[-1].left + 2 and self._goes_on(at):
                entries[-1].lines.append(line.text)
            else:
                break
            at += 1
        items = tuple(self._typesetting.joined(entry.lines) for entry in entries)
        marks, ordered = tuple(_marks(entries)), any(entry.mark for entry in entries)
        plain = tuple(f"{count}." if ordered else "-" for count in range(1, len(items) + 1))
        own = () if marks == plain else marks
        self._out.append(Block("list", items=items, ordered=ordered, marks=own, page=self._page.number))
        return at

    def _goes_on(self, at: int) -> bool:
        return self._gap(at) <= 1.3 * self._pitch + 1 and not self._level(at)


@dataclass(slots=True)
class _Entry:
    """An entry of a list: its printed mark ("" for a bullet), where it stands, and its lines."""

    mark: str
    left: float
    lines: list[str]


def _marks(entries: Sequence[_Entry]) -> Iterator[str]:
    """The marks as lists print them, "1)" and "Step 1:" as "1."; below step 2 a nested "1." is "2.1."."""
    above: list[tuple[float, str]] = []
    for entry in entries:
        while above and entry.left < above[-1][0] + 4:
            above.pop()
        number = re.fullmatch(r"\(?(?:step )?([\w.]*?\w)[.):]*", entry.mark, re.I)
        own = number[1] if number else ""
        stem = next((label for _, label in reversed(above) if label), "")
        if own and stem and not own.startswith(f"{stem}."):
            own = f"{stem}.{own}" if own.isdigit() else f"{stem}{own}"
        above.append((entry.left, own))
        yield f"{own}." if own else "-"


def _is_sentence(text: str) -> bool:
    """A dash before a sentence of speech is no bullet when another dash closes it."""
    return text.startswith(("–", "-")) and bool(re.search(r"\s[–-]\s", text[2:]))


def _over_the_edge(before: Block, block: Block) -> Block | None:
    """A block that goes on from the column or page before, put together with what it goes on from."""
    if before.kind != block.kind or (block.page or 0) - (before.page or 0) not in (0, 1):
        return None
    repeated = block.kind == "table" and block.rows[0] == before.rows[0]
    if block.kind == "table" and len(before.rows[0]) == len(block.rows[0]) and (repeated or not block.has_header):
        rows = block.rows[1:] if repeated else block.rows
        return Block("table", rows=before.rows + rows, has_header=before.has_header, page=before.page)
    if block.kind == "list" and block.ordered and before.ordered:
        last, first = next(filter(str.isdigit, reversed(_numbers(before))), ""), _numbers(block)[0]
        if last and first.isdigit() and int(first) == int(last) + 1:
            marks = tuple(f"{number}." if number != "-" else "-" for number in _numbers(before) + _numbers(block))
            plain = marks == tuple(f"{count}." for count in range(1, len(marks) + 1))
            return Block(
                "list", items=before.items + block.items, ordered=True, marks=() if plain else marks, page=before.page
            )
    if block.kind == "paragraph" and before.text[-1:] not in '.!?:;”"' and block.text[:1].islower():
        text = before.text[:-1] + "\u00ad" if before.text.endswith("-") else before.text
        return Block("paragraph", joined([text, block.text]), page=before.page)
    return None


def _numbers(block: Block) -> list[str]:
    marks = block.marks or tuple(f"{count}." for count in range(1, len(block.items) + 1))
    return [mark.rstrip(".") for mark in marks]
