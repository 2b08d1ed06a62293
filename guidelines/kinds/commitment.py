"""commitment: promises of one verdict, or plain statements of time that the policy contradicts (P10, P12, P13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.finding import Verdict
from guidelines.kind import Match, Reading
from guidelines.promised_remedy import who_approves


class Commitments(BaseModel):
    """``verdicts`` that the rule reports, of promises about a ``practice`` (all when left out); or stated times."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdicts: tuple[Verdict, ...] = ()
    about: tuple[str, ...] = ()
    of: Literal["promises", "stated times"] = "promises"


class CommitmentKind:
    name = "commitment"
    spec: type[BaseModel] = Commitments
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        if spec.of == "stated times":
            yield from _stated(reading)
            return
        for promise in reading.promises:
            if promise.verdict not in spec.verdicts or (spec.about and promise.practice not in spec.about):
                continue
            start, end = promise.mark or (promise.start, promise.end)
            values = {
                "what": promise.what,
                "why": promise.why,
                "authority": who_approves(promise.authority or "supervisor"),
            }
            yield Match(start, end, values, rewrite=promise.rewrite)


def _stated(reading: Reading) -> Iterator[Match]:
    from guidelines.stated_times import find_contradicted_times

    for stated in find_contradicted_times(reading.draft, reading.context):
        yield Match(stated.start, stated.end, {"why": stated.why}, rewrite=stated.rewrite)


KIND = CommitmentKind()
