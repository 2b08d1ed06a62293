"""What happens next: who does what, by when; what is missing asked openly; a handover named (P04, P08, P13, P14)."""

from __future__ import annotations

import re

from drafting.reply import Sentence
from drafting.writers.due import Deadline, deadline, find_timescale
from drafting.writers.lexicon import terms
from drafting.writers.opening import claims_a_promise
from drafting.writers.questions import is_question
from drafting.writers.restate import indirect
from drafting.writers.work import Work
from guidelines.context import Point
from guidelines.policy import Team

_ASK = (
    ("photo", r"photo|picture|image"),
    ("purchase_date", r"(?:purchase|bought|order) ?date|date of (?:purchase|the order)|when .*bought"),
    ("order_number", r"order"),
    ("account_number", r"account|member|customer|policy|contract|booking|reference"),
    ("model", r"model|serial|product"),
    ("address", r"address|postcode"),
    ("what_happened", r"fault|problem|symptom|what happen|description|details? of"),
    ("date", r"\bdate\b|\bday\b"),
)


def next_steps(work: Work) -> list[Sentence]:
    """Gaps with a date, questions, handover, enclosures; a conditional report where steps were given."""
    out = [*_gaps(work), *_handover(work), *_kind(work), *_questions(work), *_enclosures(work)]
    if claims_a_promise(work) and work.brief.enquiry.fault:
        out.append(_claim(work, letter_due=bool(work.gaps)))
    if work.steps_given and not work.dated:
        out.append(Sentence(work.phrases.say("next_step.steps_report", by=work.reply_span), (work.by.source,)))
        work.dated = True
    if not work.dated and work.brief.enquiry.fault:
        text = work.phrases.say("next_step.follow_up", topic=work.topic or "this", by=work.by.words)
        out.append(Sentence(text, (work.by.source,), "paragraph"))
        work.dated = True
    return out


def _claim(work: Work, *, letter_due: bool) -> Sentence:
    """What the customer says we promised is looked up, not taken as so."""
    work.dated = True
    if letter_due:
        return Sentence(work.phrases.say("next_step.promise_claim_too"), (work.by.source,))
    return Sentence(work.phrases.say("next_step.promise_claim", by=work.by.words), (work.by.source,), "paragraph")


def _gaps(work: Work) -> list[Sentence]:
    """What nothing answers, in one sentence: who finds it out, and by when; a problem that nothing explains is looked into."""  # noqa: E501
    asked = [item for point in work.gaps if is_question(point) and (item := _to_find_out(work, point))]
    told = [point for point in work.gaps if not is_question(point)]
    source = (work.by.source,)
    out: list[Sentence] = []
    if asked:
        situation = "gap_clauses" if len(asked) > 1 else "gap_clause"
        text = work.phrases.say(f"next_step.{situation}", clause=_listed(asked[:4]), by=work.by.words)
        out.append(Sentence(text, source))
    elif work.gaps:
        out.append(
            Sentence(work.phrases.say("next_step.gap_problem", topic=work.thing or "this", by=work.by.words), source)
        )
    if out and asked and told and work.brief.enquiry.fault:
        out.append(Sentence(work.phrases.say("next_step.gap_problem_too"), source))
    work.dated = work.dated or bool(out)
    return out


def _to_find_out(work: Work, point: Point) -> str:
    """A question as something to find out: its clause, else its own words; nothing where neither may be said."""
    leaning = len(terms(point.text)) <= 1
    clause = None if leaning else indirect(point.text)
    if clause:
        return clause
    if question := _quotable_question(point, work):
        return f"the answer to “{question}”"
    return "the answer to your question" if len(work.gaps) == 1 else ""


def _listed(items: list[str]) -> str:
    """Clauses joined for "I will find out ..", with a comma before each new one so that none runs into the next."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + ", and " + items[-1]


def _quotable_question(point: Point, work: Work) -> str | None:
    """The customer's own question, when it is short and calm enough to be quoted."""
    text = re.sub(r"\s+", " ", point.text).strip()
    calm = len(text.split()) <= 16 and "!" not in text and not re.search(r"https?:|www\.|[A-Z]{4,}", text)
    attacked = any(piece in text or text in piece for piece in work.brief.enquiry.attack)
    return text if calm and not attacked else None


def team_of(work: Work, *subjects: str) -> Team | None:
    """The team of the enquiry's handover, else the one that says it handles a subject."""
    handover = work.brief.enquiry.handover
    for team in work.brief.policy.teams:
        if handover and team.name.lower() == handover.team.lower():
            return team
    for team in work.brief.policy.teams:
        handles = team.handles if isinstance(team.handles, str) else " ".join(team.handles)
        if any(re.search(rf"\b{subject}", f"{team.name} {handles}", re.I) for subject in subjects):
            return team
    return None


def team_words(team: Team) -> str:
    """ "Joan Peel in our Bereavement Team"."""
    name = team.name if team.name.lower().startswith(("the ", "our ")) else f"our {team.name}"
    return f"{team.person} in {name}" if team.person else name


def team_deadline(work: Work, team: Team, *subjects: str) -> Deadline:
    """By when a team answers: the policy's timescale that names it or its subject, else the reply's."""
    row = find_timescale(work.brief.policy, team.name) or (
        find_timescale(work.brief.policy, *subjects) if subjects else None
    )
    for candidate in ([row] if row else []) + [
        entry
        for entry in work.brief.policy.timescales
        if team.name.lower() in f"{entry.what} {' '.join(entry.also)}".lower() or entry.id in subjects
    ]:
        found = deadline(candidate, work.brief.today, work.brief.country)
        if found:
            return found
    return work.by


def _handover(work: Work) -> list[Sentence]:
    handover = work.brief.enquiry.handover
    if handover is None:
        return []
    team = team_of(work)
    if team is None:
        return []
    due = team_deadline(work, team)
    work.dated = True
    source = (f"policy:teams/{team.name}", due.source)
    return [
        Sentence(work.phrases.say("next_step.handover_plain", who=team_words(team), by=due.words), source, "paragraph")
    ]


def _kind(work: Work) -> list[Sentence]:
    """A request or a cancellation ends in who does it and when it is confirmed, unless that stands already."""
    kind = work.brief.enquiry.kind
    if work.dated or kind not in ("request", "cancellation") or work.brief.facts.actions:
        return []
    row = find_timescale(work.brief.policy, "cancellation") if kind == "cancellation" else None
    due = (deadline(row, work.brief.today, work.brief.country) if row else None) or work.by
    if work.brief.enquiry.missing:
        return [Sentence(work.phrases.say("next_step.request_needs"), (), "paragraph")] if kind == "request" else []
    work.dated = True
    return [Sentence(work.phrases.say(f"next_step.{kind}", by=due.words), (due.source,), "paragraph")]


def _questions(work: Work) -> list[Sentence]:
    known = " ".join(fact.name for fact in work.brief.facts.facts).lower().replace("_", " ")
    out: list[Sentence] = []
    for detail in work.brief.enquiry.missing[:3]:
        situation = next((name for name, pattern in _ASK if re.search(pattern, detail, re.I)), "other")
        if any(word in known for word in re.findall(r"[a-z]{5,}", detail.lower()) if word not in ("number", "which")):
            continue
        if re.search(r"\bnumber\b", detail, re.I) and situation in ("account_number", "other"):
            out.append(Sentence(work.phrases.say("questions.number", detail=_second_person(detail))))
        elif situation == "other":
            out.append(Sentence(work.phrases.say("questions.other", detail=_second_person(detail))))
        else:
            out.append(Sentence(work.phrases.say(f"questions.{situation}")))
    if out and not work.dated:
        situation = "then" if len(out) == 1 else "then_several"
        out.append(Sentence(work.phrases.say(f"next_step.{situation}", by=work.reply_span), (work.by.source,)))
        work.dated = True
    if out:
        out[0] = Sentence(out[0].text, out[0].sources, "paragraph")
    return out


def _second_person(detail: str) -> str:
    text = re.sub(r"\b(?:the customer['’]s|their|my)\b", "your", detail.strip(" .?"))
    return text if re.match(r"(?:the|your|a|an|which|what|how|when)\b", text) else f"the {text}"


def _enclosures(work: Work) -> list[Sentence]:
    return [
        Sentence(
            work.phrases.say("next_step.enclosed", enclosure=_the(enclosure)),
            (f"case:enclosure {number}",),
            "paragraph" if number == 1 else "space",
        )
        for number, enclosure in enumerate(work.brief.facts.enclosures, 1)
    ]


def _the(thing: str) -> str:
    return thing if re.match(r"(?:the|a|an|your|our|two|three)\b", thing, re.I) else f"the {thing}"
