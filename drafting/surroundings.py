"""What the check is told of a letter: the plain values of `guidelines.context.LetterContext`."""

from __future__ import annotations

from drafting.enquiry import Enquiry
from drafting.letter import Letter
from guidelines.context import LetterContext


def letter_context(letter: Letter, enquiry: Enquiry) -> LetterContext:
    """The letter and what was understood of it, as the rules need them."""
    return LetterContext(
        body=letter.body,
        subject=letter.subject,
        sender=letter.sender,
        signed="\n".join(filter(None, [letter.signature, letter.address_block])),
        received=letter.date.date() if letter.date else None,
        language=enquiry.language,
        kind=enquiry.kind,
        complains=enquiry.complains,
        gravity=enquiry.gravity,
        greeting=enquiry.greeting,
        names=enquiry.names,
        points=enquiry.points,
        products=enquiry.products,
        fault=enquiry.fault,
        remedy_asked=enquiry.remedy_asked,
        tried=enquiry.tried,
        business=enquiry.business,
        writes_for=enquiry.writes_for,
        attack=enquiry.attack,
        handover_team=enquiry.handover.team if enquiry.handover else None,
    )
