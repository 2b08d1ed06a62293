"""Patterns of words, written as people write them, compiled once and only when their words are in the text.

A pattern is a regular expression in which

- a space is any white space and ``'`` any apostrophe; capitals do not matter; ends fall on word boundaries;
- ``~blame`` is every form of the verb: blame, blames, blamed, blaming;
- ``<cannot>`` is a group of words from ``words.yaml``;
- `` ... `` is a gap of at most three words.

Searching with the patterns of a company's own rules is limited in time, so that a careless one is reported and skipped
instead of stopping the desk; the shipped ones are held to it by tests, and searched with the faster engine that knows
no limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from guidelines.anchors import anchors_of
from guidelines.inflection import forms
from guidelines.pattern_bounds import beyond_bounds

WORDS = Path(__file__).parent / "words.yaml"
TIME_LIMIT = 0.2  # seconds for one pattern over one sentence; a good pattern needs some microseconds
DRAFT_LIMIT = 0.5  # seconds for all patterns of one rule over one draft
_GAP = r"(?:\s+[\w'’%£$€.-]+,?){0,3}\s+"
_GROUP = re.compile(r"(?<!\?P)<([a-z_]+)>")
_VERB = re.compile(r"~([a-z]+)")
_deadline: ContextVar[float] = ContextVar("deadline", default=inf)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why in a few words."""


class PatternTimeout(Exception):
    """A pattern that took too long on one sentence, or its rule on one draft; ``pattern`` is its source."""

    def __init__(self, pattern: str) -> None:
        super().__init__(f"its pattern {_short(pattern)} took too long")
        self.pattern = pattern


class Pattern:
    """One pattern; cheap to make, compiled when first searched with. ``timed`` searches stop at the time limit.

    Raises PatternError for one that is empty or asks for too much.
    """

    __slots__ = ("__dict__", "anchors", "source", "timed")

    def __init__(self, source: str) -> None:
        self.source = source
        expanded = expand(source)
        beyond = beyond_bounds(expanded)
        if beyond:
            raise PatternError(f"the pattern {_short(source)} {beyond}")
        self.anchors = anchors_of(expanded.replace(" ... ", "[ ]"))
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
            raise PatternError(f"the pattern {_short(self.source)} cannot be read: {error.msg}") from None

    @cached_property
    def groups(self) -> frozenset[str]:
        """The names of the pattern's groups."""
        return frozenset(re.findall(r"\(\?P<(\w+)>", self.source))

    def compile(self) -> None:
        """Compile now, and search within the time limit from now on; raises PatternError."""
        _ = self._timed
        self.timed = True

    def try_filling(self, template: str) -> None:
        """Raise PatternError for a ``template`` (``\\1`` is the first group) that no match can fill."""
        import regex

        try:
            regex.sub(f"(?:{to_regex(self.source)})|", template, "")
        except (regex.error, IndexError) as error:
            raise PatternError(f"{_short(template)} cannot take the place of {_short(self.source)}: {error}") from None

    def may_match(self, folded: str) -> bool:
        """Whether ``folded`` (see `guidelines.anchors.fold`) holds one of the anchors; a True is no match yet."""
        if not self.anchors:
            return True
        return any(anchor in folded for anchor in self.anchors)

    def finditer(self, text: str) -> Iterator[Any]:
        """Every match in the text, in order; raises PatternTimeout."""
        return self._in_time(text) if self.timed else self._plain.finditer(text)

    def _in_time(self, text: str) -> Iterator[Any]:
        left = min(TIME_LIMIT, _deadline.get() - monotonic())
        if left <= 0:
            raise PatternTimeout(self.source)
        try:
            yield from self._timed.finditer(text, timeout=left)
        except TimeoutError:
            raise PatternTimeout(self.source) from None

    def search(self, text: str) -> Any:
        return next(self.finditer(text), None)


def _short(source: str) -> str:
    return repr(source if len(source) <= 80 else f"{source[:79]}…")


class LimitedInTime:
    """What is searched within, with the patterns of one rule over one draft, together keeps to `DRAFT_LIMIT`."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        self._token = _deadline.set(monotonic() + DRAFT_LIMIT)

    def __exit__(self, *raised: object) -> None:
        _deadline.reset(self._token)


@lru_cache(maxsize=10_000)
def pattern(source: str) -> Pattern:
    """The pattern of that source; the same source is read once, as long as no company writes ten thousand."""
    return Pattern(source)


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
