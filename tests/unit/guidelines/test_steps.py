"""Small steps first (P09) and nothing that was turned down (P11): what is read from sources, letters and replies."""

from __future__ import annotations

import pytest

from guidelines.context import LetterContext, Source
from guidelines.steps import asks_for_step, is_tried, steps_of, tried_everything, what_was_tried
from guidelines.unwanted import turned_down

COLD = Source(
    "s1",
    "1. Look at the boiler. If its lamp is red, press the orange button for 5 seconds.\n"
    "2. Turn the black lever to the other gas bottle.\n"
    "3. Still cold? Ring Maintenance.",
    "unit.md",
    "In the cabin › No hot water",
)


def test_the_steps_of_a_passage_are_those_that_the_customer_takes() -> None:
    remedy = steps_of(COLD)
    assert remedy.about == {"hot", "water"}
    assert [step.deed for step in remedy.steps] == ["", "press", "turn"]
    assert "Ring" not in " ".join(step.text for step in remedy.steps)


def test_steps_in_one_line_are_steps_too() -> None:
    line = Source("s2", "Reset it. 1. Unplug the box. 2. Wait for a minute. 3. Plug it in again.")
    assert [step.deed for step in steps_of(line).steps] == ["reset", "unplug", "wait", "plug"]


def test_a_passage_that_tells_nobody_to_do_anything_has_no_steps() -> None:
    assert steps_of(Source("s3", "The pool is open until 7 pm. Dogs are welcome at £25 each.")).steps == ()


@pytest.mark.parametrize(
    "text",
    [
        "Please turn the lever to the left.",
        "First of all, unplug the box.",
        "Could you check the fuse?",
        "If the lamp is red, press the button.",
        "Try switching it off at the wall.",
        "You can reset it with a pin.",
        "Before anything else, please clean the filter.",
    ],
)
def test_what_asks_for_a_step(text: str) -> None:
    assert asks_for_step(text)


@pytest.mark.parametrize(
    "text", ["We will check the boiler on Friday.", "Thank you for turning the lever.", "The switch is on the left."]
)
def test_what_asks_for_none(text: str) -> None:
    assert not asks_for_step(text)


@pytest.mark.parametrize(
    ("body", "tried"),
    [
        ("No signal. I have switched it off and on.", True),
        ("Lamp was red, pressed the orange button, still cold.", True),
        ("We've already reset the box twice.", True),
        ("I tried cleaning the filter.", True),
        ("Should I reset the box?", False),
        ("I have not touched the box.", False),
        ("It stopped on Monday.", False),
    ],
)
def test_what_the_letter_says_was_done(body: str, tried: bool) -> None:
    assert bool(what_was_tried(LetterContext(body=body))) is tried


def test_a_letter_may_say_that_everything_was_done() -> None:
    assert tried_everything(LetterContext(body="I have done all the steps in the leaflet."))
    assert not tried_everything(LetterContext(body="I have everything that I need."))


def test_two_ways_of_saying_a_step_are_joined_by_the_document() -> None:
    asked = "Hold the orange button down for 5 seconds."
    tried = ("pressed the orange thing by the red lamp",)
    assert is_tried(asked, tried, [steps_of(COLD)], frozenset())
    assert not is_tried(asked, tried, [], frozenset())


@pytest.mark.parametrize(
    ("asked", "tried"),
    [
        ("Please restart the phone.", "I have switched it off and on a hundred times"),
        ("Could you replace the batteries?", "I changed the batteries on Friday"),
        ("Please uninstall the app and install it again.", "I've already reinstalled the app twice"),
        ("Rinse the filter under the tap.", "we cleaned the filter"),
    ],
)
def test_deeds_that_are_one_in_fact_are_one(asked: str, tried: str) -> None:
    assert is_tried(asked, (tried,), [], frozenset()) == tried


@pytest.mark.parametrize(
    ("asked", "tried"),
    [
        ("Please install the update.", "I installed the lamp on Friday"),
        ("Please restart the phone.", "I took the lid off and put it on again"),
        ("Could you replace the batteries?", "I changed my plan on Friday"),
        ("Please check the fuse.", "I checked the bill"),
    ],
)
def test_deeds_on_other_things_are_others(asked: str, tried: str) -> None:
    assert is_tried(asked, (tried,), [], frozenset()) is None


def test_the_next_step_of_a_list_is_not_the_one_that_was_done() -> None:
    tried = ("I pressed the orange button and the lamp went green",)
    assert not is_tried("Turn the black lever to the other bottle.", tried, [steps_of(COLD)], frozenset())


@pytest.mark.parametrize(
    ("body", "solutions"),
    [
        ("I do not want another voucher.", {"credit"}),
        ("Please don't send me yet another replacement.", {"replacement"}),
        ("I would like my money back rather than a credit note.", {"credit"}),
        ("A discount is no use to me.", {"discount"}),
        ("I don't want a refund, I want the chair that I ordered.", {"refund"}),
        ("No more engineers, please.", {"visit"}),
        ("Is there no refund?", set()),
        ("We would not need another visit if it had been mended.", set()),
        ("I don't want a voucher. Well, perhaps I would like a voucher after all.", set()),
    ],
)
def test_what_the_letter_turns_down(body: str, solutions: set[str]) -> None:
    assert turned_down(LetterContext(body=body)) == solutions
