"""never: what the policy says is never promised, also inflected and in another order of words (P12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.forbidden import find_forbidden
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NeverKind:
    name = "never"
    spec: type[BaseModel] = NothingToSet
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        rows = reading.context.policy.never
        for span in reading.draft.sentences if rows else ():
            for found in find_forbidden(span.text, rows):
                start, end, row = span.start + found.start, span.start + found.end, found.row
                if not in_quotes(reading, start, end):
                    said = {"promise": row.promise, "why": row.why, "instead": row.say_instead or ""}
                    yield Match(start, end, values=said)


KIND = NeverKind()
