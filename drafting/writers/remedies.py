"""Which remedies are open in this case: what the policy allows, against the facts, for the role (P10, P11, P12)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from drafting.brief import Brief
from drafting.writers.conditions import Verdict, judge
from drafting.writers.due import read_date
from drafting.writers.lexicon import lexicon, mentions, terms
from guidelines.context import Fact, Point
from guidelines.policy import Remedy

State = Literal["open", "unknown", "closed", "not_mine"]

_FAULT_WORDS = re.compile(
    r"\b(?:faulty|fault|defect\w*|broken|damaged|wrong|late|lost|missing|let (?:the customer|you|them) down|our (?:mistake|error)|delay\w*|"
    r"did not work|failed|missed|outage|interrupt\w*|(?:is|was|were) down|we cancel\w*|spoil\w*)\b",
    re.IGNORECASE,
)
_MALFUNCTION = re.compile(
    r"\b(?:flicker|leak|crack|broke|broken|break|stop|stuck|jam|crash|fault|defect|dead|smok|spark|burn|nois|rattl|buzz|hum|"
    r"drip|fail|switch(?:es|ing)? (?:itself )?off|turns? (?:itself )?off|doesn.t work|does not work|not work|won.t|will not|peel|fad|tore|torn|split|snapp|overheat|cut out|loose|"
    r"freez|error|blank)\w*",
    re.IGNORECASE,
)
_GOODWILL = re.compile(r"\bgoodwill|gesture|gift|voucher|compliment", re.IGNORECASE)
_MONEY = re.compile(r"(?P<sign>[£$€])\s?(?P<sum>\d[\d,]*(?:\.\d{1,2})?)")
_GENERAL = terms(
    "refund replacement exchange repair credit voucher compensation payment discount goodwill gesture full partial price paid "
    "cost product item goods order free charge part money amount purchase new another right same value gift card account "
    "date change fee without cancel whole percent % inconvenience month current day"
)
_PRICE_NAME = re.compile(r"\b(?:price|paid|amount|total|cost|premium|fare|sum)\b", re.IGNORECASE)
_INSTEAD = {"credit", "rebooking", "replacement", "repair", "discount"}  # what may stand in for another remedy
_MONEY_CLASSES = {"compensation", "credit", "discount", "refund"}
_ASKS_TO_HAVE = re.compile(
    r"\b(?:want|(?:would|should) (?:very much |also |really )?like|'d like|please|expect|demand|claim|can i (?:have|get)|need|give me|send me|send us|insist|entitled|"
    r"(?:am|are) (?:i|we) (?:getting|going to get|entitled|due|owed)|(?:do|will|could|can|should|might|would) (?:i|we|you) (?:not )?(?:\w+ )?(?:get|have|receive|be|send|refund|replace|give|offer|exchange|let|move|change))\b",
    re.IGNORECASE,
)
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


_MET = Verdict("met")


@dataclass(frozen=True, slots=True)
class Standing:
    """One remedy of the policy in this case.

    ``since`` is the recorded date that its days count from, with its fact; ``amount`` is what it comes to, as a letter
    writes it; ``over`` says that its days have run out.
    """

    remedy: Remedy
    state: State
    since: date | None = None
    since_fact: Fact | None = None
    amount: str = ""
    amount_fact: Fact | None = None
    verdict: Verdict = _MET

    @property
    def proven(self) -> bool:
        """Whether a condition was there to be met, and the case records that it was."""
        return bool(self.remedy.condition) and self.verdict.met == "met"

    @property
    def source(self) -> str:
        return f"policy:remedies/{self.remedy.id}"


def standings(brief: Brief) -> tuple[Standing, ...]:
    """Every remedy of the policy with how it stands, in the policy's order."""
    return tuple(_stand(remedy, brief) for remedy in brief.policy.remedies)


def remedy_class(text: str) -> str | None:
    """Which kind of remedy a text speaks of: refund, replacement, repair, credit, .."""
    for name, phrases in lexicon().remedies.items():
        if mentions(text, phrases):
            return name
    return None


def asked_for(asked: str, brief: Brief, among: tuple[Standing, ...]) -> Standing | None:
    """The remedy that answers what the customer asks for in these words, best first; None when the policy has none."""
    wanted = remedy_class(asked)
    fitting = [(_fitness(standing, asked, wanted, brief), standing) for standing in among if relevant(standing, brief)]
    fitting = [(score, standing) for score, standing in fitting if score > 0.5]
    fault = brief.enquiry.fault
    fitting = [pair for pair in fitting if fits_fault(pair[1].remedy, fault=fault) or pair[1].proven] or fitting
    if not fitting:
        return None
    fitting.sort(key=lambda pair: -pair[0])
    best = fitting[0][1]
    closed = next((standing for _, standing in fitting if standing.state == "closed" and standing.since), None)
    if closed and not fault and best.remedy.within_days is None and not best.proven:
        return closed  # what was asked for has run out: that is said before something else is offered
    return best


def _fitness(standing: Standing, asked: str, wanted: str | None, brief: Brief) -> float:
    remedy = standing.remedy
    own = remedy_class(class_text(remedy))
    kinds = {own, *(remedy_class(text) for text in remedy.also)} - {None}
    score = 1.0 if wanted and own == wanted else 0.8 if wanted in kinds else 0.0
    if not score and wanted in _MONEY_CLASSES and kinds & _MONEY_CLASSES and standing.state != "closed":
        score = 0.55
    score = max(score, _likeness(remedy, asked))
    if not score:
        return 0.0
    letter = terms(f"{brief.letter.subject} {brief.letter.body}")
    condition = terms(remedy.condition or "")
    score += 0.3 * len(condition & letter) / len(condition) if condition else 0.1
    score += {"open": 0.6 if standing.proven else 0.3, "unknown": 0.2, "not_mine": -0.25, "closed": -0.1}[
        standing.state
    ]
    return score


def wants_remedy(point: Point, brief: Brief) -> bool:
    """Whether a point asks to be given something that puts it right: that is answered by what we offer."""
    kind = remedy_class(point.text)
    if brief.enquiry.remedy_asked is None:
        return False
    same = brief.enquiry.remedy_asked in point.text or point.text in brief.enquiry.remedy_asked
    if kind is None and not same:
        return False
    if re.search(r"\bhow (?:do|can|long|soon)\b|\bwhen\b|\bwhat (?:is|are) (?:the|your)\b", point.text, re.I):
        return False
    if kind == "cancellation" or re.search(r"\bhow much\b.*\b(?:get|receive|be) ", point.text, re.I):
        return False
    return bool(_ASKS_TO_HAVE.search(point.text))


def relevant(standing: Standing, brief: Brief) -> bool:
    """Whether what the remedy is particular about stands in the letter: an overdraft fee's refund is for overdraft fees."""
    if standing.proven:
        return True
    particular = {term for term in terms(standing.remedy.what) - _GENERAL if not term[0].isdigit()}
    return not particular or bool(particular & terms(f"{brief.letter.subject} {brief.letter.body}"))


def alternative_to(refused: Standing | None, brief: Brief, among: tuple[Standing, ...]) -> Standing | None:
    """What may be offered instead (P11): open to this role, fitting the case, and not what the customer turned down."""
    rejected = rejected_classes(brief.letter.body)
    for state in ("open", "unknown"):
        for standing in among:
            remedy = standing.remedy
            kind = remedy_class(class_text(remedy))
            same = refused is not None and (
                remedy.id == refused.remedy.id
                or (kind is not None and kind == remedy_class(class_text(refused.remedy)))
            )
            if (
                standing.state == state
                and not same
                and kind not in rejected
                and fits_fault(remedy, fault=brief.enquiry.fault)
                and (relevant(standing, brief) or kind in _INSTEAD)
            ):
                return standing
    return None


def for_fault(brief: Brief, among: tuple[Standing, ...]) -> Standing | None:
    """What puts a fault right when the customer names no remedy: a repair or replacement before money and gestures."""
    rejected = rejected_classes(brief.letter.body)
    order = {"repair": 0, "replacement": 1, "collection": 2, "refund": 3, "discount": 4}
    fitting = [
        standing
        for standing in among
        if standing.state in ("open", "unknown")
        and standing.remedy.condition is not None
        and _FAULT_WORDS.search(f"{standing.remedy.condition} {standing.remedy.what}")
        and not _GOODWILL.search(standing.remedy.what)
        and remedy_class(class_text(standing.remedy)) not in rejected
        and relevant(standing, brief)
        and (_concerns(standing.remedy, brief) or standing.proven)
    ]
    return min(
        fitting,
        key=lambda entry: (not entry.proven, order.get(remedy_class(class_text(entry.remedy)) or "", 5)),
        default=None,
    )


def fits_fault(remedy: Remedy, *, fault: bool) -> bool:
    """A remedy whose condition is a fault of ours fits a letter that shows one, and no other."""
    return fault or (
        not _FAULT_WORDS.search(f"{remedy.condition or ''} {remedy.what}") and not _GOODWILL.search(remedy.what)
    )


def for_faults(remedy: Remedy) -> bool:
    """Whether a remedy is there for something that went wrong."""
    return bool(_FAULT_WORDS.search(f"{remedy.condition or ''} {remedy.what}"))


def rejected_classes(body: str) -> frozenset[str]:
    """The kinds of remedy that the customer says they do not want."""
    found = re.findall(
        r"\b(?:do not|don't|don’t|not|no|rather than|instead of|without) (?:want |need |accept |interested in |take )?(?:a |an |any |another |your )?([a-z ]{3,30})",
        body.lower(),
    )
    return frozenset(kind for text in found if (kind := remedy_class(text)))


def class_text(remedy: Remedy) -> str:
    return f"{remedy.what} {remedy.id.replace('-', ' ')}"


def _likeness(remedy: Remedy, asked: str) -> float:
    """How much of the remedy's own name, or of a word for it, stands in what is asked."""
    wanted = terms(asked)
    return max(len(terms(text) & wanted) / max(1, len(terms(text))) for text in (remedy.what, *remedy.also)) * 0.9


def _concerns(remedy: Remedy, brief: Brief) -> bool:
    """Whether the remedy's condition speaks of what went wrong here: a late order is not put right by a new kettle."""
    trouble = (
        f"{brief.enquiry.fault_words} {' '.join(point.text for point in brief.enquiry.points if '?' not in point.text)}"
    )
    condition = remedy.condition or ""
    if re.search(r"\bfault|\bdefect|\bwarranty", condition, re.I) and _MALFUNCTION.search(trouble):
        return True
    return bool(terms(" ".join(_FAULT_WORDS.findall(condition))) & terms(trouble))


def _stand(remedy: Remedy, brief: Brief) -> Standing:
    amount, amount_fact = _amount(remedy, brief)
    verdict = judge(remedy.condition, brief)
    if not _may_offer(remedy.authority, brief):
        return Standing(remedy, "not_mine", amount=amount, amount_fact=amount_fact, verdict=verdict)
    state: State = {"met": "open", "unmet": "closed", "unknown": "unknown"}[verdict.met]  # type: ignore[assignment]
    since, fact = recorded_date(remedy.since or "delivery", brief) if remedy.within_days is not None else (None, None)
    if remedy.within_days is not None:
        asked_on = (
            brief.letter.date.date() if brief.letter.date and brief.letter.date.date() <= brief.today else brief.today
        )
        if since is None:
            state = "unknown" if state == "open" else state
        elif (asked_on - since).days > remedy.within_days:
            state = "closed"
    return Standing(remedy, state, since, fact, amount, amount_fact, verdict)


def _may_offer(authority: str, brief: Brief) -> bool:
    role = brief.role.lower()
    return authority.lower() in ("agent", role) or (role == "manager" and authority == "supervisor")


def recorded_date(since: str, brief: Brief) -> tuple[date | None, Fact | None]:
    """The date that the case records for an event: a fact named for it. Never a date that only the customer states."""
    wanted = next(
        (phrases for name, phrases in lexicon().since.items() if mentions(since, (name, *phrases))), (since.lower(),)
    )
    for fact in brief.facts.facts:
        if mentions(fact.name.replace("_", " "), wanted) and (day := read_date(fact.value, brief.today)):
            return day, fact
    for fact in brief.facts.facts:
        for phrase in wanted:
            told = re.search(rf"\b{re.escape(phrase)}\b(?: on| date:?)?:? (?P<day>[^,;]{{6,20}})", fact.value, re.I)
            if told and (day := read_date(told["day"], brief.today)):
                return day, fact
    return None, None


def _amount(remedy: Remedy, brief: Brief) -> tuple[str, Fact | None]:
    """What the remedy comes to: its share of a recorded price, or nothing when no price is recorded."""
    if remedy.limit is None or remedy.limit.percent is None:
        return "", None
    for fact in brief.facts.facts:
        match = _MONEY.search(fact.value)
        if not (match and _PRICE_NAME.search(fact.name.replace("_", " "))):
            match = re.search(rf"\bpaid:? {_MONEY.pattern}", fact.value)
        if match:
            share = Decimal(match["sum"].replace(",", "")) * remedy.limit.percent / 100
            return f"{match['sign']}{share:,.2f}", fact
    return "", None


def at_most(remedy: Remedy, currency: str) -> str:
    """A remedy's fixed limit as a letter writes it ("£15"), or nothing."""
    if remedy.limit is None or remedy.limit.amount is None:
        return ""
    amount = remedy.limit.amount
    sign = _SIGNS.get(remedy.limit.currency or currency, "")
    figure = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"{sign}{figure}" if sign else f"{figure} {remedy.limit.currency or currency}"
