"""Every rule's own examples: the bad ones are caught at their mark, the good ones and every `better` are clean of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guidelines.check import check
from guidelines.context import CaseFacts, Context, LetterContext, Point, Source
from guidelines.finding import Finding
from guidelines.policy import Policy
from guidelines.rule import Example, Rule
from guidelines.rulebook import RuleBook, load_rules
from knowledge.embedding import MiniLM

EMBED = MiniLM().recall
BOOK = load_rules()
PLAIN = Policy.model_validate({"company": {"name": "Harbour & Mill"}})
# What the examples are about is the wording; these kinds read facts, and are tested on their own.
FACTS = ("grounded", "action_claimed", "commitment", "answer_map", "must_say")


def context_of(example: Example) -> Context:
    letter = None
    if example.letter is not None:
        data: dict[str, Any] = {"body": "", **example.letter}
        for key in ("names", "products", "tried"):
            data[key] = tuple(data.get(key, ()))
        data["points"] = tuple(
            Point(**row) if isinstance(row, dict) else Point(row, 0, len(row)) for row in data.get("points", ())
        )
        letter = LetterContext(**data)
    return Context(
        policy=Policy.model_validate(example.policy) if example.policy else PLAIN,
        today=date(2026, 11, 23),
        letter=letter,
        sources=tuple(Source(id=f"s{number}", text=text) for number, text in enumerate(example.sources)),
        facts=CaseFacts.from_mapping(example.facts),
        agent=example.agent,
        role=example.role,
    )


def findings(example: Example, rules: list[Rule]) -> list[Finding]:
    context = context_of(example)
    if any(rule.needs_meaning for rule in rules):
        context = replace(context, embed=EMBED)
    return list(check(example.text, context, RuleBook(tuple(rules))).findings)


def cases(which: str) -> list[Any]:
    rows = []
    for rule in BOOK:
        for number, example in enumerate(getattr(rule.examples, which)):
            rows.append(pytest.param(rule, example, id=f"{rule.id}-{number}"))
    return rows


WORDING = [rule for rule in BOOK if rule.file.check["kind"] not in FACTS and not rule.needs_meaning]
BEYOND_WORDS = [rule for rule in BOOK if rule.needs_meaning]
WHOLE_ONLY = [rule for rule in WORDING if rule.kind.whole_replies_only or rule.file.applies.whole]


@pytest.mark.parametrize(("rule", "example"), cases("bad"))
def test_a_bad_example_is_caught_at_its_mark(rule: Rule, example: Example) -> None:
    found = findings(example, [rule])
    assert [finding.text for finding in found] == list(example.marks or ("",))
    for finding in found:
        assert finding.start is None or example.text[finding.start : finding.end] == finding.text


def clean_texts() -> list[Any]:
    rows = []
    for rule in BOOK:
        for number, example in enumerate(rule.examples.good):
            rows.append(pytest.param(rule, example, id=f"{rule.id}-good-{number}"))
        for number, example in enumerate(rule.examples.bad):
            if example.better is not None:
                better = example.model_copy(update={"text": example.better, "marks": ()})
                rows.append(pytest.param(rule, better, id=f"{rule.id}-better-{number}"))
    return rows


@pytest.mark.parametrize(("rule", "example"), clean_texts())
def test_a_good_example_is_clean_of_every_rule_of_wording(rule: Rule, example: Example) -> None:
    rules = [each for each in WORDING if each.id == rule.id or each not in WHOLE_ONLY]
    found = findings(example, rules if rule in rules else [*rules, rule])
    assert [(finding.rule, finding.text) for finding in found] == []


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.id)
def test_a_rule_has_at_least_five_bad_and_five_good_examples(rule: Rule) -> None:
    assert len(rule.examples.bad) >= 5
    assert len(rule.examples.good) >= 5


def test_no_good_sentence_of_any_rule_sounds_bad() -> None:
    texts = [row.values[1].text for row in clean_texts()]
    good = list(dict.fromkeys(text for text in texts if "\n" not in text))
    context = replace(context_of(Example(text="")), embed=EMBED)
    flagged = [text for text in good if check(text, context, RuleBook(tuple(BEYOND_WORDS))).findings]
    assert len(flagged) <= 0.02 * len(good), flagged  # they were chosen to be hard


def test_the_tone_is_explained_by_an_example_and_the_same_every_time() -> None:
    context = replace(context_of(Example(text="")), embed=EMBED)
    first = check("Your own carelessness caused the flood.", context, RuleBook(tuple(BEYOND_WORDS))).findings
    again = check("Your own carelessness caused the flood.", context, RuleBook(tuple(BEYOND_WORDS))).findings
    assert first == again
    assert [finding.rule for finding in first] == ["sounds-like-blame"]
    assert "like “Your own carelessness caused the leak.”" in first[0].message


def test_without_an_embedding_the_tone_is_not_checked() -> None:
    report = check(
        "Your own carelessness caused the flood.", context_of(Example(text="")), RuleBook(tuple(BEYOND_WORDS))
    )
    assert report.findings == ()
    assert set(report.not_checked) == {rule.id for rule in BEYOND_WORDS}
