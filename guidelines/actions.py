"""Deeds that a draft tells as done, against the case's record of what was done (P22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.deeds import PARTICIPLE, Deed, families_of, find_deeds, is_harmless, root
from guidelines.money import find_amounts
from guidelines.promise_words import OUTSIDE
from guidelines.setting import Setting, settings
from guidelines.timescales import acting_teams
from guidelines.wording import content_stems, stem, words

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft

_ENCLOSED = re.compile(
    r"\b(?:I|we)\s+(?:have\s+)?(?:also\s+)?(?:enclose|attach|am enclosing|are enclosing|am attaching|are "
    r"attaching|enclosed|attached)d?\b(?P<a>[^.;]*)"
    r"|\b(?:please )?(?:find|see)\s+(?:the\s+)?(?:enclosed|attached)\b(?P<b>[^.;]*)|\b(?:is|"
    r"are)\s+(?:enclosed|attached)\b(?P<c>[^.;]*)|^(?:enclosed|attached)\s+(?:is|are|you will "
    r"find)\b(?P<d>[^.;]*)|\b(?:the|my|our) (?:enclosed|attached) (?P<e>\w+)",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"^\s*(?:(?:it|this|that) )?(?:into account|on board|care of|note of|your (?:point|comments|feedback)|"
    r"over (?:your|the|this)|sorry|the liberty|the (?:time|trouble)|to (?:hear|say|learn|see|know)|you "
    r"(?:above|below|that|through|down\b(?!.*\bfor))|that (?:you|your|the|it|we)|(?:what|how|why|for a way|"
    r"everything) |"
    r"up (?:to|with) )",
    re.IGNORECASE,
)
_ADMITTED = re.compile(
    r"\b(?:wrong\w*|twice|late|by mistake|in error|incorrect\w*|damaged|faulty|too (?:soon|early|much|little)|"
    r"another (?:customer|person|address)|someone else|instead of|only (?:on|when|after|found)|by accident)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"^(?:mak|make|tak|take|giv|give) .*\b(?:refund|payment|booking|arrangement|appointment|correction)\b",
    re.IGNORECASE,
)
_BEEN = re.compile(r"^\s+(?:to|at|out|in touch|round)\b", re.IGNORECASE)
_MONEY_BACK = re.compile(r"\b(?:back|return\w*|refund\w*|repa\w+|reimburs\w*|credit\w*|account|card)\b", re.IGNORECASE)
_REPAID = re.compile(
    r"\b(?:refund\w*|reimburs\w*|repa(?:y|id)\w*|credit(?:ed)?|money back|paid back|returned [£$€])", re.IGNORECASE
)
_POINTS = re.compile(
    r"^\s*(?:(?:it|this|that|them|these|those|one|both|all|so|you|him|her)\b\s*)?(?:$|[,.;]|(?:on|by|today|at once|"
    r"at our|"
    r"to you|for you|this morning|this afternoon|yesterday|off|back|again|with effect)\b)",
    re.IGNORECASE,
)
_SENDS_SOMEBODY = re.compile(
    r"sent\s+(?:somebody|someone|an? (?:engineer|technician|colleague|driver|fitter|plumber|man|team))\b", re.IGNORECASE
)
_NOT_DONE = re.compile(r"\b(?:not|never|no(?!\.)|none|nobody|nothing)\b", re.IGNORECASE)
_PLAIN = content_stems(
    "today now just already this morning afternoon yesterday new day date time way matter case letter email back you "
    "us "
    "make put give take set go week"
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
        text = place.text
        if text.rstrip().endswith("?"):
            continue
        at = place.sentence.start
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
    record = _record(deed, context)
    amounts = {amount.value for amount in find_amounts(deed.rest)}
    short = False
    for line in record:
        if not _bears_out(line, deed, place, context):
            continue
        known = {amount.value for amount in find_amounts(line)}
        if amounts and not amounts <= known:
            short = short or bool(known)
            continue
        return None
    if short:
        return "The record of the case has another amount."
    told = " ".join((deed.verb + deed.rest).split())
    return f"No recorded action bears out {told!r}: record it when it is done, or say when it will be."


def _leaves_a_record(deed: Deed, place: Setting, context: Context) -> bool:
    verb = root(deed.verb)
    claim = place.text[deed.start : deed.end]
    if not (deed.passive or _is_of_ours(deed, place, context)):
        return False
    if _ADMITTED.search(claim):
        return False  # a fault of ours that is owned to, not a deed that is claimed
    if verb in {"have", root("got")}:
        return False
    if verb == root("been"):
        return bool(_BEEN.match(deed.rest)) and not re.match(r"(?:I|we)\b", deed.actor, re.IGNORECASE)
    another = _by_another(deed, context)
    told = verb == root("told") and (another or re.match(r"\s+(?:the|our|my|them|him|her|[A-Z])\b", deed.rest))
    if is_harmless(deed.verb) and not _is_finding(deed) and not told:
        return False
    if _IDIOM.match(deed.rest) and not _MADE.search(f"{verb} {deed.rest}"):
        return False
    if not families_of(deed.verb) and not (another and deed.recent):
        return False
    if deed.recent or _days(claim, context):
        return True
    if deed.passive:
        return bool(
            re.match(
                r"(?:your|the (?:refund|money|payment|parcel|replacement|sum)|another|it|both|[£$€])", deed.actor, re.I
            )
        )
    return True


def _is_of_ours(deed: Deed, place: Setting, context: Context) -> bool:
    """Whether the actor is the writer, a team or a person of the house, or somebody who acts for it."""
    if re.match(r"(?:he|she|they|who)\b", deed.actor, re.IGNORECASE):
        said = f"{place.before} {place.text[: deed.start]}"
        return bool(acting_teams(said, context.policy) or OUTSIDE.search(place.text[: deed.start]))
    named = re.match(r"(?:[A-Z][\w'’-]+\s*)+", deed.actor)
    if named and not re.match(r"(?:I|We|Our|My|The|Your|An?)\b", deed.actor):
        return bool(acting_teams(deed.actor, context.policy))
    return True


def _is_finding(deed: Deed) -> bool:
    """ "tested it and found it sound" is a finding; "I have found your parcel" is what the case shows."""
    return (
        root(deed.verb) == root("found") and re.match(r"\s+(?:it|them|that|no|nothing)\b", deed.rest, re.I) is not None
    )


def _record(deed: Deed, context: Context) -> list[str]:
    """What may bear a deed out: recorded actions, facts, and of what is told as history the letter as well."""
    lines = list(context.facts.actions)
    lines += [f"{fact.name} {fact.value}" for fact in context.facts.facts]
    if context.letter is not None and not deed.recent:
        lines += re.split(r"(?<=[.!?])\s+|\n+", context.letter.body)
    return lines


def _bears_out(line: str, deed: Deed, place: Setting, context: Context) -> bool:
    claim = place.text[deed.start : deed.end]
    wanted = frozenset(["visit"]) if _SENDS_SOMEBODY.match(deed.verb + deed.rest) else families_of(deed.verb)
    if not _same_deed(line, deed.verb, wanted):
        return False
    days, known = _days(claim, context), _days(line, context)
    if days and known and not days & known:
        return False
    if _REPAID.search(claim) and _MONEY_BACK.search(claim) and not _REPAID.search(line):
        return False  # money given back takes a record of money given back
    if "look" in wanted and not _with_somebody(deed) and not _by_another(deed, context):
        return True  # what the case knows was looked up by somebody
    things = _things(deed, claim)
    have = _nouns(line)
    if _by_another(deed, context) and not (things & have):
        return False
    sums = {amount.value for amount in find_amounts(deed.rest)}
    if things & have or _alike(things, have) or (sums and sums <= {amount.value for amount in find_amounts(line)}):
        return True
    if _days(claim, context, ahead=True) & _days(line, context, ahead=True) - {context.today}:
        return True
    if not things or _POINTS.match(deed.rest):
        return bool(content_stems(place.before) & have) or bool(days & known) or not place.before
    return False


def _same_deed(line: str, verb: str, wanted: frozenset[str]) -> bool:
    """Whether a line of the case tells the same kind of deed as done: "not moved before" tells none."""
    for clause in re.split(r"[,;]\s", line):
        stems = {root(word) for word in words(clause)}
        alike = root(verb) in stems or any(families_of(word) & wanted for word in stems)
        if (alike or ("pay" in wanted and _REPAID.search(clause))) and not _NOT_DONE.search(clause):
            return True
    return False


def _things(deed: Deed, claim: str) -> frozenset[str]:
    """What a deed is done to, and for whom: the stems of its clause without the deed, its actor and its time."""
    said = f"{deed.actor} {deed.rest}" if deed.passive else deed.rest
    return frozenset(
        one for one in content_stems(said) - _PLAIN if not one[0].isdigit() and one != stem(deed.verb) and len(one) > 1
    )


def _nouns(line: str) -> frozenset[str]:
    """The stems of a line without those of its deeds: in "letter passed to Joan" there is no pass."""
    return content_stems(" ".join(word for word in words(line) if not PARTICIPLE.fullmatch(word)))


def _alike(things: frozenset[str], have: frozenset[str]) -> bool:
    """ "book" stands for "passbook"."""
    return any(other.endswith(one) for one in things for other in have if len(one) > 3 and len(other) > len(one) + 2)


def _with_somebody(deed: Deed) -> bool:
    return re.match(r"\s*(?:\w+\s)?with\b", deed.rest) is not None


def _by_another(deed: Deed, context: Context) -> bool:
    """Whether somebody else than the writer is said to have done it."""
    if deed.passive:
        return bool(re.search(r"\bby (?:our|the|a|[A-Z])", deed.rest))
    return re.match(r"(?:I|we)\b", deed.actor, re.IGNORECASE) is None or bool(acting_teams(deed.actor, context.policy))


def _days(text: str, context: Context, *, ahead: bool = False) -> frozenset[date]:
    """The days that a text names: those that have been, or with ``ahead`` all."""
    return frozenset(
        time.latest
        for time in find_times(text, context.today, context.country)
        if time.shape == "date" and time.latest and (ahead or time.latest <= context.today)
    )


def _is_enclosed(claim: str, text: str, context: Context) -> bool:
    if not context.facts.enclosures:
        return any("enclos" in action.lower() or "attach" in action.lower() for action in context.facts.actions)
    wanted = content_stems(text) - {"enclos", "attach", "find", "copi"}
    shown = set().union(*(content_stems(row) for row in context.facts.enclosures))
    return bool(wanted & shown) or not wanted or len(context.facts.enclosures) == 1
