"""Actions that a draft claims as done, against the case's record of what was done (P22)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.money import find_amounts
from guidelines.wording import content_stems, stem, words

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft

# Verbs of doing, in families: a record in one word bears out a claim in another of the same family.
_FAMILIES = (
    "refund reimburse repay credit return pay money process make",
    "check look review inspect examine investigate verify test trace audit compare find confirm",
    "speak talk call ring phone telephone ask consult discuss contact put write email message tell inform",
    "pass forward escalate refer hand raise ask put report transfer send share alert notify tell inform flag",
    "arrange book schedule organise reserve set order request",
    "send post dispatch despatch ship mail email issue deliver",
    "cancel stop close end terminate remove delete withdraw",
    "process update change amend correct adjust add record enter apply fix edit register note",
    "replace exchange swap order reorder resend",
    "waive remove write",
    "waive cancel",
    "repair fix mend restore reset resolve sort unlock reinstate reactivate unblock",
    "collect fetch receive",
    "enclose attach include",
    "block freeze suspend secure",
    "extend renew prolong",
    "upgrade",
    "install",
    "sign",
    "approve authorise agree",
    "train brief remind",
    "order",
)
_OF: dict[str, set[int]] = {}
for _number, _family in enumerate(_FAMILIES):
    for _word in _family.split():
        _OF.setdefault(stem(_word), set()).add(_number)

_DEEDS = frozenset(_OF)
_HARMLESS = frozenset(
    stem(word)
    for word in (
        "read note see understand take receive think enjoy appreciate try have be explain set list answer "
        "describe mention say make give decide hope learn notice hear attempt know mean want get include show "
        "summarise outline keep come go feel let become offer love wait need like listen consider apologise thank "
        "value help quote translate copy write"
    ).split()
)
_ACTOR = (
    r"(?:I|we|my (?:colleague|manager|supervisor)|our (?:[\w'’-]+ ){0,3}?(?:team|department|engineers?|"
    r"workshop|warehouse|office|technicians?|staff|colleagues?))"
)
_ADVERB = (
    r"(?:(?:just|already|now|also|today|both|all|since|personally|duly|then|fully|this morning|"
    r"immediately|carefully|thoroughly|[a-z]+ly)\s+)*"
)
_PERFECT = re.compile(
    rf"\b(?P<actor>{_ACTOR})(?:\s+(?:have|has|had)|['’](?:ve|s))\s+{_ADVERB}(?P<verb>[a-z]+)\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    rf"\b(?:and|then)\s+(?:have\s+)?{_ADVERB}(?P<verb>[a-z]+ed|spoken|sent|put|paid|written|told|taken|"
    rf"found)\b(?P<rest>[^.;,]*)",
    re.IGNORECASE,
)
_PAST = re.compile(
    rf"\b(?P<actor>I|we|We)\s+{_ADVERB}(?P<verb>refunded|credited|spoke|checked|cancelled|posted|sent|"
    rf"dispatched|called|rang|phoned|passed|forwarded|escalated|arranged|booked|updated|corrected|waived|"
    rf"replaced|reported|enclosed|attached|contacted|asked|investigated|tested|inspected|reimbursed|issued|"
    rf"raised)\b(?P<rest>[^.;]*)"
)
_PASSIVE = re.compile(
    rf"\b(?P<subject>(?:your|the|a|an|this|that|it|these|all|both)\b(?:[^.;,]|[.,](?=\d)){{0,60}}?)\s+(?:has|"
    rf"have)\s+{_ADVERB}been\s+{_ADVERB}(?P<verb>refunded|credited|cancelled|posted|sent|dispatched|passed|"
    rf"forwarded|escalated|arranged|booked|updated|corrected|waived|replaced|reported|reimbursed|issued|"
    rf"raised|closed|stopped|removed|amended|repaired|paid|processed|ordered|reset|unlocked|checked|made|"
    rf"transferred|added|applied|investigated)\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
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
    r"(?:above|below|that)|that (?:you|your|the|it|we)|(?:what|how|why) )",
    re.I,
)
_ADMITTED = re.compile(
    r"\b(?:wrong\w*|twice|late|by mistake|in error|incorrect\w*|damaged|faulty|too (?:soon|early|much|little)|"
    r"another|someone else|instead of)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"^(?:mak|make|tak|take|giv|give) .*\b(?:refund|payment|booking|arrangement|appointment|correction)\b",
    re.IGNORECASE,
)
_LOOKING = frozenset(stem(word) for word in ("check look review examine investigate find confirm compare").split())
_CONDITIONAL = re.compile(
    r"\b(?:once|when|if|after|as soon as|until|unless|before|that|which|whether|had)\s*(?:\w+\s){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ClaimedAction:
    """An action that the draft tells as done and that no record bears out; offsets into the draft."""

    start: int
    end: int
    why: str


def find_unrecorded(draft: Draft, context: Context) -> Iterator[ClaimedAction]:
    """Each action told as done without a recorded action, fact or enclosure that bears it out."""
    record = list(context.facts.actions)
    facts = [f"{fact.name} {fact.value}" for fact in context.facts.facts]
    for sentence in draft.sentences:
        text = sentence.text
        if text.rstrip().endswith("?"):
            continue
        taken: list[tuple[int, int]] = []
        for match in _ENCLOSED.finditer(text):
            taken.append(match.span())
            if not _is_enclosed(match.group(), text, context):
                yield ClaimedAction(
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                    "No enclosure of the case bears this out.",
                )
        for start, end, verb, rest in _claims(text):
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            claim = text[start:end]
            own = [line for line in facts if _tells_of(line, claim)]
            why = _unrecorded(verb, rest, text, [*record, *own], claim)
            if why and _same_day(claim, record, context):
                why = None
            if why and not _quoted(sentence.start + start, draft):
                yield ClaimedAction(sentence.start + start, sentence.start + end, why)


def _quoted(place: int, draft: Draft) -> bool:
    return any(span.start <= place < span.end for span in draft.quoted)


@lru_cache(maxsize=4_000)
def _claims(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """The actions that a sentence tells as done: start, end, the verb and what follows it."""
    return tuple(_told_as_done(text))


def _told_as_done(text: str) -> Iterator[tuple[int, int, str, str]]:
    for pattern in (_PERFECT, _PAST, _PASSIVE):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if _CONDITIONAL.search(before) or re.search(
                r"\b(?:not|never)\b", match.group()[: match.start("verb") - match.start()]
            ):
                continue
            end = _clause_end(text, match.end("verb"))
            yield match.start(), end, match["verb"], text[match.end("verb") : end]
            for also in _COORDINATED.finditer(text, match.end("verb"), match.end()):
                if pattern is not _PASSIVE and also.start() >= end:
                    yield also.start("verb"), _clause_end(text, also.end("verb")), also["verb"], also["rest"]


def _clause_end(text: str, start: int) -> int:
    stop = re.search(r"[.;!](?=\s|$)|,\s|\s(?:and|so|but|which|who)\s", text[start:])
    return start + stop.start() if stop else len(text.rstrip(".! "))


_REPAID = re.compile(
    r"\b(?:refund\w*|reimburs\w*|repa(?:y|id)\w*|credit(?:ed)?|money back|paid back|returned [£$€])", re.IGNORECASE
)


def _tells_of(fact: str, claim: str) -> bool:
    """Whether a fact speaks of what a claim is about, beyond the deed: the delivery of one thing bears out no other."""
    return bool((content_stems(fact) & content_stems(claim)) - _DEEDS)


def _same_day(claim: str, record: list[str], context: Context) -> bool:
    """A recorded action of the very day that the claim names, when the claim only points at it ("we sent it on ..")."""
    if not re.search(r"\b(?:it|this|that|them|one)\b", claim):
        return False
    days = {time.latest for time in find_times(claim, context.today, context.country) if time.shape == "date"}
    return any(
        time.latest in days
        for line in record
        for time in find_times(line, context.today, context.country)
        if time.shape == "date" and time.latest
    )


def _unrecorded(verb: str, rest: str, text: str, record: list[str], claim: str) -> str | None:
    root = stem(verb)
    if _ADMITTED.search(rest):
        return None  # a fault of ours that is owned to, not a deed that is claimed
    if (root in _HARMLESS or _IDIOM.match(rest)) and not _MADE.search(f"{root} {rest}"):
        return None
    families = _OF.get(root, set())
    if not families and root not in _OF:
        return None  # not a deed that leaves a record
    if root in _LOOKING and record and not re.match(r"\s*(?:\w+\s)?with\b", rest):
        return None  # what the case knows was looked up by somebody
    amounts = {amount.value for amount in find_amounts(rest)}
    short = False
    for line in record:
        stems = {stem(word) for word in words(line)}
        if not (root in stems or any(_OF.get(word, set()) & families for word in stems)):
            continue
        if _REPAID.search(claim) and not _REPAID.search(line):
            continue  # money given back takes a record of money given back
        known = {amount.value for amount in find_amounts(line)}
        if amounts and known and not amounts <= known:
            short = True
            continue
        return None
    if short:
        return "The record of the case has another amount."
    return (
        f"No recorded action bears out {' '.join((verb + rest).split())!r}: record it when it is done, or "
        f"say when it will be."
    )


def _is_enclosed(claim: str, text: str, context: Context) -> bool:
    if not context.facts.enclosures:
        return any("enclos" in action.lower() or "attach" in action.lower() for action in context.facts.actions)
    wanted = content_stems(text) - {"enclos", "attach", "find", "copi"}
    shown = set().union(*(content_stems(row) for row in context.facts.enclosures))
    return bool(wanted & shown) or not wanted or len(context.facts.enclosures) == 1
