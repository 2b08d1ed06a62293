"""How well a passage knows the words of a question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.coverage import NOTHING_TO_COVER, coverage
from knowledge.lexical import Lexicon

TEXTS = ["Linden: the sofa costs 890 pounds.", "Dogs are welcome."]


def embed(words: Sequence[str]) -> NDArray[np.float32]:
    """Words of one meaning point one way; everything else has a way of its own."""
    ways = {word: at for at, word in enumerate(["costs", "heavy", "sofa", "linden", "pounds", "890"])}
    vectors = np.zeros((len(words), 8), dtype=np.float32)
    for row, word in enumerate(words):
        vectors[row, ways.get({"expensive": "costs"}.get(word, word), 7)] = 1.0
    return vectors


def test_a_word_of_the_same_meaning_is_known_and_a_strange_one_is_not() -> None:
    lexicon = Lexicon(TEXTS)
    near = coverage("How expensive is the sofa?", [], TEXTS[:1], lexicon, embed)
    far = coverage("How heavy is the sofa?", [], TEXTS[:1], lexicon, embed)
    assert (near.low, near.words) == (1.0, 2)
    assert far.low == 0.5
    assert far.mean < near.mean


def test_the_products_name_and_common_words_tell_nothing() -> None:
    found = coverage("What about the Linden?", ["Linden"], TEXTS[:1], Lexicon(TEXTS), embed)
    assert (found.mean, found.words) == (NOTHING_TO_COVER, 0)
