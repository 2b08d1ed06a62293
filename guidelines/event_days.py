"""A deadline told by an event of the customer's: "in time for Oslo", "before the wedding", "on his birthday" (P12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, find_times
from guidelines.wording import content_stems

if TYPE_CHECKING:
    from guidelines.context import Context

_OCCASION = (
    r"birthday|wedding|party|concert|trip|holiday|journey|flight|move|exam|christening|funeral|anniversary|"
    r"retirement|opening|race|match|show|festival|interview|operation|treatment|start|term|visit|launch|meeting|"
    r"event|day"
)
_EVENT = re.compile(
    rf"\b(?P<how>in (?:good |plenty of )?time for|before|by|for|on|at)\s+(?:your|the|his|her|their|my|"
    rf"our)\s+(?:\w+['’]s?\s+)?(?P<event>(?i:{_OCCASION}))\b|\b(?P<how2>in (?:good |plenty of )?time for|before|"
    rf"for)\s+(?P<name>[A-Z][\w'’-]+)\b"
)


def event_deadline(text: str, context: Context) -> TimeExpression | None:
    """The day by which a sentence promises something for an event, where the letter or the facts date the event."""
    for match in _EVENT.finditer(text):
        wanted = content_stems(match["event"] or match["name"])
        day = next((day for line, day in _dated_ahead(context) if wanted and wanted & content_stems(line)), None)
        if day is not None:
            how = (match["how"] or match["how2"]).lower()
            last = day if how in {"on", "at", "by"} else day - timedelta(days=1)
            return TimeExpression(match.start(), match.end(), match.group(), "date", last, last, relation="by")
    return None


def _dated_ahead(context: Context) -> Iterator[tuple[str, date]]:
    lines = [f"{fact.name}: {fact.value}" for fact in context.facts.facts]
    if context.letter is not None:
        lines += re.split(r"(?<=[.!?])\s+|\n+", context.letter.body)
    for line in lines:
        for time in find_times(line, context.today, context.country):
            if time.shape == "date" and time.latest and time.latest > context.today:
                yield line, time.latest
