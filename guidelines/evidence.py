"""What a draft may rest on: sources, letter, case and policy, read into figures that can be compared (P07)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from guidelines.claims import CODE, EMAIL, Claim, Size, phone_key, squeeze
from guidelines.figures import Figure, figures_in, mark_of, words_of
from guidelines.numerals import NUMBER, number_value
from guidelines.sizes import equal_sizes
from guidelines.source_lines import lines_of

if TYPE_CHECKING:
    from guidelines.context import Context, LetterContext
    from guidelines.policy import Policy

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_AS_MANY = 20  # lines that are thought to stand beside the evidence, so that little of it tells words apart as well
_ROUNDED = Decimal("0.025")
_DELIVERED = re.compile(r"\b(?:deliver\w*|arriv\w*|expect\w*|due|carrier|courier|appointment|visit)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """The figures of all that surrounds a draft, by where they come from; ``case`` and ``letter`` are its own."""

    case: tuple[Figure, ...]
    letter: tuple[Figure, ...]
    policy: tuple[Figure, ...]
    sources: tuple[Figure, ...]
    texts: tuple[str, ...]
    today: date
    country: str
    received: date | None
    rules: tuple[str, ...]  # the texts of policy and sources
    asked: frozenset[str]  # the words of the letter and the case

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return self.case + self.policy + self.sources + self.letter

    @cached_property
    def by_size(self) -> dict[Size, list[Figure]]:
        found: dict[Size, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            for size in figure.claim.sizes:
                found[size].append(figure)
        return found

    @cached_property
    def by_dimension(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            for dimension in {dimension for dimension, _ in figure.claim.sizes}:
                found[dimension].append(figure)
        return found

    def bearing(self, claim: Claim) -> list[Figure]:
        """The figures that say the same as the claim, in whatever unit; for a range those that have both its ends,
        or the two ends told apart in one line."""
        ends = [
            [figure for equal in equal_sizes(size) for figure in self.by_size.get(equal, ())]
            + self._nearly(size, claim)
            for size in claim.sizes
        ]
        if len(ends) == 1:
            return ends[0]
        low, high = ends
        both = [figure for figure in low if figure in high and len(figure.claim.sizes) > 1]
        if both:
            return both
        single = [figure for figure in low if len(figure.claim.sizes) == 1]
        return [
            figure
            for figure in single
            if any(figure.line == other.line and len(other.claim.sizes) == 1 for other in high)
        ]

    def _of_size(self, size: Size, claim: Claim) -> list[Figure]:
        same = [figure for equal in equal_sizes(size) for figure in self.by_size.get(equal, ())]
        return same + self._nearly(size, claim)

    def _nearly(self, size: Size, claim: Claim) -> list[Figure]:
        """Lengths and weights in another unit are told in round numbers."""
        dimension, amount = size
        if claim.kind != "measure" or not isinstance(amount, Decimal):
            return []
        return [
            figure
            for figure in self.by_dimension.get(dimension, ())
            if any(
                isinstance(other, Decimal) and other != amount and abs(other - amount) <= abs(other) * _ROUNDED
                for _, other in figure.claim.sizes
            )
            and _unit(figure.claim.text) != _unit(claim.text)
        ]

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word tells apart: much where few lines hold it."""
        seen: Counter[str] = Counter()
        total = 0
        for text in self.texts:
            for words in _words_by_line(text):
                seen.update(words)
                total += 1
        seen.update(mark for _, mark in {(f.line, mark_of(size)) for f in self.figures for size in f.claim.sizes})
        return {word: math.log((_AS_MANY + total) / count) for word, count in seen.items()}

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        return frozenset[Decimal]().union(*map(_numbers, self.texts))

    @cached_property
    def lower(self) -> str:
        return "\n".join(self.texts).lower()

    @cached_property
    def joined(self) -> str:
        """With the marks inside words dropped, so that QF-40 and QF40 meet, and QF-40S stays apart."""
        return re.sub(r"(?<=\w)[-/.](?=\w)", "", self.lower)

    @cached_property
    def squeezed(self) -> str:
        return "".join(map(_squeezed, self.texts))

    @cached_property
    def expected(self) -> frozenset[date]:
        """Days still to come on which the case expects something."""
        return frozenset(
            figure.claim.time.latest
            for figure in self.case
            if figure.claim.time and figure.claim.kind == "date" and figure.claim.time.latest
            if figure.claim.time.latest >= self.today and _DELIVERED.search(f"{figure.line.subject} {figure.line.text}")
        )


def bare_numbers(figures: Iterable[Figure]) -> frozenset[Decimal]:
    """Numbers that are told without their unit: "price: 65", "against my usual 45"."""
    return frozenset(one.claim.amount for one in figures if one.claim.kind == "count" and not one.claim.counted)


def _unit(text: str) -> str:
    return re.sub(r"[\d\s.,/½¼¾-]+", "", text).lower().rstrip("s")


@lru_cache(maxsize=4_000)
def _words_by_line(text: str) -> tuple[frozenset[str], ...]:
    return tuple(words_of(f"{line.subject} {line.text}") for line in lines_of(text))


@lru_cache(maxsize=4_000)
def _numbers(text: str) -> frozenset[Decimal]:
    values = (number_value(match.group()) for match in _NUMBER.finditer(text))
    return frozenset(value.normalize() for value in values if value is not None)


@lru_cache(maxsize=4_000)
def _squeezed(text: str) -> str:
    return squeeze(text)


_GATHERED: list[tuple[Context, Evidence]] = []  # the last few: a text is checked again and again beside one letter


def gather(context: Context) -> Evidence:
    """The evidence of a context, gathered once as long as the same context is checked."""
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
    """Read everything around the draft; the reading of each text is kept, as sources repeat between checks."""
    today, country, letter = context.today, context.country, context.letter
    case = list(context.facts.lines)
    own = _honest(letter) if letter else []
    policy = list(_policy_lines(context.policy))
    sources = {(source.text, source.section, source.document): None for source in context.sources}
    others = [letter.sender, *letter.names] if letter else []

    rules = (*policy, *("\n".join(reversed(source)) for source in sources))

    def read(texts: list[str]) -> tuple[Figure, ...]:
        return tuple(figure for text in texts for figure in figures_in(text, today, country))

    return Evidence(
        case=read(case),
        letter=read(own),
        policy=read(policy),
        sources=tuple(figure for source in sources for figure in figures_in(source[0], today, country, *source[1:])),
        texts=(*case, *own, *others, *rules, context.agent or ""),
        today=today,
        country=country,
        received=letter.received if letter else None,
        rules=rules,
        asked=frozenset[str]().union(*map(words_of, [*case, *own])),
    )


def _honest(letter: LetterContext) -> list[str]:
    """Body and subject without the pieces that try to give instructions: what an attack names bears out nothing."""
    texts = [letter.body, letter.subject]
    for piece in letter.attack:
        texts = [text.replace(piece, " ") for text in texts]
    return texts


@lru_cache(maxsize=16)
def _policy_lines(policy: Policy) -> tuple[str, ...]:
    """Everything that the policy says, a row a line, as text to look things up in."""
    return tuple(_told(policy))


def _told(policy: Policy) -> Iterator[str]:
    company = policy.company
    yield " ".join([company.name, company.signature, company.address, *company.link_domains])
    for contact in company.contacts:
        yield f"{contact.name or company.name}: {' '.join(filter(None, (contact.email, contact.phone, contact.hours)))}"
    for row in policy.remedies:
        limit = row.limit
        worth = ""
        if limit and limit.amount is not None:
            worth = f"at most {limit.amount} {limit.currency or company.currency}"
        elif limit and limit.percent is not None:
            worth = f"at most {limit.percent} %"
        window = f"{row.within_days} days from {row.since or 'delivery'}" if row.within_days else ""
        yield f"{row.what}: " + "; ".join(filter(None, (", ".join(row.also), row.condition, worth, window)))
    for scale in policy.timescales:
        ends = [str(end) for end in (scale.at_least, scale.at_most) if end is not None]
        start = f" from {scale.from_}" if scale.from_ else ""
        yield f"{scale.what}: {' to '.join(ends)} {scale.unit}{start}; {', '.join(scale.also)}"
    for team in policy.teams:
        handles = team.handles if isinstance(team.handles, str) else ", ".join(team.handles)
        yield f"{team.name}: " + "; ".join(filter(None, (team.person, team.phone, team.email, handles)))
    for never in policy.never:
        yield f"{never.promise} {never.why} {never.say_instead or ''}"
    for must in policy.must_say:
        yield must.text


__all__ = ["CODE", "EMAIL", "Evidence", "gather", "phone_key", "squeeze"]
