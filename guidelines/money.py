"""Amounts of money and percentages in English text (P07, P10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from guidelines.numerals import NUMBER, number_value

_SYMBOLS = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₹": "INR"}
_CODES = "GBP|USD|EUR|CHF|SEK|NOK|DKK|PLN|AUD|CAD|NZD|JPY|INR|ZAR"
_NAMES = {
    "pound": "GBP",
    "quid": "GBP",
    "euro": "EUR",
    "dollar": "USD",
    "franc": "CHF",
    "krona": "SEK",
    "krone": "NOK",
}
_NAME = "|".join(_NAMES)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"

_AMOUNT = re.compile(
    rf"(?P<symbol>[£$€¥₹])\s?(?P<n1>{_DIGITS})(?P<scale>k\b|m\b)?"
    rf"|\b(?P<code1>{_CODES})\s?(?P<n2>{_DIGITS})"
    rf"|(?P<n3>{_DIGITS})\s?(?:(?P<code2>{_CODES})\b|(?P<symbol2>[€£$]))"
    rf"|(?P<n4>{NUMBER})\s+(?P<name>{_NAME})s?\b(?:\s+(?:and\s+)?(?P<cents>{NUMBER})(?:\s*(?:pence|cents?|p)\b)?)?"
    rf"|(?P<n5>\d+)\s?(?P<pence>p\b|pence\b|cents?\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?P<n>{NUMBER})\s?(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:(?P<half>half(?:[- ]price)|half (?:of )?(?:the|your) (?:price|cost|money|amount))|"
    r"(?P<third>a third (?:of|off) (?:the|your) (?:price|cost))|(?P<quarter>a quarter (?:of|off) (?:the|your) "
    r"(?:price|cost)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in a text; ``currency`` is an ISO 4217 code."""

    start: int
    end: int
    text: str
    value: Decimal
    currency: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in a text; "half price" is 50."""

    start: int
    end: int
    text: str
    value: Decimal


def _decimal(digits: str) -> Decimal | None:
    cleaned = re.sub(r"[ \u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d+,\d{1,2}", cleaned):  # 12,50 in the continental way
        cleaned = cleaned.replace(",", ".")
    return number_value(cleaned)


@lru_cache(maxsize=10_000)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every sum of money in ``text``, in order: "£1,299.00", "40 EUR", "five pounds", "80p"."""
    found = []
    for match in _AMOUNT.finditer(text):
        digits = match["n1"] or match["n2"] or match["n3"] or match["n4"] or match["n5"]
        value = _decimal(digits)
        if value is None:
            continue
        if match["pence"]:
            currency = "USD" if match["pence"].lower().startswith("cent") else "GBP"
            value /= 100
        elif match["symbol"] or match["symbol2"]:
            currency = _SYMBOLS[match["symbol"] or match["symbol2"]]
        elif match["name"]:
            currency = _NAMES[match["name"].lower()]
            cents = number_value(match["cents"]) if match["cents"] else None
            value += (cents or Decimal(0)) / 100
        else:
            currency = (match["code1"] or match["code2"]).upper()
        if match["scale"]:
            value *= 1000 if match["scale"].lower() == "k" else 1_000_000
        found.append(Amount(match.start(), match.end(), match.group(), value, currency))
    return tuple(found)


@lru_cache(maxsize=10_000)
def find_percents(text: str) -> tuple[Percent, ...]:
    """Every percentage in ``text``, in order, "half price" among them."""
    found = []
    for match in _PERCENT.finditer(text):
        value = number_value(match["n"])
        if value is not None:
            found.append(Percent(match.start(), match.end(), match.group(), value))
    for match in _SHARE.finditer(text):
        value = Decimal(50) if match["half"] else Decimal("33.33") if match["third"] else Decimal(25)
        found.append(Percent(match.start(), match.end(), match.group(), value))
    return tuple(sorted(found, key=lambda percent: percent.start))
