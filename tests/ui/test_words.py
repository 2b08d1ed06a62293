"""The desk's own words: every id of the house has one, and dates read as a person writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from casework.case import QUEUES, State
from casework.errors import Conflict, NotAllowed
from drafting.enquiry import Gravity, Kind
from guidelines.finding import Level, Verdict
from guidelines.rule import PRACTICES
from knowledge.errors import KnowledgeError
from ui import notices, words


def test_every_kind_gravity_state_level_verdict_and_practice_has_words() -> None:
    assert set(get_args(Kind)) <= set(words.KINDS)
    assert set(get_args(Gravity)) <= set(words.GRAVITY)
    assert set(get_args(State)) <= set(words.STATES)
    assert set(get_args(Level)) == set(words.LEVELS)
    assert set(get_args(Verdict)) == set(words.VERDICTS)
    assert set(PRACTICES) == set(words.PRACTICES)
    assert all(QUEUES.values())


@pytest.mark.parametrize(
    ("days", "says"),
    [(-3, "3 days late"), (-1, "1 day late"), (0, "due today"), (1, "due tomorrow"), (4, "due Thu 26 Nov")],
)
def test_a_due_day_is_said_as_a_person_says_it(days: int, says: str) -> None:
    today = date(2026, 11, 22)
    assert words.due(today + timedelta(days=days), today) == says


def test_ages_have_one_unit() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert words.age(now - timedelta(minutes=5), now) == "5 min"
    assert words.age(now - timedelta(hours=5), now) == "5 h"
    assert words.age(now - timedelta(days=1, hours=2), now) == "1 day"


def test_a_date_that_is_none_is_shown_as_it_stands() -> None:
    assert words.iso_day("soon") == "soon"
    assert words.iso_day("2026-11-26") == "Thursday 26 November"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (KnowledgeError("The file is empty.", "Choose another."), "The file is empty. Choose another."),
        (NotAllowed("Tom may not approve replies.", "Ask a reviewer."), "Tom may not approve replies. Ask a reviewer."),
        (Conflict("mine", "theirs", "Priya", 3), "Priya changed this reply while you were writing. Compare"),
    ],
)
def test_an_error_of_the_house_becomes_its_own_sentence(error: Exception, says: str) -> None:
    assert notices.sentence(error).startswith(says)


def test_an_error_that_is_not_ours_shows_nothing_of_itself() -> None:
    assert notices.sentence(ZeroDivisionError("secret /path/to/file.py")) == notices.UNEXPECTED


def test_names_with_markdown_signs_stay_plain() -> None:
    assert notices.as_plain("![x](http://evil.example)") == r"\!\[x\]\(http\://evil.example\)"
