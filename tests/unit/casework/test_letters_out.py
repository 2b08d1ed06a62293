"""The reply as email, PDF and DOCX: complete, in the thread, and deaf to whatever a text tries to inject."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from casework.email_out import clean_recipient, message_id, reply_message, reply_subject
from casework.errors import CaseworkError, NotAllowed
from casework.layout import Block, blocks
from casework.letter_out import letter_docx, letter_pdf
from drafting.letter import Letter
from guidelines.policy import parse_policy
from tests.unit.casework.conftest import POLICY, RESPONDER, House
from tests.unit.casework.test_rules_of_review import CASE, NOW

COMPANY = parse_policy(POLICY % ("always", "false"))
DAY = date(2026, 11, 23)
TEXT = (
    "Dear Ms Penrose,\n\nThank you & sorry: <b>#let x</b> {{ company }} {% if %} costs £4.50 at 40 %.\n\n"
    "1. Dry it.\n2. Oil it.\n3. Store it.\n\nKind regards,\nRosa Lind"
)
LETTER = Letter("b", subject="Paddle & oar", sender_name="Jo Penrose", reference="JP/7", message_id="<a@b.example>")
READY = replace(CASE, text=TEXT, letter=LETTER, postal_address="1 Quay Street\nFowey PL23 1AA")


def test_the_pdf_holds_letterhead_address_date_reference_and_the_text_as_it_is() -> None:
    text = _pdf_text(letter_pdf(READY, COMPANY, DAY))
    for piece in (
        "Harbour Kayaks",
        "3 Quay Street",
        "Jo Penrose",
        "Fowey PL23 1AA",
        "23 November 2026",
        "Our reference: W-00001",
        "Your reference: JP/7",
        "Paddle & oar",
        "<b>#let x</b> {{ company }} {% if %} costs £4.50 at 40 %.",
        "2. Oil it.",
        "Rosa Lind",
    ):
        assert piece in text, piece
    assert "DRAFT" not in text


def test_a_preview_says_that_it_is_a_draft_in_every_form() -> None:
    assert "DRAFT" in _pdf_text(letter_pdf(READY, COMPANY, DAY, preview=True))
    assert _docx_lines(letter_docx(READY, COMPANY, DAY, preview=True))[0] == "DRAFT, NOT APPROVED"
    message = reply_message(READY, COMPANY, "", [], NOW, preview=True)
    assert message["Subject"].startswith("[Draft, not approved]")


def test_a_long_letter_runs_over_pages_that_are_numbered() -> None:
    long = replace(
        READY, text="\n\n".join(f"Paragraph {number} about the paddle and the oar." * 4 for number in range(60))
    )
    pages = PdfReader(BytesIO(letter_pdf(long, COMPANY, DAY))).pages
    assert len(pages) > 1
    assert f"2 / {len(pages)}" in pages[1].extract_text()


def test_a_character_that_cannot_be_printed_is_named_rather_than_left_as_a_box() -> None:
    with pytest.raises(CaseworkError, match="character “𒀀”"):
        letter_pdf(replace(READY, text="Sign \U00012000 here"), COMPANY, DAY)


def test_the_word_letter_keeps_every_character_and_every_step() -> None:
    lines = _docx_lines(letter_docx(READY, COMPANY, DAY))
    assert "Thank you & sorry: <b>#let x</b> {{ company }} {% if %} costs £4.50 at 40 %." in lines
    assert lines[lines.index("1. Dry it.") : lines.index("1. Dry it.") + 3] == [
        "1. Dry it.",
        "2. Oil it.",
        "3. Store it.",
    ]
    assert {"Harbour Kayaks", "Fowey PL23 1AA", "23 November 2026", "Paddle & oar"} <= set(lines)


def test_control_characters_do_not_break_the_letters() -> None:
    case = replace(READY, text="Dear\x00 Ms\x0b Penrose,\n\nfine\ufffe.")
    assert "Dear Ms Penrose," in _docx_lines(letter_docx(case, COMPANY, DAY))
    assert "Dear Ms Penrose," in _pdf_text(letter_pdf(case, COMPANY, DAY))


def test_a_company_may_use_its_own_letterhead(tmp_path: Path) -> None:
    (tmp_path / "letter.typ").write_text("#let letter = json(bytes(sys.inputs.letter))\nOur own: #letter.subject")
    assert _pdf_text(letter_pdf(READY, COMPANY, DAY, templates=tmp_path)).strip() == "Our own: Paddle & oar"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Broken paddle", "Re: Broken paddle"),
        ("RE: Fwd: Re: Broken paddle", "Re: Broken paddle"),
        ("Hello\r\nBcc: eve@evil.example", "Re: Hello Bcc: eve@evil.example"),
        ("", "Re: Your letter (W-00001)"),
        ("invoice \u202efdp.exe", "Re: invoice fdp.exe"),
    ],
)
def test_the_subject_is_one_line_with_one_re(subject: str, expected: str) -> None:
    assert reply_subject(replace(CASE, letter=replace(LETTER, subject=subject))) == expected


def test_nothing_in_a_letter_can_add_a_header_or_a_recipient() -> None:
    hostile = replace(
        LETTER,
        subject="x\r\nBcc: eve@evil.example\r\n\r\nbody",
        message_id="<a@b>\r\nBcc: eve@evil.example",
        references=("<c@d>\r\nX: y", "<good@d.example>"),
        recipients=("eve@evil.example",),
    )
    sent = message_from_bytes(
        reply_message(replace(READY, letter=hostile), COMPANY, "", [], NOW).as_bytes(), policy=default
    )
    assert sent["To"] == "jo@penrose.example"
    assert (sent["Bcc"], sent["X"], sent["In-Reply-To"]) == (None, None, None)
    assert sent["References"] == "<good@d.example>"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jo",
        "jo@",
        "@x.example",
        "jo@x",
        "a@b.example, c@d.example",
        "jo@x.example\r\nBcc: e@f.example",
        "Jo <jo@x.example>",
        "jo..b@x.example",
        "jо@x.example",  # a Cyrillic letter
    ],
)
def test_what_is_not_one_address_is_refused_with_what_to_do(address: str) -> None:
    with pytest.raises(CaseworkError, match=r"name@example\.com"):
        clean_recipient(address)


def test_a_domain_of_another_alphabet_is_written_so_that_it_cannot_pass_for_another() -> None:
    assert clean_recipient("Jo.P+x@Müller.example") == "Jo.P+x@xn--mller-kva.example"
    assert clean_recipient("jo@pаypal.example").startswith("jo@xn--")


def test_a_retry_has_the_same_message_id_and_a_new_approval_another() -> None:
    one = replace(CASE, approval_hash="ab" * 32)
    assert message_id(one, "help@x.example") == message_id(replace(one, state="send_failed"), "help@x.example")
    assert message_id(one, "help@x.example") != message_id(replace(one, approval_hash="cd" * 32), "help@x.example")


def test_only_an_approved_reply_is_exported_for_sending(house: House) -> None:
    case = house.drafted()
    with pytest.raises(NotAllowed, match="still a draft"):
        house.desk.export(case.id, "pdf", RESPONDER)
    name, content = house.desk.export(case.id, "pdf", RESPONDER, preview=True)
    assert (name, content[:5]) == ("W-00001-draft.pdf", b"%PDF-")


def test_a_letter_without_an_address_is_printed_but_not_mailed(house: House) -> None:
    case = house.desk.receive("a.txt", b"No sender here", RESPONDER)
    house.desk.draft(case.id, RESPONDER)
    assert house.desk.export(case.id, "docx", RESPONDER, preview=True)[1]
    house.policy("never")
    house.desk.submit(case.id, RESPONDER)
    with pytest.raises(CaseworkError, match="print the reply as a letter"):
        house.desk.export(case.id, "eml", RESPONDER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n\nc", (Block(("a", "b")), Block(("c",)))),
        ("Do this:\n1. x\n2) y\nThen z", (Block(("Do this:",)), Block(("x", "y"), "numbered"), Block(("Then z",)))),
        ("- x\n- y", (Block(("x", "y"), "plain"),)),
        ("24 November it is", (Block(("24 November it is",)),)),
    ],
)
def test_text_is_laid_out_in_paragraphs_and_lists(text: str, expected: tuple[Block, ...]) -> None:
    assert blocks(text) == expected


def _pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def _docx_lines(data: bytes) -> list[str]:
    document: Any = Document(BytesIO(data))
    return [paragraph.text for paragraph in document.paragraphs]
