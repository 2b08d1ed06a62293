"""When a reply is due: the policy's own timescale for replies, else two working days, sooner when it presses (P19)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from drafting.enquiry import Enquiry
from guidelines.calendar import WorkingCalendar
from guidelines.policy import Policy, Timescale

WORKING_DAYS = 2
END_OF_DAY = time(17, 0)
_REPLY = re.compile(r"\b(?:repl(?:y|ies)|answers?|respon[ds]\w*|written answer|write back)\b", re.IGNORECASE)


def due_at(received: datetime, enquiry: Enquiry, policy: Policy, country: str) -> datetime | None:
    """The moment (UTC) by which the customer should have an answer; None when no reply is due.

    Safety is due by the end of the day (the next working day when it came after hours or at a weekend); high
    urgency in half the time.
    """
    if enquiry.kind == "auto_reply":
        return None
    calendar = WorkingCalendar(country)
    if enquiry.gravity == "safety":
        in_hours = calendar.is_working_day(received.date()) and received.time() < END_OF_DAY
        day = received.date() if in_hours else calendar.add(received.date(), 1)
        return datetime.combine(day, END_OF_DAY, UTC)
    scale = _reply_timescale(policy)
    if scale is not None and scale.at_most is not None and scale.unit == "hours":
        return received + timedelta(hours=_pressed(scale.at_most, enquiry))
    count = scale.at_most if scale is not None and scale.at_most is not None else WORKING_DAYS
    if scale is not None and scale.unit == "days":
        day = received.date() + timedelta(days=_pressed(count, enquiry))
    else:
        day = calendar.add(received.date(), _pressed(count, enquiry))
    return datetime.combine(day, END_OF_DAY, UTC)


def _pressed(count: int, enquiry: Enquiry) -> int:
    return max(1, count // 2) if enquiry.urgency == "high" else count


def _reply_timescale(policy: Policy) -> Timescale | None:
    """The timescale of the policy that is about answering letters, by its id first, then by its words."""
    for scale in policy.timescales:
        if _REPLY.search(scale.id.replace("-", " ").replace("_", " ")):
            return scale
    return next((scale for scale in policy.timescales if _REPLY.search(scale.what)), None)
