"""Rewrites are honest: no "no" is lost, no promise, day or sum is added, nothing new is found, and the seams hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

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
from guidelines.rulebook import RuleBook
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
