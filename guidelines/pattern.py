"""Patterns of words, written as people write them, compiled once and only when their words are in the text.

A pattern is a regular expression in which

- a space is any white space and ``'`` any apostrophe; capitals do not matter; ends fall on word boundaries;
- ``~blame`` is every form of the verb: blame, blames, blamed, blaming;
- ``<cannot>`` is a group of words from ``words.yaml``;
- `` ... `` is a gap of at most three words.

Before anything is compiled, the pattern tells its *anchors*: words of which every match contains at least one.
A text without them is not searched, which is what makes a thousand patterns cheap. Searching with the patterns of
a company's own rules is limited in time, so that a careless one is reported and skipped instead of stopping the
desk; the shipped ones are held to it by tests, and searched with the faster engine that knows no limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from guidelines.inflection import forms

WORDS = Path(__file__).parent / "words.yaml"
TIME_LIMIT = 0.2  # seconds for one pattern over one sentence; a good pattern needs some microseconds
_GAP = r"(?:\s+[\w'’%£$€.-]+,?){0,3}\s+"
_GROUP = re.compile(r"(?<!\?P)<([a-z_]+)>")
_VERB = re.compile(r"~([a-z]+)")
_OPENING = re.compile(r"\((?:\?(?:(?P<around><?[=!])|:|P<\w+>|[a-zA-Z-]+:))?")
_QUANTIFIER = re.compile(r"(?:[?*]|\{0?,\d+\}|\{0\}|\+|\{\d+(?:,\d*)?\})[?+]?")
_PLAIN = re.compile(r"[^|()\[\]\\.^$?*+{}]+(?![?*+{])")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why in a few words."""


class PatternTimeout(Exception):
    """A pattern that took too long on one sentence; ``pattern`` is its source."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.pattern = pattern


class Pattern:
    """One pattern; cheap to make, compiled when first searched with. ``timed`` searches stop at the time limit."""

    __slots__ = ("__dict__", "anchors", "source", "timed")

    def __init__(self, source: str) -> None:
        self.source = source
        self.anchors = _anchors(source)
        self.timed = False

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(to_regex(self.source), re.IGNORECASE)

    @cached_property
    def _timed(self) -> Any:
        import regex  # type: ignore[import-untyped]

        try:
            return regex.compile(to_regex(self.source), regex.IGNORECASE | regex.VERSION0)
        except regex.error as error:
            raise PatternError(f"the pattern {self.source!r} cannot be read: {error}") from None

    @cached_property
    def groups(self) -> frozenset[str]:
        """The names of the pattern's groups."""
        return frozenset(re.findall(r"\(\?P<(\w+)>", self.source))

    def compile(self) -> None:
        """Compile now, and search within the time limit from now on; raises PatternError."""
        _ = self._timed
        self.timed = True

    def may_match(self, folded: str) -> bool:
        """Whether ``folded`` (see `fold`) holds one of the anchors; a True is no match yet."""
        if not self.anchors:
            return True
        return any(anchor in folded for anchor in self.anchors)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Any]:
        """Matches in ``text[start:end]`` with offsets into ``text``; raises PatternTimeout."""
        end = len(text) if end is None else end
        return self._in_time(text, start, end) if self.timed else self._plain.finditer(text, start, end)

    def _in_time(self, text: str, start: int, end: int) -> Iterator[Any]:
        try:
            yield from self._timed.finditer(text, start, end, timeout=TIME_LIMIT)
        except TimeoutError:
            raise PatternTimeout(self.source) from None

    def search(self, text: str, start: int = 0, end: int | None = None) -> Any:
        return next(self.finditer(text, start, end), None)


class AnchorIndex:
    """Which of many patterns may match a text: by three letters of each anchor, so that most are never looked at."""

    def __init__(self) -> None:
        self._by_letters: dict[str, list[tuple[str, list[Pattern]]]] = {}
        self._places: dict[str, list[Pattern]] = {}
        self._always: list[Pattern] = []

    def add(self, added: Pattern) -> None:
        if not added.anchors:
            self._always.append(added)
        for anchor in added.anchors:
            if anchor not in self._places:
                self._places[anchor] = []
                self._by_letters.setdefault(_letters(anchor), []).append((anchor, self._places[anchor]))
            self._places[anchor].append(added)

    def candidates(self, folded: str) -> set[Pattern]:
        """The patterns of which an anchor is in the folded text."""
        found = set(self._always)
        pieces = {folded[place : place + 3] for place in range(len(folded) - 1)}
        pieces |= {folded[place : place + 2] for place in range(len(folded) - 1)}
        for piece in pieces & self._by_letters.keys():
            for anchor, patterns in self._by_letters[piece]:
                if anchor in folded:
                    found.update(patterns)
        return found


def _letters(anchor: str) -> str:
    """Three letters of an anchor that are likely to be rare: from the middle of its longest word."""
    word = max(anchor.split(), key=len)
    middle = max(0, (len(word) - 3) // 2 + (len(word) > 4))
    return word[middle : middle + 3] if len(word) >= 3 else word[:2] if len(word) == 2 else anchor[:2]


INDEX = AnchorIndex()


@cache
def pattern(source: str) -> Pattern:
    """The pattern of that source; the same source is read once in a process, and stands in the index from then on."""
    made = Pattern(source)
    INDEX.add(made)
    return made


def alternatives(source: str) -> list[str]:
    """A pattern that is nothing but one long list of words, as many short ones: far cheaper to search for."""
    if not source.startswith("(?:") or not source.endswith(")"):
        return [source]
    depth, begin, found = 0, 3, []
    for place, char in enumerate(source):
        if char == "\\" or source[place - 1 : place] == "\\":
            continue
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        if (char == "|" and depth == 1) or (depth == 0 and place == len(source) - 1):
            found.append(source[begin:place])
            begin = place + 1
        elif depth == 0:
            return [source]
    return found


def fold(text: str) -> str:
    """The text as anchors see it: small letters, one kind of apostrophe, single spaces. For searching only."""
    return " ".join(text.lower().replace("’", "'").replace("ʼ", "'").split())


@cache
def word_groups() -> dict[str, str]:
    """The groups of ``words.yaml``: a name and its alternatives, joined into one pattern."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    groups = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=loader)
    return {name: "(?:" + "|".join(map(str, words)) + ")" for name, words in groups.items()}


@cache
def expand(source: str) -> str:
    """Groups and verb forms written out; raises PatternError for a group that does not exist."""

    def group(match: re.Match[str]) -> str:
        try:
            return expand(word_groups()[match[1]])
        except KeyError:
            raise PatternError(f"there is no group of words called <{match[1]}>") from None

    return _VERB.sub(lambda match: "(?:" + "|".join(forms(match[1])) + ")", _GROUP.sub(group, source))


def to_regex(source: str) -> str:
    """The regular expression that a pattern stands for."""
    text = expand(source).replace(" ... ", _GAP)
    text = re.sub(r"(?<!\\) (?=[?*])", r"(?:\\s+)", text)
    text = re.sub(r"(?<!\\) ", r"\\s+", text)
    text = re.sub(r"(?<!\[)'(?!’)", "['’ʼ]", text)
    opens = "" if text[0] in "^!?[.\\" and not text.startswith(("\\w", "\\d")) else r"(?<![\w-])"
    closes = r"(?!\w|[-'’](?=\w))" if re.search(r"[\w)?\]+*]$", text) else ""
    return f"{opens}(?:{text}){closes}"


@cache
def _anchors(source: str) -> tuple[str, ...]:
    found, _ = _alternatives(expand(source).replace(" ... ", "[ ]"), 0)
    return tuple(sorted(found)) if found else ()


def _alternatives(text: str, place: int) -> tuple[set[str] | None, int]:
    """Anchors of ``a|b|c`` up to the closing bracket or the end: all the branches' anchors, or None."""
    total: set[str] | None = set()
    while True:
        branch, place = _sequence(text, place)
        total = None if total is None or branch is None else total | branch
        if place >= len(text) or text[place] == ")":
            return total, place
        place += 1  # over the |


def _sequence(text: str, place: int) -> tuple[set[str] | None, int]:
    """Anchors of one branch: the best of its literal runs and groups."""
    candidates: list[set[str]] = []
    run = ""

    def close() -> None:
        nonlocal run
        if len(run.strip()) > 1:
            candidates.append({run.strip().lower()})
        run = ""

    while place < len(text) and text[place] not in "|)":
        char = text[place]
        if char == "(":
            close()
            look = _OPENING.match(text, place)
            assert look  # it begins with the bracket that stands there
            inner, place = _alternatives(text, look.end())
            place += 1
            optional, place = _quantifier(text, place)
            if inner and not optional and not look["around"]:
                candidates.append(inner)
            continue
        if char in "[\\.^$":
            close()
            place = _past_class(text, place) if char == "[" else place + (2 if char == "\\" else 1)
            _, place = _quantifier(text, place)
            continue
        word = _PLAIN.match(text, place)
        if word:  # letters that no quantifier follows: most of a pattern
            run += word.group()
            place = word.end()
            continue
        after = place + 1
        optional, place = _quantifier(text, after)
        if optional:
            close()
            continue
        run += char
        if place != after:
            close()
    close()
    if not candidates:
        return None, place
    return max(candidates, key=lambda words: (min(min(map(len, words)), 6), -len(words))), place


def _quantifier(text: str, place: int) -> tuple[bool, int]:
    """Whether what stands before is optional, and the place after its quantifier."""
    match = _QUANTIFIER.match(text, place)
    if not match:
        return False, place
    return match.group()[0] in "?*" or match.group().startswith(("{0", "{,")), match.end()


def _past_class(text: str, place: int) -> int:
    place += 2 if text[place + 1 : place + 2] == "^" else 1
    if text[place : place + 1] == "]":
        place += 1
    while place < len(text) and text[place] != "]":
        place += 2 if text[place] == "\\" else 1
    return place + 1
