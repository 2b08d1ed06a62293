"""Rewrites are honest: no "no" is lost, no promise, day or sum is added, nothing new is found, and the seams hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelines.absolutes import find_absolutes
from guidelines.calendar import find_times
from guidelines.check import check, find, shipped_rules
from guidelines.context import Context
from guidelines.draft import read_draft
from guidelines.example import Example
from guidelines.finding import Finding
from guidelines.money import find_amounts, find_percents
from guidelines.policy import Policy
from guidelines.reply_day import reply_day
from guidelines.rewording import is_honest
from guidelines.rulebook import RuleBook, load_rules
from guidelines.timescales import in_words
from guidelines.wording import REMEDIES, concepts

BOOK = shipped_rules()
OF_WORDS = RuleBook(tuple(rule for rule in BOOK if not rule.beyond_words))
POLICY = Policy.model_validate(
    {
        "company": {"name": "Harbour & Mill"},
        "remedies": [{"id": "refund", "what": "refund of the price", "authority": "agent"}],
        "timescales": [
            {
                "id": "reply",
                "what": "a reply to a letter",
                "also": ["write to you"],
                "at_most": 5,
                "unit": "working days",
            },
            {"id": "refund", "what": "refund to the card", "at_least": 3, "at_most": 10, "unit": "working days"},
        ],
    }
)
CONTEXT = Context(policy=POLICY, today=date(2026, 11, 23))
DAY = "Monday 30 November"
NO = re.compile(
    r"\b(?:not|no(?! time)|never|cannot|nor|nobody|nothing|unable|without(?! delay))\b|n['’]t\b", re.IGNORECASE
)
ILL_JOINED = re.compile(
    r"  | [,.;:!?]|[,;:][,.;:!?]|\.[,;:]|\ba [aeio]\w|\ban [b-df-gj-np-tv-z]\w|\b(\w+) \1\b", re.IGNORECASE
)
SMALL = re.compile(r"(?:^|[.!?]\s+|\n)[a-z]")  # a sentence that begins without a capital


def rewritten(text: str, context: Context, book: RuleBook = OF_WORDS) -> Iterator[tuple[Finding, str]]:
    """Each finding that carries a rewrite, with the text in which it stands."""
    for finding in check(text, context, book).findings:
        if finding.rewrite is not None:
            assert finding.start is not None
            assert finding.end is not None
            yield finding, text[: finding.start] + finding.rewrite + text[finding.end :]


def assert_honest(text: str, context: Context, book: RuleBook = OF_WORDS) -> None:
    day = reply_day(context)
    for finding, better in rewritten(text, context, book):
        finds_out = bool(day and day in better and day not in text)
        assert finds_out or len(NO.findall(better)) >= len(NO.findall(text)), (finding, better)
        assert_nothing_added(text, better, context, finding)
        assert_nothing_new_is_found(text, better, context, finding, book)
        assert_seams_hold(text, better)


def assert_nothing_added(text: str, better: str, context: Context, finding: Finding) -> None:
    day, rows = reply_day(context), context.policy.timescales
    policys = {in_words(row) for row in rows} if BOOK[finding.rule].kind.name == "commitment" else set()
    times = {time.text.strip() for time in find_times(better, context.today)} - policys
    assert not {
        time
        for time in times
        if time.lower() not in text.lower() and not (day and time in day) and not any(time in row for row in policys)
    }, better
    assert Counter(amount.text.lower() for amount in find_amounts(better)) <= Counter(
        amount.text for amount in find_amounts(text)
    )
    assert Counter(percent.text.lower() for percent in find_percents(better)) <= Counter(
        percent.text for percent in find_percents(text)
    )
    assert (concepts(better) & REMEDIES) <= (concepts(text) & REMEDIES), better
    assert len(absolutes(better, context)) <= len(absolutes(text, context)), better
    dated = int(bool(day and day in better and day not in text))
    before, after = check(text, context, BOOK).promises, check(better, context, BOOK).promises
    stood = all(promise.text.lower() in text.lower() for promise in after)  # a sentence may fall into two
    assert stood or len(after) <= len(before) + dated, better
    assert all(promise.verdict == "fine" for promise in after if dated and day and day in promise.text), better


def absolutes(text: str, context: Context) -> list[str]:
    return [str(found) for span in read_draft(text).sentences for found in find_absolutes(span.text, context)]


def assert_nothing_new_is_found(text: str, better: str, context: Context, finding: Finding, book: RuleBook) -> None:
    before = Counter(found.rule for found in check(text, context, book).findings)
    after = Counter(found.rule for found in check(better, context, book).findings)
    new = (after - before).keys()
    for rule in new:  # but what the finding stood before: a sound, or the next verdict on the same promise
        of_promise = BOOK[rule].kind.name == BOOK[finding.rule].kind.name == "commitment"
        assert of_promise or find(BOOK[rule], text, context), (better, rule)
    assert after[finding.rule] < before[finding.rule], better


def assert_seams_hold(text: str, better: str) -> None:
    assert Counter(found.group() for found in ILL_JOINED.finditer(better)) <= Counter(
        found.group() for found in ILL_JOINED.finditer(text)
    ), better
    assert len(SMALL.findall(better)) <= len(SMALL.findall(text)), better


def bad_examples() -> Iterator[tuple[str, Example]]:
    for rule in BOOK:
        if not rule.needs_judge:
            yield from ((f"{rule.id}: {example.text[:50]}", example) for example in rule.examples.bad)


BAD = dict(bad_examples())


@pytest.mark.parametrize("example", BAD.values(), ids=BAD.keys())
def test_every_rewrite_of_every_bad_example_is_honest(example: Example) -> None:
    context = example.context()
    assert_honest(example.text, context if example.policy else replace(context, policy=POLICY), BOOK)


FRAGMENTS = [
    example.text for example in BAD.values() if not example.given and re.fullmatch(r"[^\n]*[.!?]", example.text)
]


CALM = ["", "Thank you for your letter.", "The shop stands on the corner.", "What colour is the base?"]


@settings(max_examples=150, deadline=None)
@given(*map(st.sampled_from, (CALM, FRAGMENTS, CALM, [str, str.upper, str.lower])))
def test_rewrites_are_honest_between_other_sentences_and_in_any_case(
    before: str, bad: str, after: str, cased: Callable[[str], str]
) -> None:
    assert_honest(f"{before} {cased(bad)} {after}".strip(), CONTEXT)


LEADS = ["", "Unfortunately, ", "I'm afraid ", "Sorry, but ", "At the moment "]
KNOWING = [
    "I don't know ",
    "we do not know yet ",
    "I have no idea ",
    "we're not sure ",
    "nobody here knows ",
    "I can't tell you ",
]
MATTERS = [
    "why the payment failed",
    "when the part comes",
    "if the seat is still free",
    "what the £20 on your bill are for",
    "how long the strike will last",
    "whether you want both",
    "where your luggage is, as the tag is gone",
    "what to say",
    "why he never called",
    "what happened in the 3 weeks before",
    "",
]
TAILS = [".", "!", ", sorry.", " at the moment.", " and nor does the carrier.", "?"]


@settings(max_examples=300, deadline=None)
@given(*map(st.sampled_from, (LEADS, KNOWING, MATTERS, TAILS)))
def test_not_knowing_in_many_shapes_is_rewritten_honestly_or_not_at_all(
    lead: str, know: str, what: str, tail: str
) -> None:
    sentence = f"{lead}{know}{what}".rstrip() + tail
    assert_honest(sentence[:1].upper() + sentence[1:], CONTEXT)


UNDONE = ["You failed to ", "You forgot to ", "You have neglected to ", "You did not "]
DEEDS = ["enclose", "sign", "return", "send", "read", "register", "follow"]
THINGS = [
    "the form",
    "your details",
    "the glass",
    "it",
    "the instructions on page two",
    "a copy",
    "the box unopened",
    "your £20",
]
WHEN = ["", " in time", " within 30 days", " to us", " again", " with your letter", " and kept it"]


@settings(max_examples=300, deadline=None)
@given(*map(st.sampled_from, (UNDONE, DEEDS, THINGS, WHEN)))
def test_what_was_left_undone_is_said_without_pointing_or_not_at_all(
    you: str, deed: str, thing: str, when: str
) -> None:
    assert_honest(f"{you}{deed} {thing}{when}.", CONTEXT)


def better(text: str, context: Context = CONTEXT) -> list[str]:
    return [after for _, after in rewritten(text, context)]


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


def test_a_companys_own_rule_cannot_offer_words_that_lose_a_no_or_promise_more(tmp_path: Path) -> None:
    rule = "title: No foo\npractice: P17\nwhy: Foo.\nlevel: warning\nmessage: Say $better.\ncheck: {kind: swap, swap: [%s]}\n"
    for pair in ("{from: we cannot, to: we can}", "{from: we try, to: we will}", "{from: we cannot, to: we do not}"):
        (tmp_path / "no-foo.yaml").write_text(rule % pair, encoding="utf-8")
        found = check("Today we cannot say, and we try.", CONTEXT, load_rules(tmp_path)).findings
        assert [finding.rewrite for finding in found] == [None if "can}" in pair or "will" in pair else "we do not"]


def test_words_are_honest_that_keep_every_no_and_add_no_figure() -> None:
    assert is_honest("You failed to sign the 2 forms", "The 2 forms were not signed")
    assert not is_honest("We cannot find it", "We find it")
    assert not is_honest("in time", "in 2 days")
    assert not is_honest("We hope to", "We will")
