"""A text's sentences are looked up in the documents: each once, as long as the documents stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from casework.looking_up import looked_up
from guidelines.draft import read_draft
from knowledge.library import Library
from knowledge.passage import Hit

DRAFT = "Dear Ann,\n\nThe guarantee of the Heron lamp runs for two years. A new bulb\ncosts £4.\n\nKind regards,\nTom"


class Asked(Library):
    """A library that notes what it was searched for."""

    def search_many(self, queries: Sequence[str], k: int = 5) -> list[list[Hit]]:
        self.__dict__.setdefault("queries", []).extend(queries)
        return super().search_many(queries, k)

    def asked(self) -> list[str]:
        queries: list[str] = self.__dict__.pop("queries", [])
        return queries


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Asked]:
    one = Asked(tmp_path, today=date(2026, 11, 23))
    one.add_file("guarantee.md", b"# Guarantee\n\nThe guarantee of the Heron lamp runs for two years from delivery.\n")
    yield one
    one.close()


def test_what_the_sentences_find_is_handed_back_and_not_searched_again(library: Asked) -> None:
    found = looked_up(read_draft(DRAFT), library)
    assert [passage.document for passage in found] == ["guarantee.md"]
    assert library.asked() == ["The guarantee of the Heron lamp runs for two years.", "A new bulb costs £4."]
    assert looked_up(read_draft(DRAFT), library) == found
    assert library.asked() == []


def test_of_a_changed_text_only_the_changed_sentence_is_searched(library: Asked) -> None:
    found = looked_up(read_draft(DRAFT), library)
    library.asked()
    assert looked_up(read_draft(DRAFT.replace("£4", "£5")), library) == found
    assert library.asked() == ["A new bulb costs £5."]


def test_after_a_change_of_the_documents_all_is_searched_anew(library: Asked) -> None:
    looked_up(read_draft(DRAFT), library)
    library.add_file("prices.md", b"# Prices\n\nA new bulb for the Heron lamp costs four pounds.\n")
    library.asked()
    assert {passage.document for passage in looked_up(read_draft(DRAFT), library)} == {"guarantee.md", "prices.md"}
    assert len(library.asked()) == 2


def test_a_text_without_a_sentence_finds_nothing(library: Asked) -> None:
    assert looked_up(read_draft(""), library) == []
    assert library.asked() == []
