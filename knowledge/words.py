"""The words of a passage as the lexical search counts them, worked out once and kept beside the passage."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from knowledge.lexical import tokens

_WORD = re.compile(r"[^\W\d_]{3,}")


def words_of(section: str, text: str, title: str) -> str:
    """The tokens of a passage with its document's title and its heading path before it, joined with blanks."""
    return " ".join(tokens(told(section, text, title)))


def told(section: str, text: str, title: str) -> str:
    """What is embedded and counted of a passage: what it is about, then its text. A name without a word in it, such
    as "Kb0042", says nothing of what the passage is about and is left out."""
    about = section if not title or section.startswith(title) else f"{title} › {section}"
    return f"{about}\n{text}" if _WORD.search(about) else text


@cache
def fingerprint() -> str:
    """Changes when words are counted differently, so that those kept in the register are worked out anew then."""
    here = Path(__file__).parent
    sources = [here / name for name in ("lexical.py", "stopwords.txt", "synonyms.txt")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources if path.exists())).hexdigest()[:16]
