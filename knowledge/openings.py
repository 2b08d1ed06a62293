"""What the first lines of a document say of the document itself: its date, its number, whether it is in force.

The lines are taken apart into statements, and only a statement that begins with such words counts, so that "a faulty
lamp is replaced" or "the ticket is no longer valid" in a text says nothing of the document (P07).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates import DATE, YEAR, Dated, dates_in
from knowledge.opening_signs import (
    BY,
    CLOSED,
    DATING,
    DATING_ANYWHERE,
    FOR_OLDER,
    FOR_THE_OLD,
    KEEPS_OLDER,
    NUMBERED,
    ONLY_FOR_NEWER,
    OTHER_IS_OUT,
    OTHERS_DATE,
    OUT,
    PAPER,
    REPLACES,
    STARTS,
    THIS_IS_OUT,
    UNTIL,
    USE_THE_NEWER,
)

_STATEMENTS, _CHARACTERS = 9, 700


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines say. ``dated`` is the document's own date, ``starts`` the day from which it says to hold.

    ``out`` is said of the document; ``closed`` in words that could be about a product as well. ``for_older`` holds for
    what was bought before a day; ``keeps_older`` says that the edition before goes on for such."""

    dated: Dated | None = None
    starts: date | None = None
    until: date | None = None
    out: bool = False
    closed: bool = False
    by: str = ""
    number: str = ""
    replaces: str = ""
    for_older: bool = False
    keeps_older: bool = False


def read_opening(title: str, head: str) -> Opening:
    """What ``title`` and the first characters of the text say of the document."""
    titles, lines = _statements(title, head)
    said = [*titles, *lines]
    parts = [part for one in said for part in _parts(one)]
    return Opening(
        dated=_dated(titles, lines, head),
        starts=next((when.day for one in said for when in _own(one, STARTS)), None),
        until=next((day for one in said if (day := _until(one))), None),
        out=any(OUT.search(part) or THIS_IS_OUT.search(part) for part in parts),
        closed=any(CLOSED.search(part) or USE_THE_NEWER.search(part) for part in parts),
        by=next((_unquoted(found[1]) for one in said if _gone(one) and (found := BY.search(one))), ""),
        number=next((one for one in lines[:4] if NUMBERED.search(one)), ""),
        replaces=next((what for one in said if (what := _replaced(one))), ""),
        for_older=any(_for_older(one) for one in said),
        keeps_older=any(KEEPS_OLDER.search(one) or (_replaced(one) and ONLY_FOR_NEWER.search(one)) for one in said),
    )


def _statements(title: str, head: str) -> tuple[list[str], list[str]]:
    """The statements of the title, and the first ones of the text below it."""
    title, head = title.strip(), head[:_CHARACTERS].strip()
    below = head[len(title) :] if title and head.lower().startswith(title.lower()) else head
    return _apart(title), _apart(below)[:_STATEMENTS]


def _apart(text: str) -> list[str]:
    parts = re.split(r"[\n()\[\];|•]|(?<=[.!?])[*_]*\s+(?=[\"'“*_]*[A-Z0-9])|\s+[-–—]\s+", text)
    return [one for part in parts if (one := part.strip(" \t*_#>.,:\"'“”‘’"))]


def _parts(statement: str) -> list[str]:
    """ "summer 2023, superseded on 1 February 2025": the second part says it as well."""
    return [statement, *re.split(r",\s+", statement)[1:]]


def _gone(statement: str) -> bool:
    return any(sign.search(part) for part in _parts(statement) for sign in (OUT, THIS_IS_OUT, CLOSED))


def _unquoted(words: str) -> str:
    return words.strip(" *_[]()\"'“”.")


def _dated(titles: Sequence[str], lines: Sequence[str], head: str) -> Dated | None:
    for one in titles:
        for when in dates_in(one):
            if not OTHERS_DATE.search(one[: when.start]) and (when.grain != "year" or when.day.year >= 2005):
                return when
    for one in lines[:5]:
        for when in _own(one, DATING):
            short = len(one.split()) <= 12
            if (when.start or len(one[when.end :].split()) <= 3) and (short or when.start <= 60):
                return when
    for when in dates_in(head[:1_500]):
        clause = re.split(r"[.;()\n]", head[: when.start])[-1]
        if when.grain != "year" and DATING_ANYWHERE.search(clause) and not OTHERS_DATE.search(clause):
            return when
    return None


def _own(statement: str, sign: re.Pattern[str]) -> list[Dated]:
    """The dates of a statement that stand behind ``sign`` and aren't those of another edition or of the end."""
    return [
        when
        for when in dates_in(statement)
        if sign.search(statement[: when.start]) and not OTHERS_DATE.search(statement[: when.start])
    ]


def _for_older(statement: str) -> bool:
    """ "For goods bought before 1 June 2023", "this page is for older watches"; not "not for orders from ..."."""
    if re.match(r"no(?:t|ne)?\b", statement, re.I):
        return False
    scope = (list(dates_in(statement[found.end() :])) for found in FOR_OLDER.finditer(statement))
    return bool(FOR_THE_OLD.search(statement)) or any(rest and rest[0].start == 0 for rest in scope)


def _until(statement: str) -> date | None:
    found = UNTIL.search(statement)
    dates = list(dates_in(statement[found.end() :])) if found else []
    return _last_day(dates[0]) if dates and dates[0].start == 0 else None


def _last_day(when: Dated) -> date:
    """ "Until March 2026" is until its last day."""
    if when.grain == "day":
        return when.day
    months = {"month": 1, "season": 3, "year": 12}[when.grain]
    after = when.day.month + months
    return date(when.day.year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - timedelta(days=1)


def _replaced(statement: str) -> str:
    gone = OTHER_IS_OUT.search(statement) or REPLACES.search(statement)
    return _unquoted(gone["what"]) if gone and _is_paper(gone["what"]) else ""


def _is_paper(what: str) -> bool:
    """Whether the words name a document: "the June 2021 sheet", "that of 2019"; "the old battery" is none."""
    return bool(
        re.search(rf"\b{PAPER}\b|\.[a-z]{{2,4}}\b|[\"“]", what, re.I)
        or re.match(r"(?:that|those|the ones?) (?:of|from|dated)\b|all (?:earlier|previous)", what, re.I)
        or DATE.search(what)
        or YEAR.search(what)
    )
