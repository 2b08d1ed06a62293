"""Model numbers and product names in a text, told apart exactly: QF-40 is not QF-40S (P07)."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


_RUN = re.compile(r"\w+")
_GOES_ON = re.compile(r"\w|-\d")


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
    """The company's product names in a text: of two that overlap the longer, an everyday word only as it is spelled.

    Names are looked up by their first word, so that thousands of them cost no more than a few."""

    def __init__(self, products: Sequence[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(map(_straight, products), key=len, reverse=True):
            first = _RUN.match(name)
            if first:
                self._by_first.setdefault(first[0].lower(), []).append(name)

    def written(self, text: str) -> list[str]:
        text = _straight(text)
        found: list[str] = []
        at = 0
        for word in _RUN.finditer(text):
            if word.start() >= at and (name := self._name_at(text, word)):
                found.append(name)
                at = word.start() + len(name)
        return found

    def marked(self, text: str) -> frozenset[str]:
        """Model numbers in one spelling, and the names without a model in theirs, marked with "~"."""
        found = frozenset(f"~{name.casefold()}" for name in self.written(text) if not models(name))
        return models(text) | found

    def _name_at(self, text: str, word: re.Match[str]) -> str:
        for name in self._by_first.get(word[0].lower(), ()):
            end = word.start() + len(name)
            written = text[word.start() : end]
            same = written == name if name.isalpha() else written.lower() == name.lower()
            if same and not _GOES_ON.match(text, end):
                return written
        return ""


def _straight(text: str) -> str:
    return text.replace("’", "'")
