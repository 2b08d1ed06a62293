"""What a check says about a draft: findings, promises and the answer map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from guidelines.context import Point

Level = Literal["error", "warning", "suggestion"]
LEVELS: tuple[Level, ...] = ("error", "warning", "suggestion")  # the gravest first
Verdict = Literal["fine", "vague", "needs_approval", "impossible", "contradicts", "not_checked"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, to weigh or to think about, tied to its place in the draft.

    ``start`` and ``end`` are Python offsets into the draft, both None for something that is missing; ``text`` is
    ``draft[start:end]`` (or "" when missing). ``rewrite`` replaces exactly that span, or is None where no
    replacement is safe. ``practice`` is an id of the practices (``P08``).
    """

    rule: str
    practice: str
    level: Level
    start: int | None
    end: int | None
    text: str
    message: str
    rewrite: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in a text, weighed against policy, sources and calendar (P10, P12, P13).

    ``deadline`` is the resolved latest day as ISO date, or None; ``amount`` as written with its currency, or None;
    ``authority`` is who may approve it when the verdict is needs_approval; ``practice`` is what the verdict rests on.
    """

    text: str
    start: int
    end: int
    what: str
    deadline: str | None
    amount: str | None
    verdict: Verdict
    why: str
    condition: str | None = None
    authority: str | None = None
    practice: str = "P12"
    mark: tuple[int, int] | None = None  # the words that the verdict is about, within the commitment
    rewrite: str | None = None  # replaces ``mark``, where that is safe


@dataclass(frozen=True, slots=True)
class Answer:
    """A point of the letter and the sentences of the draft that answer it; none means a gap in the answer (P03).

    ``gap`` says how sure a gap is: "error" when nothing comes near, "warning" in doubt, None when it is not reported.
    """

    point: Point
    sentences: tuple[tuple[int, int], ...]
    gap: Level | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found. ``answer_map`` is None without a letter; ``not_checked`` the rules that lacked one."""

    findings: tuple[Finding, ...] = ()
    promises: tuple[Promise, ...] = ()
    answer_map: tuple[Answer, ...] | None = None
    not_checked: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())  # e.g. a rule that ran out of time, by name

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "error")
