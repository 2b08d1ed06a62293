"""Why a passage stands where it does, and which of its words answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.embedding import MiniLM
from knowledge.explanation import answering_span
from knowledge.library import Library

QF_40 = (
    "# QF-40\n\n## Care\n\nRinse the jug once a week. The filter of the QF-40 is changed every six months. Keep it dry."
)
QF_40S = "# QF-40S\n\n## Care\n\nRinse the jug once a week. The filter of the QF-40S is changed every nine months."
HOURS = "# Opening hours\n\nThe shop is open from nine to five on weekdays."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    one = Library(tmp_path_factory.mktemp("data"), one_shot=True)
    texts = {"qf-40.md": QF_40, "qf-40s.md": QF_40S, "hours.md": HOURS}
    one.add_files([(name, text.encode()) for name, text in texts.items()])
    yield one
    one.close()


def test_the_answering_sentence_is_marked_in_the_passage(library: Library) -> None:
    first = library.explain("How often is the filter of my QF-40 changed?").hits[0]
    assert first.hit.passage.text[first.start : first.end] == "The filter of the QF-40 is changed every six months."


def test_the_reason_names_the_words_that_are_shared_and_the_model(library: Library) -> None:
    first = library.explain("How often is the filter of my QF-40 changed?").hits[0]
    assert "“filter”" in first.reason
    assert "names the product asked about" in first.reason


def test_it_shows_the_same_passages_as_the_search_in_the_same_order(library: Library) -> None:
    question = "How often is the filter of my QF-40 changed? When is the shop open?"
    shown = [one.hit.passage.id for one in library.explain(question).hits]
    assert shown == [hit.passage.id for hit in library.search(question)]
    assert len(shown) >= 2


def test_when_nothing_answers_it_names_the_words_that_stand_nowhere(library: Library) -> None:
    explained = library.explain("Do you rent out trombones to orchestras in Bolivia?")
    assert explained.hits == ()
    assert "“trombones”" in explained.nothing


def test_without_any_document_it_says_so(tmp_path: Path) -> None:
    assert "No document" in Library(tmp_path / "none").explain("When are you open?").nothing


def test_of_a_list_the_item_that_answers_is_marked() -> None:
    text = "- Dogs are welcome in the garden.\n- Parking costs eight pounds a night.\n- The pool opens at seven."
    start, end = answering_span("What does parking cost?", text, MiniLM().recall)
    assert text[start:end] == "- Parking costs eight pounds a night."
