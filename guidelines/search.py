"""Finding patterns in the prose of a draft: scope, position and exceptions, for every kind that looks for words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from guidelines.draft import Span
from guidelines.kind import Reading
from guidelines.pattern import Pattern, alternatives, fold, pattern

# What the customer said is the customer's: "you write that nobody ever called", "I read that you were told we can't".
_REPORTED = pattern(
    r"(?:you|she|he|they|colleague|customer|letter|email|message)(?:'ve| have| had| has| were| was)?"
    r"(?: also| already| rightly)? "
    r"(?:say|says|said|write|writes|wrote|written|mention|mentions|mentioned|told|tell|tells|report|reported|describe|described|"
    r"feel|felt|explain|explained|ask|asked|been told|heard|hear|read)(?: to)?(?: us| me)?"
    r"(?: that| whether| if| how| why| about)?(?=(?:(?! and | but )[^,;:.!?])*$)"
)


class Scope(BaseModel):
    """Where patterns are looked for, and what lifts a match.

    ``unless`` lifts a match that it overlaps; ``unless_before`` one that it stands right before; ``unless_sentence``
    when found anywhere in the sentence; ``unless_near`` also in the sentence before or after; ``unless_reply``
    anywhere in the reply. ``with_sentence`` must be found in the sentence too. A group ``(?P<mark>..)`` narrows the
    finding to a part of the match. ``softened_by``, found in the sentence or the one after, makes it a suggestion.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    unless: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_sentence: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_reply: tuple[str, ...] = ()
    with_sentence: tuple[str, ...] = ()
    softened_by: tuple[str, ...] = ()
    at: Literal["anywhere", "start", "end"] = "anywhere"
    sentences: Literal["all", "questions", "statements"] = "all"
    parts: tuple[Literal["sentences", "greeting", "closing"], ...] = ("sentences",)
    quoted: bool = False
    reported: bool = False
    once: bool = False

    @cached_property
    def _unless(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.unless))

    @cached_property
    def _before(self) -> tuple[Pattern, ...]:
        return tuple(pattern(f"(?:{source})[\\s,]*$") for source in self.unless_before)

    @cached_property
    def _sentence(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.unless_sentence))

    @cached_property
    def _near(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.unless_near))

    @cached_property
    def _reply(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.unless_reply))

    @cached_property
    def _with(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.with_sentence))

    @cached_property
    def _soft(self) -> tuple[Pattern, ...]:
        return tuple(map(pattern, self.softened_by))

    def compile(self) -> None:
        """Compile every pattern; raises PatternError for one that cannot be read."""
        for group in (self._unless, self._before, self._sentence, self._near, self._reply, self._with, self._soft):
            for each in group:
                each.compile()


class Words(Scope):
    """Patterns to look for, any of them."""

    any: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        return tuple(pattern(each) for source in self.any for each in alternatives(source))

    def model_post_init(self, context: Any, /) -> None:
        _ = self.patterns  # into the index, before a text is read

    def compile(self) -> None:
        super().compile()
        for each in self.patterns:
            each.compile()


def find_words(
    patterns: tuple[Pattern, ...], scope: Scope, reading: Reading
) -> Iterator[tuple[int, int, Pattern, Any]]:
    """Places where a pattern matches and nothing lifts it: start, end, the pattern, its match; the longest wins."""
    live = reading.all_candidates.intersection(patterns) if "sentences" in scope.parts else set()
    if not live and scope.parts == ("sentences",):
        return
    for span, folded, number in _spans(scope, reading, bool(live)):
        found = []
        may = live & reading.candidates[number] if number is not None else _that_may_match(patterns, folded)
        for each in sorted(may, key=lambda each: each.source) if len(may) > 1 else may:
            for match in each.finditer(reading.draft.text, span.start, span.end):
                start, end = match.span("mark") if "mark" in each.groups else match.span()
                if start < end and not _lifted(scope, reading, span, number, match.start(), match.end()):
                    found.append((start, end, each, match))
        reached = -1
        for start, end, each, match in sorted(found, key=lambda row: (row[0], -row[1])):
            if start >= reached:
                yield start, end, each, match
                reached = end
                if scope.once:
                    return


def _that_may_match(patterns: tuple[Pattern, ...], folded: str) -> set[Pattern]:
    return {each for each in patterns if each.may_match(folded)}


def _spans(scope: Scope, reading: Reading, prose: bool) -> Iterator[tuple[Span, str, int | None]]:
    draft = reading.draft
    if prose:
        for number, span in enumerate(draft.sentences):
            question = span.text.rstrip("\"'”’) ").endswith("?")
            if scope.sentences == "all" or (scope.sentences == "questions") is question:
                yield span, reading.folded[number], number
    for name, part in (("greeting", draft.greeting), ("closing", draft.closing)):
        if name in scope.parts and part:
            yield part, " ".join(part.text.lower().split()), None


def _lifted(scope: Scope, reading: Reading, span: Span, number: int | None, start: int, end: int) -> bool:
    text = reading.draft.text
    folded = reading.folded[number] if number is not None else fold(span.text)
    if scope.at == "start" and text[span.start : start].strip(" \"'“‘(*"):
        return True
    if scope.at == "end" and text[end : span.end].strip(" .!?\"'”’)*"):
        return True
    if not scope.quoted and in_quotes(reading, start, end):
        return True
    if any(
        match.start() < end and start < match.end()
        for each in _that_may_match(scope._unless, folded)
        for match in each.finditer(text, span.start, span.end)
    ):
        return True
    if any(each.search(text[span.start : start]) for each in _that_may_match(scope._before, folded)):
        return True
    if scope._with and not any(
        each.search(text, span.start, span.end) for each in _that_may_match(scope._with, folded)
    ):
        return True
    if any(each.search(text, span.start, span.end) for each in _that_may_match(scope._sentence, folded)):
        return True
    if scope._near and number is not None:
        first = reading.draft.sentences[max(0, number - 1)].start
        last = reading.draft.sentences[min(len(reading.draft.sentences) - 1, number + 1)].end
        if any(each.search(text, first, last) for each in _that_may_match(scope._near, reading.folded_text)):
            return True
    if any(each.search(text) for each in _that_may_match(scope._reply, reading.folded_text)):
        return True
    return not scope.reported and _REPORTED.may_match(folded) and _REPORTED.search(text[span.start : start]) is not None


def is_softened(scope: Scope, reading: Reading, start: int, end: int) -> bool:
    """Whether words that soften stand outside the match, in its sentence or the one after."""
    if not scope._soft:
        return False
    sentences = reading.draft.sentences
    number = next((n for n, span in enumerate(sentences) if span.start <= start < span.end), None)
    if number is None:
        return False
    last = sentences[min(len(sentences) - 1, number + 1)].end
    text = reading.draft.text
    return any(
        each.search(text, sentences[number].start, start) or each.search(text, end, last) for each in scope._soft
    )


def in_quotes(reading: Reading, start: int, end: int) -> bool:
    """Whether the place lies in words that are quoted."""
    quoted = reading.draft.quoted
    index = bisect_left(quoted, end, key=lambda span: span.start)
    return any(span.start <= start and end <= span.end for span in quoted[max(0, index - 3) : index])
