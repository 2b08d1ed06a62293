"""Grounding: each figure, date, name and number of a draft is borne out, or it is reported (P07)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.claims import Claim, find_claims
from guidelines.evidence import Evidence, adds_up, gather, squeeze
from guidelines.finding import Level, Promise
from guidelines.models_named import other_owner
from guidelines.numerals import NUMBER, number_value
from guidelines.opening import find_wrong_hours

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.draft import Draft, Span

_COMMON_CODES = frozenset(
    (
        "a3 a4 a5 usb-c usb-a usbc usba 3d 2d 4k 8k 2fa mfa 5g 4g 3g 2g mp3 mp4 covid-19 covid19 h2o b2b b2c e5 "
        "e10 html5 ps4 ps5 r2 1g am pm 24h 48h t20 iso9001 wi-fi e-mail n95 c19 g7 q1 q2 q3 q4 pdf/a 7up"
    ).split()
)
_OWN_ACT = re.compile(
    r"^\W*(?:(?:and|so|then|also)\s+)?(?:I|we|our|my|one of (?:us|our))\b|\b(?:I|we)(?:['’]ll| will)\b", re.IGNORECASE
)
_SMALL = 12
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_PERSON = re.compile(
    r"(?:\b(?i:my colleague|our colleague|my manager|our manager|ask for|speak (?:to|with)|spoke (?:to|with)|"
    r"spoken (?:to|with)|contact|passed (?:it |this |your letter )?to|to our \w+ "
    r"manager,?)\s+)(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)"
    r"|(?P<titled>\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)"
    r"|(?P<full>\b[A-Z][a-z'’-]+\s+[A-Z][a-z'’-]+)(?=,?\s+(?:in|from|of|at)\s+(?:(?:our|the)\s+[\w "
    r"]{0,30}?(?:[Tt]eam|[Dd]epartment|[Oo]ffice|[Dd]esk)|(?:our |the )?[A-Z][a-z]+ [A-Z][a-z]+)|\s+(?:will|has|"
    r"is going to)\s+(?:call|write|ring|contact|visit|email|"
    r"phone|be in touch|look|take|reply))"
)


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """A stated fact that nothing bears out, with its place in the draft and what to do about it."""

    start: int
    end: int
    why: str
    level: Level = "error"


def find_ungrounded(draft: Draft, context: Context, promises: Sequence[Promise] = ()) -> Iterator[Ungrounded]:
    """Every figure, date, price, duration, code, person and number that neither stands in the sources, the letter,
    the case or the policy, nor follows from them by plain arithmetic or the calendar."""
    evidence = gather(context)
    claims = [
        (sentence, find_claims(sentence.text[:3_000], context.today, context.country)) for sentence in draft.sentences
    ]
    stated = {claim.value[0] for _, found in claims for claim in found if isinstance(claim.value, tuple)}
    amounts = {value for value in stated if isinstance(value, Decimal) and evidence.money(value)}
    shares = {claim.value for _, found in claims for claim in found if claim.kind == "percent"} | _policy_percents(
        context
    )
    counts = evidence.counts | _counts_stated(draft)
    operands = evidence.near | amounts
    for sentence, found in claims:
        for claim in found:
            start, end = sentence.start + claim.start, sentence.start + claim.end
            if _is_quoted(start, end, draft):
                continue
            other = _other_expectation(claim, sentence.text, evidence)
            if other:
                yield Ungrounded(start, end, other)
                continue
            if _promised(claim, start, end, promises):
                continue
            why = _unsupported(claim, evidence, operands, shares, counts) or other_owner(claim, sentence.text, context)
            if why:
                yield Ungrounded(start, end, why)
        yield from _people(sentence, evidence)
        yield from _hours(sentence, draft, evidence)
        yield from _models(sentence, evidence)


def _counts_stated(draft: Draft) -> set[Decimal]:
    """The whole numbers that the draft itself names: "two of them", "for each of the five months"."""
    return set().union(*(_whole_numbers(sentence.text[:3_000]) for sentence in draft.sentences))


@lru_cache(maxsize=4_000)
def _whole_numbers(text: str) -> frozenset[Decimal]:
    values = (number_value(match.group()) for match in _NUMBER.finditer(text))
    return frozenset(value for value in values if value is not None and value == value.to_integral_value())


_EXPECTED = re.compile(
    r"\b(?:carrier|courier|driver|depot|royal mail)\b.*\b(?:expect\w*|due|will|bring\w*|deliver\w*)\b|"
    r"\bexpected (?:delivery|to (?:arrive|reach))|\bdue (?:to (?:arrive|reach)|for delivery)",
    re.IGNORECASE,
)


def _other_expectation(claim: Claim, sentence: str, evidence: Evidence) -> str | None:
    """A day that somebody else is said to expect, where the case gives another one."""
    time = claim.time
    if claim.kind != "date" or not time or not time.named_day or not evidence.expected or time.latest is None:
        return None
    before = sentence[: claim.start]
    if not _EXPECTED.search(before) or time.latest in evidence.expected:
        return None
    if time.latest < evidence.today and not re.search(r"\b(?:expects|is due|will)\b", before):
        return None
    if re.search(r"\b(?:I|we)\b[^,;]*$", before, re.IGNORECASE) or re.search(
        r"\b(?:not|if|unless)\b|\b(?:call|ring|phone|text|email)\w*\b[^,;]*$", before
    ):
        return None
    given = ", ".join(f"{day.day} {day:%B}" for day in sorted(evidence.expected))
    return f"The case gives {given} for this, not {claim.text}."


def _hours(sentence: Span, draft: Draft, evidence: Evidence) -> Iterator[Ungrounded]:
    for start, end, why in find_wrong_hours(sentence.text[:3_000], evidence.texts):
        if not _is_quoted(sentence.start + start, sentence.start + end, draft):
            yield Ungrounded(sentence.start + start, sentence.start + end, why)


_COUNTED = frozenset("step section page part item question point chapter room".split())
_NAME_AND_NUMBER = re.compile(r"\b(?P<name>[A-Z][a-z]{2,}) (?P<number>\d{1,4})\b(?![.,:]\d|\s?[%£€]|(?:st|nd|rd|th)\b)")


def _models(sentence: Span, evidence: Evidence) -> Iterator[Ungrounded]:
    """A model by its name and number ("Merlin 3") where the sources know the name with other numbers only."""
    for match in _NAME_AND_NUMBER.finditer(sentence.text[:3_000]):
        name = match["name"].lower()
        if name[:3] in _MONTHS or name in {
            "step",
            "section",
            "page",
            "part",
            "item",
            "question",
            "point",
            "chapter",
            "room",
        }:
            continue
        known = set(re.findall(rf"\b{name} (\d{{1,4}})\b", evidence.lower))
        if known and match["number"] not in known:
            yield Ungrounded(
                sentence.start + match.start(),
                sentence.start + match.end(),
                f"{match.group()} stands in no source, nor in the letter or the case.",
            )


def _is_quoted(start: int, end: int, draft: Draft) -> bool:
    return any(span.start <= start and end <= span.end for span in draft.quoted)


def _promised(claim: Claim, start: int, end: int, promises: Sequence[Promise]) -> bool:
    """Times that a commitment of ours sets itself, and times and sums that the promise gate has judged already."""
    if claim.kind == "money":
        weighed = {"fine", "needs_approval", "impossible"}
        return any(p.start <= start and end <= p.end + 1 and bool(p.amount) and p.verdict in weighed for p in promises)
    if claim.kind not in {"date", "duration"}:
        return False
    term = claim.time is not None and claim.time.unit in {"months", "years"}
    for promise in promises:
        if promise.start <= start and end <= promise.end + 1 and (promise.deadline or not term):
            judged = promise.verdict not in {"not_checked", "vague"} and promise.practice in {"P12", "P13"}
            return judged or bool(_OWN_ACT.search(promise.text)) or promise.verdict in {"needs_approval", "impossible"}
    return False


def _policy_percents(context: Context) -> set[object]:
    return {row.limit.percent for row in context.policy.remedies if row.limit and row.limit.percent is not None}


def _unsupported(
    claim: Claim, evidence: Evidence, operands: set[Decimal], shares: set[object], counts: set[Decimal]
) -> str | None:
    """Why a claim is not borne out, or None when it is."""
    if claim.kind == "money":
        value: Decimal = claim.value[0]  # type: ignore[index]
        plain = {share for share in shares if isinstance(share, Decimal)}
        if evidence.money(value) or value == 0 or adds_up(value, operands, plain, counts):
            return None
        return f"The amount {claim.text} stands in no source, nor in the letter, the case or the policy."
    if claim.kind == "percent":
        ok = claim.value == 100 or evidence.percent(claim.value)  # type: ignore[arg-type]
        return None if ok else f"{claim.text} stands in no source, nor in the letter, the case or the policy."
    if claim.kind == "date" and claim.time:
        if claim.time.weekday_clash:
            return f"{claim.text} is a {claim.time.weekday_clash} in the calendar."
        if not claim.time.named_day or not re.search(r"\d", claim.text) or evidence.day(claim.time):
            return None
        return f"The date {claim.text} stands in no source, and follows from no date of the case."
    if claim.kind == "duration" and claim.time:
        if (
            claim.time.unit == "minutes" and ((claim.time.high or 0) < 20 or not re.search(r"\d", claim.text))
        ) or re.search(
            r"\b(?:an?|half an|one or two|next|last)\b|\b(?:each|every|per)\b(?!\W+(?:\d|two|three|four|five|six|"
            r"seven|eight|nine|ten|eleven|twelve|eighteen))",
            claim.text,
            re.I,
        ):
            return None
        return (
            None
            if evidence.duration(claim.time)
            else f"{claim.text} stands in no source, nor in the letter, the case or the policy."
        )
    return _unsupported_number(claim, evidence)


def _unsupported_number(claim: Claim, evidence: Evidence) -> str | None:
    if claim.kind == "phone":
        known = (
            any(other.kind == "phone" and other.value == claim.value for other in evidence.claims)
            or str(claim.value) in evidence.squeezed
        )
        return None if known else f"The number {claim.text} is not among the contacts of the company, nor in the case."
    if claim.kind == "postcode":
        return None if str(claim.value) in evidence.squeezed else f"{claim.text} stands in no source, nor in the case."
    if claim.kind == "code":
        bare = squeeze(claim.text)
        if (
            bare in _COMMON_CODES
            or claim.text.lower() in _COMMON_CODES
            or re.search(rf"(?<![a-z0-9]){re.escape(bare)}(?![a-z0-9])", _codes(evidence))
        ):
            return None
        return f"{claim.text} stands in no source, nor in the letter or the case."
    if claim.kind == "number":
        return _unsupported_count(claim, evidence)
    return None


def _codes(evidence: Evidence) -> str:
    """The evidence with the marks inside words dropped, so that QF-40 and QF40 meet, and QF-40S stays apart."""
    return re.sub(r"(?<=\w)[-/.](?=\w)", "", evidence.lower)


def _unsupported_count(claim: Claim, evidence: Evidence) -> str | None:
    value = claim.value
    if not isinstance(value, Decimal):
        return None
    measured = not re.fullmatch(r"[\d.,]+", claim.text)
    if value in evidence.numbers or (not measured and value == value.to_integral_value() and value <= _SMALL):
        return None
    digits = re.sub(r"\D", "", claim.text)
    if len(digits) >= 3 and digits in re.sub(r"[\s-]", "", evidence.lower):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", claim.text) and abs(int(claim.text) - evidence.today.year) <= 1:
        return None
    return f"{claim.text} stands in no source, nor in the letter, the case or the policy."


def _people(sentence: Span, evidence: Evidence) -> Iterator[Ungrounded]:
    for start, end, words in _people_named(sentence.text):
        if not any(re.search(rf"\b{re.escape(word)}\b", evidence.lower) for word in words):
            yield Ungrounded(
                sentence.start + start,
                sentence.start + end,
                f"{sentence.text[start:end]} is named in no source, nor in the letter, the case or the policy.",
            )


@lru_cache(maxsize=4_000)
def _people_named(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The people that a sentence names: where, and the words of each name without its title."""
    found = []
    for match in _PERSON.finditer(text):
        group = next(name for name in ("name", "titled", "full") if match[name])
        words = [
            word
            for word in re.findall(r"[\w'’-]+", re.sub(r"['’]s?(?!\w)", "", match[group].lower()))
            if word not in {"mr", "mrs", "ms", "miss", "dr", "prof", "our", "the", "your", "us", "me"}
        ]
        if group == "name" and len(words) == 1 and words[0] in {"customer", "support", "sales", "royal", "citizens"}:
            continue
        if words:
            found.append((*match.span(group), tuple(words)))
    return tuple(found)
