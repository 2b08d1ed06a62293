"""Which of several documents on one subject is current: by what they say of themselves, by dates and numbers.

Conservative on purpose: two documents are versions of each other only when, apart from a date or a version number,
their names or their titles are the same. A letter or figure in a model's name (QF-40, QF-40S) is never a version (P07).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from knowledge.dates import DATE, MONTH, YEAR, first_date, spoken
from knowledge.details import Details

_NUMBER = re.compile(
    r"\b(?:v|ver|version|rev|revision|issue|edition|release)[\s._-]*(\d{1,3}(?:\.\d{1,3}){0,2})\b|\bv(\d{1,3}(?:\.\d{1,3}){0,2})\b",
    re.I,
)
_REVISION_LETTER = re.compile(r"\b(?:rev|revision|issue)[\s._-]+([A-Z])\b", re.I)
_AGE_WORDS = re.compile(
    r"\b(?:old|new|archived?|obsolete|superseded|previous|current|latest|updated?|final|outdated|copy)\b", re.I
)
_OLD_WORDS = re.compile(r"\b(?:old|archived?|obsolete|superseded|previous|outdated|withdrawn)\b", re.I)
_PAPER = (
    r"(?:document|policy|page|guide|guideline|version|edition|terms(?: and conditions)?|(?:price )?list|tariff|notice|"
    r"leaflet|manual|form|schedule|brochure|handbook|article|file|statement)"
)
_SUPERSEDED = re.compile(
    rf"\bthis\s+(?:\w+\s+){{0,3}}?{_PAPER}\s+(?:is|are|was|has been|have been)\s+(?:now\s+)?"
    r"(?:superseded|withdrawn|replaced|no longer (?:valid|in (?:force|use|effect))|out of date|obsolete|archived)\b"
    r"(?P<by>[^.\n]{0,90})"
    r"|^\W*(?:status\s*:\s*)?(?:superseded|withdrawn|obsolete|archived|out of date)\b"
    r"(?! (?:models?|products?|parts?))(?P<by2>[^.\n]{0,90})",
    re.I | re.M,
)
_BY = re.compile(r"\bby\s*:?\s+(.{3,90})", re.I)
_REPLACES = re.compile(
    r"\b(?:this|it|which|and|version \S+|policy|document|guide|edition|list|terms|tariff|\A|^)\b"
    r"[^.\n]{0,60}?\b(?:replaces|supersedes|supersede|replace)\s+([^.\n;]{3,120})"
    r"|^\W*(?:replaces|supersedes)\b\s*:?\s*([^.\n;]{3,120})",
    re.I | re.M,
)
_EFFECTIVE = re.compile(
    r"\b(?:effective(?: date)?|in force|in effect|valid|applies|apply|applicable|issued|published|"
    r"last (?:updated|reviewed|revised)|updated|dated|date)\s*"
    r"(?:from|on|as of|as from|since|with effect from)?\s*:?\s*(?:the\s+)?(?=\d|" + MONTH + r")",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:valid|in force|in effect|effective|applies|runs|available|expires?|expiry(?: date)?|ends?)\s*"
    r"(?:until|till|to|through|up to|on)?\s*:?\s*(?:and including\s+)?(?=\d|" + MONTH + r")",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What one document says about itself. ``subjects`` are its name and title without date and version number."""

    document: str
    title: str
    subjects: frozenset[str]
    number: tuple[int, ...] = ()
    dated: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    old: bool = False
    withdrawn: bool = False
    superseded_by: str = ""
    replaces: str = ""
    word: str = ""  # the editor's: current, superseded


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is searched, and in words why not; ``by`` is the document that took its place.

    ``corrected`` tells that an editor's word decided it, not what the document says of itself."""

    current: bool
    why: str = ""
    by: str = ""
    corrected: bool = False


def edition(document: str, title: str, front: Mapping[str, str], head: str, details: Details | None = None) -> Edition:
    """Read the signs of a version off a document's name, title, front matter and the first words of its text.

    The editor's ``details`` hold against all of them."""
    details = details or Details()
    stem = _spaced(PurePosixPath(document).stem)
    names = f"{stem} \n {title}"
    head = head[:1_500]
    return Edition(
        document=document,
        title=title,
        subjects=frozenset(filter(None, (subject(stem), subject(title)))),
        number=_number(front.get("version", "")) or _number(names) or _number(head[:300]),
        dated=first_date(front.get("date", "") or front.get("updated", ""))
        or first_date(names, years=True)
        or _after(_EFFECTIVE, head),
        valid_from=details.valid_from
        or first_date(
            front.get("valid_from", "")
            or front.get("effective", "")
            or front.get("effective_date", "")
            or front.get("effective_from", "")
        )
        or _after(
            re.compile(
                r"\b(?:effective(?: date| from)?|valid from|in force from|applies from)\s*:?\s*(?:the\s+)?", re.I
            ),
            head,
        ),
        valid_until=details.valid_until
        or first_date(front.get("valid_until", "") or front.get("expires", "") or front.get("valid_to", ""))
        or _whole_document_until(head),
        old=bool(_OLD_WORDS.search(stem)),
        withdrawn=front.get("status", "").lower() in ("superseded", "withdrawn", "archived", "obsolete", "expired")
        or bool(_SUPERSEDED.search(head[:600])),
        superseded_by=details.superseded_by or front.get("superseded_by", "") or _successor(head[:600]),
        replaces=front.get("replaces", "") or front.get("supersedes", "") or _captured(_REPLACES, head),
        word="superseded" if details.superseded_by else details.standing,
    )


def standings(editions: Sequence[Edition], today: date) -> dict[str, Standing]:
    """Which documents are current on ``today``. A document that is not yet in force supersedes nothing."""
    found = {one.document: _by_itself(one, today) for one in editions}
    in_force = [one for one in editions if found[one.document].current]
    alike: dict[str, list[Edition]] = {}
    for one in in_force:
        for name in one.subjects:
            alike.setdefault(name, []).append(one)
    telling = [one for one in in_force if one.replaces]
    for one in in_force:
        if one.word:
            continue
        others = {other.document: other for name in one.subjects for other in alike[name]}
        others.update((other.document, other) for other in telling)
        for other in others.values():
            why = _supersedes(other, one) if other is not one else ""
            if why:
                found[one.document] = Standing(False, f"{why} ({other.document}).", other.document)
                break
    return found


def subject(name: str) -> str:
    """A name without its date, version number and words of age: "returns policy v2 (May 2024)" -> "returns policy"."""
    text = DATE.sub(" ", name)
    text = _NUMBER.sub(" ", text)
    text = _REVISION_LETTER.sub(" ", text)
    text = YEAR.sub(" ", text)
    text = _AGE_WORDS.sub(" ", text)
    words = re.findall(r"[a-z0-9][a-z0-9+.\-]*", text.lower())
    return " ".join(
        word.strip(".-")
        for word in words
        if word.strip(".-") not in ("", "from", "of", "the", "effective", "dated", "to")
    )


def _by_itself(one: Edition, today: date) -> Standing:
    if one.word == "superseded":
        by = f" by {one.superseded_by}" if one.superseded_by else ""
        return Standing(False, f"An editor marked it as superseded{by}.", one.superseded_by, corrected=True)
    if one.valid_until and one.valid_until < today:
        return Standing(False, f"It was valid until {spoken(one.valid_until)}.")
    if one.valid_from and one.valid_from > today:
        return Standing(False, f"It comes into force on {spoken(one.valid_from)}.")
    if one.word == "current":
        return Standing(True, corrected=True)
    if one.withdrawn or one.superseded_by:
        return Standing(False, "It says that it is no longer in force.", one.superseded_by)
    return Standing(True)


def _supersedes(newer: Edition, older: Edition) -> str:
    """Why ``newer`` takes the place of ``older``, or "" when it does not."""
    same = _same_subject(newer, older)
    if newer.replaces and (_names(newer.replaces, older) or (same and _earlier_named(newer.replaces, older, newer))):
        return "Replaced by a document that says so"
    if not same:
        return ""
    if newer.number and older.number and newer.number != older.number:
        return "A newer version is there" if newer.number > older.number else ""
    if newer.dated and older.dated and newer.dated != older.dated:
        return "A newer version is there" if newer.dated > older.dated else ""
    if older.old and not newer.old:
        return "A newer version is there"
    if (newer.number > (1,) and not older.number and not older.dated) or (
        newer.dated and not older.dated and not older.number and _named_date(newer)
    ):
        return "A newer version is there"
    return ""


def _named_date(one: Edition) -> bool:
    return bool(DATE.search(_spaced(one.document)) or YEAR.search(_spaced(one.document)) or YEAR.search(one.title))


def _same_subject(one: Edition, other: Edition) -> bool:
    """The title's subject agrees, or the name's does and the titles do not speak against it."""
    return bool(one.subjects & other.subjects) and _titles_agree(one, other)


def _titles_agree(one: Edition, other: Edition) -> bool:
    mine, theirs = set(subject(one.title).split()), set(subject(other.title).split())
    if not mine or not theirs or mine == theirs:
        return True
    # A title that only says more ("Our returns policy") agrees; one with another model's name does not.
    return (mine <= theirs or theirs <= mine) and not any(re.search(r"\d", word) for word in mine ^ theirs)


def _names(text: str, other: Edition) -> bool:
    said = subject(_spaced(text))
    if other.document.lower() in text.lower() or PurePosixPath(other.document).name.lower() in text.lower():
        return True
    stem = _spaced(PurePosixPath(other.document).stem).lower()
    wholly = _spaced(text).lower()
    if (len(stem.split()) >= 2 and stem in wholly) or (len(other.title.split()) >= 2 and other.title.lower() in wholly):
        when = first_date(text, years=True)
        return (
            when is None
            or other.dated is None
            or (when.year, when.month) == (other.dated.year, other.dated.month)
            or when.year == other.dated.year
        )
    if said and said in other.subjects and len(said.split()) >= 2:
        number, when = _number(text), first_date(text, years=True)
        return bool((number and number == other.number) or (when and other.dated and when.year == other.dated.year))
    return False


def _earlier_named(text: str, older: Edition, newer: Edition) -> bool:
    """ "Replaces all earlier versions", "replaces version 2", "replaces the terms of March 2023"."""
    number, when = _number(text), first_date(text, years=True)
    if number or when:
        return bool((number and number == older.number) or (when and older.dated and when.year == older.dated.year))
    if not re.search(r"\b(?:earlier|previous|prior|former|older|existing)\b", text, re.I):
        return False
    return not (older.number > newer.number or (older.dated and newer.dated and older.dated > newer.dated))


def _spaced(text: str) -> str:
    """A file name as words; dates and dotted numbers stay whole, and so do model names such as QF-40."""
    text = re.sub(r"(?<=\d)_(?=\d)", "-", text)
    text = re.sub(r"[_/\\]+", " ", text)
    return re.sub(
        r"(?<=[A-Za-z])-(?=[A-Za-z]{2})|(?<=[A-Za-z]{2})-(?=v?\d{4}\b|v\d)|(?<=[A-Za-z]{2})-(?=\d{4}-)|(?<=\d{4})-(?=[A-Za-z]{2})",
        " ",
        text,
    )


def _number(text: str) -> tuple[int, ...]:
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


def _after(sign: re.Pattern[str], text: str) -> date | None:
    for found in sign.finditer(text):
        following = text[found.end() : found.end() + 24]
        when = DATE.match(following)
        if when:
            return first_date(following)
    return None


def _whole_document_until(head: str) -> date | None:
    """An end date counts only in a line of its own: "an offer valid until 3 May" may be one of many facts."""
    for line in head[:600].split("\n"):
        if (
            len(line.split()) <= 14
            and (found := _UNTIL.search(line))
            and re.search(r"until|till|to\b|through|expir|ends?\b", found[0], re.I)
        ):
            return first_date(line[found.end() :])
    return None


def _successor(head: str) -> str:
    """The name after "by" in the very line that says that this document is superseded."""
    said = _SUPERSEDED.search(head)
    return _captured(_BY, said["by"] or said["by2"] or "") if said else ""


def _captured(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group.strip(" *_[]()\"'") for group in found.groups() if group), "") if found else ""
