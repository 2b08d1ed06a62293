"""Timescales told as plain fact ("refunds take 2 days") that the policy contradicts (P12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression
from guidelines.documented import is_documented
from guidelines.promise_forms import find_commitments
from guidelines.promised_time import in_days, is_period, tells_of_the_past, times_in, weigh_time
from guidelines.setting import Setting, settings
from guidelines.timescales import Topic

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft
    from guidelines.policy import Timescale

_OTHERS = re.compile(
    r"\b(?:(?:some|many|other) (?:banks|couriers|carriers)|abroad|overseas|international\w*|express|next[- ]day|"
    r"europe\w*|highlands|islands|first class|saturday|weekend)\b",
    re.IGNORECASE,
)
_PROCESS = re.compile(
    r"\b(?:takes?|taking|arriv\w+|reach\w*|appears?|shows?|lands?|clears?|comes?|moves?|leaves?|is|are|be|goes|go|"
    r"made|make|pay|issue|process\w*|send|sent|refund\w*|credit\w*|repay|post\w*|d[ei]spatch\w*|ship\w*|deliver\w*|"
    r"gets?|receiv\w*|collect\w*|answer\w*|repl\w+|writ\w+|decid\w*|decision|needs?|allow|expect\w*|due|being|within|"
    r"ready|complet\w+|settl\w+|rings?|calls?|visits?|mends?|repairs?|fix(?:es)?|finish\w*|checks?|reads?|looks?|"
    r"handles?|fits?|builds?|bakes?|starts?|begins?|opens?)\b",
    re.IGNORECASE,
)
_NO_PROCESS = re.compile(
    r"\b(?:kept|stored|valid|lasts?|runs?|covers?|charg\w+ (?:it|the)|hold (?:it|the)|press|wait(?:ed|ing)?|rest|"
    r"soak|warranty|guarantee|trial|has been|have been|had|was|were|took|came|arrived|reached|went|left|lasted|ago|"
    r"every|once|only|first|last)\b",
    re.IGNORECASE,
)


_YOU_DID = re.compile(
    r"\s*(?:and |so |as |since )?you (?:\w+ ){0,2}?(?:[a-z]{3,}ed|wrote|told|rang|sent|bought|came|asked|paid|gave|"
    r"were)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:work|job|visit|service|test|check|call|lesson|session|fitting|installation|update|reset|charge|charging|"
    r"flight|journey|drive|it)\b[^.;,]*\btakes?\s*(?:about|around|only|up to)?\s*$",
    re.IGNORECASE,
)
_NOT_ITS_TIME = re.compile(  # "a guitar of twelve weeks"
    r"^(?!(?:wait|delay|time|maximum|minimum|total|period|average) of\b)\w+ of (?:(?:only|about|just|nearly) )?(?:\d|"
    r"[a-z]+ (?:days?|weeks?|months?|years?)$)",
    re.IGNORECASE,
)


_IF = re.compile(r"\b(?:if|unless|should|in case|provided)\b[^,;.]*$", re.IGNORECASE)
_IT_TAKES = re.compile(
    r"\b(?:takes?|taking|allow|arriv\w+|reach\w*|appears?|shows?|lands?|clears?|usually|normally|usual|within|"
    r"answer\w*|repl\w+|ready|done|mended|available)\b",
    re.IGNORECASE,
)
FAR = 3  # times as long as the policy's longest: the time of something else, unless it is counted in the same unit


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time in the draft that contradicts the policy's; ``rewrite`` replaces exactly ``start:end``."""

    start: int
    end: int
    why: str
    rewrite: str | None


def find_contradicted_times(draft: Draft, context: Context) -> Iterator[StatedTime]:
    """Each statement of a time that the policy's timescale for the same matter rules out; promises are the gate's."""
    for place in settings(draft, context):
        if place.text.rstrip().endswith("?"):
            continue
        yield from _wrong_windows(place, context)
        if _OTHERS.search(place.text):
            continue
        promised = [(one.start, one.end) for one in find_commitments(place.text)]
        for start, end in _clauses(place.text):
            if not any(a < end and start < b for a, b in promised):
                yield from _wrong_times(place, start, end, context)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"[;:]\s|,\s(?:and|but|so|while|which|with)\s|\s[–—-]\s", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _wrong_times(place: Setting, start: int, end: int, context: Context) -> Iterator[StatedTime]:
    clause = place.text[start:end]
    if not _PROCESS.search(clause):
        return
    topic = Topic(clause, f"{place.text[:start]} {place.text[end:]}", place.before, place.letter)
    for time in map(_counted, times_in(place.text, context)):
        if not (start <= time.start < end) or time.shape != "duration":
            continue
        if time.unit == "minutes" or (time.unit == "hours" and _WORK.search(clause[: time.start - start])):
            continue  # how long the work itself takes
        if is_period(place.text, time) or tells_of_the_past(place.text, time, context):
            continue
        if not _is_told(clause, time, start) or is_documented(time, clause, context):
            continue
        if _is_over(place.text, time) or _in_a_condition(place.text, time):
            continue  # a window that has closed, and what happens otherwise
        timed = weigh_time(time, topic, context, outside=context.letter is not None and time.low is None)
        if timed.timescale is None or not (_IT_TAKES.search(clause) or _is_like(time, timed.timescale)):
            continue
        if timed.verdict in {"impossible", "contradicts"}:
            at = place.sentence.start
            lead = len(time.text) - len(time.text.lstrip())
            yield StatedTime(at + time.start + lead, at + time.end, timed.why, timed.rewrite)


_LOOSE = re.compile(
    r"\b(?P<count>couple of|few|several) (?P<working>working |business )?(?P<unit>days|weeks|months)\b", re.I
)


def _counted(time: TimeExpression) -> TimeExpression:
    """ "A couple of months" and "several weeks" are no dates, but long enough to contradict a timescale."""
    match = _LOOSE.search(time.text) if time.shape == "vague" else None
    if match is None:
        return time
    unit = "working days" if match["working"] and match["unit"] == "days" else match["unit"].lower()
    return replace(time, shape="duration", low=2, high=2 if match["count"] == "couple of" else 3, unit=unit)  # type: ignore[arg-type]


def _is_told(clause: str, time: TimeExpression, start: int) -> bool:
    """Whether the time is how long something takes: no rate ("£1 a day"), no age, and nothing that has been."""
    words = clause[: time.start - start].split()
    if _NO_PROCESS.search(" ".join(words[-5:])) or _NOT_ITS_TIME.search(f"{' '.join(words[-2:])} {time.text.strip()}"):
        return False
    if re.match(r"(?:the|our|your|those|these)\s+\d", time.text.strip(), re.IGNORECASE) and len(words) < 2:
        return False  # "the 30 days for a refund ended on 11 November"
    if _YOU_DID.match(clause):
        return False
    long = time.unit in {"months", "years"} or re.match(r"an?\b", time.text.strip(), re.IGNORECASE)
    lead = f"{' '.join(words[-2:])} {time.text}"
    return not long or re.search(r"\b(?:takes?|allow|need|within|about|around|after|up to)\b", lead, re.I) is not None


def _is_over(text: str, time: TimeExpression) -> bool:
    return (
        re.search(r"^[^.;]{0,60}\b(?:ended|expired|closed|ran out|are over|is over|have passed)\b", text[time.end :])
        is not None
    )


def _in_a_condition(text: str, time: TimeExpression) -> bool:
    """Whether a time belongs to an "if": "if we have not settled this within eight weeks, you may .."."""
    return _IF.search(text[: time.start]) is not None


def _is_like(time: TimeExpression, row: Timescale) -> bool:
    """Whether a time may be meant for the row's: one many times as long is the time of something else."""
    if time.unit is None or time.high is None or time.unit == row.unit:
        return True
    most = row.at_most or row.at_least
    if not most:
        return True
    said, given = in_days(time.high, time.unit)[1], in_days(most, row.unit)[1]
    return said <= FAR * given


_WINDOW = re.compile(
    r"\s*(?:of|from|after)\s+(?:the\s+)?(?:(?:day|date)\s+of\s+)?(?:your\s+|its\s+|the\s+)?(?P<event>delivery|"
    r"purchase|order|arrival|start|buying)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:you (?:now |still )?(?:have|had|may|can|could)|return\w*|send|sent|back|refund\w*|cancel\w*|exchang\w*|"
    r"change your mind|open for|window)\b",
    re.IGNORECASE,
)


def _wrong_windows(place: Setting, context: Context) -> Iterator[StatedTime]:
    """A window of the customer's ("14 days from delivery") that neither policy nor documents give."""
    text = place.text
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
        yield StatedTime(place.sentence.start + time.start, place.sentence.start + time.end, why, None)


def _window_in_sources(days: int, event: str, context: Context) -> bool:
    for source in context.sources:
        for time in times_in(source.text, context):
            match = _WINDOW.match(source.text[time.end : time.end + 60])
            high = (time.high or 0) * (7 if time.unit == "weeks" else 1)
            if match and match["event"].lower() == event and high == days:
                return True
    return False
