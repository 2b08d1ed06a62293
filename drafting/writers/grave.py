"""Letters that need another plan: a death, a danger, the law, another company's customer, another language (P14, P16)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

from drafting.reply import Sentence
from drafting.writers.answering import answer_units
from drafting.writers.casefacts import answering_facts
from drafting.writers.ending import contact_words
from drafting.writers.forward import team_deadline, team_of, team_words
from drafting.writers.lexicon import terms
from drafting.writers.problem import regretted_clause
from drafting.writers.questions import question_of
from drafting.writers.quotable import for_customers, points_elsewhere, quotable, right_model
from drafting.writers.relevance import leans
from drafting.writers.remedies import wants_remedy
from drafting.writers.restate import indirect
from drafting.writers.units import split_units
from drafting.writers.voice import letter_voice
from drafting.writers.work import Work

_KIN = (
    "father mother husband wife partner son daughter brother sister grandmother grandfather dad mum mom uncle aunt friend "
    "grandad grandma nan parents father-in-law mother-in-law"
)
_KIN_WORDS = {
    "dad": "father",
    "mum": "mother",
    "mom": "mother",
    "grandad": "grandfather",
    "grandma": "grandmother",
    "nan": "grandmother",
}
_STILL_CAME = (
    (
        "payment",
        r"\b(?:payments?|money|direct debits?|£[\d.]+) (?:\w+ ){0,4}(?:taken|took|taking|gone|left|charged|collected)|\b(?:taken|took|taking|charg\w+|debit\w*)\b",
    ),
    ("bill", r"\b(?:bills?|invoices?|statements?|reminders?)\b"),
    ("parcel", r"\b(?:parcels?|box(?:es)?|deliver\w+)\b"),
    ("letter", r"\b(?:letters?|emails?|calls?)\b"),
)
_DEATH = ("bereave", "death", "died", "deceased")
_OF_A_DEATH = re.compile(r"\b(?:died|death|bereave\w*|deceased|executor|estate of|probate)\b", re.IGNORECASE)
_DANGER = ("safety", "danger", "recall")
_LAW = ("legal", "solicitor", "court", "ombudsman", "complaint")
_PRECAUTION = re.compile(
    r"\b(?:stop (?:using|eating)|do not (?:use|eat|touch|open|charge|drink|plug|try|attempt)|unplug|switch (?:it |the \w+ )?off|turn (?:it |the \w+ )?off|disconnect|"
    r"evacuate|leave the (?:room|house|property)|open (?:the )?windows|throw (?:it )?away|dispose|keep (?:it )?(?:away|out)|emergency|999|112|recall\w*)\b",
    re.IGNORECASE,
)


def bereavement(work: Work) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """Acknowledgement, explanation and next step: short, no cheerfulness, nothing of the account disclosed."""
    body = work.brief.letter.body
    match = re.search(
        rf"\b(?:my|our)(?: late| dear| beloved| elderly)* (?P<kin>{'|'.join(_KIN.split())})\b", body, re.I
    )
    if match:
        whom = match["kin"].lower()
        opening = work.phrases.say("grave.condolence_whom", whom=_KIN_WORDS.get(whom, whom))
    else:
        opening = work.phrases.say("grave.condolence")
    team = team_of(work, *_DEATH)
    facts = _quoted(work, most=2)
    said = [Sentence(opening, ("letter:body",)), *_ill_timed(work)]
    if team is None:
        return (
            said,
            facts,
            [Sentence(work.phrases.say("grave.bereavement_keep", by=work.by.words), (work.by.source,))],
        )
    due = team_deadline(work, team, "bereavement", "death")
    source = (f"policy:teams/{team.name}", due.source)
    forward = [Sentence(work.phrases.say("grave.bereavement_handover", who=team_words(team), by=due.words), source)]
    return said, facts, forward + _covered(work, source)


def _ill_timed(work: Work) -> list[Sentence]:
    """What still came to the family from us (a bill, a payment taken), with regret for that alone."""
    told = " ".join([work.brief.enquiry.fault_words, *(point.text for point in work.brief.enquiry.points)])
    for name, pattern in _STILL_CAME:
        if re.search(pattern, told, re.I):
            return [Sentence(work.phrases.say(f"grave.still_{name}"), ("letter:body",))]
    return []


def safety(work: Work) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """First what keeps people safe, then who takes over and when."""
    topic = work.topic or "it"
    clause = regretted_clause(work)
    if clause:
        opening = work.phrases.say("grave.safety_regret", clause=clause)
    elif work.brief.enquiry.fault:
        opening = work.phrases.say("grave.safety_topic", topic=work.topic or "this")
    else:
        opening = work.phrases.say("grave.safety_notice", topic=work.topic or "this")
    required = " ".join(row.text for row in work.brief.policy.must_say if row.when.lower() == "safety")
    facts = _precautions(work, required)
    if not facts and not _PRECAUTION.search(required):
        asks = any(re.search(r"\bsafe\b|\bdanger", point.text, re.I) for point in work.brief.enquiry.points)
        situation = "grave.safety_stop_asked" if asks else "grave.safety_stop"
        facts = [Sentence(work.phrases.say(situation, topic=topic))]
    team = team_of(work, *_DANGER)
    if team is None:
        return (
            [Sentence(opening, ("letter:body",))],
            facts,
            [Sentence(work.phrases.say("grave.safety_keep", by=work.by.words), (work.by.source,))],
        )
    due = team_deadline(work, team, "safety")
    source = (f"policy:teams/{team.name}", due.source)
    forward = [Sentence(work.phrases.say("grave.safety_handover", who=team_words(team), by=due.words), source)]
    return [Sentence(opening, ("letter:body",))], facts, forward + _covered(work, source)


def legal(work: Work) -> list[Sentence]:
    """The next step of a legal letter: who answers and when; nothing is argued or admitted."""
    team = team_of(work, *_LAW)
    if team is None:
        return [Sentence(work.phrases.say("grave.legal_keep", by=work.by.words), (work.by.source,))]
    due = team_deadline(work, team, "legal")
    source = (f"policy:teams/{team.name}", due.source)
    return [Sentence(work.phrases.say("grave.legal_handover", who=team_words(team), by=due.words), source)]


def _covered(work: Work, sources: tuple[str, ...]) -> list[Sentence]:
    """What the letter asks and the team will answer, so that no question of a grave letter is passed over."""
    out: list[Sentence] = []
    for point in work.brief.enquiry.points:
        if told := answering_facts(point, work.brief, work.phrases, work.said):
            out += told
            continue
        if wants_remedy(point, work.brief) and any(standing.proven for standing in work.standings):
            continue
        clause = indirect(point.text)
        if clause and re.search(r"\bsafe\b|\bdanger|\bdo with (?:it|them|this)\b", clause):
            continue  # what to do until they have answered stands above
        if clause and re.match(r"(?:whether|what|when|how|where|which|why|who)\b", clause) and len(out) < 2:
            out.append(Sentence(work.phrases.say("grave.covers", clause=clause), sources))
    return out


def wrong_company(work: Work) -> tuple[list[Sentence], list[Sentence]]:
    """Whose letter it may be, and what the writer can do with it; nothing is sent on by us."""
    company = work.brief.policy.company.name
    opening = Sentence(work.phrases.say("grave.wrong_company", company=company), ("policy:company",))
    forward = [
        Sentence(work.phrases.say("grave.wrong_company_next")),
        Sentence(work.phrases.say("grave.wrong_company_ours")),
    ]
    return [opening], forward


def holding(work: Work) -> list[Sentence]:
    """A short reply in English to a letter in another language; it names the letter's own subject or number."""
    about = _named_matter(work)
    situation = "grave.holding_about" if about else "grave.holding"
    names = {"by": work.by.words} | ({"about": about} if about else {})
    out = [Sentence(work.phrases.say(situation, **names), ("letter:body", work.by.source))]
    contacts = work.brief.policy.company.contacts
    if contacts:
        text = work.phrases.say("grave.holding_contact", contact=contact_words(contacts[0]))
        out.append(Sentence(text, ("policy:contacts",), "paragraph"))
    return out


def _named_matter(work: Work) -> str | None:
    """The number or the product that a letter in any language names."""
    letter = work.brief.letter
    if work.brief.enquiry.references:
        return work.brief.enquiry.references[0]
    number = re.search(r"(?<![\w£$€])(?=[\w-]*\d{3})[A-Z]{0,4}-?\d[\d-]{3,}\d\b", letter.body)
    if number and not re.match(r"(?:19|20)\d\d", number[0]):
        return number[0]
    return work.product


def phone(work: Work) -> list[Sentence]:
    """The number of whoever takes over, as the letter's offer of help; empty when the policy gives none."""
    gravity = work.brief.enquiry.gravity
    subjects = {"bereavement": _DEATH, "safety": _DANGER, "legal": _LAW}.get(gravity, ())
    team = team_of(work, *subjects)
    if team is None or not team.phone:
        return []
    situation = "grave.safety_phone" if gravity == "safety" else "grave.bereavement_phone"
    name = team.person or f"the {team.name}"
    return [Sentence(work.phrases.say(situation, name=name, phone=team.phone), (f"policy:teams/{team.name}",))]


def _quoted(work: Work, *, most: int) -> list[Sentence]:
    """The few sentences that a grave letter's own points ask for, out of passages that speak of a death."""
    out: list[Sentence] = []
    for found in work.brief.found:
        hits = [hit for hit in found.hits if _OF_A_DEATH.search(f"{hit.passage.section} {hit.passage.text}")]
        for unit in answer_units(question_of(work, found.point), hits, work.around, 1, work.embed)[:2]:
            if unit.text not in work.quoted and len(out) < most:
                work.quoted.add(unit.text)
                out.append(Sentence(letter_voice(unit, work.brief.policy.company.name), (unit.passage.id,)))
    return out


def _precautions(work: Work, required: str) -> list[Sentence]:
    """What the documents say about staying safe, taken from whatever was found; the right model only, nothing twice."""
    out: list[Sentence] = []
    covered = terms(required)
    for found in work.brief.found:
        for hit in filter(for_customers, found.hits):
            for unit in split_units(hit.passage):
                fits = (
                    _PRECAUTION.search(unit.text)
                    and not points_elsewhere(unit.text)
                    and not re.match(r"(?:until|after|before) (?:then|that|this)\b", unit.text, re.I)
                    and not leans(unit.text)
                    and quotable(unit, work.around)
                    and right_model(unit, work.around)
                )
                own = terms(unit.text)
                if fits and len(out) < 2 and len(own - covered) > 0.5 * len(own):
                    covered |= own
                    out.append(Sentence(letter_voice(unit, work.brief.policy.company.name), (unit.passage.id,)))
    return out
