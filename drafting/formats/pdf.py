"""A letter in PDF: its text, page by page."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

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
        pages = [reader.pages[number].extract_text() or "" for number in range(min(count, _MOST_PAGES))]
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
