"""Whether a remedy's condition is met in this case, as far as the case facts and the calendar tell (P10, P12).

Only what is recorded counts; the customer's own account never meets a condition, except for a day that lies ahead.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from drafting.brief import Brief
from drafting.writers.due import read_date
from drafting.writers.lexicon import terms
from drafting.writers.terms_in_time import Ahead, band, day_ahead
from guidelines.calendar import WorkingCalendar, find_times
from guidelines.numerals import NUMBER, number_value

Met = Literal["met", "unmet", "unknown"]

_SHARE = 0.6  # of a condition's words that one fact must hold to meet it
_NO = re.compile(r"\b(?:not|no|never|none|without|nobody|n't|un(?:damaged|used|opened))\b|n['’]t\b", re.IGNORECASE)
_QUANTITY = re.compile(
    rf"\b(?P<sense>more than|over|longer than|at least|less than|under|fewer than|within|up to|at most) (?P<count>{NUMBER}) "
    r"(?P<unit>(?:working |business )?(?:minute|hour|day|week|month|year)s?)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:old|of age|of (?:delivery|purchase)|since|bought|purchased|delivered)\b", re.IGNORECASE)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_FROM_TO = re.compile(
    r"\b(?P<first>\d{1,2})(?: (?P<month>[A-Z][a-z]+))? ?(?:to|until|till|-|–) ?(?P<last>\d{1,2} [A-Z][a-z]+(?: \d{4})?)"
)
_HELD_BACK = re.compile(r"\b(?:sent|send|sends|returned|returns|brought|asks|asked|signs|agrees)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``sources`` are the facts, or the letter's day, that the verdict rests on; ``ahead`` the day where it decides."""

    met: Met
    sources: tuple[str, ...] = ()
    ahead: Ahead | None = None


def judge(condition: str | None, brief: Brief) -> Verdict:
    """The verdict on a condition; one without words is met."""
    if not condition or not condition.strip():
        return Verdict("met")
    span = band(condition)
    if span is not None and re.search(r"\bbefore\b|\bprior\b|\bahead\b|\badvance\b|\bnotice\b", condition, re.I):
        ahead = day_ahead(brief)
        if ahead is None:
            return Verdict("unknown")
        return Verdict("met" if span[0] <= ahead.days <= span[1] else "unmet", (ahead.source,), ahead)
    verdicts = [_one(part, brief) for part in re.split(r",? or (?=the |it |a |we |you )", condition)]
    return next(
        (found for found in verdicts if found.met == "met"),
        next((found for found in verdicts if found.met == "unmet"), Verdict("unknown")),
    )


def _one(condition: str, brief: Brief) -> Verdict:
    unmet: Verdict | None = None
    for name, text in _records(brief):
        verdict = _against(condition, text, brief)
        if verdict == "met":
            return Verdict("met", (name,))
        if verdict == "unmet":
            unmet = Verdict("unmet", (name,))
    return unmet or Verdict("unknown")


def _records(brief: Brief) -> list[tuple[str, str]]:
    facts = [(f"case:{fact.name}", f"{fact.name.replace('_', ' ')}: {fact.value}") for fact in brief.facts.facts]
    return facts + [(f"case:action {number}", action) for number, action in enumerate(brief.facts.actions, 1)]


def _against(condition: str, record: str, brief: Brief) -> Met:
    quantity = _QUANTITY.search(condition)
    bare = _QUANTITY.sub(" ", condition) if quantity else condition
    wanted = frozenset(term for term in terms(bare) if not term.isdigit()) - _NEGATIONS
    shared = wanted & terms(record)
    alternatives = re.findall(r"\b\w+\b(?=, | or )|(?<= or )\b\w+\b", bare)
    share = len(shared) / len(wanted) if wanted else 1.0
    if alternatives and shared & terms(" ".join(alternatives)):
        share = 1.0 if shared - terms(" ".join(alternatives)) or len(shared) > 1 else share
    if quantity:
        return _measured(quantity, condition, record, brief) if share >= 0.5 else "unknown"
    if share < _SHARE or len(shared) < min(2, len(wanted)) or (_HELD_BACK.search(condition) and share < 1.0):
        return "unknown"
    return "met" if bool(_NO.search(record)) == bool(_NO.search(condition)) else "unmet"


_NEGATIONS = terms("not no never without unused undamaged")


def _measured(quantity: re.Match[str], condition: str, record: str, brief: Brief) -> Met:
    """A length of time in the record against the one that the condition asks for."""
    unit = quantity["unit"].lower().removesuffix("s").replace("business", "working")
    bound = float(number_value(quantity["count"]) or 0) * _DAYS[unit.split()[-1]]
    day = read_date(record, brief.today)
    if _OLD.search(condition) and day:
        length = float((brief.today - day).days)
    else:
        spans = [time for time in find_times(record, brief.today, brief.country) if time.shape == "duration"]
        same = [time for time in spans if time.unit and time.high and ("working" in time.unit) == ("working" in unit)]
        lengths = [float(time.high or 0) * _DAYS[str(time.unit).split()[-1].removesuffix("s")] for time in same]
        if (run := _from_to(record, brief, working="working" in unit)) is not None:
            lengths.append(run)
        if not lengths:
            return "unknown"
        length = max(lengths)
    sense = quantity["sense"].lower()
    if sense in ("more than", "over", "longer than"):
        return "met" if length > bound else "unmet"
    if sense == "at least":
        return "met" if length >= bound else "unmet"
    return "met" if length <= bound else "unmet"


def _from_to(record: str, brief: Brief, *, working: bool) -> float | None:
    """The days that "16 to 19 November 2026" spans, both included; None when the record has no such span."""
    match = _FROM_TO.search(record)
    last = read_date(match["last"], brief.today) if match else None
    if match is None or last is None:
        return None
    first = read_date(f"{match['first']} {match['month'] or last.strftime('%B')} {last.year}", brief.today)
    if first is None or first > last:
        return None
    if working:
        return float(WorkingCalendar(brief.country).between(first - timedelta(days=1), last))
    return float((last - first).days + 1)
