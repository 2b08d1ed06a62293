"""Commitments with a modal: "we will send", "I would like to offer", "it will reach you", "you'll have it" (P12)."""

from __future__ import annotations

import re

from guidelines import promise_words as say
from guidelines.commitment import Commitment
from guidelines.grants import granted_kinds, grants_in
from guidelines.wording import REMEDIES, concepts

_PLEDGE = re.compile(r"\b(?:promise|undertake|commit|guarantee|pledge|agree)s?\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:be\s+)?(?:(?:very |more than |only too |absolutely )?(?:happy|glad|pleased|delighted|here|sure|able|sorry|"
    r"honest|aware|standing|around|available|on hand|my pleasure|grateful|thinking)\b)|(?:continue to|always|need|"
    r"require|assume|have to|want|appreciate|understand)\b",
    re.IGNORECASE,
)
_GLAD_TO = re.compile(r"^(?:be\s+)(?:\w+\s+){0,2}?(?:happy|glad|pleased|delighted|able)\s+to\s+", re.IGNORECASE)
_TAKES = re.compile(r"(?:charge|bill|invoice|debit|need|ask|require|collect|deduct|cost|be|have to)\b", re.IGNORECASE)
_GIVES = re.compile(
    r"(?:give|offer|send|leave|lend|let you|invite|treat|add|include|throw in|put|arrange|book|provide|post|"
    r"set aside|pop|pay|cover|waive)\b",
    re.IGNORECASE,
)
_TIMED = re.compile(
    rf"{say.NEAR}|\b(?:by|within|on|in|before)\b[^.]*\b(?:day|days|week|weeks|hours?|month)\b", re.IGNORECASE
)
_DONE_SOON = re.compile(rf"be (?:\w+ly )?\w+(?:ed|en|ade|ilt|wn|ut|aid|ent)\b.*(?:{say.NEAR})", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:explain|take (?:each|your)|answer|say|tell|note|list|set out|show|see|find|hear|go|come|stay|remain|keep|"
    r"last|open|close|know|wait)\b",
    re.IGNORECASE,
)
_COMES = re.compile(r"come\b(?! (?:back|from|in handy|to (?:mind|light|an end)))", re.IGNORECASE)
_HAVE_IT_DONE = re.compile(
    r"have (?:it|them|this|these|that|your \w+) (?:\w+ )?(?:\w+ed|done|made|built|ready|back|out)\b"
)
_SOMEBODY = re.compile(r"\s*(?:and |so |then )?(?:the|our) (?:[\w'’-]+ ){0,2}[\w'’-]+\s*$", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"\b(?:confirmation|automatic|acknowledgement|verification|tracking|reference|notification|link|code)\b",
    re.IGNORECASE,
)
_NEAR_GOODS = re.compile(
    r"\s*(?:it|them|this|that|hers|his|theirs|(?:(?:the|your|all|that|back|an?|another|further|"
    r"extra)\s+)*[£$€]\s?\d[\d.,]*|(?:your|the|an?|our|my|their|his|her|[\w-]+['’]s?)\s+(?:[\w-]+\s+){0,2}?(?:money|"
    r"refund|order|parcel|package|replacement|payment|cash|amount|sum|reply|answer|response|decision|call|voucher|"
    r"credit|discount|letter|email|news|report|(?:\w+ )?\w+ back|findings|new \w+|one))\b",
    re.IGNORECASE,
)


def by_will(main: str) -> Commitment | None:
    """The commitment of a clause with a modal, or with "let me"; None when it makes none."""
    for modal in say.MODAL.finditer(main):
        before, rest = main[: modal.start()], main[modal.end() :]
        if say.SUBORDINATE.search(before) or re.search(r"\bif\b[^,]*$", before, re.I):
            continue
        rest, negative = _past_adverbs(rest)
        if negative or re.match(r"\s*(?:n['’]t|not|never|no longer)\b", rest, re.I):
            continue
        rest = rest.strip(" ,")
        if modal["hedge"] and re.match(r"have\b(?! (?:it|this|that|your|the|a|an|them)\b)", rest, re.I):
            continue  # "somebody should have rung you" tells of the past
        rest = re.sub(r"^have (?:already |just )?(?=\w+(?:ed|ent|aid|ut)\b)", "", rest)  # "will have sent"
        if modal["firm"] and modal.group().lower().endswith(("that i will", "that we will")):
            before = "we"
        found = _by_subject(before, rest, main, hedged=bool(modal["hedge"]), offer=bool(modal["offer"]))
        if found is not None:
            return found
    let = say.LET_ME.search(main)
    return _by_subject("I", main[let.end() :], main, hedged=False, offer=True) if let else None


def _past_adverbs(rest: str) -> tuple[str, bool]:
    """What follows the adverbs after a modal, and whether one of them says no."""
    negative = False
    while adverb := say.ADVERBS.match(rest):
        if not rest[adverb.end() :].strip():
            break
        negative = negative or bool(adverb["negative"])
        rest = rest[adverb.end() :]
    return rest, negative


def _by_subject(before: str, rest: str, main: str, *, hedged: bool, offer: bool) -> Commitment | None:
    subject = before.strip(" ,")
    if re.search(r"(?:^|[\s,])you\s*(?:both|all)?$", subject, re.I) and not re.search(r"\bto you$", subject, re.I):
        return None if offer and not re.match(r"expect\b", rest, re.I) else _received(rest, main, hedged=hedged)
    pledged = _PLEDGE.search(main[len(before) : len(before) + 12])
    elliptic = not subject or re.fullmatch(r"(?:and|then|so|also|but)", subject, re.I)
    if say.FIRST_PERSON.search(before) or pledged or elliptic:
        return _acted("we", rest, main, hedged=hedged, offer=offer, outside=False)
    may = re.match(r"\W*(?:may|might|could)\b", main[len(before) :], re.IGNORECASE)
    if (say.FATE.match(rest) or _DONE_SOON.match(rest)) and _has_a_fate(subject):
        if may or (offer and not (say.ARRIVAL.match(rest) and _TIMED.search(rest))):
            return None
        return _fated(subject, rest, main, hedged=hedged)
    if re.match(r"(?:any|some|many|most|all) (?!of (?:us|our))", subject, re.I):
        return None  # what others do in general is no promise of ours
    agent = say.AGENT.search(before) or (_HAVE_IT_DONE.match(rest) and _SOMEBODY.match(before))
    if agent and agent.end() >= len(before.rstrip(" ,")) - 1:
        outside = bool(say.OUTSIDE.search(agent.group())) or bool(re.match(r"deliver|collect|visit|arriv", rest, re.I))
        return _acted(agent.group().strip(" ,"), rest, main, hedged=hedged, offer=offer, outside=outside)
    return None


def _has_a_fate(subject: str) -> bool:
    return bool(
        say.GOODS.search(subject)
        or re.search(r"\b(it|they|this|that|these|which|those)$", subject, re.I)
        or "you" not in subject
    )


def _fated(subject: str, rest: str, main: str, *, hedged: bool) -> Commitment:
    goods = bool(say.GOODS.search(subject)) or bool(concepts(main))
    outside = bool(say.OUTSIDE.search(main)) or bool(say.ARRIVAL.match(rest))
    return Commitment(0, 0, "fate", subject, rest, main, hedged=hedged, outside=outside, service=goods)


def _acted(actor: str, rest: str, main: str, *, hedged: bool, offer: bool, outside: bool) -> Commitment | None:
    if glad := _GLAD_TO.match(rest):
        rest, offer = rest[glad.end() :], True
    elif _COURTESY.match(rest) and not re.match(r"be sure to\b", rest, re.I):
        return None
    if being := re.match(r"be\s+(?=\w+ing\b)|be sure to\s+|make sure to\s+", rest, re.I):
        rest = rest[being.end() :]
    act = say.ACTS.match(rest)
    if act is None:
        return _acted_otherwise(actor, rest, main, hedged=hedged, offer=offer, outside=outside)
    also = say.ALSO_PROVIDES.search(rest) if act["act"] else None
    if act["act"] and also is None:
        return None if offer else Commitment(0, 0, "act", actor, rest, main, hedged=hedged, outside=outside)
    if also is not None:
        form = "offer" if offer else "provide"
        return Commitment(0, 0, form, actor, rest, rest[also.end() :], hedged=hedged, outside=outside)  # type: ignore[arg-type]
    if not offer:
        return Commitment(0, 0, "provide", actor, rest, rest, hedged=hedged, outside=outside)
    if not (granted_kinds(rest) or _GIVES.match(rest) or re.search(r"[£$€]\s?\d|\d ?%", rest)):
        return None
    return Commitment(0, 0, "offer", actor, rest, rest, hedged=hedged, service=False)


def _acted_otherwise(
    actor: str, rest: str, main: str, *, hedged: bool, offer: bool, outside: bool
) -> Commitment | None:
    """Any other verb: one that gives a sum ("I will add the other £420"), or one with a time ("bake it by Friday")."""
    in_money = any(grant.amounts or grant.shares for grant in grants_in(rest))
    if _TAKES.match(rest) or (offer and _SAYS.match(rest)):
        return None
    if in_money and not offer:
        return Commitment(0, 0, "provide", actor, rest, rest, hedged=hedged, outside=outside)
    if in_money or (offer and _GIVES.match(rest)):
        return Commitment(0, 0, "offer", actor, rest, rest, hedged=hedged, service=False)
    comes = actor != "we" and _COMES.match(rest)
    if not offer and (outside or _TIMED.search(rest)) and (comes or not _SAYS.match(rest)):
        return Commitment(0, 0, "provide", actor, rest, rest, hedged=hedged, outside=outside, service=False)
    return None


def _received(rest: str, main: str, *, hedged: bool) -> Commitment | None:
    rest = re.sub(r"^(?:also |then |soon |shortly |still )+", "", rest)
    rest = re.sub(r"^expect to (?=(?:see|have|get|receive|hear)\b)", "", rest, flags=re.IGNORECASE)
    receive = say.RECEIVE.match(rest)
    if receive is None:
        return None
    after = rest[receive.end() :]
    goods = say.GOODS.search(after[:60])
    if receive["loose"]:
        sooner = re.search(r"\b(?:by|within|before|tomorrow|today|on|this|next|in)\b", rest, re.I)
        near = _NEAR_GOODS.match(after)
        if not near or not (sooner or concepts(rest) & REMEDIES or re.search(r"\bback\b", rest)):
            return None
    elif not goods and not concepts(rest) and not (receive.group().startswith("hear") and _TIMED.search(rest)):
        return None
    outside = bool(concepts(rest) & {"refund", "delivery", "replacement"}) or bool(say.OUTSIDE.search(main))
    service = not _AUTOMATIC.search(rest)
    return Commitment(0, 0, "receive", "you", rest, rest, hedged=hedged, outside=outside, service=service)
