"""The promise gate: every commitment in a draft, held against policy, case, sources and calendar (P10, P12, P13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guidelines.absolutes import find_absolutes
from guidelines.calendar import TimeExpression
from guidelines.commitment import Commitment
from guidelines.conditions import Offer
from guidelines.context import Context
from guidelines.deed_words import deeds_in
from guidelines.documented import is_documented
from guidelines.draft import Draft
from guidelines.finding import Promise, Verdict
from guidelines.forbidden import find_forbidden
from guidelines.grants import find_shares, granted_kinds
from guidelines.money import find_amounts, find_percents
from guidelines.promise_clarity import unclear
from guidelines.promise_forms import find_commitments
from guidelines.promised_remedy import price_paid, weigh_remedy
from guidelines.promised_time import deadline_in, times_ahead, weigh_time
from guidelines.setting import Setting, settings
from guidelines.timescales import Topic, acting_teams
from guidelines.wording import REMEDIES, concepts, content_stems

_ORDER: tuple[Verdict, ...] = ("impossible", "contradicts", "needs_approval", "vague", "not_checked", "fine")
_OUR_OWN_ACT = re.compile(
    r"^(?:call|ring|phone|send|email|writ|forward|pass|cancel|post|let|order|book|arrang)\w*\b", re.IGNORECASE
)
_POINTED_AT = re.compile(
    r"(?:and\s+|so\s+)?(?:it|they|this|that|these|both|all|which|the (?:new|other) ones?)$", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|unless|should|in case)\b[^,;.]*$", re.IGNORECASE)  # its time is no deadline
_BARE_REPLY = re.compile(r"hear|be (?:contacted|called|phoned|rung|hearing|notified|updated|informed)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One judgement on a commitment, about the words from ``start`` to ``end`` of the sentence."""

    verdict: Verdict
    why: str
    practice: str
    start: int
    end: int
    rewrite: str | None = None
    authority: str | None = None


def find_promises(draft: Draft, context: Context) -> tuple[Promise, ...]:
    """Every commitment of ``draft``, in order, each with its verdict; quoted words promise nothing."""
    found = [promise for place in settings(draft, context) for promise in _promises_in(place, context, draft)]
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def _promises_in(place: Setting, context: Context, draft: Draft) -> Iterator[Promise]:
    ruled_out = list(_ruled_out(place, context))
    yield from (_promise(place, one) for one in ruled_out)
    commitments = find_commitments(place.text)
    times = times_ahead(place.text, context) if commitments else ()
    for number, commitment in enumerate(commitments):
        if any(one.start < commitment.end and commitment.start < one.end for one in ruled_out):
            continue
        own = _times_of(commitment, commitments, number, times, place.text)
        weighed = _weigh(commitment, place, own, context, draft)
        if weighed is not None:
            yield weighed


def _ruled_out(place: Setting, context: Context) -> Iterator[_Weighed]:
    """What nobody may promise, whatever the case: absolutes, liability, and what the policy never promises."""
    found: list[tuple[int, int]] = []
    for absolute in find_absolutes(place.text, context):
        found.append((absolute.start, absolute.end))
        yield _Weighed("impossible", absolute.why, "P12", absolute.start, absolute.end)
    for one in find_forbidden(place.text, context.policy.never):
        if not any(start < one.end and one.start < end for start, end in found):
            instead = f" Instead: {one.row.say_instead}." if one.row.say_instead else ""
            why = f"The policy never promises this: {one.row.why}.{instead}"
            yield _Weighed("impossible", why, "P12", one.start, one.end)


def _times_of(
    commitment: Commitment,
    commitments: Sequence[Commitment],
    place: int,
    times: Sequence[TimeExpression],
    text: str,
) -> list[TimeExpression]:
    """The times that stand in the commitment; else those of the sentence that stand in no other one and before it."""
    if waits := commitment.condition:  # "if we have not settled this within eight weeks, .."
        times = [time for time in times if time.text.strip() not in waits]
    inside = [time for time in times if commitment.start <= time.start < commitment.end]
    if inside:
        return [time for time in inside if not _qualifies(time, commitment)]
    return [
        time
        for time in times
        if not any(other.start <= time.start < other.end for other in commitments)
        and not _CONDITION.search(text[: time.start])
        and (time.start < commitment.start or place == len(commitments) - 1)
    ]


def _qualifies(time: TimeExpression, commitment: Commitment) -> bool:
    """Whether a time tells of which thing the offer speaks: "for a fault that outlasts 24 hours I can return .."."""
    return time.shape == "duration" and not time.relation and time.start < commitment.at


def _weigh(
    commitment: Commitment, place: Setting, times: Sequence[TimeExpression], context: Context, draft: Draft
) -> Promise | None:
    body = place.text[commitment.start : commitment.end]
    time = deadline_in(place.text, times, context)
    recorded = _is_recorded(commitment, context)
    remedy = None if recorded else _weighed_remedy(commitment, body, place, context, draft)
    if commitment.form in {"given", "told"}:  # the ledger has nothing to keep, but the remedy may be too much
        grave = {"impossible"}
        if commitment.form == "given" and _is_knowable(context, draft):
            grave.add("needs_approval")
        too_much = remedy is not None and remedy.verdict in grave
        return _promise(place, remedy, commitment) if remedy and too_much else None
    judged = [
        _weighed_time(commitment, body, place, time, context),
        remedy,
        _weighed_clarity(commitment, place, time, recorded=recorded),
    ]
    worst = min((one for one in judged if one), key=lambda one: _ORDER.index(one.verdict), default=None)
    if worst is None and _is_knowable(context, draft):
        worst = _for_a_colleague(commitment, time, context)
    if worst is None:
        why = "The policy has no timescale and no remedy for this."
        worst = _Weighed("not_checked", why, "P12", commitment.start, commitment.end)
    return _promise(place, worst, commitment, time)


def _for_a_colleague(commitment: Commitment, time: TimeExpression | None, context: Context) -> _Weighed | None:
    """A day that is named for another team of the policy, where neither its timescales nor the case know of one."""
    if time is None or commitment.form not in {"act", "provide"} or commitment.condition or commitment.hedged:
        return None
    teams = acting_teams(commitment.actor, context.policy) if commitment.actor not in {"we", ""} else ()
    if not teams or not context.policy.timescales or teams[0].name.casefold() == context.role.casefold():
        return None
    who = teams[0].person or teams[0].name
    why = f"Nothing shows that {who} can keep this day: no timescale of the policy and no record."
    return _Weighed("needs_approval", why, "P12", commitment.start, commitment.end, authority=who)


def _is_knowable(context: Context, draft: Draft) -> bool:
    """Whether letter or facts are there to hold a condition against; a fragment has neither."""
    return draft.whole or context.letter is not None or bool(context.facts.facts or context.facts.actions)


def _promise(
    place: Setting, weighed: _Weighed, commitment: Commitment | None = None, time: TimeExpression | None = None
) -> Promise:
    at = place.sentence.start
    start, end = (commitment.start, commitment.end) if commitment else (weighed.start, weighed.end)
    text = place.sentence.text[start:end]
    sums = [one.text for one in find_amounts(text)] + [one.text for one in find_percents(text)] if commitment else []
    deadline = _deadline(commitment, time) if commitment else None
    return Promise(
        text=text,
        start=at + start,
        end=at + end,
        what=_what(commitment) if commitment else text,
        deadline=deadline.isoformat() if deadline else None,
        amount=sums[0] if sums else None,
        verdict=weighed.verdict,
        why=weighed.why,
        condition=commitment.condition if commitment else None,
        authority=weighed.authority,
        practice=weighed.practice,
        mark=(at + weighed.start, at + weighed.end),
        rewrite=weighed.rewrite,
    )


def _what(commitment: Commitment) -> str:
    named = commitment.actor and commitment.actor.lower() not in {"it", "they", "this"}
    if commitment.form in {"fate", "passed_on"} and named:
        return f"{commitment.actor} {commitment.what}".strip()
    return commitment.what


def _deadline(commitment: Commitment, time: TimeExpression | None) -> date | None:
    if time is None or (commitment.condition and time.shape == "duration"):
        return None  # counted from a day that has not come: the ledger dates it when the condition is met
    return time.latest


_UNDER_WAY = re.compile(r"\b(?:on (?:its|their|the) way|in the post)\b", re.IGNORECASE)


def _is_recorded(commitment: Commitment, context: Context) -> bool:
    """Whether a recorded action already did what is promised ("refund of £24.99 on 18 November")."""
    if _UNDER_WAY.search(commitment.what) and any("send" in deeds_in(action) for action in context.facts.actions):
        return True
    granted = concepts(commitment.matter) & REMEDIES
    worth = {amount.value for amount in find_amounts(commitment.matter)}
    paid = price_paid(context)
    if not worth and paid is not None:
        worth = {(paid * share.value / 100).quantize(paid) for share in find_shares(commitment.matter)}
    for action in context.facts.actions:
        known = {amount.value for amount in find_amounts(action)}
        if worth and known and not worth <= known:
            continue  # another sum was recorded than the one that is promised
        if worth and worth <= known:
            return True
        if granted and granted & concepts(action):
            return True
        shared = len(content_stems(commitment.matter) & content_stems(action))
        if shared and ((shared > 1 and not granted) or deeds_in(commitment.matter) & deeds_in(action)):
            return True
    return False


def _weighed_time(
    commitment: Commitment, body: str, place: Setting, time: TimeExpression | None, context: Context
) -> _Weighed | None:
    if time is None or time.shape == "vague" or (time.shape == "immediate" and re.match(r"\w+ing\b", commitment.what)):
        return None  # what is being done right now is told, not promised
    if commitment.outside and commitment.hedged and "expect" in body:
        return None  # another's expectation, told as such
    beside = f"{place.text[: commitment.start]} {place.text[commitment.end :]}"
    topic = Topic(f"{commitment.actor} {body}", beside, place.before, place.letter)
    timed = weigh_time(
        time,
        topic,
        context,
        outside=commitment.outside,
        another=commitment.form in {"act", "provide"} and commitment.actor not in {"we", ""},
        conditional=commitment.condition is not None,
    )
    if timed.verdict != "fine":
        return _Weighed(timed.verdict, timed.why, "P12", time.start, time.end, rewrite=timed.rewrite)
    owed = (commitment.service or commitment.outside) and not commitment.condition
    if not timed.why and owed and _in_no_time(time, commitment, body, context):
        why = f"{time.text!r} leaves no time for anybody to act; give a day that can be kept."
        return _Weighed("impossible", why, "P12", time.start, time.end)
    return _Weighed("fine", timed.why, "P12", commitment.start, commitment.end) if timed.why else None


def _in_no_time(time: TimeExpression, commitment: Commitment, body: str, context: Context) -> bool:
    """Whether somebody else is to act at once, or by tomorrow, with nothing in the case or the documents behind it."""
    if time.shape == "immediate" and commitment.actor == "we":
        return not _OUR_OWN_ACT.match(commitment.what)
    hours = time.unit in {"minutes", "hours"} and (time.high or 0) <= 24
    near = time.shape == "date" and time.latest is not None and time.latest <= context.today + timedelta(days=1)
    if not commitment.outside or commitment.hedged:
        return time.shape == "immediate"
    return time.shape == "immediate" or near or (hours and not is_documented(time, body, context))


def _weighed_remedy(
    commitment: Commitment, body: str, place: Setting, context: Context, draft: Draft
) -> _Weighed | None:
    if commitment.form in {"act", "done", "passed_on"}:
        return None
    if commitment.form == "fate" and (
        _POINTED_AT.match(commitment.actor) or granted_kinds(commitment.matter) == {"gift"}
    ):
        return None  # what "the new one" is was offered before, and weighed there
    if commitment.form == "receive" and _BARE_REPLY.match(commitment.what):
        return None
    matter = commitment.matter
    if (find_amounts(body) or find_percents(body)) and not granted_kinds(matter):
        matter = f"{place.text[: commitment.start]} {matter}"  # "as a goodwill gesture, I will add £20 to your account"
    offer = Offer(place.text, place.beside, draft.text, commitment.condition, body)
    granted = weigh_remedy(matter, offer, context, knowable=_is_knowable(context, draft))
    if granted is None:
        return None
    return _Weighed(granted.verdict, granted.why, "P10", commitment.start, commitment.end, authority=granted.authority)


def _weighed_clarity(
    commitment: Commitment, place: Setting, time: TimeExpression | None, *, recorded: bool
) -> _Weighed | None:
    if recorded:
        return _Weighed("fine", "A recorded action does this.", "P13", commitment.start, commitment.end)
    around = f"{place.beside} {place.text[: commitment.start]} {place.text[commitment.end :]}"
    why = unclear(commitment, place.text, time, around)
    if why is None:
        return None
    loose = time is not None and time.shape == "vague" and commitment.form not in {"done", "passed_on"}
    start, end = (time.start, time.end) if loose and time else (commitment.start, commitment.end)
    return _Weighed("vague", why, "P13", start, end)
