"""What a document was before: originals, earlier versions, undo, and which citations no longer stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.details import Details
from knowledge.errors import KnowledgeError
from knowledge.library import Library

RETURNS = b"""# Returns

## How long

You can send anything back within 30 days of its delivery, in its own box, with the slip that came with it, whether it was used or not, to any of our shops.

## Who pays

We pay the postage of what arrives broken or late, and you pay it for what you do not like, at the counter of the post office of your choice, in cash.
"""
NEWER = RETURNS.replace(b"30 days", b"45 days")
QUESTION = "Within how many days can I send something back?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    one = Library(tmp_path / "data", today=date(2026, 11, 22))
    one.add_file("returns.md", RETURNS)
    yield one
    one.close()


def cited(library: Library, document: str = "returns.md") -> dict[str, str]:
    """The ids of a document's passages by their heading."""
    return {passage.section.split(" › ")[-1]: passage.id for passage in library.passages(document)}


def answer(library: Library) -> str:
    return library.search(QUESTION)[0].passage.text


def test_the_file_is_kept_byte_for_byte_in_every_version(library: Library) -> None:
    library.add_file("returns.md", NEWER)
    assert library.original("returns.md") == NEWER
    assert library.original("returns.md", 1) == RETURNS
    library.remove("returns.md")
    assert library.original("returns.md") == NEWER


def test_a_file_that_is_not_there_has_no_original(library: Library) -> None:
    with pytest.raises(KnowledgeError, match="no document"):
        library.original("nothing.md")
    with pytest.raises(KnowledgeError, match="version 7"):
        library.original("returns.md", 7)


def test_a_removal_is_undone(library: Library) -> None:
    library.remove("returns.md")
    assert library.search(QUESTION) == []
    entry = library.restore("returns.md")
    assert (entry.status, entry.version) == ("current", 1)
    assert "30 days" in answer(library)
    assert [one.status for one in library.documents()] == ["current"]


def test_an_earlier_version_is_made_the_latest_again(library: Library) -> None:
    library.add_file("returns.md", NEWER)
    entry = library.restore("returns.md", 1)
    assert (entry.status, entry.version) == ("current", 1)
    assert "30 days" in answer(library)
    assert [(one.version, one.status) for one in library.versions_of("returns.md")] == [
        (1, "current"),
        (2, "superseded"),
    ]
    assert library.restore("returns.md", 2).version == 2
    assert "45 days" in answer(library)


def test_the_next_version_after_an_undo_has_a_number_of_its_own(library: Library) -> None:
    library.add_file("returns.md", NEWER)
    library.restore("returns.md", 1)
    row = library.add_file("returns.md", RETURNS.replace(b"30 days", b"60 days"))
    assert (row.outcome, row.version, row.message) == ("replaced", 3, "Loaded as 2 passages, in place of version 1.")


def test_what_is_not_removed_or_not_there_can_not_be_restored(library: Library) -> None:
    with pytest.raises(KnowledgeError, match="is not removed"):
        library.restore("returns.md")
    with pytest.raises(KnowledgeError, match="no document"):
        library.restore("nothing.md")
    with pytest.raises(KnowledgeError, match="version 9"):
        library.restore("returns.md", 9)


def test_the_passages_of_an_earlier_version_can_be_read(library: Library) -> None:
    library.add_file("returns.md", NEWER)
    assert "30 days" in library.passages("returns.md", 1)[0].text
    assert "45 days" in library.passages("returns.md")[0].text
    library.remove("returns.md")
    assert library.passages("returns.md") == []
    assert len(library.passages("returns.md", 2)) == 2


def test_only_a_citation_whose_text_changed_is_outdated_and_the_new_text_is_told(library: Library) -> None:
    ids = cited(library)
    library.add_file("returns.md", NEWER)
    found = library.outdated(list(ids.values()))
    assert list(found) == [ids["How long"]]
    assert found[ids["How long"]].why == "A newer version of returns.md says this differently."
    assert "45 days" in found[ids["How long"]].now
    assert "30 days" in found[ids["How long"]].passage.text


def test_a_citation_of_what_the_newer_version_leaves_out_has_nothing_in_its_place(library: Library) -> None:
    ids = cited(library)
    library.add_file("returns.md", b"# Returns\n\nPlease call the shop, whose people decide on each case by itself.")
    found = library.outdated(list(ids.values()))
    assert set(found) == set(ids.values())
    assert {one.why for one in found.values()} == {"A newer version of returns.md no longer says this."}
    assert {one.now for one in found.values()} == {""}


def test_a_citation_of_a_removed_document_is_outdated_until_it_is_restored(library: Library) -> None:
    ids = list(cited(library).values())
    library.remove("returns.md")
    assert [one.why for one in library.outdated(ids).values()] == ["returns.md was removed."] * 2
    library.restore("returns.md")
    assert library.outdated(ids) == {}


def test_a_citation_of_a_superseded_document_names_the_one_that_took_its_place(library: Library) -> None:
    ids = cited(library)
    library.add_file("returns-2027.md", NEWER)
    library.set_details("returns.md", Details(superseded_by="returns-2027.md"))
    found = library.outdated(list(ids.values()))
    assert list(found) == [ids["How long"]]
    assert found[ids["How long"]].why == "Superseded by returns-2027.md."
    assert "45 days" in found[ids["How long"]].now


def test_a_chain_of_superseded_documents_is_followed_to_its_end(library: Library) -> None:
    ids = cited(library)
    library.add_file("b.md", RETURNS.replace(b"30 days", b"40 days"))
    library.add_file("c.md", NEWER)
    library.set_details("returns.md", Details(superseded_by="b.md"))
    library.set_details("b.md", Details(superseded_by="c.md"))
    found = library.outdated([ids["How long"]])
    assert (found[ids["How long"]].why, "45 days" in found[ids["How long"]].now) == ("Superseded by c.md.", True)


def test_a_citation_of_a_document_past_its_end_says_so(library: Library) -> None:
    ids = list(cited(library).values())
    library.set_details("returns.md", Details(valid_until=date(2026, 5, 3)))
    assert {one.why for one in library.outdated(ids).values()} == {"It was valid until 3 May 2026."}


def test_ids_of_other_things_are_passed_over(library: Library) -> None:
    assert library.outdated(["letter:12", "nothing.md@1#1", *cited(library).values()]) == {}


def test_a_removed_version_that_was_loaded_again_is_no_reason_while_its_words_stand(library: Library) -> None:
    ids = list(cited(library).values())
    library.remove("returns.md")
    library.add_file("returns.md", RETURNS)
    assert library.outdated(ids) == {}
