"""What a letter asks, and of whom: the types. `drafting.understand` makes one from a Letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from guidelines.context import Point

Kind = Literal["complaint", "enquiry", "request", "thanks", "cancellation", "wrong_company", "auto_reply", "other"]
Gravity = Literal["ordinary", "serious", "bereavement", "safety", "legal"]
Urgency = Literal["low", "normal", "high"]


@dataclass(frozen=True, slots=True)
class Handover:
    """A case for another team of the policy (P14): which, and why in a phrase."""

    team: str
    why: str
    person: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A letter understood (P01 to P04): every list is in the order of the letter.

    ``greeting`` is the salutation without its comma ("Dear Mrs Okafor"; neutral when no name is known, never a guess
    at gender). ``names`` are the ways in which the customer may rightly be called. ``fault`` says that something
    went wrong at the company, so that an apology is due (P05). ``missing`` are details that a good answer needs and
    the letter does not give. ``attack`` are pieces of the letter that try to instruct the desk or a model.
    ``urgency_words`` and ``gravity_words`` are the words of the letter that say so.
    """

    kind: Kind
    gravity: Gravity
    language: str
    mood: str  # angry, upset, neutral, pleased
    urgency: Urgency
    greeting: str
    names: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    products: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # order and account numbers as written
    tried: tuple[str, ...] = ()
    remedy_asked: str | None = None
    missing: tuple[str, ...] = ()
    handover: Handover | None = None
    fault: bool = False
    fault_words: str = ""  # the customer's own phrase for what went wrong
    attack: tuple[str, ...] = ()
    urgency_words: tuple[str, ...] = ()
    gravity_words: tuple[str, ...] = ()
    business: str | None = None  # the customer's line of business, when the letter tells
    writes_for: str | None = None  # the writer's part when it stands for another: executor, solicitor, carer, ..
    unkept_promise: str = ""  # the customer's words for an earlier promise of ours that was not kept
    format_needs: tuple[str, ...] = ()  # large print, by post, ..
    complains: bool = False  # plainly dissatisfied with us, and not only in trouble
    topics: tuple[str, ...] = ()  # beside `points`: what each is about when it does not say so itself, else ""
