"""The lexical index over the words that the register keeps."""

from __future__ import annotations

import pytest

from knowledge.lexicon import Lexicon

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
