"""A company's own rules: added, in a shipped one's place, switched off, of another level; faulty ones said at their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from guidelines.check import check, shipped_rules
from guidelines.company_rules import load_company_rules, parse_rule, readable_company_rules, rule_faults
from guidelines.example import Example
from guidelines.rule import RuleError
from guidelines.rulebook import RuleBook
from knowledge.embedding import MiniLM

RULE = """title: We say parcel
practice: P17
why: It is what our customers call it.
level: warning
check: {kind: phrase, any: ["shipments?"]}
message: Say parcel.
examples:
  bad:
    - {text: "The shipment leaves us today.", marks: shipment, better: "The parcel leaves us today."}
  good:
    - Your parcel leaves us today.
"""
BARE = Example(text="").context()
Keep = Callable[..., Path]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Puts a rule, or the settings, into the company's folder; returns the folder."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / (name if name == "settings.yaml" else f"rules/{name}")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return put


def found(text: str, book: RuleBook) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.level, finding.text) for finding in check(text, BARE, book).findings]


def test_without_a_folder_the_shipped_rules_hold(tmp_path: Path) -> None:
    book = load_company_rules(tmp_path / "nothing")
    assert [rule.id for rule in book] == [rule.id for rule in shipped_rules()]
    assert {rule.origin for rule in book} == {"shipped"}
    assert book.off == ()


def test_a_rule_of_the_company_stands_beside_the_shipped_ones(keep: Keep) -> None:
    book = load_company_rules(keep("we-say-parcel.yaml", RULE))
    assert len(book) == len(shipped_rules()) + 1
    assert book["we-say-parcel"].origin == "company"
    assert found("Your shipment is here.", book) == [("we-say-parcel", "warning", "shipment")]


def test_a_rule_of_a_shipped_id_takes_its_place(keep: Keep) -> None:
    book = load_company_rules(keep("calm-down.yaml", RULE))
    assert len(book) == len(shipped_rules())
    assert book["calm-down"].origin == "changed"
    assert found("Please calm down, your shipment is here.", book) == [("calm-down", "warning", "shipment")]
    assert shipped_rules()["calm-down"].origin == "shipped"


@pytest.mark.parametrize("given", ["{on: false}", "{'on': no}", "{on: off, level: error}"])
def test_a_rule_that_is_switched_off_is_known_and_says_nothing(keep: Keep, given: str) -> None:
    book = load_company_rules(keep("settings.yaml", f"calm-down: {given}\n"))
    assert [rule.id for rule in book.off] == ["calm-down"]
    assert "calm-down" not in {rule.id for rule in book}
    assert book["calm-down"].title
    assert "calm-down" not in {rule for rule, _, _ in found("Please calm down.", book)}


def test_the_company_chooses_how_strictly_a_rule_is_held(keep: Keep) -> None:
    book = load_company_rules(keep("settings.yaml", "calm-down: {level: suggestion}\n"))
    assert book["calm-down"].level == "suggestion"
    assert found("Please calm down.", book) == [("calm-down", "suggestion", "calm down")]
    assert shipped_rules()["calm-down"].level == "error"


def test_what_a_kind_finds_less_grave_never_rises_above_the_level_that_was_chosen(keep: Keep) -> None:
    rule = load_company_rules(keep("settings.yaml", "calm-down: {level: warning}\n"))["calm-down"]
    assert rule.level_of(None) == "warning"
    assert rule.level_of("suggestion") == "suggestion"
    assert rule.level_of("error") == "warning"


def test_empty_settings_change_nothing(keep: Keep) -> None:
    assert load_company_rules(keep("settings.yaml", "# nothing yet\n")).off == ()


# name: (file, text, line, column, what is said)
FAULTS = {
    "an unknown level": ("a.yaml", RULE.replace("level: warning", "level: loud"), 4, 1, "level"),
    "a practice that is none": ("a.yaml", RULE.replace("P17", "P99"), 2, 1, "P99"),
    "an unknown kind": ("a.yaml", RULE.replace("kind: phrase", "kind: magic"), 5, 9, "magic"),
    "an unknown key": ("a.yaml", RULE.replace("message:", "mesage:"), 1, 1, "message is missing"),
    "an unknown key of the check": ("a.yaml", RULE.replace('"]}', '"], colour: red}'), 5, 44, "colour"),
    "a pattern that is none": ("a.yaml", RULE.replace("shipments?", "(shipment"), 5, 29, "missing )"),
    "the second of two patterns": ("a.yaml", RULE.replace('["ship', '[foo, "[ship'), 5, 34, "cannot be read"),
    "an empty pattern": ("a.yaml", RULE.replace("shipments?", ""), 5, 29, "empty"),
    "a pattern without end": ("a.yaml", RULE.replace("shipments?", "(a{900}){900}"), 5, 29, "repeats too much"),
    "brackets without end": ("a.yaml", RULE.replace("shipments?", "(" * 99 + "a" + ")" * 99), 5, 29, "brackets"),
    "a group of words that is none": ("a.yaml", RULE.replace("shipments?", "<parcels>"), 5, 29, "parcels"),
    "an example with an unknown key": ("a.yaml", RULE.replace("marks:", "mark:"), 9, 47, "mark"),
    "an example of an odd letter": (
        "a.yaml",
        RULE.replace("marks: shipment", "marks: shipment, letter: {mood: bad}"),
        9,
        7,
        "mood",
    ),
    "no YAML": ("a.yaml", "title: [\n", 2, 1, "not YAML"),
    "a control character": ("a.yaml", "title: é\x07\n", 1, 9, "control character"),
    "a list": ("a.yaml", "- a\n- b\n", 1, 1, "mapping"),
    "nothing": ("a.yaml", "", 1, 1, "mapping"),
    "a name with a dot": ("a.b.yaml", RULE, 1, 1, "no name for a rule"),
    "settings for no rule": ("settings.yaml", "calm-down: {on: true}\ncalm-dwon: {on: false}\n", 2, 1, "calm-dwon"),
    "settings of another key": ("settings.yaml", "calm-down: {loud: true}\n", 1, 13, "loud"),
    "settings of no level": ("settings.yaml", "calm-down:\n  level: loud\n", 2, 3, "level"),
    "settings that are a word": ("settings.yaml", "calm-down: off\n", 1, 1, "calm-down"),
    "settings that are a list": ("settings.yaml", "- calm-down\n", 1, 1, "map the ids"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_at_its_path_line_and_column(keep: Keep, name: str) -> None:
    file, text, line, column, says = FAULTS[name]
    folder = keep(file, text)
    path = folder / (file if file == "settings.yaml" else f"rules/{file}")
    with pytest.raises(RuleError, match=re.escape(says)) as caught:
        load_company_rules(folder)
    assert str(caught.value).startswith(f"{path}:{line}:{column}: ")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_said_at_its_first_such_byte(keep: Keep) -> None:
    folder = keep("a.yaml", RULE)
    (folder / "rules" / "a.yaml").write_bytes(b"title: x\nwhy: \xff\xfe\n")
    with pytest.raises(RuleError, match=r"a\.yaml:2:6: this is not UTF-8"):
        load_company_rules(folder)


def test_two_files_of_one_id_are_refused_and_the_first_is_used(keep: Keep) -> None:
    keep("foo.yaml", RULE)
    folder = keep("foo.yml", RULE)
    book, faults = readable_company_rules(folder)
    assert [fault.message for fault in faults] == [
        f"there is already a rule foo in {folder / 'rules' / 'foo.yaml'}; rename one of them."
    ]
    assert faults[0].path.name == "foo.yml"
    assert book["foo"].path.name == "foo.yaml"


def test_what_can_be_read_is_used_and_a_shipped_rule_stays_while_its_change_is_faulty(keep: Keep) -> None:
    keep("calm-down.yaml", "title: [")
    keep("we-say-parcel.yaml", RULE)
    book, faults = readable_company_rules(keep("settings.yaml", "- nothing\n"))
    assert [fault.path.name for fault in faults] == ["calm-down.yaml", "settings.yaml"]
    assert book["calm-down"].origin == "shipped"
    assert "we-say-parcel" in book


def read(text: str) -> tuple[str, ...]:
    rule = parse_rule(text, "we-say-parcel", Path("we-say-parcel.yaml"))
    return tuple(f"{fault.line}:{fault.column} {fault.message}" for fault in rule_faults(rule, shipped_rules()))


def test_a_rule_whose_examples_hold_has_no_faults() -> None:
    assert read(RULE) == ()


def test_a_bad_example_that_is_not_caught_at_its_marks_is_a_fault_at_its_place() -> None:
    assert read(RULE.replace("marks: shipment", "marks: The shipment")) == (
        "9:7 It should find “The shipment” in the bad example “The shipment leaves us today.”, and finds “shipment”.",
    )
    assert read(RULE.replace("The shipment leaves", "The box leaves"))[0].endswith("and finds nothing.")


def test_a_good_example_that_the_rule_flags_is_a_fault() -> None:
    assert read(RULE + "    - Every shipment is free.\n") == (
        "12:7 we-say-parcel finds “shipment” in the good example “Every shipment is free.”.",
    )


def test_a_better_that_another_rule_flags_is_a_fault() -> None:
    (said,) = read(RULE.replace("The parcel leaves us", "Calm down, the parcel leaves us"))
    assert said == "9:7 calm-down finds “Calm down” in the good example “Calm down, the parcel leaves us today.”."


def test_a_pattern_that_runs_away_on_an_example_is_a_fault() -> None:
    text = RULE.replace("shipments?", "(x+x+)+y").replace("Your parcel leaves us today.", "x" * 4000)
    assert any("took too long" in said for said in read(text))


def test_an_example_that_brings_facts_is_tried_with_the_rules_that_weigh_them() -> None:
    example = "    - text: The refund of £30 is on your card.\n      letter: {body: Where is it?}\n      sources: [{source}]\n"
    assert read(RULE + example.replace("{source}", "We owe a refund of £30.")) == ()
    assert "unsupported-figure finds" in read(RULE + example.replace("{source}", "We owe a refund of £20."))[0]


def test_a_rule_beyond_words_is_tried_only_where_meaning_can_be_read() -> None:
    text = RULE.replace('{kind: phrase, any: ["shipments?"]}', "{kind: tone, sounds: blame}")
    rule = parse_rule(text, "sounds-of-blame", Path("sounds-of-blame.yaml"))
    assert rule_faults(rule, RuleBook(()), MiniLM().recall)
