"""The promise gate: every commitment in a draft, held against policy, case, sources and calendar (P10, P12, P13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guidelines.absolutes import find_absolutes, forbidden_by
from guidelines.calendar import TimeExpression
from guidelines.context import Context
from guidelines.draft import Draft, Span
from guidelines.finding import Promise, Verdict
from guidelines.money import Amount, Percent, find_amounts, find_percents
from guidelines.promise_forms import Commitment, find_commitments
from guidelines.promise_words import ACT_ONLY
from guidelines.promised_remedy import granted_concepts, weigh_remedy
from guidelines.promised_time import deadline_in, times_in, weigh_time
from guidelines.setting import Setting, settings
from guidelines.timescales import Topic
from guidelines.wording import REMEDIES, concepts, content_stems

LONGEST = 3_000  # characters of a sentence that are read; a longer one is no prose
_ORDER: tuple[Verdict, ...] = ("impossible", "contradicts", "needs_approval", "vague", "not_checked", "fine")
_IMMEDIATE_OWN = re.compile(
    r"^(?:call|ring|phone|send|email|writ|forward|pass|cancel|post|let|order|book|arrang)\w*\b", re.IGNORECASE
)
_HOLLOW = re.compile(
    r"\b(?:see (?:what|if)|do (?:what(?:ever)?|everything|all|our|my)|look (?:into|at)|try|some (?:kind|sort)|"
    r"something|anything)\b",
    re.IGNORECASE,
)
_NAMED_ACTOR = re.compile(
    r"\b(?:to|by|with)\s+(?:(?:[A-Z][\w'’-]+)|(?:our|the|my)\s+(?:[\w'’&-]+\s+){0,4}?(?:team|department|"
    r"manager|workshop|warehouse|engineers?|supervisor|office|colleagues?|buyers|kitchen))\b(?! (?:relevant|"
    r"appropriate))"
)
_FACELESS = re.compile(
    r"\b(?:relevant|appropriate|right|correct|responsible|concerned) (?:team|department|people|person|"
    r"colleagues?|area)\b|\bsomeone\b|\bsomebody\b|\ba colleague\b|\bthe department\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Weighed:
    verdict: Verdict
    why: str
    practice: str
    start: int
    end: int
    rewrite: str | None = None
    authority: str | None = None


def find_promises(draft: Draft, context: Context) -> tuple[Promise, ...]:
    """Every commitment of ``draft``, in order, each with its verdict; quoted words promise nothing."""
    found = [promise for place in settings(draft, context) for promise in _promises_in(place, context, draft.whole)]
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def _promises_in(place: Setting, context: Context, whole: bool) -> Iterator[Promise]:
    text, sentence = place.text, place.sentence
    covered: list[tuple[int, int]] = []
    for absolute in find_absolutes(text, context):
        covered.append((absolute.start, absolute.end))
        practice = "P12"
        yield _promise(
            sentence,
            absolute.start,
            absolute.end,
            sentence.text[absolute.start : absolute.end],
            None,
            None,
            _Weighed("impossible", absolute.why, practice, absolute.start, absolute.end),
        )
    forbidden = forbidden_by(text, context)
    if forbidden and not covered:
        start, end, why = forbidden
        covered.append((start, end))
        yield _promise(
            sentence, start, end, sentence.text[start:end], None, None, _Weighed("impossible", why, "P12", start, end)
        )
    commitments = find_commitments(text)
    times = times_in(text, context) if commitments else ()
    for number, commitment in enumerate(commitments):
        if any(start < commitment.end and commitment.start < end for start, end in covered):
            continue
        own = _times_of(commitment, commitments, number, times)
        yield _weigh(commitment, place, own, context, whole)


def _times_of(
    commitment: Commitment, commitments: Sequence[Commitment], place: int, times: Sequence[TimeExpression]
) -> list[TimeExpression]:
    """The times that stand in the commitment; else those of the sentence that stand in no other one and before it."""
    inside = [time for time in times if commitment.start <= time.start < commitment.end]
    if inside:
        return inside
    return [
        time
        for time in times
        if not any(other.start <= time.start < other.end for other in commitments)
        and (time.start < commitment.start or place == len(commitments) - 1)
    ]


def _weigh(
    commitment: Commitment, place: Setting, times: Sequence[TimeExpression], context: Context, whole: bool
) -> Promise:
    text, sentence, around = place.text, place.sentence, place.beside
    body = text[commitment.start : commitment.end]
    amounts, percents = find_amounts(body), find_percents(body)
    time = deadline_in(text, times, context)
    recorded = _recorded(commitment, context)
    judged = [
        _weighed_time(commitment, body, place, time, context),
        _weighed_remedy(commitment, text, amounts, percents, context, recorded is not None, whole),
        _weighed_clarity(
            commitment,
            text,
            body,
            time,
            f"{around} {text[: commitment.start]} {text[commitment.end :]}",
            recorded is not None,
            whole,
        ),
    ]
    worst = min((one for one in judged if one), key=lambda one: _ORDER.index(one.verdict), default=None)
    if worst is None:
        worst = _Weighed(
            "not_checked",
            "The policy has no timescale and no remedy for this.",
            "P12",
            commitment.start,
            commitment.end,
        )
    deadline = _deadline(commitment, time)
    amount = amounts[0].text if amounts else percents[0].text if percents else None
    return replace(
        _promise(sentence, commitment.start, commitment.end, _what(commitment), deadline, amount, worst),
        condition=commitment.condition,
    )


def _promise(
    sentence: Span, start: int, end: int, what: str, deadline: date | None, amount: str | None, weighed: _Weighed
) -> Promise:
    offset = sentence.start
    return Promise(
        text=sentence.text[start:end],
        start=offset + start,
        end=offset + end,
        what=what,
        deadline=deadline.isoformat() if deadline else None,
        amount=amount,
        verdict=weighed.verdict,
        why=weighed.why,
        authority=weighed.authority,
        practice=weighed.practice,
        mark=(offset + weighed.start, offset + weighed.end),
        rewrite=weighed.rewrite,
    )


def _what(commitment: Commitment) -> str:
    if (
        commitment.form in {"fate", "passed_on"}
        and commitment.actor
        and commitment.actor.lower() not in {"it", "they", "this"}
    ):
        return f"{commitment.actor} {commitment.what}".strip()
    return commitment.what


def _deadline(commitment: Commitment, time: TimeExpression | None) -> date | None:
    if time is None or (commitment.condition and time.shape == "duration"):
        return None  # counted from a day that has not come: the ledger dates it when the condition is met
    return time.latest


def _recorded(commitment: Commitment, context: Context) -> str | None:
    """The recorded action that already did what is promised ("refund of £24.99 on 18 November"), if any."""
    granted = concepts(commitment.matter) & REMEDIES
    worth = {amount.value for amount in find_amounts(commitment.matter)}
    for action in context.facts.actions:
        known = {amount.value for amount in find_amounts(action)}
        if worth and known and not worth <= known:
            continue  # another sum was recorded than the one that is promised
        if granted and granted & concepts(action):
            return action
        if not granted and len(content_stems(commitment.matter) & content_stems(action)) >= 2:
            return action
    return None


def _weighed_time(
    commitment: Commitment, body: str, place: Setting, time: TimeExpression | None, context: Context
) -> _Weighed | None:
    if time is None or time.shape == "vague" or (time.shape == "immediate" and re.match(r"\w+ing\b", commitment.what)):
        return None  # what is being done right now is told, not promised
    if commitment.outside and commitment.hedged and "expect" in body:
        return None  # another's expectation, told as such
    beside = f"{place.text[: commitment.start]} {place.text[commitment.end :]}"
    topic = Topic(f"{commitment.actor} {body}", beside, place.before, place.letter)
    timed = weigh_time(time, topic, context, outside=commitment.outside, conditional=commitment.condition is not None)
    if timed.verdict == "fine" and timed.timescale is None and time.shape == "immediate" and commitment.service:
        own = commitment.actor == "we" and _IMMEDIATE_OWN.match(commitment.what)
        if not own and not commitment.condition:
            why = f"{time.text!r} leaves no time for anybody to act; give a day that can be kept."
            return _Weighed("impossible", why, "P12", time.start, time.end)
    if timed.verdict == "fine":
        return _Weighed("fine", timed.why, "P12", commitment.start, commitment.end) if timed.why else None
    return _Weighed(timed.verdict, timed.why, "P12", time.start, time.end, rewrite=timed.rewrite)


def _weighed_remedy(
    commitment: Commitment,
    text: str,
    amounts: Sequence[Amount],
    percents: Sequence[Percent],
    context: Context,
    recorded: bool,
    whole: bool,
) -> _Weighed | None:
    if commitment.form in {"act", "done", "passed_on"} or recorded:
        return None
    if commitment.form == "receive" and re.match(
        r"hear|be (?:contacted|called|phoned|rung|hearing|notified|updated|informed)", commitment.what, re.I
    ):
        return None
    knowable = whole or context.letter is not None or bool(context.facts.facts or context.facts.actions)
    matter = commitment.matter
    if (amounts or percents) and not granted_concepts(matter):
        matter = f"{text[: commitment.start]} {matter}"  # "as a goodwill gesture, I will add £20 to your account"
    granted = weigh_remedy(matter, commitment.what, amounts, percents, context, knowable=knowable)
    if granted is None:
        return None
    return _Weighed(granted.verdict, granted.why, "P10", commitment.start, commitment.end, authority=granted.authority)


def _weighed_clarity(
    commitment: Commitment, text: str, body: str, time: TimeExpression | None, around: str, recorded: bool, whole: bool
) -> _Weighed | None:
    """Vague: nobody or no day where the customer needs one (P13). A conditional offer waits for its condition."""
    if recorded:
        return _Weighed("fine", "A recorded action does this.", "P13", commitment.start, commitment.end)
    loose = time is not None and time.shape == "vague"
    if commitment.form == "done":
        return _Weighed(
            "vague",
            "It does not say what was done, by whom, or what happens next.",
            "P13",
            commitment.start,
            commitment.end,
        )
    if commitment.form == "passed_on":
        if _NAMED_ACTOR.search(text) and not _FACELESS.search(text):
            return None
        return _Weighed(
            "vague",
            "It names nobody and no day: say who has it, and when they will write.",
            "P13",
            commitment.start,
            commitment.end,
        )
    if time is not None and not loose:
        return None
    if loose and (commitment.service or commitment.hedged):
        return _Weighed("vague", f"{time.text!r} is no date: say by which day.", "P13", time.start, time.end)  # type: ignore[union-attr]
    if commitment.condition or not commitment.service:
        return None
    if (
        _HOLLOW.search(commitment.what)
        or _FACELESS.search(commitment.actor)
        or (commitment.hedged and commitment.form == "act")
    ):
        if _dated(around):
            return None
        return _Weighed(
            "vague", "It says neither what will be done nor by when.", "P13", commitment.start, commitment.end
        )
    if _dated(around):
        return None
    needs_date = commitment.form in {"provide", "fate", "receive"} or re.match(ACT_ONLY, commitment.what, re.I)
    if needs_date and not commitment.hedged:
        return _Weighed("vague", "No date: say by which day.", "P13", commitment.start, commitment.end)
    return None


_A_DATE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|ten|fourteen|twenty-four) (?:to \w+ )?(?:working |business "
    r")?(?:hours|days?|weeks?)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|\btoday\b|"
    r"\bfortnight\b|\bnext week\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b",
    re.IGNORECASE,
)


def _dated(around: str) -> bool:
    """Whether the sentences beside it give a day for what comes next."""
    return bool(_A_DATE.search(around))
