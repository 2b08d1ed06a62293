"""The brief as the model writer's prompt: the letter as data between markers, everything citable with its id."""

from __future__ import annotations

import re
from hashlib import sha256

from drafting.brief import Brief
from drafting.prompt import Rendered, load_prompt
from drafting.understanding.attack import honest
from drafting.writers.answer_text import visible
from drafting.writers.cited import quotable
from guidelines.policy import Timescale

LONGEST_LETTER, LONGEST_ATTACHMENT, MOST_ATTACHMENTS = 20_000, 4_000, 5  # characters, characters, files


def render_reply_prompt(brief: Brief) -> Rendered:
    """Fill `prompts/reply.md` for one letter; the same brief gives the same text."""
    letter = _letter(brief)
    return load_prompt("reply").render(
        company=brief.policy.company.name,
        language=brief.enquiry.language or "en",
        today=f"{brief.today:%A} {brief.today.isoformat()}",
        letter=letter,
        mark=_mark(letter),
        enquiry=_enquiry(brief),
        passages=_passages(brief),
        policy=_policy(brief),
        facts=_facts(brief),
        guidelines=_guidelines(brief),
        instruction=brief.instruction.strip() or "none",
    )


def _letter(brief: Brief) -> str:
    """The customer's own words as they can be seen; pieces that try to give instructions are left out."""
    letter = brief.letter
    subject, body = _shown(letter.subject), _shown(letter.body[:LONGEST_LETTER])
    text = f"Subject: {subject}\n\n{body}" if subject else body
    for attachment in letter.attachments[:MOST_ATTACHMENTS]:
        if attachment.text:
            text += f"\n\n[attachment {_shown(attachment.name)}]\n{_shown(attachment.text[:LONGEST_ATTACHMENT])}"
    return text


def _shown(text: str) -> str:
    return re.sub(r"[ \t]{2,}", " ", honest(visible(text))).strip()


def _mark(letter: str) -> str:
    """What fences the letter: its own digest, which no letter can contain, so that none can end its fence."""
    return sha256(letter.encode()).hexdigest()[:12]


def _enquiry(brief: Brief) -> str:
    enquiry = brief.enquiry
    rows = [f"kind: {enquiry.kind}; gravity: {enquiry.gravity}; something went wrong at our side: {enquiry.fault}"]
    rows += [f"point {number}: {point.text}" for number, point in enumerate(enquiry.points, 1)]
    for name, values in (
        ("products", enquiry.products),
        ("already tried", enquiry.tried),
        ("missing", enquiry.missing),
    ):
        if values:
            rows.append(f"{name}: {'; '.join(values)}")
    if enquiry.remedy_asked:
        rows.append(f"remedy asked for: {enquiry.remedy_asked}")
    if enquiry.handover:
        rows.append(f"to be handed over to: {enquiry.handover.team} ({enquiry.handover.why})")
    return "\n".join(rows)


def _passages(brief: Brief) -> str:
    rows = [f"[{row.id}] {row.document}, {row.section}\n{_shown(row.text)}" for row in quotable(brief)]
    return "\n\n".join(rows) or "none"


def _policy(brief: Brief) -> str:
    """What this role may offer, how long things take, who else there is, what is never said and what must be."""
    policy = brief.policy
    rows = []
    for remedy in policy.remedies:
        limit = ""
        if remedy.limit and remedy.limit.percent is not None:
            limit = f"; limit {remedy.limit.percent} % of the price paid"
        elif remedy.limit and remedy.limit.amount is not None:
            limit = f"; limit {remedy.limit.amount} {remedy.limit.currency or policy.company.currency}"
        days = (
            f"; within {remedy.within_days} days of {remedy.since or 'delivery'}"
            if remedy.within_days is not None
            else ""
        )
        who = "" if remedy.authority in ("agent", brief.role) else f"; only with the agreement of {remedy.authority}"
        rows.append(f"remedy {remedy.id}: {remedy.what}; condition: {remedy.condition or 'none'}{days}{limit}{who}")
    rows += [f"timescale {row.id}: {row.what}: {_time(row)} from {row.from_ or 'today'}" for row in policy.timescales]
    rows += [
        f"team {team.name}: {team.handles}; {', '.join(filter(None, (team.person, team.phone, team.email)))}"
        for team in policy.teams
    ]
    for contact in policy.company.contacts:
        rows.append(f"contact: {', '.join(filter(None, (contact.name, contact.phone, contact.email, contact.hours)))}")
    rows += [
        f"never promise {row.promise}" + (f"; say: {row.say_instead}" if row.say_instead else "")
        for row in policy.never
    ]
    rows += [
        f"must be said word for word (policy:must_say/{row.when}): {row.text}"
        for row in policy.must_say
        if row.when in _tags(brief)
    ]
    return "\n".join(rows)


def _time(row: Timescale) -> str:
    """The bounds in words ("at most 2 days"): a model would take a bare figure for a certain one."""
    if row.at_least is not None and row.at_most is not None and row.at_least != row.at_most:
        return f"{row.at_least} to {row.at_most} {row.unit}"
    if row.at_most is not None:
        return f"at most {row.at_most} {row.unit}"
    return f"at least {row.at_least} {row.unit}"


def _tags(brief: Brief) -> tuple[str, str]:
    return brief.enquiry.kind, brief.enquiry.gravity


def _facts(brief: Brief) -> str:
    rows = [f"{fact.name}: {fact.value}" for fact in brief.facts.facts]
    rows += [f"action {number} done: {action}" for number, action in enumerate(brief.facts.actions, 1)]
    rows += [f"enclosure {number}: {name}" for number, name in enumerate(brief.facts.enclosures, 1)]
    return "\n".join(rows) or "none"


def _guidelines(brief: Brief) -> str:
    """One line a rule, from the same files that the check reads."""
    from guidelines.check import shipped_rules

    rules = shipped_rules() if brief.rules is None else brief.rules
    return "\n".join(f"- {rule.title}" for rule in rules)
