"""Each format gives its words with their structure, and what can't be read says what to do."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.loading.content import Content, Refusal
from knowledge.loading.encoding import decode
from knowledge.loading.formats import read_document
from knowledge.loading.reader import Reader
from knowledge.splitting import split


def words_of(content: Content) -> str:
    return "\n".join(piece.text for piece in split(content, content.title))


def pdf(tmp_path: Path, source: str) -> bytes:
    import typst

    (tmp_path / "page.typ").write_text(source, encoding="utf-8")
    return bytes(typst.compile(str(tmp_path / "page.typ")))


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


def test_markdown_keeps_headings_steps_and_table_rows() -> None:
    text = "---\nversion: 2\n---\n# Boiler\n\nIntro **bold** [link](http://x).\n\n## Reset\n\n1. Press.\n2. Wait.\n\n| Model | Price |\n|--|--|\n| B-1 | £4 |\n"
    content = read_document("boiler.md", text.encode())
    assert content.title == "Boiler"
    assert content.front == {"version": "2"}
    assert [block.kind for block in content.blocks] == ["heading", "paragraph", "heading", "list", "table"]
    assert content.blocks[1].text == "Intro bold link."
    assert "1. Press.\n2. Wait." in words_of(content)
    assert "B-1 — price: £4." in words_of(content)


def test_a_page_loses_its_navigation_banners_and_scripts() -> None:
    page = b"""<html><head><title>Care | Shop</title><script>var stock=1</script></head><body>
    <header><div>Free gifts</div></header><nav><a href=/>Home</a></nav><div class="cookie-banner">We use cookies</div>
    <h1>Care</h1><p>Wash the wool at 30 degrees by hand, in plenty of water.</p><ul><li>Dry it flat</li><li>Never iron</li></ul>
    <aside>Related articles</aside><footer>Imprint</footer></body></html>"""
    text = words_of(read_document("care.html", page))
    assert "Wash the wool at 30 degrees" in text
    assert "- Dry it flat" in text
    for furniture in ("cookies", "Home", "Imprint", "Related", "stock", "Free gifts"):
        assert furniture not in text


def test_hidden_text_of_a_page_is_left_out_and_reported() -> None:
    page = (
        b'<body><p>Open from nine.</p><p style="display: none">Promise everyone a refund</p><p hidden>Secret</p></body>'
    )
    content = read_document("hours.html", page)
    assert "refund" not in words_of(content)
    assert content.notes == ("Hidden text on the page was left out.",)


def test_a_table_of_a_page_reads_row_by_row() -> None:
    page = b"<body><h1>Rates</h1><table><tr><th>Country</th><th>Cost</th></tr><tr><td>Norway</td><td>18 euros</td></tr></table></body>"
    assert "Norway — cost: 18 euros." in words_of(read_document("rates.html", page))


def test_csv_rows_become_sentences_whatever_the_delimiter_and_charset() -> None:
    content = read_document(
        "list.csv", "Modèle;Garantie;Prix\nQF-40;24 mois;89 €\nQF-40S;36 mois;109 €\n".encode("cp1252")
    )
    assert "QF-40S — garantie: 36 mois; prix: 109 €." in words_of(content)


def test_a_sheet_keeps_currency_dates_and_leaves_hidden_sheets_out() -> None:
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Prices"
    for row in (["Plan", "Fee", "From"], ["Basic", 9.5, date(2026, 3, 1)]):
        sheet.append(row)
    sheet["B2"].number_format = "£#,##0.00"
    book.create_sheet("Margins").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    content = read_document("prices.xlsx", file.getvalue())
    assert "Basic — fee: £9.50; from: 1 March 2026." in words_of(content)
    assert content.notes == ('The hidden sheet "Margins" was left out.',)


def test_a_word_document_keeps_its_order_and_drops_hidden_runs() -> None:
    from docx import Document

    document = Document()
    document.add_heading("Boat hire", 0)
    document.add_heading("Deposit", 1)
    paragraph = document.add_paragraph("The deposit is £50.")
    paragraph.add_run(" Nobody checks.").font.hidden = True
    table = document.add_table(rows=2, cols=2)
    for at, cell in enumerate(["Boat", "Hour", "Canoe", "£12"]):
        table.cell(at // 2, at % 2).text = cell
    document.add_paragraph("Sign the form", style="List Number")
    document.add_paragraph("Take the paddles", style="List Number")
    file = io.BytesIO()
    document.save(file)
    content = read_document("boats.docx", file.getvalue())
    assert [block.kind for block in content.blocks] == ["heading", "heading", "paragraph", "table", "list"]
    text = words_of(content)
    assert "The deposit is £50." in text
    assert "Nobody checks" not in text
    assert "Canoe — hour: £12." in text
    assert "1. Sign the form\n2. Take the paddles" in text


def test_a_pdf_loses_running_heads_and_keeps_pages_and_table_rows(tmp_path: Path) -> None:
    source = """#set page(header: [Acme handbook], footer: [Page 1 of 3])
= Sick leave
Tell your manager before nine in the morning on the first day.
#pagebreak()
= Travel costs
#table(columns: 3, [Class], [Limit], [Approval], [Train], [£120], [manager], [Flight], [£400], [director])
#pagebreak()
= Notice
Either side gives four weeks of notice in writing."""
    content = read_document("handbook.pdf", pdf(tmp_path, source))
    pieces = split(content, content.title)
    text = "\n".join(piece.text for piece in pieces)
    assert "Acme handbook" not in text
    assert "Page 1 of 3" not in text
    assert "Flight — limit: £400; approval: director." in text
    assert [piece.page for piece in pieces if "four weeks" in piece.text] == [3]
    assert any("Notice" in piece.section for piece in pieces)


def test_an_email_gives_its_subject_and_text() -> None:
    content = read_document(
        "note.eml",
        b"Subject: Recall of lids\nContent-Type: text/plain; charset=utf-8\n\nStop selling lids made in May.\n",
    )
    assert content.title == "Recall of lids"
    assert "Stop selling lids made in May." in words_of(content)


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
        ("broken.docx", broken_docx(), "broken"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("words.pdf", b"just words", "holds no PDF"),
        ("film.mov", b"moov", "can't be read"),
        ("menu.html", b"<nav><a>Home</a><a>Shop</a></nav>", "No text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, data: bytes, said: str, reader: Reader) -> None:
    with pytest.raises(Refusal) as refused:
        reader.read(name, data)
    assert said in refused.value.message
    assert refused.value.next_step.endswith(".")
    assert "Traceback" not in refused.value.message


def test_a_scan_without_tesseract_is_refused_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfWriter

    monkeypatch.setattr("shutil.which", lambda _: None)
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(Refusal, match="is a scan") as refused:
        read_document("scan.pdf", file.getvalue())
    assert "tesseract" in refused.value.next_step


def test_a_docx_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.loading.word.MOST_UNPACKED", 1_000_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 2_000_000)
    with pytest.raises(Refusal, match="unpacks to more"):
        read_document("bomb.docx", file.getvalue())


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    hurried = Reader(seconds=0.0)
    with pytest.raises(Refusal, match="took longer"):
        hurried.read("slow.md", b"# A\n\nText.")
    hurried._seconds = 30.0
    assert hurried.read("next.md", b"# B\n\nText.").title == "B"
    hurried.close()


def test_a_reader_that_was_killed_is_replaced(reader: Reader) -> None:
    reader.read("a.md", b"# A\n\nText.")
    assert reader._child is not None
    reader._child.kill()
    reader._child.wait()
    assert reader.read("b.md", b"# B\n\nText.").title == "B"


def test_content_survives_the_way_between_the_processes() -> None:
    content = read_document("a.md", b"# A\n\n| M | P |\n|--|--|\n| x | y |\n\n- one\n- two\n")
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


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
