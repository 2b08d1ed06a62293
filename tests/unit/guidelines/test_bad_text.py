"""Texts and rules as nobody should send them: read to a bound, quoted at their place, and what is skipped is said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from guidelines.check import MOST_CHARACTERS, check, shipped_rules
from guidelines.company_rules import parse_rule
from guidelines.example import Example
from guidelines.rule import Rule
from guidelines.rulebook import RuleBook

BOOK = shipped_rules()
BARE = Example(text="").context()
BESIDE_A_LETTER = Example(text="", letter={"body": "Where is my pump?", "names": ["Ann Lund"]}).context()
RULE = """title: No foo
practice: P17
why: It is foo.
level: warning
check: {kind: phrase, any: [PATTERN]}
message: Say bar.
"""
RUNS_AWAY = "'(x+x+)+y'"
ODD = random.Random(4)
TEXTS = {
    "a binary": "".join(chr(ODD.randrange(1, 256)) for _ in range(20_000)),
    "right to left": "שלום, we cannot help you. مرحبا! لا نستطيع المساعدة. " * 50,
    "mixed scripts": "Мы не можем: we cannot help you. 我们不能。We can’t, desolé. " * 50,
    "signs of direction": "\u202eWe cannot\u202c help \u2067you\u2069.\u200f " * 50,
    "letters with marks": "We ca\u0300nnot he\u0301lp yo\u0308u. We cannot. " * 50,
    "families of emoji": "👩‍👩‍👧‍👦🏽 We cannot help you 🇬🇧. " * 50,
    "half a pair": "\ud83d We cannot help you. \udc00 " * 50,
    "other line ends": "Dear Ann,\r\n\r\nWe cannot help.\r\rKind regards,\u2028Tom\x0b\x0c\x85" * 20,
    "one endless sentence": "word " * 4_000,
    "one endless word": "a" * 20_000,
    "nothing but signs": ".,;:!?()[]{}<>*_~`#|-–—'\"“”" * 500,
    "nothing but lines": "\n \t\n" * 5_000,
    "nothing but greetings": "Dear Ann,\n\n" * 1_000,
    "nothing but closings": "Kind regards,\nTom\n\n" * 1_000,
    "nothing but figures": "£1,000.00 by 1 May 2026 " * 400,
    "open quotes": "“We cannot \"help 'you «now " * 200,
}


@pytest.mark.parametrize("context", [BARE, BESIDE_A_LETTER], ids=["alone", "beside a letter"])
@pytest.mark.parametrize("name", TEXTS)
def test_whatever_is_found_is_quoted_at_its_place(name: str, context: object) -> None:
    text = TEXTS[name]
    report = check(text, context, BOOK)  # type: ignore[arg-type]
    for finding in report.findings:
        assert finding.start is None or text[finding.start : finding.end] == finding.text
    for promise in report.promises:
        assert text[promise.start : promise.end] == promise.text


@pytest.mark.parametrize("name", ["right to left", "mixed scripts", "families of emoji", "half a pair"])
def test_what_is_said_among_other_scripts_is_found_every_time(name: str) -> None:
    found = [finding for finding in check(TEXTS[name], BARE, BOOK).findings if "cannot" in finding.text]
    assert len(found) >= 50


def test_a_thousand_findings_stand_each_at_its_own_place_and_in_order() -> None:
    text = "\n\n".join(f"We cannot help you with case {number}, please calm down." for number in range(600))
    found = [finding for finding in check(text, BARE, BOOK).findings if finding.start is not None]
    assert len(found) > 1_000
    places = [(finding.start, finding.end) for finding in found]
    assert places == sorted(places)  # type: ignore[type-var]
    calm = [finding.start for finding in found if finding.rule == "calm-down"]
    assert calm == [place for place in range(len(text)) if text.startswith("calm down", place)]


def test_a_text_beyond_any_reply_is_read_to_a_bound_and_says_so() -> None:
    report = check("We cannot help. A megabyte. " * 40_000, BARE, BOOK)
    assert report.notes == ("Only the first 40,000 of 1,120,000 characters were read; a reply is shorter than that.",)
    assert max(finding.end or 0 for finding in report.findings) <= MOST_CHARACTERS


def rule(name: str, pattern: str) -> Rule:
    return parse_rule(RULE.replace("PATTERN", pattern), name, Path(f"{name}.yaml"))


def test_a_pattern_that_runs_away_is_named_and_skipped_and_the_others_are_read() -> None:
    book = RuleBook((rule("runs-away", RUNS_AWAY), rule("no-foo", "foo")))
    report = check("x" * 4_000 + " is all. We foo it.", BARE, book)
    assert report.notes == ("The rule runs-away was skipped: its pattern '(x+x+)+y' took too long on this text.",)
    assert [finding.rule for finding in report.findings] == ["no-foo"]


def test_a_pattern_that_lifts_is_held_to_time_as_well() -> None:
    text = RULE.replace("any: [PATTERN]", f"any: [foo], unless: [{RUNS_AWAY}]")
    book = RuleBook((parse_rule(text, "runs-away", Path("runs-away.yaml")),))
    report = check("We foo " + "x" * 4_000, BARE, book)
    assert report.findings == ()
    assert "runs-away" in report.notes[0]


def test_many_sentences_do_not_give_a_rule_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000))
    monkeypatch.setattr("guidelines.pattern.monotonic", lambda: float(next(clock)))  # a second between two looks
    report = check("We foo it. He foos it. They foo it.", BARE, RuleBook((rule("slow", "foos?"),)))
    assert "The rule slow was skipped" in report.notes[0]


def test_a_pattern_that_runs_away_does_not_stop_a_text_without_its_words() -> None:
    report = check("Your parcel is here.", BARE, RuleBook((rule("runs-away", "'foo(x+x+)+y'"),)))
    assert report.notes == ()
