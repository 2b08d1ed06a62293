"""steps: small solutions first; none that was tried, none that the customer does not want (P09, P11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.kind import Match, Reading
from guidelines.search import in_quotes
from guidelines.small_first import find_too_large
from guidelines.steps import asks_for_step, covers, is_tried, product_stems, remedies_in, what_was_tried
from guidelines.unwanted import offered_again

# "Once more, and longer than before": the customer is known to have done it.
_KNOWN = re.compile(
    r"\b(?:although|even though|already|once more|one more time|another time|a second time|differently|this time|"
    r"longer than|instead|rather than|not|never|no need)\b|n['’]t\b",
    re.IGNORECASE,
)


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
        elif reading.draft.whole and (found := find_too_large(reading.draft, reading.context)):
            span, step = found
            yield Match(span.start, span.end, {"step": " ".join(step.text.split())})


def _tried_again(reading: Reading) -> Iterator[Match]:
    """The first things that the reply asks for, where the customer has done them; later ones belong to a new task."""
    letter = reading.context.letter
    tried = what_was_tried(letter) if letter else ()
    if not tried:
        return
    remedies, named = remedies_in(reading.context), product_stems(reading.context)
    begun = [
        step
        for found in remedies
        if any(is_tried(each.text, tried, [found], named) for each in found.steps)
        for step in found.steps
    ]
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


KIND = StepsKind()
