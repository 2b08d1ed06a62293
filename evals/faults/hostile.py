"""Files made to hurt a reader: nested without end, locked, huge, unpacking to far more than they are."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping

from evals.faults.samples import archive, samples

_DEEP = (200, 3_000, 40_000)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def nested(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """One thing inside itself many times: tags, quotes, lists, tables, archives, parts of a message."""
    deep = draw.choice(_DEEP)
    ways = {
        "deep.html": lambda: b"<div>" * deep + b"<p>Text in the middle.</p>" + b"</div>" * deep,
        "tables.html": lambda: b"<table><tr><td>" * deep + b"Text",
        "lists.html": lambda: b"<ul><li>one" * deep,
        "quotes.md": lambda: b"> " * deep + b"Text in the middle.",
        "lists.md": lambda: b"\n".join(b" " * (2 * at) + b"- item" for at in range(min(deep, 1_000))),
        "brackets.md": lambda: b"[" * deep + b"text" + b"](a)" * deep,
        "stars.md": lambda: b"*a **b " * deep,
        "deep.docx": lambda: part_replaced(
            "boats.docx", "word/document.xml", _body("<w:sdt><w:sdtContent>" * deep, "</w:sdtContent></w:sdt>" * deep)
        ),
        "parts.eml": lambda: b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(min(deep, 3_000))
        ),
        "lists.pdf": lambda: samples()["handbook.pdf"].replace(b"/Kids [", b"/Kids [" + b"[" * deep, 1),
        "zips.zip": lambda: _zips(draw.choice((2, 3, 12)), data, name),
    }
    chosen = draw.choice(sorted(ways))
    return chosen, ways[chosen]()


def encrypted(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """Locked with a password, or saying so."""
    kind = draw.randrange(4)
    if kind == 0:
        return "locked.pdf", _locked_pdf("secret" if draw.random() < 0.6 else "")
    if kind == 1:
        return draw.choice(("locked.docx", "locked.xlsx")), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + draw.randbytes(3_000)
    target = draw.choice(("all.zip", "boats.docx", "rates.xlsx"))
    return target, flagged(samples()[target], draw if kind == 2 else None)


def huge(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """Much of one thing: bytes, rows, words, cells, pages, members."""
    ways = {
        "zeros.txt": lambda: bytes(31_000_000),
        "words.txt": lambda: b"word " * draw.choice((200_000, 2_000_000)),
        "line.md": lambda: b"word" * 1_000_000,
        "rows.csv": lambda: b"".join(b"P-%d,name,%d\n" % (at, at) for at in range(200_000)),
        "cell.csv": lambda: b'a,"' + b"x" * 2_000_000 + b'"\n',
        "columns.csv": lambda: b",".join(b"%d" % at for at in range(100_000)) + b"\n1\n",
        "tags.html": lambda: b"<p>One <b>two</b> three.</p>" * 60_000,
        "table.html": lambda: b"<table>" + b"<tr><td colspan=50 rowspan=500>a</td><td>b</td></tr>" * 5_000,
        "style.html": lambda: (
            b"<style>" + b".a .b > .c ~ p {display:none}" * 30_000 + b"</style>" + b"<p>word</p>" * 5_000
        ),
        "paragraphs.docx": lambda: part_replaced(
            "boats.docx", "word/document.xml", _body("<w:p><w:r><w:t>Word</w:t></w:r></w:p>" * 400_000, "")
        ),
        "cells.xlsx": lambda: part_replaced("rates.xlsx", "xl/worksheets/sheet1.xml", _sheet(300_000)),
        "pages.pdf": lambda: many_pages(draw.choice((300, 5_000))),
        "members.zip": lambda: archive({f"{at}.md": b"# A\n\nText." for at in range(draw.choice((300, 6_000)))}),
        "padded" + name[name.rfind(".") :]: lambda: data + bytes(draw.choice((1_000_000, 31_000_000))),
    }
    chosen = draw.choice(sorted(ways))
    return chosen, ways[chosen]()


def bomb(draw: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """Small files that unpack or expand to far more, and entities that point outside."""
    zeros = bytes(8_000_000)
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    text = "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"
    ways = {
        "bomb.zip": lambda: archive({f"{at}.txt": zeros for at in range(40)}),
        "bombs.zip": lambda: archive({f"{at}.zip": archive({"a.txt": zeros, "b.txt": zeros}) for at in range(30)}),
        "liar.docx": lambda: understated(part_replaced("boats.docx", "word/media/a.png", bytes(60_000_000), 4)),
        "liar.zip": lambda: understated(archive({"a.txt": zeros, "b.txt": zeros})),
        "laughs.docx": lambda: part_replaced("boats.docx", "word/document.xml", _body(text, "", entities)),
        "outside.docx": lambda: part_replaced("boats.docx", "word/document.xml", _body(text, "", outside)),
        "laughs.xlsx": lambda: part_replaced(
            "rates.xlsx", "xl/worksheets/sheet1.xml", entities.encode() + b"<worksheet>&l9;</worksheet>"
        ),
        "utf16.xlsx": lambda: part_replaced(
            "rates.xlsx", "xl/workbook.xml", entities.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
        ),
        "laughs.html": lambda: f"{entities}<html><body><p>&l9; Text of the page.</p></body></html>".encode(),
        "outside.zip": lambda: archive(
            {"../../a.md": b"# A", "/etc/b.md": b"# B", "C:\\c.md": b"# C", "d.md": b"# D\n\nE."}
        ),
    }
    chosen = draw.choice(sorted(ways))
    return chosen, ways[chosen]()


def part_replaced(sample: str, part: str, body: bytes, copies: int = 1) -> bytes:
    """A good office file with one part replaced, or several new ones put in."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(samples()[sample])) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != part:
                new.writestr(one, old.read(one))
        for copy in range(copies):
            new.writestr(part if copies == 1 else part.replace("/a.", f"/a{copy}."), body)
    return packed.getvalue()


def understated(data: bytes) -> bytes:
    """A ZIP whose directory declares that every member has 100 bytes."""
    changed, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        changed[at + 24 : at + 28] = struct.pack("<I", 100)
        at += 4
    return bytes(changed)


def flagged(data: bytes, draw: random.Random | None) -> bytes:
    """A ZIP whose members say that they are locked: all of them, or those that ``draw`` chooses."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := data.find(signature, at)) != -1:
            if draw is None or draw.random() < 0.5:
                changed[at + offset] |= 1
            at += 4
    return bytes(changed)


def _body(before: str, after: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f"{head}<w:document {_W}><w:body>{before}<w:p/>{after}</w:body></w:document>".encode()


def _sheet(rows: int) -> bytes:
    cells = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>2</v></c></row>' for at in range(1, rows)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()


def _zips(deep: int, data: bytes, name: str) -> bytes:
    packed: Mapping[str, bytes] = {name: data}
    for _ in range(deep):
        packed = {"inner.zip": archive(packed)}
    return packed["inner.zip"]


def _locked_pdf(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(samples()["handbook.pdf"])))
    writer.encrypt(password, "owner", algorithm="AES-256")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def many_pages(count: int) -> bytes:
    """A PDF of many pages that share one content."""
    kids = b" ".join(b"%d 0 R" % (4 + at) for at in range(count))
    body = b"BT /F1 12 Tf 72 700 Td (The same words on every page of it.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        b"<</Length %d>>stream\n" % len(body) + body + b"\nendstream",
    ]
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources" + font + b">>"
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate([*objects, *[page] * count], start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + one + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start))
