"""Whether a text says something, however its blanks, quotes and capitals are set."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "–": "-", "‑": "-"})


def plain(text: str) -> str:
    """Lower case, straight quotes, single blanks, and no blank before a percent sign."""
    return re.sub(r"\s+%", "%", re.sub(r"\s+", " ", text.translate(_QUOTES))).casefold()


def says(text: str, phrase: str) -> bool:
    """True when ``phrase`` stands in ``text``; a figure at its edge is not part of a longer one there."""
    wanted = plain(phrase)
    before = r"(?<![\d.,])" if wanted[:1].isdigit() or wanted.startswith("£") else ""
    after = r"(?!\d|[.,](?!00\b)\d)" if wanted[-1:].isdigit() else ""
    if re.search(r"[a-z]+-\d+$", wanted):
        after = r"(?![\da-z])"  # QF-40 is not QF-40S
    return re.search(before + re.escape(wanted) + after, plain(text)) is not None


def says_any(text: str, phrases: Sequence[str]) -> bool:
    return any(says(text, phrase) for phrase in phrases)
