"""grounded: figures, dates, codes, people and numbers that nothing bears out (P07)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.kind import Match, Reading


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroundedKind:
    name = "grounded"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        from guidelines.grounding import find_ungrounded

        for claim in find_ungrounded(reading.draft, reading.context, reading.promises):
            yield Match(claim.start, claim.end, {"why": claim.why}, level=claim.level)


KIND = GroundedKind()
