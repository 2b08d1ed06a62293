"""Finding the patterns of a scope in a draft, for every kind that looks for words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidelines.kind import Reading
from guidelines.pattern import Pattern, pattern
from guidelines.pattern_index import Sentence
from guidelines.scope import Scope

_SAYING = (
    "say|says|said|write|writes|wrote|written|mention|mentions|mentioned|told|tell|tells|report|reported|describe"
    "|described|feel|felt|explain|explained|ask|asked|been told|heard|hear|read"
)
# What the customer said is the customer's: "you write that nobody ever called", "I read that you were told we can't".
_REPORTED = pattern(
    r"(?:you|she|he|they|colleague|customer|letter|email|message)(?:'ve| have| had| has| were| was)?"
    rf"(?: also| already| rightly)? (?:{_SAYING})(?: to)?(?: us| me)?"
    r"(?: that| whether| if| how| why| about)?(?=(?:(?! and | but )[^,;:.!?])*$)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A match that stands: its place in the draft, its pattern, and whether words beside it soften it."""

    start: int
    end: int
    pattern: Pattern
    match: Any
    softened: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, or the greeting or closing (``number`` None), at its place in the draft."""

    sentence: Sentence
    start: int
    number: int | None


def find_words(scope: Scope, reading: Reading) -> Iterator[Found]:
    """Places where a pattern of the scope matches and nothing lifts it; of those that overlap, the longest."""
    for place, matches in _matched(scope, reading):
        found = []
        for each, match in matches:
            start, end = match.span("mark") if "mark" in each.groups else match.span()
            if start < end and not _is_lifted(scope, reading, place, match.start(), match.end()):
                found.append((start, -end, each.source, each, match))
        reached = -1
        for start, minus_end, _, each, match in sorted(found, key=lambda row: row[:3]):
            if start >= reached:
                reached = -minus_end
                softened = _is_softened(scope, reading, place, start, reached)
                yield Found(place.start + start, place.start + reached, each, match, softened)
                if scope.once:
                    return


def _matched(scope: Scope, reading: Reading) -> Iterator[tuple[_Place, list[tuple[Pattern, Any]]]]:
    """The sentences, greeting and closing in which patterns of the scope match, with the matches, lifted or not."""
    found: dict[int, list[tuple[Pattern, Any]]] = {}
    live = scope.patterns & reading.candidates if "sentences" in scope.parts else frozenset()
    for each in sorted(live, key=lambda pattern: pattern.source):
        for number in reading.where[each]:
            sentence = reading.sentences[number]
            asked_for = scope.sentences == "all" or (scope.sentences == "questions") is sentence.is_question
            for match in sentence.find(each) if asked_for else ():
                found.setdefault(number, []).append((each, match))
    for number in sorted(found):
        yield _Place(reading.sentences[number], reading.draft.sentences[number].start, number), found[number]
    for name, part in (("greeting", reading.draft.greeting), ("closing", reading.draft.closing)):
        if name in scope.parts and part:
            said = reading.index.read(part.text)
            its = [(each, match) for each in scope.patterns & said.candidates for match in said.find(each)]
            yield _Place(said, part.start, None), its


def _is_lifted(scope: Scope, reading: Reading, place: _Place, start: int, end: int) -> bool:
    lifting, sentence = scope.lifting, place.sentence
    before = sentence.text[:start]
    if scope.at == "start" and before.strip(" \"'“‘(*"):
        return True
    if scope.at == "end" and sentence.text[end:].strip(" .!?\"'”’)*"):
        return True
    if not scope.quoted and in_quotes(reading, place.start + start, place.start + end):
        return True
    if any(
        match.start() < end and start < match.end() for each in lifting.overlapping for match in sentence.find(each)
    ):
        return True
    if any(each.may_match(sentence.folded) and each.search(before) for each in lifting.before):
        return True
    if lifting.without and not any(map(sentence.holds, lifting.without)):
        return True
    if any(map(sentence.holds, lifting.sentence)):
        return True
    if lifting.near and place.number is not None:
        beside = reading.sentences[max(0, place.number - 1) : place.number + 2]
        if any(other.holds(each) for each in lifting.near for other in beside):
            return True
    if any(map(reading.says, lifting.reply)):
        return True
    return not scope.reported and _REPORTED.may_match(sentence.folded) and _REPORTED.search(before) is not None


def _is_softened(scope: Scope, reading: Reading, place: _Place, start: int, end: int) -> bool:
    """Whether words that soften stand outside the match, in its sentence or the three after."""
    for each in scope.lifting.softening:
        if any(match.end() <= start or end <= match.start() for match in place.sentence.find(each)):
            return True
        if place.number is not None and any(
            after.holds(each) for after in reading.sentences[place.number + 1 : place.number + 4]
        ):
            return True
    return False


def in_quotes(reading: Reading, start: int, end: int) -> bool:
    """Whether the place lies in words that are quoted."""
    quoted = reading.draft.quoted
    index = bisect_left(quoted, end, key=lambda span: span.start)
    return any(span.start <= start and end <= span.end for span in quoted[max(0, index - 3) : index])
