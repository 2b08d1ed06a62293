"""Foreign links, required words, and times told otherwise than the policy has them."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.context import Context
from guidelines.draft import read_draft
from guidelines.kind import Reading
from guidelines.kinds.links import KIND as LINKS
from guidelines.kinds.links import host
from guidelines.kinds.must_say import is_said
from guidelines.policy import parse_policy
from guidelines.stated_times import find_contradicted_times

POLICY = parse_policy(
    """
company: {name: Fern & Co, contacts: [{name: desk, email: help@fern.example}], link_domains: [fern.example]}
timescales: [{id: refund, what: refund, at_least: 5, at_most: 7, unit: working days}]
"""
)
CONTEXT = Context(POLICY, date(2026, 11, 23))


@pytest.mark.parametrize(
    "text",
    ["www.fern-refunds.example", "https://fern.example.evil.test/a", "https://fern.example@evil.test/", "a@evil.test"],
)
def test_a_foreign_place_is_found(text: str) -> None:
    assert len(list(LINKS.find(None, Reading(read_draft(f"See {text} for more."), CONTEXT)))) == 1


@pytest.mark.parametrize(
    "text", ["www.fern.example/guide", "track.fern.example", "help@fern.example", "e.g. this", "version 2.0"]
)
def test_an_own_place_is_left_alone(text: str) -> None:
    assert list(LINKS.find(None, Reading(read_draft(f"See {text} for more."), CONTEXT))) == []


def test_the_host_is_what_a_browser_would_open() -> None:
    assert host("https://fern.example@evil.test:8080/x?y") == "evil.test"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Refunds take 2 days.", "2 days"),
        ("A refund usually takes a month.", "a month"),
        ("Refunds are made within 24 hours.", "within 24 hours"),
    ],
)
def test_a_time_against_the_policy_is_found(text: str, wrong: str) -> None:
    (found,) = find_contradicted_times(read_draft(text), CONTEXT)
    assert text[found.start : found.end] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Refunds take 5 to 7 working days.",
        "Refunds take seven working days.",
        "The bulb lasts two years.",
        "Do refunds take 2 days?",
    ],
)
def test_a_time_as_the_policy_has_it_is_left_alone(text: str) -> None:
    assert list(find_contradicted_times(read_draft(text), CONTEXT)) == []


def test_required_words_may_be_put_otherwise_but_keep_their_figures() -> None:
    required = "Your reference is 44 / 7, and you may write to the Ombudsman."
    assert is_said(required, "You may write to the Ombudsman; the reference is 44/7.")
    assert not is_said(required, "You may write to the Ombudsman; the reference is 44/8.")
