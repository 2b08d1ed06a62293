"""A point as it will be answered: what it asks, and what it leans on where it does not stand alone."""

from __future__ import annotations

import re

from drafting.writers.lexicon import terms
from drafting.writers.relevance import Question
from drafting.writers.units import split_sentences
from drafting.writers.work import Work
from guidelines.context import Point

_ASKS = re.compile(
    r"(?:and |also |so |please |or )?(?:can|could|do|does|did|is|are|will|would|when|where|why|what|which|who|how|may|should|have|has|am|whether)\b",  # noqa: E501
    re.IGNORECASE,
)
_ASKS_LATER = re.compile(
    r", (?:and )?(?:what|how|when|where|which|can|could|does|do|is there|are there) \w+"
    r"|\b(?:know|ask|wonder\w*|tell (?:me|us)|confirm|sure|advise(?: me)?|explain) (?:if|whether|what|when|how|where|which|why|who)\b",  # noqa: E501
    re.IGNORECASE,
)
_LEANING = re.compile(r"\b(?:it|its|that|this|these|those|them|they|one|ones|there|either|both|neither|so)\b", re.I)


def is_question(point: Point) -> bool:
    """Whether a point asks something, with or without its question mark."""
    text = point.text.strip()
    return "?" in text or bool(_ASKS.match(text)) or bool(_ASKS_LATER.search(text))


def question_of(work: Work, point: Point) -> Question:
    """The point with the words that it leans on: the sentence before it, or the cancellation that all is about."""
    enquiry = work.brief.enquiry
    asks = is_question(point)
    problem = not asks and enquiry.fault
    about = re.sub(r"\s+", " ", point.text)
    weight = len(terms(about) - terms(" ".join(enquiry.products)))
    if asks and (weight <= 1 or (weight <= 3 and _LEANING.search(about))):
        about = f"{_before(work, point)} {about}".strip()
    if asks and enquiry.business:
        about = f"{about} (in a business)"
    if asks and enquiry.kind == "cancellation":
        money = re.search(r"\bback\b|\brefund|\breturned\b", about, re.I)
        about = f"cancelling, {'money returned, refund' if money else 'leaving'}: {about}"
    return Question(re.sub(r"\s+", " ", point.text), about, asks, problem, enquiry.kind == "cancellation")


def _before(work: Work, point: Point) -> str:
    """The sentence of the letter in front of a point, when it is short enough to be what the point leans on."""
    text = re.sub(r"\s+", " ", work.brief.letter.body[: point.start]).strip()
    sentences = split_sentences(text) if text else []
    last = sentences[-1] if sentences else ""
    if len(terms(last)) < 2 and len(sentences) > 1:
        last = f"{sentences[-2]} {last}"
    return last if len(last.split()) <= 35 else " ".join(last.split()[-25:])
