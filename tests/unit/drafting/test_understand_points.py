"""The points of a letter: all of them, each at its place, and no chatter."""

from __future__ import annotations

import pytest

from drafting.understanding.points import find_points


@pytest.mark.parametrize(
    ("body", "points"),
    [
        (
            "SECOND TIME OF ASKING!! Where is order 5512, why did nobody ring me on Monday, and am I getting the postage back???",
            ["Where is order 5512", "why did nobody ring me on Monday", "am I getting the postage back???"],
        ),
        (
            "My radio hums since Sunday and I'm fed up, it was £89. I already changed the fuse. I want a new one.",
            ["My radio hums since Sunday", "I want a new one"],
        ),
        (
            "I would like to know whether my policy covers theft abroad, how much the excess is and if I can add my wife.",
            ["I would like to know whether my policy covers theft abroad", "how much the excess is", "if I can add my wife"],
        ),
        ("We are moving on 3 March. Does our policy follow us, or do we need a new one?", ["Does our policy follow us", "do we need a new one?"]),
        (
            "The room was dirty, the shower had no hot water and the staff were rude. I expect a full refund of £240.",
            ["The room was dirty", "the shower had no hot water", "the staff were rude", "I expect a full refund of £240"],
        ),
        ("Please refund the second payment and tell me why it happened.", ["Please refund the second payment", "tell me why it happened"]),
        ("I ordered a blue jumper but you sent a green one. What do I do with it?", ["I ordered a blue jumper but you sent a green one", "What do I do with it?"]),
        ("Please could you tell me:\n1. what documents you need\n2. how long it takes", ["what documents you need", "how long it takes"]),
        ("hi i cant log in. can u help", ["i cant log in", "can u help"]),
        ("I wanted to say how kind your driver was. Nothing was too much trouble and I can't thank you enough.", []),
        ("Thank you for your reply. Hope you are well. Can I take a violin as hand luggage?", ["Can I take a violin as hand luggage?"]),
    ],
)  # fmt: skip
def test_every_question_request_and_problem_is_a_point(body: str, points: list[str]) -> None:
    assert [point.text for point in find_points(body)] == points


def test_each_point_is_exactly_the_body_at_its_place() -> None:
    body = "Good morning,\n\nmy bill went up from £40 to £180 – why is\nthat? And please send me\na copy of it; nobody answers the phone."
    points = find_points(body)
    assert len(points) >= 3
    assert all(body[point.start : point.end] == point.text for point in points)
    assert [point.start for point in points] == sorted(point.start for point in points)
