"""Every figure, date, name and number of a draft is borne out, or reported."""

from __future__ import annotations

from datetime import date

import pytest

from guidelines.commitments import find_promises
from guidelines.context import CaseFacts, Context, Fact, LetterContext, Source
from guidelines.draft import read_draft
from guidelines.grounding import find_ungrounded
from guidelines.policy import parse_policy

POLICY = parse_policy(
    """
company: {name: Finch & Daughter, contacts: [{name: desk, phone: 01632 960 700, email: help@finch.example}]}
remedies: [{id: credit, what: credit for old lamps, limit: {percent: 40}, authority: agent}]
timescales:
  - {id: replacement, what: delivery of a replacement, also: [replacement], at_least: 3, at_most: 5, unit: working days}
  - {id: reply, what: reply, also: [write to you], at_most: 2, unit: working days}
teams: [{name: Bereavement Team, handles: deaths, person: Joan Peel, phone: 01632 960 771}]
"""
)
SOURCES = (
    Source(
        "guide#1",
        "LED bulbs need the dimmer switch on B.\nHeron, warranty: two years. Kestrel, warranty: 24 "
        "months.\nWren, warranty: 12 months.",
    ),
    Source("table#1", "QF-40, warranty: 24 months\nQF-40S, warranty: 12 months"),
    Source("shipping#1", "We ship to Norway in 6 to 9 working days, for £18. The Heron uses 12 W."),
)
LETTER = LetterContext(
    "My Heron flickers, it was £89, postage £4.95. Order 5512. I am at LS1 4AB.", products=("Heron",)
)
FACTS = CaseFacts(
    (Fact("bought", "3 May 2026"), Fact("price", "65"), Fact("expected", "24 November"), Fact("card", "ending 4410"))
)


def unsupported(text: str) -> list[str]:
    context = Context(POLICY, date(2026, 11, 23), LETTER, SOURCES, FACTS, agent="Tom Aldous")
    draft = read_draft(text)
    found = list(find_ungrounded(draft, context, find_promises(draft, context)))
    return [text[claim.start : claim.end] for claim in found]


BORNE_OUT = [
    "It is within its two-year warranty.",
    "The Heron has a warranty of 24 months.",
    "We ship to Norway in six to nine working days, for £18.00.",
    "The credit would be 40 %, which is £26.00.",
    "You paid £89 and £4.95, £93.95 in all.",
    "Two lamps come to £130.",
    "You bought it on 3 May, and it is expected on Tuesday 24 November.",
    "Order 5512 was paid with the card ending 4410.",
    "Joan Peel's number is 01632 960771.",
    "The QF-40S has a warranty of 12 months.",
    "There are two things to look at first.",
    "Please let it run for ten minutes.",
    "I will write to you by Wednesday 25 November.",
    "It uses 12 W.",
    "You can reach us at +44 1632 960700.",
    "Please try steps 1 and 2 again.",
]


@pytest.mark.parametrize("text", BORNE_OUT)
def test_what_stands_or_follows_is_left_alone(text: str) -> None:
    assert unsupported(text) == []


INVENTED = [
    ("The price was £98.", "£98"),
    ("Call us on 01632 960 999.", "01632 960 999"),
    ("Your order left us on 9 November.", "9 November"),
    ("It weighs 14 kg.", "14 kg"),
    ("The credit would be 55 %.", "55 %"),
    ("The QF-50 has the same base.", "QF-50"),
    ("The bulb lasts for three years.", "three years"),
    ("Over 400 customers like it.", "400"),
    ("My colleague Sarah Bloom looks after it.", "Sarah Bloom"),
    ("It is expected on Friday 24 November.", "Friday 24 November"),
]


@pytest.mark.parametrize(("text", "figure"), INVENTED)
def test_what_nothing_bears_out_is_found_at_its_place(text: str, figure: str) -> None:
    (found,) = unsupported(text)
    assert figure in found


@pytest.mark.parametrize("text", ["The QF-40S has a warranty of 24 months.", "The Wren has a two-year warranty."])
def test_a_figure_of_another_model_is_found(text: str) -> None:
    assert len(unsupported(text)) == 1
