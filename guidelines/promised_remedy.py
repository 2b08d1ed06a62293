"""What a commitment grants, and whether the policy lets this role grant it (P10)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.finding import Verdict
from guidelines.money import Amount, Percent, find_amounts
from guidelines.promise_words import TALK_ABOUT
from guidelines.wording import REMEDIES, concepts, content_stems, stem, words

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Policy, Remedy

# Remedies of worth; the others (a label, a collection, a visit) are ways to carry one out.
OF_WORTH = frozenset(("refund replacement credit discount gift waive compensation upgrade extension repair").split())
_PLAIN = frozenset(["refund", "replacement", "repair"])
_ALIKE = {
    "credit": {"discount"},
    "discount": {"credit"},
    "waive": {"discount"},
    "visit": {"repair"},
    "repair": {"visit", "replacement"},
    "label": {"collection"},
    "collection": {"label"},
}
_PRICE = re.compile(r"\b(price|paid|amount|cost|total|value|payment|order total|purchase)\b", re.IGNORECASE)
_MONEY_GIVEN = re.compile(
    r"^(?:pay|give|send|transfer|hand|refund|credit|knock|take|deduct|offer|reimburse|add|put|apply)\w*\b",
    re.IGNORECASE,
)
_CONDITIONS_SHOWN = 0.6  # share of a condition's content words that facts, letter or sources must show
_SENIORITY = {"agent": 0, "supervisor": 1}
_SINCE = {
    "delivery": r"deliver\w*|arriv\w*|receiv\w*|came|reached|got",
    "purchase": r"purchas\w*|bought|buy\w*|order\w*|paid|payment|invoice|sale",
    "order": r"order\w*|bought|purchas\w*",
    "booking": r"book\w*",
    "travel": r"travel\w*|journey|flight|departure|flew|train",
    "start": r"start\w*|began|join\w*",
    "charge": r"charg\w*|bill\w*|payment|debit\w*|taken",
    "renewal": r"renew\w*",
}


@dataclass(frozen=True, slots=True)
class Granted:
    """The judgement on what is granted; ``remedy`` is the policy's row that was held against it."""

    verdict: Verdict
    why: str
    remedy: Remedy | None = None
    authority: str | None = None


def granted_concepts(matter: str) -> frozenset[str]:
    """The remedies that a text grants, without those that it only speaks about."""
    return concepts(TALK_ABOUT.sub(" ", matter)) & REMEDIES


def weigh_remedy(
    matter: str, what: str, amounts: Sequence[Amount], percents: Sequence[Percent], context: Context, *, knowable: bool
) -> Granted | None:
    """None when nothing of worth is granted; else the best that a row of the policy says to it.

    ``knowable`` is False on a fragment without letter and facts, where conditions can't be held against anything.
    """
    granted = granted_concepts(matter)
    pays = bool(_MONEY_GIVEN.match(what)) and (
        bool(amounts) or re.match(r"pay\w* (?:it|you|for|any|all|the|your)\b", what, re.I) is not None
    )
    if not granted and not pays:
        return None
    rows = _rows_for(matter, granted, context.policy)
    if not rows:
        if not granted & OF_WORTH and not pays:
            return None
        if granted & {"repair", "upgrade", "extension"} and not amounts and _in_sources(granted, context):
            return Granted("fine", "The company's documents offer it.")
        if "compensation" in granted and not amounts:
            return Granted("impossible", "Compensation is not among the remedies of the policy.")
        name = _say(granted, what)
        return Granted("needs_approval", f"No remedy of the policy covers this: {name}.", None, "supervisor")
    judged = [_judge(row, amounts, percents, context, knowable=knowable) for row in rows]
    order = {"fine": 0, "not_checked": 1, "needs_approval": 2, "impossible": 3}
    return min(judged, key=lambda one: (order.get(one.verdict, 3), _rank(one.authority)))


def _say(granted: frozenset[str], what: str) -> str:
    return ", ".join(sorted(granted & OF_WORTH)) or " ".join(what.split()[:8])


def _rank(authority: str | None) -> int:
    return _SENIORITY.get(authority or "agent", 2)


def _rows_for(matter: str, granted: frozenset[str], policy: Policy) -> list[Remedy]:
    """The rows that name the granted remedy, those that fit its words best."""
    stems = content_stems(matter)
    scored: list[tuple[float, Remedy]] = []
    for row in policy.remedies:
        score = max(_fit(phrase, granted, stems, matter) for phrase in (row.what, *row.also))
        if score > 0:
            scored.append((score, row))
    if not scored:
        return []
    best = max(score for score, _ in scored)
    return [row for score, row in scored if score >= best - 0.35]


def _fit(phrase: str, granted: frozenset[str], stems: frozenset[str], matter: str) -> float:
    have = concepts(phrase) & REMEDIES
    row_stems = content_stems(phrase)
    shared = row_stems & stems
    cover = len(shared) / len(row_stems) if row_stems else 0.0
    same = have & granted
    if same & OF_WORTH or (same and not granted & OF_WORTH):
        return 2 + 0.4 * len(same) + cover
    other = have & OF_WORTH and granted & OF_WORTH  # both name a remedy of worth, and not the same one
    if cover == 1 and row_stems and not other and (len(row_stems) > 1 or not granted):
        return 2 + cover
    near = any(_ALIKE.get(name, set()) & have for name in granted)
    if near and not (granted & _PLAIN and not have):
        return 0.6 + cover
    return 0.0


def _judge(
    row: Remedy, amounts: Sequence[Amount], percents: Sequence[Percent], context: Context, *, knowable: bool
) -> Granted:
    over = _over_limit(row, amounts, percents, context)
    if over:
        return Granted("impossible", over, row)
    open_still = _still_open(row, context, knowable=knowable)
    if open_still is not None and open_still.verdict == "impossible":
        return open_still
    if not allowed(context.role, row.authority):
        return Granted(
            "needs_approval",
            f"{row.what}: it takes the authority of {who_approves(row.authority)}.",
            row,
            row.authority,
        )
    if open_still is not None:
        return open_still
    if row.condition and not _condition_shown(row.condition, context):
        if not knowable:
            return Granted("not_checked", f"The condition needs the letter or the case: {row.condition}.", row)
        return Granted(
            "needs_approval",
            f"Nothing in the case shows the condition of the policy: {row.condition}.",
            row,
            "supervisor",
        )
    return Granted("fine", f"The policy allows it: {row.what}.", row)


def who_approves(authority: str) -> str:
    return f"a {authority}" if authority in {"supervisor", "agent"} else f"the {authority.removeprefix('the ')}"


def allowed(role: str, authority: str) -> bool:
    """Whether a role may grant what needs this authority: a supervisor covers an agent, a team only itself."""
    role, authority = role.strip().casefold(), authority.strip().casefold()
    return role == authority or authority == "agent" or (role in authority and len(role) > 5 and role not in _SENIORITY)


def _over_limit(row: Remedy, amounts: Sequence[Amount], percents: Sequence[Percent], context: Context) -> str | None:
    limit = row.limit
    if limit is None:
        return None
    currency = limit.currency or context.policy.company.currency
    if limit.amount is not None:
        for amount in amounts:
            if amount.currency == currency and amount.value > limit.amount:
                return (
                    f"{amount.text} is more than the policy allows for {row.what}: {limit.amount} {currency} at most."
                )
            if amount.currency != currency:
                return f"The limit of {row.what} is in {currency}, and {amount.text} is not."
    if limit.percent is not None:
        for percent in percents:
            if percent.value > limit.percent:
                return f"{percent.text} is more than the policy allows for {row.what}: {limit.percent} % at most."
        paid = price_paid(context)
        if paid is not None:
            most = paid * limit.percent / 100
            for amount in amounts:
                if amount.currency == currency and amount.value > most + Decimal("0.005"):
                    return (
                        f"{amount.text} is more than {limit.percent} % of the {paid} paid, the most that "
                        f"the policy allows for {row.what}."
                    )
    return None


def price_paid(context: Context) -> Decimal | None:
    """What the customer paid, by the case facts; None when no fact says so (or several differ: then the highest)."""
    found = [
        amount.value
        for fact in context.facts.facts
        if _PRICE.search(fact.name)
        for amount in find_amounts(fact.value if re.search(r"[£$€A-Za-z]", fact.value) else f"£{fact.value}")
    ]
    return max(found) if found else None


def _still_open(row: Remedy, context: Context, *, knowable: bool) -> Granted | None:
    """Whether the row's window since delivery, purchase, .. is still open; None when it is, or has none."""
    if row.within_days is None:
        return None
    started = event_date(row.since or "delivery", context)
    since = row.since or "delivery"
    if started is None:
        if not knowable:
            return Granted("not_checked", f"The date of {since} is not known here.", row)
        return Granted(
            "needs_approval",
            f"{row.what} is open for {row.within_days} days from {since}, and that date is not known.",
            row,
            "supervisor",
        )
    last = started + timedelta(days=row.within_days)
    if context.today > last:
        why = (
            f"{row.what} was open until {last.day} {last:%B %Y}: {row.within_days} days from {since} on "
            f"{started.day} {started:%B %Y}."
        )
        return Granted("impossible", why, row)
    return None


def event_date(event: str, context: Context) -> date | None:
    """The day of delivery, purchase, .. by the case facts, else by the customer's own words; None when unknown."""
    key = next((key for key in _SINCE if key in event.lower()), None)
    pattern = re.compile(rf"\b(?:{_SINCE[key] if key else re.escape(event.split()[-1])})\b", re.IGNORECASE)
    for fact in context.facts.facts:
        if pattern.search(fact.name) and not re.search(r"expected|due|estimated|planned", fact.name, re.I):
            found = _past(fact.value, context)
            if found:
                return found
    for fact in context.facts.facts:
        if pattern.search(fact.value):
            found = _past(fact.value, context)
            if found:
                return found
    if context.letter is None:
        return None
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", context.letter.body):
        match = pattern.search(sentence)
        if match:
            found = _past(sentence, context, near=match.start())
            if found:
                return found
    return None


def _past(text: str, context: Context, near: int = 0) -> date | None:
    read_on = context.letter.received if context.letter and context.letter.received else context.today
    days: list[tuple[int, date]] = []
    for time in find_times(text, read_on, context.country):
        if time.shape == "date" and time.latest and time.named_day:
            day = time.latest
            if day > context.today and not time.year_given:
                day = (
                    day - timedelta(days=7)
                    if len(time.text) < 12 and time.text[-3:].lower() == "day"
                    else _year_back(day)
                )
            if day <= context.today:
                days.append((abs(time.start - near), day))
        elif time.shape == "duration" and time.high and re.match(r"\s*ago\b", text[time.end :], re.I):
            days.append((abs(time.start - near), read_on - ((time.latest or read_on) - read_on)))
    return min(days)[1] if days else None


def _year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)


def _in_sources(granted: frozenset[str], context: Context) -> bool:
    return any(granted & concepts(source.text) for source in context.sources)


def _condition_shown(condition: str, context: Context) -> bool:
    """Whether case facts, actions, the letter or its reading show a condition's matter in their own words."""
    wanted = {stem(word) for word in words(condition) if stem(word) in content_stems(condition)} - {
        "item",
        "product",
        "custom",
    }
    if not wanted:
        return True
    shown: set[str] = set()
    for fact in context.facts.facts:
        shown |= content_stems(f"{fact.name} {fact.value}")
    for text in (*context.facts.actions, *context.facts.enclosures):
        shown |= content_stems(text)
    if context.letter is not None:
        shown |= content_stems(context.letter.body)
        if context.letter.fault:
            shown |= content_stems("faulty damaged broken wrong our fault mistake error late missing defect")
    return len(wanted & shown) / len(wanted) >= _CONDITIONS_SHOWN
