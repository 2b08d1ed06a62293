"""The models that a text names; a longer name hides the shorter one inside it (P07)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache


def models_in(text: str, models: Collection[str]) -> set[str]:
    """Which of the models a text names: QF-40S hides QF-40."""
    lower = text.lower()
    found = {model for model in models if model.lower() in lower and _named(model).search(text)}
    return {model for model in found if not any(model != other and model in other for other in found)}


@lru_cache(maxsize=4_000)
def _named(model: str) -> re.Pattern[str]:
    """A model by its name; capitals matter where it is a word and no code."""
    plain_word = not any(char.isdigit() for char in model)
    return re.compile(rf"(?<![\w-]){re.escape(model)}(?![\w-])(?!\.\d)", 0 if plain_word else re.IGNORECASE)
