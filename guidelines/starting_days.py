"""The days that a timescale is counted from, as far as the case records them (P12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.wording import content_stems

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Timescale

# Events that begin with us: today counts for them when no record gives their day.
_OURS = re.compile(
    r"\b(?:today|now|letter|email|request\w*|contact|message|question|complaint|claim|call|asked?|put|agreed?|"
    r"agreement|approv\w*|book\w*|decision|decided|d[ei]spatch\w*|ship\w*|post(?:ed|ing)|sent|passed|hand(?:ed|over|"
    r"ing)\w*|made?|entered|issued|ordered|cancelled|reported|refund is made|our \w+)\b",
    re.IGNORECASE,
)
# Events that the customer or somebody else brings about: without a record of them no day is the last.
_THEIRS = re.compile(
    r"\b(?:return\w*|parcel|goods|item|form|evidence|papers?|documents?|photo\w*|prescription|file|certificate|"
    r"payment|deposit|arriv\w*|reach\w*|receipt|receiv\w*|provider|customer|delivery)\b",
    re.IGNORECASE,
)
_OF_THE_LETTER = re.compile(r"\b(?:letter|email|request|question|complaint|claim|message|enquiry)\b", re.IGNORECASE)
_COMES_IN = re.compile(r"\b(?:reach\w*|receiv\w*|receipt|arriv\w*|comes?) ?(?:us)?\b", re.IGNORECASE)
_ALIKE = (
    "dispatch despatch ship post send sent mail",
    "pass hand handover forward refer put ask pose ask raise escalate",
    "book arrange request order schedule",
    "make made refund pay paid credit enter issue process",
    "receive receipt arrive arrival reach come came deliver delivery",
    "agree approve decide confirm",
)


@dataclass(frozen=True, slots=True)
class StartingDays:
    """``first``: the earliest day that may count; ``usual``: the recorded one, else today; ``last``: None if open."""

    first: date
    usual: date
    last: date | None


def starting_days(row: Timescale, context: Context, *, conditional: bool = False) -> StartingDays:
    """From when a row counts: its recorded event, the letter's day, or today."""
    event = row.from_ or ""
    recorded = [day for line, day in _dated(context) if _is_event(line, event, row.what)]
    acted = [day for line, day in _dated(context) if line in context.facts.actions]
    of_the_letter = bool(_OF_THE_LETTER.search(f"{event} {row.what}" if _COMES_IN.search(event) else event))
    if of_the_letter and context.letter:
        recorded.append(min(context.letter.received or context.today, context.today))
    first = min([context.today, *recorded, *acted])
    usual = min(recorded, default=context.today)
    ours = not event or bool(_OURS.search(event))
    open_ended = conditional or (not recorded and (not ours or _THEIRS.search(event)) and not of_the_letter)
    return StartingDays(first, usual, None if open_ended else max([context.today, *recorded]))


def days_ahead(context: Context) -> dict[date, list[str]]:
    """The days still to come that the case gives, an appointment or an expected delivery, with the lines that do."""
    found: dict[date, list[str]] = {}
    lines = [(f"{fact.name}: {fact.value}", fact.value) for fact in context.facts.facts]
    for line, dated in lines + [(action, action) for action in context.facts.actions]:
        for day in _days(dated, context.today, context.country):
            if day > context.today:
                found.setdefault(day, []).append(line)
    return found


def _dated(context: Context) -> list[tuple[str, date]]:
    lines = [
        (f"{fact.name} {clause}", clause) for fact in context.facts.facts for clause in re.split(r"[,;]\s", fact.value)
    ]
    lines += [(action, action) for action in context.facts.actions]
    return [
        (line, day)
        for line, dated in lines
        for day in _days(dated, context.today, context.country)
        if day <= context.today
    ]


@lru_cache(maxsize=2_000)
def _days(line: str, today: date, country: str) -> tuple[date, ...]:
    return tuple(time.latest for time in find_times(line, today, country) if time.shape == "date" and time.latest)


def _is_event(line: str, event: str, what: str) -> bool:
    """Whether a dated line of the case is the event that a row counts from, in the same words or alike ones."""
    named, told = _gist(event), _gist(line)
    if named & _ACTS and told & _ACTS and not named & told & _ACTS:
        return False  # "passed to the Workshop" is no arrival at the Workshop
    have = content_stems(line)
    things = content_stems(event) - _PLAIN - set(_FAMILY)
    if (content_stems(event) - _PLAIN) & have and (
        not things or things & have or (things <= _GOODS and not have & _PAPERS)
    ):
        return True
    shared = named & told
    return len(shared) > 1 or bool(shared and (shared - _ACTS or content_stems(what) & content_stems(line)))


@lru_cache(maxsize=2_000)
def _gist(text: str) -> frozenset[str]:
    """The stems of a text, verbs that may stand for each other as one."""
    return frozenset(_FAMILY.get(stem, stem) for stem in content_stems(text)) - {"day", "date"}


_PLAIN = content_stems("day date made make sent send put letter email time the our")
_GOODS = content_stems("return parcel package goods item order product delivery thing instrument device bag box")
_PAPERS = content_stems("letter email call claim form question voucher credit refund payment label complaint note")
_FAMILY = {stem: family for family in _ALIKE for word in family.split() for stem in content_stems(word)}
_ACTS = frozenset(_ALIKE)
