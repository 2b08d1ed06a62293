"""What the classifier sees of a sentence: its words and their pieces, a few plain signs, and its embedding.

Words and pieces say how a thing is put, which an embedding blurs; the embedding says what is meant, in whatever words.
Runs of one to three words and of two to five letters are counted in a fixed number of buckets (the hashing trick,
Weinberger et al. 2009), so that no vocabulary is kept and a new word needs no place of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Embed

    Floats = npt.NDArray[np.float32]

BUCKETS = 1 << 15
MEANING, SIGN, RUN = 4.0, 0.7, 3.0  # how much an embedding, a sign and the runs weigh against each other
_RUNS_OF_WORDS, _RUNS_OF_LETTERS = range(1, 4), range(2, 6)
_WORD = re.compile(r"[\w']+|[!?]+")
_CURLY = str.maketrans("‘’“”", "''\"\"")
_SIGNS = tuple(
    re.compile(source, re.IGNORECASE)
    for source in (
        r"\b(?:not|no|never|cannot|nothing|nobody|none|nor|unable)\b|n['’]t\b",
        r"\b(?:we|i)\b[^.]{0,15}(?:n['’]t|not|never|unable|no)\b",
        r"^\W*you\b",
        r"\byou\b",
        r"\byour\b",
        r"\?",
        r"!",
        r"\b(?:sorry|apolog|regret)",
        r"\b(?:thank|please|glad|happy|grateful)",
        r"\bwill\b|['’]ll\b",
        r"\b(?:always|ever|every|all|any|everything|nothing|never)\b",
        r"\d",
        r"\b(?:can|could|may|might|would)\b",
        r"\b(?:but|so|until|unless|once|instead|if)\b",
        r"\b(?:should|must|have to|ought)\b",
        r"\b(?:our|ours|us)\b",
        r"\b(?:just|only|simply|obviously|clearly|frankly|honestly)\b",
        r"(?-i:[A-Z]{3,})",
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|january|february|march|april|may|june|july"
        r"|august|september|october|november|december)\b",
        r"^\W*(?:there|it|that|this|the)\b",
        r"^\W*(?:i|we)\b",
        r"\bbecause\b",
    )
)
SIGNS = len(_SIGNS) + 1


@dataclass(frozen=True, slots=True)
class Runs:
    """The buckets of a text's runs and how much each weighs: both blocks, words and letters, of length ``RUN``."""

    buckets: tuple[int, ...]
    weights: tuple[float, ...]


@lru_cache(maxsize=4_000)
def runs(text: str) -> Runs:
    """The runs of words and of letters of a text, each run once, weighted by the logarithm of its count."""
    words = _WORD.findall(text.translate(_CURLY).lower())
    found = _weighed(map(_bucket, _of_words(words)))
    of_letters = _weighed(chain.from_iterable(map(_of_letters, words)))
    for bucket in found.keys() & of_letters.keys():
        of_letters[bucket] += found[bucket]
    found.update(of_letters)
    return Runs(tuple(found), tuple(found.values()))


def _weighed(block: Iterable[int]) -> dict[int, float]:
    """The buckets of a block with their weights, together of length ``RUN``."""
    weights = {bucket: 1.0 if count == 1 else 1 + math.log(count) for bucket, count in Counter(block).items()}
    scale = RUN / (math.hypot(*weights.values()) or 1.0)
    return {bucket: weight * scale for bucket, weight in weights.items()}


def _of_words(words: Sequence[str]) -> Iterator[str]:
    for size in _RUNS_OF_WORDS:
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


@lru_cache(maxsize=20_000)
def _of_letters(word: str) -> tuple[int, ...]:
    """The buckets of the runs within a word, its ends marked, so that "unable" and "able" begin apart."""
    marked = f"<{word}>"
    return tuple(
        _bucket(f"~{marked[start : start + size]}")
        for size in _RUNS_OF_LETTERS
        for start in range(len(marked) - size + 1)
    )


def _bucket(run: str) -> int:
    return crc32(run.encode()) % BUCKETS


def signs(text: str) -> list[float]:
    """0 or ``SIGN`` for each sign, and the length in words."""
    return [*(SIGN * bool(sign.search(text)) for sign in _SIGNS), SIGN * min(len(text.split()), 40) / 20]


def meaning(texts: Sequence[str], embed: Embed) -> Floats:
    """The embeddings, float32[n, 384], of length ``MEANING``."""
    import numpy as np

    return np.asarray(embed(texts), dtype=np.float32) * np.float32(MEANING)
