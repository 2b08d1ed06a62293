"""A source told apart into what stands by itself: sentences, items of lists, cells of tables, each with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidelines.sentences import split_sentences

_ROW = re.compile(r"(?P<head>[^\n|]{1,120}?) [—–] (?P<cells>[^\n:;]{1,60}: .+)")
_CELL = re.compile(r"(?P<label>[^:;]{1,60}): (?P<value>.*?)(?:; (?=[^:;]{1,60}: )|$)")
_RULE = re.compile(r"[\s|:+=-]+")
_BULLET = re.compile(r"\s*(?:[-*•–·]|\(?\d{1,2}[.)]|#{1,6})\s+")
_TOPIC = re.compile(r"(?P<topic>[A-Z\d\"“*][^.:;!?|\n]{0,70}?)\**:\s+(?=\S)")
_MOST_WORDS_OF_A_TOPIC = 9


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What stands by itself in a text, as ``text == whole[start:end]``.

    ``subject`` is what it speaks of without saying so: the head of its row, the words that open its list, the topic
    before a colon. ``before`` is what its paragraph said just before.
    """

    start: int
    end: int
    text: str
    subject: str = ""
    before: str = ""


@lru_cache(maxsize=4_000)
def lines_of(text: str) -> tuple[SourceLine, ...]:
    """The lines of a source in their order; what is neither row nor list is told apart into sentences."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[SourceLine]:
    opening = ""  # the words that open a list, for its items
    labels: list[str] = []  # of a table that is drawn with bars
    at = 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        line = raw.strip()
        if not line:
            continue
        if "|" in line and (labels or line.startswith("|") or line.count("|") > 1):
            if not _RULE.fullmatch(line):
                if labels:
                    yield from _cells(text, start, raw, labels)
                else:
                    labels = [cell.strip() for cell in line.strip("|").split("|")]
            continue
        labels = []
        bullet = _BULLET.match(raw)
        if row := _ROW.match(raw, bullet.end() if bullet else 0):
            yield from _row(text, start, row)
            continue
        if not bullet:
            opening = ""
        if line.endswith(":"):
            opening = line
        yield from _sentences(
            text, start + (bullet.end() if bullet else 0), start + len(raw), opening if bullet else ""
        )


def _cells(text: str, start: int, raw: str, labels: list[str]) -> Iterator[SourceLine]:
    """The cells of a row that is drawn with bars; its first one is what the row is about."""
    places = [match.span() for match in re.finditer(r"[^|]+", raw)]
    cells = [(start + a, start + b) for a, b in places if raw[a:b].strip() or labels]
    if not cells:
        return
    head = text[slice(*cells[0])].strip()
    for number, (a, b) in enumerate(cells):
        label = labels[number] if number < len(labels) else ""
        yield SourceLine(a, b, text[a:b], f"{head} {label}" if number else label)


def _row(text: str, start: int, row: re.Match[str]) -> Iterator[SourceLine]:
    """The cells of a row that is told as "Everyday — data: 30 GB; price: £16"."""
    head_start, head_end = row.span("head")
    yield SourceLine(start + head_start, start + head_end, row["head"], before=row["cells"])
    for cell in _CELL.finditer(row.string, row.start("cells"), row.end("cells")):
        a, b = start + cell.start("label"), start + cell.end("value")
        yield SourceLine(a, b, text[a:b], row["head"])


def _sentences(text: str, start: int, end: int, opening: str) -> Iterator[SourceLine]:
    topic, before = "", ""
    for a, b in split_sentences(text, start, end):
        said = text[a:b]
        if (match := _TOPIC.match(said)) and len(match["topic"].split()) <= _MOST_WORDS_OF_A_TOPIC:
            topic, before = match["topic"], ""
        yield SourceLine(a, b, said, f"{opening} {topic}".strip(), before)
        before = said
