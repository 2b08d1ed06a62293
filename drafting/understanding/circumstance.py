"""Who writes for whom, the customer's line of business, a promise of ours that was not kept, and needs of format (P02)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

from drafting.understanding.clauses import sentences
from drafting.understanding.lexicon import plain


def _compiled(*rows: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in rows)


_FOR_ANOTHER = _compiled(
    ("executor", r"\bexecut(?:or|rix)s?\b|\badministrat(?:or|rix) of\b|\bpersonal representative\b|\bhandling (?:his|her|their|the) (?:estate|affairs)"),
    ("solicitor", r"\b(?:we|i) act (?:for|on behalf of)\b|\bmy client\b|\bour client\b|\binstructed by (?:our|my) client"),
    ("attorney", r"\bpower of attorney\b|\bdeput(?:y|yship)\b"),
    ("carer", r"\b(?:i am|i'm|as) (?:the |a |his |her |my \w+'s |their )?(?:full-time )?carer\b|\bi (?:care for|look after) (?:my|mr|mrs|ms)"),
    ("parent", r"\b(?:my|our) (?:\d+[- ]year[- ]old |young |little )?(?:son|daughter|child)'s (?:account|order|membership|subscription|card)"),
    ("representative", r"\bon behalf of\b|\bwriting for my\b|\bfor my (?:mother|father|mum|dad|husband|wife|neighbour|grandmother|grandfather|aunt|uncle|friend|parents)\b.{0,30}\b(?:account|who)|\bmy (?:mother|father|mum|dad|husband|wife|neighbour|gran\w*|aunt|uncle|parents)'?s? (?:account|has asked me|asked me|cannot write|is unable)"),
)  # fmt: skip
_BUSINESS = re.compile(
    r"\b(?:(?:we|i) (?:run|own|manage|operate|have|are|am the owner of)|(?:for|at|in|of) our|our|i (?:work (?:for|at|in)|am (?:the |an? )?(?:manager|owner|head|director|landlord) (?:of|at)))\s+"
    r"(?:(?:a|an|the|two|three|several|small|local|family|busy|independent|little|primary|secondary|\d+)[ -])*"
    r"(?P<trade>(?:[a-z]+ ){0,2}?(?:caf[eé]s?|restaurants?|pubs?|bakery|bakeries|hotels?|b&b|guest ?house|shops?|stores?|salon|hairdressers?|barbers?|garage|school|nursery|college|surgery|dental practice|dentists?|practice|clinic|vets?|farm|"
    r"brewery|office|warehouse|agency|studio|gym|yoga studio|charity|church|care home|nursing home|building firm|plumbing (?:business|firm)|law firm|accountancy (?:firm|practice)|firm|business|company|start-?up|florists?|butchers?|deli|takeaway|catering (?:business|company)|laundrette|holiday lets?|lettings? (?:agency|business)|housing association|library|museum|theatre|workshop|coffee (?:shop|bar|van)|food truck|campsite))\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\b(?:you|they|your \w+|he|she|somebody|someone|agent|adviser|colleague|man|woman|lady|person|i was|we were|we've been|i've been|been)\b.{0,30}\b(?:promised|said|told|assured|agreed|guaranteed|swore)\b"
    r"|\b(?:was|were) (?:due|supposed|meant) to\b|\bas (?:you )?promised\b|\bthird time of asking\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b(?:but|never|nobody|no one|nothing|n't|still|didn't|hasn't|have not|has not|did not|there is no|no (?:call|answer|reply|sign|refund|engineer)|ago|weeks|waiting|why did)\b|n't\b",
    re.IGNORECASE,
)
_NEEDS = _compiled(
    ("large print", r"\blarge (?:print|type|text)\b"), ("braille", r"\bbraille\b"), ("by post", r"\b(?:by post|in writing by post|by letter|(?:do not|don't) (?:have|use) (?:email|the internet|a computer)|no (?:email|internet|computer))\b"),
    ("by email", r"\b(?:only |please )?(?:reply |contact me |answer |respond )(?:to me )?(?:only )?by e-?mail\b"), ("by telephone", r"\b(?:please |only )?(?:ring|call|phone|telephone) me\b"),
    ("easy read", r"\beasy[- ]read\b"), ("audio", r"\baudio (?:version|format|cd)\b"),
)  # fmt: skip


def writes_for(text: str) -> str | None:
    """In what part the writer stands for somebody else ("executor", "carer", ..), or None."""
    text = plain(text)
    return next((part for part, pattern in _FOR_ANOTHER if pattern.search(text)), None)


def business_of(text: str) -> str | None:
    """The customer's line of business in their own word, when the letter tells it."""
    found = _BUSINESS.search(plain(text))
    return " ".join(found["trade"].split()) if found else None


def unkept_promise(text: str) -> str:
    """The customer's words for an earlier promise of ours that was not kept, or ""."""
    parts = list(sentences(text))
    said = plain(text)
    for place, (start, end) in enumerate(parts):
        if not _PROMISED.search(said, start, end):
            continue
        last = end if _BROKEN.search(said, start, end) else parts[min(place + 2, len(parts) - 1)][1]
        if _BROKEN.search(said, start, last):
            return " ".join(text[start:last].split())
    return ""


def needs_of_format(text: str) -> tuple[str, ...]:
    """Large print, by post and their like, where the customer asks for it."""
    text = plain(text)
    return tuple(name for name, pattern in _NEEDS if pattern.search(text))
