"""never: what the policy says is never promised, also inflected and in another order of words (P12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.policy import Never, Policy
from guidelines.search import in_quotes

_WORD = re.compile(r"[^\W\d_]+-\d\w*|[^\W_]+(?:['’][^\W_]+)*%?")  # a model's name ("QF-80") is one word
_words = re.compile(r"\S+").findall
_EMPTY = frozenset(
    _words(
        """a an the of to in on at by for with from and or as is are was were be been being am will would shall should
        can could may
        might do does did have has had it its this that these those there here we i our my us me you your they
        them their he she his her who which what when we'll i'll we've i've we're i'm you'll you're it'll it's that's
        any some so very just also"""
    )
)
_NO = frozenset(
    _words(
        """not no never cannot can't won't don't doesn't didn't isn't aren't wasn't weren't shouldn't wouldn't without
        unable nor neither n't"""
    )
)
_SAME = {
    "won't": "never",
    "not": "never",
    "again": "again",
    "guaranteed": "guarantee",
    "promise": "guarantee",
    "promised": "guarantee",
    "reimbursement": "refund",
    "reimburse": "refund",
    "recur": "happen",
    "recurs": "happen",
    "occur": "happen",
    "reoccur": "happen",
    "repeated": "happen",
    "repeat": "happen",
    "delivered": "deliver",
    "delivery": "deliver",
    "arrive": "deliver",
    "arrives": "deliver",
    "compensation": "compensate",
    "liability": "liable",
    "fixed": "fix",
    "repair": "fix",
    "repaired": "fix",
    "free": "free",
}
_CLAUSE = re.compile(r"[;:]|,? (?:but|however|although|though)\b|, (?=(?:we|i|you|it|they|so|and)\b)", re.I)


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NeverKind:
    name = "never"
    spec: type[BaseModel] = NothingToSet
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        phrases = _phrases(reading.context.policy)
        if not phrases:
            return
        for span in reading.draft.sentences:
            taken: list[tuple[int, int]] = []
            tokens = [
                (_stem(word.group()), span.start + word.start(), span.start + word.end())
                for word in _WORD.finditer(span.text)
            ]
            present = {stem for stem, _, _ in tokens}
            for row, wanted, negated in phrases:
                place = _window(tokens, wanted) if wanted <= present else None
                if (
                    place is None
                    or _CLAUSE.search(reading.draft.text, *place)
                    or any(place[0] < end and start < place[1] for start, end in taken)
                ):
                    continue
                if in_quotes(reading, *place) or _denied(reading.draft.text, span, place, negated):
                    continue
                taken.append(place)
                yield Match(*place, values={"promise": row.promise, "why": row.why, "instead": row.say_instead or ""})


@lru_cache(maxsize=8)
def _phrases_of(rows: tuple[Never, ...]) -> tuple[tuple[Never, frozenset[str], bool], ...]:
    found = []
    for row in rows:
        for phrase in (row.promise, *row.also):
            words = [word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
            stems = frozenset(_stem(word) for word in words if word not in _EMPTY)
            if len(stems) > 1 or (len(stems) == 1 and (len(words) == 1 or re.search(r"\d", min(stems)))):
                found.append((row, stems, any(word in _NO for word in words)))
    return tuple(found)


def _phrases(policy: Policy) -> tuple[tuple[Never, frozenset[str], bool], ...]:
    return _phrases_of(policy.never)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A crude stem, the same for every form of a word; synonyms that promises use fall together."""
    word = word.lower().replace("’", "'")
    if word in _SAME:
        return _SAME[word]
    if word.endswith("n't"):
        return "never"
    for ending, least in (
        ("ations", 4),
        ("ation", 4),
        ("ingly", 4),
        ("ments", 4),
        ("ment", 4),
        ("ings", 4),
        ("ing", 3),
        ("ied", 3),
        ("ies", 3),
        ("edly", 4),
        ("ed", 3),
        ("es", 3),
        ("ly", 4),
        ("e", 3),
        ("s", 3),
        ("y", 3),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return _SAME.get(word, word)


def _window(tokens: list[tuple[str, int, int]], wanted: frozenset[str]) -> tuple[int, int] | None:
    """The shortest stretch that holds every wanted stem, if it is not much longer than they are."""
    best: tuple[int, int, int] | None = None
    for first, (stem, start, _) in enumerate(tokens):
        if stem not in wanted:
            continue
        missing = set(wanted)
        for last in range(first, min(len(tokens), first + 2 * len(wanted) + 5)):
            missing.discard(tokens[last][0])
            if not missing:
                if best is None or last - first < best[0]:
                    best = (last - first, start, tokens[last][2])
                break
    return best[1:] if best else None


def _denied(text: str, span: Span, place: tuple[int, int], negated: bool) -> bool:
    """Whether the clause says that it is not promised ("we cannot guarantee a delivery by Christmas")."""
    before = _CLAUSE.split(text[span.start : place[0]])[-1]
    words = {word.lower().replace("’", "'") for word in _WORD.findall(before)}
    if words & _NO or any(word.endswith("n't") for word in words):
        return True
    if negated:
        return False
    inside = {word.lower().replace("’", "'") for word in _WORD.findall(text[place[0] : place[1]])}
    return bool(inside & _NO or any(word.endswith("n't") for word in inside))


KIND = NeverKind()
