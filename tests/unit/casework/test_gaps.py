"""Points that nothing answered: kept with the draft, grouped, answered by whatever comes in, closed by the next draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from casework.case import Case
from casework.errors import CaseworkError, NotAllowed, NotFound
from casework.gap import Noted
from casework.gaps import words_hash
from casework.tables import gaps
from casework.written_document import Answer
from drafting.reply import Reply
from tests.unit.casework.conftest import EDITOR, RESPONDER, SUPERVISOR, FakeDrafter, House

NORWAY = "Do you ship to Norway?"
OSLO = "Can you deliver to an address in Norway?"
CHEQUE = "Do you take cheques?"
SHIPPING = b"# Delivery abroad\n\n## Norway\n\nYes, we ship to Norway. A parcel to an address in Norway takes 9 working days.\n"
CARE = b"# Care\n\nDry the paddle after use and keep it out of the sun.\n"


@dataclass
class Asking(FakeDrafter):
    """Leaves the points open that it was told to."""

    asks: tuple[str, ...] = ()

    def prepare(self, *args: Any) -> Any:
        prepared = super().prepare(*args)
        reply: Reply = replace(prepared.reply, gaps=self.asks)
        return replace(prepared, reply=reply, gaps=self.asks)


@pytest.fixture
def asking(house: House) -> House:
    house.drafter = house.desk._drafter = Asking()  # type: ignore[assignment]
    house.desk.documents.add("care.md", CARE, EDITOR)
    return house


def asked(house: House, *points: str, words: str = "") -> Case:
    """A case whose draft left these points open."""
    house.drafter.asks = points  # type: ignore[attr-defined]
    return house.desk.draft(house.case(f"From: Jo Penrose <jo@penrose.example>\n{words or points}").id, RESPONDER)


def offered(house: House) -> dict[int, list[tuple[str, str]]]:
    return {case: [(one.point, one.document) for one in those] for case, those in house.desk.gaps.offers().items()}


def test_what_a_draft_leaves_open_is_kept_with_its_letter(asking: House) -> None:
    case = asked(asking, NORWAY, CHEQUE)
    groups = asking.desk.gaps.open()
    assert [(group.words, group.letters) for group in groups] == [(NORWAY, 1), (CHEQUE, 1)]
    (letter,) = groups[0].asked
    assert (letter.number, letter.who, letter.gap.case_id) == (case.number, "Jo Penrose", case.id)


def test_those_that_ask_the_same_stand_together_the_most_asked_first(asking: House) -> None:
    asked(asking, CHEQUE)
    asked(asking, NORWAY)
    asked(asking, OSLO)
    assert [(group.words, group.letters) for group in asking.desk.gaps.open()] == [(NORWAY, 2), (CHEQUE, 1)]
    assert [one.gap.point for one in asking.desk.gaps.open()[0].asked] == [NORWAY, OSLO]


def test_a_written_answer_is_a_document_and_is_offered_to_the_letters_that_asked(asking: House) -> None:
    first, second, other = asked(asking, NORWAY), asked(asking, OSLO), asked(asking, CHEQUE)
    alike = asking.desk.gaps.open()[0].alike
    done = asking.desk.documents.answer(
        alike,
        Answer(NORWAY, "Yes, we ship to Norway and deliver to any address in Norway.", "Kit", audience="public"),
        EDITOR,
    )
    assert done.document == "answers/do-you-ship-to-norway.md"
    assert [gap.case_id for gap in done.found] == [first.id, second.id]
    assert not done.missed
    assert offered(asking) == {first.id: [(NORWAY, done.document)], second.id: [(OSLO, done.document)]}
    assert [group.words for group in asking.desk.gaps.open()] == [CHEQUE]
    (entry,) = [one for one in asking.desk.library.documents() if one.document == done.document]
    assert (entry.owner, entry.audience, entry.title) == ("Kit", "public", NORWAY)
    assert other.id not in offered(asking)
    actions = [event.action for event in _events(asking)]
    assert "gap_answered" in actions
    assert asking.desk.audit_fault() is None


def _events(house: House) -> list[Any]:
    with house.store.reading() as books:
        return list(books.events())


def test_an_answer_that_the_search_does_not_find_leaves_the_gap_open_and_says_so(asking: House) -> None:
    asked(asking, CHEQUE)
    alike = asking.desk.gaps.open()[0].alike
    done = asking.desk.documents.answer(alike, Answer("Sizes of paddles", "A paddle is 220 cm long."), EDITOR)
    assert [gap.point for gap in done.missed] == [CHEQUE]
    (group,) = asking.desk.gaps.open()
    assert "does not find it" in group.asked[0].gap.why
    assert offered(asking) == {}


def test_an_answer_never_takes_the_name_of_another(asking: House) -> None:
    asked(asking, NORWAY)
    alike = asking.desk.gaps.open()[0].alike
    names = [
        asking.desk.documents.answer(alike, Answer(NORWAY, f"Yes, we ship to Norway, in {days} days."), EDITOR).document
        for days in (8, 9)
    ]
    assert names == ["answers/do-you-ship-to-norway.md", "answers/do-you-ship-to-norway-2.md"]


@pytest.mark.parametrize(("question", "text"), [("", "Yes."), (NORWAY, "  \n")])
def test_an_answer_without_question_or_text_is_refused(asking: House, question: str, text: str) -> None:
    asked(asking, NORWAY)
    before = asking.desk.library.documents()
    with pytest.raises(CaseworkError, match=r"missing|empty"):
        asking.desk.documents.answer(asking.desk.gaps.open()[0].alike, Answer(question, text), EDITOR)
    assert asking.desk.library.documents() == before


def test_a_document_that_comes_in_otherwise_answers_as_well(asking: House) -> None:
    case = asked(asking, NORWAY)
    asking.desk.documents.add("abroad.md", SHIPPING, EDITOR)
    assert offered(asking) == {case.id: [(NORWAY, "abroad.md")]}
    assert asking.desk.gaps.open() == []


def test_a_document_loaded_behind_the_desk_is_seen_at_the_next_look(asking: House) -> None:
    case = asked(asking, NORWAY)
    asking.desk.library.add_file("abroad.md", SHIPPING)
    assert offered(asking) == {}
    assert [gap.point for gap in asking.desk.gaps.look_again(case_id=case.id)] == [NORWAY]
    assert case.id in offered(asking)


def test_when_the_answer_goes_again_the_gap_is_open_again(asking: House) -> None:
    asked(asking, NORWAY)
    asking.desk.documents.add("abroad.md", SHIPPING, EDITOR)
    asking.desk.documents.remove("abroad.md", EDITOR)
    assert offered(asking) == {}
    assert [group.words for group in asking.desk.gaps.open()] == [NORWAY]


def test_what_was_found_at_the_draft_and_did_not_answer_is_no_answer_later(asking: House) -> None:
    question = "Should I dry the paddle after use?"
    asked(asking, question)
    seen = asking.desk.library.search(question)
    assert seen
    (gap,) = (one.gap for one in asking.desk.gaps.open()[0].asked)
    with asking.store.writing() as books:
        noted = Noted(
            question, question, asking.desk.library.embed([question])[0].tobytes(), tuple(map(words_hash, seen))
        )
        books.gaps.keep(gap.case_id, [noted], asking.desk.now())
    assert asking.desk.gaps.look_again() == []
    assert [group.words for group in asking.desk.gaps.open()] == [question]


def test_drafting_again_closes_what_is_answered_and_keeps_what_is_not(asking: House) -> None:
    case = asked(asking, NORWAY, CHEQUE)
    asking.desk.documents.add("abroad.md", SHIPPING, EDITOR)
    asking.drafter.asks = (CHEQUE,)  # type: ignore[attr-defined]
    asking.desk.draft(case.id, RESPONDER)
    assert offered(asking) == {}
    assert [group.words for group in asking.desk.gaps.open()] == [CHEQUE]
    (past,) = asking.desk.gaps.past()
    assert (past.words, past.asked[0].gap.state, past.asked[0].gap.document) == (NORWAY, "closed", "abroad.md")


def test_a_draft_that_a_person_edited_is_still_there_after_drafting_again(asking: House) -> None:
    case = asked(asking, NORWAY)
    mine = "Dear Ms Penrose,\n\nI wrote this myself."
    asking.desk.save_text(case.id, mine, case.text_revision, RESPONDER)
    asking.desk.documents.add("abroad.md", SHIPPING, EDITOR)
    asking.desk.draft(case.id, RESPONDER)
    assert asking.desk.case(case.id).text != mine
    assert mine in [version.text for version in asking.desk.texts(case.id)]


def test_the_same_point_still_open_after_a_second_draft_is_one_gap(asking: House) -> None:
    case = asked(asking, NORWAY)
    asking.desk.draft(case.id, RESPONDER)
    (group,) = asking.desk.gaps.open()
    assert len(group.asked) == 1


@pytest.mark.parametrize("ending", ["discard", "send"])
def test_a_case_that_is_done_is_history_and_is_offered_nothing(asking: House, ending: str) -> None:
    case = asked(asking, NORWAY)
    if ending == "discard":
        asking.desk.discard(case.id, "a duplicate", RESPONDER)
    else:
        asking.desk.submit(case.id, RESPONDER)
        asking.desk.approve(case.id, SUPERVISOR)
        asking.desk.mark_sent_by_hand(case.id, RESPONDER)
    assert [one.case_state for one in asking.desk.gaps.open()[0].asked] == [
        {"discard": "discarded", "send": "sent"}[ending]
    ]
    asking.desk.documents.add("abroad.md", SHIPPING, EDITOR)
    assert offered(asking) == {}
    assert [group.words for group in asking.desk.gaps.past()] == [NORWAY]


def test_a_dismissed_question_stays_dismissed_for_the_next_letter_and_can_be_taken_up(asking: House) -> None:
    asked(asking, NORWAY)
    alike = asking.desk.gaps.open()[0].alike
    asking.desk.gaps.dismiss(alike, "We sell at home only.", EDITOR)
    asked(asking, OSLO)
    assert asking.desk.gaps.open() == []
    (past,) = asking.desk.gaps.past()
    assert [(one.gap.state, one.gap.why) for one in past.asked] == [("dismissed", "We sell at home only.")] * 2
    asking.desk.gaps.take_up(alike, EDITOR)
    assert asking.desk.gaps.open()[0].letters == 2


def test_dismissing_needs_a_reason_and_the_role(asking: House) -> None:
    asked(asking, NORWAY)
    alike = asking.desk.gaps.open()[0].alike
    with pytest.raises(CaseworkError, match="reason"):
        asking.desk.gaps.dismiss(alike, " ", EDITOR)
    for act in (
        lambda: asking.desk.gaps.dismiss(alike, "no", RESPONDER),
        lambda: asking.desk.gaps.take_up(alike, RESPONDER),
        lambda: asking.desk.documents.answer(alike, Answer(NORWAY, "Yes."), RESPONDER),
    ):
        with pytest.raises(NotAllowed, match="knowledge editor"):
            act()


def test_a_question_that_is_gone_is_said_to_be_gone(asking: House) -> None:
    with pytest.raises(NotFound):
        asking.desk.gaps.dismiss(7, "no", EDITOR)


def test_a_removed_case_takes_its_gaps_with_it(asking: House) -> None:
    case = asked(asking, NORWAY)
    with asking.store.writing() as books:
        books.delete_cases([case.id])
    assert asking.desk.gaps.open() == []


def test_vectors_of_another_embedding_are_not_compared(asking: House) -> None:
    case = asked(asking, NORWAY)
    other = Noted(OSLO, OSLO, np.ones(8, dtype="<f4").tobytes(), ())
    with asking.store.writing() as books:
        books.gaps.keep(case.id, [other], asking.desk.now())
    assert {group.words: group.letters for group in asking.desk.gaps.open()} == {OSLO: 1}


def test_among_thousands_of_gaps_a_new_one_still_finds_its_like(asking: House) -> None:
    case = asked(asking, CHEQUE)
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(4000, 384)).astype("<f4")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    row = {"case_id": case.id, "query": "", "seen": "[]", "state": "open", "at": asking.desk.now()}
    with asking.store.writing() as books:
        rows = [
            {**row, "alike": 100 + n, "point": f"Question {n}?", "vector": one.tobytes()}
            for n, one in enumerate(vectors)
        ]
        books._db.execute(gaps.insert(), rows)
    asked(asking, "Is payment by cheque accepted?")
    assert asking.desk.gaps.number_open() == 4001
    first = asking.desk.gaps.open()[0]
    assert (first.words, first.letters) == (CHEQUE, 2)
