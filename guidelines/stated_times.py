"""Timescales told as plain fact ("refunds take 2 days") that the policy contradicts (P12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression
from guidelines.promise_forms import find_commitments
from guidelines.promised_time import in_words, times_in, timescale_for
from guidelines.wording import concepts

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft, Span
    from guidelines.policy import Timescale

_GENERAL = re.compile(
    r"^\s*(?:(?:and|but|so|please note that|as a rule|in general|usually|normally|generally|typically|in most "
    r"cases|at present|currently),?\s+)*"
    r"(?P<subject>(?:[\w£$€.,'’-]+\s){0,6}?[\w'’-]+)\s+(?:(?:usually|normally|generally|typically|also|always|"
    r"can|may|will|now|only|should|do|then)\s+)*"
    r"(?:take|takes|arrive|arrives|reach|reaches|appear|appears|(?:are|is) (?:usually |normally |always |then "
    r")?(?:made|processed|sent|dispatched|delivered|issued|paid|answered|completed|shipped|posted|with you|"
    r"refunded)|need|needs|show|shows|come|comes|clear|clears)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:some|many|other) (?:banks|couriers|carriers)|\b(?:abroad|overseas|international\w*|express|next[- "
    r"]day|europe\w*|highlands|islands|first class|saturday|weekend)\b",
    re.I,
)
_DAYS = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "working days": 1.4,
    "weeks": 7.0,
    "months": 30.0,
    "years": 365.0,
}


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time in the draft that contradicts the policy's; ``rewrite`` replaces exactly ``start:end``."""

    start: int
    end: int
    why: str
    rewrite: str | None


def find_contradicted_times(draft: Draft, context: Context) -> Iterator[StatedTime]:
    """Each general statement of a time that the policy's timescale for the same matter rules out."""
    for sentence in draft.sentences:
        text = sentence.text
        if text.rstrip().endswith("?"):
            continue
        yield from _wrong_windows(sentence, context)
        if _OTHERS.search(text) or find_commitments(text):
            continue
        if not _GENERAL.match(text) and not _OURS.search(text):
            continue
        row = timescale_for(text, context)
        if row is None:
            continue
        for time in times_in(text, context):
            if time.shape != "duration" or _is_allowed_window(time, text, context):
                continue
            if _differs(time, row) and not _in_sources(time, text, context):
                why = f"The policy says {in_words(row)} for {row.what}, not {time.text.strip()}."
                yield StatedTime(sentence.start + time.start, sentence.start + time.end, why, _reword(time, row))


_OURS = re.compile(
    r"\b(?:we|which we) (?:then |usually |always |normally |now )?(?:make|pay|issue|process|send|refund|credit|"
    r"repay|post|"
    r"dispatch|answer|reply)\b[^.;]{0,60}\b(?:within|in)\b",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    r"\s*(?:of|from|after)\s+(?:the\s+)?(?:(?:day|date)\s+of\s+)?(?:your\s+|its\s+|the\s+)?"
    r"(?P<event>delivery|purchase|order|arrival|start|buying)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:you (?:now |still )?(?:have|had|may|can|could)|return\w*|send|sent|back|refund\w*|cancel\w*|"
    r"exchang\w*|change your mind|"
    r"open for|window)\b",
    re.IGNORECASE,
)


def _is_allowed_window(time: TimeExpression, text: str, context: Context) -> bool:
    """The customer's own window as a remedy gives it ("within 28 days of delivery"): no timescale of ours."""
    days = (time.high or 0) * (7 if time.unit == "weeks" else 1)
    return bool(_WINDOW.match(text[time.end :])) and any(row.within_days == days for row in context.policy.remedies)


def _wrong_windows(sentence: Span, context: Context) -> Iterator[StatedTime]:
    """A window of the customer's ("14 days from delivery") that neither policy nor documents give."""
    text = sentence.text[:3_000]
    if not _ALLOWED.search(text):
        return
    for time in times_in(text, context):
        match = _WINDOW.match(text[time.end :])
        if time.shape != "duration" or time.unit not in {"days", "weeks"} or not match or time.high is None:
            continue
        event = match["event"].lower().replace("arrival", "delivery").replace("buying", "purchase")
        rows = [
            row for row in context.policy.remedies if row.within_days and event in (row.since or "delivery").lower()
        ]
        days = time.high * (7 if time.unit == "weeks" else 1)
        if not rows or any(row.within_days == days for row in rows) or _window_in_sources(days, event, context):
            continue
        given = " or ".join(sorted({f"{row.within_days} days" for row in rows}))
        why = f"The policy gives {given} from {event}, not {time.text.strip()}."
        yield StatedTime(sentence.start + time.start, sentence.start + time.end, why, None)


def _window_in_sources(days: int, event: str, context: Context) -> bool:
    for source in context.sources:
        for time in times_in(source.text, context):
            match = _WINDOW.match(source.text[time.end : time.end + 60])
            high = (time.high or 0) * (7 if time.unit == "weeks" else 1)
            if match and match["event"].lower() == event and high == days:
                return True
    return False


def _differs(time: TimeExpression, row: Timescale) -> bool:
    if time.unit is None or time.high is None or time.relation in {"for", "every", "after", "over", "more than"}:
        return False
    slack = 1.0 if time.unit == row.unit else 1.15
    unit = _DAYS[row.unit]
    low = (time.low if time.low is not None else time.high) * _DAYS[time.unit]
    high = time.high * _DAYS[time.unit]
    if row.at_least is not None and (
        high * slack < row.at_least * unit or (time.low is not None and low * slack < row.at_least * unit)
    ):
        return True
    if row.at_most is not None:
        if high > row.at_most * unit * slack:
            return True
        return row.at_least is not None and time.low is not None and high * slack < row.at_most * unit
    return False


def _in_sources(time: TimeExpression, text: str, context: Context) -> bool:
    wanted = (time.low, time.high, time.unit)
    return any(
        concepts(text) & concepts(source.text)
        and any((other.low, other.high, other.unit) == wanted for other in times_in(source.text, context))
        for source in context.sources
    )


def _reword(time: TimeExpression, row: Timescale) -> str | None:
    said = in_words(row)
    bare = said.removeprefix("within ").removeprefix("in ")
    if not said:
        return None
    if time.relation in {"within", "in"}:
        return said
    return bare if not time.relation and time.text.strip()[:1].isalnum() else None
