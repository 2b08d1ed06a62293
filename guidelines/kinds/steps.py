"""steps: small solutions first; none that was tried, none that the customer does not want (P09, P11)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes
from guidelines.steps import (
    Remedy,
    asks_for_step,
    covers,
    is_tried,
    stems_of_names,
    steps_of,
    tried_everything,
    what_was_tried,
)
from guidelines.unwanted import offered_again
from guidelines.wording import content_stems, stem


class StepsCheck(BaseModel):
    """``tried`` is a step that the letter says was done; ``too_large`` a remedy before any small step.

    ``unwanted`` is a solution that the letter turned down.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    look_for: Literal["tried", "too_large", "unwanted"]


class StepsKind:
    name = "steps"
    spec: type[BaseModel] = StepsCheck
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        if spec.look_for == "tried":
            yield from _tried_again(reading)
        elif spec.look_for == "unwanted":
            yield from _offered_again(reading)
        elif reading.draft.whole and (found := _too_large(reading)):
            yield found


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
    r"\b(?:if|should(?! have)|unless|once|when|whenever|in case|in that case|otherwise|failing that|would|could|may|"
    r"might|"
    r"only|until|before|after|not|never|rather than|instead of|then)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
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
    map(
        stem,
        ("problem", "trouble", "fault", "general", "help", "care", "repair", "question", "product", "use", "order"),
    )
)
_GRAVE = ("safety", "bereavement", "legal")


def _named(reading: Reading) -> frozenset[str]:
    letter = reading.context.letter
    return stems_of_names((*reading.context.products, *(letter.products if letter else ())))


def _remedies(reading: Reading) -> list[Remedy]:
    return [found for source in reading.context.sources if (found := steps_of(source)).steps]


def _tried_again(reading: Reading) -> Iterator[Match]:
    """The first things that the reply asks for, where the customer has done them; later ones belong to a new task."""
    letter = reading.context.letter
    tried = what_was_tried(letter) if letter else ()
    if not tried:
        return
    remedies, named = _remedies(reading), _named(reading)
    begun = [step for found in remedies if _is_begun(found, tried, named) for step in found.steps]
    for span in reading.draft.sentences:
        if not asks_for_step(span.text) or _KNOWN.search(span.text):
            continue
        said = is_tried(span.text, tried, remedies, named)
        if said and not in_quotes(reading, span.start, span.end):
            yield Match(span.start, span.end, {"tried": " ".join(said.split())})
        elif not said and any(covers(span, step, named) for step in begun):
            return


def _offered_again(reading: Reading) -> Iterator[Match]:
    letter = reading.context.letter
    for span in offered_again(reading.draft.sentences, letter) if letter else ():
        if not in_quotes(reading, span.start, span.end):
            yield Match(span.start, span.end)


def _is_begun(remedy: Remedy, tried: tuple[str, ...], named: frozenset[str]) -> bool:
    """Whether the customer has done one of its steps."""
    return any(is_tried(step.text, tried, [remedy], named) for step in remedy.steps)


_KNOWN = re.compile(
    r"\b(?:although|even though|already|once more|one more time|another time|a second time|differently|this time|"
    r"longer than|"
    r"instead|rather than|not|never|no need)\b|n['’]t\b",
    re.IGNORECASE,
)


def _too_large(reading: Reading) -> Match | None:
    """The first remedy of worth that is offered outright while a small step for this problem was left out till then."""
    letter, facts = reading.context.letter, reading.context.facts
    if letter is None or letter.gravity in _GRAVE or not (letter.fault or letter.kind == "complaint"):
        return None
    known = "\n".join((letter.body, *(fact.value for fact in facts.facts)))
    if _NOT_FOR_STEPS.search(known) or tried_everything(letter) or any(map(_LARGE.search, facts.actions)):
        return None
    named = _named(reading)
    told = content_stems(letter.body) - named - _GENERIC - _common(reading)
    remedies = [found for found in _remedies(reading) if len(found.steps) > 1 and found.about & told]
    if any(_AT_ONCE.search(found.source.text) for found in remedies):
        return None
    tried = what_was_tried(letter)
    steps = [step for found in remedies for step in found.steps if not is_tried(step.text, tried, [found], named)]
    if not steps:
        return None
    for span in reading.draft.sentences:
        if any(covers(span, step, named) for step in steps):
            return None
        if _offers(span):
            return Match(span.start, span.end, {"step": " ".join(steps[0].text.split())})
    return None


def _common(reading: Reading) -> frozenset[str]:
    """Words of a third of the sources or more ("jug", "order"): they tell no problem from another."""
    texts = [content_stems(source.text) for source in reading.context.sources]
    counts = Counter(word for text in texts for word in text)
    return frozenset(word for word, count in counts.items() if count > 2 and 3 * count > len(texts))


def _offers(span: Span) -> bool:
    """Whether a sentence offers a remedy outright: what stands before it, in its clause and right behind, sets no "
    "condition."""
    plain = _FREE.sub(" ", span.text)
    remedy = _LARGE.search(plain)
    if not remedy or not _OFFERED.search(plain):
        return False
    end = re.compile(r"[,;:](?!\s+(?:if|should|unless|once|when|provided)\b)|$").search(plain, remedy.end())
    return not _CONDITIONAL.search(plain[: end.start() if end else len(plain)])


KIND = StepsKind()
