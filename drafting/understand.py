"""A letter understood, offline: what is asked, how it should be met, and whom to greet (P01 to P04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from drafting.enquiry import Enquiry
from drafting.letter import Letter
from drafting.understanding.attack import attacks_in, find_attacks
from drafting.understanding.circumstance import business_of, needs_of_format, unkept_promise, writes_for
from drafting.understanding.company import meant_for_another
from drafting.understanding.fault import erred_after_a_death, find_fault
from drafting.understanding.greeting import greet
from drafting.understanding.handover import find_handover
from drafting.understanding.kind import complains, kind_of, mood_of, weigh
from drafting.understanding.language import language_of
from drafting.understanding.points import find_clauses, with_promise
from drafting.understanding.products import find_products, find_references
from drafting.understanding.remedy import missing, remedy_asked, tried
from drafting.understanding.topics import topics_of
from guidelines.context import Embed, Point
from guidelines.policy import Policy


def understand(
    letter: Letter, policy: Policy, *, today: date, embed: Embed | None = None, known_products: Sequence[str] = ()
) -> Enquiry:
    """Understand a letter by words alone; ``embed`` (texts to float32[n, 384]) adds meaning to the choice of a team.

    ``known_products`` are the company's names of products and models. Nothing of an attack in the letter counts
    as the customer's words. Never raises on any text.
    """
    body = letter.body
    attacked = find_attacks(body)
    honest = _without(body, attacked)
    attack = tuple(body[start:end] for start, end in attacked) + _attacks_around(letter)
    clauses = find_clauses(body, attacked)
    mood = mood_of(honest, "other")
    fault, fault_words = find_fault(body, clauses, mood in {"angry", "upset"})
    unkept = unkept_promise(honest)
    clauses = with_promise(body, clauses, unkept)
    if unkept and not fault:
        fault, fault_words = True, unkept
    subject = "" if attacks_in(letter.subject) else letter.subject
    whole = "\n".join(filter(None, [subject, letter.reference, honest]))
    references = find_references("\n".join(filter(None, [whole, letter.signature])))
    products = find_products(whole, known_products, references)
    kind = kind_of(honest if clauses else body, clauses, fault=fault, auto_reply=letter.auto_reply)
    if kind not in {"auto_reply", "thanks"} and meant_for_another(
        letter, policy.company.name, known_products, products
    ):
        kind = "wrong_company"
    if kind == "thanks":
        fault, fault_words = False, ""
        clauses = [clause for clause in clauses if clause.asked == "question" and not clause.weak]
    if kind == "auto_reply":
        clauses, fault, fault_words = [], False, ""
    weight = weigh(whole, kind)
    if weight.gravity == "bereavement" and fault and not erred_after_a_death(honest):
        fault, fault_words = False, ""
    greeting = greet(letter)
    remedy = remedy_asked(body, clauses, kind)
    business = business_of(honest)
    points = tuple(Point(body[clause.start : clause.end], clause.start, clause.end) for clause in clauses)
    return Enquiry(
        kind=kind,
        gravity=weight.gravity,
        language=language_of(honest or body),
        mood=mood_of(honest, kind),
        urgency=weight.urgency,
        greeting=greeting.text,
        names=greeting.names,
        points=points,
        complains=complains(honest, kind, mood_of(honest, kind), unkept=unkept, fault_words=fault_words),
        products=products,
        references=references,
        tried=tried(honest),
        remedy_asked=remedy,
        missing=missing(
            whole,
            kind,
            products=products,
            references=references,
            remedy=remedy,
            fault=fault,
            gravity=weight.gravity,
            known_products=known_products,
            photographs=any(attachment.media_type.startswith("image/") for attachment in letter.attachments),
        ),
        handover=None
        if kind in {"auto_reply", "wrong_company"}
        else find_handover(
            whole,
            weight.gravity,
            policy,
            business=business,
            embed=embed,
            thanks=kind == "thanks",
            asks_only=kind == "enquiry",
        ),
        fault=fault,
        fault_words=fault_words,
        attack=tuple(dict.fromkeys(attack)),
        urgency_words=weight.urgency_words,
        gravity_words=weight.gravity_words,
        business=business,
        writes_for=writes_for(honest),
        unkept_promise=unkept if kind not in {"thanks", "auto_reply"} else "",
        format_needs=needs_of_format(honest),
        topics=topics_of(body, points, products),
    )


def _without(body: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        body = body[:start] + body[end:]
    return body


def _attacks_around(letter: Letter) -> tuple[str, ...]:
    """Attacks outside the body: subject, signature, sender's name, attachments and hidden text that was reported."""
    places = [
        letter.subject,
        letter.signature,
        letter.sender_name,
        letter.address_block,
        letter.reference,
        letter.salutation,
    ]
    for attachment in letter.attachments:
        places += [attachment.name, attachment.text or ""]
    places += [notice.partition("“")[2].rstrip("”") for notice in letter.notices if notice.startswith("Hidden text")]
    return tuple(piece for place in places if place for piece in attacks_in(place))
