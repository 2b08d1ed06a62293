"""A reply's plain text as blocks, for everything that is laid out: HTML, PDF and DOCX."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"^\s*(?:(\d{1,2})[.)]|[-•*])\s+(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of ``lines``, or a list of them: numbered, plain or none."""

    lines: tuple[str, ...]
    list: str = ""  # numbered, plain, or "" for a paragraph


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs are parted by empty lines; lines that begin with "1." or "-" are a list."""
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        run: list[str] = []
        kind = ""
        for line in paragraph.split("\n"):
            item = _ITEM.match(line)
            here = ("numbered" if item.group(1) else "plain") if item else ""
            if run and here != kind:
                found.append(Block(tuple(run), kind))
                run = []
            kind = here
            run.append((item.group(2) if item else line).strip())
        found.append(Block(tuple(run), kind))
    return tuple(found)
