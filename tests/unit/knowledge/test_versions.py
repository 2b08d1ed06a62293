"""Older versions are recognised across names, and different things are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.versions import Edition, edition, standings

TODAY = date(2026, 11, 22)


def doc(name: str, title: str = "", head: str = "", **front: str) -> Edition:
    return edition(name, title, front, head)


def superseded(*editions: Edition, today: date = TODAY) -> set[str]:
    return {name for name, standing in standings(editions, today).items() if not standing.current}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (doc("returns-policy-2023.md", "Returns policy"), doc("returns-policy-2025.md", "Returns policy")),
        (doc("Returns_v1.pdf", "Returns"), doc("Returns_v2.pdf", "Returns")),
        (doc("tariff 2025-03.csv", "Tariff 2025-03"), doc("tariff 2026-01.csv", "Tariff 2026-01")),
        (
            doc("a.md", "Fees", "Fees, effective from 1 May 2024"),
            doc("b.md", "Fees", "Fees, effective from 1 May 2026"),
        ),
        (doc("terms-old.docx", "Terms of hire"), doc("terms.docx", "Terms of hire")),
        (doc("guide-v1.9.md", "Guide"), doc("guide-v1.10.md", "Guide")),
        (
            doc("house-rules.md", "House rules"),
            doc("rules-2026.md", "Guest rules", "These rules replace house-rules.md.", replaces="house-rules.md"),
        ),
        (doc("privacy.md", "Privacy notice"), doc("privacy-2026.md", "Privacy notice 2026")),
    ],
)
def test_the_older_of_two_versions_is_superseded(older: Edition, newer: Edition) -> None:
    assert superseded(older, newer) == {older.document}
    assert superseded(newer, older) == {older.document}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (doc("qf-40.md", "QF-40 guide"), doc("qf-40s.md", "QF-40S guide")),
        (doc("warranty-uk.md", "Warranty UK"), doc("warranty-ie.md", "Warranty Ireland")),
        (doc("heron-200.md", "Heron 200"), doc("heron-300.md", "Heron 300")),
        (doc("delivery.md", "Delivery", "Updated 1 March 2026"), doc("returns.md", "Returns", "Updated 1 March 2024")),
        (doc("step-1.md", "Step 1"), doc("step-2.md", "Step 2")),
        (
            doc("repairs.md", "Repairs", "A faulty lamp is replaced by a new one. It is no longer valid to wait."),
            doc("lamps.md", "Lamps"),
        ),
        (doc("lamp.md", "Old lamps", "This model has been replaced by the Heron."), doc("heron.md", "Heron")),
    ],
)
def test_different_documents_are_not_versions_of_each_other(one: Edition, other: Edition) -> None:
    assert superseded(one, other) == set()


def test_a_document_that_says_it_is_superseded_is_not_current() -> None:
    assert superseded(doc("a.md", "Rules", "This policy has been superseded by the rules of 2026.")) == {"a.md"}
    assert superseded(doc("b.md", "Rules", "", superseded_by="c.md")) == {"b.md"}
    assert superseded(doc("c.md", "Rules", "", status="withdrawn")) == {"c.md"}


def test_validity_is_honoured_on_the_day() -> None:
    summer = doc("summer.md", "Summer hours", "", valid_from="2026-06-01", valid_until="2026-08-31")
    assert superseded(summer, today=date(2026, 7, 1)) == set()
    assert superseded(summer, today=date(2026, 9, 1)) == {"summer.md"}
    assert superseded(summer, today=date(2026, 5, 1)) == {"summer.md"}


def test_a_version_that_is_not_yet_in_force_supersedes_nothing() -> None:
    now, coming = doc("fees-2026.md", "Fees"), doc("fees-2027.md", "Fees", "", valid_from="2027-01-01")
    assert superseded(now, coming) == {"fees-2027.md"}
    assert superseded(now, coming, today=date(2027, 1, 2)) == {"fees-2026.md"}
