"""answer_map: a point of the letter that no sentence of the reply answers (P03)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.kind import Match, Reading

_LONGEST = 120


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerMapKind:
    name = "answer_map"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = True

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for answer in reading.answer_map or ():
            if not answer.sentences and answer.gap:
                yield Match(None, None, {"point": _short(answer.point.text)}, level=answer.gap)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"


KIND = AnswerMapKind()
