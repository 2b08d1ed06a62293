"""Words: tokens for the lexical search (BM25, Robertson & Zaragoza 2009), and model names told apart exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STOPWORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "anything",
        "are",
        "aren't",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "can",
        "can't",
        "cannot",
        "could",
        "couldn't",
        "did",
        "didn't",
        "do",
        "does",
        "doesn't",
        "doing",
        "don't",
        "down",
        "during",
        "each",
        "either",
        "else",
        "ever",
        "every",
        "few",
        "for",
        "from",
        "further",
        "get",
        "gets",
        "getting",
        "give",
        "go",
        "going",
        "got",
        "had",
        "hadn't",
        "has",
        "hasn't",
        "have",
        "haven't",
        "having",
        "he",
        "hello",
        "help",
        "her",
        "here",
        "hers",
        "hi",
        "him",
        "his",
        "how",
        "however",
        "i",
        "i'd",
        "i'll",
        "i'm",
        "i've",
        "if",
        "in",
        "into",
        "is",
        "isn't",
        "it",
        "it's",
        "its",
        "itself",
        "just",
        "know",
        "let",
        "let's",
        "like",
        "look",
        "made",
        "make",
        "many",
        "may",
        "me",
        "might",
        "mine",
        "more",
        "most",
        "much",
        "must",
        "my",
        "myself",
        "need",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "ok",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "please",
        "possible",
        "put",
        "really",
        "same",
        "say",
        "see",
        "shall",
        "she",
        "should",
        "shouldn't",
        "since",
        "so",
        "some",
        "something",
        "such",
        "sure",
        "tell",
        "than",
        "thank",
        "thanks",
        "that",
        "that's",
        "the",
        "their",
        "theirs",
        "them",
        "then",
        "there",
        "there's",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "though",
        "through",
        "to",
        "too",
        "try",
        "trying",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "use",
        "used",
        "using",
        "very",
        "via",
        "want",
        "wants",
        "was",
        "wasn't",
        "we",
        "we'd",
        "we'll",
        "we're",
        "we've",
        "well",
        "were",
        "weren't",
        "what",
        "what's",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "won't",
        "wonder",
        "wondering",
        "would",
        "wouldn't",
        "yes",
        "yet",
        "you",
        "you'd",
        "you'll",
        "you're",
        "you've",
        "your",
        "yours",
        "dear",
        "regards",
    ]
)
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
    for line in (Path(__file__).parent / "synonyms.txt").read_text("utf-8").splitlines():
        group = [stem(word) for word in line.split() if not line.startswith("#")]
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


class Lexicon:
    """BM25 over the passages' words (bm25s), and how rare each word is."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.words = [tokens(text) for text in texts]
        counts: Counter[str] = Counter()
        for words in self.words:
            counts.update(set(words))
        self._counts = counts
        self._index: Any = None

    def rarity(self, word: str) -> float:
        """Inverse document frequency; a word that stands nowhere is the rarest."""
        n, df = len(self.words), self._counts.get(word, 0)
        return log(1 + (n - df + 0.5) / (df + 0.5))

    def known(self, word: str) -> bool:
        return word in self._counts

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every passage as a share of what a passage with all the query's words would have: 0 to about 1."""
        wanted = list(dict.fromkeys(query))
        ceiling = sum(self.rarity(word) for word in wanted) * 2.0
        known = [word for word in wanted if self.known(word)]
        if not known or ceiling <= 0:
            return np.zeros(len(self.words), dtype=np.float32)
        if self._index is None:
            self._index = self._build()
        scores: NDArray[np.float32] = np.asarray(self._index.get_scores(known), dtype=np.float32)
        share: NDArray[np.float32] = np.minimum(scores / ceiling, 1.0).astype(np.float32)
        return share

    def _build(self) -> Any:
        import bm25s

        index = bm25s.BM25(k1=1.2, b=0.5, backend="numpy")
        index.index([words or ["-"] for words in self.words], show_progress=False)
        return index


_MODEL = re.compile(
    r"\b(?:[A-Z]{1,6}[-–. ]?\d{1,5}(?:[-–/.]?[A-Z]{1,3}\b|[-–/]\d{1,4}\b)?"
    r"|\d{1,4}[A-Z]{1,4}\d{0,4}|[A-Za-z]{1,6}[-–]?\d{2,5}[A-Za-z]{0,3})\b"
)
_MODEL_LOWER = re.compile(r"\b(?:[a-z]{1,6}[-–]\d{1,5}[a-z]{0,3}|[a-z]{1,4} ?\d{2,5}[a-z]{0,3})\b", re.I)
_NOT_MODEL = re.compile(
    r"^(?:\d+(?:KG|G|MG|CM|MM|M|KM|ML|CL|L|W|KW|KWH|V|A|MAH|AH|HZ|GHZ|MHZ|GB|MB|TB|AM|PM|H|HR|HRS|MIN|MINS|S|ST|ND|RD|TH|X|K|C|F|D|P|PX|PT|DPI|MPH|BAR|DB|LB|OZ|FT|IN|YR|YRS)"
    r"|(?:JAN|FEB|MAR|APR|MAY|JUN|JUNE|JUL|JULY|AUG|SEP|SEPT|OCT|NOV|DEC|ON|BY|IN|AT|TO|OF|FROM|FOR|THE|UP|OVER|UNDER|ABOUT|AND|OR|UNTIL|WITHIN|AFTER|BEFORE|PAGE|STEP|DAY|DAYS|"
    r"WEEK|ROOM|TABLE|SECTION|PART|ITEM|LEVEL|CLASS|NO|ONLY|IS|WAS|ARE|PAID|PAY|COST|COSTS|LAST|NEXT|FIRST|ALL|PER|"
    r"ID|EUR|GBP|USD|CHF|RS|EN|ISO|BS|IEC|DIN|IP|RAL|USB|AGE|AGED)[-–. ]?\d+[A-Z]*)$",
    re.I,
)


def models(text: str) -> frozenset[str]:
    """Model and part numbers in a text, in one spelling: "QF-40" and "qf 40" are "QF40"; "QF-40S" is another."""
    found = {match[0] for match in _MODEL.finditer(text)} | {match[0] for match in _MODEL_LOWER.finditer(text)}
    kept = {
        re.sub(r"[-–/. ]", "", name).upper()
        for name in found
        if not _NOT_MODEL.match(name.strip()) and not re.fullmatch(r"(?i)[a-z]{0,3}(?:19|20)\d\d", name)
    }
    return frozenset(name for name in kept if re.search(r"[A-Z]", name) and re.search(r"\d", name))


def family(model: str) -> str:
    """What near relatives share: the letters in front, or the figure when the figure comes first; "~" for names."""
    found = re.match(r"~|[A-Z]+|\d+", model)
    return found[0] if found else model


class Names:
    """The company's product names in a text: of two that overlap the longer, an everyday word only as it is spelled."""

    def __init__(self, products: Sequence[str]) -> None:
        ordered = sorted(products, key=len, reverse=True)
        each = [
            re.escape(_straight(name)) if name.isalpha() else f"(?i:{re.escape(_straight(name))})" for name in ordered
        ]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w|-\d)") if each else None

    def written(self, text: str) -> list[str]:
        return self._pattern.findall(_straight(text)) if self._pattern else []

    def marked(self, text: str) -> frozenset[str]:
        """Model numbers in one spelling, and the names without a model in theirs, marked with "~"."""
        found = frozenset(f"~{name.casefold()}" for name in self.written(text) if not models(name))
        return models(text) | found


def _straight(text: str) -> str:
    return text.replace("’", "'")
