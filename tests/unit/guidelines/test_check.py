"""The check as a whole: offsets, sameness, order, what is not checked, patterns that run away."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelines.anchors import fold
from guidelines.check import check
from guidelines.context import Context, LetterContext
from guidelines.draft import read_draft
from guidelines.pattern import pattern
from guidelines.policy import Policy
from guidelines.rule import RuleError
from guidelines.rulebook import RuleBook, load_rules
from tests.unit.guidelines.surroundings import BESIDE_A_LETTER, ODD

CONTEXT = Context(policy=Policy.model_validate({"company": {"name": "Harbour & Mill"}}), today=date(2026, 11, 23))
BOOK = load_rules()
FACTS = ("grounded", "action_claimed", "commitment", "answer_map", "must_say", "links", "tone", "judged")
WORDING = RuleBook(tuple(rule for rule in BOOK if rule.file.check["kind"] not in FACTS))
BAD = [example.text for rule in WORDING for example in rule.examples.bad]
OF_ONE_SENTENCE = RuleBook(  # what they find in a sentence does not hang on the others
    tuple(
        rule
        for rule in BOOK
        if rule.file.check["kind"] in ("phrase", "swap")
        and not (rule.whole_replies_only or rule.spec.unless_near or rule.spec.unless_reply or rule.spec.once)
    )
)
SENTENCES = [
    example.text
    for rule in OF_ONE_SENTENCE
    for example in (*rule.examples.bad, *rule.examples.good)
    if re.search(r"\w[.!?]$", example.text)
    and [span.text for span in read_draft(example.text).sentences] == [example.text]
]
CLEAN = [
    "The shop stands on the corner.",
    "Your lamp left us on Tuesday.",
    "It is made of oak.",
    "What colour is the base?",
]
RULE = """title: No foo
practice: P17
why: It is foo.
level: warning
check: {kind: phrase, any: [foo]}
message: Say bar.
"""


PIECES = st.sampled_from(BAD) | st.sampled_from(ODD) | st.text(max_size=40)
DRAFTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", "\r\n", "\r\n\r\n"])), max_size=5).map(
    lambda rows: "".join(f"{piece}{gap}" for piece, gap in rows)
)


@settings(max_examples=80, deadline=None)
@given(DRAFTS)
def test_findings_promises_and_answers_quote_the_draft_at_their_place(text: str) -> None:
    report = check(text, BESIDE_A_LETTER, BOOK)
    for finding in report.findings:
        assert (finding.start is None) is (finding.end is None)
        assert finding.start is None or text[finding.start : finding.end] == finding.text != ""
    for promise in report.promises:
        assert text[promise.start : promise.end] == promise.text != ""
        assert promise.mark is None or 0 <= promise.mark[0] < promise.mark[1] <= len(text)
    sentences = {(span.start, span.end) for span in read_draft(text, ("Ann Lund",)).sentences}
    for answer in report.answer_map or ():
        assert set(answer.sentences) <= sentences


@settings(max_examples=40, deadline=None)
@given(DRAFTS)
def test_the_same_text_gives_the_same_findings_in_order_of_place(text: str) -> None:
    first = check(text, BESIDE_A_LETTER, BOOK)
    assert first == check(text, BESIDE_A_LETTER, BOOK)
    places = [finding.start for finding in first.findings if finding.start is not None]
    assert places == sorted(places)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=4), st.sampled_from(CLEAN), st.data())
def test_a_clean_sentence_in_any_place_adds_no_phrase_finding_and_removes_none(
    said: list[str], clean: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(said)))
    at = len(" ".join([*said[:place], ""]))
    before = phrase_findings(" ".join(said))
    after = phrase_findings(" ".join([*said[:place], clean, *said[place:]]))
    assert after == {(rule, start + (len(clean) + 1) * (start >= at), text) for rule, start, text in before}


def phrase_findings(text: str) -> set[tuple[str, int, str]]:
    findings = check(text, CONTEXT, OF_ONE_SENTENCE).findings
    return {(finding.rule, finding.start, finding.text) for finding in findings if finding.start is not None}


def test_without_a_letter_what_needs_one_is_not_checked_and_raises_nothing() -> None:
    report = check("Dear Mr Lund,\n\nThe pump leaves us today.\n\nKind regards,\nTom", CONTEXT, WORDING)
    assert {"name-wrong", "name-missing", "apology-missing", "false-admission"} <= set(report.not_checked)
    assert not {finding.rule for finding in report.findings} & set(report.not_checked)


def test_with_a_letter_nothing_of_the_wording_is_left_out() -> None:
    context = Context(policy=CONTEXT.policy, today=CONTEXT.today, letter=LetterContext(body="Where is it?"))
    assert check("It is on its way.", context, WORDING).not_checked == ()


def test_one_place_is_flagged_once_for_one_practice() -> None:
    findings = check("There is nothing we can do, that is not possible.", CONTEXT, WORDING).findings
    for one in findings:
        overlapping = [
            other
            for other in findings
            if other.practice == one.practice and other.start < one.end and one.start < other.end  # type: ignore[operator]
        ]
        assert overlapping == [one]


def rule_in(folder: Path, text: str, name: str = "no-foo") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_needs_no_python(tmp_path: Path) -> None:
    rule_in(tmp_path, RULE)
    findings = check("We foo it.", CONTEXT, load_rules(tmp_path)).findings
    assert [(finding.rule, finding.text) for finding in findings] == [("no-foo", "foo")]


def test_two_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    rule_in(tmp_path / "a", RULE)
    rule_in(tmp_path / "b", RULE)
    with pytest.raises(RuleError, match="already a rule no-foo"):
        load_rules(tmp_path / "a", tmp_path / "b")


def test_anchors_never_hide_a_match() -> None:
    for rule in WORDING:
        for example in rule.examples.bad:
            for each in getattr(rule.spec, "patterns", ()):
                if each.search(example.text):
                    assert each.may_match(fold(example.text)), each.source


def test_a_pattern_takes_inflections_gaps_and_either_apostrophe() -> None:
    assert pattern("~blame ... customer").search("They blamed the poor customer")
    assert not pattern("~blame ... customer").search("They blamed the very poor and rich customer")
    assert pattern("don't care").search("We don’t  care")
