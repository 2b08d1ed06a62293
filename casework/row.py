"""What the inbox shows of a case in one line, and how it is ranked (P19)."""

from __future__ import annotations

from typing import Any

from casework.case import Case

_FIRST = {"safety": 0, "bereavement": 1, "legal": 1}
_URGENCY = {"high": 1, "normal": 2, "low": 3}


def rank(case: Case) -> int:
    """0 for safety, 1 for high urgency, bereavement and legal, then normal, then low; unreadable stands with normal."""
    if case.enquiry is None:
        return 2
    return min(_FIRST.get(case.enquiry.gravity, 3), _URGENCY[case.enquiry.urgency])


def about(case: Case) -> str:
    """The matter in one short phrase: the product and the customer's first point, else the subject."""
    enquiry, letter = case.enquiry, case.letter
    if enquiry is None or letter is None:
        return "A letter that could not be read"
    first = enquiry.points[0].text if enquiry.points else letter.subject or letter.body
    first = " ".join(first.split())
    product = enquiry.products[0] if enquiry.products else ""
    phrase = first if not product or product.casefold() in first.casefold() else f"{product}: {first}"
    return phrase if len(phrase) <= 110 else f"{phrase[:108].rsplit(' ', 1)[0]} …"


def who(case: Case) -> str:
    """Who wrote, as known: the name, else the fullest name that the letter itself gives, else the address."""
    letter, names = case.letter, case.enquiry.names if case.enquiry else ()
    if letter is None:
        return "Unknown"
    return letter.sender_name or max(names, key=len, default="") or letter.sender_email or letter.sender or "Unknown"


def columns_of(case: Case) -> dict[str, Any]:
    """The columns that the inbox sorts and searches by."""
    enquiry = case.enquiry
    return {
        "rank": rank(case),
        "who": who(case)[:300],
        "subject": (case.letter.subject if case.letter else case.original_name)[:500],
        "about": about(case),
        "kind": enquiry.kind if enquiry else "",
        "gravity": enquiry.gravity if enquiry else "",
        "urgency": enquiry.urgency if enquiry else "",
    }
