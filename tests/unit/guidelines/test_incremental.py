"""Nothing is computed twice, and it shows nowhere: a draft that grew by edits is found the same as a fresh one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import _lru_cache_wrapper, cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelines import evidence
from guidelines.check import check, shipped_rules
from guidelines.context import Context, Source
from guidelines.finding import Report
from guidelines.kept import Kept
from tests.unit.guidelines.surroundings import BESIDE_A_LETTER, ODD, by_letters

READ_FROM_FILES = {"shipped_rules", "kind_named", "word_groups", "trained", "_examples_of"}
OTHER_SOURCE = Source("lamps-2", "The Wren lamp costs £19 and has a warranty of 18 months.", "lamps.md", "Wren")
OF_A_SOURCE = ["The Wren lamp costs £19.", "Its warranty is 18 months.", "The Heron costs £45.", "Wren lamps cost £45."]
SENTENCES = [
    example.text
    for rule in shipped_rules()
    for example in (*rule.examples.bad, *rule.examples.good)
    if not example.whole and "\n" not in example.text
]
GREETED = ["Dear Mrs Lund,\n\n", "", "Hi,\n"]
SIGNED = ["\n\nKind regards,\nAnn Lund", "", "\n\nTom"]


@st.composite
def edited_drafts(draw: st.DrawFn) -> list[str]:
    """The states of a draft while somebody writes: sentences are put in, changed and taken out, one at a time."""
    said = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    opening, ending = draw(st.sampled_from(GREETED)), draw(st.sampled_from(SIGNED))
    gap = draw(st.sampled_from([" ", "\n\n", "\r\n"]))
    states = [opening + gap.join(said) + ending]
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(said)))
        new = draw(st.sampled_from(SENTENCES) | st.sampled_from(OF_A_SOURCE) | st.sampled_from(ODD))
        taken_out = draw(st.integers(0, 1))
        said[place : place + taken_out] = [new] if draw(st.booleans()) else []
        states.append(opening + gap.join(said) + ending)
    return states


@settings(max_examples=40, deadline=None)
@given(edited_drafts())
def test_a_draft_that_grew_by_edits_is_found_the_same_as_a_fresh_one(states: list[str]) -> None:
    contexts = [BESIDE_A_LETTER, replace(BESIDE_A_LETTER, sources=(*BESIDE_A_LETTER.sources, OTHER_SOURCE))]
    grown = [report_of(text, contexts[number % 2]) for number, text in enumerate(states)]
    for number, text in enumerate(states):
        forget_everything()
        assert report_of(text, contexts[number % 2]) == grown[number]


@settings(max_examples=20, deadline=None)
@given(edited_drafts())
def test_what_stands_around_a_draft_counts_although_the_draft_stays(states: list[str]) -> None:
    around = [
        BESIDE_A_LETTER,
        replace(BESIDE_A_LETTER, letter=None, embed=None),
        replace(BESIDE_A_LETTER, role="supervisor"),
    ]
    for text in states[:2]:
        kept = [report_of(text, context) for context in around]
        for context, report in zip(around, kept, strict=True):
            forget_everything()
            assert report_of(text, context) == report


def report_of(text: str, context: Context) -> Report:
    return check(text, context, shipped_rules())


def forget_everything() -> None:
    """As in a process that has just begun, but for what was read from files."""
    evidence._GATHERED.clear()
    for forget in memories():
        forget()


@cache
def memories() -> tuple[Callable[[], None], ...]:
    """Whatever in the guidelines remembers something, once all of it has been loaded."""
    report_of(
        "Dear Mrs Lund,\n\nWe cannot help. You will have £20 by Friday.\n\nKind regards,\nAnn Lund", BESIDE_A_LETTER
    )
    found = gc.get_objects()
    kept = [one.forget for one in found if isinstance(one, Kept)]
    return (
        *kept,
        *(one.cache_clear for one in found if isinstance(one, _lru_cache_wrapper) and of_the_guidelines(one)),
    )


def of_the_guidelines(cache: Any) -> bool:
    return str(cache.__module__).startswith("guidelines") and cache.__name__ not in READ_FROM_FILES


def test_a_changed_sentence_alone_is_embedded_again() -> None:
    asked: list[str] = []

    def remembering(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        asked.extend(text for text in texts if text not in asked)
        return by_letters(texts)

    context = replace(BESIDE_A_LETTER, embed=remembering)
    sentences = [f"The lamp number {count} left us on Tuesday." for count in ("one", "two", "three", "four")]
    check(f"Dear Mrs Lund,\n\n{' '.join(sentences)}\n\nKind regards,\nAnn Lund", context)
    known = len(asked)
    sentences[2] = "The lamp number three comes on Friday."
    check(f"Dear Mrs Lund,\n\n{' '.join(sentences)}\n\nKind regards,\nAnn Lund", context)
    assert asked[known:] == ["The lamp number three comes on Friday."]


def test_what_is_kept_is_worked_out_once_and_the_oldest_goes_first() -> None:
    worked: list[int] = []

    def double(numbers: Sequence[int]) -> list[int]:
        worked.extend(numbers)
        return [2 * number for number in numbers]

    kept: Kept[int, int] = Kept(most=2)
    assert kept.of([1, 2, 1], double) == [2, 4, 2]
    assert kept.of([2, 3], double) == [4, 6]
    assert kept.of([2, 1], double) == [4, 2]
    assert worked == [1, 2, 3, 1]


def test_work_that_fails_is_not_kept() -> None:
    kept: Kept[str, str] = Kept(most=2)
    with pytest.raises(OSError, match="full"):
        kept.of(["a"], lambda _: (_ for _ in ()).throw(OSError("full")))
    assert kept.of(["a"], lambda new: [text.upper() for text in new]) == ["A"]
