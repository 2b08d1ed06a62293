"""Words as the lexical search compares them: without the common ones, stemmed, synonyms as one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    return [line for line in (_HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


STOPWORDS = frozenset(word for line in _lines("stopwords.txt") for word in line.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[-./][^\W_]*\d[^\W_]*)*", re.UNICODE)

_SHORT_COMPOUND = re.compile(r"\b(wi|e|pre|re|co|non|un|on|check|set|sign|log|pop|top)[-‐](fi|[a-z]{2,})\b")


def spoken_words(text: str) -> list[str]:
    """The words of a text in small letters, in order; "Wi-Fi" and "e-mail" are one word, as most people write them."""
    return _WORD.findall(_SHORT_COMPOUND.sub(r"\1\2", text.lower().replace("’", "'")))


def tokens(text: str) -> list[str]:
    """Stemmed words without the common ones; a compound with a figure (QF-40) also stands whole."""
    found: list[str] = []
    for word in spoken_words(text):
        if word in STOPWORDS:
            continue
        if any(char.isdigit() for char in word) and re.search(r"[-./]", word):
            found += [re.sub(r"[-./]", "", word), *(part for part in re.split(r"[-./]", word) if part)]
        else:
            found.append(stem(word.split("'")[0]))
    same = _synonyms()
    found = [same.get(token, token) for token in found]
    return [token for token in found if token and token not in STOPWORDS]


@cache
def _synonyms() -> Mapping[str, str]:
    """Each word of a group by the group's first word, all stemmed."""
    same: dict[str, str] = {}
    for line in _lines("synonyms.txt"):
        group = [stem(word) for word in line.split()]
        same.update(dict.fromkeys(group, group[0]) if group else {})
    return same


def stem(word: str) -> str:
    """English endings off, lightly: plural, -ed, -ing, -ly, -ment; what is left is only ever compared with its like."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("zes", "z")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: -len(ending)] + instead
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in ("ations", "ation", "ings", "ing", "ment", "edly", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search(r"[aeiouy]", word[: -len(ending)]):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
