"""PDF: page by page, running heads and feet dropped, tables as rows; a scan goes through tesseract when it is there."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from typing import Any

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.plain_text import from_text

MOST_PAGES = 1_000
_COLUMN_GAP = re.compile(r" {2,}")
_LIST_MARK = re.compile(r"^\s*(?:[-*•–‣◦]|\(?\d{1,2}[.)])\s+")


def read(data: bytes, name: str) -> Content:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("The PDF is locked with a password.", "Save a copy without the password and add that.")
        count = len(reader.pages)
    except Refusal:
        raise
    except (PyPdfError, Exception):  # noqa: BLE001  a damaged PDF makes pypdf raise nearly anything
        raise Refusal(
            "The PDF is damaged and can't be read.",
            "Open it in a viewer, print or export it to a new PDF, and add that.",
        ) from None
    if count > MOST_PAGES:
        raise Refusal(
            f"The PDF has {count:,} pages; {MOST_PAGES:,} is the most that is read at once.",
            "Split it and add the parts that customers ask about.",
        )
    pages = [_lines(page) for page in reader.pages]
    notes: list[str] = []
    if not any(line.strip() for page in pages for line in page):
        pages = _recognise(reader)
        notes.append(
            "The pages are scans; their text was recognised from the pictures and may hold slips: please read it."
        )
    blocks = _blocks(_without_running_lines(pages))
    meta = (reader.metadata.title or "") if reader.metadata else ""
    title = next((block.text for block in blocks if block.kind == "heading"), "") or meta
    return Content(title, tuple(blocks), {}, tuple(notes))


def _lines(page: Any) -> list[str]:
    try:
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)
        if not text.strip():
            text = page.extract_text()
    except Exception:  # noqa: BLE001  one unreadable page must not lose the others
        try:
            text = page.extract_text()
        except Exception:  # noqa: BLE001
            return []
    return str(text).split("\n")


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Drop lines that stand at the top or foot of most pages, with the page numbers taken as equal."""
    pages = [[line.rstrip() for line in page] for page in pages]
    if len(pages) > 1:
        seen: Counter[str] = Counter()
        for page in pages:
            seen.update({_shape(line) for line in _edge(page)})
        most = max(2, round(0.6 * len(pages)))
        running = {shape for shape, times in seen.items() if times >= most}
    else:
        running = set()
    cleaned = []
    for page in pages:
        edge = set(_edge(page))
        cleaned.append(
            [line for line in page if not (line in edge and (_shape(line) in running or _page_number(line)))]
        )
    return cleaned


def _edge(page: list[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return filled[:2] + filled[-2:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _page_number(line: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*", line, re.I))


def _blocks(pages: list[list[str]]) -> list[Block]:
    blocks: list[Block] = []
    for number, lines in enumerate(pages, start=1):
        for kind, chunk in _groups(lines):
            if kind == "table":
                rows = _rows(chunk)
                last = blocks[-1] if blocks else None
                if (
                    last is not None
                    and last.kind == "table"
                    and last.page == number - 1
                    and len(last.rows[0]) == len(rows[0])
                ):
                    body = rows[1:] if rows[0] == last.rows[0] else rows  # the table goes on over the page's edge
                    blocks[-1] = Block("table", rows=last.rows + body, page=last.page)
                else:
                    blocks.append(Block("table", rows=rows, page=number))
            else:
                blocks.extend(from_text("\n".join(_unwrapped(chunk)), page=number).blocks)
    return [_not_title(block, first=index == 0) for index, block in enumerate(blocks)]


def _not_title(block: Block, first: bool) -> Block:
    if block.kind == "heading" and not first and block.level == 1:
        return Block("heading", block.text, level=2, page=block.page)
    return block


def _groups(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Split a page into runs of table lines (two or more lines with wide gaps at the same places) and the rest."""
    groups: list[tuple[str, list[str]]] = []
    flags = [_tabular(line) for line in lines]
    for index, line in enumerate(lines):
        if flags[index]:
            kind = "table"
        elif not line.strip() and groups and groups[-1][0] == "table" and any(flags[index + 1 : index + 3]):
            continue  # an empty line between two rows
        else:
            kind = "text"
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(line)
        else:
            groups.append((kind, [line]))
    return [(("text" if kind == "table" and not _is_table(chunk) else kind), chunk) for kind, chunk in groups]


def _tabular(line: str) -> bool:
    cells = [cell for cell in _COLUMN_GAP.split(line.strip()) if cell]
    return len(cells) >= 2 and not _LIST_MARK.match(line) and max(len(cell) for cell in cells) < 90


def _is_table(chunk: list[str]) -> bool:
    return sum(1 for line in chunk if line.strip()) >= 2


def _spans(line: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0].strip()) for found in re.finditer(r"\S+(?: \S+)*", line)]


def _rows(chunk: list[str]) -> tuple[tuple[str, ...], ...]:
    """Cells by the column that they start in; a line with an empty first column continues the row above."""
    lines = [_spans(line) for line in chunk if line.strip()]
    widest = max(lines, key=len)
    starts = [start for start, _ in widest]
    rows: list[list[str]] = []
    for spans in lines:
        row = [""] * len(starts)
        for start, text in spans:
            column = min(range(len(starts)), key=lambda at: abs(starts[at] - start))
            row[column] = f"{row[column]} {text}".strip()
        if rows and not row[0] and sum(map(bool, row)) < len(row):
            rows[-1] = [f"{old} {new}".strip() for old, new in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return tuple(tuple(row) for row in rows)


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines of prose with the layout's inner spaces made single, left edge kept flat, and hyphenated breaks joined."""
    flat = [" ".join(line.split()) for line in lines]
    joined: list[str] = []
    for line in flat:
        if joined and re.search(r"[a-z]-$", joined[-1]) and line[:1].islower():
            joined[-1] = joined[-1][:-1] + line
        else:
            joined.append(line)
    return joined


def _recognise(reader: Any) -> list[list[str]]:
    """OCR of the pages' pictures. Raises Refusal when tesseract is not installed or finds nothing."""
    refusal = Refusal(
        "The PDF is a scan: it holds pictures of pages and no text.",
        "Install tesseract to have scans read, or run the PDF through a text recognition program and add the result.",
    )
    program = shutil.which("tesseract")
    if program is None:
        raise refusal
    pages = [_recognise_page(program, page) for page in list(reader.pages)[:30]]
    if sum(len(line.split()) for page in pages for line in page) < 3:
        raise Refusal(
            "The PDF is a scan, and no readable words were found in its pictures.",
            "Scan it again at 300 dpi, upright, or add the text itself.",
        )
    return pages


def _recognise_page(program: str, page: Any) -> list[str]:
    import subprocess

    lines: list[str] = []
    try:
        pictures = list(page.images)
    except Exception:  # noqa: BLE001  a picture in a format that can't be unpacked
        return lines
    for picture in pictures:
        try:
            done = subprocess.run(
                [program, "stdin", "stdout"], input=picture.data, capture_output=True, timeout=60, check=False
            )
        except subprocess.TimeoutExpired:
            continue
        lines += done.stdout.decode("utf-8", errors="replace").split("\n")
    return lines
