"""What speaks for and against that anything answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answerable import Evidence
from knowledge.library import Library

LAMP = "# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts. Its cable is two metres long, and it costs £89."
BIKES = "# Bicycle hire\n\nA bicycle costs twelve pounds a day. Bring it back before six in the evening."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    one = Library(tmp_path_factory.mktemp("data"), one_shot=True)
    one.add_files([("lamp.md", LAMP.encode()), ("bikes.md", BIKES.encode())])
    yield one
    one.close()


def evidence(library: Library, question: str) -> Evidence:
    searcher = library._searcher
    (ranking,) = searcher._rankings([question], searcher._current_view())
    assert ranking.evidence is not None
    return ranking.evidence


def test_words_that_stand_in_no_document_are_weighed_and_named(library: Library) -> None:
    strange = evidence(library, "Does the lamp come with a parasol?")
    assert "parasol" in strange.strange
    assert strange.none > evidence(library, "How long is the cable of the lamp?").none == 0.0


def test_a_name_a_model_and_a_figure_that_the_passages_lack_are_noticed(library: Library) -> None:
    assert evidence(library, "Is the lamp sold in Norway?").name == 1.0
    assert evidence(library, "Is the HX-20 a lamp?").model == 1.0
    assert evidence(library, "Does the lamp take 40 watts?").figure == 1.0
    known = evidence(library, "Is a Heron worth £89?")
    assert (known.name, known.model, known.figure) == (0.0, 0.0, 0.0)


def test_a_document_that_stands_alone_leads_by_what_is_usual(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = Library(tmp_path_factory.mktemp("alone"), one_shot=True)
    alone.add_files([("lamp.md", LAMP.encode())])
    assert evidence(alone, "Which bulb does the lamp take?").lead == 0.03
    alone.close()


def test_far_questions_find_nothing_and_plain_ones_are_answered(library: Library) -> None:
    assert library.search("Which bulb does the Heron lamp take?")
    assert library.search("What does it cost to hire a bicycle for a day?")
    assert library.search("Who won the football on Saturday?") == []
