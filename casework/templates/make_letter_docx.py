"""Makes letter.docx, the word-processor template, anew: ``python -m casework.templates.make_letter_docx``."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

QUIET = RGBColor(0x5D, 0x63, 0x6E)


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(24)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Georgia")
    normal.paragraph_format.space_after = Pt(9)

    def add(text: str, size: float = 11, bold: bool = False, quiet: bool = False, after: float = 9) -> None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        if quiet:
            run.font.color.rgb = QUIET

    def repeat(rows: str, size: float = 11, quiet: bool = False, after: float = 0) -> None:
        document.add_paragraph(f"{{%p for row in {rows} %}}")
        add("{{ row }}", size, quiet=quiet, after=after)
        document.add_paragraph("{%p endfor %}")

    document.add_paragraph("{%p if draft_line %}")
    add("{{ draft_line }}", 20, bold=True, quiet=True)
    document.add_paragraph("{%p endif %}")
    add("{{ company }}", 17, bold=True, after=2)
    repeat("letterhead", 9, quiet=True)
    add("", after=12)
    repeat("address")
    add("", after=12)
    add("{{ date }}", after=2)
    repeat("references")
    add("", after=4)
    add("{{ subject }}", bold=True)
    repeat("paragraphs", after=9)
    document.add_paragraph("{%p if enclosures %}")
    add("{{ enclosed }}: {{ enclosures | join(', ') }}", 9.5)
    document.add_paragraph("{%p endif %}")
    footer = section.footer.paragraphs[0].add_run("{{ footer }}")
    footer.font.size, footer.font.color.rgb = Pt(8.5), QUIET
    document.core_properties.author = "Wellput"
    document.core_properties.title = ""
    document.save(str(Path(__file__).parent / "letter.docx"))


if __name__ == "__main__":
    main()
