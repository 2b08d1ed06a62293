"""Deeds that a draft tells as done, against the case's record of what was done (P22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.deeds import PARTICIPLE, Deed, families_of, find_deeds, is_harmless, root
from guidelines.grants import find_shares
from guidelines.money import find_amounts
from guidelines.promise_words import OUTSIDE
from guidelines.setting import Setting, settings
from guidelines.timescales import acting_teams
from guidelines.wording import content_stems, words

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft

_ENCLOSED = re.compile(
    r"\b(?:I|we)\s+(?:have\s+)?(?:also\s+)?(?:enclose|attach|am enclosing|are enclosing|am attaching|are attaching|"
    r"enclosed|attached)d?\b(?P<a>[^.;]*)|\b(?:please )?(?:find|see)\s+(?:the\s+)?(?:enclosed|"
    r"attached)\b(?P<b>[^.;]*)|\b(?:is|are)\s+(?:enclosed|attached)\b(?P<c>[^.;]*)|^(?:enclosed|attached)\s+(?:is|"
    r"are|you will find)\b(?P<d>[^.;]*)|\b(?:the|my|our) (?:enclosed|attached) (?P<e>\w+)",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"^\s*(?:(?:it|this|that) )?(?:into account|on board|care of|note of|your (?:point|comments|feedback)|"
    r"over (?:your|the|this)|sorry|the liberty|the (?:time|trouble)|to (?:hear|say|learn|see|know)|you (?:above|"
    r"below|that|through|down\b(?!.*\bfor))|that (?:you|your|the|it|we)|for a way |out\b|(?:(?:it|this|that|"
    r"these) )?(?:simply|plainly|briefly|another way|differently|together|clearly|in(?:to)? (?:writing|words)|"
    r"right\b))",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"\s*(?:what|how|why|everything)\b", re.IGNORECASE)
_LASTING = frozenset(["record", "stop", "mend", "more"])  # "we have changed how it is entered"
_ADMITTED = re.compile(
    r"\b(?:wrong\w*|late|by mistake|in error|incorrect\w*|damaged|faulty|too (?:soon|early|much|little)|"
    r"another (?:customer|person|address|boy|name)|someone else|somebody else|instead of|only (?:on|when|after|"
    r"found)|by accident|mistaken\w*)\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(  # what a company has done at large: "mended over 400 potholes", "sold this tent since 2019"
    r"^(?!.*\b(?:you|your|it|this|that|there|them|him|her)\b)\s+(?:(?:over|more than|about|nearly|some|almost|many|"
    r"several|thousands|hundreds|countless|most)\s|\d{2,}\s+[a-z]+s\b|(?!(?:your|you|the|this|that|it|a|an|another|"
    r"two|three|both)\b)[a-z]+s\b|.*\b(?:since|in|for)\s+(?:(?:19|20)\d\d|years|decades)\b)",
    re.IGNORECASE,
)
_MONEY_BACK = re.compile(r"\b(?:back|return\w*|refund\w*|repa\w+|reimburs\w*|credit\w*|account|card)\b", re.IGNORECASE)
_OF_MONEY = content_stems(
    "money payment sum amount charge difference price extra second duplicate double full whole rest"
)
_REPAID = re.compile(
    r"\b(?:money|payment|sum|amount|charge)\b.*\b(?:returned|sent back|reversed)\b|\b(?:return|revers)\w* (?:the|"
    r"your)\b.*\b(?:money|payment|charge)\b|\b(?:refund\w*|reimburs\w*|repa(?:y|id)\w*|credit(?:ed)?|money back|"
    r"paid back|(?:returned|taken off) [£$€])|[£$€]\s?\d\S* (?:taken off|off|back)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"^\s*(?:(?:it|this|that|them|these|those|one|both|all|so|you|him|her)\b\s*)?(?:$|[,.;]|(?:on|by|today|at once|"
    r"at our|to you|for you|this morning|this afternoon|yesterday|off|back|again|with effect)\b)",
    re.IGNORECASE,
)
_SENDS_SOMEBODY = re.compile(
    r"sent\s+(?:somebody|someone|an? (?:engineer|technician|colleague|driver|fitter|plumber|man|team))\b", re.IGNORECASE
)
_NOT_DONE = re.compile(r"\b(?:not|never|no(?!\.)|none|nobody|nothing)\b", re.IGNORECASE)
_SAME = 0.45  # likeness of a claim and a record of an alike deed that tell of the same
_NOUNS = (  # for what was done: "I put the request in" and "discount requested"
    "request order refund report claim search transfer change repair test check review credit dispatch despatch "
    "delivery collection cancellation exchange replacement visit"
)
_DEEDS_AS_THINGS = frozenset(map(root, _NOUNS.split()))
_TO_THEM = frozenset(["pay", "stop", "waive", "replace", "allow"])  # families that are a deed whenever they are told
_PLAIN = content_stems(
    "today now just already this morning afternoon yesterday new day date time way matter case letter email back you "
    "us make put give take set go week monday tuesday wednesday thursday friday saturday sunday thing"
)


@dataclass(frozen=True, slots=True)
class ClaimedAction:
    """An action that the draft tells as done and that no record bears out; offsets into the draft."""

    start: int
    end: int
    why: str


def find_unrecorded(draft: Draft, context: Context) -> Iterator[ClaimedAction]:
    """Each action told as done without a recorded action, fact or enclosure that bears it out."""
    for place in settings(draft, context):
        text, at = place.text, place.sentence.start
        if text.rstrip().endswith("?"):
            continue
        enclosed = list(_ENCLOSED.finditer(text))
        for match in enclosed:
            if not _is_enclosed(match.group(), text, context):
                yield ClaimedAction(at + match.start(), at + match.end(), "No enclosure of the case bears this out.")
        for deed in find_deeds(text):
            if any(deed.start < match.end() and match.start() < deed.end for match in enclosed):
                continue
            why = _unrecorded(deed, place, context)
            if why:
                yield ClaimedAction(at + deed.start, at + deed.end, why)


def _unrecorded(deed: Deed, place: Setting, context: Context) -> str | None:
    """Why the record does not bear a deed out; None when it does, or when the deed leaves no record."""
    if not _leaves_a_record(deed, place, context):
        return None
    amounts = {amount.value for amount in find_amounts(deed.rest)}
    short = False
    for line in _record(deed, context):
        if not _bears_out(line, deed, place, context):
            continue
        known = {amount.value for amount in find_amounts(line)}
        if amounts and not amounts <= (known or _sums_of_the_case(context)):
            short = short or bool(known)
            continue
        return None
    if short:
        return "The record of the case has another amount."
    told = " ".join((deed.verb + deed.rest).split())
    return f"No recorded action bears out {told!r}: record it when it is done, or say when it will be."


def _leaves_a_record(deed: Deed, place: Setting, context: Context) -> bool:
    claim = place.text[deed.start : deed.end]
    if not (deed.passive or _is_of_ours(deed, place, context)):
        return False
    another = _by_another(deed, context)
    twice = re.search(r"\btwice\b", claim) and not families_of(deed.verb) & {"contact", "look", "visit"}
    if root(deed.verb) in {"have", root("got")} or ((twice or _ADMITTED.search(claim)) and not another):
        return False  # a state, or a fault of ours that is owned to
    if another and not deed.passive:
        return deed.recent or bool(_days(claim, context)) or re.match(r"\s+(?:me|us)\b", deed.rest) is not None
    if (
        is_harmless(deed)
        or _IDIOM.match(deed.rest)
        or (_OF_WHAT.match(deed.rest) and not families_of(deed.verb) & _LASTING)
    ):
        return False
    if re.match(r"we\b", deed.actor, re.IGNORECASE) and _IN_GENERAL.match(deed.rest):
        return False
    families = families_of(deed.verb)
    told_now = deed.recent or bool(_days(claim, context))
    if deed.passive:
        case = re.match(r"(?:your|the|an?|another|it|both|this|that|[£$€])\b|[£$€]", deed.actor, re.IGNORECASE)
        general = re.match(r"an?\b", deed.actor, re.IGNORECASE) and not re.search(r"\byou(?:rs?)?\b", claim)
        if not case or general:
            return False
        return (told_now or bool(families & _TO_THEM)) and (bool(families) or told_now)
    if not families:
        return False
    return told_now or bool(families & _TO_THEM) or re.match(r"I\b", deed.actor) is not None


def _is_of_ours(deed: Deed, place: Setting, context: Context) -> bool:
    """Whether the actor is the writer, a team or a person of the house, or somebody who acts for it."""
    if re.match(r"(?:he|she|they|who)\b", deed.actor, re.IGNORECASE):
        said = f"{place.before} {place.text[: deed.start]}"
        return bool(acting_teams(said, context.policy) or OUTSIDE.search(place.text[: deed.start]))
    named = re.match(r"(?:[A-Z][\w'’-]+\s*)+", deed.actor)
    if named and not re.match(r"(?:I|We|Our|My|The|Your|An?)\b", deed.actor):
        titled = re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b", deed.actor) and not _is_customer(deed.actor, context)
        return bool(titled or acting_teams(deed.actor, context.policy) or _is_of_the_case(deed.actor, context))
    return True


def _is_customer(actor: str, context: Context) -> bool:
    names = context.letter.names if context.letter else ()
    return any(word in name for name in names for word in actor.split() if len(word) > 3)


def _is_of_the_case(actor: str, context: Context) -> bool:
    """Whether facts or actions name somebody, who is not the customer: "Ruth" of "operated by Ruth Adair"."""
    first = actor.split()[0]
    if len(first) < 3 or _is_customer(actor, context):
        return False
    lines = [fact.value for fact in context.facts.facts if not _CUSTOMER.search(fact.name)] + list(
        context.facts.actions
    )
    return any(re.search(rf"\b(?:by|to|from|told|asked)\s+{re.escape(first)}\b", line) for line in lines)


_CUSTOMER = re.compile(
    r"\b(?:customer|name|member|guest|client|patient|booking|account holder|owner|passenger)s?\b", re.IGNORECASE
)


def _record(deed: Deed, context: Context) -> list[str]:
    """What may bear a deed out: recorded actions, facts, and of what is told as history the letter as well."""
    lines = list(context.facts.actions)
    lines += [f"{fact.name}: {fact.value}" for fact in context.facts.facts]
    if context.letter is not None and not deed.recent:
        lines += re.split(r"(?<=[.!?])\s+|\n+", context.letter.body)
    return lines


def _bears_out(line: str, deed: Deed, place: Setting, context: Context) -> bool:
    """Whether a line of the case tells of the same deed: alike in verb or without one, and of the same thing or sum."""
    claim = place.text[deed.start : deed.end]
    days, known = _days(claim, context), _days(line, context)
    if days and known and not days & known:
        return False
    if _REPAID.search(claim) and _MONEY_BACK.search(claim) and not (_REPAID.search(line) or _is_nominal(line)):
        return False  # money given back takes a record of money given back
    things, have = _things(deed), _nouns(line)
    shared = len(things & have) + _alike(things, have)
    wanted = frozenset(["visit"]) if _SENDS_SOMEBODY.match(deed.verb + deed.rest) else families_of(deed.verb)
    if _REPAID.search(claim):
        wanted |= {"pay"}
    recorded = line in context.facts.actions
    if days & known and shared and (recorded or _same_deed(line, deed.verb, wanted, nominal=False) != ""):
        return True
    if shared and _days(place.text, context, ahead=True) & _days(line, context, ahead=True) - {context.today}:
        return True
    alike = _same_deed(line, deed.verb, wanted, nominal=recorded)
    if alike and not recorded:  # of a fact only the clause that tells of the deed
        have = _nouns(f"{line.split(':')[0]} {alike}")
        shared = len(things & have) + _alike(things, have)
    another = _by_another(deed, context)
    if recorded and not another and things & _roots(line):
        return True  # "I put the request in" and "school discount requested"
    if not alike:
        return shared > 1 and not another and (bool(_numbers(claim) & _numbers(line)) or shared > 2)
    sums = {amount.value for amount in find_amounts(deed.rest)}
    if alike and not recorded and "send" in wanted and _SENDING.match(line):
        return True
    if another and not recorded and not _is_named(deed.actor, line):
        return False
    if shared > (another and _is_nominal(line)) or (sums and sums <= {amount.value for amount in find_amounts(line)}):
        return True
    if _days(claim, context, ahead=True) & _days(line, context, ahead=True) - {context.today}:
        return True
    if recorded and things <= _OF_MONEY and _REPAID.search(claim) and _REPAID.search(line):
        return True
    if recorded and not another and not find_shares(deed.rest) and _means_the_same(claim, line, context):
        return True
    pointed = _POINTS.match(deed.rest) and (not deed.passive or _PRONOUN.fullmatch(deed.actor))
    ahead = _days(line, context, ahead=True)
    planned = bool(ahead) and min(ahead) > context.today
    if another and recorded and pointed and not planned and _is_named(deed.actor, line):
        return True  # "and this time they have confirmed it"
    if another or (things and not pointed):
        return False
    return recorded or bool(content_stems(place.before) & have) or bool(days & known)


_SENDING = re.compile(r"(?:dispatch|despatch|shipment|shipping|delivery|parcel|post|order)\b[\w ]*:", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|this|that|these|those|both|all|they|he|she|everything)\s*", re.IGNORECASE)


def _is_named(actor: str, line: str) -> bool:
    """Whether a line names who acted; a pronoun may be anybody."""
    return bool(_PRONOUN.fullmatch(actor) or content_stems(actor) & content_stems(line))


def _sums_of_the_case(context: Context) -> set[Decimal]:
    """The sums that facts and letter name: a record "refund made" bears out the price that was paid."""
    texts = [fact.value for fact in context.facts.facts] + ([context.letter.body] if context.letter else [])
    return {amount.value for text in texts for amount in find_amounts(text)}


def _means_the_same(claim: str, line: str, context: Context) -> bool:
    """Whether claim and record say the same in other words ("parcel", "package"), where an embedding is there."""
    if context.embed is None:
        return False
    told, known = context.embed([claim, line])
    return float(told @ known) >= _SAME


def _is_nominal(line: str) -> bool:
    """Whether a line names what was done without a verb: "spare pole, courier, 24 November"."""
    return not any(PARTICIPLE.fullmatch(word) and families_of(word) for word in words(line))


def _same_deed(line: str, verb: str, wanted: frozenset[str], *, nominal: bool) -> str:
    """The clause of a line that tells the same kind of deed as done, or nothing: "not moved before" tells none.

    With ``nominal`` a line without a verb may be any deed ("spare key, 24 November").
    """
    named = frozenset().union(*(families_of(word) for word in words(line)))
    if nominal and not named:
        return line
    for clause in re.split(r"[,;:]\s", line):
        told = words(clause) if nominal else [word for word in words(clause) if _is_deed(word)]
        stems = {root(word) for word in told}
        alike = root(verb) in stems or any(families_of(word) & wanted for word in stems)
        if (alike or ("pay" in wanted and _REPAID.search(clause))) and not _NOT_DONE.search(clause):
            return clause
    return ""


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


def _roots(line: str) -> frozenset[str]:
    """The roots of the deeds that a line tells, which a reply may name as things: "request", "order", "refund"."""
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


def _by_another(deed: Deed, context: Context) -> bool:
    """Whether somebody else than the writer is said to have done it."""
    if deed.passive:
        return bool(re.search(r"\bby (?:our|the|a|[A-Z])", deed.rest))
    return re.match(r"(?:I|we)\b", deed.actor, re.IGNORECASE) is None or bool(acting_teams(deed.actor, context.policy))


def _days(text: str, context: Context, *, ahead: bool = False) -> frozenset[date]:
    """The days that a text names: those that have been ("on Thursday" is the last one), or with ``ahead`` all."""
    found = set()
    for time in find_times(text, context.today, context.country):
        day = time.latest if time.shape == "date" else None
        if day and not ahead and day > context.today and re.fullmatch(r"\w+day", time.text, re.IGNORECASE):
            day -= timedelta(days=7)
        if day and (ahead or day <= context.today):
            found.add(day)
    return frozenset(found)


def _is_enclosed(claim: str, text: str, context: Context) -> bool:
    if not context.facts.enclosures:
        return any("enclos" in action.lower() or "attach" in action.lower() for action in context.facts.actions)
    wanted = content_stems(text) - {"enclos", "attach", "find", "copi"}
    shown = set().union(*(content_stems(row) for row in context.facts.enclosures))
    return bool(wanted & shown) or not wanted or len(context.facts.enclosures) == 1
