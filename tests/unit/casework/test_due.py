from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from casework.due import due_at
from drafting.enquiry import Enquiry
from guidelines.policy import Policy, parse_policy

PLAIN = parse_policy("company: {name: X}\n")
FIVE = parse_policy(
    "company: {name: X}\ntimescales:\n"
    "  - {id: refund, what: refund to the card, unit: days, at_most: 7}\n"
    "  - {id: reply, what: answer to a letter, unit: working days, at_most: 5}\n"
)
HOURS = parse_policy("company: {name: X}\ntimescales:\n  - {id: r, what: first response, unit: hours, at_most: 24}\n")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 27, 21, 0, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "policy", "enquiry", "expected"),
    [
        (MONDAY, PLAIN, {}, "2026-11-25 17:00"),
        (MONDAY, PLAIN, {"urgency": "high"}, "2026-11-24 17:00"),
        (MONDAY, FIVE, {}, "2026-11-30 17:00"),
        (MONDAY, FIVE, {"urgency": "high"}, "2026-11-25 17:00"),
        (MONDAY, HOURS, {}, "2026-11-24 10:00"),
        (MONDAY, FIVE, {"gravity": "safety"}, "2026-11-23 17:00"),
        (FRIDAY_NIGHT, PLAIN, {"gravity": "safety"}, "2026-11-30 17:00"),
        (CHRISTMAS_EVE, PLAIN, {}, "2026-12-30 17:00"),  # Christmas, a weekend, and the Boxing Day holiday on Monday
    ],
)
def test_a_reply_is_due_by_the_policy_in_working_days_and_sooner_when_it_presses(
    received: datetime, policy: Policy, enquiry: dict[str, Any], expected: str
) -> None:
    due = due_at(received, _enquiry(**enquiry), policy, "GB")
    assert due is not None
    assert due.strftime("%Y-%m-%d %H:%M") == expected


def test_an_auto_reply_is_never_due() -> None:
    assert due_at(MONDAY, _enquiry(kind="auto_reply"), PLAIN, "GB") is None


def _enquiry(kind: Any = "enquiry", gravity: Any = "ordinary", urgency: Any = "normal") -> Enquiry:
    return Enquiry(kind, gravity, "en", "neutral", urgency, "Dear customer")
