"""The lexical index over the words that the register keeps."""

from __future__ import annotations

import pytest

from knowledge.lexicon import Lexicon
from knowledge.words import told

WORDS = ["lamp bulb warranti", "lamp cabl lamp", "dog garden", ""]


def test_a_word_is_the_rarer_the_fewer_passages_have_it() -> None:
    lexicon = Lexicon(WORDS)
    assert lexicon.rarity("nowhere") > lexicon.rarity("dog") > lexicon.rarity("lamp")


def test_the_passage_with_most_of_the_words_scores_most_and_none_scores_above_one() -> None:
    scores = Lexicon(WORDS).scores(["lamp", "warranti"])
    assert scores.argmax() == 0
    assert scores[1] > scores[2] == 0
    assert scores.max() <= 1.0


def test_an_unknown_word_lowers_what_the_known_ones_give() -> None:
    lexicon = Lexicon(WORDS)
    assert lexicon.scores(["dog", "nowhere"])[2] < lexicon.scores(["dog"])[2]


@pytest.mark.parametrize("words", [[], ["", ""]])
def test_where_there_are_no_words_nothing_is_found(words: list[str]) -> None:
    assert Lexicon(words).scores(["lamp"]).tolist() == [0.0] * len(words)


def test_it_tells_which_words_it_knows() -> None:
    lexicon = Lexicon(WORDS)
    assert lexicon.known("dog")
    assert not lexicon.known("cat")
    assert set(lexicon.vocabulary) == {"lamp", "bulb", "warranti", "cabl", "dog", "garden"}


def test_a_name_without_a_word_in_it_is_left_out_of_what_a_passage_is_about() -> None:
    assert told("Kb0042", "Press the button.", "Kb0042") == "Press the button."
    assert told("Care", "Press the button.", "QF-40") == "QF-40 › Care\nPress the button."
