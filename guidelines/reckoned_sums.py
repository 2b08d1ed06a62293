"""Sums, sizes and numbers that follow from others by plain arithmetic (P07, P10).

What stands in the same sentence may always be reckoned with; what stands farther off, only where the sentence speaks as
one that reckons ("which makes", "less 20 %", "in all").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from guidelines.arithmetic import Operands, follows
from guidelines.beside import AHEAD, ALL, BACK, Beside
from guidelines.claims import Claim, plain_number
from guidelines.evidence import bare_numbers
from guidelines.statements import Statement

_SOME = 4  # figures of documents that are reckoned with at most
_TOTAL = re.compile(r"\b(?:in all|altogether|together|total\w*|sum|overall|all in)\b", re.IGNORECASE)
_RECKONS = re.compile(
    r"\b(?:makes?|making|leaves|leaving|less|minus|plus|off|comes? (?:up )?to|that is|that['’]s|which is|works? out|"
    r"would (?:\w+ )?(?:be|cost|come|pay|have|save)|total\w*|in all|(?:al)?together|sum|differ\w+|more|fewer|further|"
    r"takes? away|brings?|equals?|half|third|quarter|each|per|instead|rest|remain\w*|balance|owed?|reduc\w+|"
    r"discount\w*|adds?|added|adding|sav(?:e|es|ing)|deduct\w*|times|double[sd]?|twice|reckon\w*|calculat\w*|worth|share|overpa\w+|"
    r"overcharg\w+|undercharg\w+|leave|lower|higher|shorter?|longer|after that|late|so|[a-z]+th)\b|[=×%]|\bx\b",
    re.IGNORECASE,
)
_OUT_LOUD = re.compile(
    r"\b(?:in all|altogether|total\w*|together|difference|remain\w*|the rest|balance|leaves?|leaving|less|minus|makes|"
    r"comes to|that is|brings?|works? out|(?:a|one) \w+th|would (?:be|come to|cost))\b|[=×]",
    re.IGNORECASE,
)
_RECKONS_SIZE = re.compile(
    r"\b(?:total\w*|in all|(?:al)?together|makes?|making|that is|which is|comes? to|leaves|leaving|remain\w*|"
    r"left|instead|plus|minus|half|third|twice|times|each|every|longer|shorter|enough|after|in a|"
    r"a (?:day|week|month))\b|[=×]",
    re.IGNORECASE,
)
_DIVIDES = re.compile(
    r"\b(?:each|per|half|halves|apiece|split|shared?|instal\w*|third|quarter|a (?:month|week|day|year|head|person))\b",
    re.IGNORECASE,
)
_RESULT_BEFORE = re.compile(
    r"(?:\b(?:(?:which|that) (?:is|makes|leaves|comes to)|makes|comes to|leaves|total of|in all|altogether|"
    r"(?:total|sum|difference|balance|rest) (?:is|of|comes to|would be))|=)\s*"
    r"(?:\S+ in )?(?:(?:only|just|about|around|nearly|a little|well) )*$",
    re.IGNORECASE,
)
_RESULT_AFTER = re.compile(
    r"\s*(?:more|less|extra|cheaper|dearer|in all|altogether|in total|together)\b", re.IGNORECASE
)
_OF = re.compile(r"\s*(?:of|off|less|more|cheaper|dearer|lower|higher)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonth", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:year|annual|twelve months|12 months)", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|just (?:over|under)|approximately|or so)\b", re.IGNORECASE
)
_PARTS = re.compile(
    r"\b(?:(?P<half>half|halve[sd]?)|(?P<two>two thirds)|(?P<third>thirds?)|(?P<three>three quarters)|"
    r"(?P<quarter>quarters?)|(?P<fifth>(?:a|one) fifth)|(?P<tenth>(?:a|one) tenth)|(?P<twelfth>(?:a|one) twelfth))\b",
    re.IGNORECASE,
)
_SHARES = {
    "half": Decimal(1) / 2,
    "two": Decimal(2) / 3,
    "third": Decimal(1) / 3,
    "three": Decimal(3) / 4,
    "quarter": Decimal(1) / 4,
    "fifth": Decimal(1) / 5,
    "tenth": Decimal(1) / 10,
    "twelfth": Decimal(1) / 12,
}
_TIMES = re.compile(r"\b(?:twice|double[sd]?|(?P<three>thrice|three times|trebled?|tripled?))\b", re.IGNORECASE)
_COUNTED = {"count", "months", "days", "working days"}
_PRICED_OR_MEASURED = {"money", "length", "mass", "volume", "data"}
_DAYS_IN = {"months": Decimal("30.4"), "working days": Decimal("1.4")}
_MOST = 60  # things that a letter or a case counts at most when a price is multiplied


def sum_follows(statement: Statement, beside: Beside) -> bool:
    """Whether a sum, a size or a number follows from others, by one plain reckoning."""
    claim, text = statement.claim, statement.sentence
    reckons = bool((_RECKONS if claim.kind in {"money", "count"} else _RECKONS_SIZE).search(text))
    if not reckons and claim.kind != "money":
        return False
    near = beside.claims(statement, back=ALL if _TOTAL.search(text) else BACK * reckons, ahead=AHEAD * reckons)
    for dimension, value in claim.sizes:
        if not isinstance(value, Decimal):
            return False
        operands = _operands(statement, dimension, near, beside, reckons=reckons)
        if not (follows(value, operands, _tolerance(value, statement)) or _goes_into(value, dimension, near)):
            return False
    return True


def sum_follows_from(statement: Statement, beside: Beside, other: Claim | None = None) -> bool:
    """Whether the statement follows from what stands beside it alone; or is so many times, or a share, of ``other``."""
    near = beside.claims(statement)
    for dimension, value in statement.claim.sizes:
        operands = _operands(statement, dimension, near, beside, reckons=False, back=1)
        if other is not None:
            operands = replace(operands, near=frozenset(), own=_amounts([other], dimension))
        if not isinstance(value, Decimal) or not follows(value, operands, _tolerance(value, statement)):
            return False
    return True


def share_follows(statement: Statement, beside: Beside) -> bool:
    """Whether a percentage is that of two sizes of its sentence, the rest of another one, or two together."""
    near = beside.claims(statement, back=0, ahead=0)
    value = statement.claim.amount
    shares = [claim.amount for claim in near if claim.kind == "percent"]
    if any(100 - share == value for share in shares) or follows(value, Operands(near=frozenset(shares))):
        return True
    sizes = [claim for claim in near if claim.kind in {"money", "measure", "count"} and claim.amount > 0]
    return _OF.match(statement.sentence, statement.claim.end) is not None and any(
        abs(part / other.amount * 100 - value) < Decimal("0.6")
        for one in sizes
        for other in sizes
        if one.dimension == other.dimension and one.amount < other.amount
        for part in (one.amount, other.amount - one.amount)
    )


def tells_a_sum(statement: Statement) -> bool:
    """Whether a sentence reckons out loud, so that a sum that follows from nothing may only be hard to follow."""
    return statement.claim.kind == "money" and (
        is_result(statement) or _OUT_LOUD.search(statement.sentence) is not None
    )


def is_result(statement: Statement) -> bool:
    """Whether a statement is told as what a reckoning comes to: "which is £15 more", "£304 in all"."""
    return bool(_RESULT_BEFORE.search(statement.before) or _RESULT_AFTER.match(statement.sentence, statement.claim.end))


def _operands(
    statement: Statement, dimension: str, near: list[Claim], beside: Beside, *, reckons: bool, back: int = 0
) -> Operands:
    said = beside.said(statement, back=max(back, int(reckons)))
    own = beside.own if reckons else []
    shares = list(_shares(near, said))
    sums = dimension.split()[0] in _PRICED_OR_MEASURED and reckons
    if reckons:
        shares += _shares(_of_documents(statement, "percent", beside), "")
    bare = bare_numbers(beside.evidence.case) if sums and dimension.startswith("money") else frozenset[Decimal]()
    return Operands(
        near=_amounts(near, dimension),
        own=_amounts(own, dimension) | bare if sums else frozenset(),
        far=_amounts(_of_documents(statement, dimension, beside), dimension) if sums else frozenset(),
        counts=frozenset(_counts(beside.claims(statement, back=max(back, int(reckons)), ahead=0), own, said)),
        parts=_DIVIDES.search(said) is not None,
        shares=frozenset(shares),
    )


def _of_documents(statement: Statement, dimension: str, beside: Beside) -> list[Claim]:
    return [figure.claim for figure in beside.on_its_matter(statement, [dimension], most=_SOME)]


def _counts(near: list[Claim], own: list[Claim], said: str) -> Iterator[Decimal]:
    """How many times: numbers of the sentence, of the one before it, and of the case."""
    for claim in near:
        yield from (of for kind, of in claim.sizes if kind in _COUNTED and isinstance(of, Decimal) and of > 1)
    yield from (claim.amount for claim in own if claim.kind == "count" and 1 < claim.amount <= _MOST)
    yield from (Decimal(3 if match["three"] else 2) for match in _TIMES.finditer(said))
    if _MONTHLY.search(said) and _YEARLY.search(said):
        yield Decimal(12)


def _goes_into(value: Decimal, dimension: str, near: list[Claim]) -> bool:
    """So many litres at so many a day: how often one size, or number, goes into another of its kind."""
    if dimension not in _COUNTED:
        return False
    sizes = [claim for claim in near if claim.kind in {"measure", "count", "money"}]
    for one in sizes:
        for other in sizes:
            alike = one.dimension == other.dimension or "count" in (one.kind, other.kind)
            if not alike or one is other or not other.amount:
                continue
            as_written = one.kind != other.kind
            times = plain_number(one) / plain_number(other) if as_written else one.amount / other.amount
            if times > 1 and abs(times / _DAYS_IN.get(dimension, 1) - value) < max(Decimal("0.5"), value / 50):
                return True
    return False


def _amounts(claims: Iterable[Claim], dimension: str) -> frozenset[Decimal]:
    return frozenset(
        size for claim in claims for of, size in claim.sizes if of == dimension and isinstance(size, Decimal)
    )


def _shares(claims: Iterable[Claim], words: str) -> Iterator[Decimal]:
    yield from (claim.amount / 100 for claim in claims if claim.kind == "percent")
    yield from (_SHARES[match.lastgroup or "half"] for match in _PARTS.finditer(words))


def _tolerance(value: Decimal, statement: Statement) -> Decimal:
    """To the penny; about that, where the draft says "about"."""
    after = statement.sentence[statement.claim.end : statement.claim.end + 8]
    if _ABOUT.search(statement.before[-25:]) or _ABOUT.search(after):
        return value / 20
    return Decimal("0.01")
