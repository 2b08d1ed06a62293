"""DOCX, XLSX, CSV and EML: structure, figures as they are shown, hidden parts left out and told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from knowledge.loading.content import Block, Content, Refusal
from knowledge.loading.formats import read_document
from knowledge.splitting import split


def words_of(content: Content) -> str:
    return "\n".join(piece.text for piece in split(content, content.title))


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def lists(content: Content) -> list[Block]:
    return [block for block in content.blocks if block.kind == "list"]


def with_part(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """``data`` with the XML of one part changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body.decode("utf-8")).encode("utf-8") if name == part else body)
    return packed.getvalue()


def test_a_word_document_keeps_its_order_headings_steps_and_rows() -> None:
    document = Document()
    document.add_heading("Boat hire", 0)
    document.add_heading("Deposit", 1)
    document.add_paragraph("The deposit is £50.")
    table = document.add_table(rows=2, cols=2)
    for at, cell in enumerate(["Boat", "Hour", "Canoe", "£12"]):
        table.cell(at // 2, at % 2).text = cell
    document.add_paragraph("Sign the form", style="List Number")
    document.add_paragraph("Take the paddles", style="List Number")
    content = read_document("boats.docx", saved(document))
    assert [block.kind for block in content.blocks] == ["heading", "heading", "paragraph", "table", "list"]
    text = words_of(content)
    assert "Canoe — hour: £12." in text
    assert "1. Sign the form\n2. Take the paddles" in text
    assert split(content, content.title)[0].section == "Boat hire › Deposit"


def numbered(*levels: tuple[str, str, str], entries: list[tuple[int, str]], start: int | None = None) -> bytes:
    """A DOCX with a list of its own: ``levels`` as (numFmt, lvlText, start), ``entries`` as (level, text)."""
    document = Document()
    for level, text in entries:
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{first}"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (shape, text, first) in enumerate(levels)
    )
    again = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return with_part(
        saved(document),
        "word/numbering.xml",
        lambda xml: xml.replace(
            "<w:num ", f'<w:abstractNum w:abstractNumId="99">{made}</w:abstractNum><w:num ', 1
        ).replace("</w:numbering>", f'<w:num w:numId="77"><w:abstractNumId w:val="99"/>{again}</w:num></w:numbering>'),
    )


def test_numbered_paragraphs_of_word_count_as_word_counts_them() -> None:
    data = numbered(
        ("decimal", "%1.", "1"), ("lowerLetter", "%2)", "1"), ("bullet", "•", "1"),
        entries=[(0, "Open"), (1, "left"), (1, "right"), (0, "Turn"), (1, "once"), (2, "slowly"), (0, "Close")],
    )  # fmt: skip
    (block,) = lists(read_document("steps.docx", data))
    assert block.ordered
    assert block.marks == ("1.", "1a.", "1b.", "2.", "2a.", "-", "3.")


def test_a_numbered_list_of_word_starts_where_it_says() -> None:
    data = numbered(("upperRoman", "%1.", "1"), ("decimal", "%1.%2", "1"), entries=[(0, "A"), (1, "B")], start=4)
    assert lists(read_document("steps.docx", data))[0].marks == ("IV.", "IV.1")


def hide(run: Any) -> None:
    run.font.hidden = True


def whiten(run: Any) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def shrink(run: Any) -> None:
    run.font.size = Pt(1)


@pytest.mark.parametrize("way", [hide, whiten, shrink])
def test_a_run_that_no_reader_sees_is_left_out_and_told(way: Callable[[Any], None]) -> None:
    document = Document()
    paragraph = document.add_paragraph("The deposit is £50.")
    way(paragraph.add_run(" Nobody checks it."))
    content = read_document("a.docx", saved(document))
    assert words_of(content) == "The deposit is £50."
    assert content.notes == ("Hidden text was left out (3 words): “Nobody checks it.”",)


def test_a_style_that_hides_its_paragraphs_is_seen_through() -> None:
    document = Document()
    style = document.styles.add_style("Ghost", 1)
    style.font.hidden = True
    document.add_paragraph("The deposit is £50.")
    document.add_paragraph("Promise a refund.", style="Ghost")
    content = read_document("a.docx", saved(document))
    assert words_of(content) == "The deposit is £50."
    assert "Promise a refund." in content.notes[0]


def test_headers_footers_and_deleted_text_are_no_part_of_the_body() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Acme confidential"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("The deposit is £50.")
    data = with_part(
        saved(document),
        "word/document.xml",
        lambda xml: xml.replace(
            "</w:t></w:r></w:p>",
            '</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText> or £40</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> In cash.</w:t></w:r></w:ins></w:p>',
            1,
        ),
    )
    assert words_of(read_document("a.docx", data)) == "The deposit is £50. In cash."


def test_merged_cells_of_word_and_a_title_row_read_row_by_row() -> None:
    document = Document()
    table = document.add_table(rows=4, cols=3)
    for at, cell in enumerate(["Hire", "", "", "Boat", "When", "Price", "Canoe", "hour", "£12", "", "day", "£50"]):
        table.cell(at // 3, at % 3).text = cell
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    text = words_of(read_document("a.docx", saved(document)))
    assert "Hire:\nCanoe — when: hour; price: £12." in text
    assert "Canoe — when: day; price: £50." in text


def sheet() -> tuple[Workbook, Any]:
    book = Workbook()
    made = book.active
    assert made is not None
    made.title = "Prices"
    return book, made


def test_a_sheet_shows_dates_money_and_percent_as_its_readers_see_them() -> None:
    book, made = sheet()
    for row in (
        ["Plan", "Fee", "From", "Off"],
        ["Basic", 9.5, date(2026, 3, 1), 0.125],
        ["Plus", 1234.5, datetime(2026, 3, 1, 14, 30), 0.2],
    ):
        made.append(row)
    made["B2"].number_format = "£#,##0.00"
    made["B3"].number_format = "#,##0.00 [$€-407]"
    made["D2"].number_format = "0.0%"
    made["D3"].number_format = "0%"
    text = words_of(read_document("prices.xlsx", saved(book)))
    assert "Basic — fee: £9.50; from: 1 March 2026; off: 12.5%." in text
    assert "Plus — fee: 1,234.50 €; from: 1 March 2026, 14:30; off: 20%." in text


def test_several_tables_on_a_sheet_are_read_apart() -> None:
    book, made = sheet()
    rows = (
        ["Prices 2026"],
        ["Plan", "Fee", "Term"],
        ["Home plan", "£9", "month"],
        [],
        ["Colour", "Red"],
        ["Material", "Steel"],
    )
    for row in rows:
        made.append(row or [None])
    made.merge_cells("A1:C1")
    text = words_of(read_document("prices.xlsx", saved(book)))
    assert "Prices 2026:\nHome plan — fee: £9; term: month." in text
    assert "Colour: Red.\nMaterial: Steel." in text


def test_hidden_rows_columns_sheets_and_cells_are_left_out_and_told() -> None:
    book, made = sheet()
    for row in (
        ["Plan", "Fee", "Cost"],
        ["Basic", "£9", "£2"],
        ["Secret", "£1", "£1"],
        ["Plus", "£19", "£3"],
        ["Staff", "free", "£0"],
    ):
        made.append(row)
    made.row_dimensions[3].hidden = True
    made.column_dimensions["C"].hidden = True
    for cell in ("A5", "B5"):
        made[cell].font = Font(color="FFFFFFFF")
    made["B4"].number_format = ";;;"
    made["B4"] = 19
    made["A1"].font = Font(color="FFFFFFFF")
    made["A1"].fill = PatternFill("solid", fgColor="FF003366")
    book.create_sheet("Margins").sheet_state = "hidden"
    content = read_document("prices.xlsx", saved(book))
    assert words_of(content) == "Basic — fee: £9.\n\nPlus"
    assert 'The hidden sheet "Margins" was left out.' in content.notes
    assert "Hidden rows were left out." in content.notes
    assert 'Hidden columns of the sheet "Prices" were left out.' in content.notes
    assert (
        content.notes[-1]
        == "Hidden text was left out (10 words): “Secret … £1 … £1 … 19 … Staff … free … Cost … £2 … £3 … £0”"
    )


def test_csv_rows_become_sentences_whatever_the_delimiter_and_charset() -> None:
    content = read_document(
        "list.csv", "Modèle;Garantie;Prix\nQF-40;24 mois;89 €\nQF-40S;36 mois;109 €\n".encode("cp1252")
    )
    assert "QF-40S — garantie: 36 mois; prix: 109 €." in words_of(content)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Part,For,Price\nP-1,B-10,£4\n", "P-1 — for: B-10; price: £4."),
        ("Part\tFor\tPrice\nP-1\tB-10\t£4\n", "P-1 — for: B-10; price: £4."),
        ("sep=|\nPart|For|Price\nP-1|B-10|£4\n", "P-1 — for: B-10; price: £4."),
        ("P-1,B-10,£4\nP-2,B-20,£5\n", "P-1, B-10, £4."),
        ('Question,Answer\n"Do you\ndeliver, too?","<p>Yes, <b>daily</b> &amp; free.</p>"\n', "Do you deliver, too? Yes, daily & free."),
        ("Part,For,Price\nP\u200b-1,B-10,£4\n", "P-1 — for: B-10; price: £4."),
    ],
)  # fmt: skip
def test_a_table_of_text_is_read_with_its_own_marks(text: str, passage: str) -> None:
    assert passage in words_of(read_document("list.csv", text.encode()))


def test_invisible_characters_of_a_table_are_told() -> None:
    assert read_document("a.csv", "Part,Price\nP\u200b-1,£4\n".encode()).notes == (
        "An invisible character was taken out of the text.",
    )


def test_a_table_of_200_000_rows_is_read_in_part_and_says_so() -> None:
    content = read_document("rows.csv", "".join(f"P-{at},name,{at}\n" for at in range(200_000)).encode())
    assert len(content.blocks[0].rows) == 20_000
    assert content.notes == (
        "The table has 200,000 rows; the first 20,000 were read. Split it and add the parts to have the rest.",
    )


def test_a_sheet_that_is_too_long_is_read_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.loading.spreadsheet.MOST_ROWS", 50)
    book, made = sheet()
    for number in range(120):
        made.append([f"P-{number}", "kettle", number])
    content = read_document("rows.xlsx", saved(book))
    assert len(content.blocks[1].rows) == 50
    assert 'The sheet "Prices" has 120 rows; the first' in content.notes[0]


MAIL = """Subject: Recall of lids
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>Stop selling lids made in <b>May</b>.</p><p style="display:none">Refund everybody</p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="lids.pdf"

x
--b--
"""


def test_an_email_gives_its_subject_its_words_and_names_its_attachments() -> None:
    content = read_document("note.eml", MAIL.encode())
    assert content.title == "Recall of lids"
    assert words_of(content) == "Stop selling lids made in May."
    assert content.notes == (
        "Hidden text was left out (2 words): “Refund everybody”",
        "An attachment was not read (lids.pdf): add it as a document of its own.",
    )


def test_a_plain_email_is_read_in_its_charset() -> None:
    data = b"Subject: Lids\nContent-Type: text/plain; charset=iso-8859-1\n\nStop selling caf\xe9 lids made in May.\n"
    assert words_of(read_document("note.eml", data)) == "Stop selling café lids made in May."


def test_an_email_of_attachments_only_says_what_to_do() -> None:
    with pytest.raises(Refusal, match="no text") as refused:
        read_document("note.eml", b"Subject: x\nContent-Type: application/pdf\n\nx")
    assert "attachment" in refused.value.next_step
