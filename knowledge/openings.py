"""What the first lines of a document say of the document itself: its date, its number, whether it is in force.

The lines are taken apart into statements, and only a statement that begins with such words counts, so that "a faulty
lamp is replaced" or "the ticket is no longer valid" in a text says nothing of the document (P07).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates import DATE, MONTH, YEAR, Dated, dates_in

PAPER = (
    r"(?:documents?|polic(?:y|ies)|pages?|guides?|guidelines?|versions?|editions?|issues?|terms(?: and conditions)?|conditions|"
    r"(?:price ?)?lists?|tariffs?|notices?|leaflets?|manuals?|forms?|schedules?|brochures?|handbooks?|articles?|files?|"
    r"statements?|sheets?|rules|guarantees?|warrant(?:y|ies)|promises?|prices|rates|charges|fees|regulations|agreements?|"
    r"contracts?|charters?|procedures?|instructions?|text|wording|copy|print|entry|faqs?|small print)"
)
_BEFORE = r"^(?:please note\s*:?\s*|note\s*:?\s*|status\s*:?\s*|now\s+|important\s*:?\s*)?"
_WHEN = rf"(?:on|in|since|from|as of|as from|with effect from|after|at the end of)\s+(?:the\s+)?(?:\d|(?:{MONTH})\b|spring|summer|autumn|winter)"
_ENDING = rf"(?=\s*(?:$|[,:.!*]|and\b|by\b|{_WHEN}))"
_SURE = re.compile(
    _BEFORE
    + r"(?:superseded|obsolete|archived(?: copy| version)?|out of (?:force|use|date)|outdated|(?:a )?historic(?:al)? (?:version|copy|edition)|"
    r"no longer (?:valid|in (?:force|use|effect)|current|applicable|applies|to be used)|not (?:valid|in force) any ?(?:more|longer)|"
    rf"closed edition|(?:the |an )?(?:old|former|previous|earlier|outdated)\s+{PAPER}|for reference only|"
    r"kept (?:here )?(?:only )?for (?:reference|the record|the files?|information)(?: only)?)" + _ENDING,
    re.I,
)
_THIS = re.compile(
    rf"^(?:the present|this|these)\s+(?:\S+\s+){{0,3}}?{PAPER}\s+(?:(?:is|are|was|were|has|have|had|does|do|did)\s+(?:now\s+|been\s+)*)?"
    r"(?:superseded|withdrawn|replaced|retired|obsolete|archived|out of (?:date|use|force)|outdated|expired|"
    r"not (?:apply|count|hold) any ?(?:more|longer)|no longer\s+(?:appl(?:y|ies)|counts?|holds?|valid|current|applicable|in (?:force|use|effect)))\b"
    r"(?!.*\b(?:if|when|whenever|unless|once|every|each|weekly|monthly|yearly)\b)",
    re.I,
)
_CLOSED = re.compile(
    _BEFORE
    + r"(?:(?:it|they|this|these) (?:was|were|is|are|has been|have been) )?(?:now )?(?:replaced|withdrawn|superseded|retired|expired|kept only)"
    rf"(?=\s*(?:$|[,:.!*]|and\b|by (?:(?:the|our|a) )?(?:\S+ ){{0,4}}?{PAPER}\b|by (?:this|that|those)\b|{_WHEN}))",
    re.I,
)
_NEWER = re.compile(rf"\bplease use the (?:new|newer|current|later) (?:one|{PAPER})\b", re.I)
_BY = re.compile(r"\b(?:superseded|replaced|withdrawn|obsolete|archived)\b[^.\n]{0,40}?\bby\s*:?\s+(.{3,90})", re.I)
_REPLACES = re.compile(
    r"^(?:.{0,80}?\b)?(?:(?:replac(?:es?|ing)|supersed(?:es?|ing)|takes? the place of|takes? over from|in place of|instead of|"
    r"in succession to|successor (?:of|to))\s+(?P<what>.{3,120}))",
    re.I,
)
_GONE = re.compile(
    rf"^(?:the|our)\s+(?P<what>(?:\S+\s+){{0,3}}?{PAPER}\s+(?:of|from|dated)\s+.{{3,24}}?)\s+(?:is|are|was|were|has been|have been)\s+"
    r"(?:now\s+)?(?:no longer (?:valid|in (?:force|use|effect))|withdrawn|superseded|replaced|out of (?:use|date|force))",
    re.I,
)
_TAKEN = r"(?:bought|purchased|sold|made|placed|signed|booked|ordered|begun|began|started|taken out|issued|installed|delivered|joined|renewed|opened|fitted|registered|agreed|switched on|commissioned|concluded|entered into)"
_FOR_OLDER = re.compile(
    rf"\b{_TAKEN}\b(?:\s+(?:or|and)\s+\w+)?[^.]{{0,40}}?\b(?:before|until|till|up to|to|by|between)\s+(?:and including\s+)?(?:the\s+)?",
    re.I,
)
_FOR_THE_OLD = re.compile(r"^(?:this|these)\b.{0,30}\bfor (?:older|earlier)\b", re.I)
_KEEPS_OLDER = re.compile(
    rf"^(?=.*\b(?:{PAPER}|that|those) (?:of|from|dated)\b|.*\bolder {PAPER}|.*\b(?:old|earlier|previous|former) {PAPER})"
    rf"(?=.*\b(?:older|earlier|before|existing|previous)\b)"
    r".*\b(?:see|keeps?|kept|stays?|remains?|goes on|go on|continues?|still|holds?|fall under|are under|under the|covered by|applies to (?:older|earlier)|apply to (?:older|earlier))\b",
    re.I,
)
_ONLY_NEWER = re.compile(r"\bfor (?:newer|later|new) \w+", re.I)
_UNTIL = re.compile(
    rf"^(?:(?:this|these|the|our|all)\s+(?:\S+\s+){{0,2}}?(?:{PAPER}|offers?|promotions?)\s+)?(?:(?:is|are|was|were)\s+)?"
    r"(?:(?:only\s+)?(?:valid|in force|in effect|effective|in use|applied|applies|apply|counted)\b[^.]{0,40}?\b(?:until|till|to|through|up to)(?: and including)?|"
    rf"(?:offers? |promotions? )?(?:expires?|expired|expiry(?: date)?|ends?|ended|runs? (?:until|to)|available until)(?: on)?|until)\s*:?\s*(?:the\s+)?(?:end of\s+)?(?=\d|{MONTH})",
    re.I,
)
_STARTS = re.compile(
    r"^(?:(?:this|these|the|our)\s+(?:\S+\s+){0,3})?(?:(?:is|are|comes?|will)\s+)?(?:come )?(?:only\s+)?(?:effective(?: date)?|valid|in(?:to)? force|in effect|into effect|applies|apply)"
    r"\s*(?:from|on|as of|as from|since|with effect from)?\s*:?\s*(?:the\s+)?$",
    re.I,
)
_DATING = re.compile(
    r"(?:^|\b(?:effective(?: date)?|in(?:to)? force|in effect|valid|applies|apply|applicable|issued?|published|printed|edition|version(?: [\d.]+)?|"
    r"last (?:updated|reviewed|revised|changed)|page last reviewed|reviewed|revised|updated|amended|dated?|season|from|since|on or after|as of|of|"
    r"rev(?:ision)?\.?(?: [\d.]+)?|v[\d.]+|correct at|as at))[\s,:]*(?:\b(?:on|from|as of|as from|since|in)\b\s*)?:?\s*(?:the\s+)?$",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:not|no longer|supersed\w+|replac\w+|withdrawn|out of use|place of|instead of|succession|previous|earlier|older|"
    r"founded|established|born|built|registered in|expire[sd]?|expiry|end(?:s|ed))\b"
    rf"|\b(?:until|till|to|through|before|by|see|that of|those of|than|(?:the|our) (?:old )?{PAPER} (?:of|from|dated))(?: and including| the)?\s*$",
    re.I,
)
_ALWAYS = re.compile(
    r"\b(?:effective(?: date)?|in force|published|last (?:updated|reviewed|revised|changed)|updated|dated|date)\s*"
    r"(?:from|on|as of|as from|since|with effect from)?\s*:?\s*(?:the\s+)?$",
    re.I,
)
_NUMBERED = re.compile(
    r"^(?:this is )?(?:version|v|ver|rev|revision|issue|edition|release)[\s._-]*(?:\d{1,3}\b|[A-Z]\b)", re.I
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
        starts=next((when.day for one in said for when in _own(one, _STARTS)), None),
        until=next((day for one in said if (day := _until(one))), None),
        out=any(_SURE.search(part) or _THIS.search(part) for part in parts),
        closed=any(_CLOSED.search(part) or _NEWER.search(part) for part in parts),
        by=next((_unquoted(found[1]) for one in said if _gone(one) and (found := _BY.search(one))), ""),
        number=next((one for one in lines[:4] if _NUMBERED.search(one)), ""),
        replaces=next((what for one in said if (what := _replaced(one))), ""),
        for_older=any(_for_older(one) for one in said),
        keeps_older=any(_KEEPS_OLDER.search(one) or (_replaced(one) and _ONLY_NEWER.search(one)) for one in said),
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
    return any(sign.search(part) for part in _parts(statement) for sign in (_SURE, _THIS, _CLOSED))


def _unquoted(words: str) -> str:
    return words.strip(" *_[]()\"'“”.")


def _dated(titles: Sequence[str], lines: Sequence[str], head: str) -> Dated | None:
    for one in titles:
        for when in dates_in(one):
            if not _OTHERS.search(one[: when.start]) and (when.grain != "year" or when.day.year >= 2005):
                return when
    for one in lines[:5]:
        for when in _own(one, _DATING):
            short = len(one.split()) <= 12
            if (when.start or len(one[when.end :].split()) <= 3) and (short or when.start <= 60):
                return when
    for when in dates_in(head[:1_500]):
        clause = re.split(r"[.;()\n]", head[: when.start])[-1]
        if when.grain != "year" and _ALWAYS.search(clause) and not _OTHERS.search(clause):
            return when
    return None


def _own(statement: str, sign: re.Pattern[str]) -> list[Dated]:
    """The dates of a statement that stand behind ``sign`` and aren't those of another edition or of the end."""
    return [
        when
        for when in dates_in(statement)
        if sign.search(statement[: when.start]) and not _OTHERS.search(statement[: when.start])
    ]


def _for_older(statement: str) -> bool:
    """ "For goods bought before 1 June 2023", "this page is for older watches"; not "not for orders signed from ..."."""
    if re.match(r"no(?:t|ne)?\b", statement, re.I):
        return False
    scope = (list(dates_in(statement[found.end() :])) for found in _FOR_OLDER.finditer(statement))
    return bool(_FOR_THE_OLD.search(statement)) or any(rest and rest[0].start == 0 for rest in scope)


def _until(statement: str) -> date | None:
    found = _UNTIL.search(statement)
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
    gone = _GONE.search(statement) or _REPLACES.search(statement)
    return _unquoted(gone["what"]) if gone and _is_paper(gone["what"]) else ""


def _is_paper(what: str) -> bool:
    """Whether the words name a document: "the June 2021 sheet", "that of 2019", "rules.md"; "the old battery" is none."""
    return bool(
        re.search(rf"\b{PAPER}\b|\.[a-z]{{2,4}}\b|[\"“]", what, re.I)
        or re.match(r"(?:that|those|the ones?) (?:of|from|dated)\b|all (?:earlier|previous)", what, re.I)
        or DATE.search(what)
        or YEAR.search(what)
    )
