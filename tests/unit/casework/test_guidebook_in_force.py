"""Rules and policy in force, with the real rooms below: a change shows on open drafts and stops what it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.case import Case
from casework.desk import Desk
from casework.errors import NotAllowed
from casework.opening import open_desk
from settings import Settings
from tests.unit.casework.test_guidebook import HEDGE

LETTER = b"Dear Sir or Madam,\n\nwhere is my order?\n\nKind regards,\nRuth Vane\n"
TEXT = (
    "Dear Ms Vane,\n\nThank you for your letter. Your order is in the pipeline.\n\n"
    "If there is anything else, write to us.\n\nKind regards,\n{name}"
)
PIPELINE = HEDGE.replace("in due course", "in the pipeline").replace("P13", "P18")
MARCUS, TESSA = "marcus", "tessa"


def opened(folder: Path) -> Desk:
    return open_desk(Settings(data_dir=folder, today=date(2026, 11, 23)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)  # no settings file of whoever runs the tests
    here = opened(tmp_path / "data")
    yield here
    here.library.close()


@pytest.fixture
def draft(desk: Desk) -> Case:
    tessa = desk.person(TESSA)
    case = desk.draft(desk.receive("letter.txt", LETTER, tessa).id, tessa)
    return desk.save_text(case.id, TEXT.format(name=tessa.name), case.text_revision, tessa)


def rules_on(case: Case) -> set[str]:
    assert case.report is not None
    return {finding.rule for finding in case.report.findings}


def test_a_new_rule_shows_on_a_draft_that_is_open_when_it_is_checked_again(desk: Desk, draft: Case) -> None:
    assert "in-the-pipeline" not in rules_on(draft)
    desk.guidebook.save_rule("in-the-pipeline", PIPELINE, desk.person(MARCUS))
    assert "in-the-pipeline" not in rules_on(desk.case(draft.id))
    again = desk.check_again(draft.id, desk.person(TESSA))
    assert "in-the-pipeline" in rules_on(again)
    assert "in-the-pipeline" in rules_on(desk.case(draft.id))
    assert again.history[-1].action == "checked_again"
    assert len(desk.check_again(draft.id, desk.person(TESSA)).history) == len(again.history)


def test_a_rule_that_is_switched_off_or_set_lower_is_gone_or_milder_at_the_next_check(desk: Desk, draft: Case) -> None:
    marcus = desk.person(MARCUS)
    desk.guidebook.save_rule("in-the-pipeline", PIPELINE, marcus)
    desk.guidebook.set_level("in-the-pipeline", "suggestion", marcus)
    found = [finding for finding in desk.check(draft.id, draft.text).findings if finding.rule == "in-the-pipeline"]
    assert [finding.level for finding in found] == ["suggestion"]
    desk.guidebook.switch("in-the-pipeline", False, marcus)
    assert "in-the-pipeline" not in {finding.rule for finding in desk.check(draft.id, draft.text).findings}


def test_what_somebody_without_the_right_to_edit_looks_at_is_checked_and_not_stored(desk: Desk, draft: Case) -> None:
    desk.guidebook.save_rule("in-the-pipeline", PIPELINE, desk.person(MARCUS))
    assert "in-the-pipeline" in rules_on(desk.check_again(draft.id, desk.person("ines")))
    assert "in-the-pipeline" not in rules_on(desk.case(draft.id))


def test_a_new_error_stops_a_reply_that_was_approved_before(desk: Desk, draft: Case) -> None:
    tessa, marcus = desk.person(TESSA), desk.person(MARCUS)
    for finding in draft.report.errors if draft.report else ():
        desk.waive(draft.id, finding, "Agreed for this test.", marcus)
    desk.submit(draft.id, tessa)
    desk.approve(draft.id, marcus)
    desk.guidebook.save_rule("in-the-pipeline", PIPELINE.replace("level: warning", "level: error"), marcus)
    with pytest.raises(NotAllowed, match="in the pipeline"):
        desk.export(draft.id, "docx", tessa)
    assert desk.case(draft.id).state == "changes_requested"


def test_another_process_sees_rules_and_policy_that_were_changed_in_this_one(desk: Desk, draft: Case) -> None:
    other = opened(desk._policy_file.path.parent)
    marcus = desk.person(MARCUS)
    assert "in-the-pipeline" not in {finding.rule for finding in other.check(draft.id, draft.text).findings}
    desk.guidebook.save_rule("in-the-pipeline", PIPELINE, marcus)
    desk.guidebook.save_policy_part("review", {"required": "never"}, marcus)
    assert "in-the-pipeline" in {finding.rule for finding in other.check(draft.id, draft.text).findings}
    assert other.policy.review.required == "never"
    assert [version.what for version in other.guidebook.versions("rule:in-the-pipeline")] == ["in-the-pipeline: added"]
    other.library.close()


def test_a_change_of_the_policy_shows_on_an_open_draft(desk: Desk, draft: Case) -> None:
    tessa = desk.person(TESSA)
    text = draft.text.replace("Your order is in the pipeline", "Your order comes by pigeon")
    desk.save_text(draft.id, text, draft.text_revision, tessa)
    never = {"promise": "delivery by pigeon", "why": "we keep none", "also": ["by pigeon"]}
    desk.guidebook.save_policy_part("never", [*desk.guidebook.policy_parts()["never"], never], desk.person(MARCUS))
    again = desk.check_again(draft.id, tessa)
    assert again.report is not None
    assert "by pigeon" in {finding.text for finding in again.report.errors}
