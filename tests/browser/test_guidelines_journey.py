"""A reviewer's afternoon in a real browser: a rule written, tried and replayed, the policy changed, a sentence let stand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import become, go, open_inbox, picture, settled

pytestmark = pytest.mark.browser
RESPONDER, REVIEWER = "Tessa Rowley", "Marcus Adeyemi"
LETTER = "Dear Sir or Madam,\n\nwhere can I buy a new lid for my jug?\n\nKind regards,\nAda Quist\n"
FAULTY = "We will be in touch soon, and we guarantee that you will like it."
REASON = "Agreed with her on the telephone."


def a_reply_with_a_faulty_sentence(page: Page, address: str, who: str) -> None:
    """A letter of this test's own, answered by the responder in words that the check holds against them."""
    open_inbox(page, address)
    page.get_by_text("Put in letters").click()
    page.get_by_label("Or paste one").fill(LETTER.replace("Ada Quist", who))
    page.get_by_role("button", name="Make it a case").click()
    expect(page.get_by_text(re.compile(r"pasted\.txt is case"))).to_be_visible()
    page.get_by_role("link", name=who).first.click()
    settled(page)
    page.get_by_role("button", name=re.compile("^Draft")).first.click()
    expect(page.locator(".paper-reply")).to_be_visible()
    settled(page)
    page.get_by_role("button", name=re.compile("^Write")).click()
    editor = page.get_by_role("textbox", name="The reply")
    editor.fill(f"Dear {who},\n\nThank you for your letter. {FAULTY}\n\nKind regards,\nTessa Rowley")
    page.get_by_role("button", name=re.compile("^Read")).click()
    expect(page.locator(".paper-reply")).to_contain_text("you will like it")
    settled(page)


def turn(page: Page, name: str) -> None:
    """Turn to a part of the page, such as Policy or Found lately."""
    page.get_by_role("radio", name=re.compile(f"^{name}")).or_(
        page.get_by_role("button", name=re.compile(f"^{name}"))
    ).first.click()
    settled(page)


def chapter(page: Page, name: str) -> None:
    page.locator('[class*="st-key-contents_"]').get_by_text(re.compile(f"^{name}")).first.click()
    settled(page)


def textbox(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def test_a_rule_is_written_tried_as_one_types_replayed_and_found_on_the_case(page: Page, address: str) -> None:
    a_reply_with_a_faulty_sentence(page, address, "Ada Quist")
    become(page, REVIEWER)
    go(page, "Guidelines")
    chapter(page, "P17")
    expect(page.locator('[class*="st-key-entry_"]').first).to_be_visible()
    picture(page, "guidelines-light")
    page.get_by_role("button", name="Add a rule").click()
    textbox(page, "Title").fill("Do not say what they will like")
    textbox(page, "Why").fill("Nobody knows what somebody else likes.")
    textbox(page, "Words to find").fill("you will ~like it")
    textbox(page, "Not this").fill("I am sure that you will like it.")
    textbox(page, "Say this").fill("I hope that you will like it.")
    settled(page)
    trial = textbox(page, "A text to try the rule on")
    trial.click()
    trial.press_sequentially("Here it is, you will like it.")
    expect(page.locator(".live-marks .m-warning")).to_have_text("you will like it")
    expect(trial).to_have_value("Here it is, you will like it.")
    page.get_by_role("button", name="Replay over past replies").click()
    expect(page.locator(".replayed")).to_have_text(re.compile(r"This would have flagged 1 of \d+ repl"))
    expect(page.locator(".foundin .m-warning")).to_have_text("you will like it")

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("in the good example")
    expect(textbox(page, "Say this")).to_have_value("I hope that you will like it.")
    picture(page, "guidelines-refused")
    textbox(page, "Say this").fill("I hope that it suits you.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Do not say what they will like” is in force.")).to_be_visible()
    turn(page, "Found lately")
    page.get_by_role("link", name=re.compile("Ada Quist")).click()
    expect(page.locator(".card").filter(has_text="Do not say what they will like")).to_be_visible()


def test_a_sentence_is_let_stand_from_the_margin_by_keyboard_and_the_waiver_taken_back(
    page: Page, address: str
) -> None:
    a_reply_with_a_faulty_sentence(page, address, "Bea Holm")
    expect(page.locator(".n-margin")).to_have_count(0)  # the responder lets nothing stand
    become(page, REVIEWER)
    sign = page.get_by_role("button", name=re.compile("^Let this sentence stand"))
    sign.first.focus()
    page.keyboard.press("Enter")
    asked = page.locator('[class*="st-key-stand_"] .said')
    expect(asked).to_have_text(f"“{FAULTY}”")
    settled(page)
    page.get_by_role("button", name="Let it stand").click()
    expect(page.get_by_role("alert").filter(has_text="A waiver needs a reason.")).to_be_visible()
    textbox(page, "Why may this stand?").last.fill(REASON)
    picture(page, "waiver-margin")
    page.get_by_role("button", name="Let it stand").click()
    expect(page.get_by_text("The sentence may stand as it is")).to_be_visible()
    expect(page.locator(".n-waived").first).to_have_attribute("title", f"{REVIEWER} let this stand: {REASON}")
    settled(page)
    page.get_by_text("Waived (1)").click()
    picture(page, "waivers")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("stands against the reply again")).to_be_visible()
    expect(sign.first).to_be_visible()


def test_the_policy_is_changed_in_a_form_and_a_contradiction_is_said_at_its_field(page: Page, address: str) -> None:
    open_inbox(page, address)
    become(page, REVIEWER)
    go(page, "Guidelines")
    turn(page, "Policy")
    chapter(page, "Timescales")
    page.get_by_role("button", name="Add a timescale").click()
    textbox(page, "What takes this time").fill("a hand-thrown jug")
    textbox(page, "Short name").fill("jug")
    page.get_by_role("spinbutton", name="At least").fill("9")
    page.get_by_role("spinbutton", name="At most").fill("2")
    page.get_by_role("spinbutton", name="At most").press("Tab")
    page.get_by_role("combobox", name="Unit").click()
    page.get_by_role("option", name="days", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="swap or mend them")).to_be_visible()
    picture(page, "policy-contradiction")
    page.get_by_role("spinbutton", name="At most").fill("12")
    page.get_by_role("spinbutton", name="At most").press("Tab")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("a hand-thrown jug: 9 to 12 days")).to_be_visible()
    chapter(page, "Versions")
    page.get_by_role("button", name="Restore").first.click()
    expect(page.get_by_text("The earlier words are in force again.")).to_be_visible()


def test_a_responder_reads_the_guidelines_on_a_phone_in_the_dark(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    open_inbox(page, address)
    page.goto(f"{address}/guidelines?as=tessa&rule=vague-time")
    expect(page.get_by_role("heading", name='Give the day, not "soon"')).to_be_visible()
    expect(page.get_by_text("A reviewer switches rules, changes them and adds new ones.")).to_be_visible()
    settled(page)
    picture(page, "guidelines-narrow-dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    turn(page, "Policy")
    page.get_by_role("combobox", name="Part of the policy").click()
    page.get_by_role("option", name=re.compile("^Remedies")).click()
    expect(page.get_by_text("refund of the price paid", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Edit")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_reviewer_writes_a_rule_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_inbox(page, address)
    page.goto(f"{address}/guidelines?as=marcus&rule=vague-time")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator(".live-marks .m-warning").first).to_be_attached()
    settled(page)
    picture(page, "guidelines-writing-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
