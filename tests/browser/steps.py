"""What a person does on every page: go there, become somebody, turn to another view; and a picture of what they see."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

expect.set_options(timeout=20_000)
PICTURES = Path(os.environ.get("WELLPUT_PICTURES") or Path(__file__).parents[2] / "build" / "pictures")
READY = "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning' && " \
        "!document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]')"  # fmt: skip


def settled(page: Page) -> None:
    page.wait_for_function(READY)


def open_inbox(page: Page, address: str) -> None:
    """The inbox once the demonstration's letters are there (its loading shows its progress meanwhile)."""
    page.goto(address)
    expect(page.locator('[class*="st-key-row_"]').first).to_be_visible(timeout=240_000)
    expect(page.get_by_text("Loading the demonstration company")).to_have_count(0, timeout=240_000)
    settled(page)


def picture(page: Page, name: str) -> None:
    settled(page)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def become(page: Page, name: str) -> None:
    """Choose another profile at the top of the page."""
    page.locator(".st-key-who button").first.click()
    page.get_by_role("radiogroup", name="Who is at the desk").get_by_text(name, exact=True).click()
    expect(page.locator(".st-key-who button").first).to_contain_text(name)
    page.keyboard.press("Escape")
    settled(page)


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    settled(page)


def turn_to(page: Page, name: str) -> None:
    """Turn to another view: Read or Write, a tab of the narrow window, a queue of the review."""
    button = page.get_by_role("button", name=re.compile(f"^{re.escape(name)}( Shortcut.*)?$"))
    page.get_by_role("radio", name=name, exact=True).or_(button).first.click()
    settled(page)
