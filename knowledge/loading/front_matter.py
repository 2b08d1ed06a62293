"""The ``---`` block at the start of a Markdown or text file, in which it says things about itself."""

from __future__ import annotations

import re

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LINE = re.compile(r"^([A-Za-z][\w \-]*?)\s*:\s*(.*)$")


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split the block off, as plain name and value pairs with names in lower case."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    front: dict[str, str] = {}
    for line in found[1].split("\n"):
        pair = _LINE.match(line.strip())
        if pair:
            front[re.sub(r"[ \-]+", "_", pair[1].strip().lower())] = pair[2].strip().strip("\"'")
    return (front, text[found.end() :]) if front else ({}, text)
