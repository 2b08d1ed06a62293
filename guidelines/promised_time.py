"""The time of a commitment, and what the policy's timescales and the calendar say to it (P12, P13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, WorkingCalendar, find_times, shift
from guidelines.event_days import event_deadline
from guidelines.finding import Verdict
from guidelines.promise_words import NEAR
from guidelines.starting_days import StartingDays, days_ahead, starting_days
from guidelines.timescales import Topic, in_words, timescales_meant
from guidelines.wording import concepts, content_stems

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Timescale

_NOT_A_DEADLINE = re.compile(
    r"[-\s]?(?:warranty|guarantee|period|old\b|wide|plan|subscription|contract|trial|window|walk|drive|supply|"
    r"or (?:fewer|less|more)\b|to go\b|left\b|remaining\b|ago\b|ahead\b|before(?:hand)?\b|in advance\b|earlier\b|"
    r"early\b|too (?:late|soon|early)\b|late\b|away\b|free|membership|on (?:hold|the phone)\b|of (?:use|free|light|"
    r"credit|cover|service|premium|access|waiting|silence)|['’]? ?(?:notice|worth))",
    re.IGNORECASE,
)
_PAST_VERB = re.compile(
    r"\b(?:[a-z]{3,}ed|came|went|left|was|were|sent|had|got|wrote|told|put|gave|bought|paid|rang|spoke|made|took|"
    r"began|ended|found|since|dated|ago|of|your (?:letter|email|call|order|message)|letter|email|call|"
    r"order)\s+(?:(?:on|at|you|it|us|to you|to us|there|this|in|up|out|back|from|the|already|only)\s+){0,3}$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"(?:\b(?:will|shall|be|can|is|are|to)|['’]ll)\s+(?:\w+\s+){0,2}\w+ed\s+(?:\w+\s+){0,3}$", re.I)
_AHEAD = re.compile(  # words that make a day a promised one, even a day that has been
    r"\b(?:will|shall|going to|can|arriv(?:es|ing)|reach(?:es|ing)|comes|due|expected?|be|by|before|until|within)\b|"
    r"['’]ll\b",
    re.IGNORECASE,
)
_TERM_AHEAD = re.compile(
    r"\b(?:warrant(?:y|ies)|guarantees?|terms?|contracts?|notice|validity|valid|covers?|covered|returned?|(?:send|"
    r"bring|take|give)s? (?:\w+ )?back|keep|last(?:s|ed)?|hold|held|kept|store[ds]?|good)\b[^.;!?]{0,40}$",
    re.IGNORECASE,
)
_OF_AN_EVENT = re.compile(
    r"^\s*(?:of|from|after|since|before)\s+(?:the\s+)?(?:(?:day|date|time)\s+of\s+)?(?:your\s+|its\s+|"
    r"the\s+)?(?:delivery|purchase|receipt of (?:the|your) (?:goods|item|order)|arrival|buying|renewal|start|travel|"
    r"treatment|departure|invoice|check-?in)\b",
    re.IGNORECASE,
)
_CUSTOMERS_WINDOW = re.compile(
    r"\byou (?:(?:now|still|then|also)\s+)?(?:have|had|may|can|could|are (?:free|welcome|able)|must|need|"
    r"would)\b(?![^.;]*\b(?:expect|see|hear|receive|get)\b)[^.;]{0,60}$|\b(?:may|can|could|must) be (?:returned|"
    r"exchanged|refunded|cancell?ed|sent back|brought back|changed|moved|used|collected|kept)\b[^.;]{0,40}$|"
    r"\b(?:open|free|available|valid|good) (?:to you )?(?:for|until|within)\s*(?:the\s+)?$|\bhas until\s*$|"
    r"\b(?:change your mind|tell us|let us know|write to us|ask)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_AT_THE_LEAST = re.compile(
    r"(?:\b(?:no (?:sooner|earlier|less|fewer) than|not (?:before|until)|at least|a minimum of|at the earliest)|"
    r"\bany ?time (?:in|within|during)?)\s*$",
    re.IGNORECASE,
)
_NEAR = re.compile(NEAR, re.IGNORECASE)
_OF_ITS_DAY = re.compile(r"\b(?:day|moment|minute|second|instant) (?:that |on which )?(?:you|we|it)\b", re.IGNORECASE)
_OVER_NIGHT = re.compile(r"morning|overnight|wake|breakfast|first thing", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timed:
    """What was found about a time: the verdict, its reason, the row it rests on, and a safe wording of the time."""

    verdict: Verdict
    why: str
    timescale: Timescale | None = None
    rewrite: str | None = None


def times_in(text: str, context: Context) -> tuple[TimeExpression, ...]:
    return find_times(text, context.today, context.country)


def times_ahead(text: str, context: Context) -> tuple[TimeExpression, ...]:
    """The times of a text, and besides them what is all but here: "in the morning", "before dinner", "overnight"."""
    found = list(times_in(text, context))
    for match in _NEAR.finditer(text):
        taken = any(match.start() < time.end and time.start < match.end() for time in found if time.shape != "vague")
        if taken or re.search(r"\d\s*$", text[: match.start()]):
            continue  # "between 9 and 12 in the morning"
        day = context.today + timedelta(days=1) if _OVER_NIGHT.search(match.group()) else context.today
        found = [time for time in found if not (match.start() < time.end and time.start < match.end())]
        found.append(TimeExpression(match.start(), match.end(), match.group(), "immediate", day, day))
    if not any(time.shape in {"date", "duration"} for time in found) and (event := event_deadline(text, context)):
        found.append(event)
    return tuple(sorted(found, key=lambda time: time.start))


def deadline_in(text: str, times: Sequence[TimeExpression], context: Context) -> TimeExpression | None:
    """The expression that says by when; periods, ages, the customer's own windows and days that have been are none."""
    usable = [time for time in times if not is_period(text, time) and not tells_of_the_past(text, time, context)]
    firm = [time for time in usable if time.shape in {"date", "duration"}]
    return max(
        firm or usable,
        key=lambda time: (
            time.relation in {"by", "within", "in", "before", "on", "no later than"},
            time.latest or date.min,
            -time.start,
        ),
        default=None,
    )


def tells_of_the_past(text: str, time: TimeExpression, context: Context) -> bool:
    """Whether a day that has been is told as an event ("it came on 14 August"), and no day that is promised."""
    if time.shape != "date" or time.latest is None or time.latest > context.today:
        return False
    before = text[: time.start]
    if re.search(r"\b(?:have|has|had|was|were)\s*$|['’](?:ve|d)\s*$", before[-8:], re.IGNORECASE):
        return True  # "I have today refunded .."
    if time.latest == context.today:
        return bool(_PAST_VERB.search(before[-60:])) and not _AUXILIARY.search(before[-60:])
    clause = re.split(r"[,;:]\s|\s(?:and|but|so|which|who)\s", before)[-1]
    return not (_AHEAD.search(clause) or _AHEAD.match(text[time.end :].lstrip(" ,")))


def is_period(text: str, time: TimeExpression) -> bool:
    """Whether a time is a term, an age, a window of the customer's, or a day that something counts from."""
    after, before = text[time.end : time.end + 60], text[: time.start]
    if time.shape == "date":
        return time.relation in {"from", "since", "of"} or bool(re.search(r"\b(?:until|till)\s*$", before[-8:], re.I))
    if time.shape != "duration":
        return False
    if _CUSTOMERS_WINDOW.search(before[-90:]) or _OF_AN_EVENT.match(after) or _AT_THE_LEAST.search(before[-40:]):
        return True
    if time.unit in {"months", "years"} and _TERM_AHEAD.search(before):
        return True
    hyphened = re.search(r"\w-(?:year|month|day|week|hour|minute)s?['’]?$", time.text, re.I)
    return bool(
        hyphened or _NOT_A_DEADLINE.match(after) or time.relation in {"for", "every", "over", "more than", "less than"}
    )


def weigh_time(
    time: TimeExpression,
    topic: Topic,
    context: Context,
    *,
    outside: bool,
    another: bool = False,
    conditional: bool = False,
) -> Timed:
    """Hold a time against calendar, case and policy: in the past, too soon, on a day off, or too late (P12).

    ``outside`` says that somebody beyond the company must act, so that the policy's longest time counts, ``another``
    that a colleague must, who is not to be hurried; with ``conditional`` the days count from an event to come.
    """
    if time.weekday_clash:
        return Timed("contradicts", f"{time.text} is a {time.weekday_clash} in the calendar.")
    if time.shape == "date" and time.latest and time.latest < context.today and time.relation not in {"from", "since"}:
        return Timed("impossible", f"{time.text} is already past.")
    if time.shape == "date" and time.latest and _is_given(time.latest, time.text, topic, context):
        return Timed("fine", "The case gives this date.")
    if time.latest is None and time.shape != "duration":
        return Timed("fine", "")
    judged = [
        _against(time, row, context, outside=outside, another=another, conditional=conditional)
        for _, row in timescales_meant(topic, context)
    ]
    return next((one for one in judged if one.verdict == "fine"), judged[0] if judged else Timed("fine", ""))


def _is_given(day: date, said: str, topic: Topic, context: Context) -> bool:
    """Whether the case gives a day to come; "tomorrow" or "Friday" only where it is given for the same thing."""
    lines = days_ahead(context).get(day, ())
    if not lines or re.search(r"\d", said):
        return bool(lines)
    told = f"{topic.clause} {topic.beside} {topic.before}"
    stems, matters = content_stems(told), concepts(told)
    return any(stems & content_stems(line) or matters & concepts(line) for line in lines)


def _against(
    time: TimeExpression, row: Timescale, context: Context, *, outside: bool, another: bool, conditional: bool
) -> Timed:
    starts = starting_days(row, context, conditional=conditional)
    say = in_words(row)
    if _sooner(time, row.at_least, row, starts.first, context):
        why = f"The policy's time for {row.what} is {say}; {time.text.strip()} is sooner than possible."
        return Timed("impossible", why, row, _reword(time, row))
    if outside and _sooner(time, row.at_most, row, starts.usual, context) and not _in_range(time, row):
        why = f"Somebody else must act, and the policy allows {say} for {row.what}; {time.text.strip()} is sooner."
        return Timed("impossible", why, row, _reword(time, row))
    half = (row.at_most or 0) // 2 if row.unit != "hours" else 0
    if another and _sooner(time, half, row, starts.usual, context):
        why = f"Somebody else must act, and the policy allows {say} for {row.what}; {time.text.strip()} is too soon."
        return Timed("impossible", why, row, _reword(time, row))
    if _later(time, row, starts, context):
        why = f"The policy says {say} for {row.what}; {time.text.strip()} is later."
        return Timed("contradicts", why, row, _reword(time, row))
    if _on_a_day_off(time, row, context):
        day = time.latest
        why = f"{day:%A} {day.day} {day:%B} is not a working day, and {row.what} is counted in working days."  # type: ignore[union-attr]
        return Timed("impossible", why, row, _reword(time, row))
    return Timed("fine", f"In the policy's time for {row.what}: {say}.", row)


def _on_a_day_off(time: TimeExpression, row: Timescale, context: Context) -> bool:
    return (
        time.named_day
        and row.unit == "working days"
        and time.relation not in {"before", "by"}
        and time.latest is not None
        and not WorkingCalendar(context.country).is_working_day(time.latest)
    )


def _in_range(time: TimeExpression, row: Timescale) -> bool:
    """The policy's own numbers, said of days instead of working days: read loosely."""
    return time.high == row.at_most and (time.low is None or time.low == row.at_least)


def _sooner(time: TimeExpression, count: int | None, row: Timescale, start: date, context: Context) -> bool:
    """Whether a time ends before ``count`` units of the row, counted from ``start``, are over."""
    if not count:
        return False
    if time.shape == "duration" and time.unit and time.high is not None:
        if time.unit == row.unit:
            return time.high < count
        if _in_range(time, row):
            return False
        return in_days(time.high, time.unit)[1] < in_days(count, row.unit)[0]
    if time.shape == "immediate" and _OF_ITS_DAY.search(time.text):
        return in_days(count, row.unit)[0] > 1  # counted from an event to come: "on the day that we make it"
    limit = shift(start, count, row.unit, WorkingCalendar(context.country))
    return time.latest is not None and time.latest < limit


def _later(time: TimeExpression, row: Timescale, starts: StartingDays, context: Context) -> bool:
    if row.at_most is None:
        return False
    if time.shape == "duration" and time.unit and time.high is not None:
        if time.unit == row.unit:
            return time.high > row.at_most
        return in_days(time.high, time.unit)[0] > in_days(row.at_most, row.unit)[1]
    if starts.last is None or time.latest is None:
        return False
    return time.latest > shift(starts.last, row.at_most, row.unit, WorkingCalendar(context.country))


def in_days(count: float, unit: str) -> tuple[float, float]:
    """The fewest and the most days that a duration may take: ten working days are twelve to fourteen."""
    if unit == "working days":
        return count + 2 * ((count - 1) // 5), count + 2 * -(-count // 5)
    days = count * {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1, "weeks": 7, "months": 30, "years": 365}[unit]
    return days, days


def _reword(time: TimeExpression, row: Timescale) -> str | None:
    """The policy's own time in the place of the promised one, where it reads well; else None."""
    said, promised = in_words(row), time.text.strip().lower()
    if not said or time.relation in {"by", "on", "before"}:
        return None
    if time.shape == "immediate" or promised in {"today", "tomorrow", "tonight"}:
        return said
    if time.shape != "duration":
        return None
    if promised.startswith(("within ", "in ")):
        return said
    return None if time.relation else said.removeprefix("within ").removeprefix("in ")
