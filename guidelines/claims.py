"""The facts that a text states and that a source must bear out: figures, dates, codes, numbers, addresses (P07)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from guidelines.calendar import TimeExpression, find_times
from guidelines.clock import find_clock_times
from guidelines.measures import find_measures
from guidelines.money import find_amounts, find_percents
from guidelines.numerals import NUMBER, number_value
from guidelines.opposites import find_opposites
from guidelines.wording import STOP, stem

ClaimKind = Literal[
    "money",
    "percent",
    "date",
    "duration",
    "clock",
    "measure",
    "count",
    "code",
    "phone",
    "email",
    "link",
    "postcode",
    "opposite",
]
Size = tuple[str, Decimal | str]  # what it is a size of ("money GBP", "months", "length", "code QF"), and how much

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
CODE = re.compile(
    r"\b(?=[A-Za-z0-9/-]*\d)(?=[A-Za-z0-9/-]*[A-Z])[A-Za-z]{1,6}[-/]?\d[A-Za-z0-9/-]*\b|\b\d{2,}[A-Z]{1,3}\b|"
    r"\b[A-Z]{2,}-[A-Z0-9]+(?:-[A-Z0-9]+)*\b"
)
_ISO = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_COUNT = re.compile(
    rf"(?<![\w£$€.,/:-])(?P<n>{NUMBER})(?![\w%/:]|[.,]\d|-\d)(?P<after>(?:[\s-]+[A-Za-z][\w'’]*)?)", re.I
)
_LIST_LABEL = re.compile(
    r"(?:^|\n)\s*\(?\d{1,2}[.)]\s|\b(?:steps?|points?|questions?|items?|parts?|options?|pages?|sections?|"
    r"numbers?|paragraphs?|chapters?)\s+\d{1,2}(?:(?:\s?,\s?|\s?-\s?|\s(?:and|or|to)\s)\d{1,2})*\b|\b24/7\b",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?<![.!?:]\s)(?<!^)\b(?P<name>[A-Z][a-z]+)\s$")
_NO_COUNT = frozenset("one a an zero".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated fact with its place in the text; ``sizes`` are what it comes to, two for a range.

    ``counted`` are the stems of what a bare number counts ("120 readings"); ``time`` is there for dates and durations.
    """

    start: int
    end: int
    text: str
    kind: ClaimKind
    sizes: tuple[Size, ...]
    time: TimeExpression | None = None
    counted: frozenset[str] = frozenset()

    @property
    def dimension(self) -> str:
        return self.sizes[0][0]

    @property
    def amount(self) -> Decimal:
        """The size of a claim in figures; the larger of a range."""
        size = self.sizes[-1][1]
        assert isinstance(size, Decimal)
        return size


_UNCOUNTED = re.compile(
    r"\b(?:an?|half an?|one or two|next|last|each|every|per|the|this|that|once|twice)\s+"
    r"(?:(?:working|business|calendar|single|whole|full)\s+)?(?:second|minute|hour|day|week|fortnight|month|year)",
    re.IGNORECASE,
)


def is_uncounted(claim: Claim) -> bool:
    """Whether a duration is told without a number: "a day", "each month", "half an hour"."""
    return claim.kind == "duration" and _UNCOUNTED.search(claim.text) is not None


def squeeze(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).lower()


def plain_number(claim: Claim) -> Decimal:
    """The number of a size as it is written, whatever its unit."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", claim.text)
    return Decimal(digits.group().replace(",", "")) if digits else claim.amount


def phone_key(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return digits[-9:]


@lru_cache(maxsize=20_000)
def find_claims(text: str, today: date, country: str = "GB") -> tuple[Claim, ...]:
    """Every claim in ``text``, in order, none inside another."""
    found: list[Claim] = []
    taken = bytearray(len(text) + 1)
    for read in (_exact, _quantities, _codes, _counts):
        for claim in read(text, today, country):
            if not any(taken[claim.start : claim.end]):
                taken[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
                found.append(claim)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _exact(text: str, today: date, country: str) -> Iterator[Claim]:
    for match in EMAIL.finditer(text):
        yield _claim(match, "email", match.group().lower())
    for match in URL.finditer(text):
        yield _claim(match, "link", match.group().lower())
    for match in POSTCODE.finditer(text):
        yield _claim(match, "postcode", squeeze(match.group()))
    for match in PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if (
            9 <= len(digits) <= 14
            and not _ISO.search(match.group())
            and (match.group()[0] in "+(0" or " " in match.group())
        ):
            yield _claim(match, "phone", phone_key(match.group()))


def _claim(match: re.Match[str], kind: ClaimKind, value: str) -> Claim:
    return Claim(*match.span(), match.group(), kind, ((kind, value),))


def _quantities(text: str, today: date, country: str) -> Iterator[Claim]:
    for amount in find_amounts(text):
        size = (f"money {amount.currency}", amount.value.normalize())
        yield Claim(amount.start, amount.end, amount.text, "money", (size,))
    for percent in find_percents(text):
        yield Claim(percent.start, percent.end, percent.text, "percent", (("percent", percent.value.normalize()),))
    yield from _clocks(text)
    for time in find_times(text, today, country):
        if time.shape == "date" and time.latest is not None:
            size = ("day", Decimal(time.latest.toordinal()))
            yield Claim(time.start, time.end, time.text, "date", (size,), time)
        elif time.shape == "duration" and time.high is not None and time.unit is not None:
            start = time.start + len(time.text) - len(time.text.lstrip())
            ends = [end for end in (time.low, time.high) if end is not None]
            sizes = tuple(length(end, time.unit) for end in ends)
            yield Claim(start, time.end, text[start : time.end], "duration", sizes, time)
    for measure in find_measures(text):
        sizes = tuple((measure.kind, size.normalize()) for size in measure.sizes)
        yield Claim(measure.start, measure.end, measure.text, "measure", sizes)


_UNTIL = re.compile(r"\s*(?:to|and|until|till|through|–|—|-)\s*", re.IGNORECASE)


def _clocks(text: str) -> Iterator[Claim]:
    """Times of day; the two of "9am to 5pm" are one claim."""
    clocks = list(find_clock_times(text))
    at = 0
    while at < len(clocks):
        one = clocks[at]
        ends = [one]
        if at + 1 < len(clocks) and _UNTIL.fullmatch(text, one.end, clocks[at + 1].start):
            ends.append(clocks[at + 1])
        at += len(ends)
        start, end = ends[0].start, ends[-1].end
        yield Claim(start, end, text[start:end], "clock", tuple(("clock", _dial(c.minutes, c.sure)) for c in ends))


def _dial(minutes: int, sure: bool) -> Decimal:
    """Minutes after midnight; where morning and evening are not told apart, as a negative on the dial of twelve."""
    return Decimal(minutes) if sure else -Decimal(minutes % (12 * 60) or 12 * 60)


_LENGTHS = {
    "minutes": ("time", 60),
    "hours": ("time", 3600),
    "days": ("days", 1),
    "weeks": ("days", 7),
    "working days": ("working days", 1),
    "months": ("months", 1),
    "years": ("months", 12),
}


def length(count: int, unit: str) -> Size:
    """A duration in the measure it belongs to: seconds, days, working days or months."""
    dimension, each = _LENGTHS[unit]
    return dimension, Decimal(count * each)


def _codes(text: str, today: date, country: str) -> Iterator[Claim]:
    for match in CODE.finditer(text):
        letters = re.match(r"[A-Za-z]*", match.group())
        family = letters.group().upper() if letters else ""
        yield Claim(*match.span(), match.group(), "code", ((f"code {family}", squeeze(match.group())),))
    for found in find_opposites(text):
        yield Claim(found.start, found.end, found.text, "opposite", ((found.of, found.side),), counted=found.beside)


def _counts(text: str, today: date, country: str) -> Iterator[Claim]:
    labels = [match.span() for match in _LIST_LABEL.finditer(text)]
    for match in _COUNT.finditer(text):
        start, end = match.span("n")
        value = number_value(match["n"])
        if value is None or match["n"].lower() in _NO_COUNT or any(a <= start and end <= b for a, b in labels):
            continue
        if match["n"].isdigit() and NAME_BEFORE.search(text, max(0, start - 30), start):
            continue  # Beck 5, Zone 2: a name, and no number of anything
        yield Claim(start, end, match["n"], "count", (("count", value.normalize()),), counted=_things(match["after"]))


def _things(after: str) -> frozenset[str]:
    """The stem of what is counted: the word behind the number, where it is no joining one."""
    word = re.match(r"[\s-]*([A-Za-z][\w'’]*)", after)
    return frozenset((stem(word[1].lower()),)) if word and word[1].lower() not in STOP else frozenset()
