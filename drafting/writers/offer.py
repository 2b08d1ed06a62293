"""What is offered or refused: only what the policy allows for this role, worked out from the facts (P10, P11, P12)."""

from __future__ import annotations

import re
from datetime import timedelta

from drafting.reply import Sentence
from drafting.writers.due import deadline, find_timescale, in_words, say_date, say_day
from drafting.writers.lexicon import lexicon
from drafting.writers.remedies import Standing, alternative_to, asked_for, at_most, for_fault, remedy_class
from drafting.writers.voice import lower_first
from drafting.writers.work import Work
from guidelines.policy import Remedy

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|must|comes?|came|did not|\w+ed|remains?|fits?)\b"
)
_STATE = re.compile(
    r"^(?:un\w+|faulty|damaged|broken|undamaged|sealed|in (?:its|their|the|good|new|original)|within|not |still |complete|clean|as new|less than|under )",
    re.I,
)


def offers(work: Work) -> list[Sentence]:
    """The remedy asked for where it is open, else its refusal with an alternative; for a fault, what puts it right."""
    enquiry = work.brief.enquiry
    asked = asked_for(work.brief, work.standings)
    if enquiry.remedy_asked and remedy_class(enquiry.remedy_asked) != "cancellation":
        return _answer_wish(work, asked)
    if not enquiry.fault:
        return []
    mending = for_fault(work.brief, work.standings)
    if mending is None:
        return []
    return _offer(work, mending, "offer_later" if work.steps_given else "offer")


def _answer_wish(work: Work, asked: Standing | None) -> list[Sentence]:
    if asked is None:
        return _refuse(work, None)
    if already_done(work, asked.remedy):
        return []
    if asked.state in ("open", "unknown"):
        return _offer(work, asked, "offer_later" if work.steps_given and work.brief.enquiry.fault else "offer_asked")
    if asked.state == "not_mine":
        return _ask_authority(work, asked)
    return _refuse(work, asked)


def already_done(work: Work, remedy: Remedy) -> bool:
    """Whether the case records this remedy as done, so that it is not offered again."""
    kind = remedy_class(f"{remedy.what} {remedy.id.replace('-', ' ')}")
    return kind is not None and any(remedy_class(action) == kind for action in work.brief.facts.actions)


def _offer(work: Work, standing: Standing, situation: str) -> list[Sentence]:
    remedy = standing.remedy
    name = noun_phrase(remedy, work.product)
    condition, needed = condition_of(remedy)
    sources = (standing.source,)
    if condition:
        text = work.phrases.say(f"remedies.{situation}_if", remedy=name, condition=condition)
    else:
        text = work.phrases.say(f"remedies.{situation}", remedy=name)
    out = [Sentence(_capital(text), sources, "paragraph")]
    if needed:
        out.append(Sentence(work.phrases.say("remedies.needs", needed=needed), sources))
    out += _worth(work, standing)
    out += _window(work, standing)
    out += _takes(work, remedy)
    if situation not in ("offer_later",):
        out.append(_accept(work))
    return out


def _worth(work: Work, standing: Standing) -> list[Sentence]:
    if standing.amount and standing.amount_fact:
        sources = (standing.source, f"case:{standing.amount_fact.name}")
        return [Sentence(work.phrases.say("remedies.amount", amount=standing.amount), sources)]
    return []


def _window(work: Work, standing: Standing) -> list[Sentence]:
    remedy = standing.remedy
    if standing.since is None or standing.since_fact is None or remedy.within_days is None:
        return []
    last = standing.since + timedelta(days=remedy.within_days)
    if last < work.brief.today:
        return []
    text = work.phrases.say(
        "remedies.until",
        day=say_day(last, work.brief.today),
        days=str(remedy.within_days),
        event=remedy.since or "delivery",
        date=say_date(standing.since, work.brief.today),
    )
    return [Sentence(text, (standing.source, f"case:{standing.since_fact.name}"))]


def _takes(work: Work, remedy: Remedy) -> list[Sentence]:
    """How long it takes, by the policy's own timescale for it: a span, and from what it counts."""
    row = find_timescale(work.brief.policy, remedy.what, remedy.id.replace("-", " "))
    if row is None or not (span := in_words(row)):
        return []
    source = (f"policy:timescales/{row.id}",)
    if deadline(row, work.brief.today, work.brief.country) is None and row.from_:
        return [Sentence(work.phrases.say("remedies.takes", span=span, event=_you(row.from_)), source)]
    return [Sentence(work.phrases.say("remedies.takes", span=span, event="the day on which you say yes"), source)]


def _accept(work: Work) -> Sentence:
    work.dated = True
    return Sentence(work.phrases.say("remedies.accept_by", by=work.reply_span), (work.by.source,))


def _ask_authority(work: Work, standing: Standing) -> list[Sentence]:
    who = standing.remedy.authority
    named = who if who[:1].isupper() else f"my {who}"
    team = next((row for row in work.brief.policy.teams if row.name.lower() == who.lower()), None)
    if team:
        named = f"{team.person} in our {team.name}" if team.person else f"our {team.name}"
    text = work.phrases.say(
        "remedies.authority", remedy=noun_phrase(standing.remedy, work.product), who=named, by=work.by.words
    )
    work.dated = True
    return [Sentence(_capital(text), (standing.source, work.by.source), "paragraph")]


def _refuse(work: Work, standing: Standing | None) -> list[Sentence]:
    """The no, said once with its reason, and what is open instead."""
    work.refused = True
    out: list[Sentence] = []
    if standing and standing.since and standing.since_fact and standing.remedy.within_days is not None:
        text = work.phrases.say(
            "remedies.refusal_late",
            days=str(standing.remedy.within_days),
            event=standing.remedy.since or "delivery",
            date=say_date(standing.since, work.brief.today),
            remedy=noun_phrase(standing.remedy, work.product),
        )
        out.append(Sentence(text, (standing.source, f"case:{standing.since_fact.name}"), "paragraph"))
    elif standing:
        text = work.phrases.say("remedies.refusal_plain", remedy=noun_phrase(standing.remedy, work.product))
        out.append(Sentence(_capital(text), (standing.source,), "paragraph"))
    other = alternative_to(standing, work.brief, work.standings)
    if other is None:
        return out + _ask_whoever_may(work)
    if not out:
        asked = re.sub(r"^(?:a|an|the|my) ", "", work.brief.enquiry.remedy_asked or "that").strip(" .!?")
        kind = remedy_class(asked) or "that"
        text = work.phrases.say("remedies.refusal_plain", remedy=kind if kind == "compensation" else f"a {kind}")
        out.append(Sentence(_capital(text), ("policy:remedies",), "paragraph"))
    return out + _offer(work, other, "alternative")


def _ask_whoever_may(work: Work) -> list[Sentence]:
    """Nothing of ours fits: someone with more authority is asked, so that the no does not end the matter."""
    above = next((entry for entry in work.standings if entry.state == "not_mine"), None)
    return _ask_authority(work, above) if above else []


def noun_phrase(remedy: Remedy, product: str | None) -> str:
    """A remedy's name to stand after "I can offer you": with its article, and the letter's product for "product"."""
    what = lower_first(remedy.what.strip().rstrip("."))
    what = re.sub(r"\bthe customer['’]s\b", "your", re.sub(r"\bthe customer\b", "you", what))
    if product and re.fullmatch(r"(?:a )?replacement(?: product| item| goods)?", what):
        return f"a replacement for your {product}"
    first, _, rest = what.partition(" ")
    if re.match(r"(?:the|a|an|your|our|any)\b", rest) and first in lexicon().imperatives | {
        "refund",
        "exchange",
        "repair",
        "credit",
    }:
        return _gerund(first) + " " + rest
    if (
        first in ("a", "an", "the", "your", "our", "free", "up", "one")
        or what in lexicon().mass_nouns
        or first in lexicon().mass_nouns
    ):
        return what if first != "free" or what in lexicon().mass_nouns else f"a {what}"
    if re.search(r"[^s]s$", first) or re.fullmatch(r"[a-z-]+[^s]s", what):
        return what
    return f"{'an' if first[0] in 'aeiou' else 'a'} {what}"


def condition_of(remedy: Remedy) -> tuple[str, str]:
    """A condition as (a clause for "provided that", or a thing that is needed); both empty when none is to be said."""
    text = _you(lower_first((remedy.condition or "").strip().rstrip(".")))
    text = re.sub(r"^(?:only )?(?:if|when|where|provided(?: that)?|as long as|so long as)\s+", "", text)
    if not text or re.match(r"we\b", text):
        return "", ""
    if _STATE.match(text):
        return f"it is {text}", ""
    if _CLAUSE.search(text):
        return text, ""
    return "", text


def limit_of(work: Work, remedy: Remedy) -> str:
    return at_most(remedy, work.brief.policy.company.currency)


def _you(text: str) -> str:
    text = re.sub(r"\bthe customer['’]s\b", "your", text)
    text = re.sub(r"\bthe customer (?=\w+s\b)", "you ", text)
    text = re.sub(
        r"\byou (has|is|was|wants|sends|returns|pays|asks|keeps)\b",
        lambda match: {"has": "you have", "is": "you are", "was": "you were"}.get(match[1], f"you {match[1][:-1]}"),
        text,
    )
    return re.sub(r"\bthe customer\b", "you", text)


def _gerund(verb: str) -> str:
    return verb[:-1] + "ing" if verb.endswith("e") else verb + "ing"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
