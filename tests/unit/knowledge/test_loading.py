"""Plain text, charsets, and what every format has in common: what can't be read says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from evals.faults.samples import samples
from knowledge.loading.content import Block, Refusal
from knowledge.loading.encoding import decode
from knowledge.loading.formats import is_document, read_document
from knowledge.loading.reader import Reader
from knowledge.loading.tables import table_blocks
from knowledge.splitting import table_rows


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve café".encode(), "naïve café"),
        ("naïve café — £5".encode("cp1252"), "naïve café — £5"),
        ("grüße".encode("utf-16"), "grüße"),
        (b"\xef\xbb\xbfplain", "plain"),
    ],
)
def test_charsets_are_recognised(data: bytes, text: str) -> None:
    assert decode(data) == text


def encrypted_pdf() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def broken_docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b" \n", "empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
        ("noise.txt", bytes(range(256)) * 20, "does not hold text"),
        ("locked.pdf", encrypted_pdf(), "password"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        ("broken.docx", broken_docx(), "broken"),
        ("sheet.docx", samples()["rates.xlsx"], "holds no DOCX document"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("words.pdf", b"just words", "holds no PDF"),
        ("film.mov", b"moov", "can't be read"),
        ("old.doc", b"words", "can't be read"),
        ("README", b"words", "has no ending"),
        ("menu.html", b"<nav><a>Home</a><a>Shop</a></nav>", "No text"),
        ("large.txt", b"a " * 16_000_000, "has 32 MB; 30 MB is the most"),
        ("words.txt", b"word " * 600_000, "600,000 words"),
        ("note.eml", bytes(range(256)) * 40, "does not hold text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, data: bytes, said: str, reader: Reader) -> None:
    with pytest.raises(Refusal) as refused:
        reader.read(name, data)
    assert said in refused.value.message
    assert refused.value.next_step.endswith(".")
    assert "Traceback" not in refused.value.message


def test_an_old_format_is_told_which_new_one_to_save_as() -> None:
    with pytest.raises(Refusal) as refused:
        read_document("old.xls", b"words")
    assert refused.value.next_step.endswith("save it as XLSX.")


def test_a_good_file_of_every_format_is_read(reader: Reader) -> None:
    for name, data in samples().items():
        if is_document(name):
            content = reader.read(name, data)
            assert any(block.kind != "heading" for block in content.blocks), name
    assert [one.name for one in reader.unpack("all.zip", samples()["all.zip"])] == [
        name for name in samples() if is_document(name)
    ]


def test_a_heading_that_runs_into_its_sentence_is_a_heading() -> None:
    text = (
        "GARDEN HOSE\n\nThe hose takes up to 6 bar and may lie in the sun all the summer.\nFrost\nEmpty the hose before "
        "the first\nfrost and keep it in the shed until the spring comes.\nConnectors\n1. Push.\n2. Turn.\n"
    )
    blocks = read_document("hose.txt", text.encode()).blocks
    assert [block.text for block in blocks if block.kind == "heading"] == ["GARDEN HOSE", "Frost", "Connectors"]


def test_wrapped_prose_and_addresses_hold_no_headings() -> None:
    text = (
        "Returns\n\nSend everything to the returns desk of our workshop in\nExeter, and add the form.\n\n"
        "Marsh Ltd\n12 High Street\nExeter\nEX4 7QP\n\nWe refund within five days. If you paid with a\nVisa card it goes back there.\n"
    )
    blocks = read_document("returns.txt", text.encode()).blocks
    assert [block.text for block in blocks if block.kind == "heading"] == ["Returns"]


def test_steps_of_a_text_keep_their_numbers_and_a_note_of_one_line_is_text() -> None:
    blocks = read_document("a.txt", b"RESET\n\nStep 3: Press it.\nStep 4: Hold it.\n").blocks
    assert blocks[1].marks == ("3.", "4.")
    assert read_document("b.txt", b"We deliver on Sundays").blocks == (Block("paragraph", "We deliver on Sundays"),)


def rows_of(*rows: tuple[str, ...], **how: bool) -> list[str]:
    return [text for block in table_blocks(rows, **how) for text in table_rows(block) or [block.text]]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            (("", "QF-40", "QF-40S"), ("Warranty", "24 months", "36 months")),
            ["Warranty — QF-40: 24 months; QF-40S: 36 months."],
        ),
        (
            (("Model", "Price", ""), ("", "UK", "Abroad"), ("QF-40", "£89", "£99")),
            ["QF-40 — price UK: £89; price Abroad: £99."],
        ),
        (
            (("Model", "Price", "Term"), ("Filters", "", ""), ("QF-40", "£89", "2 years"), ("Jugs", "", ""), ("B-1", "£9", "1 year")),
            ["Filters:", "QF-40 — price: £89; term: 2 years.", "Jugs:", "B-1 — price: £9; term: 1 year."],
        ),
        ((("Train", "£120", "manager"), ("Flight", "£400", "director")), ["Train, £120, manager.", "Flight, £400, director."]),
        ((("Colour", "Red"), ("Weight", "2 kg"), ("Length", "3 m")), ["Colour: Red.", "Weight: 2 kg.", "Length: 3 m."]),
        ((("Country", "Delivery"), ("France", "3 days"), ("Spain", "4 days")), ["France — delivery: 3 days.", "Spain — delivery: 4 days."]),
        ((("Model", "Size", "Price"), ("QF-40", "S", "£8"), ("", "L", "£9")), ["QF-40 — size: S; price: £8.", "QF-40 — size: L; price: £9."]),
    ],
    ids=["labels in the first column", "two header rows", "groups", "no header", "names and values", "two columns", "gaps"],
)  # fmt: skip
def test_each_row_of_a_table_reads_on_its_own(rows: tuple[tuple[str, ...], ...], told: list[str]) -> None:
    assert rows_of(*rows, assume_header=len(rows[0]) > 2) == told
