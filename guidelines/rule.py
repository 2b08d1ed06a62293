"""A rule: one thing that a good reply does or leaves out, with its reason and the examples that test it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from guidelines.context import Question, Shown
from guidelines.finding import LEVELS, Level
from guidelines.kind import Kind
from guidelines.kinds import kind_named
from guidelines.pattern import Pattern
from guidelines.pattern_index import PatternIndex

if TYPE_CHECKING:
    from guidelines.context import LetterContext
    from guidelines.example import Example, Examples

Origin = Literal["shipped", "company", "changed"]  # changed: the company's file in place of a shipped one
PRACTICES = tuple(f"P{number:02}" for number in range(1, 23))


class RuleError(Exception):
    """A rule file that does not fit: ``path:line:column: `` and one sentence."""

    def __init__(self, path: Path, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")
        self.path, self.line, self.column, self.message = path, line, column, message


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Applies(_Row):
    """When a rule applies. What the letter must be needs a letter, or it is not checked; what it must not be, none."""

    whole: bool = False
    kind: tuple[str, ...] = ()
    not_kind: tuple[str, ...] = ()
    gravity: tuple[str, ...] = ()
    not_gravity: tuple[str, ...] = ()
    fault: bool | None = None

    @property
    def needs_letter(self) -> bool:
        return bool(self.kind or self.gravity or self.fault is not None)

    def fits(self, letter: LetterContext | None) -> bool:
        if letter is None:
            return not self.needs_letter
        return (
            (not self.kind or letter.kind in self.kind)
            and letter.kind not in self.not_kind
            and (not self.gravity or letter.gravity in self.gravity)
            and letter.gravity not in self.not_gravity
            and (self.fault is None or letter.fault is self.fault)
        )


class RuleFile(_Row):
    """The shape of a rule file without its examples and with `check` still open (its kind says how that looks)."""

    title: str = Field(min_length=3)
    practice: str
    why: str
    level: Level
    applies: Applies = Applies()
    check: dict[str, Any]
    message: str = Field(min_length=3)
    rewrite: str | None = None

    @field_validator("practice")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in PRACTICES:
            raise ValueError(f"{value} is no practice (P01 to P22)")
        return value


@dataclass(frozen=True)
class Rule:
    """A rule as it is used. ``id`` is the name of its file; ``level_set`` the level that the company chose for it."""

    id: str
    file: RuleFile
    spec: Any
    path: Path
    examples_source: str = field(default="", repr=False)
    origin: Origin = "shipped"
    level_set: Level | None = None

    @cached_property
    def title(self) -> str:
        return self.file.title

    @cached_property
    def practice(self) -> str:
        return self.file.practice

    @cached_property
    def why(self) -> str:
        return self.file.why

    @cached_property
    def level(self) -> Level:
        return self.level_set or self.file.level

    def level_of(self, found: Level | None) -> Level:
        """The level of a match that its kind weighed as ``found``: never above the level that the company chose.

        What only a model can tell is a warning at most: no model stops a reply by itself.
        """
        level = found or self.level
        if self.level_set is not None:
            level = max(level, self.level_set, key=LEVELS.index)
        return max(level, "warning", key=LEVELS.index) if self.needs_judge else level

    @cached_property
    def whole_replies_only(self) -> bool:
        return self.kind.whole_replies_only or self.file.applies.whole

    @cached_property
    def applies_always(self) -> bool:
        """Whether the letter makes no difference to whether the rule applies."""
        return self.file.applies.model_copy(update={"whole": False}) == Applies()

    @cached_property
    def kind(self) -> Kind:
        return kind_named(self.file.check["kind"])

    @cached_property
    def patterns(self) -> frozenset[Pattern]:
        """What its kind looks for with `guidelines.search.find_words`; none where it looks for something else."""
        return frozenset(getattr(self.spec, "patterns", ()))

    @cached_property
    def index(self) -> PatternIndex:
        """Its patterns, for a reading with this rule alone."""
        return PatternIndex(self.patterns)

    @cached_property
    def needs_letter(self) -> bool:
        return (
            self.kind.needs_letter or bool(getattr(self.spec, "needs_letter", False)) or self.file.applies.needs_letter
        )

    @cached_property
    def beyond_words(self) -> bool:
        """Whether it goes by what a sentence is like, not by words that it names; it errs now and then."""
        return bool(getattr(self.spec, "beyond_words", False))

    @cached_property
    def needs_judge(self) -> bool:
        """Whether it takes a model to tell (``context.judge``)."""
        return bool(getattr(self.spec, "needs_judge", False))

    @cached_property
    def needs_words(self) -> bool:
        """Whether it finds nothing where none of its patterns may match a sentence."""
        return bool(getattr(self.spec, "needs_words", False))

    @cached_property
    def question(self) -> Question:
        """What a judged rule asks, with its examples."""
        examples = self.examples
        return Question(self.id, self.spec.ask, tuple(map(_shown, examples.bad)), tuple(map(_shown, examples.good)))

    @cached_property
    def examples(self) -> Examples:
        """The examples, read from the file when first asked for; the check itself has no need of them."""
        from guidelines.rule_file import read_examples

        return read_examples(self)

    def message(self, values: Mapping[str, str]) -> str:
        return _fill(self.file.message, values)

    def rewrite(self, values: Mapping[str, str]) -> str | None:
        return None if self.file.rewrite is None else _fill(self.file.rewrite, values)


def _shown(example: Example) -> Shown:
    return Shown(example.text, str((example.letter or {}).get("body", "")))


def _fill(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"[ \n]+", " ", Template(template).safe_substitute(values)).strip()
