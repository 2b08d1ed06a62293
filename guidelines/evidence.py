"""What a draft may rest on: sources, letter, case, policy and names, read into comparable facts (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from guidelines.calendar import TimeExpression, WorkingCalendar, shift
from guidelines.claims import CODE, EMAIL, Claim, find_claims, in_days, phone_key, squeeze
from guidelines.money import find_amounts
from guidelines.numerals import NUMBER, number_value

if TYPE_CHECKING:
    from guidelines.context import Context, LetterContext
    from guidelines.policy import Policy

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_DELIVERED = re.compile(r"\b(?:deliver\w*|arriv\w*|expect\w*|due|carrier|courier|appointment|visit)\b", re.IGNORECASE)
_CENT = Decimal("0.01")


@dataclass
class Evidence:
    """The facts of all that surrounds a draft. ``near`` amounts are the case's own, fit for plain arithmetic."""

    texts: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    numbers: set[Decimal] = field(default_factory=set)
    near: set[Decimal] = field(default_factory=set)
    bases: set[date] = field(default_factory=set)
    spans: list[tuple[int, str]] = field(default_factory=list)  # durations that a date may follow by
    own_spans: set[tuple[int, str]] = field(default_factory=set)  # those of the letter and the case
    counts: set[Decimal] = field(default_factory=set)  # whole numbers of the letter and the case
    expected: set[date] = field(default_factory=set)  # days that the case gives for a delivery
    squeezed: str = ""
    lower: str = ""
    today: date = date.min
    country: str = "GB"

    def money(self, value: Decimal) -> bool:
        return any(claim.kind == "money" and claim.value[0] == value for claim in self.claims) or value in self.near  # type: ignore[index]

    def percent(self, value: Decimal) -> bool:
        return any(claim.kind == "percent" and claim.value == value for claim in self.claims)

    def duration(self, time: TimeExpression) -> bool:
        """Both ends of the duration stand somewhere, in whatever unit."""
        if time.unit is None or time.high is None:
            return True
        ends = [time.high] if time.low is None else [time.low, time.high]
        measure = _measure(time.unit)
        same = {worth for unit, worth in self._durations if unit == measure or worth == _MONTH}
        return all(_close(in_days(end, time.unit), same) for end in ends)

    @cached_property
    def _durations(self) -> set[tuple[str, Decimal]]:
        """Every duration that stands somewhere or follows from others, by what it is measured in."""
        known = {
            (_measure(other.time.unit), in_days(count, other.time.unit))
            for other in self.claims
            if other.kind == "duration" and other.time and other.time.unit
            for count in (other.time.low, other.time.high)
            if count is not None
        } | {(_measure(unit), in_days(count, unit)) for count, unit in self.spans}
        known |= {
            ("days", in_days((one - other).days, "days")) for one in self.bases for other in self.bases if one > other
        }
        return known | _differences(self.spans, self.own_spans)

    def day(self, time: TimeExpression) -> bool:
        """The date stands somewhere, or follows from a date of the case and a known duration."""
        day = time.latest
        if day is None or day == self.today:
            return True
        for claim in self.claims:
            if claim.kind == "date" and claim.time and claim.time.latest:
                other = claim.time.latest
                same = (day.month, day.day) == (other.month, other.day)
                if day == other or (same and not (time.year_given and claim.time.year_given)):
                    return True
        return day in self._days_reached

    @cached_property
    def _days_reached(self) -> set[date]:
        """The days that a known duration leads to from a date of the case or from today, and those before them."""
        calendar = WorkingCalendar(self.country)
        bases = self.bases | {self.today}
        reached = {shift(base, count, unit, calendar) for base in bases for count, unit in self.spans}
        return reached | {day - timedelta(days=1) for day in reached}


_MONTH = in_days(1, "months")
_MEASURES = {"weeks": "days", "hours": "days", "minutes": "days", "years": "months"}


def _measure(unit: str) -> str:
    """Durations are compared within days or within months: 60 days are not the two months of another sentence."""
    return _MEASURES.get(unit, unit)


def _differences(spans: Iterable[tuple[int, str]], own: Iterable[tuple[int, str]]) -> set[tuple[str, Decimal]]:
    """What is left of a span of the documents after one of the letter: 12 months less the 7 that were used."""
    return {
        (_measure(unit), in_days(whole - gone, unit))
        for gone, unit in own
        for whole, other in spans
        if unit == other and whole > gone
    }


def _close(value: Decimal, known: Iterable[Decimal]) -> bool:
    return any(abs(value - other) <= other * Decimal("0.02") for other in known)


_GATHERED: list[tuple[Context, Evidence]] = []  # the last few: a text is checked again and again beside one letter


def gather(context: Context) -> Evidence:
    """The evidence of a context, gathered once as long as the same context object is checked."""
    for known, evidence in _GATHERED:
        if known is context or _same_ground(known, context):
            return evidence
    evidence = _gather(context)
    _GATHERED.insert(0, (context, evidence))
    del _GATHERED[4:]
    return evidence


def _same_ground(one: Context, other: Context) -> bool:
    return (
        one.policy is other.policy
        and one.today == other.today
        and one.agent == other.agent
        and one.country == other.country
        and one.letter == other.letter
        and one.facts == other.facts
        and one.sources == other.sources
    )


def _gather(context: Context) -> Evidence:
    """Read everything around the draft once; the reading of each text is kept, as sources repeat between checks."""
    evidence = Evidence(today=context.today, country=context.country)
    case = [f"{fact.name}: {fact.value}" for fact in context.facts.facts]
    case += [*context.facts.actions, *context.facts.enclosures]
    letter = context.letter
    own = [*_honest(letter), letter.sender, *letter.names] if letter else []
    sources = [f"{source.section}\n{source.document}\n{source.text}" for source in context.sources]
    policy = _policy_text(context.policy)
    evidence.texts = [*case, *own, *sources, policy, context.agent or ""]
    for text in evidence.texts:
        claims, numbers = _read(text, context.today, context.country)
        evidence.claims.extend(claims)
        evidence.numbers |= numbers
    for text in [*case, *own]:
        claims, numbers = _read(text, context.today, context.country)
        evidence.counts |= {value for value in numbers if value == value.to_integral_value()}
        evidence.own_spans |= {
            (count, c.time.unit)
            for c in claims
            if c.kind == "duration" and c.time and c.time.unit
            for count in (c.time.low, c.time.high)
            if count is not None
        }
        evidence.near |= {amount.value for amount in find_amounts(text)}
        evidence.bases |= {
            c.time.latest
            for c in _read(text, context.today, context.country)[0]
            if c.kind == "date" and c.time and c.time.latest
        }
    for text in case:
        if _DELIVERED.search(text):
            evidence.expected |= {
                c.time.latest
                for c in _read(text, context.today, context.country)[0]
                if c.kind == "date" and c.time and c.time.latest and c.time.latest >= context.today
            }
    for fact in context.facts.facts:  # "price: 65" is money without its sign
        bare = re.fullmatch(r"\s*(\d+(?:\.\d\d)?)\s*", fact.value)
        if bare:
            evidence.near.add(Decimal(bare[1]))
    if letter and letter.received:
        evidence.bases.add(letter.received)
    evidence.spans = _spans(context, evidence)
    evidence.lower = "\n".join(evidence.texts).lower()
    evidence.squeezed = "".join(map(_squeezed, evidence.texts))
    return evidence


@lru_cache(maxsize=2_000)
def _squeezed(text: str) -> str:
    return squeeze(text)


def _honest(letter: LetterContext) -> list[str]:
    """Body and subject without the pieces that try to give instructions: what an attack names bears out nothing."""
    texts = [letter.body, letter.subject]
    for piece in letter.attack:
        texts = [text.replace(piece, " ") for text in texts]
    return texts


def _spans(context: Context, evidence: Evidence) -> list[tuple[int, str]]:
    spans: set[tuple[int, str]] = set()
    for row in context.policy.timescales:
        spans |= {(count, row.unit) for count in (row.at_least, row.at_most) if count is not None}
    spans |= {(row.within_days, "days") for row in context.policy.remedies if row.within_days is not None}
    for claim in evidence.claims:
        if claim.kind == "duration" and claim.time and claim.time.unit:
            spans |= {
                (count, claim.time.unit)
                for count in (claim.time.low, claim.time.high)
                if count is not None and count <= 1000
            }
    return sorted(spans)[:120]


@lru_cache(maxsize=2_000)
def _read(text: str, today: date, country: str) -> tuple[tuple[Claim, ...], frozenset[Decimal]]:
    numbers = {value for match in _NUMBER.finditer(text) if (value := number_value(match.group())) is not None}
    return find_claims(text, today, country), frozenset(numbers)


@lru_cache(maxsize=16)
def _policy_text(policy: Policy) -> str:
    """Everything that the policy says, as text to look things up in."""
    lines: list[str] = []
    company = policy.company
    lines += [company.name, company.signature, company.address, *company.link_domains]
    lines += [" ".join(filter(None, (c.name, c.email, c.phone, c.hours))) for c in company.contacts]
    for row in policy.remedies:
        limit = row.limit
        worth = (
            f"{limit.amount} {limit.currency or company.currency}"
            if limit and limit.amount is not None
            else f"{limit.percent} %"
            if limit and limit.percent is not None
            else ""
        )
        window = f"{row.within_days} days from {row.since}" if row.within_days else ""
        lines.append(". ".join(filter(None, (row.what, *row.also, row.condition, worth, window))))
    for scale in policy.timescales:
        lines += [
            f"{scale.what}: {count} {scale.unit}" for count in (scale.at_least, scale.at_most) if count is not None
        ]
    for team in policy.teams:
        handles = team.handles if isinstance(team.handles, str) else ", ".join(team.handles)
        lines.append(" ".join(filter(None, (team.name, handles, team.person, team.phone, team.email))))
    lines += [f"{row.promise} {row.why} {row.say_instead or ''}" for row in policy.never]
    lines += [row.text for row in policy.must_say]
    return "\n".join(lines)


def adds_up(value: Decimal, operands: set[Decimal], percents: set[Decimal], counts: set[Decimal]) -> bool:
    """Whether an amount follows by plain arithmetic: a sum, a difference, so many times, a share, or so many "
    "shares."""
    known = {operand for operand in operands if operand}
    for one in known:
        if any(abs(one + other - value) < _CENT or abs(abs(one - other) - value) < _CENT for other in known):
            return True
        if any(abs(one * count - value) < _CENT for count in counts if 1 < count <= 60):
            return True
        if any(abs(one / count - value) < _CENT for count in counts if 1 < count <= 60):
            return True
        for percent in percents:
            share = one * percent / 100
            if min(abs(share - value), abs(one - share - value), abs(one + share - value)) <= _CENT:
                return True
            if any(abs(share * count - value) <= _CENT for count in counts if 1 < count <= 60):
                return True
    total = sum(known, Decimal(0))
    return len(known) > 2 and abs(total - value) < _CENT


__all__ = ["CODE", "EMAIL", "Evidence", "adds_up", "gather", "phone_key", "squeeze"]
