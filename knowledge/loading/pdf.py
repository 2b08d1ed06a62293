"""PDF: page by page through pdfium, which tells each letter's place; scanned pages through text recognition."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.hidden import Hidden
from knowledge.loading.limits import MOST_PAGES, SECONDS
from knowledge.loading.pdf_blocks import blocks_of
from knowledge.loading.pdf_lines import without_running_lines
from knowledge.loading.pdf_text import Page, read_page
from knowledge.loading.plain_text import from_text, is_heading
from knowledge.loading.recognition import Recognised, recognise

_SHARE = 0.7  # of the time for a file: the pages' letters; the rest is for their order
_FEW = 5  # words on a page whose picture holds the rest


def read(data: bytes, name: str) -> Content:
    began = time.monotonic()
    document = _opened(data)
    count = len(document)
    if count > MOST_PAGES:
        raise Refusal(
            f"The PDF has {count:,} pages; {MOST_PAGES:,} is the most that is read at once.",
            "Split it and add the parts that customers ask about.",
        )
    hidden = Hidden()
    pages: list[Page] = []
    for number in range(1, count + 1):
        pages.append(read_page(document, number, hidden))
        if time.monotonic() - began > _SHARE * SECONDS:
            break
    notes = [_cut(len(pages), count)] if len(pages) < count else []
    scans = [page.number for page in pages if page.words < _FEW and page.pictured > 0.25]
    recognised = recognise(document, scans) if scans else Recognised({}, ())
    if sum(page.words for page in pages if page.number not in scans) == 0 and recognised.words < 3:
        raise _scan(recognised, bool(scans), hidden)
    without_running_lines(pages)
    blocks = _blocks(pages, recognised)
    notes += [*_said(recognised), *_layer(pages), *hidden.notes()]
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    return Content(title or str(document.get_metadata_value("Title") or ""), tuple(blocks), {}, tuple(notes))


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise pypdfium2.PdfiumError("no page")
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Refusal(
                "The PDF is locked with a password.", "Save a copy without the password and add that."
            ) from None
        raise Refusal(
            "The PDF is damaged and can't be read.",
            "Open it in a viewer, print or export it to a new PDF, and add that.",
        ) from None
    return document


def _blocks(pages: Sequence[Page], recognised: Recognised) -> list[Block]:
    """Blocks of set pages and of recognised ones, in the order of the pages."""
    blocks = blocks_of([page for page in pages if page.number not in recognised.texts])
    if not any(block.kind == "heading" for block in blocks):
        blocks = _by_shape(blocks)
    for number, text in recognised.texts.items():
        blocks += from_text(text, page=number).blocks
    return sorted(blocks, key=lambda block: block.page or 0)


def _by_shape(blocks: list[Block]) -> list[Block]:
    """A document in one size and weight: headings can only be told by their shape, as in a plain text."""
    shaped: list[Block] = []
    for at, block in enumerate(blocks):
        heads = at + 1 < len(blocks) and block.kind == "paragraph" and is_heading(block.text, alone=True, first=not at)
        shaped.append(replace(block, kind="heading", level=2 if at else 1) if heads else block)
    return shaped


def _cut(read_pages: int, count: int) -> str:
    return (
        f"Only the first {read_pages:,} of {count:,} pages were read in the time for one file. "
        "Split it and add the parts to have the rest."
    )


def _said(recognised: Recognised) -> list[str]:
    if not recognised.pages:
        return []
    done = [number for number in recognised.pages if number in recognised.texts]
    left = [number for number in recognised.pages if number not in recognised.texts]
    notes: list[str] = []
    if done:
        are = "page is a scan; its" if len(done) == 1 else "pages are scans; their"
        notes.append(f"{len(done)} {are} text was recognised from the picture and may hold slips: please read it.")
    if left and recognised.installed:
        notes.append(
            f"The time was enough for the first {len(done)} of {len(done) + len(left)} scanned pages. "
            "Split the file and add the parts to have the rest."
        )
    elif left:
        notes.append(
            f"{len(left)} scanned {'page was' if len(left) == 1 else 'pages were'} left out. "
            "Install tesseract to have scans read."
        )
    return notes


def _layer(pages: Sequence[Page]) -> list[str]:
    layered = sum(page.recognised and page.words > 0 for page in pages)
    if not layered:
        return []
    are = "page is a scan" if layered == 1 else "pages are scans"
    return [f"{layered} {are} with a text that a program recognised and may hold slips: please read it."]


def _scan(recognised: Recognised, pictured: bool, hidden: Hidden) -> Refusal:
    if not pictured:
        noted = hidden.notes()
        return Refusal(
            " ".join(["The PDF holds no text that a reader sees.", *noted]),
            "Check that it is the right file, and add one that holds the text itself.",
        )
    if not recognised.installed:
        return Refusal(
            "The PDF is a scan: it holds pictures of pages and no text.",
            "Install tesseract to have scans read, or add the result of a text recognition program.",
        )
    return Refusal(
        "The PDF is a scan, and no readable words were found in its pictures.",
        "Scan it again at 300 dpi, upright, or add the text itself.",
    )
