"""A rule over the replies that were written before it: what it would have flagged, and what it would flag no more."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from casework.case_context import case_context
from casework.looking_up import looked_up
from casework.waiver import sentence_at
from guidelines.check import draft_of, find
from guidelines.pattern import PatternTimeout

if TYPE_CHECKING:
    from casework.case import Case, Person
    from casework.prepare import Surroundings
    from casework.store import Transaction
    from guidelines.context import Context
    from guidelines.finding import Finding
    from guidelines.rule import Rule
    from knowledge.passage import Passage

SECONDS = 20.0  # a reviewer waits no longer; what was not looked at by then is said
TOO_SLOW = 5  # replies on which the rule ran out of time: more would say the same
_RESTS_ON_DOCUMENTS = {"grounded", "commitment"}  # kinds that may find support in documents that no point asked for


@dataclass(frozen=True, slots=True)
class PastReply:
    """A reply as it went out, or as far as it came, and the day on which it was written or sent."""

    case: Case
    who: str
    day: date


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One finding in one past reply. ``sentence`` is where it stands, "" for something missing.

    ``new`` says that the rule in force does not flag this reply; ``sent_at`` is None for one that was not sent.
    """

    case_id: int
    number: str
    who: str
    sent_at: datetime | None
    finding: Finding
    sentence: str
    new: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """What a rule would have done: of ``replies`` past replies it flags ``flagged``, each shown in ``rows``.

    ``lifted`` replies are flagged by the rule in force and would be flagged no more. On ``slow`` replies the rule ran
    out of time; ``left`` were not looked at, since there were more than the limit or it took too long.
    """

    replies: int
    flagged: int
    rows: tuple[ReplayRow, ...]
    lifted: int = 0
    slow: int = 0
    left: int = 0


def past_replies(books: Transaction, limit: int) -> tuple[Iterator[PastReply], int]:
    """Past replies one by one as they are asked for, the newest that were sent first, and how many there are."""
    lines = books.past_replies()
    return (PastReply(books.case(case_id), who, at.date()) for case_id, who, at in lines[:limit]), len(lines)


class Replaying:
    """Past replies as they were checked: each with its letter, its facts and its sources, on its own day."""

    def __init__(self, around: Surroundings, people: dict[str, Person], *, seconds: float = SECONDS) -> None:
        self._around, self._people, self._seconds = around, people, seconds

    def replay(self, rule: Rule, before: Rule | None, past: Iterable[PastReply], count: int) -> Replay:
        """Run a rule alone over past replies, of which there are ``count``.

        ``before`` is the rule of this id in force, None where there is none.
        """
        rows: list[ReplayRow] = []
        replies = lifted = slow = 0
        began = time.monotonic()
        for one in past:
            if slow >= TOO_SLOW or time.monotonic() - began > self._seconds:
                break
            replies += 1
            try:
                found = self._find(rule, one)
            except PatternTimeout:
                slow += 1
                continue
            stood = bool(before and self._find_in_time(before, one))
            lifted += stood and not found
            rows += [_row(one, finding, new=not stood) for finding in found]
        flagged = len({row.case_id for row in rows})
        return Replay(replies, flagged, tuple(rows), lifted, slow, count - replies)

    def _find_in_time(self, rule: Rule, one: PastReply) -> tuple[Finding, ...]:
        try:
            return self._find(rule, one)
        except PatternTimeout:
            return ()

    def _find(self, rule: Rule, one: PastReply) -> tuple[Finding, ...]:
        """What the rule finds; a claim without a source only when the documents hold none either, as in any check."""
        case = one.case
        found = find(rule, case.text, self._context(one)) or ()
        if not found or rule.kind.name not in _RESTS_ON_DOCUMENTS:
            return found
        context = self._context(one)
        more = looked_up(draft_of(case.text, context), self._around.library, context.facts.lines)
        return find(rule, case.text, self._context(one, more)) or ()

    def _context(self, one: PastReply, more: Iterable[Passage] = ()) -> Context:
        signs = self._people.get(one.case.drafted_by)
        return case_context(one.case, signs, self._around, more=more, day=one.day)


def _row(one: PastReply, finding: Finding, *, new: bool) -> ReplayRow:
    case, sentence = one.case, ""
    if finding.start is not None and finding.end is not None:
        first, last = sentence_at(case.text, finding.start, finding.end)
        sentence = case.text[first:last]
    return ReplayRow(case.id, case.number, one.who, case.sent_at, finding, sentence, new)
