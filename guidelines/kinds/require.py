"""require: a part that a whole reply has: greeting, own name, next step, offer of help, closing (P01, P02, P15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.kind import Match, Reading
from guidelines.pattern import Pattern, pattern

_TEAM = re.compile(
    r"\b(?:team|customer (?:service|care|support|relations)|support|department|office|management)\b", re.I
)


class Required(BaseModel):
    """``part`` is what must be there; for ``words``, one of the patterns ``any`` in the prose (or the closing).

    ``when`` asks for it only where one of these patterns is in the prose.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Literal["greeting", "own_name", "closing", "words"]
    any: tuple[str, ...] = ()
    when: tuple[str, ...] = ()

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.any))

    @cached_property
    def conditions(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.when))

    def compile(self) -> None:
        for each in (*self.patterns, *self.conditions):
            each.compile()


class Require:
    name = "require"
    spec: type[BaseModel] = Required
    needs_letter = False
    whole_replies_only = True

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        draft = reading.draft
        if not draft.sentences and not (draft.greeting and draft.closing):
            return  # a salutation alone is no reply
        if spec.when and not _any(spec.conditions, reading):
            return
        if not _present(spec, reading):
            yield Match(None, None, values={"agent": reading.context.agent or ""})


def _present(spec: Required, reading: Reading) -> bool:
    draft = reading.draft
    if spec.part == "greeting":
        return draft.greeting is not None
    if spec.part == "closing":
        return draft.closing is not None or bool(draft.sentences and _WARM_END.search(draft.sentences[-1].text))
    if spec.part == "own_name":
        return _signed(reading)
    return _any(spec.patterns, reading)


_WARM_END = re.compile(r"\b(?:kind|best|warm)(?:est)? (?:regards|wishes)\b|\bthank you (?:again )?for\b", re.I)


def _signed(reading: Reading) -> bool:
    """Whether a person's name stands under the reply: the responder's, where it is known."""
    signature = reading.draft.signature.text if reading.draft.signature else ""
    agent = reading.context.agent
    if agent:
        tail = signature or reading.draft.text[-200:]
        return any(re.search(rf"\b{re.escape(part)}\b", tail, re.I) for part in agent.split() if len(part) > 1)
    lines = [line for line in signature.split("\n") if line.strip()]
    return any(not _TEAM.search(line.split(",")[0]) and re.match(r"\W*[^\W\d_]", line) for line in lines[:1])


def _any(patterns: tuple[Pattern, ...], reading: Reading) -> bool:
    closing = reading.draft.closing
    spoken = (*reading.sentences, reading.index.read(closing.text)) if closing else reading.sentences
    return any(sentence.holds(each) for sentence in spoken for each in patterns)


KIND = Require()
