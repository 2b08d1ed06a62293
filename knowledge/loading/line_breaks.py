"""Lines of print as running text: words that were broken at the end of a line are put together again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

SOFT_HYPHEN = "\u00ad"  # at the end of a line: a hyphen that breaks a word, or belongs to it
_COMPOUND = re.compile(
    r"\b(?:self|well|non|all|ex|half|high|low|long|short|full|part|one|two|three|four|five|six|ten|multi|semi|anti|co|e)"
    r"\u00ad$",
    re.I,
)


def joined(lines: Sequence[str], hyphenated: Collection[str] = ()) -> str:
    """``lines`` as one text; ``hyphenated`` are words that the document writes with a hyphen elsewhere."""
    text = ""
    for line in lines:
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1] + ("-" if _keeps_hyphen(text, line, hyphenated) else "") + line
        elif re.search(r"[a-z]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}".strip()
    return text[:-1] + "-" if text.endswith(SOFT_HYPHEN) else text


def _keeps_hyphen(text: str, line: str, hyphenated: Collection[str]) -> bool:
    """A model's number and a compound keep it ("QF-40", "self-contained"); a word broken in two loses it."""
    if not line[:1].islower() or re.search(r"[\dA-Z]\u00ad$", text) or _COMPOUND.search(text):
        return True
    first, last = re.match(r"\w+", line), re.search(r"(\w+)\u00ad$", text)
    return bool(first and last and f"{last[1]}-{first[0]}" in hyphenated)
