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


DOUBTS = [
    ("remedies: [{id: a, what: b, authority: agent, limit: {}}]", "limit", "neither an amount nor a percentage"),
    ("remedies: [{id: a, what: b, authority: agent, limit: {amount: 0}}]", "limit", "a limit of nothing"),
    ("remedies: [{id: a, what: b, authority: agent, limit: {amount: 5, currency: EUR}}]", "currency", "EUR"),
    ("remedies: [{id: a, what: b, authority: agent, limit: {percent: 5, currency: GBP}}]", "currency", "no currency"),
    ("remedies: [{id: a, what: b, authority: agent, within_days: 30}]", "within_days", "but of what"),
    (
        "remedies: [{id: a, what: Free tea, authority: agent}, {id: b, what: free tea, authority: agent}]",
        "what",
        "the same to the same people",
    ),
    (
        "remedies: [{id: a, what: free tea for life, authority: agent}]\nnever: [{promise: for life, why: dear}]",
        "what",
        "listed under never",
    ),
    ("remedies: [{id: a, what: b, also: [' '], authority: agent}]", "also", "empty text"),
    ("timescales: [{id: a, what: b, unit: days}]", "what", "gives no time"),
    ("timescales: [{id: reply, what: our reply, unit: days, at_most: 0}]", "at_most", "before anybody could read"),
    (
        "timescales: [{id: a, what: b, unit: days, at_most: 2}, {id: c, what: b, unit: hours, at_least: 72}]",
        "what",
        "a time for the same",
    ),
    ("never: [{promise: a, why: b}, {promise: A, why: c}]", "promise", "stands twice"),
    (
        "never: [{promise: a, why: b, also: [at any time], say_instead: Ring us at any time.}]",
        "say_instead",
        "which is never said",
    ),
    (
        "never: [{promise: a, why: b, also: [at any time]}]\nmust_say: [{when: legal, text: Ring at any time.}]",
        "text",
        "listed under never",
    ),
    (
        "timescales: [{id: refund, what: refund, at_least: 3, at_most: 5, unit: working days}]\n"
        "must_say: [{when: recall, text: We will refund you by tomorrow.}]",
        "text",
        "no reply can keep them",
    ),
    ("teams: [{name: A, handles: b, email: here}]", "email", "no email address"),
    (
        "teams: [{name: Claims Team, handles: claims}]\n"
        "never: [{promise: a, why: b, say_instead: The Care Team will write.}]",
        "say_instead",
        "no 'Care Team'",
    ),
]


@pytest.mark.parametrize(("text", "key", "reason"), DOUBTS)
def test_what_could_be_mended_is_refused_when_a_policy_is_saved_and_read_all_the_same(
    text: str, key: str, reason: str
) -> None:
    whole = f"company: {{name: A}}\n{text}\n"
    with pytest.raises(PolicyError, match=reason) as caught:
        parse_policy(whole, saving=True)
    assert caught.value.place[-1] == key
    line, column = caught.value.line, caught.value.column
    assert line > 1
    assert whole.splitlines()[line - 1][column - 1 :].startswith(key)
    assert parse_policy(whole).company.name == "A"


@pytest.mark.parametrize(
    ("company", "reason"),
    [
        ("{name: ' '}", "no name"),
        ("{name: A, currency: pounds}", "three letters"),
        ("{name: A, contacts: [{email: help at a.example}]}", "no email address"),
        ("{name: A, link_domains: ['https://a.example/']}", "without https"),
    ],
)
def test_a_company_that_letters_could_not_be_signed_with_is_refused_when_it_is_saved(company: str, reason: str) -> None:
    with pytest.raises(PolicyError, match=reason):
        parse_policy(f"company: {company}\n", saving=True)


@pytest.mark.parametrize("path", [SHIPPED, SHIPPED.parents[1] / "demo" / "policy.yaml"], ids=["shipped", "demo"])
def test_the_policies_that_come_with_the_house_can_be_saved(path: Path) -> None:
    assert parse_policy(path.read_text("utf-8"), saving=True).remedies


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
