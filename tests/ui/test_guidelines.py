"""The Guidelines page as a reviewer uses it, and as others read it, on the real desk without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, TextArea, TextInput

from ui import notices

if TYPE_CHECKING:
    from casework.case import Case
    from casework.desk import Desk

TESSA, MARCUS, INES, GWEN = "tessa", "marcus", "ines", "gwen"
Open = Callable[..., AppTest]
SOON = "vague-time"
LETTER_TEXT = "Dear Ms Example,\n\nWe will be in touch soon.\n\nKind regards,\nTessa Rowley"
OWN = """title: No kettle songs
practice: P17
why: Nobody asked for a song.
level: warning
check: {kind: phrase, any: [sing along]}
message: Leave out the song.
examples:
  bad: [{text: "Please sing along.", marks: "sing along"}]
  good: [Please write to me.]
"""


@pytest.fixture(autouse=True)
def _as_it_came(desk: Desk) -> Iterator[None]:
    """Each test finds the shipped rules and the starting policy."""
    yield
    shutil.rmtree(desk._policy_file.path.parent / "guidelines", ignore_errors=True)
    desk._policy_file.path.unlink(missing_ok=True)


def html_of(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def told(page: AppTest) -> str:
    boxes = (*page.success, *page.warning, *page.error)
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def captions(page: AppTest) -> str:
    return " ".join(str(box.value) for box in page.caption)


def keys(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]


def button(page: AppTest, label: str) -> Button:
    return next(one for one in page.button if one.label == label)


def field(page: AppTest, label: str) -> TextInput | TextArea:
    return next(one for one in (*page.text_input, *page.text_area) if one.label == label)


def part(page: AppTest, name: str, chapter: str = "") -> AppTest:
    """Turn to a part of the page: rules, use, changes or policy, and there to a chapter."""
    page.session_state["guidelines_chosen"] = name
    if chapter:
        page.session_state["policy_chosen"] = chapter
    return page.run()


def rule_page(open_page: Open, rule: str, who: str = MARCUS) -> AppTest:
    return open_page("guidelines", who, rule=rule)


def editor(open_page: Open, rule: str) -> AppTest:
    page = rule_page(open_page, rule)
    return page.button(key=f"edit_{rule}").click().run()


def new_rule(open_page: Open, **typed: str) -> AppTest:
    """The form of a new rule, filled in as far as said."""
    page = open_page("guidelines", MARCUS)
    page.button(key="add_rule").click().run()
    filled = {
        "Title": "No kettle songs",
        "Why": "Nobody asked for a song.",
        "Words to find": "sing along",
        "What the writer reads": "Leave out the song.",
        "Not this": "Please sing along. → Please write to me.",
        "Say this": "Please write to me.",
    }
    for label, words in (filled | typed).items():
        field(page, label).set_value(words)
    return page.run()


# -- read ------------------------------------------------------------------------------------------------------------


def test_a_chapter_shows_each_rule_with_its_reason_and_what_to_say_and_not(open_page: Open) -> None:
    page = open_page("guidelines", TESSA)
    page.session_state["practice_chosen"] = "P13"
    page.run()
    html = html_of(page)
    assert "A day, even a late one, lets the customer plan." in html
    assert '<span class="m m-warning">as soon as possible</span>' in html
    assert "To weigh" in html


@pytest.mark.parametrize("who", [TESSA, INES, GWEN])
def test_who_may_not_change_the_guidelines_reads_them_and_is_told_who_may(open_page: Open, who: str) -> None:
    page = rule_page(open_page, SOON, who)
    assert "A reviewer switches rules, changes them and adds new ones." in captions(page)
    assert not page.toggle
    assert not {f"edit_{SOON}", "add_rule"} & set(keys(page))
    page.session_state["rule_edited"] = SOON  # a window that was a reviewer's a moment ago
    page.run()
    assert "save_rule" not in keys(page)


@pytest.mark.parametrize("who", [TESSA, INES, GWEN])
def test_who_may_not_change_the_policy_reads_it_and_is_told_who_may(open_page: Open, who: str) -> None:
    page = part(open_page("guidelines", who), "policy", "remedies")
    assert "A reviewer changes the policy." in captions(page)
    assert not [key for key in keys(page) if key.startswith(("edit_row", "add_R"))]
    assert "save_policy" not in keys(part(page, "policy", "text"))


def test_a_rule_is_found_by_the_words_of_its_examples(open_page: Open) -> None:
    page = open_page("guidelines", TESSA)
    page.text_input(key="rule_words").set_value("money seat yours").run()
    assert page.header[0].value.endswith("found")
    assert f"open_{SOON}" in keys(page)
    assert "open_greeting-missing" not in keys(page)


def test_the_address_of_a_rule_opens_its_page_from_any_part(open_page: Open) -> None:
    page = part(open_page("guidelines", MARCUS), "policy")
    page.query_params["rule"] = SOON
    page.run()
    assert 'Give the day, not "soon"' in [one.value.replace("\\", "") for one in page.header]


def test_where_a_rule_fired_lately_is_shown_with_its_sentence(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.save_text(letter.id, LETTER_TEXT, 0, desk.person(TESSA))
    page = rule_page(open_page, SOON)
    page.session_state["rule_part_chosen"] = "found"
    page.run()
    assert re.search(r'<span class="m m-warning"[^>]*>We will be in touch soon</span>', html_of(page))
    assert any(letter.number in link.proto.label.replace("\\", "") for link in page.get("page_link"))


# -- switched and weighed --------------------------------------------------------------------------------------------


def test_a_rule_that_is_switched_off_finds_nothing_on_an_open_case(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.save_text(letter.id, LETTER_TEXT, 0, desk.person(TESSA))
    page = rule_page(open_page, SOON)
    page.toggle[0].set_value(False).run()
    assert "switched off" in told(page)
    open_page("case", TESSA, id=letter.id)
    report = desk.case(letter.id).report
    assert report is not None
    assert SOON not in [finding.rule for finding in report.findings]
    assert "switched off" in html_of(rule_page(open_page, SOON, TESSA))


def test_the_level_of_a_rule_is_changed_and_what_its_file_says_is_still_told(open_page: Open, desk: Desk) -> None:
    page = rule_page(open_page, SOON)
    level = next(one for one in page.get("button_group") if one.label == "How strictly")
    level.set_value("suggestion").run()
    assert desk.guidebook.rules[SOON].level == "suggestion"
    assert "Its file says: to weigh. You chose: ideas." in captions(page)


# -- written ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_added_by_its_form_and_marks_its_own_example(open_page: Open, desk: Desk) -> None:
    page = new_rule(open_page)
    button(page, "Save").click().run()
    assert "“No kettle songs” is in force." in told(page)
    rule = desk.guidebook.rules["no-kettle-songs"]
    assert [example.marks for example in rule.examples.bad] == [("sing along",)]
    assert rule.examples.bad[0].better == "Please write to me."
    assert "our own" in html_of(page)


def test_a_rule_whose_example_fails_is_not_saved_and_nothing_typed_is_lost(open_page: Open, desk: Desk) -> None:
    page = new_rule(open_page, **{"Say this": "All of us sing along."})
    button(page, "Save").click().run()
    assert "in the good example “All of us sing along.”" in html_of(page).replace("&#x27;", "'")
    assert "no-kettle-songs" not in desk.guidebook.rules
    assert field(page, "Say this").value == "All of us sing along."
    assert field(page, "Words to find").value == "sing along"


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("Title", "The rule needs a title."),
        ("Words to find", "Say which words are to be found."),
        ("Not this", "Add a sentence under “Not this” that the rule should find."),
        ("Say this", "Add a sentence under “Say this” that the rule should leave alone."),
    ],
)
def test_the_form_says_what_it_still_needs(open_page: Open, left_out: str, said: str) -> None:
    page = new_rule(open_page, **{left_out: ""})
    button(page, "Save").click().run()
    assert said in html_of(page)


def test_the_words_of_the_form_stand_in_the_text_and_come_back(open_page: Open) -> None:
    page = new_rule(open_page)
    turn(page, "text")
    assert "- sing along" in str(field(page, "The rule as text").value)
    turn(page, "form")
    assert field(page, "Not this").value == "Please sing along. → Please write to me."


def turn(page: AppTest, view: str) -> None:
    next(one for one in page.get("button_group") if one.label == "Write it as").set_value(view).run()


def test_a_text_that_is_no_rule_is_refused_at_its_line_and_stays_as_typed(open_page: Open, desk: Desk) -> None:
    page = editor(open_page, SOON)
    turn(page, "text")
    typed = str(field(page, "The rule as text").value).replace("level: warning", "level: shouting")
    field(page, "The rule as text").set_value(typed).run()
    button(page, "Save").click().run()
    assert "vague-time.yaml:4:" in html_of(page)
    assert field(page, "The rule as text").value == typed
    assert desk.guidebook.rules[SOON].origin == "shipped"


def test_what_is_typed_waits_while_its_writer_looks_at_another_page(open_page: Open) -> None:
    page = new_rule(open_page, Why="A song is no answer.")
    page.button(key="leave_editor").click().run()
    page.switch_page("ui/inbox.py").run()
    page.switch_page("ui/guidelines.py").run()
    button(page, "Go on with the new rule").click().run()
    assert field(page, "Why").value == "A song is no answer."
    button(page, "Start again").click().run()
    assert field(page, "Why").value == ""


def test_when_somebody_else_changed_the_rule_meanwhile_the_second_save_takes_its_place(
    open_page: Open, desk: Desk
) -> None:
    desk.guidebook.save_rule("no-kettle-songs", OWN, desk.person(MARCUS))
    page = editor(open_page, "no-kettle-songs")
    field(page, "Why").set_value("Mine.").run()
    desk.guidebook.save_rule("no-kettle-songs", OWN.replace("Nobody asked", "Theirs"), desk.person(MARCUS))
    button(page, "Save").click().run()
    assert "Somebody else changed this rule meanwhile." in html_of(page)
    assert desk.guidebook.rules["no-kettle-songs"].why.startswith("Theirs")
    button(page, "Save").click().run()
    assert desk.guidebook.rules["no-kettle-songs"].why == "Mine."


def test_a_rule_is_replayed_over_past_replies_before_it_is_saved(open_page: Open, desk: Desk, letter: Case) -> None:
    desk.save_text(letter.id, "Dear Ms Example,\n\nPlease sing along with us.\n\nTessa", 0, desk.person(TESSA))
    page = new_rule(open_page)
    page.button(key="replay_rule").click().run()
    assert "This would have flagged 1 of " in html_of(page)
    assert "“Please <span" in html_of(page)
    assert "no-kettle-songs" not in desk.guidebook.rules


def test_a_rule_of_our_own_is_removed_and_restored_from_the_changes(open_page: Open, desk: Desk) -> None:
    desk.guidebook.save_rule("no-kettle-songs", OWN, desk.person(MARCUS))
    page = rule_page(open_page, "no-kettle-songs")
    page.button(key="remove_no-kettle-songs").click().run()
    assert "no-kettle-songs" not in desk.guidebook.rules
    page = part(page, "changes")
    assert "no-kettle-songs: removed" in html_of(page)
    next(one for one in page.button if str(one.key).startswith("restore_")).click().run()
    assert "no-kettle-songs" in desk.guidebook.rules


def test_a_changed_rule_goes_back_to_the_shipped_one_and_its_versions_tell_the_difference(
    open_page: Open, desk: Desk
) -> None:
    text = desk.guidebook.rule_text(SOON).replace("Give the day", "Name the day")
    desk.guidebook.save_rule(SOON, text, desk.person(MARCUS))
    page = rule_page(open_page, SOON)
    page.session_state["rule_part_chosen"] = "versions"
    page.run()
    assert "<ins" in html_of(page)
    assert "Marcus Adeyemi" in html_of(page)
    page.button(key=f"remove_{SOON}").click().run()
    assert desk.guidebook.rules[SOON].origin == "shipped"
    assert "The rule is as it came." in told(page)


def test_a_spoilt_rule_file_is_told_in_one_sentence_and_mended_here(open_page: Open, desk: Desk) -> None:
    folder = desk._policy_file.path.parent / "guidelines" / "rules"
    folder.mkdir(parents=True)
    (folder / "no-kettle-songs.yaml").write_text(OWN.replace("level: warning", "level: loud"))
    page = open_page("guidelines", TESSA)
    assert told(page).count("no-kettle-songs.yaml:4:") == 1
    assert "mend_rule" not in keys(page)
    page = open_page("guidelines", MARCUS)
    page.button(key="mend_rule").click().run()
    field(page, "The rule as text").set_value(OWN).run()
    button(page, "Save").click().run()
    assert desk.guidebook.fault == ""
    assert notices.UNEXPECTED not in told(page)


def test_a_spoilt_rule_file_is_taken_away_and_the_shipped_rule_stands(open_page: Open, desk: Desk) -> None:
    folder = desk._policy_file.path.parent / "guidelines" / "rules"
    folder.mkdir(parents=True)
    (folder / f"{SOON}.yaml").write_text("title: [")
    page = open_page("guidelines", MARCUS)
    page.button(key="mend_rule").click().run()
    page.button(key="drop_rule").click().run()
    assert "is taken away" in told(page)
    assert desk.guidebook.fault == ""
    assert desk.guidebook.rules[SOON].origin == "shipped"


# -- used ------------------------------------------------------------------------------------------------------------


def test_a_rule_that_reviewers_keep_waiving_is_shown_to_them(open_page: Open, desk: Desk) -> None:
    for number in range(3):
        text = f"From: A <a@x.example>\nSubject: {number}\n\nWhere is order {number}77?\n\nAnn Lee\n"
        case = desk.receive(f"waived-{number}.eml", text.encode(), desk.person(TESSA))
        case = desk.save_text(case.id, LETTER_TEXT.replace("soon", f"soon, case {number}"), 0, desk.person(TESSA))
        found = next(f for f in case.report.findings if f.rule in (SOON, "promise-vague")) if case.report else None
        assert found is not None
        desk.waivers.waive(case.id, found, "Agreed on the telephone.", desk.person(MARCUS))
    html = html_of(part(open_page("guidelines", MARCUS), "use"))
    assert "Often waived" in html
    assert "3 waived" in html
    assert "Often waived" not in html_of(part(open_page("guidelines", TESSA), "use"))


# -- the policy ------------------------------------------------------------------------------------------------------


def policy_page(open_page: Open, chapter: str) -> AppTest:
    return part(open_page("guidelines", MARCUS), "policy", chapter)


def add_remedy(page: AppTest, **typed: str) -> AppTest:
    page.button(key="add_Remedies").click().run()
    for label, words in ({"What is offered": "a new lid", "Short name": "lid"} | typed).items():
        field(page, label).set_value(words)
    next(box for box in page.selectbox if box.label == "Who may offer it").set_value("agent")
    return page.button(key="save_row").click().run()


def test_a_remedy_is_added_changed_and_taken_out_again_in_its_form(open_page: Open, desk: Desk) -> None:
    page = add_remedy(policy_page(open_page, "remedies"))
    assert [row.what for row in desk.policy.remedies if row.id == "lid"] == ["a new lid"]
    place = len(desk.policy.remedies) - 1
    page.button(key=f"edit_row_Remedies_{place}").click().run()
    field(page, "What is offered").set_value("a spare lid")
    next(box for box in page.number_input if box.label == "At most, as an amount").set_value(9.5)
    page.button(key="save_row").click().run()
    lid = desk.policy.remedies[place]
    assert (lid.what, str(lid.limit.amount if lid.limit else "")) == ("a spare lid", "9.5")
    assert "up to 9.50" in html_of(page)
    page.button(key=f"edit_row_Remedies_{place}").click().run()
    page.button(key="remove_row").click().run()
    assert "lid" not in [row.id for row in desk.policy.remedies]


def test_a_contradiction_is_said_at_its_field_and_what_was_typed_stays(open_page: Open, desk: Desk) -> None:
    before = desk.policy_text
    page = policy_page(open_page, "timescales")
    page.button(key="add_Timescales").click().run()
    field(page, "What takes this time").set_value("a spare lid")
    field(page, "Short name").set_value("lid")
    for label, number in (("At least", 9), ("At most", 2)):
        next(box for box in page.number_input if box.label == label).set_value(number)
    next(box for box in page.selectbox if box.label == "Unit").set_value("days")
    page.button(key="save_row").click().run()
    assert '<p class="fault" role="alert">' in html_of(page)
    assert "swap or mend them" in html_of(page)
    assert desk.policy_text == before
    assert field(page, "What takes this time").value == "a spare lid"


def test_a_fault_in_another_part_is_said_at_the_row(open_page: Open, desk: Desk) -> None:
    desk.save_policy(desk.policy_text.split("never:")[0], desk.person(MARCUS))
    page = add_remedy(policy_page(open_page, "remedies"))
    page.session_state["policy_chosen"] = "never"
    page.run()
    page.button(key="add_Never promised").click().run()
    field(page, "What is never promised").set_value("a new lid")
    field(page, "Why").set_value("Lids are gone.")
    page.button(key="save_row").click().run()
    assert '<p class="fault" role="alert">' in html_of(page)
    assert field(page, "Why").value == "Lids are gone."


def test_the_policy_has_versions_and_an_earlier_one_is_restored(open_page: Open, desk: Desk) -> None:
    before = desk.policy_text
    page = add_remedy(policy_page(open_page, "remedies"))
    page = part(page, "policy", "versions")
    assert "remedies edited" in html_of(page)
    next(one for one in page.button if str(one.key).startswith("restore_")).click().run()
    assert desk.policy_text == before


def test_a_policy_with_a_fault_is_refused_with_its_line_and_stays_as_typed(open_page: Open, desk: Desk) -> None:
    before = desk.policy_text
    page = policy_page(open_page, "text")
    field(page, "Policy").set_value(before + "\nsurprise: 1\n")
    page.button(key="save_policy").click().run()
    assert desk.policy_text == before
    assert "line" in told(page)
    assert "surprise" in told(page)
    assert str(field(page, "Policy").value).endswith("surprise: 1\n")
