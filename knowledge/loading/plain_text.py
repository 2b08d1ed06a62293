"""Plain text: headings guessed from their shape, lists and tables from their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.loading.content import Block, Content
from knowledge.loading.encoding import decode
from knowledge.loading.front_matter import read_front_matter

_UNDERLINE = re.compile(r"^\s*([=\-~*_])\1{2,}\s*$")
_ITEM = re.compile(r"^\s*(?:([-*•–‣◦])|(\(?\d{1,2}[.)]|\(?[a-z][.)]|step \d+[:.]))\s+(.*)$", re.I)
_NUMBERED_HEADING = re.compile(r"^\d+(?:\.\d+)*\.?\s+[A-Z][^.!?]{2,60}$")
_COLUMNS = re.compile(r"\t+| {3,}|\s*\|\s*")
LABELLED_DATE = re.compile(
    r"^\W*(?:last |date )?(?:reviewed|updated|revised|modified|printed|issued)\b.{0,40}\d{4}\W*$", re.I
)
_SHORT = 0.7  # a heading inside a block of lines is shorter than this share of the widest line


_ENDS = re.compile(r"[.!?:;)][\"'”’]?$")


def read(data: bytes, name: str) -> Content:
    front, text = read_front_matter(decode(data))
    return from_text(text, front)


def from_text(text: str, front: dict[str, str] | None = None, page: int | None = None) -> Content:
    """Blocks of a text that has no markup. The first heading, or a short first line, is the title."""
    blocks: list[Block] = []
    width = max(map(len, text.split("\n")), default=0)
    for chunk in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        for lines in _at_headings(chunk.split("\n"), width):
            blocks.extend(_chunk(lines, width, first=not blocks, page=page))
    if all(block.kind == "heading" for block in blocks):
        blocks = [Block("paragraph", block.text, page=page) for block in blocks]  # a note of a line or two
    title = (front or {}).get("title", "")
    if not title and blocks and blocks[0].kind == "heading":
        title = blocks[0].text
    return Content(title, tuple(blocks), front or {})


def _at_headings(lines: list[str], width: int) -> Iterator[list[str]]:
    """Lines that follow each other, cut before each that heads the next, and round a line that only dates the text."""
    lines = [line.rstrip() for line in lines if line.strip()]
    taken: list[str] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        dates = bool(LABELLED_DATE.match(line))
        if taken and (dates or (_ENDS.search(taken[-1]) and _heads(line, following, width))):
            yield taken
            taken = []
        taken.append(line)
        if dates:
            yield taken
            taken = []
    if taken:
        yield taken


def _heads(line: str, following: str, width: int) -> bool:
    """Whether a short line without a full stop heads the sentence, or the list, that begins on the next line."""
    text, words = line.strip(), line.split()
    if not 1 <= len(words) <= 8 or len(text) > _SHORT * max(width, 40) or text[-1] in ".,;:!)" or _ITEM.match(line):
        return False
    if not text[0].isupper() or ": " in text or "  " in text or re.search(r"[@£$€|\t]", text):
        return False
    after = following.strip()
    return bool(_ITEM.match(following)) or (
        bool(re.match(r"[\"'“‘(]?[A-Z0-9£]", after))
        and "  " not in after
        and len(after.split()) >= 3
        and (len(after) > 0.4 * width or (after[-1] in ".:" and len(after) > len(text)))
    )


def _chunk(lines: list[str], width: int, first: bool, page: int | None) -> list[Block]:
    lines = [line.rstrip() for line in lines if line.strip()]
    blocks: list[Block] = []
    if len(lines) >= 2 and _UNDERLINE.match(lines[1]):
        blocks.append(
            Block("heading", lines[0].strip(), level=1 if lines[1].strip()[0] == "=" or first else 2, page=page)
        )
        lines = lines[2:]
    elif (
        lines
        and not LABELLED_DATE.match(lines[0])
        and (
            is_heading(lines[0], alone=len(lines) == 1, first=first)
            or (len(lines) > 1 and _heads(lines[0], lines[1], width))
        )
    ):
        blocks.append(Block("heading", lines[0].strip().rstrip(":"), level=1 if first else 2, page=page))
        lines = lines[1:]
    lines = [line for line in lines if not _UNDERLINE.match(line)]
    if not lines:
        return blocks
    return blocks + (_table(lines, page) or _lists_and_paragraphs(lines, page))


def is_heading(line: str, alone: bool, first: bool) -> bool:
    """Whether a line stands as a heading: short, no full stop, in capitals, numbered, or alone in title case."""
    text = line.strip()
    words = text.split()
    if not words or len(words) > 10 or text[-1] in ".,;!" or (_ITEM.match(line) and not _NUMBERED_HEADING.match(text)):
        return False
    if not any(char.isalpha() for char in text) or "  " in text or "\t" in text:
        return False
    if (text.isupper() and len(text) > 3) or _NUMBERED_HEADING.match(text):
        return True
    if first and not text.endswith(":"):
        return text[0].isupper() or text[0].isdigit()
    return alone and text[0].isupper() and (text[-1] == "?" or len(words) <= 7)


def _table(lines: list[str], page: int | None) -> list[Block]:
    rows = [tuple(cell.strip() for cell in _COLUMNS.split(line.strip().strip("|"))) for line in lines]
    width = len(rows[0])
    if len(rows) < 2 or width < 2 or any(len(row) != width for row in rows) or any(_ITEM.match(line) for line in lines):
        return []
    return [Block("table", rows=tuple(rows), page=page)]


def _lists_and_paragraphs(lines: list[str], page: int | None) -> list[Block]:
    blocks: list[Block] = []
    items: list[str] = []
    marks: list[str] = []
    prose: list[str] = []

    def close() -> None:
        if prose:
            blocks.append(Block("paragraph", " ".join(prose), page=page))
            prose.clear()
        if items:
            blocks.append(_list(items, marks, page))
            items.clear()
            marks.clear()

    for line in lines:
        found = _ITEM.match(line)
        if found:
            if prose:
                close()
            items.append(found[3].strip())
            marks.append(found[2] or "")
        elif (items and line.startswith((" ", "\t"))) or (items and not line[:1].isupper()):
            items[-1] += " " + line.strip()
        else:
            if items:
                close()
            prose.append(line.strip())
    close()
    return blocks


def _list(items: list[str], marks: list[str], page: int | None) -> Block:
    """A list with its marks as they are printed, "1)" and "Step 1:" as "1."."""
    own = tuple(re.sub(r"^\(?(?:step )?(\w+).*$", r"\1.", mark, flags=re.I) if mark else "-" for mark in marks)
    ordered = any(marks)
    plain = tuple(f"{count}." if ordered else "-" for count in range(1, len(items) + 1))
    return Block("list", items=tuple(items), ordered=ordered, marks=() if own == plain else own, page=page)
