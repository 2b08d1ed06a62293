"""The editor's word: owner, audience, review, validity and standing hold against what a document says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.details import Details
from knowledge.errors import KnowledgeError
from knowledge.library import Library

FRONT = b"---\nowner: Ines Ortega\nreview-by: 2026-11-01\naudience: internal\n---\n# Hire\n\nA bicycle costs twelve pounds a day, with its lock and helmet."
OLD = b"# Hire terms\n\nA bicycle costs ten pounds a day, and the helmet is two pounds more."
NEW = b"# Hire terms\n\nA bicycle costs twelve pounds a day, and the helmet comes with it."
QUESTION = "What does it cost to hire a bicycle for a day?"
TODAY = date(2026, 11, 22)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    one = Library(tmp_path / "data", today=TODAY)
    yield one
    one.close()


def found(library: Library) -> set[str]:
    return {hit.passage.document for hit in library.search(QUESTION)}


def test_a_document_says_who_owns_it_for_whom_it_is_and_when_it_is_due(library: Library) -> None:
    library.add_file("hire.md", FRONT)
    (entry,) = library.documents()
    assert (entry.owner, entry.audience, entry.review_by) == ("Ines Ortega", "internal", date(2026, 11, 1))
    assert entry.overdue
    assert not entry.corrected


def test_the_editors_word_holds_against_the_documents_own(library: Library) -> None:
    library.add_file("hire.md", FRONT)
    said = Details(owner="Tom Ash", audience="public", review_by=date(2027, 1, 1))
    entry = library.set_details("hire.md", said)
    assert (entry.owner, entry.audience, entry.review_by, entry.overdue) == (
        "Tom Ash", "public", date(2027, 1, 1), False,
    )  # fmt: skip
    assert library.details("hire.md") == said
    assert library.search(QUESTION)[0].passage.audience == "public"
    assert library.set_details("hire.md", Details()).owner == "Ines Ortega"


def test_a_document_marked_internal_by_hand_is_marked_so_where_it_is_found(library: Library) -> None:
    library.add_file("hire.md", NEW)
    library.set_details("hire.md", Details(audience="internal"))
    assert library.search(QUESTION)[0].passage.audience == "internal"
    assert library.passages("hire.md")[0].audience == "internal"


def test_the_word_stays_with_the_next_version_of_the_document(library: Library) -> None:
    library.add_file("hire.md", OLD)
    library.set_details("hire.md", Details(owner="Tom Ash"))
    library.add_file("hire.md", NEW)
    assert [entry.owner for entry in library.documents()] == ["Tom Ash", "Tom Ash"]


def test_an_editor_puts_back_what_was_taken_for_an_older_version(library: Library) -> None:
    library.add_file("hire-terms-2024.md", OLD)
    library.add_file("hire-terms-2026.md", NEW)
    assert found(library) == {"hire-terms-2026.md"}
    entry = library.set_details("hire-terms-2024.md", Details(standing="current"))
    assert (entry.status, entry.corrected, entry.superseded_by) == ("current", True, "")
    assert found(library) == {"hire-terms-2024.md", "hire-terms-2026.md"}


def test_an_editor_marks_a_document_as_superseded(library: Library) -> None:
    library.add_file("a.md", OLD)
    library.add_file("b.md", NEW)
    entry = library.set_details("a.md", Details(superseded_by="b.md"))
    assert (entry.status, entry.superseded_by, entry.corrected) == ("superseded", "b.md", True)
    assert entry.why == "An editor marked it as superseded by b.md."
    assert found(library) == {"b.md"}
    assert library.set_details("b.md", Details(standing="superseded")).status == "superseded"
    assert found(library) == set()


def test_validity_by_hand_is_honoured_on_the_day(tmp_path: Path) -> None:
    for today, there in ((date(2026, 5, 31), set()), (date(2026, 6, 1), {"hire.md"}), (date(2026, 9, 1), set())):
        library = Library(tmp_path / str(today), today=today)
        library.add_file("hire.md", NEW)
        library.set_details("hire.md", Details(valid_from=date(2026, 6, 1), valid_until=date(2026, 8, 31)))
        assert found(library) == there
        library.close()


def test_a_document_that_is_not_current_is_not_overdue(library: Library) -> None:
    library.add_file("hire.md", FRONT)
    assert library.set_details("hire.md", Details(standing="superseded")).overdue is False
    library.set_details("hire.md", Details())
    assert library.remove("hire.md").overdue is False


def test_what_does_not_fit_is_said_and_changes_nothing(library: Library) -> None:
    library.add_file("a.md", OLD)
    library.add_file("b.md", NEW)
    for document, details in (
        ("nothing.md", Details(owner="Tom Ash")),
        ("a.md", Details(superseded_by="nothing.md")),
        ("a.md", Details(superseded_by="a.md")),
    ):
        with pytest.raises(KnowledgeError) as told:
            library.set_details(document, details)
        assert told.value.next_step
    library.set_details("a.md", Details(superseded_by="b.md"))
    with pytest.raises(KnowledgeError, match="superseded by itself"):
        library.set_details("b.md", Details(superseded_by="a.md"))
    assert library.details("b.md") == Details()


@pytest.mark.parametrize(
    "said",
    [
        {"audience": "friends"},
        {"standing": "old"},
        {"standing": "current", "superseded_by": "b.md"},
        {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)},
    ],
)
def test_details_that_contradict_themselves_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError):
        Details(**said)  # type: ignore[arg-type]


def test_details_come_back_as_they_were_kept() -> None:
    said = Details("Tom Ash", "internal", date(2027, 1, 1), date(2026, 1, 1), date(2026, 12, 31), "superseded", "b.md")
    assert Details.from_json(said.to_json()) == said
    assert Details.from_json(Details().to_json()) == Details()
