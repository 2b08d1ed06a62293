"""Whether a statement of a draft stands somewhere, in the same or in other words and units (P07)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re

from guidelines.calendar import TimeExpression
from guidelines.claims import Claim, is_uncounted, plain_number, squeeze
from guidelines.evidence import Evidence, bare_numbers
from guidelines.statements import Statement

_COMMON_CODES = frozenset(
    (
        "a3 a4 a5 usb-c usb-a usbc usba 3d 2d 4k 8k 2fa mfa 5g 4g 3g 2g mp3 mp4 covid-19 covid19 h2o b2b b2c e5 "
        "e10 html5 ps4 ps5 r2 1g am pm 24h 48h t20 iso9001 wi-fi e-mail n95 c19 g7 q1 q2 q3 q4 pdf/a 7up"
    ).split()
)
_SMALL = 12  # a number of things up to here may be counted off by whoever writes
_LONGEST_ON_ITS_WAY = 60  # days that a letter is old at most when it is answered
_LETTERS_DAY = re.compile(
    r"\b(?:letter|email|e-mail|message|note|call|enquiry|complaint|request|card|fax|form|dated|wrote|writing|rang|phoned|"
    r"telephoned)\b[^.;:]{0,25}$",
    re.IGNORECASE,
)


def stands(statement: Statement, evidence: Evidence) -> bool:
    """Whether the statement needs no reckoning: a place bears it, or it is of a kind that needs none."""
    claim = statement.claim
    if claim.time and claim.time.weekday_clash:
        return False
    if claim.kind in {"email", "link", "opposite"} or evidence.bearing(claim):
        return True  # links and addresses are weighed by the rule of their own
    if claim.kind == "money":
        return claim.amount == 0 or claim.amount in bare_numbers(evidence.case)
    if claim.kind == "measure":
        return plain_number(claim) in bare_numbers((*evidence.case, *evidence.letter))
    if claim.kind == "percent":
        return claim.amount == 100
    if claim.kind == "date":
        return _day_stands(statement, evidence)
    if claim.kind == "duration":
        in_words = not re.search(r"\d", claim.text)
        return is_uncounted(claim) or (in_words and claim.dimension == "time" and claim.amount < 1200)
    if claim.kind in {"phone", "postcode"}:
        return str(claim.sizes[0][1]) in evidence.squeezed
    if claim.kind == "code":
        return _code_stands(claim, evidence)
    return claim.kind == "count" and _count_stands(claim, evidence)


def _day_stands(statement: Statement, evidence: Evidence) -> bool:
    time = statement.claim.time
    assert time is not None
    if not time.named_day or not re.search(r"\d", statement.claim.text):
        return True
    known = (figure.claim.time for figure in evidence.by_dimension.get("day", ()))
    if any(other is not None and _same_day(time, other) for other in known):
        return True
    if time.latest is None or not _LETTERS_DAY.search(statement.before):
        return False
    if evidence.received is not None:
        return time.latest == evidence.received
    return 0 <= (evidence.today - time.latest).days <= _LONGEST_ON_ITS_WAY


def _same_day(one: TimeExpression, other: TimeExpression) -> bool:
    """The same day of the same month, and of the same year where both give one."""
    if one.latest is None or other.latest is None:
        return False
    if one.year_given and other.year_given:
        return one.latest == other.latest
    return (one.latest.month, one.latest.day) == (other.latest.month, other.latest.day)


def _code_stands(claim: Claim, evidence: Evidence) -> bool:
    bare = squeeze(claim.text)
    if bare in _COMMON_CODES or claim.text.lower() in _COMMON_CODES:
        return True
    return re.search(rf"(?<![a-z0-9]){re.escape(bare)}(?![a-z0-9])", evidence.joined) is not None


def _count_stands(claim: Claim, evidence: Evidence) -> bool:
    value = claim.amount
    if value in evidence.numbers or not re.search(r"\d", claim.text):
        return True
    if value == value.to_integral_value() and value <= _SMALL:
        return True
    digits = re.sub(r"\D", "", claim.text)
    if len(digits) >= 3 and re.search(rf"(?<!\d){digits}(?!\d)", re.sub(r"(?<=\d)[\s-](?=\d)", "", evidence.lower)):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d", claim.text)) and abs(int(claim.text) - evidence.today.year) <= 1
