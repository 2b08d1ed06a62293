"""What a document is about, by its name and its title, and whether two are about the same thing.

A model (QF-40, QF-40S), a place, an audience or a part tells two documents apart, however alike they are else (P07).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from knowledge.dates import DATE, YEAR
from knowledge.opening_signs import PAPER

_NUMBER = re.compile(
    r"\b(?:v|ver|version|rev|revision|issue|edition|release)[\s._-]*(\d{1,3}(?:\.\d{1,3}){0,2})\b|\bv(\d{1,3}(?:\.\d{1,3}){0,2})\b",
    re.I,
)
_REVISION_LETTER = re.compile(r"\b(?:rev|revision|issue)[\s._-]+([A-Z])\b", re.I)
_NAMED_EDITION = re.compile(r"\b(?:edition|version|issue)\s+[A-Z]{1,2}-?\d{1,3}\b", re.I)  # edition H4
OLD = r"old|archived?|obsolete|superseded|previous|former|outdated|withdrawn|expired"
_AGE = rf"(?:{OLD}|new|current|latest|updated?|final|copy|version|edition|issue|season)"
_AGE_AT_AN_END = re.compile(  # "old price list", "terms new"; not "new customers"
    rf"^\W*(?:{_AGE}\W+)+(?=(?:\S+\s+){{0,3}}{PAPER}\b)|(?:\W+{_AGE})+\W*$|^\W*{_AGE}\W*$", re.I
)
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\s[-–—|]\s(.*)$")
_OF_AGE = re.compile(rf"\b(?:{OLD}|replaced|new|current|latest)\b", re.I)
_BANNER = re.compile(
    r"\b(?:internal|confidential|cookies?|staff only|(?:only|not) for (?:customers?|staff|colleagues|guests|the"
    r" public)|not to be (?:handed|given|passed)|for (?:colleagues|internal use)|welcome|untitled|"
    r"home ?page|table of contents|menu)\b",
    re.I,
)
_SERIES = re.compile(
    r"\b(?:minutes|newsletters?|news|bulletins?|agendas?|rotas?|rosters?|diar(?:y|ies)|journals?|logs?|digests?|"
    r"invoices?|receipts?|reports?|results|accounts|payslips?|blog|posts?|updates?|meetings?|letters?|memos?|notes?|"
    r"events?|announcements?|press releases?|circulars?|photos?|recalls?|incidents?|calendar)\b",
    re.I,
)
_GENERIC = re.compile(
    rf"^(?:{PAPER}|information|info|about|details|general|important|overview|main|full|short|customers?)$", re.I
)
_PAPER_SUBJECT = re.compile(
    rf"\b{PAPER}\b|\b(?:cancel|return|refund|deliver|postage|payment|paying|member|lesson|booking|claim)", re.I
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_STOP = _words(
    "a an and at by dated effective for from in its of on or our since the to with your you us we",
    "edition issue season version",
)
_NAMELESS = _words(
    "doc document file scan img image page index readme home main default untitled text copy part download"
)
_TELLS_APART = _words(
    "uk gb ie ireland irish england english scotland scottish wales welsh northern ni eu europe us usa american",
    "germany german france french spain austria swiss switzerland overseas abroad international domestic north south",
    "east west trade retail wholesale business corporate commercial consumer residential staff internal external",
    "public adult adults child children junior juniors senior student students school schools group groups member",
    "members guest guests landlord landlords tenant tenants supplier employer employers employee employees online shop",
    "store stores summer winter spring autumn weekday weekend pro plus mini max basic premium lite standard deluxe",
    "express annual monthly weekly de fr es en new existing",
)
_KEY = 6  # letters of a word that are compared: cancelling, cancellation


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a document's file name, of its title and of its folder, without dates, numbers and words of age.

    ``title`` is empty where the title is only a banner, which says nothing of the subject."""

    name: str
    title: str
    folder: str = ""


def subject_of(document: str, title: str) -> Subject:
    """What a document with this path and this title is about."""
    path = PurePosixPath(document)
    return Subject(
        words_of_subject(spaced(path.stem)),
        "" if _BANNER.search(title) else words_of_subject(_without_asides(title)),
        words_of_subject(spaced(str(path.parent))) if len(path.parts) > 1 else "",
    )


@lru_cache(maxsize=20_000)
def words_of_subject(name: str) -> str:
    """A name without its date, version number and words of age: "returns policy v2 (May 2024)" -> "returns policy"."""
    text = _NAMED_EDITION.sub(" ", DATE.sub(" ", name))
    text = _REVISION_LETTER.sub(" ", _NUMBER.sub(" ", text))
    text = YEAR.sub(" ", text)
    text = _AGE_AT_AN_END.sub(" ", text)
    words = (word.strip(".-'") for word in re.findall(r"[^\W_][\w+.'\-]*", text.lower()))
    return " ".join(word for word in words if word and word not in _STOP)


def same(one: Subject, other: Subject, both_dated: bool = False) -> bool:
    """Whether two documents are about the same thing, so that dates and numbers alone make one the newer.

    Their names are equal and their titles agree, or their titles are equal and their names agree; ``both_dated`` says
    that both give their date in their text, where an equal title of some length is enough."""
    if _folders_differ(one, other) or _told_apart(one, other):
        return False
    mine, theirs = _nouns(one.name), _nouns(other.name)
    if not mine or not theirs:
        mine, theirs = set(one.name.split()), set(other.name.split())
    if one.name and one.name == other.name and not _nameless(one.name):
        return _agree(one.title, other.title, set(one.name.split()))
    if not one.title or one.title != other.title:
        return False
    if mine <= theirs or theirs <= mine or _nameless(one.name) or _nameless(other.name):
        return True
    return both_dated and len(one.title.split()) >= 3 and bool(keys_of(mine & theirs) & keys_of(one.title.split()))


def akin(one: Subject, other: Subject) -> bool:
    """Whether two are near enough for the words of one to be about the other: "in place of that of May 2022"."""
    if _folders_differ(one, other) or _told_apart(one, other):
        return False
    mine, theirs = keys_of(_content(one)), keys_of(_content(other))
    if mine and theirs:
        return bool(mine & theirs)
    return bool(set(f"{one.name} {one.title}".split()) & set(f"{other.name} {other.title}".split()))


def is_series(one: Subject) -> bool:
    """Whether it is one of many that stand side by side: minutes, newsletters, reports of each month."""
    return bool(_SERIES.search(f"{one.name} {one.title}"))


def has_model(text: str) -> bool:
    """Whether the words hold a model's name, such as QF-40 or LM310."""
    return bool(re.search(r"\b[A-Z]{1,5}-?\d{1,5}[A-Z]{0,3}\b", text))


def is_paper(one: Subject) -> bool:
    """Whether the name or the title says that it is a policy, terms, prices and the like, and no product's page."""
    return bool(_PAPER_SUBJECT.search(f"{one.name} {one.title}"))


@lru_cache(maxsize=20_000)
def spaced(text: str) -> str:
    """A file name as words; dates and dotted numbers stay whole, and so do model names such as QF-40."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", text)
    text = re.sub(r"[_/\\]+", " ", text)
    text = re.sub(r"(?<=[a-z]{3})(?=(?:19|20)\d\d(?!\d))", " ", text)
    return re.sub(
        r"(?<=[A-Za-z])-(?=[A-Za-z]{2})|(?<=[A-Za-z]{2})-(?=v?\d{4}\b|v\d)|(?<=[A-Za-z]{2})-(?=\d{4}-)|(?<=\d{4})-(?=[A-Za-z]{2})",
        " ",
        text,
    )


def number_of(text: str) -> tuple[int, ...]:
    """The version number in ``text``: "v1.10" is (1, 10), "revision C" is (3,); () when there is none."""
    text = text.strip()
    found = _NUMBER.search(text)
    digits = (found[1] or found[2]) if found else text if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){0,2}", text) else ""
    if digits:
        parts = [int(part) for part in digits.split(".")]
        while len(parts) > 1 and parts[-1] == 0:
            parts.pop()
        return tuple(parts)
    letter = _REVISION_LETTER.search(text)
    return (ord(letter[1].upper()) - ord("A") + 1,) if letter else ()


def _without_asides(title: str) -> str:
    """Brackets and what follows a dash are left out where they hold a date or words of age: "(old page, May 2022)"."""

    def kept(found: re.Match[str]) -> str:
        inside = next((group for group in found.groups() if group), "")
        aside = DATE.search(inside) or YEAR.search(inside) or _OF_AGE.search(inside)
        return " " if aside else f" {inside} "

    return _ASIDE.sub(kept, title)


def _folders_differ(one: Subject, other: Subject) -> bool:
    return bool(one.folder and other.folder and one.folder != other.folder)


def _told_apart(one: Subject, other: Subject) -> bool:
    """Whether one has a model, a place, an audience in its name or title that the other lacks."""
    names = set(one.name.split()) ^ set(other.name.split())
    titles = set(one.title.split()) ^ set(other.title.split()) if one.title and other.title else set()
    apart = {word for word in names | titles if word in _TELLS_APART or re.search(r"\d", word)}
    mine, theirs = set(f"{one.name} {one.title}".split()), set(f"{other.name} {other.title}".split())
    return bool(apart & (mine ^ theirs))


def _agree(mine: str, theirs: str, name: set[str]) -> bool:
    """Titles agree when one only says more ("Our returns policy"), and not much more."""
    one, other = _nouns(mine), _nouns(theirs)
    if not one or not other:
        return True
    if not (keys_of(one) <= keys_of(other) or keys_of(other) <= keys_of(one)):
        return False
    return len(keys_of(one) ^ keys_of(other)) <= 2


def _content(one: Subject) -> set[str]:
    return _nouns(one.name) | _nouns(one.title)


def _nouns(text: str) -> set[str]:
    """The words that say which policy, which terms; not the words "policy" and "terms" themselves."""
    return {word for word in text.split() if not _GENERIC.match(word)}


def keys_of(words: Iterable[str]) -> set[str]:
    """The words as they are compared: "cancelling" and "cancellation" are one, "QF-40" and "QF-40S" are two."""
    return {word.rstrip("s")[:_KEY] if not re.search(r"\d", word) else word for word in words}


def _nameless(name: str) -> bool:
    return all(word in _NAMELESS or len(word) == 1 or word.isdigit() for word in name.split())
