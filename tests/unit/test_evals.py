"""The measuring itself: the data hang together, and the figures count what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from evals.figure import Figure, Section
from evals.letters import PARTS, read_cases
from evals.questions import read_questions
from evals.replies import Fault, _caught, read_replies
from evals.report import as_markdown, as_table
from evals.timing import Measure, percentile
from evals.wording import says, says_any
from guidelines.finding import Finding

DEMO = Path(__file__).parents[2] / "demo"
LETTERS = {path.name for path in (DEMO / "letters").iterdir()}
DOCUMENTS = {path.name for path in (DEMO / "documents").iterdir()}
TEAMS = {team["name"] for team in yaml.safe_load((DEMO / "policy.yaml").read_text(encoding="utf-8"))["teams"]}


def finding(practice: str = "P12", level: str = "error", start: int | None = 10, end: int | None = 20) -> Finding:
    return Finding("a-rule", practice, level, start, end, "words", "why")  # type: ignore[arg-type]


def fault(start: int = 12, end: int = 18) -> Fault:
    return Fault("one", "letter.txt", "good", "text " * 10, start, end, ("P07",), "error", False)


def test_every_letter_of_the_demonstration_has_a_case() -> None:
    assert {case["letter"] for case in read_cases()} == LETTERS


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["letter"])
def test_a_case_says_what_is_expected_of_a_reply(case: dict[str, object]) -> None:
    assert case["kind"]
    if case.get("reply", True):
        assert {"greeting", "points", "facts", "forbidden"} <= set(case)
    if "handover" in case:
        assert case["handover"] in TEAMS


def test_some_cases_questions_replies_and_faults_are_held_back() -> None:
    good, faults = read_replies()
    for rows in (
        [bool(case.get("held_back")) for case in read_cases()],
        [bool(row.get("held_back")) for row in read_questions()],
        [reply.held_back for reply in good],
        [one.held_back for one in faults],
    ):
        assert 0.2 < sum(rows) / len(rows) < 0.45


def test_half_of_the_questions_have_no_answer_and_many_of_those_are_near_misses() -> None:
    rows = read_questions()
    without = [row for row in rows if not row["documents"]]
    assert len(rows) >= 120
    assert 0.4 < len(without) / len(rows) < 0.6
    assert sum(bool(row.get("near")) for row in without) > len(without) / 2


def test_every_question_names_documents_that_exist_and_has_an_id_of_its_own() -> None:
    rows = read_questions()
    assert {name for row in rows for name in row["documents"]} <= DOCUMENTS
    assert len({row["id"] for row in rows}) == len(rows)


def test_there_are_enough_good_replies_and_planted_faults() -> None:
    good, faults = read_replies()
    assert len(good) >= 40
    assert len(faults) >= 60
    assert {reply.letter for reply in good} <= LETTERS


def test_a_planted_fault_changes_its_reply_just_where_it_says() -> None:
    good = {reply.id: reply.text for reply in read_replies()[0]}
    for one in read_replies()[1]:
        before = good[one.good]
        assert one.text != before, one.id
        assert one.text[: one.start] == before[: one.start], one.id
        tail = len(one.text) - one.end
        assert one.text[one.end :] == before[len(before) - tail :], one.id


def test_a_fault_is_caught_at_its_place_or_by_its_practice() -> None:
    assert _caught(fault(), (finding(start=10, end=20),), ()) == {"error"}
    assert _caught(fault(), (finding("P07", "warning", None, None),), ()) == {"warning"}


def test_a_finding_elsewhere_for_another_practice_does_not_count_as_caught() -> None:
    assert _caught(fault(), (finding(start=30, end=40),), ()) == set()


def test_a_finding_that_the_good_reply_has_too_does_not_count_as_caught() -> None:
    assert _caught(fault(), (finding(),), (finding(),)) == set()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We refund £6.95 today.", "£6.95"),
        ("It’s  30 % of the price", "30%"),
        ("your QF-40 is here", "QF-40"),
        ("DEAR MRS PROSSER,", "Dear Mrs Prosser"),
        ("in 3 to\n5 working days", "3 to 5 working days"),
    ],
)
def test_a_phrase_is_found_however_it_is_set(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("your QF-40S is here", "QF-40"),
        ("after 124 November", "24 November"),
        ("£16.95", "6.95"),
        ("£36.955", "£36.95"),
    ],
)
def test_a_longer_figure_or_model_is_another_thing(text: str, phrase: str) -> None:
    assert not says(text, phrase)


def test_any_of_several_wordings_is_enough_and_none_is_not() -> None:
    assert says_any("We enclose a label.", ["cheque", "label"])
    assert not says_any("We enclose a label.", [])


def test_a_figure_counts_hits_and_keeps_what_fell_short() -> None:
    figure = Figure("greeting right", target=0.9)
    figure.count(True, "a")
    figure.count(False, "b")
    assert (figure.share, figure.reached, figure.misses) == (0.5, False, ["b"])


def test_where_fewer_is_better_a_hit_is_what_falls_short() -> None:
    figure = Figure("forbidden", target=0.0, fewer_is_better=True)
    figure.count(False, "a")
    assert figure.reached is True
    figure.count(True, "b")
    assert (figure.reached, figure.misses) == (False, ["b"])


def test_nothing_counted_is_neither_reached_nor_short() -> None:
    assert Figure("empty", target=0.5).reached is None


def test_the_report_says_what_falls_short_and_shows_it() -> None:
    figure = Figure("facts", target=0.75)
    figure.count(False, "letter.eml: '£6.95' <b>")
    section = Section("Letters", [figure], ["Length: 90 words."])
    assert "falls short" in as_table([section])
    page = as_markdown([section], ["### letter.eml"])
    assert "0/1" in page
    assert "&lt;b>" in page
    assert "### letter.eml" in page


def test_the_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.95) == 5.0
    assert percentile([1.0, 2.0], 0.5) == 1.0


@pytest.mark.parametrize(("value", "verdict"), [(1.0, "reached"), (2.0, "falls short"), (None, "not measured")])
def test_a_measure_is_set_against_its_target(value: float | None, verdict: str) -> None:
    assert Measure("start", value, "s", 1.5).verdict == verdict


def test_the_parts_asked_for_are_parts_of_a_reply() -> None:
    assert set(PARTS) <= {"greeting", "acknowledgement", "explanation", "next_step", "help", "closing", "signature"}
