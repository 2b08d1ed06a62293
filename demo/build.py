"""Build the demonstration's PDF, DOCX and XLSX files, and the emails in old charsets, from readable sources.

Run ``python -m demo.build`` after a change in ``demo/sources``; the results are committed. The same sources give
the same bytes: dates inside the files are fixed.
"""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
MADE = datetime(2026, 4, 1, 9, 0, 0)


def build() -> list[Path]:
    """Build every file of ``sources/documents`` and ``sources/letters``; returns the paths written."""
    return [
        build_one(source, HERE / room)
        for room in ("documents", "letters")
        for source in sorted((SOURCES / room).iterdir())
    ]


def build_one(source: Path, folder: Path) -> Path:
    """Build one source into ``folder``; the ending says what becomes of it."""
    match source.suffix:
        case ".typ":
            target = folder / f"{source.stem}.pdf"
            target.write_bytes(_pdf(source))
        case ".md":
            target = folder / f"{source.stem}.docx"
            target.write_bytes(_fixed_zip(_docx(source.read_text(encoding="utf-8"))))
        case ".csv":
            target = folder / f"{source.stem}.xlsx"
            target.write_bytes(_fixed_zip(_xlsx(source)))
        case ".eml":
            target = folder / source.name
            target.write_bytes(_email(source.read_text(encoding="utf-8"), SOURCES / "attachments"))
        case _:
            raise ValueError(f"Nothing is built from {source.name}.")
    return target


def _pdf(source: Path) -> bytes:
    import typst

    pdf = typst.compile(str(source), format="pdf", ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def _docx(text: str) -> bytes:
    """Headings, pipe tables, numbered steps and paragraphs of Markdown as a Word document."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.created, properties.modified = "Quillow & Marsh", MADE, MADE
    for block in re.split(r"\n\s*\n", text.strip()):
        _docx_block(document, block.splitlines())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_block(document: Any, lines: list[str]) -> None:
    if heading := re.match(r"(#+) (.*)", lines[0]):
        document.add_heading(heading[2], level=len(heading[1]))
        lines = lines[1:]
    if not lines:
        return
    if lines[0].startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = value
        return
    for line in lines:
        step = re.match(r"\d+\. (.*)", line)
        document.add_paragraph(step[1] if step else line, style="List Number" if step else None)


def _xlsx(source: Path) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Spare parts")
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fixed_zip(data: bytes) -> bytes:
    """The same archive with every entry dated alike, so that the same source gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-04-01T09:00:00Z", content)
            fixed = zipfile.ZipInfo(entry.filename, date_time=MADE.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, content)
    return out.getvalue()


def _email(source: str, attachments: Path) -> bytes:
    """A plain email as its sender's program would send it.

    The source is UTF-8 text: headers, a blank line, the body. ``X-Charset`` and ``X-Encoding`` say how it leaves;
    ``X-Attach`` names a file of ``sources/attachments``. These three do not reach the result.
    """
    from email.message import EmailMessage

    head, _, body = source.partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    charset, encoding = headers.pop("X-Charset", "utf-8"), headers.pop("X-Encoding", "quoted-printable")
    attach = headers.pop("X-Attach", "")
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content(body, charset=charset, cte=encoding)
    if attach:
        file = attachments / attach
        main, sub = {".pdf": ("application", "pdf"), ".jpg": ("image", "jpeg")}.get(file.suffix, ("text", "plain"))
        message.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=file.name)
        message.set_boundary("=_quillow_" + file.stem)
    return message.as_bytes()


if __name__ == "__main__":
    for path in build():
        print(path.relative_to(HERE))
