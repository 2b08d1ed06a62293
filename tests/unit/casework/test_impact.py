"""What a change of the documents touches: drafts, approved and sent replies, and the promises in their sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from casework.case import Case
from casework.impact import Step
from drafting.reply import Part, Reply, Sentence
from guidelines.finding import Promise, Report
from knowledge.details import Details
from knowledge.passage import Passage
from tests.unit.casework.conftest import EDITOR, RESPONDER, SUPERVISOR, FakeDrafter, House

OLD = b"# Returns\n\n## How long\n\nA paddle can be returned within 14 days of delivery.\n\n## Address\n\nSend it to 3 Quay Street.\n"
NEW = OLD.replace(b"14 days", b"30 days")
SAYS = "You can return the paddle within 14 days of delivery."


@dataclass
class Citing(FakeDrafter):
    """Writes one sentence that rests on the passage it was given, with a promise in it."""

    passage: Passage | None = None

    def prepare(self, *args: Any) -> Any:
        prepared = super().prepare(*args)
        if self.passage is None:
            return prepared
        reply = Reply((Part("explanation", (Sentence(SAYS, (self.passage.id,)),)),), "offline")
        return replace(prepared, reply=reply, passages=(self.passage,), report=self.report(reply.text))

    def report(self, text: str) -> Report:
        at = text.find("within 14 days")
        promise = Promise("within 14 days", at, at + 14, "return", "2026-12-07", None, "fine", "")
        return replace(super().report(text), promises=(promise,) if at >= 0 else ())


@pytest.fixture
def citing(house: House) -> House:
    house.drafter = house.desk._drafter = house.desk._checks._drafter = Citing()
    house.desk.documents.add("returns.md", OLD, EDITOR)
    house.drafter.passage = next(p for p in house.desk.library.passages("returns.md") if "14 days" in p.text)
    return house


def reply(house: House, step: Step = "draft", number: int = 1) -> Case:
    """A case whose reply rests on the passage, as far as `step`."""
    case = house.desk.draft(house.case(f"Letter {step} {number}").id, RESPONDER)
    if step != "draft":
        house.desk.submit(case.id, RESPONDER)
    if step in {"approved", "sent"}:
        house.desk.approve(case.id, SUPERVISOR)
    if step == "sent":
        house.desk.mark_sent_by_hand(case.id, RESPONDER)
    return house.desk.case(case.id)


def test_nothing_is_touched_while_nothing_changed(citing: House) -> None:
    reply(citing)
    assert citing.desk.documents.impact("returns.md").counts == {}
    assert citing.desk.documents.stale(reply(citing, number=2)) == ()


def test_a_newer_version_touches_replies_of_every_step_with_old_and_new_text(citing: House) -> None:
    cases = {step: reply(citing, step) for step in ("draft", "review", "approved", "sent")}
    citing.desk.documents.add("returns.md", NEW, EDITOR)
    impact = citing.desk.documents.impact("returns.md")
    assert impact.counts == {"draft": 1, "review": 1, "approved": 1, "sent": 1}
    assert {one.step: one.id for one in impact.affected} == {step: case.id for step, case in cases.items()}
    (place,) = impact.affected[0].stale
    assert (place.sentence, cases["draft"].text[place.start : place.end]) == (SAYS, SAYS)
    assert "14 days" in place.outdated.passage.text
    assert "30 days" in place.outdated.now
    assert [promise.text for promise in place.promises] == ["within 14 days"]
    assert impact.promises == 4


def test_a_newer_version_that_changed_elsewhere_touches_nothing(citing: House) -> None:
    long = b"".join(
        b"\n\n## Part %d\n\n%s" % (n, b"Every paddle is made of ash wood by hand here. " * 25) for n in range(3)
    )
    citing.desk.documents.add("returns.md", OLD + long, EDITOR)
    citing.drafter.passage = next(p for p in citing.desk.library.passages("returns.md") if "14 days" in p.text)
    case = reply(citing)
    citing.desk.documents.add("returns.md", OLD + long.replace(b"ash wood", b"beech"), EDITOR)
    assert citing.desk.documents.stale(case) == ()


def test_a_sentence_that_stands_word_for_word_in_the_new_text_is_right_as_it_is(citing: House) -> None:
    verbatim = SAYS.encode()
    citing.desk.documents.add("returns.md", b"# Returns\n\n" + verbatim + b" Send it to 3 Quay Street.", EDITOR)
    (citing.drafter.passage,) = citing.desk.library.passages("returns.md")
    case = reply(citing)
    citing.desk.documents.add("returns.md", b"# Returns\n\n" + verbatim + b" Send it to 5 Quay Street.", EDITOR)
    assert citing.desk.documents.stale(case) == ()
    assert citing.desk.documents.impact("returns.md").counts == {}


def test_a_sentence_that_a_person_put_right_is_touched_no_longer(citing: House) -> None:
    case = reply(citing)
    citing.desk.documents.add("returns.md", NEW, EDITOR)
    citing.desk.save_text(case.id, case.text.replace("14 days", "30 days"), case.text_revision, RESPONDER)
    assert citing.desk.documents.impact().counts == {}


def test_what_a_removal_would_touch_is_counted_before(citing: House) -> None:
    reply(citing)
    reply(citing, number=2)
    reply(citing, "sent")
    assert citing.desk.documents.resting_on("returns.md") == {"draft": 2, "sent": 1}
    assert citing.desk.documents.resting_on("other.md") == {}
    assert citing.desk.documents.used_in() == {"returns.md": 3}


def test_a_removal_touches_and_its_undo_does_not(citing: House) -> None:
    case = reply(citing)
    citing.desk.documents.remove("returns.md", EDITOR)
    (place,) = citing.desk.documents.stale(case)
    assert "removed" in place.outdated.why
    citing.desk.documents.restore("returns.md", None, EDITOR)
    assert citing.desk.documents.stale(case) == ()


def test_the_editors_word_that_a_document_is_superseded_touches_too(citing: House) -> None:
    case = reply(citing)
    citing.desk.documents.add(
        "returns-new.md", b"# Returns anew\n\n## How long\n\nWithin 30 days of delivery.\n", EDITOR
    )
    details = Details(standing="superseded", superseded_by="returns-new.md")
    citing.desk.documents.set_details("returns.md", details, EDITOR)
    (place,) = citing.desk.documents.stale(case)
    assert "returns-new.md" in place.outdated.why


def test_a_case_that_was_closed_without_a_reply_is_not_touched(citing: House) -> None:
    case = reply(citing)
    citing.desk.discard(case.id, "a duplicate", RESPONDER)
    citing.desk.documents.remove("returns.md", EDITOR)
    assert citing.desk.documents.impact().counts == {}


def test_a_reply_on_changed_text_goes_through_review_where_flagged_ones_do(citing: House) -> None:
    citing.policy("flagged", "false")
    case = reply(citing)
    citing.desk.documents.add("returns.md", NEW, EDITOR)
    assert citing.desk.submit(case.id, RESPONDER).state == "in_review"
    submitted = citing.desk.case(case.id).history[-1]
    assert submitted.detail["why"] == "it rests on a document that has changed"


def test_a_load_says_what_it_touched_and_whom_it_answers(citing: House) -> None:
    reply(citing)
    reply(citing, "sent")
    load = citing.desk.documents.start_loading(
        [("returns.md", NEW), ("bad.pdf", b"no pdf"), ("care.md", b"# Care\n\nDry it.")], EDITOR
    )
    load.wait()
    assert load.outcome is not None
    assert [(fate.document, fate.outcome) for fate in load.outcome.fates] == [
        ("returns.md", "replaced"), ("bad.pdf", "refused"), ("care.md", "added"),
    ]  # fmt: skip
    assert load.outcome.impact.counts == {"draft": 1, "sent": 1}


def test_a_load_does_not_tell_again_what_an_earlier_one_touched(citing: House) -> None:
    reply(citing)
    citing.desk.documents.add("returns.md", NEW, EDITOR)
    load = citing.desk.documents.start_loading([("care.md", b"# Care\n\nDry it.")], EDITOR)
    load.wait()
    assert load.outcome is not None
    assert load.outcome.impact.counts == {}
