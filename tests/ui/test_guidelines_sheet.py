"""A rule as a form and as text: what the form does not show stays letter for letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from guidelines.rule_file import parse_rule
from guidelines.rulebook import SHIPPED
from ui.guidelines_examples import some_texts, with_marks
from ui.guidelines_sheet import Sheet, mapping, name_for, sheet_of, text_of
from ui.guidelines_yaml import with_keys

FORMED = [path for path in sorted(SHIPPED.glob("*.yaml")) if sheet_of(path.read_text("utf-8"))]
RULE = """# ours since May
title: Plain words  # short
practice: P17
why: "Office words make a person sound like a form."
level: suggestion
check:
  kind: phrase
  any: ["going forward", "touch(?:ing)? base"]
  unless: [home base]
message: Say it plainly.
examples:
  bad:
    - {text: "Let us touch base.", marks: "touch base"}
    - {text: "Dear Ms Lund,\\n\\nGoing forward, write to me.\\n\\nTom", marks: "Going forward", whole: true}
  good: [Write to me.]
"""


@pytest.mark.parametrize("path", FORMED, ids=lambda path: path.stem)
def test_the_form_of_a_shipped_rule_changes_nothing_by_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    sheet = sheet_of(text)
    assert sheet is not None
    assert text_of(sheet, text) == text


def test_only_what_the_form_changed_is_written_anew() -> None:
    sheet = sheet_of(RULE)
    assert sheet is not None
    new = text_of(replace(sheet, why="Nobody talks like that."), RULE)
    assert new == RULE.replace('"Office words make a person sound like a form."', "Nobody talks like that.")


def test_words_and_patterns_stand_apart_and_come_together_again() -> None:
    sheet = sheet_of(RULE)
    assert sheet is not None
    assert (sheet.words, sheet.patterns) == ("going forward", "touch(?:ing)? base")
    check = yaml.safe_load(text_of(replace(sheet, words="going forward\nat the end of the day"), RULE))["check"]
    assert check["any"] == ["going forward", "touch(?:ing)? base", "at the end of the day"]
    assert check["unless"] == ["home base"]


def test_an_example_that_says_more_than_a_line_is_kept_beside_the_form() -> None:
    sheet = sheet_of(RULE)
    assert sheet is not None
    assert sheet.bad == "Let us [touch base]."
    rows = yaml.safe_load(text_of(replace(sheet, bad=""), RULE))["examples"]["bad"]
    assert [row.get("whole") for row in rows] == [True]


def test_a_new_rule_reads_as_one_that_can_be_kept() -> None:
    sheet = Sheet(
        title="No songs", why="Nobody asked.", words="why not sing?\nfor $5", message="Leave it out.",
        bad="[Why not sing?] -> Write to me.\nIt is yours [for $5].", good="Write to me.",
    )  # fmt: skip
    rule = parse_rule(text_of(sheet), "no-songs", Path("no-songs.yaml"))
    assert [example.marks for example in rule.examples.bad] == [("Why not sing?",), ("for $5",)]
    assert rule.examples.bad[0].better == "Write to me."
    assert rule.spec.any == (r"why not sing\?", r"for \$5")


def test_a_swap_is_written_with_an_arrow() -> None:
    sheet = Sheet(title="Plain words", why="Short.", way="swap", words="utilise → use\ncommence -> start")
    swap = yaml.safe_load(text_of(sheet))["check"]["swap"]
    assert swap == [{"from": "utilise", "to": "use"}, {"from": "commence", "to": "start"}]
    again = sheet_of(text_of(sheet))
    assert again is not None
    assert again.words == "utilise → use\ncommence → start"


def test_an_example_without_brackets_gets_them_where_the_rule_finds_something() -> None:
    assert (
        with_marks("Please sing. → Write.\n[Sing] now", lambda words: [(7, 11)])
        == "Please [sing]. → Write.\n[Sing] now"
    )


def test_what_a_rule_is_tried_on_first_are_its_own_examples() -> None:
    assert some_texts(mapping(RULE)) == ["Let us touch base.", "Write to me."]


@pytest.mark.parametrize(
    "text", ["", "- a list", "title: [", "check: {kind: require, part: greeting}", "check: {kind: phrase}"]
)
def test_what_is_not_the_common_case_has_no_form(text: str) -> None:
    assert sheet_of(text) is None


def test_a_new_rule_is_named_by_its_title_and_never_like_another() -> None:
    assert name_for("Name the day, not “soon”!", []) == "name-the-day-not-soon"
    assert name_for("Plain words", ["plain-words", "plain-words-2"]) == "plain-words-3"
    assert name_for("…", []) == "rule"


def test_a_key_is_taken_out_and_a_new_one_stands_at_the_end() -> None:
    assert with_keys("a: 1\n\n# b counts\nb: 2", {"a": None, "c": 3}) == "\n# b counts\nb: 2\nc: 3\n"
