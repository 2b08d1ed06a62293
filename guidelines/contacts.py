"""Whose telephone number or address is it? Each belongs to a team or desk of the policy (P07, P15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.claims import EMAIL, PHONE, phone_key
from guidelines.statements import Statement
from guidelines.wording import words

if TYPE_CHECKING:
    from guidelines.policy import Policy

_PLAIN = frozenset(
    ("team", "desk", "department", "office", "the", "and", "of", "our", "for", "line", "service", "services")
)


@dataclass(frozen=True, slots=True)
class Reach:
    """A desk with its ways to be reached, and the words by which a text names it: its own, or its person's."""

    name: str
    called: tuple[frozenset[str], ...]
    ways: frozenset[str]

    def is_named(self, said: frozenset[str]) -> bool:
        return any(called and called <= said for called in self.called)


def belongs_elsewhere(statement: Statement, policy: Policy) -> str | None:
    """A sentence where the number or email stands beside a desk that has another one; else None."""
    claim = statement.claim
    if claim.kind not in {"phone", "email"}:
        return None
    way = str(claim.sizes[0][1])
    owners = [reach for reach in _reaches(policy) if way in reach.ways]
    said = frozenset(words(statement.sentence))
    named = [reach for reach in _reaches(policy) if reach.is_named(said)]
    if not owners or any(reach in named for reach in owners):
        return None
    told = {phone_key(match.group()) for match in PHONE.finditer(statement.sentence)}
    told |= {match.group().lower() for match in EMAIL.finditer(statement.sentence)}
    for reach in named:
        if not reach.ways & told and any(is_phone(other) == (claim.kind == "phone") for other in reach.ways):
            return f"{claim.text} is the {claim.kind} of {owners[0].name}, not of {reach.name}."
    return None


def is_phone(way: str) -> bool:
    return way.isdigit()


@lru_cache(maxsize=16)
def _reaches(policy: Policy) -> tuple[Reach, ...]:
    return tuple(_read(policy))


def _read(policy: Policy) -> Iterator[Reach]:
    for contact in policy.company.contacts:
        yield Reach(
            contact.name or policy.company.name, (_called(contact.name),), _ways((contact.phone, contact.email))
        )
    for team in policy.teams:
        names = (_called(team.name), frozenset(words(team.person or "")))
        yield Reach(team.name, names, _ways((team.phone, team.email)))


def _called(name: str) -> frozenset[str]:
    return frozenset(words(name)) - _PLAIN


def _ways(ways: Iterable[str | None]) -> frozenset[str]:
    return frozenset(phone_key(way) if "@" not in way else way.lower() for way in ways if way)
