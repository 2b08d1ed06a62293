"""Which of several documents on one subject is current: by what they say of themselves, by dates and numbers.

Conservative on purpose, since a document that is wrongly out of force loses its facts: dates and numbers alone count
only between documents whose names or titles are the same apart from them, and words ("in place of that of May 2022")
only between documents that are near each other. What a document says counts before its file name (P07).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from knowledge.dates import Dated, dates_in, first_date, later, may_be_one, spoken
from knowledge.details import Details
from knowledge.near_subjects import near
from knowledge.openings import Opening, read_opening
from knowledge.subjects import (
    OLD,
    Subject,
    akin,
    has_model,
    is_paper,
    is_series,
    number_of,
    same,
    spaced,
    subject_of,
    words_of_subject,
)

_OLD_NAME = re.compile(rf"^(?:{OLD})\b|\b(?:{OLD})$|\((?:{OLD})\)", re.I)
_OLD_FOLDER = re.compile(rf"^(?:{OLD}|archive)$", re.I)
_ENDED = ("superseded", "withdrawn", "archived", "obsolete", "expired", "replaced", "retired")
_NEWER = "A newer version is there"
_HOUSE = 3  # so many documents of one title under names of their own: it is the house's name, and no subject


@dataclass(frozen=True, slots=True)
class Edition:
    """What one document says about itself; ``word`` is the editor's (current, superseded), which holds against it all.

    ``dates`` are those by which another document may call it."""

    document: str
    title: str
    subject: Subject
    opening: Opening = field(default_factory=Opening)
    number: tuple[int, ...] = ()
    dates: tuple[Dated, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    old: bool = False
    draft: bool = False
    withdrawn: bool = False
    superseded_by: str = ""
    replaces: str = ""
    word: str = ""

    @property
    def dated(self) -> Dated | None:
        """The document's own date; what its text says goes before its name."""
        return self.dates[0] if self.dates else None


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
    path = PurePosixPath(document)
    stem, folder = spaced(path.stem), spaced(str(path.parent))
    opening = read_opening("" if _letters(stem) == _letters(title) else title, head)
    subject = subject_of(document, title)
    stated = list(dates_in(front.get("date", "") or front.get("updated", "")))[:1]
    dates = tuple(when for when in (*stated, opening.dated, *dates_in(stem), *dates_in(folder)) if when)
    withdrawn = opening.out or (opening.closed and not has_model(title) and (is_paper(subject) or bool(dates)))
    by = details.superseded_by or front.get("superseded_by", "") or (opening.by if withdrawn else "")
    return Edition(
        document=document,
        title=title,
        subject=subject,
        opening=opening,
        number=number_of(front.get("version", "")) or number_of(f"{stem} \n {title}") or number_of(opening.number),
        dates=dates,
        valid_from=details.valid_from
        or _front_date(front, "valid_from", "effective", "effective_date", "effective_from")
        or opening.starts,
        valid_until=details.valid_until or _front_date(front, "valid_until", "expires", "valid_to") or opening.until,
        old=bool(_OLD_NAME.search(stem)) or any(_OLD_FOLDER.match(part) for part in path.parts[:-1]),
        draft=bool(re.search(r"\bdraft\b", f"{stem} {title} {front.get('status', '')}", re.I)),
        withdrawn=withdrawn or front.get("status", "").lower() in _ENDED,
        superseded_by=by,
        replaces=front.get("replaces", "") or front.get("supersedes", "") or opening.replaces,
        word="superseded" if details.superseded_by else details.standing,
    )


def standings(editions: Sequence[Edition], today: date) -> dict[str, Standing]:
    """Which documents are current on ``today``. A document that is not yet in force supersedes nothing."""
    found = {one.document: _by_itself(one, today) for one in editions}
    in_force = {one.document for one in editions if found[one.document].current}
    compared = _without_house_titles(editions)
    named = _by_names(editions)
    files = [PurePosixPath(one.document).name for one in compared]
    rows_near = near([one.subject for one in compared], files, [one.replaces for one in compared])
    for one, rows in zip(compared, rows_near, strict=True):
        others = [compared[row] for row in sorted(rows)]
        begun = [other for other in others if other.document in in_force and not _begins_after(other, today)]
        if one.word:
            continue
        if one.document in in_force:
            found[one.document] = _beside(one, begun, today)
        elif one.withdrawn:
            takers = [other.document for other in begun if _supersedes(other, one, today)]
            by = named.get(one.superseded_by.lower()) or (takers[0] if len(takers) == 1 else one.superseded_by)
            found[one.document] = replace(found[one.document], by=by)
    return found


def _by_names(editions: Sequence[Edition]) -> dict[str, str]:
    """Each document's path by what others may call it: its title, its file's name and its path."""
    titles = {one.title.lower(): one.document for one in editions if one.title}
    names = {PurePosixPath(one.document).name.lower(): one.document for one in editions}
    return {**titles, **names, **{one.document.lower(): one.document for one in editions}}


def _beside(one: Edition, others: Sequence[Edition], today: date) -> Standing:
    """The standing of a document that is current by itself, beside others that have begun and may be versions of it."""
    begins = one.dated if _begins_after(one, today) and not is_series(one.subject) else None
    if begins and any(_same(one, other) for other in others):
        return Standing(False, f"It comes into force on {spoken(begins.day)}.")
    reasons = [(other, why) for other in others if (why := _supersedes(other, one, today))]
    if not reasons:
        return Standing(True)
    newest, why = max(reasons, key=lambda reason: (reason[0].number, _day(reason[0])))
    return Standing(False, f"{why} ({newest.document}).", newest.document)


def _day(one: Edition) -> date:
    return one.dated.day if one.dated else date.max


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


def _without_house_titles(editions: Sequence[Edition]) -> list[Edition]:
    names: dict[str, set[str]] = {}
    for one in editions:
        names.setdefault(one.subject.title, set()).add(one.subject.name)
    return [
        replace(one, subject=replace(one.subject, title="")) if len(names[one.subject.title]) >= _HOUSE else one
        for one in editions
    ]


def _begins_after(one: Edition, today: date) -> bool:
    if one.dated and one.dated.grain == "season":  # a winter's hours are asked for in the autumn
        return one.dated.day.year > today.year
    return bool(one.dated and one.dated.day > today)


def _supersedes(newer: Edition, older: Edition, today: date) -> str:
    """Why ``newer`` takes the place of ``older``, or "" when it does not."""
    if newer.draft or newer.opening.keeps_older:
        return ""
    if newer.replaces and _replaces(newer, older):
        return "Replaced by a document that says so"
    if older.opening.for_older or is_series(older.subject) or not _same(newer, older):
        return ""
    by_number, by_date = _compared(newer.number, older.number), later(newer.dated, older.dated)
    if by_number or by_date:
        return _NEWER if max(by_number, by_date) > 0 and min(by_number, by_date) >= 0 else ""
    if older.old != newer.old:
        return _NEWER if older.old else ""
    return _NEWER if _by_the_only_date(newer, older, today) else ""


def _by_the_only_date(newer: Edition, older: Edition, today: date) -> bool:
    """Where one alone has a date or a number. A name of two years ago and more is an old one kept beside the page in
    use; one of this year is the new one; of the year between nobody can say, and both stay."""
    if older.number or (newer.number and newer.dated):
        return False
    if newer.number:
        return newer.number > (1,) and not older.dated
    if older.dated and not newer.dated:
        return older.dated.day.year <= today.year - 2
    if newer.dated and not older.dated:
        named = list(dates_in(f"{spaced(newer.document)} \n {newer.title}"))
        return bool(named) and newer.dated.day.year == today.year
    return False


def _same(one: Edition, other: Edition) -> bool:
    return same(one.subject, other.subject, bool(one.opening.dated and other.opening.dated))


def _compared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return 0 if not one or not other else (one > other) - (one < other)


def _replaces(newer: Edition, older: Edition) -> bool:
    """Whether ``newer``'s words of what it replaces are about ``older``: by its name, or by its date and subject."""
    said = newer.replaces
    if _names(said, older):
        return True
    number, dates = _called(said)
    if number or dates:
        called = (number and number == older.number) or any(
            may_be_one(when, own) for when in dates for own in older.dates
        )
        return bool(called) and akin(newer.subject, older.subject)
    if not re.search(r"\b(?:earlier|previous|prior|former|older|old|existing)\b", said, re.I) or not _same(
        newer, older
    ):
        return False
    return _compared(newer.number, older.number) >= 0 and later(newer.dated, older.dated) >= 0


def _names(said: str, older: Edition) -> bool:
    """Whether the words hold the older document's file name, or its whole title or name, and no other date."""
    wholly = spaced(said).lower()
    if PurePosixPath(older.document).name.lower() in said.lower():
        return True
    names = (spaced(PurePosixPath(older.document).stem).lower(), older.title.lower(), words_of_subject(older.title))
    if not any(len(name.split()) >= 2 and name in wholly for name in names) or has_model(said):
        return False
    dates = _called(said)[1]
    return not dates or not older.dates or any(may_be_one(when, own) for when in dates for own in older.dates)


@lru_cache(maxsize=4_096)
def _called(said: str) -> tuple[tuple[int, ...], tuple[Dated, ...]]:
    return number_of(said), tuple(dates_in(said))


def _front_date(front: Mapping[str, str], *names: str) -> date | None:
    return next((day for name in names if (day := first_date(front.get(name, "")))), None)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()
