"""Whether the policy lets this role grant what an offer gives: limit, window, authority and condition (P10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.calendar import find_times
from guidelines.case_days import case_day
from guidelines.conditions import Offer, weigh_condition
from guidelines.finding import Verdict
from guidelines.grants import MONEY, OF_WORTH, Grant, find_shares, granted_kinds, grants_in, makes_amends
from guidelines.money import Amount, Percent, find_amounts
from guidelines.wording import concepts, content_stems

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Policy, Remedy

_PLAIN = frozenset(["refund", "replacement", "repair"])
_ALIKE = {
    "visit": {"repair"},
    "repair": {"visit", "replacement"},
    "label": {"collection"},
    "collection": {"label"},
}
_PRICE = re.compile(
    r"\b(?:price|paid|amount|cost|total|value|payments?|order total|purchase|charges?|deposit|bill)\b", re.IGNORECASE
)
_APPROVED = re.compile(r"\b(?:approv\w+|agreed|authori[sz]ed|granted|sanctioned|signed off|allowed)\b", re.IGNORECASE)
_SENIORITY = {"agent": 0, "supervisor": 1}
_TAKEN_BACK = frozenset(["refund", "replacement"])
_MONEY_GIFT = re.compile(r"\b(?:payment|gesture|goodwill)\b", re.IGNORECASE)
_LENDS = re.compile(r"\b(?:lend|lent|lending|borrow)\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:costs?|expenses?|contribution|allowance|fare|taxi)\b", re.IGNORECASE)
_KIND_WORDS = re.compile(
    r"\b(?:refund\w*|money|back|repa\w+|reimburs\w*|replac\w*|exchang\w*|swap\w*|voucher\w*|card|credit\w*|"
    r"discount\w*|goodwill|gesture|waiv\w+|compensat\w*|gift|complimentary|upgrad\w*|give|gave|get|have|receive|send|"
    r"sent|offer\w*|add|added|put|pay|full\w*|whole|half|part|extra|due|today|now|way|also|right|further|another|"
    r"myself|reach\w*|account|card|above|beyond|larger?|small|short)\b",
    re.IGNORECASE,
)
_NEAR = 0.45  # rows with as much less evidence than the best may be meant as well
_COMMON = content_stems("free charge price paid item product thing new cost sum amount order customer")
_ORDER: dict[Verdict, int] = {"fine": 0, "not_checked": 1, "needs_approval": 2, "impossible": 3}


@dataclass(frozen=True, slots=True)
class Granted:
    """The judgement on what is granted; ``remedy`` is the policy's row that was held against it."""

    verdict: Verdict
    why: str
    remedy: Remedy | None = None
    authority: str | None = None
    open: bool = False  # a condition or a day is not known, where the authority is there


def weigh_remedy(matter: str, offer: Offer, context: Context, *, knowable: bool) -> Granted | None:
    """None when nothing of worth is granted; else the gravest judgement on all that is, each by its best row.

    ``knowable`` is False on a fragment without letter and facts, where conditions can't be held against anything.
    """
    grants = grants_in(matter)
    if len(grants) == 1:  # "for the essentials I will pay you £60": what it is for may stand before
        grants = (replace(grants[0], text=f"{offer.clause or ''} {grants[0].text}".strip()),)
    judged = [_weigh(grant, offer, context, knowable=knowable) for grant in grants]
    return max((one for one in judged if one), key=lambda one: _ORDER.get(one.verdict, 3), default=None)


def _weigh(grant: Grant, offer: Offer, context: Context, *, knowable: bool) -> Granted | None:
    rows = rows_for(grant, f"{offer.text} {offer.beside}", context.policy)
    of_worth = bool(grant.kinds & (OF_WORTH | {"money"}))
    if grant.kinds <= {"gift", "discount"} and _documented(grant, context):
        return Granted("fine", "The company's documents offer it.")
    if rows:
        judged = [_judge(row, grant, offer, context, knowable=knowable) for row in rows]
        best = min(judged, key=lambda one: (_ORDER.get(one.verdict, 3), _rank(one.authority)))
        lent = _LENDS.search(grant.text) is not None
        return best if of_worth or lent or not best.open else None  # a collection is how, not what
    if not of_worth and not makes_amends(f"{offer.clause or offer.text} {grant.text}"):
        return None
    if _documented(grant, context):
        return Granted("fine", "The company's documents offer it.")
    if "compensation" in grant.kinds and not grant.amounts:
        return Granted("impossible", "Compensation is not among the remedies of the policy.")
    name = ", ".join(sorted(grant.kinds & OF_WORTH)) or grant.text[:60]
    return Granted("needs_approval", f"No remedy of the policy covers this: {name}.", None, "supervisor")


def _rank(authority: str | None) -> int:
    return _SENIORITY.get(authority or "agent", 2)


def rows_for(grant: Grant, around: str, policy: Policy) -> list[Remedy]:
    """The policy's rows that a grant may stand on, by its kind and its words; empty when none covers it."""
    stems, beside = content_stems(grant.text), content_stems(around)
    if _LENDS.search(grant.text):
        stems |= content_stems("loan")
    scored = [
        (max(_fit(phrase, grant, stems, beside) for phrase in (row.what, *row.also)), row) for row in policy.remedies
    ]
    best = max((score for score, _ in scored), default=0.0)
    return [row for score, row in scored if score > 0 and score >= best - _NEAR]


def _fit(phrase: str, grant: Grant, stems: frozenset[str], beside: frozenset[str]) -> float:
    """How well a phrase of a row fits a grant: by the kind of remedy, and by the thing that both name."""
    have = granted_kinds(phrase)
    have = have - {"gift"} if "credit" in have else have  # a gift voucher is no gift
    things = _things(phrase)
    shared, near = len(things & stems), len(things & beside)
    same = have & grant.kinds
    if same & OF_WORTH or (same and not grant.kinds & OF_WORTH):
        score = 1.2 + 0.2 * len(same)
    elif _is_money_too(have, phrase, grant, shared, near):
        score = 0.7
    elif things and (shared / len(things) >= 0.6 or _head(phrase) <= stems) and not (have & _TAKEN_BACK) - grant.kinds:
        return 1.5 * max(shared / len(things), 0.6) if shared > 1 or not grant.kinds or not have else 0.8
    elif any(_ALIKE.get(name, set()) & have for name in grant.kinds) and not (grant.kinds & _PLAIN and not have):
        score = 0.5
    else:
        return 0.0
    elsewhere = bool(things) and not shared and not near and bool(_things(grant.text))  # each names another thing
    if elsewhere and same == {"gift"}:
        return 0.0  # a row of free boxes allows no other gift
    return score + 0.5 * min(shared, 2) + 0.15 * min(near, 2) - 0.5 * elsewhere


def _is_money_too(have: frozenset[str], phrase: str, grant: Grant, shared: int, near: int) -> bool:
    """Whether row and grant are both money: a bare sum may be any payment, a discount a credit, else for one thing."""
    if not grant.kinds & MONEY or not (grant.amounts or grant.shares):
        return False
    if not (have & MONEY or _MONEY_GIFT.search(phrase) or (_COST.search(phrase) and (shared or near))):
        return False
    return "money" in grant.kinds or shared > 0 or (have | grant.kinds) & MONEY <= {"credit", "discount"}


@lru_cache(maxsize=5_000)
def _head(phrase: str) -> frozenset[str]:
    """What a phrase of a row names before it says of what, for what, and when: "lounge pass for the next flight"."""
    head = _things(re.split(r"\s(?:for|of|while|when|in|on|to|with|without|as|until|up|by|from|if)\s", phrase)[0])
    return head or frozenset(["?"])


@lru_cache(maxsize=5_000)
def _things(text: str) -> frozenset[str]:
    """The stems of what a text names besides the kind of remedy: "postage", "bicycle", "labour"."""
    return frozenset(one for one in content_stems(_KIND_WORDS.sub(" ", text)) - _COMMON if not one.isdigit())


def _judge(row: Remedy, grant: Grant, offer: Offer, context: Context, *, knowable: bool) -> Granted:
    over = _over_limit(row, grant.amounts, grant.shares, context) or _with_what_is_given(row, grant, offer)
    if over:
        return Granted("impossible", over, row)
    unknown = _unknown_share(row, grant, context) if knowable else None
    window = unknown or _window(row, offer, context, knowable=knowable)
    if window is not None and window.verdict == "impossible":
        return window
    condition = _condition(row, offer, context, knowable=knowable)
    if condition.verdict == "impossible":
        return condition
    if _left_to(row.authority, offer.text):
        return Granted("fine", f"It is told as a matter for {who_approves(row.authority)}.", row)
    if not (allowed(context.role, row.authority) or _approved(row, grant, context)):
        why = f"{row.what}: it takes the authority of {who_approves(row.authority)}."
        return Granted("needs_approval", why, row, row.authority)
    return window or condition


def _unknown_share(row: Remedy, grant: Grant, context: Context) -> Granted | None:
    """Half or all of a price that no fact gives can't be held against a limit in money."""
    if (
        row.limit
        and row.limit.amount is not None
        and grant.shares
        and not grant.amounts
        and price_paid(context) is None
    ):
        share, most = grant.shares[0].text, f"{row.limit.amount} {row.limit.currency or ''}".strip()
        why = f"The limit of {row.what} is {most}, and what {share!r} comes to is not known."
        return Granted("needs_approval", why, row, "supervisor", open=True)
    return None


def _condition(row: Remedy, offer: Offer, context: Context, *, knowable: bool) -> Granted:
    fine = f"The policy allows it: {row.what}."
    if not row.condition:
        return Granted("fine", fine, row)
    judged = weigh_condition(row.condition, offer, context)
    if judged.state == "met":
        return Granted("fine", f"{fine} {judged.why}".strip(), row)
    if judged.state == "unmet":
        why = f"{row.what} is for when {judged.clause}. {judged.why}".strip()
        return Granted("impossible", why, row)
    if not knowable:
        return Granted("not_checked", f"The condition needs the letter or the case: {judged.clause}.", row)
    why = f"Nothing in the case shows the condition of the policy: {judged.clause}. {judged.why}".strip()
    return Granted("needs_approval", why, row, "supervisor", open=True)


def who_approves(authority: str) -> str:
    return f"a {authority}" if authority in {"supervisor", "agent"} else f"the {authority.removeprefix('the ')}"


def allowed(role: str, authority: str) -> bool:
    """Whether a role may grant what needs this authority: a supervisor covers an agent, a team only itself."""
    role, authority = role.strip().casefold(), authority.strip().casefold()
    return role == authority or authority == "agent" or (role in authority and len(role) > 5 and role not in _SENIORITY)


def _left_to(authority: str, text: str) -> bool:
    """Whether a sentence tells that somebody else may give it: "a supervisor may allow a discount", "I will ask .."."""
    who = rf"(?:my|our|the|a|her|his)\s+(?:\w+\s+)?{re.escape(authority.removeprefix('the '))}"
    return bool(
        re.search(
            rf"\b{who}\b[^.;,]{{0,40}}?\b(?:may|can|could|might|must|has to|would have to|decides?|needs to)\b",
            text,
            re.I,
        )
        or re.search(rf"\b(?:ask|asked|asking|put|with|by|from|of|to)\b[^.;,]{{0,40}}?\b{who}\b(?! has)", text, re.I)
    )


def _approved(row: Remedy, grant: Grant, context: Context) -> bool:
    """Whether the case records that somebody with the authority has approved this very thing."""
    wanted = content_stems(f"{grant.text} {row.what}") - _COMMON
    lines = [f"{fact.name}: {fact.value}" for fact in context.facts.facts] + list(context.facts.actions)
    for line in lines:
        if _APPROVED.search(line) and wanted & content_stems(line):
            sums = {amount.value for amount in find_amounts(line)}
            if not grant.amounts or not sums or all(amount.value in sums for amount in grant.amounts):
                return True
    return False


def _over_limit(row: Remedy, amounts: Sequence[Amount], shares: Sequence[Percent], context: Context) -> str | None:
    limit = row.limit
    if whole := _the_whole(row, amounts, shares, context):
        return whole
    if limit is None:
        return _more_than_paid(row, amounts, context)
    currency = limit.currency or context.policy.company.currency
    paid = price_paid(context)
    if limit.amount is not None:
        most = f"{limit.amount} {currency} at most"
        for amount in amounts:
            if amount.currency == currency and amount.value > limit.amount:
                return f"{amount.text} is more than the policy allows for {row.what}: {most}."
            if amount.currency != currency:
                return f"The limit of {row.what} is in {currency}, and {amount.text} is not."
        for share in shares:
            if paid is not None and not amounts and paid * share.value / 100 > limit.amount:
                return f"{share.text} of the {paid} paid is more than the policy allows for {row.what}: {most}."
    if limit.percent is not None:
        for share in shares:
            if share.value > limit.percent:
                return f"{share.text} is more than the policy allows for {row.what}: {limit.percent} % at most."
        most_paid = paid * limit.percent / 100 if paid is not None else None
        for amount in amounts:
            if most_paid is not None and amount.currency == currency and amount.value > most_paid + Decimal("0.005"):
                return (
                    f"{amount.text} is more than {limit.percent} % of the {paid} paid, the most that the policy "
                    f"allows for {row.what}."
                )
    return None


_FURTHER = re.compile(r"\b(?:further|another|extra|additional|on top|as well)\b", re.IGNORECASE)


def _with_what_is_given(row: Remedy, grant: Grant, offer: Offer) -> str | None:
    """A further share that comes to more than the limit together with the one that the reply gives already."""
    limit = row.limit
    if limit is None or limit.percent is None or not grant.shares or not _FURTHER.search(grant.text):
        return None
    others = [share.value for share in find_shares(offer.reply.replace(offer.text, " "))]
    most = max((value for value in others if value <= limit.percent), default=None)
    if most is not None and most + grant.shares[0].value > limit.percent:
        return (
            f"{grant.shares[0].text} besides {most} % is more than the policy allows for {row.what}: {limit.percent} %."
        )
    return None


_NOT_THE_WHOLE = re.compile(r"\b(?:less|minus|partial|part of|difference|unused|remaining)\b", re.IGNORECASE)


def _the_whole(row: Remedy, amounts: Sequence[Amount], shares: Sequence[Percent], context: Context) -> str | None:
    """The whole price, where the row gives less of it: "refund of the tour price less the cancellation charge"."""
    if not _NOT_THE_WHOLE.search(row.what):
        return None
    paid = price_paid(context)
    whole = next((share.text for share in shares if share.value >= 100), None)
    whole = whole or next((amount.text for amount in amounts if paid is not None and amount.value >= paid), None)
    return f"{whole!r} is the whole, and the policy gives less: {row.what}." if whole else None


def _more_than_paid(row: Remedy, amounts: Sequence[Amount], context: Context) -> str | None:
    """A refund of more than the case's price, where the policy sets no other limit."""
    if "refund" not in granted_kinds(row.what):
        return None
    named = [amount for fact in context.facts.facts if _PRICE.search(fact.name) for amount in find_amounts(fact.value)]
    paid = sum((amount.value for amount in named), Decimal(0))
    for amount in amounts:
        if named and amount.currency == named[0].currency and amount.value > paid:
            return f"{amount.text} is more than the {paid} that the case knows of."
    return None


def price_paid(context: Context) -> Decimal | None:
    """What the customer paid, by the case facts; None when no fact says so (or several differ: then the highest)."""
    found = [
        amount.value
        for fact in context.facts.facts
        if _PRICE.search(fact.name) or find_amounts(fact.value)
        for amount in find_amounts(fact.value if re.search(r"[£$€A-Za-z]", fact.value) else f"£{fact.value}")
    ]
    return max(found) if found else None


def _window(row: Remedy, offer: Offer, context: Context, *, knowable: bool) -> Granted | None:
    """Whether the row's window since delivery, purchase, .. is still open; None when it is, or has none."""
    if row.within_days is None:
        return None
    since = row.since or "delivery"
    day = case_day(since, context, offer.whole)
    if day is None and re.search(r"deliver|arriv", since, re.IGNORECASE):
        bought = case_day("purchase", context, offer.whole)  # nothing is delivered before it is bought
        if bought and context.today <= bought.first + timedelta(days=row.within_days):
            return None
    if day is None:
        if not knowable:
            return Granted("not_checked", f"The date of {since} is not known here.", row)
        why = f"{row.what} is open for {row.within_days} days from {since}, and that date is not known."
        return Granted("needs_approval", why, row, "supervisor", open=True)
    last = day.last + timedelta(days=row.within_days)
    if context.today > last:
        why = (
            f"{row.what} was open until {last.day} {last:%B %Y}: {row.within_days} days from {since} on "
            f"{day.last.day} {day.last:%B %Y}."
        )
        return Granted("impossible", why, row)
    if day.first != day.last and context.today > day.first + timedelta(days=row.within_days) and knowable:
        why = f"{row.what} is open for {row.within_days} days from {since}, and the day is not known exactly."
        return Granted("needs_approval", why, row, "supervisor", open=True)
    return None


def _documented(grant: Grant, context: Context) -> bool:
    """Whether the company's documents give the same thing, with the same figures, to everybody."""
    things = _things(grant.text)
    figures = {amount.value for amount in grant.amounts} | {share.value for share in grant.shares}
    spans = _spans(grant.text, context)
    for source in context.sources:
        for line in re.split(r"\n|(?<=[.!?;])\s", source.text):
            if not (grant.kinds & concepts(line) or re.search(r"\bfree\b|no charge|without charge", line, re.I)):
                continue
            known = {one.value for one in find_amounts(line)} | {one.value for one in find_shares(line)}
            shared = len(things & content_stems(f"{source.section} {line}"))
            if shared >= min(2, len(things)) and shared and figures <= known and spans <= _spans(line, context):
                return True
    return False


def _spans(text: str, context: Context) -> set[tuple[int | None, str | None]]:
    return {(t.high, t.unit) for t in find_times(text, context.today, context.country) if t.shape == "duration"}
