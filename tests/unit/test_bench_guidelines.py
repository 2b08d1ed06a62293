"""What the check is timed with is what its figures speak of."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench_guidelines import _changes, _long_replies, _sentences
from evals.timing import Measure
from guidelines.draft import read_draft

LETTERS = {path.name for path in (Path(__file__).parents[2] / "demo" / "letters").iterdir()}


@pytest.mark.parametrize("row", _long_replies(), ids=lambda row: row["letter"])
def test_a_long_reply_is_whole_answers_a_letter_and_has_some_250_words(row: dict[str, str]) -> None:
    draft = read_draft(row["text"])
    assert row["letter"] in LETTERS
    assert draft.greeting
    assert draft.closing
    assert 240 <= len(row["text"].split()) <= 280


def test_a_change_touches_one_sentence() -> None:
    text = _long_replies()[0]["text"]
    before = [sentence.text for sentence in read_draft(text).sentences]
    changes = list(_changes(text))
    assert len(changes) >= len(before) - 1
    for changed in changes:
        after = [sentence.text for sentence in read_draft(changed).sentences]
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_no_sentence_that_is_timed_was_seen_before() -> None:
    warm_up, timed = _sentences()
    assert len(timed) > 200
    assert not set(warm_up) & set(timed)


@pytest.mark.parametrize(("value", "verdict"), [(1_200.0, "reached"), (800.0, "falls short"), (None, "not measured")])
def test_a_rate_is_to_be_at_least_its_goal(value: float | None, verdict: str) -> None:
    measure = Measure("sentences", value, "/s", at_least=1_000)
    assert (measure.verdict, measure.goal) == (verdict, "at least 1000 /s")
