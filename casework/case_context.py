"""What the reply of a case is checked against: its letter, its facts and its sources, in the name of whoever signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from casework.prepare import Surroundings, reply_context

if TYPE_CHECKING:
    from casework.case import Case, Person
    from guidelines.context import Context
    from knowledge.passage import Passage


def case_context(
    case: Case, signs: Person | None, around: Surroundings, *, more: Iterable[Passage] = (), day: date | None = None
) -> Context:
    """The context of a case on a day (None: today), with ``more`` passages than the case found."""
    return reply_context(
        around if day is None else replace(around, today=day),
        letter=case.letter,
        enquiry=case.enquiry,
        sources=[*case.passages, *more],
        facts=case.facts,
        agent=signs.name if signs else "",
        role=signs.authority if signs else "agent",
    )


def bare_context(around: Surroundings) -> Context:
    """The context of a text that answers no letter: policy, day and meaning alone."""
    bare = reply_context(around, letter=None, enquiry=None, sources=(), facts=None, agent="", role="agent")
    return replace(bare, embed=around.library.embed)
