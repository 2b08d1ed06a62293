"""Every rule's own examples: the bad ones are caught at their mark, the good ones and every `better` are clean of all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guidelines.check import check, shipped_rules
from guidelines.company_rules import rule_faults
from guidelines.example import Example
from guidelines.rule import Rule
from guidelines.rulebook import RuleBook
from knowledge.embedding import MiniLM

EMBED = MiniLM().recall
BOOK = shipped_rules()
BEYOND_WORDS = RuleBook(tuple(rule for rule in BOOK if rule.beyond_words))
BARE = Example(text="").context(EMBED)


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.id)
def test_a_rule_lives_up_to_its_examples_and_no_other_rule_flags_the_good_ones(rule: Rule) -> None:
    assert [f"line {fault.line}: {fault.message}" for fault in rule_faults(rule, BOOK, EMBED)] == []


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.id)
def test_a_rule_has_at_least_five_bad_and_five_good_examples(rule: Rule) -> None:
    assert len(rule.examples.bad) >= 5
    assert len(rule.examples.good) >= 5


def test_no_good_sentence_of_any_rule_sounds_bad() -> None:
    texts = [example.text for rule in BOOK for _, _, example in rule.examples.clean()]
    good = list(dict.fromkeys(text for text in texts if "\n" not in text))
    flagged = [text for text in good if check(text, BARE, BEYOND_WORDS).findings]
    assert len(flagged) <= 0.02 * len(good), flagged  # they were chosen to be hard


def test_the_tone_is_explained_by_an_example_and_the_same_every_time() -> None:
    first = check("Your own carelessness caused the flood.", BARE, BEYOND_WORDS).findings
    again = check("Your own carelessness caused the flood.", BARE, BEYOND_WORDS).findings
    assert first == again
    assert [finding.rule for finding in first] == ["sounds-like-blame"]
    assert "like “Your own carelessness caused the leak.”" in first[0].message


def test_without_an_embedding_the_words_alone_tell_the_tone() -> None:
    report = check("Your own carelessness caused the flood.", replace(BARE, embed=None), BEYOND_WORDS)
    assert [finding.rule for finding in report.findings] == ["sounds-like-blame"]
    assert report.not_checked == ()
