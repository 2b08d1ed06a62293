"""The reply as a letter on the company's letterhead: PDF by typst, DOCX by docxtpl.

A company replaces the look by putting its own ``letter.typ`` or ``letter.docx`` into ``templates/`` of the data folder.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from casework.case import Case
from casework.email_out import reply_subject
from casework.errors import CaseworkError
from casework.layout import blocks
from casework.row import who
from guidelines.policy import Policy

TEMPLATES = Path(__file__).parent / "templates"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MISSING = re.compile(r"(?:codepoints?|characters?|text)[^\n]*?[`'\"]([^`'\"]+)[`'\"]", re.IGNORECASE)


def letter_pdf(case: Case, policy: Policy, day: date, *, preview: bool = False, templates: Path | None = None) -> bytes:
    """A PDF/A letter of the case's text; raises CaseworkError naming what can't be printed, rather than leave boxes."""
    import typst

    data = json.dumps(_content(case, policy, day, preview), ensure_ascii=False)
    template = _template("letter.typ", templates)
    try:
        made = typst.compile(template, sys_inputs={"letter": data}, pdf_standards=["a-2b"], ignore_system_fonts=False)
    except Exception as error:  # noqa: BLE001 typst raises RuntimeError and more
        raise _unprintable(str(error), data) from None
    return bytes(made if isinstance(made, bytes) else made[0])


def letter_docx(
    case: Case, policy: Policy, day: date, *, preview: bool = False, templates: Path | None = None
) -> bytes:
    """A DOCX letter of the case's text, to be edited or printed in a word processor."""
    from docxtpl import DocxTemplate

    content = _content(case, policy, day, preview)
    content["paragraphs"] = _paragraphs(content["body"])
    content["draft_line"] = "DRAFT, NOT APPROVED" if preview else ""
    template = DocxTemplate(_template("letter.docx", templates))
    template.render(content, autoescape=True)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def long_date(day: date) -> str:
    """A date as a person writes it: 22 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _content(case: Case, policy: Policy, day: date, preview: bool) -> dict[str, Any]:
    """What stands on the letter, all of it plain text."""
    company = policy.company
    contact = next(iter(company.contacts), None)
    reach = [value for value in (contact.phone, contact.email) if value] if contact else []
    letter = case.letter
    references = [f"Our reference: {case.number}"]
    if letter and letter.reference.strip():
        references.append(f"Your reference: {_plain(letter.reference)}")
    subject = re.sub(r"^Re: ", "", reply_subject(case))
    return {
        "company": _plain(company.name),
        "letterhead": [line for line in (_plain(company.address), " · ".join(map(_plain, reach))) if line],
        "address": _address(case),
        "references": references,
        "date": long_date(day),
        "subject": _plain(subject),
        "body": [{**asdict(block), "lines": [_plain(line) for line in block.lines]} for block in blocks(case.text)],
        "enclosures": [_plain(file.name) for file in case.attachments_out],
        "enclosed": "Enclosed",
        "footer": _plain(company.signature or company.name),
        "language": case.enquiry.language if case.enquiry and len(case.enquiry.language) in (2, 3) else "en",
        "draft": preview,
    }


def _address(case: Case) -> list[str]:
    """The recipient's address block: name first, then the address where one is known."""
    rows = [_plain(row) for row in case.postal_address.splitlines() if row.strip()]
    known_as = _plain(who(case))
    name = "" if known_as == "Unknown" or "@" in known_as else known_as
    known = any(name and name.split()[-1].casefold() in row.casefold() for row in rows[:2])
    return rows if known or not name else [name, *rows]


def _plain(text: str) -> str:
    return _CONTROL.sub("", " ".join(text.split()))


def _paragraphs(body: list[dict[str, Any]]) -> list[str]:
    """Paragraphs for the word processor: list items keep their number or dash, lines of a paragraph their break."""
    rows: list[str] = []
    for block in body:
        if block["list"] == "numbered":
            rows += [f"{number}. {line}" for number, line in enumerate(block["lines"], 1)]
        elif block["list"]:
            rows += [f"– {line}" for line in block["lines"]]
        else:
            rows.append("\n".join(block["lines"]))
    return rows


def _template(name: str, templates: Path | None) -> str:
    own = templates / name if templates else None
    return str(own if own is not None and own.exists() else TEMPLATES / name)


def _unprintable(reason: str, data: str) -> CaseworkError:
    missing = _MISSING.search(reason)
    if "codepoint" in reason or "glyph" in reason or "font" in reason.lower():
        named = f" “{missing.group(1)}”" if missing else ""
        return CaseworkError(
            f"The letter holds a character{named} that the letterhead's fonts can't print.",
            "Take it out of the text, or save the reply as .docx.",
        )
    return CaseworkError("The letter could not be printed as PDF.", "Save it as .docx, or check the letter template.")
