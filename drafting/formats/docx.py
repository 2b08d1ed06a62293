"""A letter in DOCX: paragraphs and tables in order, with hidden runs taken out and reported."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from drafting.errors import LetterUnreadable
from drafting.formats.raw import Raw, hidden_notice

_MOST_UNPACKED = 200_000_000


def read_docx(data: bytes) -> Raw:
    """Read a DOCX letter. Raises LetterUnreadable when the file is damaged, locked or holds no text."""
    broken = LetterUnreadable(
        "This Word file is damaged and could not be read.", "Open it in Word and save it again, or paste its text."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                raise LetterUnreadable(
                    "This Word file unpacks to more than 200 MB.", "Paste the letter's text instead."
                )
            if "word/document.xml" not in package.namelist():
                raise broken
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise broken from error
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        hidden: list[str] = []
        section = document.sections[0] if document.sections else None
        head = _block(section.header, hidden) if section else ""
        body = _block(document, hidden)
        foot = _block(section.footer, hidden) if section else ""
    except Exception as error:
        raise broken from error
    text = f"{head}\n\n{body}" if head else body
    if not text.strip():
        raise LetterUnreadable("This Word file holds no text.", "If the letter is a picture, paste or type its words.")
    return Raw(text=text, format="docx", footer=foot, notices=(hidden_notice(hidden),) if hidden else ())


def _block(container: Any, hidden: list[str]) -> str:
    from docx.table import Table

    lines: list[str] = []
    for item in container.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells: list[str] = []
                for cell in row.cells:
                    words = " ".join(_paragraph(paragraph, hidden) for paragraph in cell.paragraphs).strip()
                    if words and (not cells or cells[-1] != words):  # merged cells come once for each column
                        cells.append(words)
                if cells:
                    lines.append(", ".join(cells))
        else:
            # Empty paragraphs are kept as empty lines: Word letters part their blocks with them or with spacing.
            words = _paragraph(item, hidden)
            style = (item.style.name or "").lower() if item.style is not None else ""
            lines.append(f"- {words}" if words and style.startswith("list") else words)
    spaced = any(not line for line in lines)
    joint = "\n" if spaced or all(len(line) < 60 for line in lines) else "\n\n"
    return joint.join(lines).strip()


def _paragraph(paragraph: Any, hidden: list[str]) -> str:
    from docx.text.run import Run

    out: list[str] = []
    for item in paragraph.iter_inner_content():
        runs = [item] if isinstance(item, Run) else item.runs
        for run in runs:
            (hidden if _unseen(run) and run.text.strip() else out).append(run.text)
    return "".join(out).strip()


def _unseen(run: Any) -> bool:
    font = run.font
    colour = str(font.color.rgb) if font.color is not None and font.color.rgb is not None else ""
    tiny = font.size is not None and font.size.pt <= 2
    white = len(colour) == 6 and all(int(colour[place : place + 2], 16) > 235 for place in (0, 2, 4))
    return bool(font.hidden) or tiny or (white and font.highlight_color is None)
