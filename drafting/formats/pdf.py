"""A letter in PDF: its text, page by page."""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections import Counter
from typing import Any

from drafting.errors import LetterUnreadable
from drafting.formats.raw import Raw

_MOST_PAGES = 60


def read_pdf(data: bytes) -> Raw:
    """Read a PDF letter. Raises LetterUnreadable when it is encrypted, broken, or a scan without text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings are about syntax, not for a responder
    notices: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LetterUnreadable(
                "This PDF is locked with a password.", "Ask for a copy without one, or paste its text."
            )
        count = len(reader.pages)
        pages = [_page_text(reader.pages[number]) for number in range(min(count, _MOST_PAGES))]
    except LetterUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError,
            NotImplementedError, AssertionError, OverflowError, ZeroDivisionError) as error:  # fmt: skip
        raise LetterUnreadable(
            "This PDF is damaged and could not be read.", "Open it in a viewer and save it again, or paste its text."
        ) from error
    if count > _MOST_PAGES:
        notices.append(f"Only the first {_MOST_PAGES} of {count} pages were read.")
    pages = _without_page_lines(pages)
    text = _unspaced("\n".join(pages))
    if len(re.sub(r"\W", "", text)) < 8:
        raise LetterUnreadable(
            "This PDF holds pictures of pages and no text.", "Paste or type the letter's words; the original is kept."
        )
    return Raw(text=text, format="pdf", notices=tuple(notices))


def _page_text(page: Any) -> str:
    """A page's text with an empty line where the page leaves a wider gap: between paragraphs, above a signature."""
    pieces: list[str] = []
    heights: list[tuple[int, float]] = []
    length = 0

    def visit(piece: str, user: list[float], matrix: list[float], font: object, size: float) -> None:
        nonlocal length
        if piece.strip():
            inset = len(piece) - len(piece.lstrip())
            heights.append((length + inset, matrix[4] * user[1] + matrix[5] * user[3] + user[5]))
        pieces.append(piece)
        length += len(piece)

    text: str = page.extract_text(visitor_text=visit) or ""
    whole = "".join(pieces)
    if whole.strip() != text.strip():
        return text
    lines: list[tuple[str, float | None]] = []
    offset = 0
    for line in whole.split("\n"):
        here = [height for place, height in heights if offset <= place <= offset + len(line)]
        lines.append((line, here[0] if here else None))
        offset += len(line) + 1
    return _spaced(lines)


def _spaced(lines: list[tuple[str, float | None]]) -> str:
    """Lines with their heights on the page (points, upwards), joined; a gap over 1.35 usual steps is an empty line."""
    filled = [(line, height) for line, height in lines if line.strip()]
    steps = [
        above - below
        for (_, above), (_, below) in itertools.pairwise(filled)
        if above is not None and below is not None and above - below > 1
    ]
    if not steps:
        return "\n".join(line for line, _ in lines)
    usual = sorted(steps)[len(steps) // 4]
    out: list[str] = []
    before: float | None = None
    for line, height in filled:
        if before is not None and height is not None and before - height > 1.35 * usual:
            out.append("")
        out.append(line)
        before = height if height is not None else before
    return "\n".join(out)


def _without_page_lines(pages: list[str]) -> list[str]:
    """Leave out running heads and page numbers: short lines that return at the edge of most pages."""
    split = [page.strip("\n").split("\n") for page in pages]
    edges = Counter(re.sub(r"\d+", "#", line.strip()) for page in split for line in {*page[:1], *page[-1:]})
    out = []
    for number, page in enumerate(split):
        for edge in (-1, 0):
            line = page[edge].strip() if page else ""
            shape = re.sub(r"\d+", "#", line)
            repeated = len(split) > 1 and edges[shape] == len(split) and len(line) < 80 and (number > 0 or edge == -1)
            if line and (repeated or re.fullmatch(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", line, re.I)):
                page = page[:-1] if edge == -1 else page[1:]
        out.append("\n".join(page))
    return out


def _unspaced(text: str) -> str:
    text = re.sub(r"(?<=\w)-\n(?=[a-z])", "", text) if re.search(r"[a-z]{3,}-\n[a-z]{3,}", text) else text
    return re.sub(r"[ \t]{2,}", " ", text)
