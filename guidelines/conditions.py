"""Whether the case, the letter or the offer itself meets the condition of a remedy (P10).

A condition is read clause by clause. Each is met, unmet (the case says otherwise), or open (nothing tells).
An offer that is itself made on the condition ("if it still drips, we replace it") meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from guidelines import condition_signs as signs
from guidelines.case_lengths import has_lasted
from guidelines.case_quantities import compare_quantities
from guidelines.warranty import WARRANTY, warranty_term
from guidelines.wording import content_stems

if TYPE_CHECKING:
    from guidelines.context import Context

State = Literal["met", "unmet", "open"]
_SHARE = 0.6  # of a clause's content words that the case or the offer must show
_LIGHT = content_stems("item product customer thing order goods parcel part guest member case day way")
_MEASURE = content_stems("more less than least most over hours days weeks months years long longer old older")


@dataclass(frozen=True, slots=True)
class Offer:
    """The words of an offer: its sentence and clause, what stands beside it, the whole reply, what it waits for."""

    text: str
    beside: str = ""
    reply: str = ""
    condition: str | None = None
    clause: str = ""

    @property
    def whole(self) -> str:
        return f"{self.beside} {self.text}"


@dataclass(frozen=True, slots=True)
class Judged:
    """``clause`` is what decided: the first one that is unmet, else the first that is open."""

    state: State
    clause: str = ""
    why: str = ""


def weigh_condition(condition: str, offer: Offer, context: Context) -> Judged:
    """Whether a condition is met: all of its clauses, of clauses joined by "or" one."""
    judged = [_one_of(alternatives, offer, context) for alternatives in _clauses(condition)]
    for state in ("unmet", "open"):
        for one in judged:
            if one.state == state:
                return one
    return Judged("met", condition, " ".join(one.why for one in judged if one.why))


def _one_of(alternatives: tuple[str, ...], offer: Offer, context: Context) -> Judged:
    judged = [_clause(clause, offer, context) for clause in alternatives]
    best = next((one for one in judged if one.state == "met"), None)
    return best or next((one for one in judged if one.state == "open"), judged[0])


_AND = re.compile(
    r"\s*[;]\s*|,?\s+and\s+(?=(?:the|a|an|it|we|you|they|has|have|is|in|with|within|not|no|un\w+|at least|only|still|"
    r"that|there)\b)",
    re.IGNORECASE,
)
_OR = re.compile(r",?\s+or\s+(?!more\b|less\b|fewer\b|longer\b|later\b|earlier\b|over\b|so\b)", re.IGNORECASE)
_STANDS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|within|not|un\w+|at least|more|less|before|after|in|by|we|you|"
    r"they|[a-z]{3,}(?:ed|ly)|came|made|sent|took)\b",
    re.IGNORECASE,
)
_CUSTOMERS_ACT = re.compile(
    r"(?:the |a |an )?(?:customer|member|guest|passenger|traveller|buyer|subscriber|client|patient|owner|user|"
    r"visitor)s? (?:(?:then|first|also|still) )?(?:cancel|return|send|ask|claim|request|repl(?:y|ie)|tell|bring|fill|"
    r"sign|agree|give|wish|write|ring|call|hand|post|provide|confirm|choose)(?:s|es)?\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*or [^,]{1,40},")  # "the steps, or a spare part, have not helped"


@lru_cache(maxsize=1_000)
def _clauses(condition: str) -> tuple[tuple[str, ...], ...]:
    """The clauses that all must hold, each with its alternatives."""
    parts: list[str] = []
    for part in _AND.split(_ASIDE.sub(" ", condition.strip().rstrip("."))):
        if parts and not _STANDS.search(parts[-1]):
            parts[-1] = f"{parts[-1]} and {part}"  # "the steps and a visit have not helped" is one clause
        elif part.strip():
            parts.append(part)
    return tuple(tuple(piece.strip(" ,") for piece in _OR.split(part) if piece.strip(" ,")) for part in parts)


_THEIR_ACT = re.compile(
    r"\s*(?:(?:the|a) )?(?:customer|guest|member|client|owner|patient|traveller|tenant|they|"
    r"you)s? (?:\w+ )?(?:cancels?|asks?|agrees?|accepts?|chooses?|decides?|prefers?|wants?|requests?|wish(?:es)?|"
    r"writes?|replies|reply)\b",
    re.IGNORECASE,
)

_SENT_BACK = re.compile(
    r"\b(?:is|are|has been|have been|was|were) (?:\w+ )?(?:sent|returned|handed|brought|given|shipped|"
    r"posted)(?: back| in| over)?\b|\bcomes? back\b|\bwe (?:have|receive|get) (?:it|the \w+) back\b",
    re.IGNORECASE,
)
_SENDS_BACK = re.compile(r"\b(?:send|return|bring|post|ship|hand|give|collect|pick|fetch|back|label)\b", re.IGNORECASE)


def _clause(clause: str, offer: Offer, context: Context) -> Judged:
    if WARRANTY.search(clause):
        term = warranty_term(offer.whole, context)
        if term.state == "over":
            return Judged("unmet", clause, term.why)
        if term.state == "unknown" and not _named(clause, offer.condition or ""):
            return Judged("open", clause, term.why)
        rest = [one for one in content_stems(WARRANTY.sub(" ", clause)) - _LIGHT - _MEASURE if not one.isdigit()]
        if len(rest) < 2:
            return Judged("met", clause, term.why)
    compared = compare_quantities(clause, offer.whole, context)
    if compared is not None:
        return Judged("met" if compared.holds else "unmet", clause, compared.why)
    if _THEIR_ACT.match(clause) or (_SENT_BACK.search(clause) and _SENDS_BACK.search(offer.reply)):
        return Judged("met", clause, "It is in the customer's hands.")
    lasted = has_lasted(clause, context)
    if lasted is not None:
        return Judged("met" if lasted else "unmet", clause)
    if _CUSTOMERS_ACT.match(clause):
        return Judged("met", clause)  # what is asked of the customer is still to come: the offer waits for it
    if negative := _NEGATIVE.match(clause):
        return Judged(_none_such(clause[negative.end() :], offer, context), clause)
    if _is_denied(clause, context):
        return Judged("unmet", clause)
    named = [sign for sign in _SIGNS if sign.named.search(clause)]
    if not named:
        return Judged(_by_words(clause, offer, context), clause)
    if named[0] is _SIGNS[0]:
        named = named[:1]  # that the steps were tried is asked of every fault
    shown = any(sign.shown(offer, context) for sign in named)
    return Judged("met" if shown or _named(clause, f"{offer.condition or ''} {offer.text}") else "open", clause)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A kind of condition that policies have, and how a case shows it."""

    named: re.Pattern[str]
    shown: Callable[[Offer, Context], bool]


def _told(pattern: re.Pattern[str], context: Context) -> bool:
    """Whether the letter, a fact or an action says so."""
    letter = context.letter
    return _recorded(pattern, context) or (letter is not None and bool(pattern.search(letter.body)))


def _recorded(pattern: re.Pattern[str], context: Context) -> bool:
    lines = [f"{fact.name}: {fact.value}" for fact in context.facts.facts] + list(context.facts.actions)
    return any(map(pattern.search, lines))


def _was_tried(offer: Offer, context: Context) -> bool:
    letter = context.letter
    return offer.condition is not None or bool(letter and letter.tried) or _told(signs.WAS_TRIED, context)


def _we_erred(offer: Offer, context: Context) -> bool:
    letter = context.letter
    causes = [fact for fact in context.facts.facts if _CAUSE.search(fact.name)]
    if any(signs.OURS_BY_THE_CASE.search(fact.value) for fact in causes):
        return True
    if letter is None or not (letter.fault or letter.kind == "complaint"):
        return False
    return bool(signs.OURS_BY_THE_LETTER.search(letter.body) or signs.ADMITTED.search(offer.reply))


def _came_faulty(offer: Offer, context: Context) -> bool:
    return bool(context.letter and context.letter.fault) or _shown(signs.BROKE, offer, context)


def _shown(pattern: re.Pattern[str], offer: Offer, context: Context) -> bool:
    return _told(pattern, context) or (offer.condition is not None and bool(pattern.search(offer.condition)))


def _came_wrong(offer: Offer, context: Context) -> bool:
    return _shown(signs.GOT_WRONG, offer, context)


def _was_late(offer: Offer, context: Context) -> bool:
    return _shown(signs.WAITED, offer, context)


def _is_as_new(offer: Offer, context: Context) -> bool:
    if _recorded(signs.TOUCHED, context) and not _recorded(signs.AS_NEW, context):
        return False
    return _told(signs.AS_NEW, context) or bool(signs.UNTOUCHED.search(offer.whole))


_CAUSE = re.compile(r"\b(?:cause|reason|error|mistake|fault|what went wrong|why|outage|delay)\b", re.IGNORECASE)
_SIGNS = (
    _Sign(signs.TRIED, _was_tried),
    _Sign(signs.UNTOUCHED, _is_as_new),
    _Sign(signs.OUR_MISTAKE, _we_erred),
    _Sign(signs.WRONG_THING, _came_wrong),
    _Sign(signs.LATE, _was_late),
    _Sign(signs.FAULTY, _came_faulty),
)


def _by_words(clause: str, offer: Offer, context: Context) -> State:
    """By the clause's own words: a fact that holds them, the letter, or the offer that names them."""
    wanted = content_stems(clause) - _LIGHT
    if not wanted:
        return "met"
    shown: set[str] = set()
    for fact in context.facts.facts:
        shown |= content_stems(f"{fact.name} {fact.value}")
    for text in (*context.facts.actions, *context.facts.enclosures):
        shown |= content_stems(text)
    letter = context.letter
    if letter is not None:
        shown |= content_stems(f"{letter.subject} {letter.body} {letter.business or ''}")
    if len(wanted & shown) / len(wanted) >= _SHARE:
        return "met"
    asked = wanted - _MEASURE & content_stems(offer.whole)
    if offer.condition is not None and wanted - _MEASURE and len(asked) / len(wanted - _MEASURE) >= _SHARE - 0.1:
        return "met"  # "reply with fresh readings and I will arrange the refund"
    return "met" if _named(clause, f"{offer.condition or ''} {offer.text}") else "open"


_NEGATIVE = re.compile(
    r"\s*(?:(?:is|are|there (?:is|are|was|were)|has been|have been)\s+)?(?:no|not (?:an?|any|the))\b\s*", re.IGNORECASE
)


def _none_such(clause: str, offer: Offer, context: Context) -> State:
    """Whether there is nothing of the kind ("no claim has been made"): unmet when a fact tells of one."""
    wanted = content_stems(clause) - _LIGHT
    for fact in context.facts.facts:
        if wanted and len(wanted & content_stems(fact.name)) / len(wanted) >= _SHARE / 1.5:
            return "met" if _NONE.match(fact.value) else "unmet"
    return "open" if wanted & content_stems(offer.text) else "met"


_NONE = re.compile(r"\s*(?:none|no|not|nothing|never|0|nobody)\b", re.IGNORECASE)


def _is_denied(clause: str, context: Context) -> bool:
    """Whether a fact says that there is no such thing: "fault confirmed by the Network Desk: none"."""
    wanted = content_stems(clause) - _LIGHT
    return any(
        bool(wanted) and len(wanted & content_stems(fact.name)) / len(wanted) >= _SHARE and _NONE.match(fact.value)
        for fact in context.facts.facts
    )


def _named(clause: str, words: str) -> bool:
    """Whether the offer names the condition of the policy itself."""
    wanted = frozenset(one for one in content_stems(clause) - _LIGHT - _MEASURE if not one.isdigit())
    return bool(wanted) and len(wanted & content_stems(words)) / len(wanted) >= _SHARE
