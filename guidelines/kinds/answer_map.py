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
        from guidelines.answers import is_question, is_wish

        for answer in reading.answer_map or ():
            if answer.sentences:
                continue
            asked = is_question(answer.point.text) or is_wish(answer.point.text)
            yield Match(None, None, {"point": _short(answer.point.text)}, level="error" if asked else "warning")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"


KIND = AnswerMapKind()
