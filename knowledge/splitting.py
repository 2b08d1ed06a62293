"""Content to passages: along the headings, of a size that answers one question, each readable on its own (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.loading.content import Block, Content
from knowledge.loading.plain_text import LABELLED_DATE
from knowledge.models import models

LEAST_WORDS = 25
MOST_WORDS = 180
TABLE_WORDS = 110  # of a table too long for a passage a row
PAIR_WORDS = 45  # of a table of names and values
ROWS_ALONE = 400
_VALUE_HEADERS = {
    "value",
    "values",
    "detail",
    "details",
    "answer",
    "answers",
    "description",
    "information",
    "text",
    "notes",
    "content",
    "",
}
_BARE = re.compile(
    r"(?:(?:standard|express|economy|basic|premium|deluxe|superior|business|first|second|third|normal|special|priority|"
    r"small|medium|large|x*[sml]|mini|maxi|single|double|twin|family|adults?|child(?:ren)?|infants?|students?|seniors?|"
    r"concessions?|week(?:day|end)s?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:same|next)[- ]day|monthly|yearly|"
    r"annual(?:ly)?|weekly|daily|low|high|mid|peak|off-?peak|summer|winter|spring|autumn|season|class|bronze|silver|gold|"
    r"platinum|free|plus|pro|others?|all|uk|europe|world|abroad|online|by|rest|of|the|in|post|delivery|service|and)\b\W*)+",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z0-9\"'“‘(£€$])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nos|mr|mrs|ms|dr|st|vs|max|min|tel|fig|incl|ref|fri|mon|tue|wed|thu|sat|sun)|\b[A-Z])\.$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has an id: ``section`` is the heading path joined with " › "."""

    section: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What must not be cut: a paragraph, a list with its lead-in, some table rows."""

    text: str
    page: int | None
    alone: bool = False  # a row of a table is a passage of its own

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    units: tuple[_Unit, ...]

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)


def split(content: Content, title: str) -> list[Piece]:
    """Passages of a document in reading order. ``title`` heads the path of what stands before the first heading."""
    pieces: list[Piece] = []
    for section in _merged([one for one in _sections(content, title) if one.units]):
        path = " › ".join(section.path)
        for text, page in _packed(section.units):
            pieces.append(Piece(path, text, page))
    return pieces


def sentences(text: str) -> list[str]:
    """Sentences of one paragraph; an abbreviation does not end one."""
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


def table_rows(block: Block, name: str = "") -> list[str]:
    """Rows that read on their own: "QF-40 — warranty: 24 months; price: £89.".

    ``name`` is what the table is about; it stands before a row that is called only "Standard" or "2".
    """
    if not block.rows:
        return []
    header = block.rows[0] if block.has_header and len(block.rows) > 1 else ()
    return [sentence for row in block.rows[1 if header else 0 :] if (sentence := _row(header, row, name))]


def _row(header: tuple[str, ...], row: tuple[str, ...], name: str = "") -> str:
    subject, rest = row[0].strip(), row[1:]
    if name and subject and len(row) > 2 and _says_little(subject) and subject.lower() not in name.lower():
        subject = f"{name}: {subject}"
    if not any(row):
        return ""
    if len(row) == 2 and (not header or header[1].strip().lower() in _VALUE_HEADERS):
        text = f"{subject}{'' if subject.endswith(('?', ':')) else ':'} {rest[0]}" if subject else rest[0]
    elif not header:
        text = ", ".join(cell for cell in row if cell)
    else:
        told = [
            f"{_lower(name)}: {cell}" if name else cell for name, cell in zip(header[1:], rest, strict=False) if cell
        ]
        text = f"{subject} — {'; '.join(told)}" if subject and told else subject or "; ".join(told)
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _says_little(subject: str) -> bool:
    """A row's name that means something only inside its table: a size, a class, a figure."""
    return bool(_BARE.fullmatch(subject)) or not re.search(r"[^\W\d_]", subject) or len(subject) == 1


def _lower(name: str) -> str:
    """A column's name inside a sentence: small, unless it is an abbreviation or holds a model's name."""
    name = name.strip().rstrip(":")
    first = name.split()[0] if name.split() else name
    return name if sum(char.isupper() or char.isdigit() for char in first) > 1 else name[:1].lower() + name[1:]


def _sections(content: Content, title: str) -> Iterator[_Section]:
    path: list[tuple[int, str]] = []
    units: list[_Unit] = []

    def here() -> tuple[str, ...]:
        names = [name for _, name in path]
        return tuple(names) if names and (names[0] == title or path[0][0] == 1) else (title, *names)

    for block in content.blocks:
        if block.kind == "heading":
            if units:
                yield _Section(here(), tuple(units))
                units = []
            while path and path[-1][0] >= block.level:
                path.pop()
            path.append((block.level, block.text))
        elif not (block.kind == "paragraph" and LABELLED_DATE.match(block.text)):
            _add(units, block, here()[-1])
    if units:
        yield _Section(here(), tuple(units))


def _add(units: list[_Unit], block: Block, name: str) -> None:
    if block.kind == "paragraph":
        units.extend(_Unit(text, block.page) for text in _short_enough(block.text))
        return
    if block.kind == "table":
        lead = units.pop().text if units and _leads_in(units[-1].text) else ""
        rows = table_rows(block, name)
        if len(block.rows[0]) > 2 and len(rows) <= ROWS_ALONE:
            lead = lead if len(lead.split()) < 20 else ""
            units.extend(_Unit("\n".join(filter(None, [lead, row])), block.page, alone=True) for row in rows)
            return
        for group in _grouped(rows, PAIR_WORDS if len(rows) <= ROWS_ALONE else TABLE_WORDS):
            units.append(_Unit("\n".join(filter(None, [lead, *group])), block.page))
        return
    marks = block.marks or [f"{at}." if block.ordered else "-" for at in range(1, len(block.items) + 1)]
    lines = [f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True)]
    lead = units.pop().text if units and (_leads_in(units[-1].text) or units[-1].words < 30) else ""
    for group in _grouped(lines, MOST_WORDS):
        units.append(_Unit("\n".join(filter(None, [lead, *group])), block.page))
        lead = lead if len(lead.split()) < 30 else ""


def _leads_in(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text.split()) < 60


def _short_enough(text: str) -> Iterator[str]:
    """A long paragraph cut between sentences into parts of at most MOST_WORDS words."""
    if len(text.split()) <= MOST_WORDS:
        yield text
        return
    for group in _grouped(sentences(text), MOST_WORDS - 40):
        words = " ".join(group).split()
        for start in range(0, len(words), MOST_WORDS):  # a "sentence" without end marks must not grow for ever
            yield " ".join(words[start : start + MOST_WORDS])


def _grouped(lines: list[str], most: int) -> Iterator[list[str]]:
    group: list[str] = []
    count = 0
    for line in lines:
        words = len(line.split())
        if group and count + words > most:
            yield group
            group, count = [], 0
        group.append(line)
        count += words
    if group:
        yield group


def _packed(units: tuple[_Unit, ...]) -> Iterator[tuple[str, int | None]]:
    taken: list[_Unit] = []
    words = 0
    for unit in units:
        alone = unit.alone or (bool(taken) and taken[-1].alone)
        if taken and (alone or words + unit.words > (MOST_WORDS if words < LEAST_WORDS else 120)):
            yield "\n\n".join(one.text for one in taken), taken[0].page
            taken, words = [], 0
        taken.append(unit)
        words += unit.words
    if taken:
        yield "\n\n".join(one.text for one in taken), taken[0].page


def _merged(sections: list[_Section]) -> Iterator[_Section]:
    """Neighbours under one parent that are very short stand together, their headings inside the text."""
    waiting: list[_Section] = []
    for section in sections:
        if waiting and not (
            _mergeable(section)
            and section.path[:-1] == waiting[0].path[:-1]
            and section.units[0].page == waiting[0].units[0].page
            and sum(one.words for one in waiting) < 60
        ):
            yield _joined(waiting)
            waiting = []
        if _mergeable(section):
            waiting.append(section)
        else:
            yield section
    if waiting:
        yield _joined(waiting)


def _mergeable(section: _Section) -> bool:
    if section.words >= LEAST_WORDS or len(section.path) < 2 or section.path[-1].endswith("?"):
        return False
    return not any(unit.alone for unit in section.units) and not models(section.path[-1])


def _joined(sections: list[_Section]) -> _Section:
    if len(sections) == 1:
        return sections[0]
    units = tuple(
        _Unit(f"{section.path[-1].rstrip(':')}: {unit.text}" if at == 0 else unit.text, unit.page)
        for section in sections
        for at, unit in enumerate(section.units)
    )
    return _Section(sections[0].path[:-1], units)
