"""A passage cut into the smallest pieces that can be quoted: sentences, steps, bullet points, table rows (P07)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.passage import Passage

Shape = Literal["prose", "step", "bullet", "row"]

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s|^\s*[=\-_*]{3,}\s*$")
_NUMBERED = re.compile(r"^\s*(?:step\s+)?\(?\d{1,2}[.):]\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-*•–▪◦‣]\s+(?=\S)")
_QUESTION = re.compile(r"^\s*(?:\*\*)?(?:Q(?:uestion)?\s*\d*\s*[:.)]\s*)(.+?)(?:\*\*)?\s*$", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:\*\*)?A(?:nswer)?\s*\d*\s*[:.)](?:\*\*)?\s*", re.IGNORECASE)
_ROW = re.compile(r"^\s*(?P<subject>[^:;|.!?]{1,60}?)\s*(?: [—–-] |, |: | › )\s*(?P<cells>[^:;]{1,40}: .+)$")
_LABEL = re.compile(r"(?P<label>(?!When\b|If\b|Note\b)[A-Z][\w ’'-]{2,28}): +(?=[A-Z])")
_METADATA = re.compile(
    r"(?:last )?(?:reviewed|updated|revised|version|owner|edition|effective|valid|printed|published|document|author)\b[^.]{0,40}[:\d]"  # noqa: E501
    r"|page \d|©|copyright\b",
    re.IGNORECASE,
)
_CELL = re.compile(r"^\s*(?P<label>[A-Za-z][^:]{0,40}?)\s*:\s*(?P<value>.+?)\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|approx|e\.g|i\.e|etc|vs|Ltd|Co|Inc|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat"
    r"|Sun|Jan|Feb|Mar|Apr|Aug|Sep|Sept|Oct|Nov|Dec|min|max|incl|excl|tel|ext|p|pp)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9£$€])")
_MARKUP = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|`)(.+?)\1"), r"\2"),
    (re.compile(r"<[^<>]{1,80}>"), ""),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class Cells:
    """A table row that reads on its own: its subject and its labelled values in order."""

    subject: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One quotable piece of a passage. ``context`` is what stands over it: heading, list lead-in, an FAQ's question."""

    text: str
    shape: Shape
    passage: Passage
    position: int
    context: str = ""
    group: int = 0  # items of one list share a group
    cells: Cells | None = None


def split_units(passage: Passage) -> tuple[Unit, ...]:
    """Cut a passage; headings and questions become the context of what follows them."""
    cutter = _Cutter(passage)
    for line in passage.text.splitlines():
        cutter.take(line)
    cutter.flush()
    return tuple(cutter.units)


def split_sentences(text: str) -> list[str]:
    """Sentences of a paragraph, whitespace normalised; abbreviations and initials do not end one."""
    pieces: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        if _ABBREVIATION.search(text[start : gap.start()].rstrip("\"”’')]")) and not text[: gap.start()].endswith("?"):
            continue
        pieces.append(text[start : gap.end()])
        start = gap.end()
    pieces.append(text[start:])
    return [clean for piece in pieces if (clean := plain(piece))]


def plain(text: str) -> str:
    """Text without the marks of Markdown or HTML; a link keeps its words and loses its address."""
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text.strip()


def read_cells(line: str) -> Cells | None:
    """ "QF-40 — warranty: 24 months; price: £89" as subject and values, or None when the line is no such row."""
    line = re.sub(r"^[^:—–|]{1,60}: (?=[^:]{1,60} [—–] [^:]{1,40}: )", "", line)  # the title of the table
    match = _ROW.match(line)
    if not match or len(match["subject"].split()) > 7:
        return None
    values = []
    for cell in re.split(r"\s*[;|]\s*", match["cells"].rstrip(" .;")):
        found = _CELL.match(cell)
        if found:
            values.append((found["label"], found["value"]))
        elif values:
            values[-1] = (values[-1][0], f"{values[-1][1]}, {cell}")
        else:
            return None
    return Cells(plain(match["subject"]), tuple(values)) if values else None


def _ends_a_title(line: str, following: str) -> bool:
    """Whether a line without an end mark is a heading over the next one, and not a wrapped line of prose."""
    return len(line) < 48 and line[-1] not in ".!?,;:–—-" and following[:1].isupper()


class _Cutter:
    """Reads a passage line by line; prose lines gather into a paragraph until something else comes."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.units: list[Unit] = []
        self._paragraph: list[str] = []
        self._heading = ""
        self._lead = ""
        self._group = 0
        self._in_list = False
        self._columns: list[str] = []

    def take(self, line: str) -> None:
        if not line.strip():
            self.flush()
            self._columns = []
        elif _HEADING.match(line):
            self.flush()
            self._heading = plain(line.lstrip("# ").strip("=-_*"))
            self._lead = ""
        elif question := _QUESTION.match(line):
            self.flush()
            self._lead = plain(question[1])
        elif "|" in line and line.strip().startswith("|"):
            self._table_line(line)
        elif _NUMBERED.match(line) or _BULLET.match(line):
            self._item(line)
        elif self._in_list and line.startswith((" ", "\t")):
            last = self.units.pop()
            self._add(f"{last.text} {plain(line)}", last.shape)
        elif not self._paragraph and (cells := read_cells(line)):
            self.flush()
            self._add(plain(line), "row", cells)
        else:
            if self._paragraph and _ends_a_title(self._paragraph[-1], line.strip()):
                self.flush()
            self._in_list = False
            self._paragraph.append(_ANSWER.sub("", line.strip()))

    def flush(self) -> None:
        paragraph, self._paragraph = " ".join(self._paragraph), []
        self._in_list = False
        if not paragraph:
            return
        sentences = split_sentences(paragraph)
        for sentence in sentences:
            if (sentence.endswith("?") and len(sentences) > 1) or sentence.endswith(":"):
                self._lead = sentence
            elif label := _LABEL.match(sentence):
                self._lead = label["label"]
                self._add(sentence[label.end() :], "prose")
            elif not sentence.endswith("?") and not self._is_title(sentence, alone=len(sentences) == 1):
                if not _METADATA.match(sentence):
                    self._add(sentence, "prose")
            else:
                self._lead = sentence

    def _is_title(self, sentence: str, *, alone: bool) -> bool:
        return alone and sentence[-1] not in '.!)”’"' and len(sentence.split()) <= 8 and ":" not in sentence

    def _item(self, line: str) -> None:
        if self._paragraph:
            self.flush()
        if not self._in_list:
            self._group += 1
            self._in_list = True
        numbered = bool(_NUMBERED.match(line))
        text = plain((_NUMBERED if numbered else _BULLET).sub("", line))
        if not text:
            return
        cells = None if numbered else read_cells(text)
        self._add(text, "row" if cells else "step" if numbered else "bullet", cells)

    def _table_line(self, line: str) -> None:
        if self._paragraph:
            self.flush()
        cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
        if all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            return
        if not self._columns:
            self._columns = cells
            return
        values = [(label, cell) for label, cell in zip(self._columns[1:], cells[1:], strict=False) if cell and label]
        if values and cells[0]:
            text = f"{cells[0]} — " + "; ".join(f"{label}: {value}" for label, value in values)
            self._add(text, "row", Cells(cells[0], tuple(values)))

    def _add(self, text: str, shape: Shape, cells: Cells | None = None) -> None:
        context = " ".join(part for part in (self._heading, self._lead) if part)
        group = self._group if shape in ("step", "bullet") else 0
        self.units.append(Unit(text, shape, self.passage, len(self.units), context, group, cells))
