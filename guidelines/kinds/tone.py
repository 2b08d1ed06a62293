"""tone: a sentence that says it in other words than a pattern knows, by what it is like (P06, P08, P12, P18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.finding import Level
from guidelines.kind import Match, Reading


class ToneCheck(BaseModel):
    """``sounds`` is the class of the classifier (`guidelines.tone`) that the rule is about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sounds: Literal["refusal", "blame", "cold", "slang", "certainty", "deadline", "remedy", "vague"]

    @property
    def beyond_words(self) -> bool:
        return True


class ToneKind:
    """What is likely stands at the rule's level; what is surely so is at least a warning."""

    name = "tone"
    spec: type[BaseModel] = ToneCheck
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for span, tone in zip(reading.draft.sentences, reading.tones, strict=True):
            if tone is not None and tone.name == spec.sounds:
                level: Level | None = "warning" if tone.sureness == "sure" else None
                yield Match(span.start, span.end, values={"like": tone.like}, level=level)


KIND = ToneKind()
