"""Markdown: front matter, headings, lists in order, pipe tables, fenced code; inline marks are taken off."""

from __future__ import annotations

import re

from knowledge.loading.content import Block, Content
from knowledge.loading.encoding import decode

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FRONT_LINE = re.compile(r"^([A-Za-z][\w \-]*?)\s*:\s*(.*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+]|(\d{1,3}[.)]))\s+(.*)$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(data: bytes, name: str) -> Content:
    front, text = read_front_matter(decode(data))
    text, comments = _COMMENT.subn("", text)
    blocks = _blocks(text.split("\n"))
    title = front.get("title", "") or next((block.text for block in blocks if block.kind == "heading"), "")
    notes = ("Hidden comments were left out.",) if comments else ()
    return Content(title, tuple(blocks), front, notes)


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split the ``---`` block at the start off, as plain name and value pairs with names in lower case."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    front: dict[str, str] = {}
    for line in found[1].split("\n"):
        pair = _FRONT_LINE.match(line.strip())
        if pair:
            front[re.sub(r"[ \-]+", "_", pair[1].strip().lower())] = pair[2].strip().strip("\"'")
    return (front, text[found.end() :]) if front else ({}, text)


def plain(text: str) -> str:
    """Inline Markdown as the words that a reader sees: links by their text, images by nothing."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\[[^\]]*\]", r"\1", text)
    text = re.sub(r"<((?:https?://|mailto:)[^>\s]+|[^@\s<>]+@[^@\s<>]+)>", r"\1", text)
    text = _TAG.sub(" ", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(
        r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])|(?<![\w_])_([^_\s][^_]*?)_(?![\w_])", lambda m: m[1] or m[2], text
    )
    text = re.sub(r"`+([^`]+)`+", r"\1", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = _HEADING.match(line)
        if heading:
            blocks.append(Block("heading", plain(heading[2]), level=len(heading[1])))
            at += 1
        elif line.lstrip().startswith(("```", "~~~")):
            at = _code(lines, at, blocks)
        elif "|" in line and at + 1 < len(lines) and _RULE.match(lines[at + 1]) and "-" in lines[at + 1]:
            at = _table(lines, at, blocks)
        elif _ITEM.match(line):
            at = _list(lines, at, blocks)
        elif not line.strip() or re.fullmatch(r"\s*([-*_]\s*){3,}", line):
            at += 1
        else:
            at = _paragraph(lines, at, blocks)
    return blocks


def _code(lines: list[str], at: int, blocks: list[Block]) -> int:
    fence = lines[at].lstrip()[:3]
    end = at + 1
    while end < len(lines) and not lines[end].lstrip().startswith(fence):
        end += 1
    text = "\n".join(lines[at + 1 : end]).strip()
    if text:
        blocks.append(Block("paragraph", text))
    return end + 1


def _cells(line: str) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")))


def _table(lines: list[str], at: int, blocks: list[Block]) -> int:
    rows = [_cells(lines[at])]
    at += 2
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        rows.append(_cells(lines[at]))
        at += 1
    blocks.append(Block("table", rows=tuple(rows)))
    return at


def _list(lines: list[str], at: int, blocks: list[Block]) -> int:
    items: list[str] = []
    ordered = bool(_ITEM.match(lines[at]) and _ITEM.match(lines[at])[2])  # type: ignore[index]
    while at < len(lines):
        found = _ITEM.match(lines[at])
        if found:
            items.append(found[3])
        elif not lines[at].strip():
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if not (_ITEM.match(following) or following.startswith(("  ", "\t"))):
                break
        elif lines[at].startswith((" ", "\t")) or not (_HEADING.match(lines[at]) or "|" in lines[at]):
            items[-1] += " " + lines[at].strip()
        else:
            break
        at += 1
    blocks.append(Block("list", items=tuple(plain(item) for item in items), ordered=ordered))
    return at


def _paragraph(lines: list[str], at: int, blocks: list[Block]) -> int:
    taken: list[str] = []
    while at < len(lines) and lines[at].strip() and not _HEADING.match(lines[at]):
        if taken and _ITEM.match(lines[at]):
            break
        if re.fullmatch(r"\s*(=+|-+)\s*", lines[at]) and taken:
            blocks.append(Block("heading", plain(" ".join(taken)), level=1 if "=" in lines[at] else 2))
            return at + 1
        taken.append(lines[at].strip().lstrip("> "))
        at += 1
    text = plain(" ".join(taken))
    if text:
        bold = re.fullmatch(r"\*\*([^*]{3,70}?):?\*\*:?", " ".join(taken).strip())
        blocks.append(Block("heading", plain(bold[1]), level=4) if bold else Block("paragraph", text))
    return at
