"""What is offered or refused: only what the policy allows for this role, worked out from the facts (P10, P11, P12)."""

from __future__ import annotations

import re
from datetime import timedelta

from drafting.reply import Sentence
from drafting.writers.due import find_timescale, in_words, say_date, say_day
from drafting.writers.lexicon import lexicon, terms
from drafting.writers.remedies import (
    Standing,
    alternative_to,
    asked_for,
    at_most,
    fits_fault,
    for_fault,
    relevant,
    remedy_class,
    wants_remedy,
)
from drafting.writers.voice import lower_first
from drafting.writers.work import Work
from guidelines.policy import Remedy

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|must|comes?|came|did not|\w+ed|remains?|fits?)\b"
)
_SENT = re.compile(r"\b(?:sent|dispatched|posted|shipped)\b", re.IGNORECASE)
_PAPERS = re.compile(r"\b(?:label|letter|form|invoice|card|email|code|link|copy|receipt)\b", re.IGNORECASE)
_LONG = 100  # days: a period beyond this is said as kept, not counted out
_STATE = re.compile(
    r"^(?:reported|asked|requested|booked|un\w+|faulty|damaged|broken|undamaged|sealed|in (?:its|their|the|good|new|original)|within|not |still |complete|clean|as new|less than|under )",  # noqa: E501
    re.I,
)


def offers(work: Work) -> list[Sentence]:
    """The remedies asked for where they are open, else refused with an alternative; for a fault, what puts it right."""
    out: list[Sentence] = []
    wishes = _wishes(work)
    for wish in wishes:
        offered = _answer_wish(work, wish)
        said = {sentence.sources for sentence in out}
        out += [sentence for sentence in offered if sentence.sources not in said or not out]
    if not out and wishes and not _done_already(work):
        out = _not_in_policy(work, wishes[0])
    if out or wishes or not work.fault:
        return out
    mending = for_fault(work.brief, work.standings)
    if mending is None or already_done(work, mending.remedy):
        return out
    return _offer(work, mending, "offer_later" if work.steps_given else "offer")


def _wishes(work: Work) -> list[str]:
    """What the customer asks to be given, one of each kind; a cancellation is not a remedy but its own plan."""
    brief = work.brief
    wishes: dict[str, str] = {}
    for point in brief.enquiry.points:
        if wants_remedy(point, brief):
            wishes.setdefault(remedy_class(point.text) or "other", point.text)
    if brief.enquiry.remedy_asked and not wishes:
        wishes[remedy_class(brief.enquiry.remedy_asked) or "other"] = brief.enquiry.remedy_asked
    if "other" in wishes and brief.enquiry.remedy_asked:
        wishes["other"] = f"{brief.enquiry.remedy_asked}: {wishes['other']}"
    wishes.pop("cancellation", None)
    return list(wishes.values())[:2]


def _answer_wish(work: Work, wish: str) -> list[Sentence]:
    asked = asked_for(wish, work.brief, work.standings)
    if asked is None:
        mending = for_fault(work.brief, work.standings) if work.brief.enquiry.fault else None
        if mending is None:
            return []
        return _offer(work, mending, "offer_later" if work.steps_given else "offer")
    if already_done(work, asked.remedy):
        return []
    if asked.state in ("open", "unknown"):
        if _said_already(work, asked.remedy):
            return [_accept(work)] if asked.state == "open" else []
        if work.steps_given and work.brief.enquiry.fault:
            return _offer(work, asked, "offer_later")
        limited = asked.remedy.limit is not None and (asked.remedy.limit.percent or 100) < 100
        short = len(asked.remedy.what.split()) <= 6
        same = short and not limited and remedy_class(wish) == remedy_class(asked.remedy.what)
        return _offer(work, asked, "offer_asked" if same else "offer")
    if asked.state == "not_mine":
        return _ask_authority(work, asked)
    return _refuse(work, asked)


def _done_already(work: Work) -> bool:
    return any(remedy_class(action) for action in work.brief.facts.actions)


def _not_in_policy(work: Work, wish: str) -> list[Sentence]:
    """The policy has no row for the wish: what the documents said stands, a team decides, or we find out; never a bare no."""  # noqa: E501
    kind = remedy_class(wish)
    answered = kind is not None and any(remedy_class(text) == kind for text in work.quoted)
    said = any(_said_already(work, standing.remedy) for standing in work.standings)
    if answered or said or work.brief.enquiry.handover:
        return []
    work.dated = True
    name = {"refund": "the refund", "replacement": "the replacement", "repair": "the repair", "credit": "the credit"}
    asked = name.get(kind or "", f"the {kind}" if kind else "what you ask for")
    text = work.phrases.say("remedies.find_out", remedy=asked, by=work.by.words)
    return [Sentence(text, (work.by.source,), "paragraph")]


def already_done(work: Work, remedy: Remedy) -> bool:
    """Whether the case records this remedy as done, so that it is not offered again."""
    kind = remedy_class(f"{remedy.what} {remedy.id.replace('-', ' ')}")
    actions = work.brief.facts.actions
    if kind == "replacement" and any(_SENT.search(action) and not _PAPERS.search(action) for action in actions):
        return True
    return kind is not None and any(remedy_class(action) == kind for action in actions)


def _said_already(work: Work, remedy: Remedy) -> bool:
    """Whether a passage that was quoted says what the remedy is, so that it need not be said twice."""
    what = terms(remedy.what)
    return any(len(what & terms(text)) >= 0.7 * len(what) for text in work.quoted)


def _offer(work: Work, standing: Standing, situation: str) -> list[Sentence]:
    remedy = standing.remedy
    name = noun_phrase(remedy, work.product) + _at_most(work, remedy)
    condition, needed = condition_of(remedy)
    sources = (standing.source, *standing.verdict.sources)
    if standing.proven:
        since = since_clause(remedy.condition or "")
        text = work.phrases.say(f"remedies.{situation}", remedy=name)
        out = [Sentence(_capital(f"{text[:-1]}, since {since}." if since else text), sources, "paragraph")]
        condition, needed = "", ""
    elif condition:
        text = work.phrases.say(f"remedies.{situation}_if", remedy=name, condition=condition)
        out = [Sentence(_capital(text), sources, "paragraph")]
    else:
        text = work.phrases.say(f"remedies.{situation}", remedy=name)
        out = [Sentence(_capital(text), sources, "paragraph")]
    if needed:
        out.append(Sentence(work.phrases.say("remedies.needs", needed=needed), sources))
    out += _worth(work, standing)
    out += _window(work, standing)
    out += _takes(work, remedy)
    if situation != "offer_later":
        out.append(_accept(work))
    else:
        out.append(Sentence(work.phrases.say("next_step.after_offer", by=work.reply_span), (work.by.source,)))
        work.dated = True
    return out


def _worth(work: Work, standing: Standing) -> list[Sentence]:
    """What it comes to: the share of the price recorded, or the most that the policy allows."""
    limit = standing.remedy.limit
    if limit is None:
        return []
    if standing.amount and standing.amount_fact:
        sources = (standing.source, f"case:{standing.amount_fact.name}")
        if limit.percent == 100 and re.search(r"\bpart(?:ial)?\b", standing.remedy.what):
            return []  # what a part comes to is not recorded
        if limit.percent == 100 or "%" in standing.remedy.what:
            return [Sentence(work.phrases.say("remedies.amount", amount=standing.amount), sources)]
        share = f"{limit.percent:f}".rstrip("0").rstrip(".") if "." in f"{limit.percent:f}" else f"{limit.percent:f}"
        text = work.phrases.say("remedies.amount_up_to_share", amount=standing.amount, share=share)
        return [Sentence(text, sources)]
    return []


def _at_most(work: Work, remedy: Remedy) -> str:
    """ " of up to £60", to stand after the remedy's name; empty without a fixed limit."""
    amount = at_most(remedy, work.brief.policy.company.currency)
    return f" of up to {amount}" if amount and amount not in remedy.what else ""


def _window(work: Work, standing: Standing) -> list[Sentence]:
    remedy = standing.remedy
    if standing.since is None or standing.since_fact is None or remedy.within_days is None:
        return []
    last = standing.since + timedelta(days=remedy.within_days)
    if last < work.brief.today:
        return []
    sources = (standing.source, f"case:{standing.since_fact.name}")
    event, day = remedy.since or "delivery", say_date(standing.since, work.brief.today)
    if remedy.within_days > _LONG:
        return [Sentence(work.phrases.say("remedies.within", event=event, date=day), sources)]
    text = work.phrases.say(
        "remedies.until", day=say_day(last, work.brief.today), days=str(remedy.within_days), event=event, date=day
    )
    return [Sentence(text, sources)]


def _takes(work: Work, remedy: Remedy) -> list[Sentence]:
    """How long it takes, by the policy's own timescale for it: a span, and from what it counts."""
    row = find_timescale(work.brief.policy, remedy.what, remedy.id.replace("-", " "))
    if row is None or not (span := in_words(row)):
        return []
    counted = (
        _you(row.from_) if row.from_ and row.from_.lower() not in ("today", "now") else "the day on which you say yes"
    )
    what = lower_first(row.what)
    thing = what if re.match(r"(?:a|an|the|your|our)\b", what) else f"the {what}"
    text = work.phrases.say("remedies.takes", thing=thing, span=span, event=counted)
    return [Sentence(_capital(text), (f"policy:timescales/{row.id}",))]


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


def _refuse(work: Work, standing: Standing) -> list[Sentence]:
    """The no, said once with its reason, and what is open instead; where nothing is, someone else is asked."""
    work.refused = True
    name = noun_phrase(standing.remedy, work.product)
    if standing.since and standing.since_fact and standing.remedy.within_days is not None:
        days, event = str(standing.remedy.within_days), standing.remedy.since or "delivery"
        recorded = say_date(standing.since, work.brief.today)
        text = work.phrases.say("remedies.refusal_late", days=days, event=event, date=recorded, remedy=name)
        sources: tuple[str, ...] = (standing.source, f"case:{standing.since_fact.name}")
    elif standing.verdict.ahead:
        ahead, (condition, _) = standing.verdict.ahead, condition_of(standing.remedy)
        text = work.phrases.say(
            "remedies.refusal_ahead",
            remedy=name,
            condition=condition or (standing.remedy.condition or ""),
            day=say_date(ahead.day, work.brief.today),
        )
        sources = (standing.source, ahead.source)
    else:
        text, sources = work.phrases.say("remedies.refusal_plain", remedy=name), (standing.source,)
    out = [Sentence(_capital(text), sources, "paragraph")]
    other = alternative_to(standing, work.brief, work.standings)
    if other is not None:
        return out + _offer(work, other, "alternative")
    above = next(
        (
            entry
            for entry in work.standings
            if entry.state == "not_mine"
            and relevant(entry, work.brief)
            and fits_fault(entry.remedy, fault=work.brief.enquiry.fault)
        ),
        None,
    )
    if above is not None:
        return out + _ask_authority(work, above)
    work.dated = True
    return [*out, Sentence(work.phrases.say("remedies.nothing_else", by=work.by.words), (work.by.source,))]


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
    mass = what in lexicon().mass_nouns or (
        first in lexicon().mass_nouns - {"credit"} and re.match(r"(?:for|of|to|on|in|with|from)\b", rest)
    )
    if first in ("a", "an", "the", "your", "our", "up", "one") or mass:
        return what
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


def since_clause(condition: str) -> str:
    """A condition that is met, as a reason: "the service was down for more than two working days"; empty when it offers a choice."""  # noqa: E501
    text = _you(lower_first(condition.strip().rstrip(".")))
    text = re.sub(r"^(?:only )?(?:if|when|where|provided(?: that)?|as long as|so long as)\s+", "", text)
    if re.search(r"\bor\b", text) or len(text.split()) > 16:
        return ""
    if re.match(r"(?:reported|asked|requested|booked|bought|paid|cancelled|returned|told)\b", text):
        return f"it was {text}"
    return text if _CLAUSE.search(text) else ""


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
