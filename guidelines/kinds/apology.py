"""apology: there when a fault is clear, said once or twice, none for what never went wrong (P05, P06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_APOLOGY = re.compile(
    r"\b(?:(?:i|we)(?:['’]m| am|['’]re| are)? (?:\w+ ){0,3}(?:sorry|apologi[sz]e)|apologi(?:es|[sz]e|[sz]ing)|apology"
    r"|(?:so|very|truly|really|deeply|terribly) sorry|(?:i|we) (?:\w+ )?regret|forgive (?:us|me)|pardon (?:us|me)"
    r"|sorry)\b",
    re.I,
)
_SYMPATHY = re.compile(
    r"\b(?:condolences|sorry for your (?:\w+ )?loss|sorry to (?:hear|learn|read) (?:of|about) (?:the |your )?"
    r"(?:\w+['’]s |\w+ )?(?:death|passing|loss|bereavement))\b",
    re.I,
)
_ACKNOWLEDGED = re.compile(
    r"\b(?:you (?:are|were) right|our (?:fault|mistake|error)|we (?:got|did) (?:this|that|it) wrong|let you down"
    r"|fell short|(?:should not|shouldn['’]t) have happened"
    r"|not (?:the|what|how) .{0,40}(?:expect|want|standard|service)"
    r"|understand (?:how|why|that) .{0,60}"
    r"(?:frustrat|disappoint|upset|annoy|concern|worr|angry|inconvenien)\w*)",
    re.I,
)
_WRONG = r"(?:mistake|error|fault|mix-up|failure|problems?|poor service|inconvenience|trouble)"
_FAULT = re.compile(
    r"\b(?:(?:it|this|that) (?:is|was) (?:entirely |completely |clearly )?our (?:fault|mistake|error)"
    r"|our (?:fault|mistake|error)|(?:we|i) (?:have )?(?:made (?:a|an) (?:\w+ )?(?:mistake|error)"
    r"|got (?:this|it|that) wrong|let you down|failed you|were (?:wrong|at fault|to blame))"
    rf"|sorry (?:for|about) (?:our|the|this|that|my) (?:\w+ )?{_WRONG}"
    rf"|apologi[sz]e (?:\w+ )?for (?:our|the|this|that|my|any) (?:\w+ )?{_WRONG})\b",
    re.I,
)
_PUT_RIGHT = re.compile(
    r"\b(?:(?:i|we|you)(?:['’](?:ll|ve|m|re|d)| will| have| am| are| would| can| could| may)"
    r"|(?:has|have|will|is|are) (?:now |already |also )?(?:been|be|being)|please|here is|would you|enclosed|attached"
    r"|let me|if you|leaves?|reach(?:es)?|arrives?|comes?|goes|starts?|instead|replacement|refund|exchange|credit"
    r"|booked|moved|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)


class ApologyFit(BaseModel):
    """``missing`` where the fault is clear, ``excessive`` beyond two, ``false`` where nothing went wrong.

    ``unrepaired`` is an apology in a reply that does not say how the matter is put right.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    look_for: Literal["missing", "excessive", "false", "unrepaired"]

    @property
    def needs_letter(self) -> bool:
        return self.look_for in ("missing", "false")


class Apology:
    name = "apology"
    spec: type[BaseModel] = ApologyFit
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter = reading.context.letter
        said = [place for span in reading.draft.sentences for place in _apologies(reading, span)]
        if spec.look_for == "missing":
            mourned = letter is not None and letter.gravity == "bereavement" and _any(_SYMPATHY, reading)
            if (
                letter
                and letter.fault
                and reading.draft.whole
                and not (said or mourned or _any(_ACKNOWLEDGED, reading))
            ):
                yield Match(None, None)
        elif spec.look_for == "excessive":
            if len(said) > 2:
                start, end = said[2]
                yield Match(start, end, values={"count": str(len(said))})
        elif spec.look_for == "false":
            if letter and not letter.fault and letter.kind in ("enquiry", "request", "thanks"):
                yield from _admissions(reading)
        elif reading.draft.whole and said and not _any(_PUT_RIGHT, reading, beyond=_APOLOGY):
            yield Match(*said[0])


def _apologies(reading: Reading, span: Span) -> Iterator[tuple[int, int]]:
    """The first apology of a sentence: "I am sorry and apologise" is one."""
    match = _APOLOGY.search(reading.draft.text, span.start, span.end)
    if match and not _SYMPATHY.search(span.text) and not in_quotes(reading, *match.span()):
        yield match.span()


def _acknowledged(reading: Reading) -> bool:
    return _any(_ACKNOWLEDGED, reading)


def _admissions(reading: Reading) -> Iterator[Match]:
    for span in reading.draft.sentences:
        for match in _FAULT.finditer(reading.draft.text, span.start, span.end):
            if not in_quotes(reading, *match.span()):
                yield Match(*match.span())


def _any(pattern: re.Pattern[str], reading: Reading, beyond: re.Pattern[str] | None = None) -> bool:
    return any(
        pattern.search(span.text) and not (beyond and beyond.search(span.text) and len(span.text) < 60)
        for span in reading.draft.sentences
    )


KIND = Apology()
