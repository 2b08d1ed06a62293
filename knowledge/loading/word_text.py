"""The words of DOCX paragraphs: runs in order, deletions and hidden runs left out, notes in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.loading.hidden import Hidden
from knowledge.loading.word_styles import Styles, W

_GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}txbxContent"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


class Words:
    """Reads paragraphs of one document; ``notes`` are its footnotes and endnotes by their kind and id."""

    def __init__(self, styles: Styles, notes: Mapping[tuple[str, str], Any], hidden: Hidden) -> None:
        self._styles, self._notes, self._hidden = styles, notes, hidden

    def text(self, paragraph: Any) -> str:
        hidden_before: list[str] = []
        parts: list[str] = []
        for run in runs(paragraph):
            text = "".join(self._run(run))
            if not text:
                continue
            if self._styles.unseen(run, paragraph):
                hidden_before.append(text)
            elif not self._styles.look(run, paragraph).struck:
                parts.append(text)
        if hidden_before:
            self._hidden.add("".join(hidden_before))
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def _run(self, run: Any) -> Iterator[str]:
        for node in _inside(run):
            if node.tag == f"{W}t":
                yield node.text or ""
            elif node.tag in _SIGNS:
                yield _SIGNS[node.tag]
            elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if node.tag.endswith("footnoteReference") else "endnote"
                note = self._notes.get((kind, node.get(f"{W}id") or ""))
                text = " ".join(map(self.text, note.iter(f"{W}p"))).strip() if note is not None else ""
                yield f" ({text.rstrip('.')})" if text else ""

    def looks_like_heading(self, paragraph: Any, text: str) -> bool:
        """Many documents make headings by hand: a short line, wholly bold or large, that ends without a full stop."""
        if len(text.split()) > 10 or text[-1] in ".,;:" or not any(char.isalpha() for char in text):
            return False
        large = 1.25 * self._styles.body_size
        looks = [self._styles.look(run, paragraph) for run in runs(paragraph) if has_words(run)]
        return bool(looks) and (all(look.bold for look in looks) or all(look.size >= large for look in looks))


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs of a paragraph in order, also those in links, insertions and fields; not those of text boxes."""
    for node in paragraph:
        if node.tag == f"{W}r":
            yield node
        elif isinstance(node.tag, str) and node.tag not in _GONE:
            yield from runs(node)


def has_words(run: Any) -> bool:
    return any((node.text or "").strip() for node in run.iter(f"{W}t"))


def boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph; of two forms of the same box only the first."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(up.tag == f"{_CHOICE}Fallback" for up in box.iterancestors()):
            yield box


def _inside(run: Any) -> Iterator[Any]:
    for node in run:
        if node.tag == f"{_CHOICE}AlternateContent" or node.tag in _GONE:
            continue
        yield node
