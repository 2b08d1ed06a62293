"""How much each rule finds, and what became of it: often waived and never fired are what a reviewer looks at (P21)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from casework.guidebook_table import AS_FOUND, Version
from casework.rule_folder import switched_off

if TYPE_CHECKING:
    from casework.store import Transaction

FEW = 20  # replies: before that many were checked, a rule that found nothing has not been tried yet
WAIVED_TIMES, WAIVED_SHARE = 3, 0.5  # this often, and of this much of what it found: "often waived"
_BEGINNING, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its end not included; no end: until now."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule was from this moment on: its text (None: as it came), and whether it was in force."""

    at: datetime
    text: str | None
    on: bool


AS_IT_CAME = Change(_BEGINNING, None, True)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule found: how often, in how many cases, how much of it was waived, how much mended instead."""

    fired: int = 0
    cases: int = 0
    waived: int = 0
    mended: int = 0


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What came of a rule in the words that it has now.

    ``fired`` counts its findings in ``cases`` cases, the same words in one case once; of these ``waived`` may stand by
    a waiver, and ``used`` were followed: the words were changed and it finds them no more. ``of`` is the number of
    replies that were checked while it was so.
    """

    rule_id: str
    fired: int
    cases: int
    waived: int
    waived_share: float
    used: int
    of: int

    @property
    def often_waived(self) -> bool:
        return self.waived >= WAIVED_TIMES and self.waived_share >= WAIVED_SHARE

    @property
    def never_fired(self) -> bool:
        """Whether it found nothing in enough replies to say so."""
        return self.fired == 0 and self.of >= FEW


def rule_uses(
    books: Transaction,
    rules: Iterable[str],
    histories: Mapping[str, Sequence[Change]],
    since: datetime | None,
) -> list[RuleUse]:
    """The use of each rule, those that find most first.

    ``histories`` are the changes, oldest first, of the rules that ever changed: what other words of a rule found is
    not counted for the words that it has now, and counts again when they are restored.
    """
    tallies, checked = books.rule_use.tallies(since), books.rule_use.checked()
    uses = []
    for rule in rules:
        spans, tally = [Span(since or _BEGINNING)], tallies.get(rule, Tally())
        if history := histories.get(rule):
            spans = [clipped for span in standing(history) if (clipped := _clipped(span, since))]
            tally = books.rule_use.tally(rule, spans)
        share = tally.waived / tally.fired if tally.fired else 0.0
        of = sum(_between(checked, span) for span in spans)
        uses.append(RuleUse(rule, tally.fired, tally.cases, tally.waived, share, tally.mended, of))
    return sorted(uses, key=lambda use: (-use.fired, use.rule_id))


def changes_of(versions: Iterable[Version]) -> dict[str, list[Change]]:
    """What became of each rule that ever changed, from all versions of rules and settings, the oldest first."""
    changes: dict[str, list[Change]] = {}
    texts: dict[str, str | None] = {}
    off: frozenset[str] = frozenset()
    seen: set[str] = set()
    for version in versions:
        first = version.subject not in seen
        seen.add(version.subject)
        at = _BEGINNING if first and version.what == AS_FOUND else version.at
        rule = version.subject.removeprefix("rule:")
        if version.subject == "settings":
            now_off = switched_off(version.text)
            for rule in off ^ now_off:
                changes.setdefault(rule, []).append(Change(at, texts.get(rule), rule not in now_off))
            off = now_off
        elif rule != version.subject:
            texts[rule] = version.text
            changes.setdefault(rule, []).append(Change(at, version.text, rule not in off))
    return changes


def standing(history: Sequence[Change]) -> list[Span]:
    """The stretches of time in which a rule was what it is now; before its first change it was as it came."""
    states = [AS_IT_CAME, *history]
    ends = [*(change.at for change in history), None]
    return [
        Span(change.at, end)
        for change, end in zip(states, ends, strict=True)
        if (change.text, change.on) == (states[-1].text, states[-1].on) and change.at != end
    ]


def _clipped(span: Span, since: datetime | None) -> Span | None:
    if since is None or span.start >= since:
        return span
    return None if span.end is not None and span.end <= since else Span(since, span.end)


def _between(moments: Sequence[datetime], span: Span) -> int:
    return bisect_left(moments, span.end or _END) - bisect_left(moments, span.start)
