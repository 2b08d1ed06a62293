"""The examples inside a rule: they explain it, and they are its tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from guidelines.context import CaseFacts, Context, Embed, LetterContext, Point, Source
from guidelines.policy import Policy

DAY = date(2026, 11, 23)  # the Monday on which every example is written
_PLAIN = Policy.model_validate({"company": {"name": "Harbour & Mill"}})


class Example(BaseModel):
    """A draft, or a fragment of one, and what the rule finds in it: each of ``marks`` is found, nothing else.

    Empty ``marks`` on a bad example mean that something is missing. ``letter``, ``policy``, ``facts`` and ``sources``
    are what the draft answers and rests on, as far as the rule needs it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    marks: tuple[str, ...] = ()
    better: str | None = None
    whole: bool = False
    letter: Mapping[str, Any] | None = None
    policy: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] | None = None
    sources: tuple[str, ...] = ()
    agent: str | None = None
    role: str = "agent"

    @field_validator("marks", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value or ()

    @property
    def given(self) -> frozenset[str]:
        """What it brings with it, of letter, points, policy, facts and sources; a fragment brings nothing."""
        named = {"letter": self.letter, "policy": self.policy, "facts": self.facts, "sources": self.sources}
        points = {"points"} if (self.letter or {}).get("points") else set()
        return frozenset({name for name, value in named.items() if value} | points)

    def context(self, embed: Embed | None = None) -> Context:
        """The surroundings in which it is checked. Raises ValueError (or TypeError) for what is none."""
        return Context(
            policy=Policy.model_validate(self.policy) if self.policy else _PLAIN,
            today=DAY,
            letter=None if self.letter is None else _letter(self.letter),
            sources=tuple(Source(id=f"s{number}", text=text) for number, text in enumerate(self.sources)),
            facts=CaseFacts.from_mapping(self.facts),
            agent=self.agent,
            role=self.role,
            embed=embed,
        )


class Examples(BaseModel):
    """A rule's examples: ``bad`` ones are caught at their marks; ``good`` ones, and every ``better``, are clean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()

    @field_validator("good", "bad", mode="before")
    @classmethod
    def _plain_text(cls, value: object) -> object:
        return [{"text": row} if isinstance(row, str) else row for row in value] if isinstance(value, list) else value

    def numbered(self) -> Iterator[tuple[str, int, Example]]:
        """Every example with where it stands: ``bad`` or ``good``, and its number."""
        yield from (("bad", number, example) for number, example in enumerate(self.bad))
        yield from (("good", number, example) for number, example in enumerate(self.good))

    def clean(self) -> Iterator[tuple[str, int, Example]]:
        """Every text that must be clean, with where it stands: the good ones, and each bad one's ``better``."""
        for which, number, example in self.numbered():
            if which == "good":
                yield which, number, example
            elif example.better is not None:
                yield which, number, example.model_copy(update={"text": example.better, "marks": ()})


def _letter(given: Mapping[str, Any]) -> LetterContext:
    data: dict[str, Any] = {"body": "", **given}
    for key in ("names", "products", "tried"):
        data[key] = tuple(data.get(key, ()))
    data["points"] = tuple(
        Point(**row) if isinstance(row, dict) else Point(row, 0, len(row)) for row in data.get("points", ())
    )
    return LetterContext(**data)
