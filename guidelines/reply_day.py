"""The day by which the policy has us write again, for whoever cannot answer yet (P08, P13)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import WorkingCalendar, shift

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Policy, Timescale

_OUR_ANSWER = re.compile(
    r"\b(?:reply|replies|answers?|respond|response|write back|look into|hear from us)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:owner|supplier|manufacturer|maker|carrier|courier|airline|hotel|venue|theatre|landlord|insurer|underwriter|"
    r"garage|partner|specialist|surveyor|assessor|complaint|appeal|dispute|claim)s?\b"
    r"|\b(?-i:(?:from|of|by) (?:the|our|a|an) (?:[A-Z]\w+ ?)+)",
    re.IGNORECASE,
)
_FROM_TODAY = re.compile(
    r"\b(?:today|now|reply|letter|this|our answer|receipt of (?:the|your)|request|receipt$|approval)", re.IGNORECASE
)


def counts_from_today(timescale: Timescale) -> bool:
    """Whether a timescale begins with the letter or our answer to it, and not with an event to come."""
    return bool(_FROM_TODAY.search(timescale.from_ or "today"))


def reply_timescale(policy: Policy) -> Timescale | None:
    """The policy's longest time for our own answer; None where it gives none, or only somebody else's."""
    ours = [
        row
        for row in policy.timescales
        if row.at_most is not None
        and counts_from_today(row)
        and _OUR_ANSWER.search(f"{row.id} {row.what}")
        and not _OTHERS.search(row.what)
    ]
    named_so = [row for row in ours if row.id.lower() in ("reply", "answer", "response")]
    return next(iter(named_so or ours), None)


def reply_day(context: Context) -> str | None:
    """The last working day on which we may write again, as a letter says it ("Monday 30 November"), after today."""
    row = reply_timescale(context.policy)
    if row is None:
        return None
    calendar = WorkingCalendar(context.country)
    day = shift(context.today, row.at_most or 0, row.unit, calendar)
    while day > context.today and not calendar.is_working_day(day):
        day -= timedelta(days=1)
    if day <= context.today:
        return None
    year = f" {day.year}" if day.year != context.today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"
