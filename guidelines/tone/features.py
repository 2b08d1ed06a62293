"""What the classifier sees of a sentence: its embedding, and a few plain signs that embeddings blur."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Embed

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
_MEANING, _SIGN = 4.0, 0.7  # how much an embedding (of length 1) and a sign weigh against each other


def features(texts: Sequence[str], embed: Embed) -> npt.NDArray[np.float64]:
    """One row a text: the embedding (384), the signs (0 or 1) and the length."""
    import numpy as np

    signs = [[*(float(bool(sign.search(text))) for sign in _SIGNS), min(len(text.split()), 40) / 20] for text in texts]
    return np.hstack([np.asarray(embed(texts), dtype=np.float64) * _MEANING, np.array(signs) * _SIGN])
