"""The remedy that a customer asks for, what they tried already, and what they do not tell that a good answer needs."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from drafting.enquiry import Kind
from drafting.understanding.clauses import Clause, sentences
from drafting.understanding.lexicon import patterns, plain

_REFUSED = re.compile(
    r"\b(?:do not|don't|did not|didn't|not|no longer|rather than|instead of|never|without|nor|no|neither|isn't|than)\s+(?:\w+\s+){0,4}$|\bnot\s+(?:just\s+)?(?:a|an|another)\s+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^\s*(?:policy|policies|procedure|period|process|rights|terms|department|team)\b|^\s*(?:refund\w*|replacement\w*|compensation) (?:policy|procedure)",
    re.I,
)
_PAST = re.compile(
    r"\b(?:you|they|he|she|was|were|been|have|has|had|promised|said|told|already|offered|of|the|your|when|after|since|late|still awaiting)\s+(?:\w+\s+){0,3}$",
    re.I,
)


@cache
def _remedies() -> dict[str, re.Pattern[str]]:
    data = yaml.safe_load((Path(__file__).parent / "remedy.yaml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)", re.IGNORECASE) for name, rows in data.items()}


def remedy_asked(body: str, clauses: Sequence[Clause], kind: Kind) -> str | None:
    """The normal word for what is asked ("refund", "replacement", ..), or None; requests weigh before questions."""
    for wanted in ("request", "question"):
        for clause in clauses:
            if clause.asked == wanted:
                word = _in_clause(plain(body[clause.start : clause.end]), wanted)
                if word:
                    return word
    return "cancellation" if kind == "cancellation" else None


def _in_clause(text: str, asked: str) -> str | None:
    hits = []
    for name, pattern in _remedies().items():
        if (
            asked == "question"
            and not re.match(
                r"\W*(?:please |when |how soon )?(?:can|could|would|will) (?:you|someone|somebody)\b", text, re.I
            )
            and name in {"correction", "delivery", "callback", "repair", "cancellation", "return"}
        ):
            continue
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if re.match(r"\W*(?:if|unless|should)\b[^,]*$", before, re.I) and "," in text[match.end() :]:
                continue  # "if it can't be mended, I would like …"
            if re.match(
                r"new (?:baby|job|house|home|address|customer|tenant|school|year|flat|car)\b", match.group(), re.I
            ):
                continue
            if _REFUSED.search(before) or _ABOUT.match(text[match.end() :]):
                continue
            if asked == "question" and not re.search(
                r"\b(?:(?:can|could|will|would) (?:you|someone|somebody)|i|me|my|we|us|our)\b", text, re.I
            ):
                continue
            if asked == "question" and re.match(
                r"\W*(?:why|when|how long)\b(?! (?:can|could|will|would) you (?:send|come|refund|replace))", text, re.I
            ):
                continue
            hits.append((match.start(), name))
            break
    names = {name for _, name in hits}
    if {"return", "refund"} <= names:
        return "refund"  # "return it and have my £59 back"
    return min(hits)[1] if hits else None


_BARE_STEP = re.compile(
    r"(?:already |also |have |even )*(?:done|tried|reset|restarted|rebooted|reinstalled|updated|changed|replaced|cleaned|checked|unplugged|switched|turned|swapped|cleared|descaled|rinsed|unpaired|re-paired)"
    r" (?:the|it|a|all|them|my|both|everything|another|different|new|turning|off|on)\b",
    re.IGNORECASE,
)
_STEP_ENDS = re.compile(
    r"\s*(?:[,;–-]\s*)?\b(?:but|however|and (?:it|nothing|still|nobody|no one|they)|which (?:did|made)|it (?:still|made|did)|so (?:please|don't|do not|there|it|i|can|could|what)|please)\b",
    re.IGNORECASE,
)


def tried(body: str) -> tuple[str, ...]:
    """The steps that the customer says were taken already, as written, without a full stop."""
    words = patterns("points")
    out: list[str] = []
    for start, end in sentences(body):
        text = plain(body[start:end])
        if text.rstrip().endswith("?"):
            continue
        place = 0
        bare = _BARE_STEP.match(text)  # "done the reset, paired it again": no "I" before it
        if bare:
            out.append(" ".join(body[start:end].strip(" .,;!\n").split()))
            continue
        while found := words["tried"].search(text, place):
            if re.search(r"\b(?:should i|shall i|can i|could i|if i)\b", text[: found.end()], re.I):
                break
            cut = _STEP_ENDS.search(text, found.end())
            last = cut.start() if cut else len(text)
            step = body[start + found.start() : start + last].strip(" .,;!\n")
            if len(step.split()) >= 2:
                out.append(" ".join(step.split()))
            place = max(last, found.end())
    return tuple(dict.fromkeys(out))


_DATED = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\w* \d|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:a|one|two|three|four|five|six|\d+|last|this|few|couple of) (?:days?|weeks?|months?|years?|mon\w*|tues\w*|wednes\w*|thurs\w*|fri\w*|satur\w*|sun\w*|christmas|spring|summer|autumn|winter)(?: ago)?|yesterday|today|in (?:19|20)\d\d|(?:on|since) (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"\b(?P<what>account|policy|membership|subscription|booking|reservation|contract|tenancy|claim|invoice|bill|flight|direct debit|broadband|loan|mortgage)\b",
    re.I,
)
_ORDERED = re.compile(
    r"\b(?:order(?:ed)?|parcel|deliver(?:y|ed)|package|arrived|refund|money back|wrong (?:item|one|size|colour|product)|sent me|dispatch\w*|purchase[d]?|bought|charged|exchange|replac\w+|return(?:ed|ing)? (?:it|them))\b",
    re.I,
)
_DAMAGED = re.compile(
    r"\b(?:arrived|came|delivered|received|opened|unpacked|box)\b.{0,60}\b(?:crack\w*|broken|damag\w*|smash\w*|dent\w*|scratch\w*|torn|chipp\w*|shatter\w*|stain\w*|bent|crush\w*)|\b(?:crack\w*|broken|damag\w*|smash\w*|dent\w*|scratch\w*|chipp\w*|shatter\w*)\b.{0,40}\b(?:on arrival|when (?:it|they|i)|in transit|out of the box)",
    re.I,
)
_FAULTY = re.compile(
    r"\b(?:not work\w*|n't work\w*|stopped|faulty|leak\w*|drip\w*|flicker\w*|broken?|crack\w*|won't|doesn't|does not|error|noise|smell\w*|switch\w* (?:itself )?off|overheat\w*|crash\w*|slow|stuck|fail\w*|keeps)\b",
    re.I,
)
_THING = re.compile(
    r"\b(?:filter|kettle|lamp|boiler|machine|fridge|oven|washer|phone|laptop|printer|router|tablet|toaster|heater|pump|tap|shower|camera|tv|television|speaker|device|appliance|unit|model|bike|mower|vacuum|product|item|charger|battery|dishwasher|freezer|hob|blender|drill|scanner|thermostat|headphones|earbuds|watch|keyboard|monitor|scooter|pushchair|mattress|chair|sofa|table|bed|meter|trimmer|drone|helmet|suitcase)\b",
    re.I,
)


def missing(
    text: str,
    kind: Kind,
    *,
    products: Sequence[str],
    references: Sequence[str],
    remedy: str | None,
    fault: bool,
    gravity: str,
    known_products: Sequence[str],
    photographs: bool,
) -> tuple[str, ...]:
    """Details that a good answer needs and the letter does not give, as noun phrases; never what it says already (P04)."""
    if gravity == "safety":
        products = products or ("",) if not known_products else products
        remedy, references = None, references or ("",)  # a danger is no time for paperwork
    if kind in {"thanks", "wrong_company", "auto_reply", "other", "enquiry"} or gravity in {"bereavement", "legal"}:
        return ()
    text = plain(text)
    wanted: list[str] = []
    contract = _CONTRACT.search(text)
    ordered = _ORDERED.search(text)
    faulty = fault and _FAULTY.search(text) and _THING.search(text) and not (contract and not products)
    if faulty and not products and known_products:
        wanted.append("the product model")
    if not references:
        if ordered and (
            remedy in {"refund", "replacement", "exchange", "return", "delivery", "cancellation"}
            or re.search(r"\b(?:order|parcel|deliver\w*|package|charged)\b", text, re.I)
        ):
            if faulty and _DATED.search(text):
                pass
            elif faulty:
                wanted.append("the order number or the date of purchase")
            elif not contract or re.search(r"\border\b|\bparcel\b", text, re.I):
                wanted.append("the order number")
            else:
                wanted.append(_number_of(contract["what"]))
        elif contract and (kind in {"cancellation", "request"} or fault):
            wanted.append(_number_of(contract["what"]))
    if _DAMAGED.search(text) and not photographs and gravity != "safety":
        wanted.append("a photograph of the damage")
    return tuple(wanted)


def _number_of(what: str) -> str:
    what = what.lower()
    names = {
        "bill": "account",
        "direct debit": "account",
        "broadband": "account",
        "card": "account",
        "flight": "booking",
        "loan": "account",
        "mortgage": "account",
        "reservation": "booking",
        "tenancy": "account",
    }
    return f"the {names.get(what, what)} number"
