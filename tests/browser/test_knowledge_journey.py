"""A knowledge editor's morning in a real browser: files in, a question tried, a gap answered, a change and what it touches."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.steps import become, go, open_inbox, picture, settled, turn_to

pytestmark = pytest.mark.browser
RESPONDER, EDITOR = "Tessa Rowley", "Inês Carvalho"
FAIR = "Do you lend out jugs for a school fair?"
LETTER = f"Dear Sir or Madam,\n\n{FAIR}\n\nKind regards,\nAda Quist\n"
ANSWER = "Yes, we lend out jugs for a school fair, free of charge, for up to three days."
SAID = f"An answer to “{FAIR}” is now in the documents."
HANDLES = "# Handles\n\n## Spare handles\n\nA spare handle of the Brook jug comes in olive and takes 12 working days.\n"
SPOUTS = "# Spouts\n\n## Narrow spouts\n\nThe narrow spout is for coffee and pours a thin stream.\n"


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def archive() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("workshops/mending.md", "# Mending days\n\nWe mend jugs on the first Saturday of the month.\n")
        made.writestr("workshops/glazing.md", "# Glazing\n\nGlazing courses are for groups of six and cost £40 each.\n")
    return out.getvalue()


def drop(page: Page, *files: FilePayload) -> None:
    page.locator('.stMainBlockContainer input[type="file"]').first.set_input_files(list(files))
    expect(page.get_by_text("What became of your files")).to_be_visible()
    settled(page)


def test_files_are_dropped_and_each_fate_is_told(page: Page, address: str) -> None:
    open_inbox(page, address)
    become(page, EDITOR)
    go(page, "Knowledge")
    drop(
        page,
        file("handles.md", HANDLES.encode()),
        file("broken.pdf", b"no pdf at all"),
        file("workshops.zip", archive()),
    )
    fates = page.locator(".st-key-fates")
    expect(fates).to_contain_text("1 not taken in, 3 added.")
    expect(fates.locator("li").first).to_contain_text("broken.pdf")
    expect(fates).to_contain_text("mending.md")
    picture(page, "knowledge-fates")
    page.get_by_role("button", name="Put away").click()
    expect(fates).to_have_count(0)


def test_a_question_is_answered_with_the_words_marked_and_the_reason_told(page: Page, address: str) -> None:
    open_inbox(page, address)
    become(page, EDITOR)
    go(page, "Knowledge")
    page.get_by_label("Try a question").fill("How long is the warranty of the QF-40S?")
    page.keyboard.press("Enter")
    expect(page.locator(".answers mark").first).to_contain_text("36 months")
    expect(page.locator(".answers .n-point").first).to_have_text("1")
    picture(page, "knowledge-light")
    page.emulate_media(color_scheme="dark")
    picture(page, "knowledge-dark")
    page.get_by_label("Try a question").fill("Who won the football last night?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A reply would say who finds out, and by when.")).to_be_visible()


def test_a_gap_is_answered_and_its_letter_is_drafted_again_with_the_answer(page: Page, address: str) -> None:
    open_inbox(page, address)
    page.get_by_text("Put in letters").click()
    page.get_by_label("Or paste one").fill(LETTER)
    page.get_by_role("button", name="Make it a case").click()
    expect(page.get_by_text(re.compile(r"pasted\.txt is case"))).to_be_visible()
    page.get_by_role("link", name="Ada Quist").first.click()
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_contain_text("find out")
    settled(page)

    become(page, EDITOR)
    go(page, "Knowledge")
    page.get_by_role("radio", name=re.compile("^Gaps")).or_(
        page.get_by_role("button", name=re.compile("^Gaps"))
    ).click()
    question = page.locator('[class*="st-key-gap_"]').filter(has_text=FAIR)
    expect(question).to_contain_text("1 letter asked")
    question.get_by_role("button", name="Write the answer").click()
    question.get_by_label("Answer").fill(ANSWER)
    picture(page, "knowledge-gaps")
    question.get_by_role("button", name="Put it into the documents").click()
    expect(page.get_by_text(re.compile("1 letter that asked can be drafted again with it"))).to_be_visible()

    become(page, RESPONDER)
    go(page, "Inbox")
    expect(page.locator(".offer")).to_contain_text(SAID)
    page.get_by_role("link", name="Ada Quist").first.click()
    expect(page.get_by_text(SAID)).to_be_visible()
    picture(page, "case-answered")
    page.locator('[class*="st-key-notice_offer"]').get_by_role("button", name="Draft again").click()
    expect(page.locator(".paper-reply")).to_contain_text("three days")
    expect(page.get_by_text(SAID)).to_have_count(0)


def test_a_newer_file_says_which_drafts_rest_on_the_old_one(page: Page, address: str) -> None:
    open_inbox(page, address)
    become(page, EDITOR)
    go(page, "Knowledge")
    drop(page, file("handles.md", HANDLES.encode()))
    page.get_by_role("button", name="Put away").click()
    become(page, RESPONDER)
    go(page, "Inbox")
    page.get_by_text("Put in letters").click()
    page.get_by_label("Or paste one").fill("Hello,\n\nwhich colour is a spare handle of the Brook jug?\n\nBea Holm\n")
    page.get_by_role("button", name="Make it a case").click()
    page.get_by_role("link", name="Bea Holm").first.click()
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_contain_text("olive")
    settled(page)

    become(page, EDITOR)
    go(page, "Knowledge")
    drop(page, file("handles.md", HANDLES.replace("olive", "cherry").encode()))
    fates = page.locator(".st-key-fates")
    expect(fates).to_contain_text("1 draft rests on text that these files changed.")
    expect(fates).to_contain_text("cherry")
    picture(page, "knowledge-impact")
    fates.get_by_role("link", name=re.compile("Bea Holm")).click()
    expect(page.get_by_text("1 sentence of this reply rests on text that is no longer in force.")).to_be_visible()


def test_a_document_is_opened_from_its_row_removed_and_put_back(page: Page, address: str) -> None:
    open_inbox(page, address)
    become(page, EDITOR)
    go(page, "Knowledge")
    page.get_by_label("Find a document").fill("water health")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 document. Click a heading")).to_be_visible()
    settled(page)
    page.get_by_test_id("stDataFrame").click(position={"x": 16, "y": 48})
    opened = page.locator(".st-key-document_page")
    expect(opened).to_contain_text("None of our filters removes fluoride")
    picture(page, "knowledge-document")
    opened.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No reply rests on it.")).to_be_visible()
    page.get_by_role("button", name="Remove it").click()
    undo = page.locator(".st-key-undo_bar")
    expect(undo).to_contain_text("water-and-health.md is removed")
    undo.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("water-and-health.md is back.")).to_be_visible()
    expect(opened).to_contain_text("None of our filters removes fluoride")


def test_a_phone_reads_tries_and_opens_documents_without_scrolling_sideways(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_inbox(page, address)
    page.goto(f"{address}/knowledge?as=ines&document=qf-60-guide.md")
    expect(page.locator(".st-key-document_page .passage").first).to_be_visible()
    settled(page)
    picture(page, "knowledge-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    turn_to(page, "Text")
    expect(page.get_by_label("The text of the document")).to_have_value(re.compile("QF-60"))
