"""The desk's own words for what the house calls by id, and dates as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

KINDS = {
    "complaint": "Complaint",
    "enquiry": "Enquiry",
    "request": "Request",
    "thanks": "Thanks",
    "cancellation": "Cancellation",
    "wrong_company": "Meant for somebody else",
    "auto_reply": "Automatic reply",
    "other": "Other",
}
GRAVITY = {
    "ordinary": "",
    "serious": "Serious",
    "bereavement": "Bereavement",
    "safety": "Safety",
    "legal": "Legal",
}
STATES = {
    "received": "To draft",
    "unreadable": "Could not be read",
    "drafted": "Drafted",
    "in_review": "In review",
    "changes_requested": "Changes asked for",
    "approved": "Approved",
    "sending": "Being sent",
    "sent": "Sent",
    "send_failed": "Sending failed",
    "send_uncertain": "Sending uncertain",
    "discarded": "Closed without a reply",
    "no_reply_due": "No reply due",
}
LEVELS = {"error": "To mend", "warning": "To weigh", "suggestion": "Ideas"}
SIGNS = {"error": "●", "warning": "◐", "suggestion": "○"}  # meaning is never colour alone
VERDICTS = {
    "fine": "fits the policy",
    "vague": "no date",
    "needs_approval": "needs approval",
    "impossible": "can't be kept",
    "contradicts": "contradicts the policy",
    "not_checked": "not checked",
}
PRACTICES = {
    "P01": "A friendly greeting by name",
    "P02": "One to one: your own name, and knowing who you write to",
    "P03": "Listen: every point gets its answer",
    "P04": "Ask open questions when a detail is missing",
    "P05": "Apologise sincerely and acknowledge the problem",
    "P06": "Admit fault, and say how it will be put right",
    "P07": "Explain from knowledge: every fact has a source",
    "P08": "Say what you will do, not what you can't",
    "P09": "Small solutions first, larger ones after",
    "P10": "Use the remedies that management provides",
    "P11": "A refusal carries an alternative",
    "P12": "Never promise what can't be kept",
    "P13": "Keep the customer informed: who does what, by when",
    "P14": "Say when you pass it on, and to whom",
    "P15": "Offer continued help",
    "P16": "A friendly closing",
    "P17": "The same calm, professional register for everybody",
    "P18": "Fair, courteous, respectful to everyone",
    "P19": "Answer promptly",
    "P20": "Follow through: promises are kept",
    "P21": "Know the products",
    "P22": "Keep accounts and plans up to date",
}


def practice(identity: str) -> str:
    """The name of a practice: "P08" -> "Say what you will do, not what you can't"."""
    return PRACTICES.get(identity, identity)


def day(value: date) -> str:
    """A date as a person writes it: "Thursday 26 November"."""
    return f"{value:%A} {value.day} {value:%B}"


def short_day(value: date) -> str:
    return f"{value.day} {value:%b}"


def iso_day(value: str | None) -> str:
    """The same from an ISO date; what is not one is shown as it stands."""
    if not value:
        return ""
    try:
        return day(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def moment(value: datetime | None) -> str:
    """A date with its time: "Thursday 26 November, 17:00"; the year only when it is not this one."""
    return "" if value is None else f"{day(value.date())}, {value:%H:%M}"


def age(since: datetime, now: datetime) -> str:
    """How long ago, in one unit: "20 min", "5 h", "3 days"."""
    passed = now - since
    if passed < timedelta(hours=1):
        return f"{max(int(passed.total_seconds() // 60), 1)} min"
    if passed < timedelta(days=1):
        return f"{int(passed.total_seconds() // 3600)} h"
    days = passed.days
    return "1 day" if days == 1 else f"{days} days"


def due(value: date, today: date) -> str:
    """When an answer is due: "due today", "due tomorrow", "2 days late", "due Thu 26 Nov"."""
    left = (value - today).days
    if left < 0:
        return "1 day late" if left == -1 else f"{-left} days late"
    if left == 0:
        return "due today"
    return "due tomorrow" if left == 1 else f"due {value:%a} {short_day(value)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 passage", "3 passages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
