"""What gets better words and what does not: shapes, days of the policy, and words that a company writes itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from guidelines.check import check, shipped_rules
from guidelines.context import Context
from guidelines.policy import Policy
from guidelines.reply_day import reply_day
from guidelines.rewording import is_honest
from guidelines.rulebook import load_rules

BOOK = shipped_rules()
REPLY = {"id": "reply", "what": "a reply to a letter", "also": ["write to you"], "at_most": 5, "unit": "working days"}
CONTEXT = Context(
    policy=Policy.model_validate({"company": {"name": "Harbour & Mill"}, "timescales": [REPLY]}),
    today=date(2026, 11, 23),
)
DAY = "Monday 30 November"


def better(text: str, context: Context = CONTEXT) -> list[str]:
    """The text with each of the rewrites that its findings carry."""
    findings = check(text, context, BOOK).findings
    return [text[: one.start] + one.rewrite + text[one.end :] for one in findings if one.rewrite is not None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I don't know why the payment failed.", f"I will find out why the payment failed and write to you by {DAY}."),
        ("I don't know.", f"I will find out and write to you by {DAY}."),
        (
            "Sadly, we are not sure when the part comes.",
            f"We will find out when the part comes and write to you by {DAY}.",
        ),
        ("I have no idea if it still fits.", f"I will find out whether it still fits and write to you by {DAY}."),
        ("I'll get back to you shortly.", f"I'll get back to you by {DAY}."),
        ("You failed to enclose the receipt.", "The receipt was not enclosed."),
        ("As you should know, we cannot refund it.", "We cannot refund it."),
        ("You must NOT open it.", "You must not open it."),
        ("Your seat is booked 🎉🎉", "Your seat is booked."),
        ("Thanks 🙂🙂 for the photo.", "Thanks for the photo."),
    ],
)
def test_a_sure_shape_gets_better_words(text: str, said: str) -> None:
    assert better(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what to say.",
        "We don't know how long the strike will last.",
        "I don't know who has your parcel.",
        "I don't know why it failed, but I have asked Ruth Hale.",
        "I don't know whether you want both.",
        "Once the part is here, we will reply soon.",
        "Our claims team will write to you soon.",
        "We cannot refund the ticket.",
        "You forgot to return it.",
    ],
)
def test_where_the_shape_is_not_sure_no_words_are_put_into_anybodys_mouth(text: str) -> None:
    assert check(text, CONTEXT, BOOK).findings
    assert better(text) == []


def test_without_a_time_for_replies_in_the_policy_nobody_promises_to_write() -> None:
    silent = replace(CONTEXT, policy=Policy.model_validate({"company": {"name": "Harbour & Mill"}}))
    assert better("I don't know why the payment failed.", silent) == []


@pytest.mark.parametrize(
    ("timescale", "day"),
    [
        ({"at_most": 2, "unit": "working days"}, "Wednesday 25 November"),
        ({"at_most": 5, "unit": "days"}, "Friday 27 November"),  # the 28th is a Saturday
        ({"at_most": 48, "unit": "hours"}, "Wednesday 25 November"),
        ({"at_most": 30, "unit": "working days"}, "Thursday 7 January 2027"),  # three holidays between
        ({"at_most": 4, "unit": "hours"}, None),
        ({"at_least": 2, "unit": "working days"}, None),
        ({"at_most": 2, "unit": "working days", "from": "the day the carrier answers"}, None),
    ],
)
def test_the_day_is_the_last_working_day_that_the_policy_gives(timescale: dict[str, object], day: str | None) -> None:
    row = {"id": "reply", "what": "a reply to a letter", **timescale}
    policy = Policy.model_validate({"company": {"name": "Harbour & Mill"}, "timescales": [row]})
    assert reply_day(replace(CONTEXT, policy=policy)) == day


OWN = "title: No foo\npractice: P17\nwhy: Foo.\nlevel: warning\nmessage: Say it better.\n"


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        ("check: {kind: swap, swap: [{from: we cannot, to: we do not}]}", "we do not"),
        ("check: {kind: swap, swap: [{from: we cannot, to: we can}]}", None),
        ("check: {kind: swap, swap: [{from: we try, to: we will}]}", None),
        ("check: {kind: phrase, any: [we try]}\nrewrite: we aim", "we aim"),
        ("check: {kind: phrase, any: [we cannot say]}\nrewrite: we say", None),
        ("check: {kind: phrase, any: [we try], rewrites: [{from: we try, to: we try for 2 days}]}", None),
    ],
)
def test_a_companys_own_rule_cannot_offer_words_that_lose_a_no_or_promise_more(
    rule: str, offered: str | None, tmp_path: Path
) -> None:
    (tmp_path / "no-foo.yaml").write_text(OWN + rule, encoding="utf-8")
    found = check("Today we cannot say, and we try.", CONTEXT, load_rules(tmp_path)).findings
    assert [finding.rewrite for finding in found] == [offered]


def test_words_are_honest_that_keep_every_no_and_add_no_figure() -> None:
    assert is_honest("You failed to sign the 2 forms", "The 2 forms were not signed")
    assert not is_honest("We cannot find it", "We find it")
    assert not is_honest("in time", "in 2 days")
    assert not is_honest("We hope to", "We will")
