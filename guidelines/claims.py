"""The facts that a text states and that a source must bear out: figures, dates, names, links (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from guidelines.calendar import TimeExpression, find_times
from guidelines.money import find_amounts, find_percents
from guidelines.numerals import number_value

ClaimKind = Literal["money", "percent", "date", "duration", "number", "code", "phone", "email", "link", "postcode"]

URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]|\b(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|org|net|"
    r"co\.uk|org\.uk|uk|io|eu|de|fr|ie|shop|store|info|biz|example|test|app|dev|gov|help|support|online|"
    r"site)\b(?:/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?])?(?!@)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
PHONE = re.compile(
    r"(?<![\w£$€.,-])(?:\+\d{1,3}[\s.-]?(?:\(0\))?[\s.-]?)?\(?0?\d{2,5}\)?(?:[\s.-]?\d{2,4}){2,4}(?![\w%-]|[.,]\d)"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_ISO = re.compile(r"\b20\d\d-\d\d-\d\d\b")
CODE = re.compile(
    r"\b(?=[A-Za-z0-9/-]*\d)(?=[A-Za-z0-9/-]*[A-Z])[A-Za-z]{1,6}[-/]?\d[A-Za-z0-9/-]*\b|\b\d{2,}[A-Z]{1,3}\b|"
    r"\b[A-Z]{2,}-[A-Z0-9]+(?:-[A-Z0-9]+)*\b"
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_UNITS = (
    r"mm|cm|m|km|metres?|meters?|inch(?:es)?|ft|feet|kg|g|grams?|kilos?|lbs?|ml|l|litres?|w|watts?|kw|v|"
    r"volts?|amps?|a|ah|mah|hz|lumens?|lm|°c|°f|degrees|gb|mb|tb|mbps|rpm|bar|psi|miles?|points|users?|"
    r"seats|devices|pages|people|persons|nights|miles|cups|pieces|items|tablets|capsules|doses|kcal|"
    r"calories|m²|m2|sq ?m"
)
_MEASURE = re.compile(
    rf"(?<![\w£$€.,/-])(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s|-)?(?P<unit>{_UNITS})\b(?!['’])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w£$€.,/:-])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w%/:-]|[.,]\d)")
_LIST_LABEL = re.compile(
    r"(?:^|\n)\s*\(?\d{1,2}[.)]\s|\b(?:step|point|question|item|part|option|page|section|"
    r"number)s?\s+\d{1,2}\b|\b\d\s*/\s*\d\b|\b24/7\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated fact with its place in the text; ``value`` is what it comes to, for comparison."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    value: object
    time: TimeExpression | None = None


def squeeze(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).lower()


def phone_key(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return digits[-9:]


@lru_cache(maxsize=10_000)
def find_claims(text: str, today: date, country: str = "GB") -> tuple[Claim, ...]:
    """Every claim in ``text``, in order, none inside another."""
    found: list[Claim] = []

    def free(start: int, end: int) -> bool:
        return all(end <= other.start or other.end <= start for other in found)

    blocked = [match.span() for match in _LIST_LABEL.finditer(text)] + [match.span() for match in _CLOCK.finditer(text)]
    for claim in _exact(text):
        if free(claim.start, claim.end):
            found.append(claim)
    for claim in _quantities(text, today, country):
        if free(claim.start, claim.end):
            found.append(claim)
    for claim in _numbers(text):
        if free(claim.start, claim.end) and not any(a <= claim.start and claim.end <= b for a, b in blocked):
            found.append(claim)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _exact(text: str) -> Iterator[Claim]:
    for match in EMAIL.finditer(text):
        yield Claim(*match.span(), match.group(), "email", match.group().lower())
    for match in URL.finditer(text):
        yield Claim(*match.span(), match.group(), "link", match.group().lower())
    for match in POSTCODE.finditer(text):
        yield Claim(*match.span(), match.group(), "postcode", squeeze(match.group()))
    for match in PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if (
            9 <= len(digits) <= 14
            and not _ISO.search(match.group())
            and (match.group()[0] in "+(0" or " " in match.group())
        ):
            yield Claim(*match.span(), match.group(), "phone", phone_key(match.group()))


def _quantities(text: str, today: date, country: str) -> Iterator[Claim]:
    for amount in find_amounts(text):
        yield Claim(amount.start, amount.end, amount.text, "money", (amount.value, amount.currency))
    for percent in find_percents(text):
        yield Claim(percent.start, percent.end, percent.text, "percent", percent.value)
    for time in find_times(text, today, country):
        if time.shape == "date" and time.latest is not None:
            yield Claim(time.start, time.end, time.text, "date", time.latest, time)
        elif time.shape == "duration" and time.high is not None:
            start = time.start + len(time.text) - len(time.text.lstrip())
            yield Claim(start, time.end, text[start : time.end], "duration", (time.high, time.unit), time)


def _numbers(text: str) -> Iterator[Claim]:
    for match in _MEASURE.finditer(text):
        yield Claim(*match.span(), match.group(), "number", number_value(match["n"]))
    for match in CODE.finditer(text):
        yield Claim(*match.span(), match.group(), "code", squeeze(match.group()))
    for match in _BARE.finditer(text):
        yield Claim(*match.span(), match.group(), "number", number_value(match["n"]))


def in_days(count: int, unit: str) -> Decimal:
    """A duration in one measure, so that "24 months" equals "two years" and "14 days" two weeks."""
    per = {
        "minutes": Decimal(1),
        "hours": Decimal(60),
        "days": Decimal(1440),
        "working days": Decimal("1440.5"),
        "weeks": Decimal(10080),
        "months": Decimal(43800),
        "years": Decimal(525600),
    }
    return count * per[unit]
