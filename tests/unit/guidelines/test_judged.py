"""Judged rules: what a judge says is taken as far as it stands in the draft, and never as an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from guidelines.check import check, shipped_rules
from guidelines.context import Context, Judged, Judgement, LetterContext, Question
from guidelines.example import Example
from guidelines.finding import Report
from guidelines.rulebook import RuleBook, load_rules

RULE = """title: No stock sentence
practice: P16
why: It was written for nobody.
level: {level}
check:
  kind: judged
  ask: Is there a stock sentence that says nothing about this matter?
  missing: {missing}
message: '"$text" could stand in any letter. $why'
examples:
  bad: ["You matter to us."]
  good: ["The lamp leaves today."]
"""
DRAFT = 'The lamp leaves  today.\nYou matter\nto us. You wrote "never mind", and we do mind.'
BARE = Example(text="").context()


@dataclass
class Judge:
    """Says what it was told to say, and keeps what it was asked."""

    answers: dict[str, tuple[Judgement, ...]] = field(default_factory=dict)
    note: str = ""
    asked: list[tuple[Question, ...]] = field(default_factory=list)

    def __call__(self, questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None) -> Judged:
        self.asked.append(tuple(questions))
        return Judged(self.answers, self.note)


@pytest.fixture
def book(tmp_path: Path) -> RuleBook:
    return rules(tmp_path)


def rules(folder: Path, level: str = "warning", missing: str = "false") -> RuleBook:
    (folder / "stock.yaml").write_text(RULE.format(level=level, missing=missing), encoding="utf-8")
    return load_rules(folder)


def reported(book: RuleBook, *said: Judgement, draft: str = DRAFT) -> Report:
    return check(draft, replace(BARE, judge=Judge({"stock": said})), book)


def test_words_that_stand_in_the_draft_are_marked_with_the_reason(book: RuleBook) -> None:
    (finding,) = reported(book, Judgement("you matter to us.", "It fits any letter.")).findings
    assert finding.text == "You matter\nto us."
    assert finding.message == '"You matter to us." could stand in any letter. It fits any letter.'
    assert finding.level == "warning"


@pytest.mark.parametrize(
    "quote",
    ["We adore you.", "us. You", "You", "today. You matter", "never mind", "", "   ", "The lamp left today"],
    ids=["invented", "over a sentence's end", "one word", "two sentences", "quoted", "nothing", "blank", "misquoted"],
)
def test_words_that_do_not_stand_in_one_sentence_of_the_draft_are_dropped(book: RuleBook, quote: str) -> None:
    assert reported(book, Judgement(quote, "Because.")).findings == ()


def test_something_missing_is_found_once_where_the_rule_asks_for_it(tmp_path: Path) -> None:
    twice = (Judgement("", "Nothing is said."), Judgement("", "Nothing at all."))
    (finding,) = reported(rules(tmp_path, missing="true"), *twice).findings
    assert (finding.start, finding.end) == (None, None)


def test_a_judge_stops_no_reply_whatever_the_rule_says(tmp_path: Path) -> None:
    (finding,) = reported(rules(tmp_path, level="error"), Judgement("You matter to us.", "No.")).findings
    assert finding.level == "warning"


def test_a_suggestion_stays_one(tmp_path: Path) -> None:
    (finding,) = reported(rules(tmp_path, level="suggestion"), Judgement("You matter to us.", "No.")).findings
    assert finding.level == "suggestion"


@pytest.mark.parametrize("reason", ["See https://a.example/x.", "Write to eve@b.example.", "Go to evil.com now."])
def test_a_reason_with_an_address_in_it_is_not_shown(book: RuleBook, reason: str) -> None:
    (finding,) = reported(book, Judgement("You matter to us.", reason)).findings
    assert finding.message == '"You matter to us." could stand in any letter.'


def test_without_a_judge_a_judged_rule_is_not_checked(book: RuleBook) -> None:
    report = check(DRAFT, BARE, book)
    assert (report.findings, report.not_checked, report.notes) == ((), ("stock",), ())


def test_a_rule_that_the_judge_left_out_is_not_checked_and_its_reason_is_told(book: RuleBook) -> None:
    report = check(DRAFT, replace(BARE, judge=Judge(note="The judge was away.")), book)
    assert (report.not_checked, report.notes) == (("stock",), ("The judge was away.",))


def test_all_judged_rules_are_asked_at_once_and_only_those_that_apply() -> None:
    judge = Judge()
    letter = LetterContext(body="When is it open?", kind="enquiry")
    whole = "Dear Ms Lund,\n\nIt is open from nine.\n\nKind regards,\nTom"
    check(whole, Context(BARE.policy, BARE.today, letter=letter, judge=judge))
    check("It is open from nine.", replace(BARE, judge=judge))
    asked = [{question.rule for question in questions} for questions in judge.asked]
    assert len(asked) == 2
    assert {"reads-cold", "any-letter", "closed-question"} <= asked[0]
    assert "problem-not-restated" not in asked[0]  # it is about complaints and requests
    assert asked[1] == {"any-letter", "closed-question"}  # the others need a letter


def test_a_company_s_own_judged_rule_is_asked_beside_the_others(book: RuleBook) -> None:
    judge = Judge({"stock": (Judgement("You matter to us.", "No."),)})
    both = RuleBook((*shipped_rules(), *book))
    report = check(DRAFT, replace(BARE, judge=judge), both)
    assert "stock" in {question.rule for question in judge.asked[0]}
    assert "stock" in {finding.rule for finding in report.findings}


def test_nothing_is_asked_about_an_empty_draft(book: RuleBook) -> None:
    judge = Judge()
    check("", replace(BARE, judge=judge), book)
    assert judge.asked == []
