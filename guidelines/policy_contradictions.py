"""What a well-formed policy says against itself, each with its place: what nobody can hold a reply to (P10, P12).

`contradictions` make a policy unreadable wherever it is read. `doubts` are found when somebody saves it, and can mend
it at once: rows that say nothing, or that read in two ways.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidelines.policy import Policy

Place = tuple[str | int, ...]
Fault = tuple[Place, str]
_SENIOR = re.compile(r"\b(manager|director|head|owner|lead|leader|board|chief|partner|officer)\b", re.IGNORECASE)
_REPLY = re.compile(r"\b(?:repl(?:y|ies)|answers? to|respon[ds]\w*|written answer)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_TEAM = re.compile(r"(?:[A-Z][\w'’&-]+ )+Team\b")
_DOMAIN = re.compile(r"(?:\*\.)?(?:[\w-]+\.)+[\w-]{2,}")


def contradictions(policy: Policy) -> Iterator[Fault]:
    """Every way in which a well-formed policy contradicts itself: the place, and a sentence."""
    for field in ("remedies", "timescales"):
        counts = Counter(row.id for row in getattr(policy, field))
        for number, row in enumerate(getattr(policy, field)):
            if counts[row.id] > 1:
                yield (
                    (field, number, "id"),
                    f"the id {row.id!r} stands {counts[row.id]} times under {field}; give each its own.",
                )
    doubled = Counter(team.name.casefold() for team in policy.teams)
    for number, team in enumerate(policy.teams):
        if doubled[team.name.casefold()] > 1:
            yield ("teams", number, "name"), f"the team {team.name!r} stands more than once; keep one row."
    yield from _timescales_against(policy)
    yield from _remedies_against(policy)


def _timescales_against(policy: Policy) -> Iterator[Fault]:
    for number, row in enumerate(policy.timescales):
        if row.at_least is not None and row.at_most is not None and row.at_least > row.at_most:
            reason = (
                f"at_least ({row.at_least}) of {row.id!r} is more than its at_most ({row.at_most}); swap or mend them."
            )
            yield ("timescales", number, "at_least"), reason
        for earlier in policy.timescales[:number]:
            same = (row.what.casefold(), row.unit, row.from_) == (earlier.what.casefold(), earlier.unit, earlier.from_)
            if same and (row.at_least, row.at_most) != (earlier.at_least, earlier.at_most):
                reason = f"{row.id!r} and {earlier.id!r} give two different times for {row.what!r}; keep one."
                yield ("timescales", number, "what"), reason


def _remedies_against(policy: Policy) -> Iterator[Fault]:
    teams = [team.name.casefold() for team in policy.teams]
    refused = {phrase.strip().casefold() for row in policy.never for phrase in (row.promise, *row.also)}
    for number, row in enumerate(policy.remedies):
        authority = row.authority.strip().casefold()
        known = authority in {"agent", "supervisor"} or any(authority in team or team in authority for team in teams)
        if not known and not _SENIOR.search(authority):
            reason = (
                f"nobody has the authority {row.authority!r} of {row.id!r}: write agent, supervisor or "
                f"the name of a team below."
            )
            yield ("remedies", number, "authority"), reason
        if row.limit and row.limit.amount is not None and row.limit.percent is not None:
            yield ("remedies", number, "limit"), f"the limit of {row.id!r} is an amount or a percentage, not both."
        for phrase in (row.what, *row.also):
            if phrase.strip().casefold() in refused:
                yield ("remedies", number, "what"), f"{phrase!r} is both offered here and listed under never; keep one."


def doubts(policy: Policy) -> Iterator[Fault]:
    """What is refused when a policy is saved: what says nothing, or two things, or what no reply could keep."""
    yield from _empty(policy)
    yield from _company(policy)
    yield from _remedies(policy)
    yield from _timescales(policy)
    yield from _never_and_must_say(policy)
    yield from _unknown_teams(policy)


def _empty(policy: Policy) -> Iterator[Fault]:
    """Keys that must say something and hold only spaces; an empty phrase would be found in every text."""
    for part in ("remedies", "timescales", "teams", "never", "must_say"):
        for number, row in enumerate(getattr(policy, part)):
            for key, value in row:
                needed = isinstance(value, str) and type(row).model_fields[key].is_required()
                texts = (value,) if needed else value if isinstance(value, tuple) else ()
                if any(not text.strip() for text in texts):
                    yield (part, number, key), f"{key!r} holds an empty text; write it or take it out."


def _company(policy: Policy) -> Iterator[Fault]:
    company = policy.company
    if not company.name.strip():
        yield ("company", "name"), "the company has no name; letters are signed with it."
    if not re.fullmatch(r"[A-Z]{3}", company.currency):
        yield ("company", "currency"), f"{company.currency!r} is no currency; write its three letters, such as GBP."
    for number, contact in enumerate(company.contacts):
        if contact.email and not _EMAIL.fullmatch(contact.email.strip()):
            yield ("company", "contacts", number, "email"), f"{contact.email!r} is no email address."
    for number, domain in enumerate(company.link_domains):
        if not _DOMAIN.fullmatch(domain.strip()):
            reason = f"{domain!r} is no domain; write it as in example.com, without https:// and slashes."
            yield ("company", "link_domains", number), reason
    for number, team in enumerate(policy.teams):
        if team.email and not _EMAIL.fullmatch(team.email.strip()):
            yield ("teams", number, "email"), f"{team.email!r} is no email address."


def _remedies(policy: Policy) -> Iterator[Fault]:
    never = [(phrase, folded) for phrase, folded in _never(policy) if " " in folded]
    offered: dict[Hashable, str] = {}
    for number, row in enumerate(policy.remedies):
        yield from _limit(policy, number)
        if row.within_days is not None and not row.since:
            reason = (
                f"{row.id!r} is offered within {row.within_days} days, but of what? Say since: delivery, purchase, .."
            )
            yield ("remedies", number, "within_days"), reason
        earlier = offered.setdefault((_folded(row.what), row.authority, row.condition), row.id)
        if earlier != row.id:
            yield (
                ("remedies", number, "what"),
                f"{row.id!r} and {earlier!r} offer the same to the same people; keep one.",
            )
        words = [_folded(text) for text in (row.what, *row.also)]
        for phrase, folded in never:  # of single words, that one stands in another says too little
            if any(_holds(text, folded) and text != folded for text in words):
                reason = f"{row.id!r} is offered in words that hold {phrase!r}, which is listed under never; keep one."
                yield ("remedies", number, "what"), reason


def _limit(policy: Policy, number: int) -> Iterator[Fault]:
    row, currency = policy.remedies[number], policy.company.currency
    place, limit = ("remedies", number, "limit"), row.limit
    if limit is None:
        return
    if limit.amount is None and limit.percent is None:
        yield place, f"the limit of {row.id!r} says neither an amount nor a percentage."
    if limit.amount == 0 or limit.percent == 0:
        yield place, f"{row.id!r} is offered with a limit of nothing; take the remedy or the limit out."
    if limit.currency and limit.amount is None and limit.percent is not None:
        yield (*place, "currency"), f"the limit of {row.id!r} is a percentage, which has no currency."
    elif limit.currency and limit.currency != currency:
        reason = f"the limit of {row.id!r} is in {limit.currency}, but the company's currency is {currency}."
        yield (*place, "currency"), reason


def _timescales(policy: Policy) -> Iterator[Fault]:
    told: dict[Hashable, str] = {}
    for number, row in enumerate(policy.timescales):
        if row.at_least is None and row.at_most is None:
            yield ("timescales", number, "what"), f"{row.id!r} gives no time; write at_most, at_least or both."
        if row.at_most == 0 and (_REPLY.search(row.id) or _REPLY.search(row.what)):
            reason = f"an answer within 0 {row.unit} is due before anybody could read the letter; write at least 1."
            yield ("timescales", number, "at_most"), reason
        earlier = told.setdefault((_folded(row.what), row.from_), row.id)
        if earlier != row.id:
            reason = f"{row.id!r} and {earlier!r} give a time for the same {row.what!r}; keep one."
            yield ("timescales", number, "what"), reason


def _never_and_must_say(policy: Policy) -> Iterator[Fault]:
    never = _never(policy)
    promises: set[str] = set()
    for number, row in enumerate(policy.never):
        if _folded(row.promise) in promises:
            yield ("never", number, "promise"), f"{row.promise!r} stands twice under never; keep one."
        promises.add(_folded(row.promise))
        instead = _folded(row.say_instead or "")
        for phrase in row.also:
            if _holds(instead, _folded(phrase)):
                yield ("never", number, "say_instead"), f"what is said instead holds {phrase!r}, which is never said."
    words: set[tuple[str, str]] = set()
    for number, said in enumerate(policy.must_say):
        text = _folded(said.text)
        if (said.when, text) in words:
            yield ("must_say", number, "text"), f"these words stand twice for {said.when!r}; keep one."
        words.add((said.when, text))
        for phrase, folded in never:
            if _holds(text, folded):
                yield (
                    ("must_say", number, "text"),
                    f"{phrase!r} must be said here, but is listed under never; keep one.",
                )
        yield from _said_too_soon(policy, number)


def _unknown_teams(policy: Policy) -> Iterator[Fault]:
    """A team that is named where replies take their words from, and that nobody could hand a case over to."""
    known = {team.name for team in policy.teams} | {contact.name for contact in policy.company.contacts}
    for part, key in (
        ("timescales", "what"),
        ("remedies", "condition"),
        ("never", "say_instead"),
        ("must_say", "text"),
    ):
        for number, row in enumerate(getattr(policy, part)):
            for named in _TEAM.findall(getattr(row, key) or ""):
                if not any(named.endswith(name) or name.endswith(named) for name in known if name):
                    yield (
                        (part, number, key),
                        f"there is no {named.removeprefix('The ')!r} among the teams; add its row, or name another.",
                    )


def _said_too_soon(policy: Policy, number: int) -> Iterator[Fault]:
    """Words that must be said and promise something sooner than a timescale of the same policy."""
    from datetime import date

    from guidelines.commitments import find_promises
    from guidelines.context import Context
    from guidelines.draft import read_draft

    said = policy.must_say[number].text
    for promise in find_promises(read_draft(said), Context(policy, date(2026, 11, 23), role="supervisor")):
        if promise.verdict in {"impossible", "contradicts"} and promise.deadline:
            yield ("must_say", number, "text"), f"these words must be said, but no reply can keep them: {promise.why}"


def _never(policy: Policy) -> list[tuple[str, str]]:
    """The phrases that are never promised, as they are written and folded."""
    return [(phrase, _folded(phrase)) for row in policy.never for phrase in (row.promise, *row.also)]


def _holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, as whole words; both folded."""
    return f" {phrase} " in f" {text} "


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w'%£$€-]+", text.casefold().replace("’", "'")))
