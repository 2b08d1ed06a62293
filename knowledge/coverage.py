"""How well some passages know the words of a question, word by word and by meaning (a soft form of term coverage).

A near miss has the right product and lacks the fact: "how heavy is the Linden?" stands near every passage about the
Linden, and yet none has a word near "heavy". Each word is embedded by itself; exact and stemmed matches count as 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.lexical import STOPWORDS, spoken_words, tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.lexical import Lexicon

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

MOST_WORDS = 24  # of a question; chatty ones repeat themselves
NOTHING_TO_COVER = 0.8  # the mean of what is asked of a passage when the question is only names and common words


@dataclass(frozen=True, slots=True)
class Coverage:
    """``mean`` over the question's words, the rarer the heavier; ``low`` of its two least known ones; both 0 to 1."""

    mean: float
    low: float
    words: int


def coverage(query: str, names: Sequence[str], texts: Sequence[str], lexicon: Lexicon, embed: Embed) -> Coverage:
    """Compare the words of ``query`` with those of ``texts``; the words of the product ``names`` are left out."""
    known = {token for name in names for token in tokens(name)}
    asked = [word for word in _content(query)[:MOST_WORDS] if not known & set(tokens(word))]
    have = _content("\n".join(texts))
    if not asked or not have:
        return Coverage(NOTHING_TO_COVER, NOTHING_TO_COVER, len(asked))
    stems = {token for word in have for token in tokens(word)}
    near = (embed(asked) @ embed(have).T).max(axis=1)
    known_at = [1.0 if set(tokens(word)) <= stems else float(its) for word, its in zip(asked, near, strict=True)]
    weights = [max((lexicon.rarity(token) for token in tokens(word)), default=1.0) for word in asked]
    return Coverage(float(np.average(known_at, weights=weights)), float(np.mean(sorted(known_at)[:2])), len(asked))


def _content(text: str) -> list[str]:
    return [
        word
        for word in dict.fromkeys(spoken_words(text))
        if len(word) > 1 and word not in STOPWORDS and word.split("'")[0] not in STOPWORDS and tokens(word)
    ]
