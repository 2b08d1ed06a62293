"""Deeds that a draft tells as done, against the case's record of what was done (P22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidelines.deed_records import by_another, days_told, may_be_recorded, unrecorded
from guidelines.deed_words import families_of, leaves_none, root
from guidelines.deeds import Deed, find_deeds
from guidelines.promise_words import OUTSIDE
from guidelines.setting import Setting, settings
from guidelines.timescales import acting_teams
from guidelines.wording import content_stems

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
_A_WORD = re.compile(
    r"\s+(?:an?|another|some) (?:\w+ )?(?:words?|talk|chat|conversation|meeting|call) with\b", re.IGNORECASE
)
_OF_WHAT = re.compile(r"\s*(?:what|how|why|everything)\b", re.IGNORECASE)
_HAVE = frozenset(map(root, ("have", "had", "got")))
_LASTING = frozenset(["record", "stop", "end", "mend", "more"])  # "we have changed how it is entered"
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
_TO_THEM = frozenset(
    ["pay", "stop", "end", "waive", "replace", "allow"]
)  # families that are a deed whenever they are told


@dataclass(frozen=True, slots=True)
class ClaimedAction:
    """An action that the draft tells as done and that no record bears out; offsets into the draft.

    It is not ``sure`` where an alike deed of the writer's own is recorded, which may be the same in other words.
    """

    start: int
    end: int
    why: str
    sure: bool = True


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
            if _leaves_a_record(deed, place, context) and (why := unrecorded(deed, place, context)):
                sure = not may_be_recorded(deed, place, context)
                yield ClaimedAction(at + deed.start, at + deed.end, why, sure)


def _leaves_a_record(deed: Deed, place: Setting, context: Context) -> bool:
    claim = place.text[deed.start : deed.end]
    if not (deed.passive or _is_of_ours(deed, place, context)):
        return False
    another = by_another(deed, context)
    if root(deed.verb) in _HAVE and _A_WORD.match(deed.rest):
        return True  # "I have had a word with the driver"
    twice = re.search(r"\btwice\b", claim) and not families_of(deed.verb) & {"contact", "look", "visit"}
    if root(deed.verb) in _HAVE or ((twice or _ADMITTED.search(claim)) and not another):
        return False  # a state, or a fault of ours that is owned to
    if another and not deed.passive:
        return deed.recent or bool(days_told(claim, context)) or re.match(r"\s+(?:me|us)\b", deed.rest) is not None
    if (
        leaves_none(deed.verb, deed.rest, passive=deed.passive, recent=deed.recent)
        or _IDIOM.match(deed.rest)
        or (_OF_WHAT.match(deed.rest) and not families_of(deed.verb) & _LASTING)
    ):
        return False
    if re.match(r"we\b", deed.actor, re.IGNORECASE) and _IN_GENERAL.match(deed.rest):
        return False
    families = families_of(deed.verb)
    told_now = deed.recent or bool(days_told(claim, context))
    if deed.passive:
        case = re.match(r"(?:your|the|an?|another|it|both|this|that|[£$€])\b|[£$€]", deed.actor, re.IGNORECASE)
        general = re.match(r"an?\b", deed.actor, re.IGNORECASE) and not re.search(
            r"\byou(?:rs?)?\b|\bwith (?:it|them)\b", claim
        )
        if not case or general:
            return False
        return (told_now or bool(families & _TO_THEM)) and (bool(families) or told_now)
    if not families:
        return False
    return told_now or bool(families & _TO_THEM) or re.match(r"I\b", deed.actor) is not None


_NO_NAME = re.compile(
    r"(?:I|We|Our|My|The|Your|An?|One|Some|Two|Both|All|Her|His|Their|This|That|Some\w+|Every\w+|Customs|Housekeeping|"
    r"Reception|Maintenance|Accounts|Billing|Dispatch|Security|Engineering|Finance|Support|Logistics|Production|"
    r"Management)\b|[A-Z]\w+['’]s\b"
)


def _is_of_ours(deed: Deed, place: Setting, context: Context) -> bool:
    """Whether the actor is the writer, a team or a person of the house, or somebody who acts for it."""
    if re.match(r"(?:he|she|they|who)\b", deed.actor, re.IGNORECASE):
        said = f"{place.before} {place.text[: deed.start]}"
        return bool(acting_teams(said, context.policy) or OUTSIDE.search(place.text[: deed.start]))
    named = re.match(r"(?:[A-Z][\w'’-]+\s*)+", deed.actor)
    if named and not _NO_NAME.match(deed.actor):
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


def _is_enclosed(claim: str, text: str, context: Context) -> bool:
    if not context.facts.enclosures:
        return any("enclos" in action.lower() or "attach" in action.lower() for action in context.facts.actions)
    wanted = content_stems(text) - {"enclos", "attach", "find", "copi"}
    shown = set().union(*(content_stems(row) for row in context.facts.enclosures))
    return bool(wanted & shown) or not wanted or len(context.facts.enclosures) == 1
