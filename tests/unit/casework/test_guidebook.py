"""The guidebook: rules are switched, changed, added, tried and restored; each change is versioned, recorded, in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework.errors import CaseworkError, NotAllowed, NotFound
from casework.guidebook import Guidebook
from casework.rule_folder import RuleFolder
from tests.unit.casework.conftest import EDITOR, RESPONDER, REVIEWER, House, open_house

HEDGE = """\
title: Say when, not soon
practice: P13
why: Soon means another day to everybody.
level: warning
check:
  kind: phrase
  any: [in due course]
message: "“$text” names no day."
examples:
  bad:
    - {text: We will write in due course., marks: in due course, better: We will write by Friday.}
  good:
    - You can expect our letter by Friday.
"""


@pytest.fixture
def book(house: House) -> Guidebook:
    return house.desk.guidebook


def found(book: Guidebook, text: str, rule_id: str = "in-due-course") -> list[str]:
    return [finding.text for finding in book.try_rule(rule_id, book.rule_text(rule_id), text)]


def test_without_a_folder_of_its_own_a_company_has_the_shipped_rules(book: Guidebook) -> None:
    assert {rule.origin for rule in book.rules} == {"shipped"}
    assert book.rules.off == ()
    assert book.fault == ""


def test_a_rule_is_switched_off_and_on_again_as_every_other_window_sees(book: Guidebook, house: House) -> None:
    elsewhere = RuleFolder(house.folder / "guidelines")
    assert "calm-down" in {rule.id for rule in elsewhere.rules}
    book.switch("calm-down", False, REVIEWER)
    assert [rule.id for rule in elsewhere.rules.off] == ["calm-down"]
    assert "calm-down" not in {rule.id for rule in elsewhere.rules}
    book.switch("calm-down", True, REVIEWER)
    assert elsewhere.rules.off == ()
    assert not (house.folder / "guidelines" / "settings.yaml").exists()


def test_a_level_is_set_beside_the_switch_and_taken_back(book: Guidebook) -> None:
    book.switch("calm-down", False, REVIEWER)
    book.set_level("calm-down", "suggestion", REVIEWER)
    assert [(rule.id, rule.level) for rule in book.rules.off] == [("calm-down", "suggestion")]
    book.switch("calm-down", True, REVIEWER)
    assert book.rules["calm-down"].level == "suggestion"
    book.set_level("calm-down", None, REVIEWER)
    assert book.rules["calm-down"].level_set is None


def test_a_rule_of_the_company_is_added_and_removed_with_what_was_set_for_it(book: Guidebook, house: House) -> None:
    rule = book.save_rule("in-due-course", HEDGE, REVIEWER)
    assert (rule.origin, rule.level) == ("company", "warning")
    assert found(book, "It comes in due course.") == ["in due course"]
    book.set_level("in-due-course", "error", REVIEWER)
    book.remove_rule("in-due-course", REVIEWER)
    assert "in-due-course" not in book.rules
    assert book.fault == ""
    assert list((house.folder / "guidelines").rglob("*.yaml")) == []


def test_a_shipped_rule_is_changed_in_place_and_goes_back_to_what_it_was(book: Guidebook) -> None:
    shipped = book.rule_text("calm-down")
    book.save_rule("calm-down", shipped.replace("title: ", "title: Here we say, "), REVIEWER)
    assert book.rules["calm-down"].origin == "changed"
    assert book.rules["calm-down"].title.startswith("Here we say, ")
    book.remove_rule("calm-down", REVIEWER)
    assert book.rules["calm-down"].origin == "shipped"
    assert book.rule_text("calm-down") == shipped


@pytest.mark.parametrize(
    ("rule_id", "text", "says"),
    [
        ("in-due-course", HEDGE.replace("kind: phrase", "kind: parse"), r"in-due-course\.yaml:6:\d+: .*no kind"),
        ("in-due-course", HEDGE.replace("level: warning", "level: high"), r"in-due-course\.yaml:4:1: "),
        ("in-due-course", HEDGE.replace("check:", "check: ["), r"in-due-course\.yaml:\d+:\d+: this is not YAML"),
        ("in-due-course", HEDGE.replace("marks: in due", "marks: due"), r"in-due-course\.yaml:11:7: It should find"),
        ("in-due-course", HEDGE.replace("by Friday.\n", "in due course.\n"), "in the good example"),
        ("in-due-course", HEDGE.partition("  good:")[0], "at least one bad example and one good one"),
        ("in-due-course", HEDGE.partition("examples:")[0], "at least one bad example and one good one"),
        ("../policy", HEDGE, "no name for a rule"),
        ("Con Rule", HEDGE, "no name for a rule"),
        ("in-due-course", "x" * 300_000, "Shorten it"),
    ],
)
def test_a_faulty_rule_is_refused_at_its_line_and_nothing_changes(
    book: Guidebook, house: House, rule_id: str, text: str, says: str
) -> None:
    with pytest.raises(CaseworkError, match=says):
        book.save_rule(rule_id, text, REVIEWER)
    assert not (house.folder / "guidelines").exists()
    assert book.versions(f"rule:{rule_id}") == []


def test_a_good_example_must_be_clean_of_the_other_rules_too(book: Guidebook) -> None:
    text = HEDGE.replace("You can expect our letter by Friday.", "Calm down, our letter comes by Friday.")
    with pytest.raises(CaseworkError, match=r"calm-down finds “Calm down”"):
        book.save_rule("in-due-course", text, REVIEWER)


def test_a_rule_that_runs_out_of_time_on_its_examples_is_not_saved(book: Guidebook) -> None:
    slow = HEDGE.replace("[in due course]", r"""['(?:\w+\s?)+!!$']""")
    with pytest.raises(CaseworkError):
        book.save_rule("in-due-course", slow, REVIEWER)


def test_a_rule_is_tried_on_a_text_and_nothing_is_stored(book: Guidebook, house: House) -> None:
    (finding,) = book.try_rule("in-due-course", HEDGE, "Your parcel comes in due course.")
    assert (finding.text, finding.message) == ("in due course", "“in due course” names no day.")
    assert book.try_rule("in-due-course", HEDGE, "Your parcel comes on Friday.") == ()
    assert not (house.folder / "guidelines").exists()


def test_what_could_not_be_tried_is_said_and_is_not_passed(book: Guidebook, house: House) -> None:
    with pytest.raises(CaseworkError, match="needs the letter"):
        book.try_rule("apology-missing", book.rule_text("apology-missing"), "Dear Ms Penrose,\n\nFine.\n\nYours,\nRosa")
    with pytest.raises(CaseworkError, match="whole replies"):
        book.try_rule("greeting-missing", book.rule_text("greeting-missing"), "It is on its way.")
    case = house.drafted()
    name_wrong = book.rule_text("name-wrong")
    assert book.try_rule("name-wrong", name_wrong, "Dear Ms Penfold,\n\nFine.\n\nYours,\nRosa Lind", case.id)


def test_only_reviewers_change_the_guidelines(book: Guidebook) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    number = book.versions("rule:in-due-course")[0].number
    for change in (
        lambda by: book.switch("calm-down", False, by),
        lambda by: book.set_level("calm-down", "error", by),
        lambda by: book.save_rule("in-due-course", HEDGE, by),
        lambda by: book.remove_rule("in-due-course", by),
        lambda by: book.restore(number, by),
        lambda by: book.save_policy_part("review", {"required": "never"}, by),
    ):
        for by in (RESPONDER, EDITOR):
            with pytest.raises(NotAllowed):
                change(by)


def test_what_is_not_there_is_said(book: Guidebook) -> None:
    for act in (
        lambda: book.rule_text("no-such-rule"),
        lambda: book.rule_text("../../policy"),
        lambda: book.switch("no-such-rule", False, REVIEWER),
        lambda: book.remove_rule("calm-down", REVIEWER),
        lambda: book.restore(99, REVIEWER),
    ):
        with pytest.raises(NotFound):
            act()


def test_every_change_is_a_version_and_stands_in_the_audit_trail(book: Guidebook, house: House) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    book.save_rule("in-due-course", HEDGE.replace("warning", "error"), REVIEWER)
    book.save_rule("in-due-course", HEDGE.replace("warning", "error"), REVIEWER)  # the same again is no change
    book.switch("in-due-course", False, REVIEWER)
    book.remove_rule("in-due-course", REVIEWER)
    assert [(version.what, version.by) for version in book.versions("rule:in-due-course")] == [
        ("in-due-course: removed", "viv"),
        ("in-due-course: changed", "viv"),
        ("in-due-course: added", "viv"),
    ]
    assert [version.text for version in book.versions("settings")] == [None, "in-due-course: {'on': false}\n"]
    with house.store.reading() as books:
        trail = [(event.action, event.subject) for event in books.events() if event.who == "viv"]
        changed = list(books.events("rule:in-due-course"))[1]
    assert [action for action, _ in trail] == ["rule_saved", "rule_saved", "rules_set", "rule_removed", "rule_removed"]
    assert "+level: error" in changed.detail["difference"]
    assert house.desk.audit_fault() is None


def test_any_version_is_restored_a_removed_one_too(book: Guidebook) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    first = book.versions("rule:in-due-course")[0]
    book.save_rule("in-due-course", HEDGE.replace("warning", "error"), REVIEWER)
    book.remove_rule("in-due-course", REVIEWER)
    removed = book.versions("rule:in-due-course")[0]
    book.restore(first.number, REVIEWER)
    assert book.rules["in-due-course"].level == "warning"
    assert book.versions("rule:in-due-course")[0].what == f"in-due-course: restored from version {first.number}"
    book.restore(removed.number, REVIEWER)
    assert "in-due-course" not in book.rules


def test_restored_settings_leave_out_rules_that_are_gone(book: Guidebook) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    book.switch("calm-down", False, REVIEWER)
    book.switch("in-due-course", False, REVIEWER)
    both_off = book.versions("settings")[0]
    book.remove_rule("in-due-course", REVIEWER)
    book.switch("calm-down", True, REVIEWER)
    book.restore(both_off.number, REVIEWER)
    assert [rule.id for rule in book.rules.off] == ["calm-down"]
    assert book.fault == ""


def test_a_file_that_was_put_there_by_hand_is_kept_before_it_is_changed(book: Guidebook, house: House) -> None:
    rules = house.folder / "guidelines" / "rules"
    rules.mkdir(parents=True)
    (rules / "in-due-course.yaml").write_text(HEDGE)
    book.save_rule("in-due-course", HEDGE.replace("warning", "error"), REVIEWER)
    as_found = book.versions("rule:in-due-course")[-1]
    assert (as_found.text, as_found.by) == (HEDGE, "")
    book.restore(as_found.number, REVIEWER)
    assert (rules / "in-due-course.yaml").read_text() == HEDGE


def test_a_spoilt_file_is_said_in_one_sentence_and_hides_no_other_rule(book: Guidebook, house: House) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    (house.folder / "guidelines" / "rules" / "calm-down.yaml").write_text("title: [")
    (house.folder / "guidelines" / "rules" / "odd.yaml").write_bytes(b"\xff\xfe")
    assert "calm-down.yaml:" in book.fault
    assert "\n" not in book.fault
    assert book.rules["calm-down"].origin == "shipped"
    assert book.rules["in-due-course"].origin == "company"
    assert book.rule_text("calm-down") == "title: ["
    book.remove_rule("calm-down", REVIEWER)
    book.remove_rule("odd", REVIEWER)
    assert book.fault == ""


def test_settings_that_were_spoilt_by_hand_change_nothing_and_are_mended_by_the_next_change(
    book: Guidebook, house: House
) -> None:
    book.switch("calm-down", False, REVIEWER)
    (house.folder / "guidelines" / "settings.yaml").write_text("calm-down: {on: false}\nno-such-rule: {on: false}\n")
    assert "no-such-rule" in book.fault
    assert book.rules.off == ()
    book.set_level("never-again", "warning", REVIEWER)
    assert book.fault == ""
    assert [rule.id for rule in book.rules.off] == ["calm-down"]


def test_a_file_that_cannot_be_written_leaves_no_version_behind(
    book: Guidebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casework.whole_file.os.replace", full)
    with pytest.raises(CaseworkError, match="No space left on device"):
        book.save_rule("in-due-course", HEDGE, REVIEWER)
    assert book.versions("rule:in-due-course") == []
    assert "in-due-course" not in book.rules


def test_nothing_is_left_beside_a_file_that_was_written(book: Guidebook, house: House) -> None:
    book.save_rule("in-due-course", HEDGE, REVIEWER)
    book.switch("in-due-course", False, REVIEWER)
    names = {path.name for path in (house.folder / "guidelines").rglob("*") if path.is_file()}
    assert names == {"in-due-course.yaml", "settings.yaml"}


def test_two_desks_on_one_folder_change_different_rules_and_lose_neither(tmp_path: Path) -> None:
    one, other = open_house(tmp_path / "data"), open_house(tmp_path / "data")
    one.desk.guidebook.switch("calm-down", False, REVIEWER)
    other.desk.guidebook.switch("never-again", False, REVIEWER)
    one.desk.guidebook.set_level("guarantee", "warning", REVIEWER)
    for house in (one, other):
        assert [rule.id for rule in house.desk.guidebook.rules.off] == ["calm-down", "never-again"]
        assert house.desk.guidebook.rules["guarantee"].level == "warning"
        house.desk.library.close()
        house.store.close()
