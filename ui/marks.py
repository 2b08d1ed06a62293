"""Text with marks, as safe HTML: the letter with its points, the reply with its findings, promises and sources.

Everything that a customer, a document or a model wrote is escaped here, in one place; what a page shows through
`st.html` is made by this module.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is shown marked: `kind` is error, warning, suggestion, promise or point."""

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something small that stands in the text at an offset: a source number, a point's tag, a promise's date.

    `kind` is source, point or date; `text` is what is shown, `title` what it stands for.
    """

    at: int
    kind: str
    text: str
    title: str = ""


def numbered(position: int) -> str:
    """The tag of the nth point (from 0): ① to ⑳, then plain numbers in brackets."""
    return CIRCLED[position] if position < len(CIRCLED) else f"({position + 1})"


def marked(text: str, marks: Iterable[Mark] = (), notes: Iterable[Note] = ()) -> str:
    """The text as HTML, escaped, with every mark as a span of class `m-<kind>` and every note in its place.

    Marks may overlap; offsets outside the text are cut to it. Line ends are left as they are (CSS keeps them).
    """
    inside = [_clip(mark, len(text)) for mark in marks]
    inside = [mark for mark in inside if mark.start < mark.end]
    placed = sorted(notes, key=lambda note: note.at)
    edges = {0, len(text)}
    edges.update(mark.start for mark in inside)
    edges.update(mark.end for mark in inside)
    edges.update(min(max(note.at, 0), len(text)) for note in placed)
    ordered = sorted(edges)
    out: list[str] = []
    for start, end in zip(ordered, [*ordered[1:], None], strict=True):
        out.extend(_note(note) for note in placed if min(max(note.at, 0), len(text)) == start)
        if end is not None:
            out.append(_stretch(text[start:end], [m for m in inside if m.start <= start and end <= m.end]))
    return "".join(out)


def _clip(mark: Mark, length: int) -> Mark:
    return Mark(max(mark.start, 0), min(mark.end, length), mark.kind, mark.title)


def _stretch(text: str, marks: Sequence[Mark]) -> str:
    html = escape(text)
    for mark in marks:
        title = f' title="{escape(mark.title)}"' if mark.title else ""
        html = f'<span class="m m-{escape(mark.kind)}"{title}>{html}</span>'
    return html


def _note(note: Note) -> str:
    title = f' title="{escape(note.title)}"' if note.title else ""
    tag = "sup" if note.kind == "source" else "span"
    return f'<{tag} class="n n-{escape(note.kind)}"{title}>{escape(note.text)}</{tag}>'


def paper(html: str, kind: str = "reply", label: str = "") -> str:
    """A sheet for a letter or a reply, set in the reading serif; `html` is already safe."""
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<div class="paper paper-{escape(kind)}" role="document"{name}>{html}</div>'


def difference(before: str, after: str) -> str:
    """What a person changed in the machine's draft, word by word, as safe HTML: taken out and put in."""
    old, new = _words(before), _words(after)
    out: list[str] = []
    for op, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(escape("".join(old[a:b])))
            continue
        if a < b:
            out.append(f'<del title="taken out">{escape("".join(old[a:b]))}</del>')
        if c < d:
            out.append(f'<ins title="put in">{escape("".join(new[c:d]))}</ins>')
    return "".join(out)


def new_words(before: str, after: str) -> str:
    """The later text as safe HTML, what is new in it marked."""
    old, new = _words(before), _words(after)
    codes = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    pieces = ((op, escape("".join(new[start:end]))) for op, _, _, start, end in codes if start < end)
    return "".join(words if op == "equal" else f"<ins>{words}</ins>" for op, words in pieces)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
