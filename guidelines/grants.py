"""What an offer gives: each remedy that it names, with the sums and shares that belong to it (P10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from guidelines.money import Amount, Percent, find_amounts, find_percents
from guidelines.numerals import NUMBER, number_value
from guidelines.promise_words import TALK_ABOUT
from guidelines.wording import REMEDIES, concepts, content_stems

# Remedies of worth; the others (a label, a collection, a visit) are ways to carry one out.
OF_WORTH = frozenset(
    ["refund", "replacement", "credit", "discount", "gift", "waive", "compensation", "upgrade", "extension", "repair"]
)
MONEY = frozenset(["refund", "credit", "discount", "waive", "compensation", "money"])
_JOINT = re.compile(
    r",\s+(?:and\s+|plus\s+)?|\s+(?:and|plus|as well as|together with|along with|on top of|besides|in addition to|"
    r"as well|or)\s+",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:pay|give|send|transfer|hand|refund|credit|knock|take|took|deduct|offer|reimburse|add|put|apply|return|"
    r"post|have|get|receive|due|owed|yours|back|off|grant|award|throw|let|includ|sent|paid|gave|made|add|goes|comes|"
    r"reach|credited|leav|lend|treat|invit|wait(?:s|ing)? for you)\w*\b",
    re.IGNORECASE,
)
_A_PRICE = re.compile(
    r"(?:\b(?:at|costs?|costing|price(?:d)?(?: is| of)?|charge(?:s|d)?(?: is| of| you)?|fee (?:is|of)|"
    r"you (?:only )?pay|orders? (?:over|of|from|under)|from|over|under|above|below|to pay|instead of|rather than|"
    r"save[sd]?)\s*|(?<!voucher )(?<!card )(?<!credit )(?<!cheque )(?<!refund )(?<!payment )(?<!token )\bfor(?: only|"
    r" just)?\s*)$",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:return\w*|back)\b", re.IGNORECASE)
_BASE = re.compile(
    r"(?:%|\bper ?cent|\bhalf|\bquarter|\bthird|\bpart|\bshare|\bmost|\bsome)\s*(?:of|off)\s*(?:the\s|your\s)?\s*$",
    re.IGNORECASE,
)
_WORDS_PERCENT = re.compile(rf"\b(?P<n>{NUMBER}) per ?cent\b", re.IGNORECASE)
_SHARES: tuple[tuple[str, Decimal], ...] = (
    (r"\b(?:a |one )?half(?! an hour| hour| day| term| past)(?:\s+of)?\b", Decimal(50)),
    (r"\b(?:a|one) third (?:of|off)\b", Decimal("33.33")),
    (r"\btwo thirds of\b", Decimal("66.67")),
    (r"\b(?:a|one) quarter (?:of|off)\b", Decimal(25)),
    (r"\bthree quarters of\b", Decimal(75)),
    (r"\b(?:in full|full(?:y)? (?:refund\w*|price|amount|sum|credit|cost)|the (?:whole|full|entire))\b", Decimal(100)),
    (
        r"\b(?:all of (?:it|that|your|the)|all (?:your|the) money|every (?:penny|cent|pound|euro)|entire(?:ly)?)\b",
        Decimal(100),
    ),
    (r"\b(?:double|twice) (?:the|your|what|that)\b", Decimal(200)),
)
_FREE = re.compile(
    r"(?<![-\w])(?:free(?! of (?:charge|any|all|the))|for free|for nothing|without (?:charge|cost|paying)|gratis|"
    r"complimentary|at (?:no|zero) (?:extra )?(?:cost|charge)|on (?:us|the house)|our treat|with our compliments|"
    r"no charge|nothing to pay|free of charge)\b",
    re.IGNORECASE,
)
_WIPES = re.compile(
    r"\b(?:wip\w+|cancel\w*|scrap\w*|forg[io]v\w+|tak\w+|drop\w*|writ\w+ off)\b(?=.*\b(?:off|out|away|wiped?|"
    r"cancel\w*|scrap\w*|forg[io]v\w+|drop\w*)\b)?[^.;]{0,25}\b(?:debt|loan|mortgage|fine|arrears)s?\b",
    re.IGNORECASE,
)
_TREATS = re.compile(
    r"^\s*(?:please |just |do )?(?:have|enjoy|take|pick|choose)\b (?:the|your|an?|another|any|two|"
    r"three)\b.*\b(?:on (?:us|me|the house)|for nothing)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:labels?|return\w*|collect\w*|pick\w*|post\w*|deliver\w*|shipping|carriage|repair\w*|replac\w*|exchang\w*|"
    r"advice|help|call|helpline|number|check|visit|engineer|part|parts|seal|kit|guide|copy|copies|letter|form|"
    r"new one|moving|swap|another|move|transfer\w*|notice|look\w*|test\w*|inspect\w*|clean\w*|adjust\w*|fitt\w*|"
    r"dispos\w*)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:months?|years?|weeks?|nights?|days?)"
_AMENDS = re.compile(
    r"\b(?:as (?:an? )?(?:\w+ )?(?:apology|gesture|thank[- ]you|token)|by way of (?:an )?apolog\w+|to say sorry|"
    r"to make (?:up|amends)|(?:for|because of|in (?:view|light|recognition|consideration) of) (?:all )?(?:the|your|"
    r"that|this) (?:\w+ )?(?:trouble|delay|wait\w*|inconvenience|bother|worry|upset|mistake|mix-?up|hassle|stress|"
    r"bug|fault|error|disappointment|fuss|address|loss)|(?:since|because|as) (?:you|the|it|"
    r"we) (?:\w+ ){0,3}(?:waited|came|late|failed|wrong|broke|forgot|missed|lost))\b",
    re.IGNORECASE,
)
_TIME_FREE = re.compile(
    rf"\b(?:\d+|an?|one|two|three|six|twelve|several|the (?:next|whole|first)|every|extra|"
    rf"another)\s+(?:\w+\s+)?{_UNIT}\b[^.;]{{0,40}}?\b(?:free|without charge|at no cost|on us|for nothing)\b|"
    rf"\bfree (?:of charge )?for the (?:rest|remainder|whole) of\b|\bfree\s+(?:\w+\s+)?(?:{_UNIT}|for "
    r"(?:life|ever|a (?:year|month|week)|(?:\w+ )?(?:months|years)))\b|\bfor (?:life|ever)\b|\bevery (?:year|month|"
    r"week) for\b",
    re.IGNORECASE,
)


_MANNER = re.compile(
    r"\b(?:free(?: of charge)?|for free|for nothing|at (?:no|zero) (?:extra |further )?(?:cost|charge)|"
    r"without (?:any )?(?:cost|charge)|with nothing to (?:pay|return)|no charge|nothing to pay)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing that is given. ``kinds`` are its remedies, "money" where only a sum is named; ``shares`` in percent."""

    text: str
    kinds: frozenset[str]
    amounts: tuple[Amount, ...] = ()
    shares: tuple[Percent, ...] = ()


@lru_cache(maxsize=4_000)
def grants_in(matter: str) -> tuple[Grant, ...]:
    """The grants of an offer's words, one for each thing that is given; a sum alone belongs to the thing before it.

    Where no kind of remedy is named, the whole is one grant without a kind: the policy may know the thing by its name.
    """
    found: list[Grant] = []
    for piece in _pieces(matter):
        grant = _grant(piece)
        if grant.kinds & REMEDIES or (grant.kinds and not found):
            found.append(grant)
        elif found:
            last = found[-1]
            text, shares = f"{last.text}, {grant.text}", last.shares + grant.shares
            found[-1] = replace(last, text=text, amounts=last.amounts + grant.amounts, shares=shares)
    return tuple(found) or (Grant(matter.strip(), granted_kinds(matter)),)


def makes_amends(text: str) -> bool:
    """Whether something is given to make good: "for the trouble", "by way of apology"."""
    return _AMENDS.search(text) is not None and _GIVEN.search(text) is not None and _MEANS.search(text) is None


@lru_cache(maxsize=4_000)
def granted_kinds(matter: str) -> frozenset[str]:
    """The remedies that a text grants, without those that it only speaks about."""
    spoken = TALK_ABOUT.sub(" ", matter)
    kinds = set(concepts(spoken) & REMEDIES)
    free, means = _FREE.search(matter), _MEANS.search(matter)
    if "gift" in kinds and free and means and not _TIME_FREE.search(matter):
        kinds.discard("gift")
    if _TIME_FREE.search(matter) or (free and not means and not kinds & OF_WORTH):
        kinds.add("gift")
    if _TREATS.search(matter):
        kinds.add("gift")
    if "waive" in kinds and not re.search(r"waiv|wr(?:ite|itten|iting) off|cancel|remov|scrap|drop", spoken, re.I):
        kinds.discard("waive")  # "free of charge" is how a thing is given, not what
    if re.search(r"(?:% (?:less|cheaper)|\b(?:half|third|quarter) off)\b", spoken):
        kinds.add("discount")
    if _WIPES.search(spoken):
        kinds.add("waive")
    if re.search(r"\b(?:let\w*|letting) (?:you|him|her|them) off\b", spoken):
        kinds.add("waive")
    return frozenset(kinds)


def _pieces(matter: str) -> Iterator[str]:
    start = 0
    for joint in _JOINT.finditer(matter):
        if matter[start : joint.start()].strip():
            yield matter[start : joint.start()]
        start = joint.end()
    if matter[start:].strip():
        yield matter[start:]


def _grant(piece: str) -> Grant:
    named = content_stems(_MANNER.sub(" ", piece)) or _TIME_FREE.search(piece)
    kinds = granted_kinds(piece) if named else frozenset()
    amounts = tuple(amount for amount in find_amounts(piece) if not _is_price(piece, amount))
    shares = find_shares(piece)
    if not kinds and (amounts or shares) and _GIVEN.search(piece):
        off = not amounts and re.search(r"\boff\b", piece)
        kinds = frozenset(["refund" if _BACK.search(piece) else "discount" if off else "money"])
    return Grant(piece.strip(), kinds, amounts, shares)


def _is_price(piece: str, amount: Amount) -> bool:
    """Whether a sum is what something costs, or what a share is taken of, and not what is given."""
    before = piece[: amount.start]
    return bool(_A_PRICE.search(before) or _BASE.search(before))


def find_shares(text: str) -> tuple[Percent, ...]:
    """Every share of a price in a text, as a percentage: "25 %", "half of the £295", "in full"."""
    found = [percent for percent in find_percents(text) if percent.text.strip()]
    for match in _WORDS_PERCENT.finditer(text):
        value = number_value(match["n"])
        if value is not None and all(match.end() <= one.start or one.end <= match.start() for one in found):
            found.append(Percent(match.start(), match.end(), match.group(), value))
    for pattern, value in _SHARES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Percent(match.start(), match.end(), match.group(), value))
    return tuple(sorted(found, key=lambda percent: percent.start))
