"""How far a sentence of a document speaks to a point: shared words, meaning, the sort of answer (P07)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.writers.lexicon import terms
from drafting.writers.quotable import Surroundings, is_instruction, points_elsewhere
from drafting.writers.units import Unit
from guidelines.context import Embed

_EMBEDDED = 12  # sentences a point that are compared by meaning

_MONEY = re.compile(
    r"[£$€]\s?\d|\b\d+(?:\.\d\d)?\s?(?:pounds|pence|euros|dollars|GBP|EUR|USD)\b|\bfree\b|\bno (?:\w+ )?(?:charge|fee|cost)"
    r"|\b\d+(?:\.\d+)? ?(?:%|per cent)|\b(?:half|all|third|quarter) of (?:the|your) (?:price|fare|premium|cost)|\bfull (?:price|refund)|\brefund\w*",
    re.I,
)
_TIME = re.compile(
    r"\b\d+\s?(?:to|-|–|or)?\s?\d*\s*(?:working |business |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
    r"|\b(?:a|an|one|two|three|four|five|six|seven|eight|ten|twelve|fourteen|thirty) (?:working |business |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?::\d\d|\.\d\d)?\s?(?:am|pm|noon)\b|\b\d\d[:.]\d\d\b"
    r"|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bnoon\b|\bmidnight\b"
    r"|\bsame day\b|\bnext day\b|\bstraight away\b|\bat any time\b|\bevery (?:day|week|month|year)\b",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"^(?:this|these|those|that|it|they|he|she|such|then|otherwise|however|also|in that case|both|the same|after that|"
    r"afterwards|instead|if (?:so|not|it|they|this|that)|(?:we|you|please|i) (?:\w+ )?(?:it|them|this|these))\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"\bwhen\b(?! (?:i|we|it|the|they|you|he|she)\b)|\bwhen (?:will|do|does|can|should|is|are|must)\b|"
    r"\bhow (?:long|soon|quick\w*|fast|often|late)\b|\bwhat (?:time|date|day|hours)\b|\bdeadline\b|\bthe latest\b|\bby when\b",
    re.I,
)
_ASKS_MONEY = re.compile(
    r"\bhow much(?: (?:is|are|does|do|will|would|to|for|more|it|can)\b|\?|$)|\b(?:what|how).{0,40}\bcosts?\b|\bwhat.{0,30}\b(?:price|charge|fee)\b|"
    r"\bis there (?:a|any) (?:\w+[ -]){0,3}(?:fee|charge)|\bdo i (?:have to )?pay\b",
    re.I,
)
_TYPE_WORDS = terms("cost price much long time often soon")  # they say what sort of answer is wanted, not about what


@dataclass(frozen=True, slots=True)
class Question:
    """A point as it is answered: its own ``text``, and ``about``, the same with the words that it leans on."""

    text: str
    about: str
    asks: bool
    problem: bool = False  # a statement of something that went wrong
    leaving: bool = False  # of a letter that cancels


@dataclass(frozen=True, slots=True)
class Scored:
    """``content`` is the share of the point's weighty words that it holds; ``near`` its cosine, None when not compared."""

    unit: Unit
    score: float
    content: float
    near: float | None = None
    shared: int = 2  # how many of the point's words it holds

    @property
    def head_on(self) -> bool:
        """Whether the sentence is plainly about the point: enough shared words and meaning together."""
        if self.near is None:
            return self.content >= 0.3 and self.score >= 0.6
        return (
            (self.content >= 0.5 and self.near >= (0.36 if self.shared > 1 else 0.48))
            or (self.content >= 0.3 and self.near >= (0.45 if self.shared > 1 else 0.5))
            or (self.content >= 0.2 and self.near >= 0.6)
        )


def score(
    question: Question, units: Sequence[tuple[Unit, float]], around: Surroundings, embed: Embed | None
) -> list[Scored]:
    """Every sentence with how it fares, best first; the float beside a unit is its passage's score in the search."""
    asked = terms(question.about)
    asked = (asked - terms(" ".join(around.products))) or asked  # the product's name alone answers nothing
    asked = frozenset(term for term in asked if not term.isdigit()) or asked
    rarity = _rarity([unit for unit, _ in units], asked, terms(question.text))
    total = sum(rarity[term] for term in asked) or 1.0
    scored = []
    for unit, hit in units:
        own = terms(unit.text)
        above = terms(f"{unit.context} {unit.passage.section}")
        shared = sum(rarity[term] for term in asked & own) + 0.6 * sum(rarity[term] for term in (asked & above) - own)
        content = shared / total
        worth = content + _bonus(question.text, unit.text) + 0.8 * hit
        right_sort = asks_sort(question.text) and fits_sort(question.text, unit.text)  # as good as a word in common
        scored.append(Scored(unit, worth, content, None, len(asked & (own | above)) + right_sort))
    scored = _by_meaning(question, scored, embed)
    return sorted(scored, key=lambda entry: (-entry.score, entry.unit.passage.id, entry.unit.position))


def asks_sort(question: str) -> bool:
    """Whether a question asks for a time or a sum."""
    return bool(_ASKS_TIME.search(question) or _ASKS_MONEY.search(question))


def fits_sort(question: str, sentence: str) -> bool:
    """Whether a sentence holds the sort of thing that is asked for: a time for "when", a sum for "how much"."""
    if _ASKS_TIME.search(question) and not _ASKS_MONEY.search(question):
        return bool(_TIME.search(sentence))
    if _ASKS_MONEY.search(question) and not _ASKS_TIME.search(question):
        return bool(_MONEY.search(sentence))
    return True


def leans(text: str) -> bool:
    """Whether a sentence begins with a word that stands for something in the sentence before it."""
    if re.match(
        r"(?!if\b|when\b|where\b|unless\b|as\b|should\b)(?:\w+ ){1,4}(?:it|they) (?:has|have|is|are|can|does|will)\b",
        text,
        re.I,
    ):
        return True
    return bool(_DEPENDENT.match(text)) and not re.match(
        r"if (?:it|they|this|that) (?:is|are|does|do)\b.*,", text, re.IGNORECASE
    )


def _rarity(units: Sequence[Unit], asked: frozenset[str], own: frozenset[str]) -> dict[str, float]:
    """Weight of each word: rare among the sentences counts more; one that is only leant on counts less."""
    count = max(1, len(units))
    frequency = {term: sum(1 for unit in units if term in terms(f"{unit.text} {unit.context}")) for term in asked}
    weight = {term: (math.log(1 + count / seen) if seen else 0.9) + 0.2 for term, seen in frequency.items()}
    weight = {term: value if term in own else 0.5 * value if frequency[term] else 0.1 for term, value in weight.items()}
    return {term: value * (0.4 if term in _TYPE_WORDS and len(asked) > 1 else 1.0) for term, value in weight.items()}


def _by_meaning(question: Question, scored: list[Scored], embed: Embed | None) -> list[Scored]:
    """The likeliest sentences weighed by meaning too, where an embedding is at hand; the rest as they are."""
    if embed is None or not scored:
        return scored
    ranked = sorted(scored, key=lambda entry: -entry.score)
    first = ranked[:_EMBEDDED]
    texts = [f"{entry.unit.context} {entry.unit.text}".strip() for entry in first]
    asked = list(dict.fromkeys((question.text, question.about)))
    vectors = embed([*asked, *texts])
    near = [float(value) for value in (vectors[len(asked) :] @ vectors[: len(asked)].T).max(axis=1)]
    weighed = [
        Scored(entry.unit, entry.score + 0.9 * (value - 0.4), entry.content, value, entry.shared)
        for entry, value in zip(first, near, strict=True)
    ]
    return weighed + [
        Scored(entry.unit, entry.score - 0.4, entry.content, 0.0, entry.shared) for entry in ranked[_EMBEDDED:]
    ]


def _bonus(question: str, sentence: str) -> float:
    """For the sort of thing that is asked for; against what cannot stand alone."""
    bonus = 0.0
    if _ASKS_TIME.search(question):
        bonus += 0.25 if _TIME.search(sentence) else -0.05
    if _ASKS_MONEY.search(question):
        bonus += 0.25 if _MONEY.search(sentence) else -0.05
    if re.search(r"\bhow (?:do|can|should|would|to)\b|\bwhat (?:do|should|shall) (?:i|we) do\b", question, re.I):
        bonus += 0.2 if is_instruction(sentence) else 0.0
    if re.search(r"\bwhy\b", question, re.I) and re.search(
        r"\bbecause\b|\bcause|\breason\b|\bdue to\b", sentence, re.I
    ):
        bonus += 0.2
    if re.match(r"(?:can|may|could|do|does|is|are|will|am)\b", question, re.I) and re.search(
        r"\b(?:can|may|must|cannot|not|yes|no)\b", sentence, re.I
    ):
        bonus += 0.08
    if _DEPENDENT.match(sentence):
        bonus -= 0.08
    return bonus - (0.6 if points_elsewhere(sentence) else 0.0)
