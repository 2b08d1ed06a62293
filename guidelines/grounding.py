"""Grounding: each figure, date, name and number of a draft is borne out, or it is reported (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from guidelines.attribution import Attribution
from guidelines.beside import Beside
from guidelines.claims import NAME_BEFORE, Claim, Size, find_claims
from guidelines.contacts import belongs_elsewhere
from guidelines.evidence import Evidence, gather
from guidelines.expected import other_day_expected
from guidelines.figures import Figure, words_of
from guidelines.finding import Level, Promise
from guidelines.opening import find_wrong_days
from guidelines.own_terms import is_set_by_us
from guidelines.people import find_wrong_people
from guidelines.reckoned_sums import is_result, sum_follows_from, tells_a_sum
from guidelines.reckoning import comes_to, is_borne_out
from guidelines.setting import LONGEST
from guidelines.standing import stands
from guidelines.statements import Statement, statements_of

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft, Span

_OF_MANY = frozenset(("clock",))  # a place has several hours: which one is meant is often open
_NUMBERED = re.compile(r"\d{1,4}\b(?![.,:]\d|\s?[%£€]|(?:st|nd|rd|th)\b)")


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """A stated fact that nothing bears out, with its place in the draft and what to do about it."""

    start: int
    end: int
    why: str
    level: Level = "error"


def find_ungrounded(draft: Draft, context: Context, promises: Sequence[Promise] = ()) -> Iterator[Ungrounded]:
    """Every figure, date, price, duration, code, person and number that neither stands in the sources, the letter,
    the case or the policy, nor follows from them by plain arithmetic or the calendar; and those that the sources give
    for something else."""
    evidence = gather(context)
    yield from _Figures(draft, context, evidence, promises).wrong()
    for sentence in draft.sentences:
        for start, end, why in _wrong_words(sentence, evidence, context):
            a, b = sentence.start + start, sentence.start + end
            if not any(span.start <= a and b <= span.end for span in draft.quoted):
                yield Ungrounded(a, b, why)


@dataclass(frozen=True)
class _Figures:
    """The figures of one draft on their way: those that stand, those that are reckoned from them, and the rest."""

    draft: Draft
    context: Context
    evidence: Evidence
    promises: Sequence[Promise]

    def wrong(self) -> Iterator[Ungrounded]:
        sound: dict[int, list[Claim]] = {}
        mistaken: list[tuple[Statement, str]] = []
        waiting: list[Statement] = []
        for one in self._statements:
            if why := other_day_expected(one, self.evidence):
                yield Ungrounded(one.start, one.end, why)
                continue
            ours = is_set_by_us(one, self.evidence, self.promises)
            if not ours and not self._stands(one):
                waiting.append(one)
                continue
            sound.setdefault(one.number, []).append(one.claim)
            if not ours and (why := self._mistaken(one)):
                mistaken.append((one, why))
        beside = Beside(self.evidence, [sentence.text for sentence in self.draft.sentences], sound)
        yield from self._reckoned(waiting, beside)
        for one, why in mistaken:
            if not comes_to(one, beside):
                level: Level = "warning" if one.claim.kind in _OF_MANY else "error"
                yield Ungrounded(one.start, one.end, why, level)

    @cached_property
    def _statements(self) -> list[Statement]:
        return statements_of(self.draft, self.context)

    @cached_property
    def _attribution(self) -> Attribution:
        words = frozenset[str]().union(*(words_of(sentence.text) for sentence in self.draft.sentences))
        return Attribution(self.evidence, words)

    def _stands(self, one: Statement) -> bool:
        """What is told as the outcome of a reckoning does not stand by a figure of something else altogether."""
        if one.claim.kind == "money" and is_result(one):
            return not self._attribution.is_unrelated(one, self.evidence.bearing(one.claim))
        return stands(one, self.evidence)

    def _mistaken(self, one: Statement) -> str | None:
        """Why a figure that stands somewhere is wrong here all the same."""
        if elsewhere := belongs_elsewhere(one, self.context.policy):
            return elsewhere
        bearing = self.evidence.bearing(one.claim)
        if not bearing and one.claim.kind != "opposite":
            return None
        other = self._attribution.told_otherwise(one, bearing, self._beside(one))
        return _told(other, one.claim) if other else None

    def _reckoned(self, waiting: list[Statement], beside: Beside) -> Iterator[Ungrounded]:
        """What is reckoned may itself be reckoned with; what is left follows from nothing."""
        while found := [one for one in waiting if is_borne_out(one, beside)]:
            for one in found:
                if why := self._reckoned_wrongly(one, beside):
                    yield Ungrounded(one.start, one.end, why)
                beside.hold(one)
            waiting = [one for one in waiting if one not in found]
        for one in waiting:
            level: Level = "warning" if tells_a_sum(one) else "error"
            yield Ungrounded(one.start, one.end, _unsupported(one.claim), level)

    def _reckoned_wrongly(self, one: Statement, beside: Beside) -> str | None:
        """Why a sum that could be reckoned from afar is wrong: the sources give another one for this very thing."""
        if one.claim.kind not in {"money", "measure", "count"} or sum_follows_from(one, beside):
            return None
        other = self._attribution.told_otherwise(one, (), self._beside(one))
        return _told(other, one.claim) if other and not sum_follows_from(one, beside, other.claim) else None

    def _beside(self, one: Statement) -> set[Size]:
        near = (other for other in self._statements if other is not one and abs(other.number - one.number) <= 1)
        return {size for other in near for size in other.claim.sizes}


def _told(figure: Figure, claim: Claim) -> str:
    line = " ".join(f"{figure.line.subject} {figure.line.text}".split())
    return f'{claim.text.strip()} is not what the sources give for this: "{line[:140]}".'


def _unsupported(claim: Claim) -> str:
    if claim.time and claim.time.weekday_clash:
        return f"{claim.text} is a {claim.time.weekday_clash} in the calendar."
    what = claim.text.strip()
    if claim.kind == "date":
        return f"The date {what} stands in no source, and follows from no date of the case."
    if claim.kind == "phone":
        return f"The number {what} is not among the contacts of the company, nor in the case."
    return f"{what} stands in no source, nor in the letter, the case or the policy."


def _wrong_words(sentence: Span, evidence: Evidence, context: Context) -> Iterator[tuple[int, int, str]]:
    """People, opening days and names with a number."""
    text = sentence.text[:LONGEST]
    yield from find_wrong_people(text, evidence.lower, context)
    yield from find_wrong_days(text, evidence.rules)
    claims = find_claims(text, context.today, context.country)
    for match in _NUMBERED.finditer(text):
        name = NAME_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if name is None or any(claim.start < match.end() and match.start() < claim.end for claim in claims):
            continue
        known = set(re.findall(rf"\b{re.escape(name['name'].lower())} (\d{{1,4}})\b", evidence.lower))
        if known and match.group() not in known:
            what = f"{name['name']} {match.group()}"
            yield name.start("name"), match.end(), f"{what} stands in no source, nor in the letter or the case."
