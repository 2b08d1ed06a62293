"""Whom a document is for: what staff alone may read is marked, what customers may read never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.audience import audience
from knowledge.library import Library


@pytest.mark.parametrize(
    ("document", "title", "front", "head"),
    [
        ("notes.md", "Refunds", {"audience": "internal"}, "How we refund."),
        ("internal-goodwill.txt", "Goodwill", {}, "You may give £15."),
        ("agents/staff-only-scripts.md", "Scripts", {}, ""),
        ("a.md", "Internal: commission rates", {}, ""),
        ("a.md", "Handling claims (internal)", {}, ""),
        ("memo.txt", "Memo", {}, "MEMO\nINTERNAL - NOT FOR CUSTOMERS\nTo: all"),
        ("memo.txt", "Discounts", {}, "Discounts\nThis page is not intended for customers."),
        ("memo.txt", "Discounts", {}, "For staff use only.\nUp to 10 % may be given."),
        ("memo.txt", "Discounts", {}, "Do not share this list with customers."),
    ],
)
def test_a_document_for_staff_is_internal(document: str, title: str, front: dict[str, str], head: str) -> None:
    assert audience(document, title, front, head) == "internal"


@pytest.mark.parametrize(
    ("document", "title", "front", "head"),
    [
        ("doors.md", "Internal doors", {}, "Our internal doors come in oak and pine."),
        ("fridge.md", "Fridge 40", {}, "Internal dimensions: 40 x 50 cm\nInternal light: LED"),
        ("privacy.md", "Privacy", {}, "What you tell us is kept confidential by our staff."),
        ("international.md", "International delivery", {}, "We deliver to Norway."),
        ("a.md", "Switch offer", {}, "The offer is not for customers who are in arrears."),
        ("a.md", "Offers", {"audience": "customers"}, "INTERNAL"),
        ("a.md", "Spare parts", {}, "These parts are not for use with gas."),
    ],
)
def test_a_document_for_customers_is_public(document: str, title: str, front: dict[str, str], head: str) -> None:
    assert audience(document, title, front, head) == "public"


def test_a_hit_in_an_internal_document_is_found_and_marked(tmp_path: Path) -> None:
    library = Library(tmp_path, one_shot=True)
    library.add_file(
        "goodwill.md", b"---\naudience: internal\n---\n# Goodwill\n\nA gift card of up to 15 pounds may be sent."
    )
    library.add_file("cards.md", b"# Gift cards\n\nGift cards are valid for five years from the day they are bought.")
    found = {hit.passage.document: hit.passage.audience for hit in library.search("How long is a gift card valid?")}
    assert found["cards.md"] == "public"
    (passage,) = library.passages("goodwill.md")
    assert passage.audience == "internal"
    assert library.passage(passage.id) == passage
    library.close()
