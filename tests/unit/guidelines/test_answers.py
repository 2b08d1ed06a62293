"""The answer map, on invented letters of many trades: each point against the sentences that answer it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidelines.answers import map_answers
from guidelines.context import Context, LetterContext, Point
from guidelines.draft import read_draft
from guidelines.policy import Policy

POLICY = Policy.model_validate({"company": {"name": "Harbour & Mill"}})
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "answer_cases.yaml").read_text("utf-8"))


def mapped(points: list[str], reply: str) -> list[list[str]]:
    letter = LetterContext("x", points=tuple(Point(text, 0, len(text)) for text in points))
    answers = map_answers(read_draft(reply), Context(POLICY, date(2026, 11, 23), letter))
    assert answers is not None
    return [[reply[start:end] for start, end in answer.sentences] for answer in answers]


def test_without_a_letter_there_is_no_map() -> None:
    assert map_answers(read_draft("It opens at nine."), Context(POLICY, date(2026, 11, 23))) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["points"][0][:30])
def test_a_point_that_is_passed_over_stays_without_an_answer(case: dict[str, Any]) -> None:
    found = mapped([point.lstrip("-") for point in case["points"]], case["reply"])
    assert [
        sentences for point, sentences in zip(case["points"], found, strict=True) if point.startswith("-") and sentences
    ] == []


def test_by_words_alone_nine_points_of_ten_find_their_answer() -> None:
    answered = [
        bool(sentences)
        for case in CASES
        for point, sentences in zip(
            case["points"], mapped([p.lstrip("-") for p in case["points"]], case["reply"]), strict=True
        )
        if not point.startswith("-")
    ]
    assert len(answered) >= 50
    assert sum(answered) / len(answered) >= 0.9


def test_the_sentence_that_answers_is_the_one_named() -> None:
    reply = "Thank you for writing. Your parcel left us on Tuesday. The second charge was made by mistake."
    found = mapped(["Why was I charged twice?", "Where is my parcel?"], reply)
    assert "The second charge was made by mistake." in found[0]
    assert "Your parcel left us on Tuesday." in found[1]


def test_a_holding_answer_counts() -> None:
    reply = "Whether the pump may run on a boat is a question for our workshop. I will write to you by Friday."
    assert mapped(["Can the pump be used on a boat?"], reply) != [[]]
