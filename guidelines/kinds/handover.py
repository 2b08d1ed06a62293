"""handover: a grave matter is another team's, and the reply says to whose hands it goes (P14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.context import LetterContext
from guidelines.kind import Match, Reading
from guidelines.policy import Policy, Team

# A topic alone makes no handover: a responder may well answer a question about wheels. These matters do.
_GRAVE = ("safety", "legal", "bereavement")
_DEATH = re.compile(
    r"\b(?:die[ds]?|death|dead|passed (?:away|on)|deceased|funeral|bereave\w+|probate|executors?)\b", re.I
)


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HandoverKind:
    name = "handover"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = True

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter = reading.context.letter
        team = _team(letter, reading.context.policy) if letter else None
        if team and not _named(team, reading):
            who = f"{team.person} of the {team.name}" if team.person else f"the {team.name}"
            yield Match(None, None, {"team": who})


def _team(letter: LetterContext, policy: Policy) -> Team | None:
    """The team whose matter the letter is beyond doubt, unless the policy knows none."""
    if letter.gravity not in _GRAVE or (letter.gravity == "bereavement" and not _DEATH.search(letter.body)):
        return None
    return next((team for team in policy.teams if team.name == letter.handover_team), None)


def _named(team: Team, reading: Reading) -> bool:
    """Whether the reply names the team or its person; a telephone number alone says nothing of who has the matter."""
    text = reading.draft.text.casefold()
    names = [team.name, *((team.person or "").split()[-1:])]
    signer = reading.context.role == team.name or (reading.context.agent or "") == (team.person or "-")
    return signer or any(re.search(rf"\b{re.escape(name.casefold())}\b", text) for name in names)


KIND = HandoverKind()
