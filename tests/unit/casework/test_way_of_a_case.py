from __future__ import annotations

from datetime import date

import pytest

from casework.errors import CaseworkError, Conflict, NotAllowed
from guidelines.context import CaseFacts, Fact
from tests.unit.casework.conftest import ADMINISTRATOR, EDITOR, RESPONDER, REVIEWER, SUPERVISOR, House


def test_a_letter_becomes_a_case_with_its_original_byte_for_byte(house: House) -> None:
    data = b"From: Jo Penrose <jo@penrose.example>\r\nMy paddle\xff is broken."
    case = house.desk.receive("../letter.eml", data, RESPONDER)
    assert case.state == "received"
    assert case.recipients == ("jo@penrose.example",)
    assert house.desk.original(case.id) == data
    assert case.original_name == "letter.eml"
    assert case.due_at is not None
    assert case.due_at.date() == date(2026, 11, 25)


def test_the_same_bytes_twice_are_one_case_and_it_is_said(house: House) -> None:
    first, second = house.case(), house.case()
    assert (first.already_here, second.already_here) == (False, True)
    assert second.id == first.id
    assert len(house.desk.rows()) == 1


def test_what_cannot_be_read_is_kept_explained_and_can_be_typed_in(house: House) -> None:
    case = house.desk.receive("scan.pdf", b"\x00\x01", RESPONDER)
    assert case.state == "unreadable"
    assert case.problem == "The file is not a letter. Save it as PDF, then drop it in again."
    assert house.desk.original(case.id) == b"\x00\x01"
    typed = house.desk.transcribe(case.id, "The paddle snapped.", RESPONDER)
    assert typed.state == "received"
    assert typed.letter is not None
    assert typed.letter.body == "The paddle snapped."


def test_an_empty_file_is_refused_with_what_to_do(house: House) -> None:
    with pytest.raises(CaseworkError, match="empty"):
        house.desk.receive("a.txt", b" \n", RESPONDER)


def test_an_auto_reply_is_filed_and_no_reply_is_due(house: House) -> None:
    case = house.case("I am out of office")
    assert (case.state, case.due_at) == ("no_reply_due", None)


def test_safety_and_urgency_come_before_age(house: House) -> None:
    for text in ("plain one", "urgent two", "smoke three"):
        house.case(text)
    assert [row.gravity + row.urgency for row in house.desk.rows()] == [
        "safetynormal",
        "ordinaryhigh",
        "ordinarynormal",
    ]
    assert house.desk.counts()["new"] == 3
    assert house.desk.rows("sent") == []
    assert [row.number for row in house.desk.rows(search="W-00002")] == ["W-00002"]


def test_a_draft_is_written_checked_and_kept_with_its_sources(house: House) -> None:
    case = house.drafted()
    assert case.state == "drafted"
    assert case.text.startswith("Dear Ms Penrose,")
    assert case.text.endswith("Rosa Lind")
    assert case.reply is not None
    assert case.reply.parts[1].sentences[0].sources == ("care.md@1#1",)
    assert case.writer == "offline"
    assert [event.action for event in case.history] == ["received", "drafted"]


def test_an_old_revision_is_a_conflict_that_loses_neither_text(house: House) -> None:
    case = house.drafted()
    house.desk.save_text(case.id, "Hers", case.text_revision, SUPERVISOR)
    with pytest.raises(Conflict) as raised:
        house.desk.save_text(case.id, "Mine", case.text_revision, RESPONDER)
    assert (raised.value.mine, raised.value.theirs, raised.value.theirs_by) == ("Mine", "Hers", "Sam Tate")
    assert house.desk.case(case.id).text == "Hers"
    assert [(text.text, text.aside) for text in house.desk.texts(case.id)][1:] == [("Hers", False), ("Mine", True)]


def test_nobody_approves_their_own_reply_unless_the_policy_says_so(house: House) -> None:
    case = house.desk.draft(house.case().id, SUPERVISOR)
    house.desk.submit(case.id, SUPERVISOR)
    with pytest.raises(NotAllowed, match="their own"):
        house.desk.approve(case.id, SUPERVISOR)
    house.policy(self_approval="true")
    assert house.desk.approve(case.id, SUPERVISOR).state == "approved"


def test_who_had_a_hand_in_the_draft_cannot_approve_it_either(house: House) -> None:
    case = house.drafted()
    house.desk.save_text(case.id, "Mended", case.text_revision, SUPERVISOR)
    house.desk.submit(case.id, RESPONDER)
    with pytest.raises(NotAllowed, match="their own"):
        house.desk.approve(case.id, SUPERVISOR)


def test_a_reviewer_may_mend_in_review_and_approve(house: House) -> None:
    case = house.drafted()
    house.desk.submit(case.id, RESPONDER)
    mended = house.desk.save_text(case.id, "Mended", case.text_revision, REVIEWER)
    assert mended.state == "in_review"
    assert house.desk.approve(case.id, REVIEWER).state == "approved"


def test_an_error_stops_approval_until_it_is_waived_with_a_reason(house: House) -> None:
    case = house.drafted("This is BAD.")
    house.desk.submit(case.id, RESPONDER)
    with pytest.raises(NotAllowed, match="BAD"):
        house.desk.approve(case.id, REVIEWER)
    finding = house.desk.case(case.id).report.findings[0]  # type: ignore[union-attr]
    with pytest.raises(CaseworkError, match="reason"):
        house.desk.waive(case.id, finding, " ", REVIEWER)
    waived = house.desk.waive(case.id, finding, "A quotation of the customer's.", REVIEWER)
    assert waived.unwaived_errors == 0
    assert house.desk.approve(case.id, REVIEWER).state == "approved"


def test_a_promise_is_approved_or_waived_only_with_its_authority(house: House) -> None:
    case = house.drafted("You get a full refund.")
    house.desk.submit(case.id, RESPONDER)
    with pytest.raises(NotAllowed, match="supervisor"):
        house.desk.approve(case.id, REVIEWER)
    finding = house.desk.case(case.id).report.findings[0]  # type: ignore[union-attr]
    with pytest.raises(NotAllowed, match="supervisor"):
        house.desk.waive(case.id, finding, "I say so", REVIEWER)
    assert house.desk.approve(case.id, SUPERVISOR).state == "approved"


def test_an_edit_a_new_recipient_a_file_or_a_fact_takes_the_approval_back(house: House) -> None:
    case = house.approved()
    for change in (
        lambda c: house.desk.save_text(c.id, c.text + " More.", c.text_revision, RESPONDER),
        lambda c: house.desk.set_recipient(c.id, "other@penrose.example", "", RESPONDER),
        lambda c: house.desk.attach(c.id, "label.pdf", b"%PDF-", RESPONDER),
        lambda c: house.desk.set_facts(c.id, CaseFacts((Fact("order", "K-1"),)), RESPONDER),
    ):
        after = change(house.desk.case(case.id))
        assert (after.state, after.approved_by, after.approval_hash) == ("drafted", "", "")
        house.desk.submit(case.id, RESPONDER)
        case = house.desk.approve(case.id, SUPERVISOR)
        assert case.approval_hash


def test_where_no_review_is_required_a_clean_reply_is_approved_at_once_and_a_faulty_one_is_reviewed(
    house: House,
) -> None:
    house.policy("never")
    case = house.drafted()
    assert house.desk.submit(case.id, RESPONDER).state == "approved"
    faulty = house.desk.draft(house.case("another letter").id, RESPONDER)
    house.desk.save_text(faulty.id, "This is BAD.", faulty.text_revision, RESPONDER)
    assert house.desk.submit(faulty.id, RESPONDER).state == "in_review"


def test_flagged_review_looks_at_warnings_and_safety(house: House) -> None:
    house.policy("flagged")
    odd = house.drafted("Something ODD.")
    assert house.desk.submit(odd.id, RESPONDER).state == "in_review"
    safety = house.desk.draft(house.case("smoke came out").id, RESPONDER)
    assert house.desk.submit(safety.id, RESPONDER).state == "in_review"


def test_changes_are_asked_for_with_a_note_and_the_case_goes_round_again(house: House) -> None:
    case = house.drafted()
    house.desk.submit(case.id, RESPONDER)
    back = house.desk.request_changes(case.id, "Name the paddle.", REVIEWER)
    assert (back.state, back.problem) == ("changes_requested", "Name the paddle.")
    mended = house.desk.save_text(case.id, "The Wave paddle.", case.text_revision, RESPONDER)
    assert (mended.state, mended.problem) == ("drafted", "")


def test_a_discarded_case_can_be_reopened_with_its_text(house: House) -> None:
    case = house.drafted()
    assert house.desk.discard(case.id, "Sent to us by mistake.", RESPONDER).state == "discarded"
    assert house.desk.reopen(case.id, RESPONDER).state == "drafted"


def test_a_case_is_assigned_to_a_colleague(house: House) -> None:
    case = house.case()
    assert house.desk.assign(case.id, SUPERVISOR.id, RESPONDER).assigned_to == "sam"
    assert [row.id for row in house.desk.rows(assigned_to="sam")] == [case.id]


def test_roles_are_checked_below_the_pages(house: House) -> None:
    case = house.drafted()
    with pytest.raises(NotAllowed):
        house.desk.draft(case.id, EDITOR)
    with pytest.raises(NotAllowed):
        house.desk.approve(case.id, RESPONDER)
    with pytest.raises(NotAllowed):
        house.desk.save_policy("company: {name: X}", ADMINISTRATOR)


def test_a_policy_with_an_unknown_key_changes_nothing_and_names_the_line(house: House) -> None:
    before = house.desk.policy_text
    with pytest.raises(CaseworkError, match="line 2"):
        house.desk.save_policy("company: {name: X}\nremedy: []\n", REVIEWER)
    assert house.desk.policy_text == before
    assert house.desk.save_policy("company: {name: Quay Boats}\n", REVIEWER).company.name == "Quay Boats"
    assert house.desk.policy.company.name == "Quay Boats"


def test_a_text_that_comes_too_late_is_refused_and_kept(house: House) -> None:
    case = house.approved()
    house.desk.mark_sent_by_hand(case.id, RESPONDER)
    with pytest.raises(NotAllowed, match="kept among the versions"):
        house.desk.save_text(case.id, "One more thing", case.text_revision, RESPONDER)
    assert house.desk.texts(case.id)[-1].text == "One more thing"
    assert house.desk.case(case.id).text == case.text


def test_a_letter_that_trips_the_reader_is_kept_and_explained(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(house.drafter, "understand", trip)
    case = house.case("strange")
    assert (case.state, house.desk.original(case.id)) == ("unreadable", b"strange")
    assert "type the letter in" in case.problem


def test_a_draft_that_nobody_asked_for_twice_keeps_the_text_before_it(house: House) -> None:
    case = house.drafted("My own words.")
    again = house.desk.draft(case.id, RESPONDER, "shorter")
    assert again.text.startswith("Dear Ms Penrose")
    assert "My own words." in [version.text for version in house.desk.texts(case.id)]
