"""Plain arithmetic: whether a sum, a share or a rest follows from figures that stand near it (P07, P10).

Over-rich arithmetic makes any number derivable. So an expression is tried only with operands that are handed in as near
or as the case's own, and at most one of its operands may come from farther off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_YEAR_PARTS = (Decimal(365), Decimal(366), Decimal(12), Decimal(52))


@dataclass(frozen=True, slots=True)
class Operands:
    """What may be reckoned with: ``near`` stands beside the claim, ``own`` is the case's, ``far`` fits its words.

    ``counts`` are numbers of things, of months, of people; ``shares`` are fractions of one (20 % is 0.2). All of these
    stand near, or belong to the case. With ``parts`` a sum may be divided by a count.
    """

    near: Set[Decimal] = frozenset()
    own: Set[Decimal] = frozenset()
    far: Set[Decimal] = frozenset()
    counts: Set[Decimal] = frozenset()
    parts: bool = False
    shares: Set[Decimal] = field(default_factory=frozenset)


def follows(value: Decimal, operands: Operands, tolerance: Decimal = _CENT) -> bool:
    """Whether ``value`` comes out of one plain reckoning with the operands, to the ``tolerance``."""
    return any(abs(result - value) <= tolerance for result in _results(operands))


def _results(operands: Operands) -> Iterator[Decimal]:
    near, own, far = (_few(some) for some in (operands.near, operands.own, operands.far))
    counts, shares = _few(operands.counts), _few(operands.shares)
    yield from _pairs(near, [*near, *own, *far])
    yield from _pairs(own, own)
    for one in {*near, *own, *far}:
        for count in counts:
            yield one * count
            if operands.parts:
                yield one / count
        for share in shares:
            yield one * share
            yield one * (1 - share)
            yield one * (1 + share)
    yield from _longer(near, counts, shares)


def _few(values: Iterable[Decimal]) -> list[Decimal]:
    return sorted(value for value in values if value > 0)


def _pairs(some: list[Decimal], others: list[Decimal]) -> Iterator[Decimal]:
    for one in some:
        for other in others:
            yield one + other
            if one != other:
                yield abs(one - other)


def _longer(near: list[Decimal], counts: list[Decimal], shares: list[Decimal]) -> Iterator[Decimal]:
    """Reckonings of three operands, all of which stand beside the claim."""
    for one in near:
        for count in counts:
            for share in shares:
                yield one * count * share
                yield one * count * (1 - share)
                yield from (one * share * count / part for part in _YEAR_PARTS)  # interest for so many days
            for other in near:
                if other != one:
                    yield one + count * other
            for other_count in counts:
                if other_count > count:
                    yield one * count * other_count
                    yield one * count / other_count  # 7 of 12 months
        for share, other_share in combinations(shares, 2):
            yield one * (1 - share) * (1 - other_share)
            yield one * (1 - share) * (1 + other_share)
    for size in range(3, len(near) + 1):
        if size <= 6:
            yield from (sum(some, Decimal(0)) for some in combinations(near[:8], size))


def adds_up(value: Decimal, operands: set[Decimal], percents: set[Decimal], counts: set[Decimal]) -> bool:
    """Whether an amount follows from others by plain arithmetic: a sum, a rest, so many times, a share."""
    shares = frozenset(percent / _HUNDRED for percent in percents)
    whole = frozenset(count for count in counts if 1 < count <= 60)
    total = sum(operands, Decimal(0))
    return abs(total - value) <= _CENT or follows(
        value, Operands(own=frozenset(operands), counts=whole, parts=True, shares=shares)
    )
