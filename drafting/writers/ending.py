"""The end of a reply: one offer of help with a working contact, a closing that fits, the responder's name (P02, P15, P16)."""  # noqa: E501

from __future__ import annotations

import re

from drafting.reply import Part, Sentence
from drafting.writers.work import Work
from guidelines.policy import Contact

_PAPER = ("pdf", "docx")


def help_offer(work: Work) -> Part:
    """One offer of help, tied to this letter's matter, with a contact of the policy; empty when the policy has none."""
    contact = fitting_contact(work)
    if contact is None:
        return Part("help", ())
    grave = work.brief.enquiry.gravity in ("bereavement", "legal", "safety")
    words = contact_words(contact)
    if grave:
        text = work.phrases.say("ending.help_grave", contact=words)
    elif work.brief.enquiry.kind == "thanks":
        text = work.phrases.say("ending.help_thanks", contact=words)
    elif work.owned and work.is_ours:
        text = work.phrases.say("ending.help_product", product=work.owned, contact=words)
    else:
        text = work.phrases.say("ending.help_plain", contact=words)
    return Part("help", (Sentence(text, ("policy:contacts",)),))


def fitting_contact(work: Work) -> Contact | None:
    """The contact of the team that takes over, else one whose name is in the letter's matter, else the first."""
    contacts = work.brief.policy.company.contacts
    handover = work.brief.enquiry.handover
    for contact in contacts:
        if handover and contact.name and contact.name.lower() in handover.team.lower():
            return contact
    for contact in contacts[1:]:
        if contact.name and re.search(rf"\b{re.escape(contact.name)}\b", work.brief.letter.body, re.I):
            return contact
    return contacts[0] if contacts else None


def contact_words(contact: Contact) -> str:
    """ "01632 960 140 (Monday to Friday, 8.30am to 5pm) or care@company.example"."""
    phone = f"on {contact.phone}" if contact.phone else ""
    if phone and contact.hours:
        phone = f"{phone} ({contact.hours})"
    return " or ".join(way for way in (phone, f"at {contact.email}" if contact.email else "") if way)


def closing(work: Work) -> Part:
    """ "Kind regards" in an email; formal on paper and where the matter is grave."""
    enquiry = work.brief.enquiry
    formal = work.brief.letter.format in _PAPER or enquiry.gravity in ("bereavement", "legal")
    if formal and re.search(r"\b(?:sir|madam|customer)\b", enquiry.greeting, re.I):
        situation = "closing_unknown"
    else:
        situation = "closing_formal" if formal else "closing_email"
    return Part("closing", (Sentence(work.phrases.say(f"ending.{situation}")),))


def signature(work: Work) -> Part:
    company = work.brief.policy.company
    lines = [line for line in (work.brief.agent, *(company.signature or company.name).splitlines()) if line.strip()]
    return Part(
        "signature", tuple(Sentence(line, (), "space" if number == 0 else "line") for number, line in enumerate(lines))
    )
