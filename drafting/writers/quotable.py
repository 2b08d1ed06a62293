"""What of a document may be said to this customer at all: no word to staff, no other model, no strange link (P07)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.writers.lexicon import lexicon, mentions, terms
from drafting.writers.rows import names
from drafting.writers.units import Unit
from guidelines.models_named import models_in
from knowledge.passage import Hit

_CODE = re.compile(
    r"(?<![\w-])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Z])[A-Z][A-Za-z]{0,5}-?\d{1,5}[A-Za-z]{0,3}(?![\w-])"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s)>\]]+", re.IGNORECASE)
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|other)\b|\bsystem (?:prompt|message)\b"  # noqa: E501
    r"|^\s*(?:system|assistant)\s*:|\b(?:language model|as an ai)\b",
    re.IGNORECASE,
)
_UNSEEMLY = re.compile(
    r"^(?:thank you|welcome|congratulations)\b|\b(?:suspect\w*|fraud by|abuse|dishonest\w*|lying|vexatious)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:see|refer to)\b.*\b(?:below|above|section|page|table|overleaf|appendix)\b|\b(?:below|above|overleaf)[.:]?$|\bfollowing\b.*[:.]$|"  # noqa: E501
    r"\b(?:those|list|table|numbers?) below\b",
    re.I,
)
_NOUN_FIRST = re.compile(
    r"\w+(?: [\w-]+){0,2} (?:is|are|was|were|costs?|takes?|has|have|comes?|ends?|lasts?|must|may|can|will)\b"
)
_CASE = re.compile(r"(?:If|When|Where|Should|In case|Unless)\b[^,.;:]+(?=[,:])")  # the case that a sentence is for
_WARNING = re.compile(r"\bsafety notice\b|\brecall\w*\b|\bwithdrawn from sale\b|\bdo not use\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What bounds the choice for a letter: its products, what was tried already, and the domains we may link to.

    ``rivals`` are the plans, rooms or articles that stand beside those of the letter in the company's tables.
    """

    products: tuple[str, ...]
    tried: tuple[str, ...]
    domains: tuple[str, ...]
    customer: str = ""  # the letter's own words, to tell which model is meant
    rivals: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()  # every product of the company: what is said of another is no answer
    danger: bool = False  # safety notices are for letters that speak of one


def for_customers(hit: Hit) -> bool:
    """Whether a passage is meant to be read outside the company."""
    internal = getattr(hit.passage, "audience", "public") == "internal"
    return not internal and not re.search(r"\binternal\b", hit.passage.document, re.I)


def quotable(unit: Unit, around: Surroundings) -> bool:
    """Whether a customer may read it: no word to the staff, no order to a machine, no address but the company's."""
    if mentions(unit.text, lexicon().internal) or _INJECTION.search(unit.text) or _UNSEEMLY.search(unit.text):
        return False
    if (match := _CASE.match(unit.text)) and unit.shape == "prose":
        case = terms(match[0]) - terms(" ".join(around.products))
        if case and not case & terms(around.customer):
            return False
    if len(unit.text.split()) < 3 and not unit.cells:
        return False
    if not around.danger and _WARNING.search(f"{unit.passage.document} {unit.passage.section} {unit.context}"):
        return False
    if any(names(rival, unit.text) or rival == unit.context for rival in around.rivals):
        return False
    return all(any(domain in link.lower() for domain in around.domains) for link in _URL.findall(unit.text))


def right_model(unit: Unit, around: Surroundings, question: str = "") -> bool:
    """Whether the sentence speaks of the product that is meant, as far as either names one."""
    meant = models_in(question, around.catalogue) or models_in(around.customer, around.catalogue)
    spoken_of = models_in(unit.cells.subject if unit.cells else unit.text, around.catalogue)
    if meant and spoken_of and not meant & spoken_of and any(_kin(a, b) for a in meant for b in spoken_of):
        return False
    wanted = codes(question) or codes(" ".join(around.products)) or codes(around.customer)
    if not wanted:
        return True
    for place in (unit.cells.subject if unit.cells else "", unit.text, unit.context, unit.passage.section):
        named = codes(place)
        if named:
            return bool(named & wanted)
    return True


def _kin(one: str, other: str) -> bool:
    """Whether two names are of one family, so that a fact of the one is easily taken for the other's."""
    return one.split()[0].casefold() == other.split()[0].casefold()


def codes(text: str) -> frozenset[str]:
    """Model and article numbers in a text, as they are compared: upper case, without the hyphen."""
    return frozenset(match.replace("-", "").upper() for match in _CODE.findall(text))


def is_instruction(text: str) -> bool:
    """Whether a step or sentence tells the reader to do something."""
    if _NOUN_FIRST.match(text):
        return False
    first = re.split(
        r"[^a-z-]+", text.lower().removeprefix("please ").removeprefix("first, ").removeprefix("then "), maxsplit=1
    )[0]
    return first in lexicon().imperatives


def points_elsewhere(text: str) -> bool:
    """Whether a sentence refers to a place in its document that the letter does not have."""
    return bool(_ELSEWHERE.search(text))
