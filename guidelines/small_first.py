"""Small solutions first: a remedy of worth, offered outright while a small step for the problem is left out (P09)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections import Counter

from guidelines.context import Context, LetterContext
from guidelines.draft import Draft, Span
from guidelines.steps import Step, covers, is_tried, product_stems, remedies_in, tried_everything, what_was_tried
from guidelines.wording import content_stems, stem

_LARGE = re.compile(
    r"\b(?:replacement|refund\w*|money back|engineer\w*|technician\w*|plumber|electrician|mechanic|visit\w*"
    r"|replac(?:e|ing)|exchang(?:e|ing)|swap|courier|(?:a|an|another|one) (?:brand )?new (?!sim\b|link\b|code\b|"
    r"password\b|"
    r"version\b|part\b|handle\b|seal\b)\w+|another (?!way|question|time|day|thing|email|look|minute|socket|phone|"
    r"device|"
    r"step|reason|cause)\w+|send (?:you )?(?:a )?(?:new|fresh)\b"
    r"|(?:somebody|someone|a colleague|one of our \w+) (?:will|to) (?:come|call|visit|collect|pick))\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:(?:i|we)(?:['’]ll| will|['’]ve| have|['’]m| am|['’]re| are)|let (?:me|us)|will (?:be|come|call|visit|reach|"
    r"arrive|collect|send|pick|replace)|is (?:on its way|booked|arranged)|(?:cure|answer|solution|remedy|thing|way|"
    r"fix) is (?:another|a new|to (?:send|replace|refund))|leaves (?:us|our)|please (?:ring|"
    r"call|phone|send|return|pack)|happy to|glad to|you (?:will|can) (?:have|get|receive|expect|send)|(?:i|"
    r"we) (?:offer|"
    r"suggest|recommend|propose))\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|should(?! have)|unless|once|when|whenever|in case|in that case|otherwise|failing that|provided|"
    r"as long as|subject to|on condition|would|could|may|"
    r"might|"
    r"only|until|before|after|not|never|rather than|instead of|then)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:](?!\s+(?:if|should|unless|once|when|provided)\b)")
_FREE = re.compile(r"\b(?:not (?:cost|charge)\w*|no (?:charge|cost)|not pay|nothing)\b", re.IGNORECASE)
_NOT_FOR_STEPS = re.compile(  # what no step can mend
    r"\b(?:arrived|came|delivered|turned up)\b[^.!?]{0,40}\b(?:broken|cracked|damaged|smashed|torn|bent|dented|"
    r"shattered|"
    r"scratched|wrong|incomplete|crack|hole|tear|dent|scratch|chip)\b|\bwrong (?:\w+ )?(?:one|item|size|colour|"
    r"model|order|product|parcel)\b"
    r"|\b(?:never|not|hasn['’]t|haven['’]t) (?:yet )?(?:arrived|come|received|turned up)\b|\bmissing\b|\bsmashed|"
    r"shattered\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:replac\w+|exchang\w+|refund\w*|swap\w*)[^.\n]{0,60}\b(?:at once|straight away|straightaway|immediately|"
    r"on request|"
    r"no questions|without (?:any )?(?:check|question|test|delay))",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    map(stem, "problem trouble fault general help care repair question product use order start work stop".split())
)
_GRAVE = ("safety", "bereavement", "legal")


def find_too_large(draft: Draft, context: Context) -> tuple[Span, Step] | None:
    """The first sentence that offers a large remedy outright before any small step is named, with the first such step.

    None where the customer has done the steps, where no step could mend it, where the sources replace at once, or
    where the case records that the remedy is under way.
    """
    letter = context.letter
    steps = _steps_left(letter, context) if letter and _may_be_mended(letter, context) else []
    first = next((step for step in steps if step.deed), None)
    if first is None:
        return None
    named = product_stems(context)
    for span in draft.sentences:
        if any(covers(span, step, named) for step in steps):
            return None
        if _offers(span):
            return span, first
    return None


def _may_be_mended(letter: LetterContext, context: Context) -> bool:
    """Whether a step of the customer's may put it right, and nothing larger is decided already."""
    if letter.gravity in _GRAVE or not (letter.fault or letter.kind == "complaint") or tried_everything(letter):
        return False
    known = "\n".join((letter.body, *(fact.value for fact in context.facts.facts)))
    return not _NOT_FOR_STEPS.search(known) and not any(map(_LARGE.search, context.facts.actions))


def _steps_left(letter: LetterContext, context: Context) -> list[Step]:
    """The steps that the sources give against what the letter tells of, without those that were tried."""
    named = product_stems(context)
    told = content_stems(letter.body) - named - _GENERIC - _common(context)
    remedies = [found for found in remedies_in(context) if len(found.steps) > 1 and found.about & told]
    if any(_AT_ONCE.search(found.source.text) for found in remedies):
        return []
    tried = what_was_tried(letter)
    return [step for found in remedies for step in found.steps if not is_tried(step.text, tried, [found], named)]


def _common(context: Context) -> frozenset[str]:
    """Words of a third of the sources or more ("jug", "order"): they tell no problem from another."""
    texts = [content_stems(source.text) for source in context.sources]
    counts = Counter(word for text in texts for word in text)
    return frozenset(word for word, count in counts.items() if count > 2 and 3 * count > len(texts))


def _offers(span: Span) -> bool:
    """Whether a sentence offers a remedy outright: nothing before it, in its clause or behind it sets a condition."""
    plain = _FREE.sub(" ", span.text)
    remedy, offer = _LARGE.search(plain), _OFFERED.search(plain)
    if not remedy or not offer:
        return False
    end = _CLAUSE_END.search(plain, max(remedy.end(), offer.end()))
    return not _CONDITIONAL.search(plain[: end.start() if end else len(plain)])
