"""Older versions are recognised across names, and different things are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.versions import Edition, standings
from tests.unit.knowledge.version_cases import DIFFERENT, SAYS_SO, VERSIONS, doc

TODAY = date(2026, 11, 22)


def superseded(*editions: Edition, today: date = TODAY) -> set[str]:
    return {name for name, standing in standings(editions, today).items() if not standing.current}


@pytest.mark.parametrize("documents", VERSIONS.values(), ids=VERSIONS)
def test_of_several_versions_only_the_last_is_in_force(documents: Sequence[Edition]) -> None:
    older = {one.document for one in documents[:-1]}
    assert superseded(*documents) == older
    assert superseded(*reversed(documents)) == older


@pytest.mark.parametrize("document", SAYS_SO.values(), ids=SAYS_SO)
def test_a_document_that_says_so_is_out_of_force(document: Edition) -> None:
    assert superseded(document) == {document.document}


@pytest.mark.parametrize("documents", DIFFERENT.values(), ids=DIFFERENT)
def test_documents_that_are_no_versions_stay_in_force(documents: Sequence[Edition]) -> None:
    assert superseded(*documents) == set()
    assert superseded(*reversed(documents)) == set()


def test_the_successor_is_told() -> None:
    older, newer = doc("fees-2023.md", "Fees"), doc("fees-2025.md", "Fees")
    latest = doc("fees-2026.md", "Fees")
    assert standings([older, latest, newer], TODAY)["fees-2023.md"].by == "fees-2026.md"


def test_the_successor_is_found_by_its_title() -> None:
    out = doc("returns-policy.md", "Returns policy", 'Superseded on 1 April 2026 by "Returns and refunds".')
    assert standings([out, doc("r.md", "Returns and refunds")], TODAY)["returns-policy.md"].by == "r.md"


def test_validity_is_honoured_on_the_day() -> None:
    summer = doc("summer.md", "Summer hours", "", valid_from="2026-06-01", valid_until="2026-08-31")
    assert superseded(summer, today=date(2026, 7, 1)) == set()
    assert superseded(summer, today=date(2026, 9, 1)) == {"summer.md"}
    assert superseded(summer, today=date(2026, 5, 1)) == {"summer.md"}


@pytest.mark.parametrize(
    "coming",
    [doc("fees-2027.md", "Fees", "", valid_from="2027-01-01"), doc("fees-2027.md", "Fees 2027")],
    ids=["its validity", "its year"],
)
def test_a_version_that_is_not_yet_in_force_supersedes_nothing(coming: Edition) -> None:
    now = doc("fees-2026.md", "Fees")
    assert superseded(now, coming) == {"fees-2027.md"}
    assert superseded(now, coming, today=date(2027, 1, 2)) == {"fees-2026.md"}
