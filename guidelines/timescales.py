"""Which of the policy's timescales a sentence speaks of, by its matter, its team and its starting event (P12)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.money import find_amounts
from guidelines.wording import concepts, content_stems, stem

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Policy, Team, Timescale

ENOUGH = 1.0  # evidence below this says nothing about which timescale is meant
_HARDLY = 0.4  # a word in common, and no more
_NEAR = 0.62  # rows with this share of the best one's evidence may be meant as well
_LETTER, _STARTS, _TOLD, _SHOWN, _TEAM = 0.15, 0.9, 1.0, 0.7, 2.0  # what other signs add
_GENERIC = frozenset(
    stem(word)
    for word in (
        "customer guest member owner client patient reader day days time new full first reach arrive show come take "
        "made make send put get give question look standard case working"
    ).split()
)
_ARRIVES = re.compile(
    r"\b(?:(?:arriv|reach|appear|show|land|clear|tak|com|leav|follow|mov|start)(?:e?s?|ed|ing)|with you|by post|"
    r"in the post|allow|expect\w*|due|have (?:it|them|hers|his|theirs|an? answer|the answer|news)|get (?:it|them)|"
    r"see (?:it|them)|receive|hear|be (?:back|there|ready|done|made|finished|sent|collected|delivered|completed|"
    r"settled)|ready|answers?|replies|writes?|calls?|rings?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:money|sum|amount|refund\w*|credit\w*|payments?|card|account|bill|statement)\b", re.IGNORECASE
)
_SHOWS = re.compile(r"\b(?:appear|show|land|clear|reach|arriv|have|get|see|receiv|be (?:back|there|on))\w*\b", re.I)
_HEAD = re.compile(r"\s(?:for|of|with|by|from|to|in|on|at|while|when|after|that|which)\s", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|them|they|this|that|everything)\b", re.IGNORECASE)
_UNDER_WAY = re.compile(
    r"\b(?:on (?:its|their|the) way|left us|went out|(?:was|were|been) (?:posted|sent|shipped|mailed|d[ei]spatched))\b",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"\b(?:search|trace|tracing|investigation|enquiry|claim|lost|missing|damaged|decision)\b", re.IGNORECASE
)
_HEARS = re.compile(r"\b(?:will|['’]ll|to|can) hear (?!a\b|the\b|it\b|water|music)", re.IGNORECASE)
_AFTER = re.compile(
    r"(?P<unit>\b(?:minute|hour|day|week|month)s?\b['’]?)\s+(?:of|from|after|following|once|when|since|"
    r"upon)\b(?P<event>[^,;.]*)",
    re.IGNORECASE,
)
_PAID = frozenset(["refund", "credit", "correction"])
_OTHER_GIFTS = frozenset(["credit", "discount", "gift", "waive", "upgrade"])


@dataclass(frozen=True, slots=True)
class Topic:
    """What a time is said about: its clause, the rest of its sentence, what stands before it, and the letter."""

    clause: str
    beside: str = ""
    before: str = ""
    letter: str = ""

    def tells_itself(self, policy: Policy) -> bool:
        """Whether the reply's own words, here and just before, speak of any timescale."""
        said = f"{self.clause} {self.beside} {self.before}"
        return any(_likeness(row, said) >= ENOUGH for row in policy.timescales)

    def tells_beside(self, policy: Policy) -> bool:
        """Whether the rest of the sentence speaks of any timescale at all."""
        return any(_likeness(row, self.beside) >= ENOUGH for row in policy.timescales)


def timescales_meant(topic: Topic, context: Context) -> tuple[tuple[float, Timescale], ...]:
    """The rows that the topic may speak of with the evidence for each, the best first; empty when none is near."""
    acting = acting_teams(f"{topic.clause} {topic.beside} {topic.before}", context.policy)
    told = {(time.low, time.high, time.unit) for time in find_times(f"{topic.clause} {topic.beside}", context.today)}
    signs = _signs(topic, context.policy)
    rows = context.policy.timescales
    found = [(_evidence(row, topic, signs, told=_is_told(row, told)), row) for row in rows]
    scored = [(_for_its_team(score, row, acting, context.policy), row) for score, row in found]
    if all(score < ENOUGH for score, _ in scored):
        scored = found  # "the repair will be done by Monday" need not name the Workshop
    best = max((score for score, _ in scored), default=0.0)
    if best < ENOUGH:
        return ()
    near = sorted((one for one in scored if one[0] >= max(ENOUGH, _NEAR * best)), key=lambda one: -one[0])
    said = content_stems(f"{topic.clause} {topic.beside}")
    return tuple(one for one in near if one is near[0] or not _is_sister(one[1], near[0][1], said))


def _is_sister(row: Timescale, best: Timescale, said: frozenset[str]) -> bool:
    """Whether a row tells of another kind of the same thing than the one that is named: "overnight shipping"."""
    own, other = content_stems(best.what), content_stems(row.what)
    apart, besides = own - other, other - own
    return bool(own & other and apart and besides and apart <= said and not besides & said and not row.also)


def acting_teams(text: str, policy: Policy) -> tuple[Team, ...]:
    """The teams of the policy that a text names, by their name or their person's."""
    return tuple(team for team in policy.teams if _names(text, team))


def _names(text: str, team: Team) -> bool:
    said = text.casefold()
    if team.name.casefold() in said:
        return True
    if team.person is None:
        return False
    names = team.person.split()
    return team.person.casefold() in said or any(
        re.search(rf"\b{re.escape(name)}\b", text) for name in {names[0], names[-1]} if len(name) > 2
    )


def _is_told(row: Timescale, told: Collection[tuple[int | None, int | None, str | None]]) -> bool:
    """Whether the row's very time is said here: "that takes 3 to 6 working days, so I will write by Monday"."""
    low = row.at_least if row.at_least != row.at_most else None
    return row.at_most is not None and ((low, row.at_most, row.unit) in told or (None, row.at_most, row.unit) in told)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a clause says of its time whichever row is meant: ``own`` words, the ``event`` that it counts from, ..."""

    own: str
    event: frozenset[str]
    pointed: bool
    arrives: bool
    shows_money: bool
    told_beside: bool


def _signs(topic: Topic, policy: Policy) -> _Signs:
    clause, after = topic.clause, _AFTER.search(topic.clause)
    said = f"{clause} {topic.beside} {topic.before}"
    return _Signs(
        own=_AFTER.sub(r"\g<unit>", clause),
        event=content_stems(after["event"]) if after else frozenset(),
        pointed=bool(_POINTS.search(clause)) and not topic.tells_itself(policy),
        arrives=bool(_ARRIVES.search(clause)),
        shows_money=bool(_SHOWS.search(clause)) and "money" in _matters(said),
        told_beside=topic.tells_beside(policy),
    )


def _for_its_team(score: float, row: Timescale, acting: Iterable[Team], policy: Policy) -> float:
    """A row of a team's own counts where the team is named, and little where another row may be meant."""
    owners = [team for team in policy.teams if _is_of(row, team)]
    if not owners or not score:
        return score
    return score + _TEAM if any(team in acting for team in owners) else 0.3 * score


def _evidence(row: Timescale, topic: Topic, signs: _Signs, *, told: bool) -> float:
    starts = _starts(row, signs.event)
    own = _likeness(row, signs.own)
    beside, before = _likeness(row, topic.beside), _likeness(row, topic.before)
    if not (own or starts or told or signs.pointed or ((beside or before) and signs.arrives)):
        return 0.0
    letter = _likeness(row, topic.letter)
    shown = signs.shows_money and _PAID & _row_matters(row)
    if own and not (own < _HARDLY and _POINTS.search(topic.clause)):
        around = 0.5 * beside + 0.3 * before
    elif signs.told_beside:
        around = 0.9 * beside + 0.4 * before
    else:  # "it", "that", "which": what is meant was said before
        around = 0.9 * max(beside, before, _likeness(row, f"{topic.before} {topic.beside}"))
    return (
        own
        + around
        + (0.7 if signs.pointed else _LETTER) * letter
        + _STARTS * starts
        + _TOLD * told
        + _SHOWN * bool(shown)
    )


@lru_cache(maxsize=1_000)
def _is_of(row: Timescale, team: Team) -> bool:
    """Whether a row is a team's own: "an answer from the Workshop", "a letter from the Bereavement Team"."""
    name = re.sub(r"\s+(?:Team|Desk|Office|Department)$", "", team.name, flags=re.IGNORECASE).casefold()
    owned = rf"\b(?:(?:from|of|by|in|at|with|to) (?:the |our )?{re.escape(name)}|{re.escape(team.name.casefold())})\b"
    return any(re.search(owned, phrase.casefold()) for phrase in (row.what, *row.also))


@lru_cache(maxsize=500)
def _row_matters(row: Timescale) -> frozenset[str]:
    return frozenset().union(*(_named(phrase) for phrase in (row.what, *row.also)))


def _named(phrase: str) -> frozenset[str]:
    found = concepts(phrase)
    if _SEARCH.search(phrase):
        found = found - {"delivery"}  # a search for a parcel delivers none
    return found - {"refund"} if "reply" in found else found  # "come back to you" is no money


def _starts(row: Timescale, event: frozenset[str]) -> bool:
    """Whether a clause counts from the event that the row counts from ("of your deposit", "after we have it")."""
    wanted = content_stems(row.from_ or "") - _GENERIC if event else None
    return bool(wanted and _shared(wanted, event))


@lru_cache(maxsize=20_000)
def _likeness(row: Timescale, text: str) -> float:
    if not text:
        return 0.0
    have, stems = _matters(text), content_stems(text)
    return max(
        _phrase_likeness(phrase, have, stems, first=number == 0) for number, phrase in enumerate((row.what, *row.also))
    )


@lru_cache(maxsize=5_000)
def _matters(text: str) -> frozenset[str]:
    found = set(concepts(text))
    if find_amounts(text) or _MONEY.search(text):
        found.add("money")
    if _UNDER_WAY.search(text):
        found.add("delivery")
    if _HEARS.search(text):
        found.add("reply")
    return frozenset(found)


def _phrase_likeness(phrase: str, have: frozenset[str], stems: frozenset[str], *, first: bool) -> float:
    row = _named(phrase)
    specific, head = _specific(phrase), _head(phrase)
    shared_words = _shared(specific, stems)
    cover = shared_words / len(specific) if specific else 0.0
    shared = row & have
    if shared and shared <= {"dispatch"} and row != {"dispatch"}:
        shared = frozenset()
    if row and not shared:
        if row & _PAID and "money" in have and not have & _OTHER_GIFTS:
            return 0.6 + 1.2 * cover
        if head and head <= stems and len(min(head, key=len)) > 4:
            return 1.0 + cover
        sure = (cover == 1 and len(min(specific, key=len)) > 5) or (cover > 0.6 and shared_words > 1)
        return 0.8 + cover if sure else 0.9 * cover
    if not row and cover < 0.5 and not (head and head <= stems):
        return 0.9 * cover
    return len(shared) * 1.5 / max(1, len(row)) + 2 * cover + 0.3 * shared_words + 0.05 * first


@lru_cache(maxsize=1_000)
def _specific(phrase: str) -> frozenset[str]:
    return content_stems(phrase) - _GENERIC


@lru_cache(maxsize=1_000)
def _head(phrase: str) -> frozenset[str]:
    """What a phrase names before it says of whom or whereto: "an appointment with an engineer"."""
    return content_stems(_HEAD.split(phrase)[0]) - _GENERIC


def _shared(wanted: frozenset[str], stems: frozenset[str]) -> int:
    """How many of the wanted stems are there; "book" stands for "passbook"."""
    return sum(
        1
        for one in wanted
        if one in stems
        or (len(one) > 5 and any(len(other) > 3 and (one.endswith(other) or other.endswith(one)) for other in stems))
    )


def in_words(row: Timescale) -> str:
    """The timescale as it may be said to a customer: "in 5 to 7 working days"."""
    unit = row.unit if row.at_most != 1 else row.unit.removesuffix("s")
    if row.at_least is not None and row.at_most is not None and row.at_least != row.at_most:
        return f"in {row.at_least} to {row.at_most} {unit}"
    if row.at_most is not None:
        return f"within {row.at_most} {unit}"
    return f"in {row.at_least} {row.unit} or more" if row.at_least is not None else ""
