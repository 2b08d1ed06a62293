"""Whether the case's record bears out a deed that a reply tells: recorded actions, facts, and of history the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.deed_words import EMPTY_VERBS, PARTICIPLE, families_of, root
from guidelines.deeds import Deed
from guidelines.grants import find_shares
from guidelines.money import find_amounts
from guidelines.timescales import acting_teams
from guidelines.wording import content_stems, words

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.setting import Setting

_SAME = 0.45  # likeness of a claim and a record of an alike deed that tell of the same
_SURELY = 0.78  # the same of a colleague's deed
_REPAID = re.compile(
    r"\b(?:money|payment|sum|amount|charge)\b.*\b(?:returned|sent back|reversed)\b|\b(?:return|revers)\w* (?:the|"
    r"your)\b.*\b(?:money|payment|charge)\b|\b(?:refund\w*|reimburs\w*|repa(?:y|id)\w*|credit(?:ed)?|money back|"
    r"paid back|(?:returned|taken off) [£$€])|[£$€]\s?\d\S* (?:taken off|off|back)\b",
    re.IGNORECASE,
)
_MONEY_BACK = re.compile(r"\b(?:back|return\w*|refund\w*|repa\w+|reimburs\w*|credit\w*|account|card)\b", re.IGNORECASE)
_OF_MONEY = content_stems(
    "money payment sum amount charge difference price extra second duplicate double full whole rest"
)
_POINTS = re.compile(
    r"^\s*(?:(?:it|this|that|them|these|those|one|both|all|so|you|him|her)\b\s*)?(?:(?:off|back|again)\b\s*)?(?:$|"
    r"[,.;]|(?:on|by|today|at once|at our|to you|for you|this morning|this afternoon|yesterday|with effect)\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|this|that|these|those|both|all|they|he|she|everything)\s*", re.IGNORECASE)
_SENDS_SOMEBODY = re.compile(
    r"sent\s+(?:somebody|someone|an? (?:engineer|technician|colleague|driver|fitter|plumber|man|team))\b", re.IGNORECASE
)
_SENDING = re.compile(r"(?:dispatch|despatch|shipment|shipping|delivery|parcel|post|order)\b[\w ]*:", re.IGNORECASE)
_CARRIED = re.compile(
    r"\b(?:collected|taken|picked up|handed) (?:\w+ )?(?:by|to|over to) (?:the |our )?(?:couriers?|carriers?|"
    r"royal mail|post|post office|dpd|ups|fedex|dhl|evri|parcel\w*)\b|\b(?:by|with|via) (?:courier|post|royal mail|"
    r"dpd|ups|fedex|dhl|evri)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\b(?:not|never|no(?!\.)|none|nobody|nothing)\b", re.IGNORECASE)
_NOUNS = (  # for what was done: "I put the request in" and "discount requested"
    "request order refund report claim search transfer change repair test check review credit dispatch despatch "
    "delivery collection cancellation exchange replacement visit"
)
_DEEDS_AS_THINGS = frozenset(map(root, _NOUNS.split()))
_PLAIN = content_stems(
    "today now just already this morning afternoon yesterday new day date time way matter case letter email back you "
    "us make put give take set go week monday tuesday wednesday thursday friday saturday sunday thing"
)


def unrecorded(deed: Deed, place: Setting, context: Context) -> str | None:
    """Why the case does not bear a deed out; None when it does."""
    claim = _Claim(deed, place, context)
    short = False
    for line in claim.record:
        if not _Match(claim, line).holds:
            continue
        known = _sums(line)
        if claim.sums and not (claim.sums <= (known or _sums_of_the_case(context)) or claim.sums & known):
            short = short or bool(known)
            continue
        return None
    if short:
        return "The record of the case has another amount."
    told = " ".join((deed.verb + deed.rest).split())
    return f"No recorded action bears out {told!r}: record it when it is done, or say when it will be."


def may_be_recorded(deed: Deed, place: Setting, context: Context) -> bool:
    """Whether a record tells of an alike deed, which may be the same one in other words."""
    claim = _Claim(deed, place, context)
    if claim.another:
        return False
    return any(_Match(claim, line).may_hold for line in context.facts.actions)


class _Claim:
    """A deed as told, with what a line of the case must agree with."""

    def __init__(self, deed: Deed, place: Setting, context: Context) -> None:
        self.deed, self.place, self.context = deed, place, context
        self.text = place.text[deed.start : deed.end]
        self.days = days_told(self.text, context)
        self.sums = _sums(deed.rest)
        self.things = _things(deed)
        self.another = by_another(deed, context)
        self.repaid = _REPAID.search(self.text) is not None
        somebody = _SENDS_SOMEBODY.match(deed.verb + deed.rest)
        self.wanted = frozenset(["visit"]) if somebody else families_of(deed.verb)
        if self.repaid or (self.sums and self.wanted & {"send", "record", "pass"}):
            self.wanted |= {"pay"}

    @property
    def record(self) -> list[str]:
        """What may bear it out: recorded actions, facts, and of what is told as history the letter as well."""
        lines = list(self.context.facts.actions)
        lines += [f"{fact.name}: {fact.value}" for fact in self.context.facts.facts]
        if self.context.letter is not None and not self.deed.recent:
            lines += re.split(r"(?<=[.!?])\s+|\n+", self.context.letter.body)
        return lines

    @property
    def is_of_the_case(self) -> bool:
        """Whether it speaks of nothing but what facts and letter name, or of "the parcel"."""
        facts = " ".join(f"{fact.name} {fact.value}" for fact in self.context.facts.facts)
        letter = self.context.letter.body if self.context.letter else ""
        return self.things <= content_stems(
            f"{facts} {letter} parcel order package delivery item goods post carrier courier"
        )

    @property
    def points(self) -> bool:
        """Whether it names no thing of its own: "I have sent it today", "they have confirmed it"."""
        named = self.deed.passive and not _PRONOUN.fullmatch(self.deed.actor)
        return _POINTS.match(self.deed.rest) is not None and not named


@dataclass
class _Match:
    """A claim beside one line of the case."""

    claim: _Claim
    line: str

    @cached_property
    def recorded(self) -> bool:
        return self.line in self.claim.context.facts.actions

    @cached_property
    def days(self) -> frozenset[date]:
        return days_told(self.line, self.claim.context)

    @cached_property
    def clause(self) -> str:
        """The clause of the line that tells of a like deed; of an action without a verb the whole; else nothing."""
        return _same_deed(self.line, self.claim.deed.verb, self.claim.wanted, nominal=self.recorded)

    @cached_property
    def shared(self) -> int:
        """How many of the claim's things the line names; a fact counts with the clause that tells of the deed."""
        told = self.line if self.recorded or not self.clause else f"{self.line.split(':')[0]} {self.clause}"
        have = _nouns(told)
        return len(self.claim.things & have) + _alike(self.claim.things, have)

    @property
    def holds(self) -> bool:
        """Whether the line tells of the same deed: alike in verb or without one, and of the same thing, sum or day."""
        claim = self.claim
        if self._of_other_days():
            return False
        back = claim.repaid and _MONEY_BACK.search(claim.text)
        if back and not (_REPAID.search(self.line) or _is_nominal(self.line)):
            return False  # money given back takes a record of money given back
        if self._by_its_day():
            return True
        if self.recorded and not claim.another and claim.things & _deeds_as_things(self.line):
            return True  # "I put the request in" and "school discount requested"
        if claim.another and self.recorded and _is_named(claim.deed.actor, self.line) and self._means_the_same(_SURELY):
            return True
        if not self.clause:
            same_number = bool(_numbers(claim.text) & _numbers(self.line))
            return self.shared > 1 and not claim.another and (same_number or self.shared > 2)
        return self._by_its_thing()

    @property
    def may_hold(self) -> bool:
        """Whether the deeds are alike, and neither sums nor days tell them apart."""
        sums, known = self.claim.sums, _sums(self.line)
        if self._of_other_days() or (sums and not sums & (known or _sums_of_the_case(self.claim.context))):
            return False
        return bool(self.clause)

    def _of_other_days(self) -> bool:
        """Whether claim and line name days or months, and none in common; "the 18th" may be any month's."""
        days, known = self.claim.days, self.days
        if days and known and not {day.day for day in days} & {day.day for day in known | self._ahead}:
            return True
        months, others = _months(self.claim.text), _months(self.line)
        return bool(months and others and not months & others)

    def _by_its_day(self) -> bool:
        claim = self.claim
        same = claim.days & self.days
        past = same - {claim.context.today}
        if past and not self.recorded and (not claim.another or self.clause) and re.search(r"\d", claim.text):
            return True  # history with its date
        if not self.shared:
            return False
        ahead = days_told(claim.place.text, claim.context, ahead=True) & self._ahead
        return bool(same and self.clause) or bool(ahead - {claim.context.today})

    @property
    def _ahead(self) -> frozenset[date]:
        return days_told(self.line, self.claim.context, ahead=True)

    def _by_its_thing(self) -> bool:
        claim = self.claim
        if not self.recorded and "send" in claim.wanted and _SENDING.match(self.line) and claim.is_of_the_case:
            return True
        named = _is_named(claim.deed.actor, self.line)
        if claim.another and not self.recorded and not named:
            return False
        if self.shared > (claim.another and _is_nominal(self.line)) or claim.sums & _sums(self.line):
            return True
        if self.recorded and claim.things <= _OF_MONEY and claim.repaid and _REPAID.search(self.line):
            return True
        if self.recorded and not claim.another and not find_shares(claim.deed.rest) and self._means_the_same():
            return True
        ahead = days_told(claim.text, claim.context, ahead=True) & self._ahead
        if ahead - {claim.context.today}:
            return True
        if claim.another:
            planned = bool(self._ahead) and min(self._ahead) > claim.context.today
            return self.recorded and claim.points and not planned and named  # "this time they have confirmed it"
        if claim.things and not claim.points:
            return False
        before = content_stems(claim.place.before) & _nouns(self.line)
        return self.recorded or bool(before) or bool(claim.days & self.days)

    def _means_the_same(self, enough: float = _SAME) -> bool:
        """Whether both say the same in other words ("parcel", "package"), where an embedding is there."""
        if self.claim.context.embed is None:
            return False
        told, known = self.claim.context.embed([self.claim.text, self.line])
        return float(told @ known) >= enough


def by_another(deed: Deed, context: Context) -> bool:
    """Whether somebody else than the writer is said to have done it."""
    if deed.passive:
        return bool(re.search(r"\bby (?:our|the|a|[A-Z])", deed.rest))
    return re.match(r"(?:I|we)\b", deed.actor, re.IGNORECASE) is None or bool(acting_teams(deed.actor, context.policy))


def days_told(text: str, context: Context, *, ahead: bool = False) -> frozenset[date]:
    """The days that a text names: those that have been ("on Thursday" is the last one), or with ``ahead`` all."""
    found = set()
    for time in find_times(text, context.today, context.country):
        day = time.latest if time.shape == "date" else None
        if day and not ahead and day > context.today and re.fullmatch(r"\w+day", time.text, re.IGNORECASE):
            day -= timedelta(days=7)
        if day and (ahead or day <= context.today):
            found.add(day)
    return frozenset(found)


def _is_named(actor: str, line: str) -> bool:
    """Whether a line names who acted; a pronoun may be anybody."""
    return bool(_PRONOUN.fullmatch(actor) or content_stems(actor) & content_stems(line))


_MONTHS = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTH = re.compile(
    rf"\b(?:(?P<name>{'|'.join(_MONTHS).replace('may', '(?<=in )may')})|20\d\d-(?P<number>\d\d)-\d\d)\b", re.IGNORECASE
)


def _months(text: str) -> frozenset[int]:
    """The months that a text names, as words or in its dates."""
    return frozenset(
        _MONTHS.index(match["name"].lower()) + 1 if match["name"] else int(match["number"])
        for match in _MONTH.finditer(text)
    )


def _sums(text: str) -> frozenset[Decimal]:
    return frozenset(amount.value for amount in find_amounts(text))


def _sums_of_the_case(context: Context) -> frozenset[Decimal]:
    """The sums that facts and letter name: a record "refund made" bears out the price that was paid."""
    texts = [fact.value for fact in context.facts.facts] + ([context.letter.body] if context.letter else [])
    return frozenset().union(*map(_sums, texts))


def _is_nominal(line: str) -> bool:
    """Whether a line names what was done without a verb: "spare pole, courier, 24 November"."""
    return not any(PARTICIPLE.fullmatch(word) and families_of(word) for word in words(line))


def _same_deed(line: str, verb: str, wanted: frozenset[str], *, nominal: bool) -> str:
    """The clause of a line that tells the same kind of deed as done, or nothing: "not moved before" tells none.

    With ``nominal`` a line without a verb may be any deed ("spare key, 24 November").
    """
    named: frozenset[str] = frozenset().union(*(families_of(word) for word in words(line)))
    if nominal and not named:
        return line
    for clause in re.split(r"[,;:]\s", line):
        told = _deed_words(clause, nominal=nominal)
        alike = root(verb) in map(root, words(clause)) or any(families_of(word) & wanted for word in told)
        alike = alike or ("send" in wanted and _CARRIED.search(clause) is not None)
        if (alike or ("pay" in wanted and _REPAID.search(clause))) and not _NOT_DONE.search(clause):
            return clause
    return ""


def _deed_words(clause: str, *, nominal: bool) -> list[str]:
    """The words of a clause that tell a deed: its verbs, without the emptiest; where it has none, what may be nouns."""
    verbs = [word for word in words(clause) if PARTICIPLE.fullmatch(word) and families_of(word)]
    if verbs:
        telling = [word for word in verbs if root(word) not in EMPTY_VERBS]
        telling = telling or [word for word in words(clause) if families_of(word) and root(word) not in EMPTY_VERBS]
        return telling or verbs  # "put on hold" tells of holding, "taken off" of taking
    return words(clause) if nominal else [word for word in words(clause) if _is_deed(word)]


def _is_deed(word: str) -> bool:
    """Whether a word of a fact or a letter tells that something was done: "posted", "refund", and not "payments"."""
    return PARTICIPLE.fullmatch(word) is not None or root(word) in _DEEDS_AS_THINGS


def _things(deed: Deed) -> frozenset[str]:
    """What a deed is done to, and for whom: the stems of its clause without the deed, its actor and its time."""
    told_of = deed.passive or re.match(r"(?:the|our|your|an?)\b", deed.actor, re.IGNORECASE)  # "the driver tried twice"
    said = f"{deed.actor} {deed.rest}" if told_of else deed.rest
    return frozenset(
        one
        for one in content_stems(said) - _PLAIN
        if (not one[0].isdigit() or len(one) > 3) and one != root(deed.verb) and len(one) > 1
    )


def _deeds_as_things(line: str) -> frozenset[str]:
    """The deeds of a line that a reply may name as things: "request", "order", "refund"."""
    return frozenset(root(word) for word in words(line) if PARTICIPLE.fullmatch(word)) & _DEEDS_AS_THINGS


def _nouns(line: str) -> frozenset[str]:
    """The stems of a line without those of its deeds: in "letter passed to Joan" there is no pass."""
    return content_stems(" ".join(word for word in words(line) if not PARTICIPLE.fullmatch(word))) - _PLAIN


def _alike(things: frozenset[str], have: frozenset[str]) -> int:
    """ "book" stands for "passbook"."""
    return sum(
        any(len(one) > 3 and len(other) > len(one) + 2 and other.endswith(one) for other in have) for one in things
    )


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b\d{3,}\b", text))
