"""Good files of every format that is read, made in code, with all that the format can hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cache

MARKDOWN = """---
version: 2
---
# Looking after the boiler

Read this **before** the winter.

## Resetting it

1. Press the red button.
2. Wait for ten seconds.
   - The light turns green.
3. Turn the dial to 4.

| Model | Warranty | Price |
|-------|----------|-------|
| B-10  | 24 months | £890 |
| B-10S | 36 months | £990 |
"""
TEXT = """OPENING HOURS

Our shop in Exeter is open from nine to five on working days.

Holidays
We are closed on 25 and 26 December and on New Year's Day.

1. Ring the bell.
2. Wait at the door.
"""
PAGE = """<!doctype html><html><head><title>Care | Shop</title><style>.note{display:none}</style>
<script>var a = 1;</script></head><body><nav><a href="/">Home</a></nav><div class="cookie-bar">We use cookies.</div>
<main><h1>Caring for wool</h1><p>Wash it at 30 degrees by hand, in plenty of water &amp; with a mild soap.</p>
<ol><li>Soak it</li><li>Rinse it<ul><li>twice</li></ul></li></ol><p class="note">Nobody sees this.</p>
<table><tr><th>Yarn</th><th colspan="2">Heat</th></tr><tr><td rowspan="2">Merino</td><td>30</td><td>40</td></tr>
<tr><td>20</td><td>30</td></tr></table><details><summary>May I iron it?</summary><p>No, never.</p></details></main>
<footer>Imprint</footer></body></html>"""
TABLE = "Part;For;Price\n" + "".join(f"P-{number};B-10;£{number}.50\n" for number in range(1, 40))
MAIL = """From: desk@example.org
To: all@example.org
Subject: Recall of lids
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=utf-8

Stop selling lids that were made in May. Customers get a new one free of charge.
--c
Content-Type: text/html; charset=utf-8

<p>Stop selling lids that were made in <b>May</b>.</p>
--c--
--b
Content-Type: application/pdf; name="list.pdf"
Content-Disposition: attachment; filename="list.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjcK
--b--
"""
PRINTED = """#set page(header: [Acme handbook], footer: context [Page #counter(page).display()])
= Sick leave
Tell your manager before nine in the morning on the first day. Send the doctor's note within three days.
== What to do
+ Ring the office.
+ Write down who took the call.
#table(columns: 3, [Class], [Limit], [Approval], [Train], [£120], [manager], [Flight], [£400], [director])
#pagebreak()
= Travel costs
Keep every receipt and hand them in by the fifth of the month, with the form that hangs in the hall.
"""


@cache
def samples() -> Mapping[str, bytes]:
    """Name and bytes of a good file of every format, an archive of some of them among them."""
    files = {
        "boiler.md": MARKDOWN.encode(),
        "hours.txt": TEXT.encode(),
        "care.html": PAGE.encode(),
        "parts.csv": TABLE.encode("utf-8"),
        "recall.eml": MAIL.replace("\n", "\r\n").encode(),
        "rates.xlsx": workbook(),
        "boats.docx": document(),
        "handbook.pdf": printed(PRINTED),
        "scan.pdf": scan("The pump has a warranty of thirty months from the day of delivery."),
    }
    return {**files, "all.zip": archive(files)}


def archive(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return packed.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Prices"
    for row in (["Plan", "Fee", "From"], ["Basic", 9.5, date(2026, 3, 1)], ["Plus", 19.5, date(2026, 4, 1)]):
        sheet.append(row)
    sheet["B2"].number_format = "£#,##0.00"
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Margins").sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def document() -> bytes:
    from docx import Document

    made = Document()
    made.add_heading("Boat hire", 0)
    made.add_heading("Deposit", 1)
    made.add_paragraph("The deposit is £50, and you have it back when the boat is whole.")
    table = made.add_table(rows=3, cols=3)
    for at, cell in enumerate(["Boat", "Hour", "Day", "Canoe", "£12", "£50", "Punt", "£18", "£70"]):
        table.cell(at // 3, at % 3).text = cell
    for step in ("Sign the form.", "Take the paddles."):
        made.add_paragraph(step, style="List Number")
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def printed(source: str) -> bytes:
    """A PDF of a typst source."""
    import typst

    return bytes(typst.compile(source.encode("utf-8")))


def scan(text: str) -> bytes:
    """A PDF whose only page is a picture of ``text``, as a scanner makes it."""
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as folder:
        picture = typst.compile(f"#set page(width: 148mm, height: 70mm)\n{text}".encode(), format="png", ppi=150)
        assert isinstance(picture, bytes)
        Path(folder, "page.png").write_bytes(picture)
        page = Path(folder, "page.typ")
        page.write_text('#set page(width: 148mm, height: 70mm, margin: 0pt)\n#image("page.png", width: 100%)')
        return bytes(typst.compile(str(page)))
