"""The forms in which English commits a writer: acts, fates of things, what the customer will receive, offers (P12).

Pure reading: a sentence in, its commitments out, weighed by nobody yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from guidelines import promise_words as say
from guidelines.wording import REMEDIES, concepts

Form = Literal["act", "provide", "offer", "fate", "receive", "done", "passed_on"]

_SPLIT = re.compile(
    r"(?:;|:(?=\s)|\s[–—-]\s)\s*"
    r"|,?\s+(?:and|but|so|then|or)\s+(?=(?:then\s+)?(?:I|we|you|it|they|he|she|our|your|the|a|an|this|that|"
    r"there|someone|let|one|my)(?:['’]\w+)?\b)"
    r"|,\s+(?=(?:I|we|you|it|they|our|your|the|a|he|she|this|that|my|[A-Z]\w+)\b[^,]{0,60}?(?:\b(?:will|shall|"
    r"is|are|have|has|can|would)\b|['’](?:ll|ve|s|re|m)\b))"
)
_PROGRESS = re.compile(
    r"(?P<who>\b(?:I|we|We)(?:\s+am|\s+are|['’]m|['’]re)|\b(?:team|department|engineers?|colleagues?|they|"
    r"manager|specialists?|developers?)\s+(?:is|are)|\bthey['’]re)\s+(?:also\s+|currently\s+|now\s+|"
    r"already\s+|still\s+|actively\s+)*"
    r"(?=(?:send|refund|credit|arrang|post|dispatch|issu|exchang|replac|giv|offer|pay|ship|waiv|cancel|"
    r"transfer|book|investigat|look|work|review|pass|forward|escalat|check|call|writ|rais|"
    r"tak)\w*ing\b)(?P<rest>.*)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^\s*(?:and\s+|so\s+|then\s+|yes[,:]?\s+)?(?:[^,;]{3,40},\s+)?(?P<subject>\b(?:your|the|a|an|this|that|"
    r"it)\b[^;]{0,60}?)\s*(?:(?P<fate>\b(?:reaches (?:you|your)|arrives|comes (?:back )?to (?:you|your|the)|"
    r"goes (?:out|back)|leaves (?:us|our)|(?:is|are) (?:now\s+|already\s+|due\s+|all\s+)*(?:to (?:arrive|"
    r"reach|be)|on (?:its|their|the) way|being (?:processed|sent|dispatched|prepared|refunded|credited|"
    r"arranged|delivered|replaced|shipped)|coming|in the post|due (?:to|on|by)|as good as|yours))\b)|"
    r"(?P<short>['’]s (?:now\s+|already\s+)?on (?:its|the) way\b|['’]s coming\b|['’]s yours\b))(?P<rest>.*)",
    re.IGNORECASE,
)
_EXPECT = re.compile(
    r"^\s*(?:so\s+|please\s+|just\s+|do\s+)?(?P<verb>expect|look out for|watch out for|watch for|look forward "
    r"to|keep an eye out for|await)\s+(?P<rest>.+)",
    re.I,
)
_DONE = re.compile(
    r"(?P<done>(?:\b(?:it|this|that|everything|all|the matter|the problem|the issue|your \w+)(?:['’]s| is| "
    r"has| have| are)\s+(?:now\s+|already\s+|all\s+)*(?:been\s+)?(?:all\s+)?(?:taken care of|sorted(?: out)?|"
    r"dealt with|handled|resolved)\b)|\bconsider (?:it|this|that) (?:done|sorted|fixed)\b|\b(?:just |please "
    r")?leave (?:it|this|that|everything|the rest) (?:with|to) (?:me|us)\b|\byou(?:['’]re| are) all (?:set|"
    r"sorted)\b|\b(?:I|we)(?:['’]ve| have| have all| am|['’]re| are)? (?:got you covered|on it|on the "
    r"case)\b)",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\b(?:ha(?:s|ve) (?:now |already |all |also )?been (?:passed (?:on|along|to)|forwarded|escalated|raised|"
    r"logged|noted|made aware|informed|notified|alerted|sent (?:on )?to the (?:relevant|appropriate|right))|"
    r"(?:is|are) (?:being |now )?(?:looked (?:at|into)|investigated|passed on|aware of)|(?:under|still under) "
    r"investigation)\b",
    re.IGNORECASE,
)
_ON_US = re.compile(
    r"\b(?:take|keep|have|choose|enjoy|pick|help yourself to)\b[^.;]{0,60}?\b(?:on us|on the house|with our "
    r"compliments|for free|free of charge)\b|\bkeep (?:it|them|the \w+)\b[^.;]{0,30}\b(?:money back|"
    r"refund\w*)|\bgo ahead and (?:keep|take)\b[^.;]{0,40}\b(?:free|no charge|on "
    r"us)\b",
    re.IGNORECASE,
)
_LOOSE_WISH = re.compile(
    r"\b(?:hopefully|with (?:any|a bit of) luck|fingers crossed)\b[^.;]{0,80}\b(?:soon|shortly|before long|"
    r"turns? up|at some point|in the (?:near )?future)\b|\bso (?:that )?we can (?:then )?(?:reach out|help|"
    r"assist|look|investigate|get back|contact)\b[^.;]{0,40}\b(?:asap|soon|shortly|as soon as (?:possible|we "
    r"can))"
    r"|\b(?:we|I)(?:['’]ll| will)\s(?:\w+ )?(?:help|assist)\b[^.;]{0,30}\b(?:asap|soon|shortly|as soon "
    r"as\b[^.;]*)|\b(?:we|I) (?:might|may|could)(?: possibly)? be able to\b[^.;]{0,80}\b(?:some (?:kind|sort)|"
    r"something|going forward|at some point|soon)\b[^.;]*",
    re.IGNORECASE,
)
_ENTITLED = re.compile(
    r"\byou(?:['’]re| are)\s+(?:\w+ly\s+)?(?:entitled to|due|owed|eligible for|welcome to)\s+(?=(?:a|an|your|"
    r"the|full|£|€|\$|keep|compensation)\b)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:be\s+)?(?:(?:very |more than |only too |absolutely )?(?:happy|glad|pleased|delighted|here|sure|able|"
    r"sorry|honest|aware|standing|around|available|on hand|my pleasure|grateful|thinking)\b)|(?:continue to|"
    r"always|need|require|assume|have to|want|appreciate|understand)\b",
    re.IGNORECASE,
)
_GLAD_TO = re.compile(r"^(?:be\s+)(?:\w+\s+){0,2}?(?:happy|glad|pleased|delighted|able)\s+to\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment as it stands in a sentence; offsets are into the sentence.

    ``what`` is the act or the fate with its object; ``matter`` is the text that says what is granted (subject and
    all). ``outside`` says that somebody other than the company must act; ``own`` that the writer acts.
    """

    start: int
    end: int
    form: Form
    actor: str
    what: str
    matter: str
    hedged: bool = False
    certain: bool = False
    condition: str | None = None
    outside: bool = False
    service: bool = True  # an act that a date belongs to


@lru_cache(maxsize=20_000)
def find_commitments(sentence: str) -> tuple[Commitment, ...]:
    """All commitments of a sentence, in order. Questions and instructions make none."""
    if sentence.rstrip().endswith("?") and not re.search(r"[.!]\s|;", sentence):
        return ()
    found: list[Commitment] = []
    condition: str | None = None
    for start, end in _clauses(sentence):
        clause = sentence[start:end]
        ahead = say.CONDITION_AHEAD.match(clause)
        if ahead:
            condition = ahead["condition"].strip()
            start += ahead.end()
            clause = sentence[start:end]
        elif _is_bare_condition(clause):
            condition = clause.strip(" ,")
            continue
        commitment = _read(clause, start)
        if commitment is None:
            if say.IMPERATIVE.match(clause):
                condition = f"{condition}, {clause.strip()}" if condition else clause.strip(" ,.")
            continue
        own = commitment.condition or condition
        found.append(replace(commitment, condition=own) if own else commitment)
    return tuple(found)


def _is_bare_condition(clause: str) -> bool:
    return (
        re.match(r"\s*(?:(?:and|but|so)\s+)?(?:if|once|as soon as|when|unless|provided|in case|should)\b", clause, re.I)
        is not None
    )


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    place = 0
    for gap in _SPLIT.finditer(sentence):
        if gap.start() > place:
            yield place, gap.start()
            place = gap.end()
    if sentence[place:].strip():
        yield place, len(sentence)


def _read(clause: str, offset: int) -> Commitment | None:
    """The commitment that a clause makes, if any; offsets are moved by ``offset``."""
    text = clause.rstrip().rstrip(".!")
    behind = say.CONDITION_BEHIND.search(text)
    condition = None
    if behind and behind.start() > 8:
        condition = behind["condition"].strip()
        main = text[: behind.start()]
    else:
        main = text
    if _LOOSE_WISH.search(text):
        main = text
    for reader in (_by_modal, _by_progress, _by_present, _by_phrase):
        found = reader(main)
        if found is not None:
            lead = len(main) - len(main.lstrip(" ,"))
            return Commitment(
                offset + lead,
                offset + len(main.rstrip(" ,")),
                found.form,
                found.actor,
                found.what.strip(" ,"),
                found.matter,
                found.hedged,
                found.certain or bool(say.CERTAIN.search(main)),
                condition,
                found.outside,
                found.service,
            )
    return None


def _by_modal(main: str) -> Commitment | None:
    for modal in say.MODAL.finditer(main):
        before, rest = main[: modal.start()], main[modal.end() :]
        if say.SUBORDINATE.search(before) or re.search(r"\bif\b[^,]*$", before, re.I):
            continue
        negative = False
        while adverb := say.ADVERBS.match(rest):
            if not rest[adverb.end() :].strip():
                break
            negative = negative or bool(adverb["negative"])
            rest = rest[adverb.end() :]
        if negative or re.match(r"\s*(?:n['’]t|not|never|no longer)\b", rest, re.I):
            continue
        rest = rest.strip(" ,")
        if modal["firm"] and modal.group().lower().endswith(("that i will", "that we will")):
            before = "we"
        found = _by_subject(before, rest, main, hedged=bool(modal["hedge"]), offer=bool(modal["offer"]))
        if found is not None:
            return found
    let = say.LET_ME.search(main)
    if let:
        return _by_subject("I", main[let.end() :], main, hedged=False, offer=True)
    return None


def _by_subject(before: str, rest: str, main: str, *, hedged: bool, offer: bool) -> Commitment | None:
    subject = before.strip(" ,")
    if re.search(r"(?:^|[\s,])you\s*(?:both|all)?$", subject, re.I) and not re.search(r"\bto you$", subject, re.I):
        if offer and not re.match(r"expect\b", rest, re.I):
            return None
        return _received(rest, main, hedged)
    first = (
        say.FIRST_PERSON.search(before) is not None
        or re.search(
            r"\b(?:promise|undertake|commit|guarantee|pledge|agree)s?\b", main[len(before) : len(before) + 12], re.I
        )
        is not None
    )
    elliptic = not subject or re.fullmatch(r"(?:and|then|so|also|but)", subject, re.I) is not None
    if first or elliptic:
        return _acted("we", rest, main, hedged, offer, outside=False)
    agent = say.AGENT.search(before)
    fate = say.FATE.match(rest)
    if fate and (
        say.GOODS.search(subject)
        or re.search(r"\b(it|they|this|that|these|which|those)$", subject, re.I)
        or "you" not in subject
    ):
        if offer:
            return None
        goods = bool(say.GOODS.search(subject)) or bool(concepts(main))
        outside = bool(say.OUTSIDE.search(main)) or bool(
            re.match(r"arriv|reach|com|land|show|appear|be (?:with you|delivered|back in)", rest, re.I)
        )
        return Commitment(0, 0, "fate", subject, rest, main, hedged=hedged, outside=outside, service=goods)
    if agent and agent.end() >= len(before.rstrip(" ,")) - 1:
        outside = bool(say.OUTSIDE.search(agent.group())) or bool(re.match(r"deliver|collect|visit|arriv", rest, re.I))
        return _acted(agent.group().strip(" ,"), rest, main, hedged, offer, outside=outside)
    return None


def _acted(actor: str, rest: str, main: str, hedged: bool, offer: bool, outside: bool) -> Commitment | None:
    glad = _GLAD_TO.match(rest)
    if glad:
        rest, offer = rest[glad.end() :], True
    elif _COURTESY.match(rest) and not re.match(r"be sure to\b", rest, re.I):
        return None
    being = re.match(r"be\s+(?=\w+ing\b)|be sure to\s+|make sure to\s+", rest, re.I)
    if being:
        rest = rest[being.end() :]
    act = say.ACTS.match(rest)
    if act is None:
        return None
    if act["act"] and not say.ALSO_PROVIDES.search(rest):
        return None if offer else Commitment(0, 0, "act", actor, rest, main, hedged=hedged, outside=outside)
    if act["act"]:
        rest_matter = rest[say.ALSO_PROVIDES.search(rest).end() :]  # type: ignore[union-attr]
        return Commitment(
            0, 0, "offer" if offer else "provide", actor, rest, rest_matter, hedged=hedged, outside=outside
        )
    if offer:
        granted = concepts(say.TALK_ABOUT.sub(" ", rest)) & REMEDIES
        if not granted and not re.search(r"[£$€]\s?\d|\d ?%", rest):
            return None
        return Commitment(0, 0, "offer", actor, rest, rest, hedged=hedged, service=False)
    return Commitment(0, 0, "provide", actor, rest, rest, hedged=hedged, outside=outside)


def _received(rest: str, main: str, hedged: bool) -> Commitment | None:
    rest = re.sub(r"^(?:also |then |soon |shortly |still )+", "", rest)
    receive = say.RECEIVE.match(rest)
    if receive is None:
        return None
    goods = say.GOODS.search(rest[receive.end() : receive.end() + 60])
    if receive["loose"]:
        sooner = re.search(r"\b(?:by|within|before|tomorrow|today|on|this|next|in)\b", rest, re.I)
        near = re.match(
            r"\s*(?:it|them|this|that|your (?:\w+ )?(?:money|refund|order|parcel|replacement|payment|cash|new "
            r"\w+)|the (?:full )?(?:money|refund|replacement|parcel|amount)|a (?:full |new |partial "
            r")?(?:refund|replacement|reply|call|voucher|credit|discount|letter|one))\b",
            rest[receive.end() :],
            re.I,
        )
        remedy = near and concepts(rest) & REMEDIES
        if not near or not (sooner or remedy):
            return None
    elif not goods and not concepts(rest):
        return None
    automatic = re.search(
        r"\b(?:confirmation|automatic|acknowledgement|verification|tracking|reference|notification|link|code)\b",
        rest,
        re.I,
    )
    outside = bool(concepts(rest) & {"refund", "delivery", "replacement"}) or bool(say.OUTSIDE.search(main))
    return Commitment(0, 0, "receive", "you", rest, rest, hedged=hedged, outside=outside, service=not automatic)


def _by_progress(main: str) -> Commitment | None:
    match = _PROGRESS.search(main)
    if match is None or re.search(
        r"\b(?:looking forward|looking for|checking in|taking (?:the time|your)|raising awareness)\b",
        match["rest"],
        re.I,
    ):
        return None
    if re.match(r"(?:actively )?(?:review|investigat|look|work|check)\w*ing\b", match["rest"], re.I) and not re.search(
        r"\b(?:your|this|it|the (?:matter|issue|problem|fault|case|cause))\b", match["rest"], re.I
    ):
        return None  # what a company does in general
    act = re.match(say.ACT_ONLY + r"|tak|check|rais|pass|escalat|forward|call|writ", match["rest"], re.I)
    form: Form = "act" if act else "provide"
    return Commitment(0, 0, form, match["who"], match["rest"], match["rest"])


def _by_present(main: str) -> Commitment | None:
    match = _PRESENT.match(main)
    if match is None:
        return None
    subject = match["subject"]
    under_way = re.search(r"in the post|on (?:its|their|the) way", match.group(), re.I)
    if not (under_way or say.GOODS.search(subject) or concepts(subject) & (REMEDIES | {"delivery"})):
        return None
    if re.search(r"\b(?:every|each|always|usually|normally)\b", main, re.I):
        return None
    fate = match["fate"] or match["short"]
    outside = bool(re.match(r"reaches|arrives|comes|.*\bon (?:its|their|the) way", fate, re.I))
    return Commitment(0, 0, "fate", subject, fate + match["rest"], main, outside=outside)


def _by_phrase(main: str) -> Commitment | None:
    if match := _LOOSE_WISH.search(main):
        return Commitment(0, 0, "act", "", match.group(), main, hedged=True)
    if match := _ON_US.search(main):
        return Commitment(0, 0, "offer", "we", match.group(), match.group() + " free gift", service=False)
    if match := _ENTITLED.search(main):
        rest = main[match.end() :]
        if concepts(rest) & REMEDIES:
            return Commitment(0, 0, "offer", "we", rest, rest, service=False)
    if match := _EXPECT.match(main):
        if say.GOODS.search(match["rest"][:70]):
            return Commitment(0, 0, "receive", "you", main, match["rest"], outside=True)
        return None
    if match := _DONE.search(main):
        return Commitment(0, 0, "done", "", match.group(), main)
    if match := _PASSED_ON.search(main):
        return Commitment(0, 0, "passed_on", "", match.group(), main)
    return None
