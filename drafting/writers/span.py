"""How long something takes, said from the policy's own timescales (P12): the answer to "when" and "how long"."""

from __future__ import annotations

import re
from datetime import timedelta

from drafting.reply import Sentence
from drafting.writers.due import find_timescale, in_words, say_date, say_day
from drafting.writers.lexicon import terms
from drafting.writers.questions import question_of
from drafting.writers.voice import lower_first
from drafting.writers.work import Work
from guidelines.context import Point
from guidelines.policy import Timescale

_ASKED = re.compile(
    r"\bwhen (?:will|is|are|do|does|can|could|should|might|am)\b|\bhow (?:long|soon|quick\w*|fast|many (?:working )?days)\b|\bwhat date\b|\bby when\b",  # noqa: E501
    re.IGNORECASE,
)


def how_long(work: Work, point: Point) -> Sentence | None:
    """The policy's span for what a point asks "when" of; None when it asks no such thing or the policy has no row."""
    if not _ASKED.search(point.text):
        return None
    row = timescale_asked(work, f"{question_of(work, point).about} {work.brief.enquiry.fault_words}")
    if row is None or not (span := in_words(row)):
        return None
    work.spans.add(row.id)
    text = work.phrases.say("facts.span", thing=thing_of(row), span=span, event=event_of(row))
    return Sentence(text[:1].upper() + text[1:], (f"policy:timescales/{row.id}",))


def still_open(work: Work, point: Point) -> Sentence | None:
    """For "am I too late?": until when a remedy is open, counted from the recorded day; None when none is."""
    if not re.search(r"\btoo late\b|\bstill (?:in time|return|send|cancel|change|get)\b|\bin time\b", point.text, re.I):
        return None
    for standing in work.standings:
        days = standing.remedy.within_days
        if standing.since and standing.since_fact and days is not None and standing.state != "not_mine":
            last = standing.since + timedelta(days=days)
            if last >= work.brief.today:
                event, day = standing.remedy.since or "delivery", say_date(standing.since, work.brief.today)
                text = work.phrases.say(
                    "facts.in_time", day=say_day(last, work.brief.today), days=str(days), event=event, date=day
                )
                return Sentence(text, (standing.source, f"case:{standing.since_fact.name}"))
    return None


def timescale_asked(work: Work, text: str) -> Timescale | None:
    """The row that a question speaks of; a reply or a team's letter is never what is asked for here."""
    row = find_timescale(work.brief.policy, text)
    if row is None or f"policy:timescales/{row.id}" == work.by.source:
        return None
    return row if terms(row.what) & terms(text) or any(terms(also) <= terms(text) for also in row.also) else None


def thing_of(row: Timescale) -> str:
    """ "an engineer visit", "the refund", out of what the policy calls it."""
    what = lower_first(row.what)
    if re.match(r"(?:a|an|the|your|our)\b", what):
        return what
    if re.match(r"(?:delivery|postage|repair of|standard|express)\b", what, re.I):
        return what
    return f"the {what}" if re.match(r"(?:refund|repayment|payment|money)\b", what) else _article(what)


def event_of(row: Timescale) -> str:
    """ " from dispatch", with its space; empty when the policy names no event, or only today."""
    if not row.from_ or re.search(r"\btoday\b|\bnow\b|\brequest\b|\bletter\b", row.from_, re.I):
        return ""
    return f" from {lower_first(row.from_)}"


def _article(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
