"""When a model is asked for its judgement: once, as a reply is submitted, and never while somebody types."""

from __future__ import annotations

from tests.unit.casework.conftest import RESPONDER, SUPERVISOR, House

TEXT = "Dear Ms Penrose,\n\nYour paddle is on its way."


def test_typing_and_saving_ask_no_model(house: House) -> None:
    house.drafter.judges = True
    case = house.drafted(TEXT)
    house.desk.check(case.id, TEXT + " Ring me.")
    house.desk.check_again(case.id, RESPONDER)
    assert house.drafter.judged == []


def test_a_reply_is_judged_as_it_is_submitted_and_not_again_as_it_is_approved(house: House) -> None:
    house.drafter.judges = True
    case = house.drafted(TEXT)
    house.desk.submit(case.id, RESPONDER)
    house.desk.approve(case.id, SUPERVISOR)
    assert house.drafter.judged == [TEXT]


def test_a_reply_in_review_is_judged_once_however_often_its_page_is_opened(house: House) -> None:
    case = house.desk.submit(house.drafted(TEXT).id, RESPONDER)
    house.drafter.judges = True  # as after a new start, where nobody remembers what was said
    for _ in range(3):
        house.desk.check_again(case.id, SUPERVISOR)
    assert house.drafter.judged == [TEXT]


def test_without_a_model_submitting_checks_nothing_twice(house: House) -> None:
    case = house.drafted(TEXT)
    before = len(house.drafter.checked)
    house.desk.submit(case.id, RESPONDER)
    assert (len(house.drafter.checked), house.drafter.judged) == (before, [])
