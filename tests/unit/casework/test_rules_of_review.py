"""Role, state, authority and hash: the tables that decide, tried as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import get_args

import pytest

from casework.approval import hash_of, obstacles, standing_errors
from casework.authority import has_authority
from casework.case import OPEN_STATES, QUEUES, Case, OutgoingFile, Person, Role, State, Waiver
from casework.errors import NotAllowed
from casework.gate import why_review
from casework.permissions import TABLE, Action, may, require
from casework.review import TRANSITIONS, Act, acts_from, state_words, transition
from drafting.letter import Letter
from guidelines.finding import Finding, Promise, Report
from guidelines.policy import Review

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASE = Case(
    id=1,
    number="W-00001",
    state="approved",
    letter=Letter("Broken paddle", subject="Paddle", message_id="<a@b.example>"),
    enquiry=None,
    received_at=NOW,
    original_name="a.eml",
    original_sha256="ab" * 32,
    text="On its way.",
    recipients=("jo@penrose.example",),
)


@pytest.mark.parametrize(("role", "action"), list(product(get_args(Role), get_args(Action))))
def test_a_role_may_do_exactly_what_the_table_says(role: Role, action: Action) -> None:
    person = Person("x", "X", frozenset({role}))
    assert may(person, action) == (role in TABLE[action])


def test_nobody_without_a_role_may_do_anything_and_is_told_whom_to_ask() -> None:
    stranger = Person("x", "Una", frozenset())
    assert not any(may(stranger, action) for action in get_args(Action))
    with pytest.raises(NotAllowed, match=r"Una may not approve replies\. Ask a reviewer"):
        require(stranger, "approve")


@pytest.mark.parametrize(("state", "act"), list(product(get_args(State), get_args(Act))))
def test_a_case_moves_only_along_the_table_and_says_why_not(state: State, act: Act) -> None:
    if act in acts_from(state):
        assert transition(state, act) == TRANSITIONS[act][state]
    else:
        with pytest.raises(NotAllowed) as raised:
            transition(state, act)
        assert raised.value.next_step == state_words(state)[1]


def test_only_an_approved_reply_is_claimed_and_only_a_claimed_one_is_sent() -> None:
    assert set(TRANSITIONS["claim"]) == {"approved", "send_failed"}
    ways_to_sent = {(act, state) for act, steps in TRANSITIONS.items() for state, to in steps.items() if to == "sent"}
    assert ways_to_sent == {
        ("accepted", "sending"),
        ("arrived", "send_uncertain"),
        ("mark_sent", "approved"),
        ("mark_sent", "send_failed"),
        ("mark_sent", "send_uncertain"),
    }
    assert {state for state, to in TRANSITIONS["edit"].items() if to != "drafted"} == set()


def test_every_state_stands_in_exactly_one_queue() -> None:
    assert sorted(state for states in QUEUES.values() for state in states) == sorted(get_args(State))
    assert "sent" not in OPEN_STATES


@pytest.mark.parametrize(
    "change",
    [
        {"text": "On its way!"},
        {"recipients": ("eve@penrose.example",)},
        {"postal_address": "1 Quay"},
        {"attachments_out": (OutgoingFile("a.pdf", "application/pdf", 1, "cd" * 32),)},
        {"original_sha256": "cd" * 32},
        {"letter": Letter("Broken paddle", subject="Oar", message_id="<a@b.example>")},
    ],
)
def test_any_change_to_what_goes_out_changes_the_hash(change: dict[str, object]) -> None:
    assert hash_of(replace(CASE, **change)) != hash_of(CASE)  # type: ignore[arg-type]


def test_what_does_not_go_out_leaves_the_hash() -> None:
    assert hash_of(replace(CASE, state="sent", assigned_to="x", problem="y")) == hash_of(CASE)


def test_a_waiver_holds_for_its_rule_and_words_only() -> None:
    finding = Finding("rule-a", "P17", "error", 0, 3, "cuz", "Slang.")
    report = Report((finding,))
    waiver = Waiver("rule-a", "cuz", "A name.", "sam", NOW)
    assert standing_errors(replace(CASE, report=report, waivers=(waiver,))) == ()
    assert standing_errors(replace(CASE, report=report, waivers=(replace(waiver, start_text="cos"),))) == (finding,)
    assert standing_errors(replace(CASE, report=report, waivers=(replace(waiver, rule="rule-b"),))) == (finding,)


def test_a_waiver_of_one_missing_thing_is_none_of_another() -> None:
    first = Finding("unanswered", "P03", "error", None, None, "", "Nothing answers: how long?")
    second = replace(first, message="Nothing answers: how much?")
    report = Report((first, second))
    waiver = Waiver("unanswered", "", "Said by phone.", "sam", NOW, first.message)
    assert standing_errors(replace(CASE, report=report, waivers=(waiver,))) == (second,)


def test_an_authority_settles_its_own_promise_and_no_other_error() -> None:
    promise = Promise(
        "a refund of £80", 10, 25, "refund", None, "£80", "needs_approval", "Over £50.", None, "Care Team"
    )
    marked = replace(promise, mark=(22, 25))
    needs = Finding("promise-needs-approval", "P10", "error", 22, 25, "£80", "Over £50.")
    other = Finding("shouting", "P17", "error", 0, 4, "HELP", "Shouting.")
    case = replace(CASE, report=Report((other, needs), (marked,)))
    assert [obstacle.authority for obstacle in obstacles(case, "supervisor")] == [None, "Care Team"]
    assert [obstacle.authority for obstacle in obstacles(case, "care team")] == [None]


def test_a_promise_that_needs_approval_counts_even_when_no_finding_shows_it() -> None:
    promise = Promise("a refund", 10, 18, "refund", None, None, "needs_approval", "", None, None)
    case = replace(CASE, report=Report((), (promise,)))
    assert [obstacle.authority for obstacle in obstacles(case, "agent")] == ["supervisor"]
    assert obstacles(case, "supervisor") == ()


@pytest.mark.parametrize(
    ("own", "needed", "enough"),
    [
        ("supervisor", "supervisor", True),
        ("Supervisor ", "supervisor", True),
        ("supervisor", "agent", True),
        ("agent", "supervisor", False),
        ("supervisor", "Bereavement Team", False),
        ("agent", None, False),
        ("supervisor", None, True),
    ],
)
def test_authority(own: str, needed: str | None, enough: bool) -> None:
    assert has_authority(own, needed) is enough


def test_the_sample_is_the_same_however_often_it_is_asked_and_about_as_large_as_the_policy_says() -> None:
    review = Review(required="flagged", sample_percent=10)
    cases = [replace(CASE, original_sha256=f"{number:064x}", report=Report()) for number in range(2000)]
    sampled = [case for case in cases if why_review(case, review)]
    assert 140 < len(sampled) < 260
    assert sampled == [case for case in cases if why_review(case, review)]
    assert not any(why_review(case, Review(required="flagged", sample_percent=0)) for case in cases)
