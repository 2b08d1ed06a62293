"""Times and sums that we set ourselves: a deadline that we promise, a gift whose worth is ours to choose (P10, P12).

No source need bear them out; the promise gate weighs them against the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guidelines.claims import Claim
from guidelines.evidence import Evidence
from guidelines.figures import fit
from guidelines.finding import Promise
from guidelines.statements import Statement

_SAME_THING = 2.0  # rarity that an offer's words share with a remedy's
_BY = frozenset(("by", "within", "in", "before", "inside", "under", "no later than", "next"))
_OWN_ACT = re.compile(
    r"^\W*(?:(?:and|so|then|also)\s+)?(?:I|we|our|my|one of (?:us|our))\b|\b(?:I|we)(?:['’]ll| will)\b", re.IGNORECASE
)
_WE_WILL = re.compile(
    r"\b(?:I|we)\b[^.;:]*(?:\b(?:will|shall)|['’]ll)\b[^.;:]*\b(?:by|on|before)\s+(?:the\s+)?$", re.IGNORECASE
)
_GIFT = re.compile(
    r"\b(?:voucher|goodwill|gesture|credit|gift|token|apolog\w+|sorry|trouble|inconvenience|compensat\w+|thank\w*)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:I|we)\b[^.;:]{0,40}?\b(?:offer|add|adding|added|give|giving|send|sending|put|putting|credit|crediting|take|taking|"
    r"make|making|apply|applying)\b(?:(?!\b(?:the|your|that|this)\s*$)[^.;:])*$",
    re.IGNORECASE,
)


def is_set_by_us(statement: Statement, evidence: Evidence, promises: Iterable[Promise]) -> bool:
    """Whether the statement is a term of our own."""
    claim = statement.claim
    around = [one for one in promises if one.start <= statement.start and statement.end <= one.end + 1]
    if claim.kind == "money":
        return _may_be_offered(statement, evidence, any(one.verdict == "fine" for one in around))
    if claim.kind == "clock":
        return bool(around)
    if _is_to_come(claim, evidence) and _WE_WILL.search(statement.before):
        return True
    return claim.kind in {"date", "duration"} and any(_is_its_term(claim, one) for one in around)


def _is_to_come(claim: Claim, evidence: Evidence) -> bool:
    day = claim.time.latest if claim.kind == "date" and claim.time else None
    return day is not None and day > evidence.today


def _is_its_term(claim: Claim, promise: Promise) -> bool:
    time = claim.time
    long = time is not None and time.unit in {"months", "years"}
    if long and not promise.deadline:
        return False
    if claim.kind == "duration" and time and promise.deadline:
        meant = time.latest is not None and time.latest.isoformat() == promise.deadline
        if not meant and time.relation not in _BY:
            return False
    judged = promise.verdict not in {"not_checked", "vague"} and promise.practice in {"P12", "P13"}
    return judged or promise.verdict in {"needs_approval", "impossible"} or bool(_OWN_ACT.search(promise.text))


def _may_be_offered(statement: Statement, evidence: Evidence, promised: bool) -> bool:
    """A gift of ours, up to what the row of the policy that fits it best allows."""
    if not ((promised or _OFFERS.search(statement.before)) and _GIFT.search(statement.sentence)):
        return False
    limits = [figure for figure in evidence.policy if figure.claim.dimension == statement.claim.dimension]
    best = max(limits, key=lambda figure: fit(statement.words, figure.words, evidence.rarity), default=None)
    return (
        best is not None
        and fit(statement.words, best.words, evidence.rarity) >= _SAME_THING
        and statement.claim.amount <= best.claim.amount
    )
