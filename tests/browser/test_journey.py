"""One letter from the inbox to the post in a real browser, as its responder, reviewer and knowledge editor go; with pictures."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import become, go, open_inbox, picture, settled, turn_to

if TYPE_CHECKING:
    from .conftest import Letterbox

pytestmark = pytest.mark.browser
FURIOUS = "Prosser"
OWN_LETTER = b"""From: Bo Ek <bo@ek.example>
To: care@quillowandmarsh.example
Subject: Spare lid
Message-ID: <own-1@ek.example>
Date: Fri, 20 Nov 2026 08:00:00 +0000

Hello,

how long is the warranty of the lid? I bought it in May.

Bo Ek
"""
OWN_DOCUMENT = b"# Lids\n\n## Warranty of lids\n\nEvery spare lid has a warranty of 37 months from delivery.\n"


def test_a_furious_letter_is_read_drafted_mended_approved_and_sent(
    page: Page, address: str, letterbox: tuple[Letterbox, int]
) -> None:
    open_inbox(page, address)
    picture(page, "inbox-light")
    case_is_read_and_drafted(page)
    a_finding_is_mended(page)
    page.get_by_role("button", name=re.compile("Submit for review")).click()
    expect(page.get_by_text("The reply waits for a reviewer.", exact=True)).to_be_visible()

    become(page, "Marcus Adeyemi")
    go(page, "Review")
    expect(page.locator(".title")).to_contain_text(FURIOUS)
    waive_what_stands(page)
    page.get_by_role("button", name=re.compile("^Approve")).click()
    expect(page.get_by_text("Approved. The reply can be sent.")).to_be_visible()

    turn_to(page, "Approved (1)")
    files_are_saved(page)
    page.get_by_role("button", name="Send by email").click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    (recipients, message) = letterbox[0].letters[0]
    assert recipients == ["d.prosser@mailhill.example"]
    assert b"In-Reply-To: <a81f20c4@mailhill.example>" in message
    turn_to(page, "Sent (1)")
    expect(page.locator(".title")).to_contain_text(FURIOUS)


def case_is_read_and_drafted(page: Page) -> None:
    page.get_by_role("link", name=FURIOUS).click()
    letter = page.locator(".paper-letter")
    expect(letter).to_contain_text("FURIOUS")
    expect(letter.locator(".n-point").nth(2)).to_be_visible()  # three questions, each numbered in its place
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_contain_text("Prosser")
    expect(page.get_by_text(re.compile("offline writer · "))).to_be_visible()
    expect(page.locator(".paper-reply .n-source").first).to_be_visible()
    picture(page, "case-light")


def a_finding_is_mended(page: Page) -> None:
    """A promise that can't be kept is written, found, and taken out again."""
    turn_to(page, "Write")
    editor = page.get_by_role("textbox", name="The reply")
    expect(editor).to_have_value(re.compile("Prosser"))
    good = editor.input_value()
    editor.fill(good.replace("\n\nKind regards", "\n\nWe guarantee that this will never happen again.\n\nKind regards"))
    if editor.input_value() == good:
        editor.fill(good + "\n\nWe guarantee that this will never happen again.")
    turn_to(page, "Read")
    expect(page.locator(".paper-reply .m-error, .paper-reply .m-warning").first).to_be_visible()
    picture(page, "case-findings")
    turn_to(page, "Write")
    expect(page.get_by_role("textbox", name="The reply")).to_have_value(re.compile("never happen again"))
    page.get_by_role("textbox", name="The reply").fill(good)
    turn_to(page, "Read")
    expect(page.locator(".paper-reply")).not_to_contain_text("never happen again")


def waive_what_stands(page: Page) -> None:
    """What the check still holds against the draft is waived, each with a reason."""
    cards = page.locator('[class*="st-key-finding_error"]')
    for left in range(cards.count(), 0, -1):
        cards.first.get_by_role("button", name="Waive").click()
        page.get_by_label("Why may this stand?").fill("The customer was told so on the telephone.")
        page.get_by_role("button", name="Waive it").click()
        expect(cards).to_have_count(left - 1)
        settled(page)


def files_are_saved(page: Page) -> None:
    saved = {}
    for form, label in (("eml", "Email (.eml)"), ("pdf", "Letter (PDF)"), ("docx", "Letter (DOCX)")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename.endswith(f".{form}")
        saved[form] = Path(download.value.path()).read_bytes()
    assert b"In-Reply-To: <a81f20c4@mailhill.example>" in saved["eml"]
    assert saved["pdf"].startswith(b"%PDF")
    assert saved["docx"].startswith(b"PK")


def own_words(part: str) -> bytes:
    return f"Dear Sir or Madam,\n\nwhere can I buy a new {part} for my jug?\n\nKind regards,\nAda Quist\n".encode()


def own_docx(part: str) -> bytes:
    from docx import Document

    document, out = Document(), BytesIO()
    for line in own_words(part).decode().splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def own_pdf(part: str) -> bytes:
    import typst

    return bytes(typst.compile(own_words(part).decode().replace("\n", "\n\n").encode()))


def test_an_own_letter_and_an_own_document_work_the_same(page: Page, address: str) -> None:
    open_inbox(page, address)
    page.get_by_text("Put in letters").click()
    page.locator('input[type="file"]').set_input_files(
        [
            {"name": "spout.txt", "mimeType": "text/plain", "buffer": own_words("spout")},
            {"name": "handle.docx", "mimeType": "application/octet-stream", "buffer": own_docx("handle")},
            {"name": "filter.pdf", "mimeType": "application/pdf", "buffer": own_pdf("filter")},
            {"name": "lid.eml", "mimeType": "message/rfc822", "buffer": OWN_LETTER},
            {"name": "broken.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 nothing"},
        ]
    )
    expect(page.get_by_text(re.compile(r"lid\.eml is case"))).to_be_visible()
    for name in ("spout.txt", "handle.docx", "filter.pdf"):
        expect(page.get_by_text(re.compile(rf"{re.escape(name)} is case"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"broken\.docx is kept as case"))).to_be_visible()
    settled(page)
    page.get_by_label("Or paste one").fill(own_words("base").decode())
    page.get_by_role("button", name="Make it a case").click()
    expect(page.get_by_text(re.compile(r"pasted\.txt is case"))).to_be_visible()

    become(page, "Inês Carvalho")
    go(page, "Knowledge")
    page.locator('input[type="file"]').set_input_files(
        {"name": "lids.md", "mimeType": "text/markdown", "buffer": OWN_DOCUMENT}
    )
    expect(page.get_by_text("What became of your files")).to_be_visible()
    expect(page.locator(".list").first).to_contain_text("lids.md")
    settled(page)
    page.get_by_label("Try a question").fill("How long is the warranty of a spare lid?")
    page.keyboard.press("Enter")
    expect(page.locator(".answers .passage").filter(has_text="37 months").first).to_be_visible()

    become(page, "Tessa Rowley")
    go(page, "Inbox")
    page.get_by_role("link", name="Bo Ek").click()
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_contain_text("37 months")


def test_a_phone_shows_one_pane_at_a_time_and_the_reply_can_be_edited(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_inbox(page, address)
    page.get_by_role("link", name="Barragán").click()
    expect(page.locator(".paper-letter")).to_be_visible()
    settled(page)
    turn_to(page, "Reply")
    expect(page.locator(".paper-letter")).not_to_be_visible()
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_be_visible()
    picture(page, "case-narrow")
    turn_to(page, "Write")
    editor = page.get_by_role("textbox", name="The reply")
    editor.fill("Dear customer,\n\nThank you for writing.\n\nKind regards,\nTessa Rowley")
    turn_to(page, "Read")
    expect(page.locator(".paper-reply")).to_contain_text("Thank you for writing.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_dark_theme_follows_the_system(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_inbox(page, address)
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(22, 24, 28)"
    page.get_by_role("link", name="Stella Vandermeer").click()
    expect(page.locator(".paper-letter")).to_be_visible()
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_be_visible()
    picture(page, "case-dark")


def test_the_demonstration_goes_with_one_action_and_leaves_what_is_ours(page: Page, address: str) -> None:
    open_inbox(page, address)
    page.get_by_text("Put in letters").click()
    page.get_by_label("Or paste one").fill(own_words("own spoon").decode())
    page.get_by_role("button", name="Make it a case").click()
    expect(page.get_by_text(re.compile(r"pasted\.txt is case"))).to_be_visible()
    expect(page.get_by_role("link", name="Jonah Pike")).to_be_visible()
    become(page, "Gwen Pritchard")
    page.get_by_role("button", name="Remove the demonstration").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The demonstration is gone")).to_be_visible()
    expect(page.get_by_role("link", name="Jonah Pike")).to_have_count(0)
    expect(page.get_by_role("link", name="Ada Quist").first).to_be_visible()
    page.reload()
    expect(page.locator(".st-key-who button").first).to_contain_text("Gwen Pritchard")  # a reload keeps the profile
