"""Which sentences of the passages found answer a point: by shared words, kind of question, and the right model (P07).

A model or article number in the letter is exact: a sentence about QF-40S never answers for QF-40.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafting.writers.lexicon import content_stems, lexicon, mentions, terms
from drafting.writers.units import Unit, split_units
from guidelines.context import Embed, Point
from knowledge.passage import Hit

ANSWERS = 0.6  # below this a sentence is not taken to speak of the point
CONTENT = 0.3  # the share of the point's weighty words that a sentence or its heading must hold
CONTENT_OF_A_STATEMENT = 0.42  # a point that asks nothing is answered only by what is plainly about it
RELEVANT = 0.3  # a passage that the search scored lower is not quoted
NEAR_THE_BEST_PASSAGE = 0.7
_EMBEDDED = 8  # sentences a point that are embedded, some 8 ms each
_ALIKE = 0.55  # a cosine beyond which a sentence speaks of the point whatever its words
CLOSE_TO_BEST = 0.62

_CODE = re.compile(
    r"(?<![\w-])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Z])[A-Z][A-Za-z]{0,5}-?\d{1,5}[A-Za-z]{0,3}(?![\w-])"
)
_RESTART = re.compile(
    r"\b(?:restart|reboot|re-start|power.?cycl|off and (?:back )?on|turned? (?:it )?off|reset)\w*", re.IGNORECASE
)
_URL = re.compile(r"(?:https?://|www\.)[^\s)>\]]+", re.IGNORECASE)
_MONEY = re.compile(
    r"[£$€]\s?\d|\b\d+(?:\.\d\d)?\s?(?:pounds|pence|euros|dollars|GBP|EUR|USD)\b|\bfree\b|no charge", re.I
)
_TIME = re.compile(
    r"\b\d+\s?(?:to|-|–|or)?\s?\d*\s*(?:working |business |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b"
    r"|\b(?:one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty) (?:working |business )?(?:hours?|days?|weeks?|months?|years?)\b"  # noqa: E501
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?::\d\d|\.\d\d)?\s?(?:am|pm|noon)\b"
    r"|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bnoon\b|\bmidnight\b",  # noqa: E501
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_CONDITION = re.compile(
    r"\b(?:unless|except|only|provided|as long as|however|but not|not apply|excludes?|must)\b", re.I
)
_DEPENDENT = re.compile(
    r"^(?:this|these|those|that|it|they|he|she|such|then|otherwise|however|also|in that case|both|the same|after that|"
    r"afterwards|instead|if (?:so|not|it|they|this|that)|(?:we|you|please|i) (?:\w+ )?(?:it|them|this|these))\b",
    re.IGNORECASE,
)
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|other)\b|\bsystem (?:prompt|message)\b"  # noqa: E501
    r"|^\s*(?:system|assistant)\s*:|\b(?:language model|as an ai)\b",
    re.IGNORECASE,
)
_NOUN_FIRST = re.compile(
    r"\w+(?: [\w-]+){0,2} (?:is|are|was|were|costs?|takes?|has|have|comes?|ends?|lasts?|must|may|can|will)\b"
)
_LATER_QUESTION = re.compile(
    r", (?:and )?(?:what|how|when|where|which|can|could|does|do|is there|are there) \w+", re.IGNORECASE
)
_QUESTION = re.compile(
    r"(?:and |also |so )?(?:can|could|do|does|did|is|are|will|would|when|where|why|what|which|who|how|may|should|have|has|am)\b",  # noqa: E501
    re.IGNORECASE,
)
_UNSEEMLY = re.compile(
    r"^(?:thank you|welcome|congratulations)\b|\b(?:suspect\w*|fraud by|abuse|dishonest\w*|lying|vexatious)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:see|refer to)\b.*\b(?:below|above|section|page|table|overleaf|appendix)\b|\b(?:below|above|overleaf)[.:]?$|\bfollowing\b.*[:.]$",  # noqa: E501
    re.I,
)


_TYPE_WORDS = terms("cost price much long time often soon")  # they say what sort of answer is wanted, not about what


@dataclass(frozen=True, slots=True)
class Scored:
    """``content`` is the share of the point's words that the sentence holds, ``score`` that and all else."""

    unit: Unit
    score: float
    content: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What bounds the choice for a letter: its products, what was tried already, and the domains we may link to."""

    products: tuple[str, ...]
    tried: tuple[str, ...]
    domains: tuple[str, ...]
    customer: str = ""  # the letter's own words, to tell which model is meant


def answer_units(
    point: Point, hits: Sequence[Hit], around: Surroundings, limit: int, embed: Embed | None = None
) -> tuple[Unit, ...]:
    """The sentences that answer a point, in the order of their documents; none when nothing speaks of it.

    ``limit`` bounds them; steps of one list count as one. Steps already tried are left out (P09).
    """
    scored = _score(point, hits, around, embed)
    least = CONTENT if _asks(point.text) else CONTENT_OF_A_STATEMENT
    answering = [entry for entry in scored if entry.score >= ANSWERS and entry.content >= least]
    if not answering:
        return ()
    best = answering[0]
    if steps := _steps(best.unit, scored, around):
        return steps
    if remedy_steps := _steps_below(point, best.unit, scored, around):
        return (best.unit, *remedy_steps)
    chosen = [best.unit]
    covered = set(terms(best.unit.text))
    for candidate in scored:
        if candidate is best:
            continue
        if len(chosen) >= limit:
            break
        if _adds(candidate, best, covered, point):
            chosen.append(candidate.unit)
            covered |= terms(candidate.unit.text)
    return _in_reading_order(_with_antecedents(chosen, scored), best.unit)


def _asks(text: str) -> bool:
    return "?" in text or bool(_QUESTION.match(text)) or bool(_LATER_QUESTION.search(text))


def _adds(candidate: Scored, best: Scored, covered: set[str], point: Point) -> bool:
    """Whether a further sentence brings something: a word asked for, a figure, or a condition on the first."""
    unit = candidate.unit
    if unit.shape == "step" or _ELSEWHERE.search(unit.text):
        return False
    own = terms(unit.text)
    if len(own - covered) < 2 or len(own & covered) / max(1, len(own)) > 0.75:
        return False
    weighty = bool(_CONDITION.search(unit.text) or _NUMBER.search(unit.text))
    beside = unit.passage.id == best.unit.passage.id and abs(unit.position - best.unit.position) <= 2
    if beside and unit.shape == best.unit.shape == "prose":
        return candidate.score >= (ANSWERS * 0.6 if weighty else ANSWERS * 0.85)
    if candidate.score < ANSWERS or candidate.content < CONTENT:
        return False
    if (own - covered) & terms(point.text):
        return candidate.score >= best.score * 0.5
    return candidate.score >= best.score * CLOSE_TO_BEST and weighty


def _with_antecedents(chosen: list[Unit], scored: Sequence[Scored]) -> list[Unit]:
    """A sentence that begins with "This" or "It" brings the sentence before it, or stays out when that one is barred."""  # noqa: E501
    by_place = {(entry.unit.passage.id, entry.unit.position): entry.unit for entry in scored}
    whole = list(chosen)
    for unit in chosen:
        current = unit
        while _DEPENDENT.match(current.text) and not re.match(
            r"if (?:it|they|this|that) (?:is|are|does|do)\b.*,", current.text, re.I
        ):
            before = by_place.get((current.passage.id, current.position - 1))
            if before is None or before in whole:
                break
            whole.append(before)
            current = before
    return whole


def _in_reading_order(units: Iterable[Unit], first: Unit) -> tuple[Unit, ...]:
    order: list[str] = [first.passage.id]
    for unit in units:
        if unit.passage.id not in order:
            order.append(unit.passage.id)
    return tuple(sorted(set(units), key=lambda unit: (order.index(unit.passage.id), unit.position)))


def _steps(unit: Unit, scored: Sequence[Scored], around: Surroundings) -> tuple[Unit, ...]:
    """The whole list that a step belongs to, without what the customer tried; nothing for a list that is no procedure."""  # noqa: E501
    if unit.shape not in ("step", "bullet"):
        return ()
    members = [
        entry.unit for entry in scored if entry.unit.passage.id == unit.passage.id and entry.unit.group == unit.group
    ]
    members.sort(key=lambda member: member.position)
    if sum(is_instruction(member.text) for member in members) < len(members) / 2:
        return ()
    return tuple(member for member in members if not was_tried(member.text, around.tried))


def _steps_below(point: Point, prose: Unit, scored: Sequence[Scored], around: Surroundings) -> tuple[Unit, ...]:
    """For a problem or a "how": the procedure that follows, in its passage, the sentence that explains it."""
    if "?" in point.text and not re.search(r"\bhow (?:do|can|should|to)\b", point.text, re.IGNORECASE):
        return ()
    after = [
        entry.unit
        for entry in scored
        if entry.unit.passage.id == prose.passage.id
        and entry.unit.position > prose.position
        and entry.unit.shape in ("step", "bullet")
    ]
    return _steps(min(after, key=lambda unit: unit.position), scored, around) if after else ()


def is_instruction(text: str) -> bool:
    """Whether a step or sentence tells the reader to do something."""
    if _NOUN_FIRST.match(text):
        return False
    first = re.split(
        r"[^a-z-]+", text.lower().removeprefix("please ").removeprefix("first, ").removeprefix("then "), maxsplit=1
    )[0]
    return first in lexicon().imperatives


def was_tried(step: str, tried: tuple[str, ...]) -> bool:
    """Whether the customer wrote that this step was done: its act and its thing both stand in what was tried (P09)."""
    act = re.split(r"[.;:,]", step, maxsplit=1)[0]
    for done in tried:
        told = content_stems(done)
        if _RESTART.search(done) and _RESTART.search(act):
            return True
        shared = told & content_stems(act)
        if len(shared) >= 2 or (told and shared == told):
            return True
    return False


def codes(text: str) -> frozenset[str]:
    """Model and article numbers in a text, as they are compared: upper case, without the hyphen."""
    return frozenset(match.replace("-", "").upper() for match in _CODE.findall(text))


def _score(point: Point, hits: Sequence[Hit], around: Surroundings, embed: Embed | None) -> list[Scored]:
    """Every sentence that may be quoted, best first."""
    asked = terms(point.text)
    asked = (asked - terms(" ".join(around.products))) or asked  # the product's name alone answers nothing
    asked = frozenset(term for term in asked if not term.isdigit()) or asked
    best = max((hit.score for hit in hits), default=0.0)
    kept = [hit for hit in hits if hit.score >= max(RELEVANT, best * NEAR_THE_BEST_PASSAGE)]
    units = [(unit, hit) for hit in kept for unit in split_units(hit.passage)]
    rarity = _rarity([unit for unit, _ in units], asked)
    total = sum(rarity[term] for term in asked) or 1.0
    scored = []
    for unit, hit in units:
        if not quotable(unit, around) or not right_model(unit, around) or (unit.cells and not _asks(point.text)):
            continue
        own = terms(unit.text)
        above = terms(f"{unit.context} {unit.passage.section}")
        shared = sum(rarity[term] for term in asked & own) + 0.6 * sum(rarity[term] for term in (asked & above) - own)
        content = shared / total
        score = (content + _fits_question(point.text, unit.text)) * _names_product(unit, around) + 0.8 * hit.score
        scored.append(Scored(unit, score, content))
    scored = _by_meaning(point, scored, embed)
    return sorted(scored, key=lambda entry: (-entry.score, entry.unit.passage.id, entry.unit.position))


def _rarity(units: Sequence[Unit], asked: frozenset[str]) -> dict[str, float]:
    """Weight of each word asked for: rare among the sentences counts for more; a word nobody uses counts little."""
    count = max(1, len(units))
    frequency = {term: sum(1 for unit in units if term in terms(f"{unit.text} {unit.context}")) for term in asked}
    weight = {term: (math.log(1 + count / seen) if seen else 0.4) + 0.2 for term, seen in frequency.items()}
    return {term: value * (0.4 if term in _TYPE_WORDS and len(asked) > 1 else 1.0) for term, value in weight.items()}


def _by_meaning(point: Point, scored: list[Scored], embed: Embed | None) -> list[Scored]:
    """The likeliest sentences weighed by meaning too, where an embedding is at hand; the rest as they are."""
    if embed is None or not scored:
        return scored
    ranked = sorted(scored, key=lambda entry: -entry.score)
    first, rest = ranked[:_EMBEDDED], ranked[_EMBEDDED:]
    vectors = embed([point.text, *(f"{entry.unit.context} {entry.unit.text}".strip() for entry in first)])
    near = [float(max(0.0, value)) for value in vectors[1:] @ vectors[0]]
    return [
        Scored(entry.unit, entry.score + 0.6 * (value - 0.4), max(entry.content, value if value > _ALIKE else 0.0))
        for entry, value in zip(first, near, strict=True)
    ] + rest


def _fits_question(question: str, sentence: str) -> float:
    """A bonus when the sentence holds the sort of thing that is asked for: a time, a sum, a place, a way to do it."""
    asked = question.lower()
    wants_time = re.search(
        r"\bwhen\b|\bhow (?:long|soon|quick|fast|often|late)\b|\bwhat (?:time|date|day|hours)\b|\bdeadline\b|\btake\b",
        asked,
    )
    wants_money = re.search(
        r"\bhow much(?: (?:is|are|does|do|will|would|to|for|more|it)\b|\?|$)|\bcosts?\b|\bprice\b|\bcharges?\b|\bfees?\b|\bfree\b|\bpay\b|[£$€]",  # noqa: E501
        asked,
    )
    bonus = 0.0
    if wants_time:
        bonus += 0.25 if _TIME.search(sentence) else -0.05
    if wants_money:
        bonus += 0.25 if _MONEY.search(sentence) else -0.05
    if re.search(r"\bhow (?:do|can|should|would|to)\b", asked) and is_instruction(sentence):
        bonus += 0.2
    if re.search(r"\bwhy\b", asked) and re.search(
        r"\bbecause\b|\bcause|\breason\b|\bdue to\b|\busually\b", sentence, re.I
    ):
        bonus += 0.2
    if re.match(r"(?:can|may|could|do|does|is|are|will|am)\b", asked) and re.search(
        r"\b(?:can|may|must|cannot|not|yes|no)\b", sentence, re.I
    ):
        bonus += 0.08
    if _DEPENDENT.match(sentence):
        bonus -= 0.08
    return bonus - (0.6 if _ELSEWHERE.search(sentence) else 0.0)


def points_elsewhere(text: str) -> bool:
    """Whether a sentence refers to a place in its document that the letter does not have."""
    return bool(_ELSEWHERE.search(text)) or bool(re.search(r"\b(?:those|list|table|numbers?) below\b", text, re.I))


def quotable(unit: Unit, around: Surroundings) -> bool:
    """Whether a customer may read it: no word to the staff, no order to a machine, no address but the company's."""
    if (
        mentions(unit.text, lexicon().internal)
        or _INJECTION.search(unit.text)
        or _UNSEEMLY.search(unit.text)
        or re.search(r"\binternal\b", unit.passage.document, re.I)
    ):
        return False
    if len(unit.text.split()) < 3 and not unit.cells:
        return False
    return all(any(domain in link.lower() for domain in around.domains) for link in _URL.findall(unit.text))


def right_model(unit: Unit, around: Surroundings) -> bool:
    """Whether the sentence speaks of the model in the letter, as far as either names one by number."""
    wanted = codes(" ".join(around.products)) or codes(around.customer)
    if not wanted:
        return True
    for place in (unit.cells.subject if unit.cells else "", unit.text, unit.context, unit.passage.section):
        named = codes(place)
        if named:
            return bool(named & wanted)
    return True


def _names_product(unit: Unit, around: Surroundings) -> float:
    """Less weight for a table row of another article, and for a document about another product by its title."""
    names = terms(" ".join(around.products))
    if not names:
        return 1.0
    if unit.cells and not (terms(unit.cells.subject) & names) and unit.cells.subject[:1].isupper():
        return 0.6
    about = terms(f"{unit.text} {unit.context} {unit.passage.section} {unit.passage.document}")
    return 1.08 if about & names else 1.0
