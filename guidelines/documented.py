"""Whether the company's documents give a time for the same matter (P07, P12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, find_times
from guidelines.wording import concepts, content_stems

if TYPE_CHECKING:
    from guidelines.context import Context

_COMMON = frozenset(["dispatch", "delivery", "reply"])
_UNITS = content_stems("day days working business week weeks month months year hour hours minute minutes")


def is_documented(time: TimeExpression, clause: str, context: Context) -> bool:
    """Whether a line of the documents gives this very time and speaks of what the clause speaks of."""
    wanted = (time.low, time.high, time.unit)
    for source in context.sources:
        for line in re.split(r"\n|(?<=[.!?])\s", source.text):
            times = find_times(line, context.today, context.country)
            if any((other.low, other.high, other.unit) == wanted for other in times) and (
                (concepts(clause) - _COMMON) & concepts(line) or len(_matter(clause) & _matter(line)) > 1
            ):
                return True
    return False


def _matter(text: str) -> frozenset[str]:
    return frozenset(stem for stem in content_stems(text) - _UNITS if not stem[0].isdigit())
