"""The policy is read from YAML, and every fault is named by line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidelines.policy import PolicyError, load_policy, parse_policy

SHIPPED = Path(__file__).parents[3] / "guidelines" / "policy.yaml"


def test_the_shipped_policy_is_read_whole() -> None:
    policy = load_policy(SHIPPED)
    assert {remedy.id for remedy in policy.remedies} >= {"refund", "exchange", "goodwill"}
    assert policy.review.self_approval is False


FAULTS = [
    ("company: {name: A}\nremedies:\n  - {id: a, what: b, authority: agent, foo: 1}\n", 3, 40, "'foo' is not a key"),
    ("company: {name: A}\nnonsense: 1\n", 2, 1, "'nonsense' is not a key"),
    ("company: {name: A}\nremedies:\n  - {id: a, what: b}\n", 3, 5, "needs the key 'authority'"),
    ("company: {name: A}\ntimescales:\n  - {id: a, what: b, unit: fortnights}\n", 3, 22, "'unit' does not fit"),
    (
        "company: {name: A}\ntimescales:\n  - {id: a, what: b, unit: days, at_least: 5, at_most: 3}\n",
        3,
        34,
        "more than its at_most",
    ),
    (
        "company: {name: A}\nremedies:\n  - {id: a, what: b, authority: agent}\n  - {id: a, what: c, "
        "authority: agent}\n",
        3,
        6,
        "stands 2 times",
    ),
    ("company: {name: A}\nremedies:\n  - {id: a, what: b, authority: wizard}\n", 3, 22, "nobody has the authority"),
    (
        "company: {name: A}\nremedies: [{id: a, what: free tea, authority: agent}]\nnever: [{promise: free "
        "tea, why: dear}]\n",
        2,
        20,
        "listed under never",
    ),
    ("company: {name: A}\ncompany: {name: B}\n", 2, 1, "stands twice"),
    ("company: [", 2, 1, "not valid YAML"),
    ("", 1, 1, "a policy is a mapping"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason"), FAULTS)
def test_a_faulty_policy_is_refused_at_its_place(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text, "p.yaml")
    assert reason in caught.value.message
    assert caught.value.line == line
    assert "\n" not in caught.value.message
    if "YAML" not in reason:
        assert (caught.value.line, caught.value.column) == (line, column)


def test_a_team_of_the_policy_may_hold_an_authority() -> None:
    text = (
        "company: {name: A}\nremedies: [{id: a, what: b, authority: Claims Team}]\nteams: [{name: Claims "
        "Team, handles: claims}]"
    )
    assert parse_policy(text, "p").remedies[0].authority == "Claims Team"


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="check the path"):
        load_policy(tmp_path / "none.yaml")


def test_a_binary_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(PolicyError, match="UTF-8"):
        load_policy(path)
