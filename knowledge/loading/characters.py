"""Characters as a reply can quote them: ligatures, odd spaces, soft hyphens and invisible characters are mended."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.loading.content import Block, Content

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None, "\ufffc": None}
)
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\v\f\x1c-\x1f\x85]")
# Tags (U+E0000) spell out a text that nobody sees; the others hide between letters and break search and quotes.
_INVISIBLE = re.compile(
    r"[\u200b\u2060-\u2064\u206a-\u206f\ufeff\u180e\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]|[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]"
)
_JOINERS = re.compile(r"(?<=[\u0000-\u024f])[\u200c\u200d]|^[\u200c\u200d]+|[\u200c\u200d](?=[\u0000-\u024f]|$)")
_TAGS = re.compile(r"[\U000e0020-\U000e007e]+")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")  # left over from an export
_PRIVATE = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf02d": "-", "\uf0fc": "•"})  # Symbol fonts


def clean(content: Content) -> Content:
    """``content`` with every text mended; a note tells of invisible characters that were taken out."""
    taken: list[str] = []

    def mend(text: str) -> str:
        return _mended(text, taken)

    blocks = tuple(filter(_filled, (_block(block, mend) for block in content.blocks)))
    title = mend(content.title)
    front = {name: mend(value) for name, value in content.front.items()}
    return Content(title, blocks, front, (*content.notes, *_note("".join(taken))))


def printable(text: str) -> str:
    """One line of ``text`` without anything invisible, for a name or the beginning of a hidden text."""
    return " ".join(_mended(text, []).split())


def _block(block: Block, mend: Callable[[str], str]) -> Block:
    if block.kind == "table":
        return replace(block, rows=tuple(tuple(mend(cell) for cell in row) for row in block.rows))
    if block.kind == "list":
        kept = [(at, text) for at, text in enumerate(map(mend, block.items)) if text]
        marks = tuple(block.marks[at] for at, _ in kept) if block.marks else ()
        return replace(block, items=tuple(text for _, text in kept), marks=marks)
    return replace(block, text=mend(block.text))


def _filled(block: Block) -> bool:
    return bool(block.text or block.items or block.rows)


def _mended(text: str, taken: list[str]) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if text.isascii() and text.isprintable():
        return re.sub(r" {2,}", " ", text).strip()
    text = _SPACES.sub(" ", text.translate(_LIGATURES).translate(_PRIVATE))
    found = _INVISIBLE.findall(text) + _JOINERS.findall(text)
    if found:
        taken.extend(found)
        text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    return "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.split("\n")).strip()


def _note(taken: str) -> tuple[str, ...]:
    if not taken:
        return ()
    message = "".join(chr(ord(char) - 0xE0000) for run in _TAGS.findall(taken) for char in run)
    spelt = f" They spelt “{message[:80].strip()}”." if len(message.strip()) > 3 else ""
    count = "An invisible character was" if len(taken) == 1 else f"{len(taken):,} invisible characters were"
    return (f"{count} taken out of the text.{spelt}",)
