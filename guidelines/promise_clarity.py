"""Whether a commitment says who does what, and by which day (P13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guidelines.promise_words import ACT_ONLY

if TYPE_CHECKING:
    from guidelines.calendar import TimeExpression
    from guidelines.commitment import Commitment

_HOLLOW = re.compile(
    r"\b(?:see (?:what|if)|do (?:what(?:ever)?|everything|all|our|my)|look (?:into|at)|try|some (?:kind|sort)|"
    r"something|anything)\b",
    re.IGNORECASE,
)
_NAMED_ACTOR = re.compile(
    r"\b(?:to|by|with)\s+(?:(?:[A-Z][\w'’-]+)|(?:our|the|my)\s+(?:[\w'’&-]+\s+){0,4}?(?:team|department|manager|"
    r"workshop|warehouse|engineers?|supervisor|office|colleagues?|buyers|kitchen))\b(?! (?:relevant|appropriate))"
)
_FACELESS = re.compile(
    r"\b(?:relevant|appropriate|right|correct|responsible|concerned) (?:team|department|people|person|colleagues?|"
    r"area)\b|\bsomeone\b|\bsomebody\b|\ba colleague\b|\b(?:the|another|a different) department\b",
    re.IGNORECASE,
)
_A_DATE = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|ten|fourteen|twenty-four) (?:to \w+ )?(?:working |"
    r"business )?(?:hours?|days?|weeks?|months?)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|"
    r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening|week)\b|\bfortnight\b|\bnext (?:week|month|bill)\b|"
    r"\b(?:the )?(?:same|next|following|very) day\b|\bthe (?:day|morning) (?:after|before|on which|that|it|we|you)\b|"
    r"\bon the day\b|\bfrom the start\b|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\b|\b(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december) \d{1,2}\b|\bat (?:once|any time)\b|\bby return\b|\bmeanwhile\b|"
    r"\bin the meantime\b",
    re.IGNORECASE,
)
_ITS_DAY = re.compile(
    r"\bon (?:its|the|your|that|their) (?:\w+ )?(?:day|date)\b|\b(?:on|with|in) (?:your|the) next (?:bill|statement|"
    r"invoice|delivery|order|visit|payslip|payment|issue)\b",
    re.IGNORECASE,
)
_ON_THEIR_WORD = re.compile(
    r"\b(?:which(?:ever)?|whatever|wherever|whenever|what|if|as soon as|once|when|as) (?:you|it) (?:\w+ )?(?:prefer|"
    r"like|choose|want|wish|need|suits?|decide|say|tell|ask|reply|write|call|ring|come|are ready)\w*\b|"
    r"\bon request\b|\bif (?:needed|necessary)\b",
    re.IGNORECASE,
)


def unclear(commitment: Commitment, text: str, time: TimeExpression | None, around: str) -> str | None:
    """Why a commitment is vague, or None; a conditional offer waits, and a day may stand ``around`` it."""
    if commitment.form == "done":
        return "It does not say what was done, by whom, or what happens next."
    if commitment.form == "passed_on":
        if _NAMED_ACTOR.search(text) and not _FACELESS.search(text):
            return None
        return "It names nobody and no day: say who has it, and when they will write."
    if time is not None and time.shape != "vague":
        return None
    if time is not None and (commitment.service or commitment.hedged):
        return f"{time.text!r} is no date: say by which day."
    dated = _A_DATE.search(around) or _ITS_DAY.search(text)
    if commitment.condition or not commitment.service or dated or _ON_THEIR_WORD.search(text):
        return None
    hollow = _HOLLOW.search(commitment.what) or _FACELESS.search(commitment.actor)
    if hollow or (commitment.hedged and commitment.form == "act"):
        return "It says neither what will be done nor by when."
    needs_date = commitment.form in {"provide", "fate", "receive"} or re.match(ACT_ONLY, commitment.what, re.I)
    return "No date: say by which day." if needs_date and not commitment.hedged else None
