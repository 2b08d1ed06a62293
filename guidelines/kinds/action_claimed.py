"""action_claimed: "I have refunded", "I enclose", without a record of it in the case (P22)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.finding import Level
from guidelines.kind import Match, Reading


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ActionClaimedKind:
    name = "action_claimed"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        from guidelines.actions import find_unrecorded

        for claim in find_unrecorded(reading.draft, reading.context):
            level: Level = "error" if claim.sure else "warning"
            yield Match(claim.start, claim.end, {"why": claim.why}, level=level)


KIND = ActionClaimedKind()
