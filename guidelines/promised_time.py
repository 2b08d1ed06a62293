"""The time of a commitment, and what the policy's timescales and the calendar say to it (P12, P13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, Unit, WorkingCalendar, find_times, shift
from guidelines.finding import Verdict
from guidelines.wording import concepts, content_stems

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Timescale

_NOT_A_DEADLINE = re.compile(
    r"[-\s]?(?:warranty|guarantee|period|old\b|wide|plan|subscription|contract|trial|window|walk|drive|supply|"
    r"ago\b|free|membership|of (?:use|free|light|credit|cover|service|premium|access)|['’]? ?(?:notice|"
    r"worth))",
    re.IGNORECASE,
)
_SINCE_PAST = re.compile(
    r"(?:\b(?:of|dated|ordered|bought|sent|received|made|placed|called|wrote|delivered|since|from|arrived|"
    r"your (?:letter|email|call|order|message) (?:of|on)|purchased|went out|left us|posted|left|order|letter|"
    r"email|call) (?:on |at |you on |it on )?|\bago\b)$",
    re.IGNORECASE,
)
_FROM_EVENT = re.compile(
    r"^\s*(?:of|from|after|following|once|when)\b(?!\s+(?:today|now|this|the date of this|tomorrow|monday))",
    re.IGNORECASE,
)
_TODAYISH = re.compile(
    r"today|now|letter|request|contact|message|receipt of (?:the|your) (?:letter|email|enquiry|complaint)|"
    r"agree|approv|book|decision|the day (?:it is|the refund is) (?:made|booked|agreed)|dispatch|order|refund "
    r"is made",
    re.IGNORECASE,
)

_DAYS: dict[Unit, float] = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1,
    "working days": 1.4,
    "weeks": 7,
    "months": 30,
    "years": 365,
}


@dataclass(frozen=True, slots=True)
class Timed:
    """What was found about the time of a commitment: the verdict, its reason, and a safe wording of the time."""

    verdict: Verdict
    why: str
    timescale: Timescale | None = None
    rewrite: str | None = None


def deadline_in(text: str, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The expression that says by when; periods of warranty, ages and dates of the past are none."""
    usable = [time for time in times if not _is_period(text, time)]
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


_TERM_AHEAD = re.compile(
    r"\b(?:warrant(?:y|ies)|guarantees?|terms?|contracts?|notice|validity|valid|covers?|covered|returned?|back|"
    r"keep|last(?:s|ed)?)\b"
    r"[^.;!?]{0,40}$",
    re.IGNORECASE,
)
_OF_AN_EVENT = re.compile(
    r"^\s*(?:of|from|after|since)\s+(?:the\s+)?(?:(?:day|date|time)\s+of\s+)?(?:your\s+|its\s+|the\s+)?"
    r"(?:delivery|purchase|receipt of (?:the|your) (?:goods|item|order)|arrival|buying|renewal|start|travel|"
    r"treatment|departure)\b",
    re.IGNORECASE,
)


def _is_period(text: str, time: TimeExpression) -> bool:
    after, before = text[time.end : time.end + 60], text[: time.start]
    if time.shape == "duration":
        long = time.unit in {"months", "years"}
        if _OF_AN_EVENT.match(after) or (long and _TERM_AHEAD.search(before)):
            return True  # a window of the customer's, or a term
        hyphened = re.search(r"\w-(?:year|month|day|week|hour|minute)s?['’]?$", time.text, re.I)
        return bool(
            hyphened
            or _NOT_A_DEADLINE.match(after)
            or time.relation in {"for", "every", "over", "more than", "less than"}
        )
    if time.shape == "date":
        return bool(_SINCE_PAST.search(before[-30:])) or time.relation in {"from", "since", "of"}
    return False


def times_in(text: str, context: Context) -> tuple[TimeExpression, ...]:
    return find_times(text, context.today, context.country)


def timescale_for(matter: str, context: Context) -> Timescale | None:
    """The policy's timescale that speaks of the same matter, by concept and words; None when none does."""
    best: tuple[float, Timescale] | None = None
    have, stems = concepts(matter), content_stems(matter)
    for row in context.policy.timescales:
        score = max(
            _likeness(phrase, have, stems, first=number == 0) for number, phrase in enumerate((row.what, *row.also))
        )
        if score > 0 and (best is None or score > best[0]):
            best = (score, row)
    return best[1] if best else None


def _likeness(phrase: str, have: frozenset[str], stems: frozenset[str], first: bool) -> float:
    row, row_stems = concepts(phrase), content_stems(phrase)
    shared_words = row_stems & stems
    cover = len(shared_words) / len(row_stems) if row_stems else 0.0
    shared = (row & have) - {"dispatch"} or (row & have if row == {"dispatch"} else frozenset())
    if row and not shared:
        return 1.0 + cover if cover == 1 and len(row_stems) > 1 else 0.0
    if not row and cover < 0.5:
        return 0.0
    return len(shared) * 1.5 / max(1, len(row)) + 2 * cover + 0.3 * len(shared_words) + 0.05 * first


def in_words(row: Timescale) -> str:
    """The timescale as it may be said to a customer: "within 5 to 7 working days"."""
    unit = row.unit if row.at_most != 1 else row.unit.removesuffix("s")
    if row.at_least is not None and row.at_most is not None and row.at_least != row.at_most:
        return f"in {row.at_least} to {row.at_most} {unit}"
    if row.at_most is not None:
        return f"within {row.at_most} {unit}"
    return f"in {row.at_least} {row.unit} or more" if row.at_least is not None else ""


def weigh_time(
    time: TimeExpression,
    row: Timescale | None,
    context: Context,
    *,
    outside: bool,
    conditional: bool,
    text: str,
    bases: Sequence[date] = (),
    known: Sequence[date] = (),
) -> Timed:
    """Hold a time against calendar and policy: sooner than possible, in the past, on a day off, or too late (P12)."""
    calendar = WorkingCalendar(context.country)
    if time.weekday_clash:
        return Timed("contradicts", f"{time.text} is a {time.weekday_clash} in the calendar.", row)
    if time.shape == "date" and time.latest and time.latest < context.today and time.relation not in {"from", "since"}:
        return Timed("impossible", f"{time.text} is already past.", row)
    if time.shape == "date" and time.latest in known:
        return Timed("fine", "The case gives this date.", row)
    if row is None:
        return Timed("fine", "", None)
    latest = time.latest
    if latest is None:
        return Timed("fine", "", row)
    starts = [context.today, *bases]
    relative = time.shape == "duration" and time.unit is not None
    soonest = min(shift(start, row.at_least or 0, row.unit, calendar) for start in starts)
    longest = (
        max(shift(start, row.at_most, row.unit, calendar) for start in starts) if row.at_most is not None else None
    )
    say = in_words(row)
    too_soon = _shorter(time, row.at_least, row.unit, latest, soonest) if row.at_least else False
    if too_soon:
        return Timed(
            "impossible",
            f"The policy's time for {row.what} is {say}; {time.text} is sooner than possible.",
            row,
            _reword(time, row),
        )
    if outside and row.at_most and longest and _shorter(time, row.at_most, row.unit, latest, longest):
        return Timed(
            "impossible",
            f"Somebody else must act, and the policy allows {say} for {row.what}; {time.text} is sooner.",
            row,
            _reword(time, row),
        )
    from_event = (
        conditional or bool(_FROM_EVENT.match(text[time.end :])) or bool(row.from_ and not _TODAYISH.search(row.from_))
    )
    if longest and (relative or not from_event) and _longer(time, row, latest, longest):
        return Timed(
            "contradicts", f"The policy says {say} for {row.what}; {time.text} is later.", row, _reword(time, row)
        )
    if (
        time.named_day
        and row.unit == "working days"
        and time.relation != "before"
        and not calendar.is_working_day(latest)
    ):
        return Timed(
            "impossible",
            f"{latest:%A} {latest.day} {latest:%B} is not a working day, and {row.what} is counted in working days.",
            row,
            _reword(time, row),
        )
    return Timed("fine", f"In the policy's time for {row.what}: {say}.", row)


def _same_measure(time: TimeExpression, unit: str) -> bool:
    return time.shape == "duration" and time.unit == unit and time.high is not None


def _shorter(time: TimeExpression, count: int, unit: Unit, latest: date, limit: date) -> bool:
    """Whether the promised time ends before ``count`` units (that is, before the day ``limit``)."""
    if _same_measure(time, unit):
        return (time.high or 0) < count
    if unit == "hours" and time.shape == "duration" and time.unit and time.high is not None:
        return time.high * _DAYS[time.unit] * 24 < count
    if time.shape == "duration" and time.unit in {"minutes", "hours"} and (time.high or 0) * _DAYS[time.unit] < 1:
        return limit > latest or count > 0
    return latest < limit


def _longer(time: TimeExpression, row: Timescale, latest: date, limit: date) -> bool:
    if _same_measure(time, row.unit):
        return (time.high or 0) > (row.at_most or 0)
    if row.unit == "hours" and time.shape == "duration" and time.unit and time.high is not None:
        return time.high * _DAYS[time.unit] * 24 > (row.at_most or 0)
    return latest > limit


def _reword(time: TimeExpression, row: Timescale) -> str | None:
    """The policy's own time in the place of the promised one, where it reads well; else None."""
    said = in_words(row)
    if not said:
        return None
    if (
        time.shape == "immediate"
        or time.text.lower() in {"today", "tomorrow", "tonight"}
        or time.text[:6].lower() in {"within", "in the "}
    ):
        return said if time.relation not in {"by", "on", "before"} else None
    bare = said.removeprefix("within ").removeprefix("in ")
    return (
        bare
        if time.shape == "duration" and time.low is not None
        else said
        if time.shape == "duration" and not time.relation
        else None
    )
