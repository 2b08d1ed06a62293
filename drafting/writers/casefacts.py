"""What the case records, said in a letter: facts that answer a point, and actions that were done (P07, P22)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from drafting.brief import Brief
from drafting.reply import Sentence
from drafting.writers.due import read_date, say_date, say_day, spell_dates
from drafting.writers.lexicon import lexicon, terms
from drafting.writers.phrasebook import Phrases
from drafting.writers.voice import finish, lower_first
from guidelines.context import Fact, Point

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|could|will|\w+ed|went|fell|broke|failed|left|sent|expects)\b"
)
_YOURS = frozenset(
    (
        *(
            "address",
            "account",
            "plan",
            "policy",
            "subscription",
            "bill",
            "booking",
            "card",
            "order",
            "contract",
            "name",
        ),
        *("email", "membership", "claim", "password", "tariff", "appointment", "direct"),
    )
)
# What a fact's name says of it, the phrase for it, and the words of a point that it answers.
_SORTS: tuple[tuple[str, str, str], ...] = (
    (
        "expected",
        r"expect|estimat|\beta\b|due\b|arriv(?:es|ing)|scheduled|appointment|visit",
        r"where|when|arriv|deliver|order|parcel|late|come|still|wait|track|engineer|visit|appointment",
    ),
    (
        "delivered",
        r"delivered|delivery date|\breceived\b|\barrived\b",
        r"where|deliver|arriv|parcel|receiv|lost|missing",
    ),
    (
        "dispatched",
        r"dispatch|despatch|shipped|posted|\bsent\b|left us",
        r"where|when|order|parcel|deliver|arriv|sent|dispatch|track|wait|late",
    ),
    ("tracking", r"track", r"where|track|order|parcel|deliver|late"),
    (
        "status",
        r"\bstatus\b|\bstage\b|progress",
        r"where|when|status|order|claim|application|refund|hear|happen|progress|wait",
    ),
    ("reason", r"reason|cause|why\b|what happened|explanation|finding|investigation|broken promise|missed", r"."),
    (
        "statement",
        r"recall|safety notice",
        r"recall|notice|\bpaper\b|\bnews\b|affected|this the one|\bsafe\b|one of the",
    ),
    ("carrier", r"carrier|courier", r"where|who|carrier|courier|parcel|track"),
)


def answering_facts(point: Point, brief: Brief, phrases: Phrases, said: set[str]) -> list[Sentence]:
    """Sentences from the case that answer a point; ``said`` holds the names already used and grows."""
    sentences = []
    for fact in brief.facts.facts:
        sort = next(
            (
                name
                for name, pattern, answers in _SORTS
                if re.search(pattern, _name(fact), re.I) and re.search(answers, point.text, re.I)
            ),
            None,
        )
        if fact.name in said or (sort is None and not _speaks_of(fact, point)):
            continue
        if (
            sort == "reason"
            and not re.search(r"\bwhy\b|\breason|\bexplain|\bhappen", point.text, re.I)
            and not terms(fact.value) & terms(point.text)
        ):
            continue
        said.add(fact.name)
        sentences.append(say_fact(fact, sort, brief.today, phrases))
    return sentences


def reasons(brief: Brief, phrases: Phrases, said: set[str]) -> list[Sentence]:
    """The recorded cause of what went wrong, which belongs to an apology whether asked for or not (P06)."""
    found = [fact for fact in brief.facts.facts if re.search(_SORTS[5][1], _name(fact), re.I) and fact.name not in said]
    said.update(fact.name for fact in found)
    return [say_fact(fact, "reason", brief.today, phrases) for fact in found]


def say_fact(fact: Fact, sort: str | None, today: date, phrases: Phrases) -> Sentence:
    """One fact as a sentence, with its name as source."""
    value = without_year(spell_dates(fact.value, today).strip(), today)
    day = read_date(fact.value, today)
    only_date = day is not None and len(re.findall(r"\w+", fact.value)) <= 4
    if day and only_date:
        value = say_day(day, today) if day >= today else say_date(day, today)
    source = (f"case:{fact.name}",)
    if sort == "reason":
        situation = "facts.reason" if _CLAUSE.search(value) and len(value.split()) > 3 else "facts.reason_short"
        return Sentence(phrases.say(situation, value=lower_first(value.rstrip("."))), source)
    if sort == "statement" and _CLAUSE.search(value):
        return Sentence(phrases.say("facts.statement", value=lower_first(value.rstrip("."))), source)
    if sort in ("expected", "delivered", "dispatched") and only_date:
        situation = (
            "carrier_expects" if sort == "expected" and re.search(r"carrier|courier", _name(fact), re.I) else sort
        )
        if situation == "expected" and re.search(r"engineer|appointment|visit", _name(fact), re.I):
            return Sentence(phrases.say("facts.appointment", name=_name(fact), value=value), source)
        return Sentence(phrases.say(f"facts.{situation}", value=value), source)
    if sort in ("tracking", "status", "carrier") and len(value.split()) <= 6:
        return Sentence(phrases.say(f"facts.{sort}", value=lower_first(value) if sort == "status" else value), source)
    if re.match(r"(?:left|arrived|came|was|is|has|had|went|reached|will|returned)\b", value):
        return Sentence(finish(f"It {value}"), source)
    if len(value.split()) > 6 and _CLAUSE.search(value):
        return Sentence(finish(value), source)
    name = _name(fact)
    return Sentence(
        phrases.say("facts.recorded", name=lower_first(name) if not name.isupper() else name, value=value), source
    )


def done(brief: Brief, phrases: Phrases, said: set[str]) -> list[Sentence]:
    """Actions recorded as done, each as a sentence in the past: the only way in which anything is said to be done."""
    return [
        Sentence(say_action(action, brief.today, phrases), (f"case:action {number}",))
        for number, action in enumerate(brief.facts.actions, 1)
        if action.strip() and f"action {number}" not in said
    ]


def cause_found(point: Point, brief: Brief, phrases: Phrases, said: set[str]) -> list[Sentence]:
    """For somebody who asks why: the recorded action that tells it."""
    for number, action in enumerate(brief.facts.actions, 1):
        if f"action {number}" not in said and explains(action, point):
            said.add(f"action {number}")
            told = lower_first(say_action(action, brief.today, phrases))
            return [Sentence(phrases.say("facts.why", told=told), (f"case:action {number}",))]
    return []


def say_action(action: str, today: date, phrases: Phrases) -> str:
    """ "refund of £24.99 on 2026-11-18" as "We made a refund of £24.99 on 18 November."."""
    day = read_date(action, today)
    text = without_year(spell_dates(action.strip().rstrip("."), today), today)
    if day == today:
        text = re.sub(rf"(?:on )?{re.escape(say_date(today, today))}", "today", text)
    text = re.sub(r"\bthe customer(['’]s)?\b", lambda match: "your" if match[1] else "you", text)
    clauses = [_passive(clause) for clause in re.split(r", (?:and )?", text)]
    if len(clauses) > 1 and all(clauses):
        return finish(" and ".join(str(clause) for clause in clauses))
    first, _, rest = text.partition(" ")
    low = first.lower()
    if low in ("i", "we"):
        return finish(text)
    if re.fullmatch(
        r"[a-z]+ed|sent|put|paid|rang|told|made|gave|took|wrote|booked|began|spoke|found|left|got", low
    ) and not re.match(r"(?:was|were|is|has)\b", rest):
        return finish(f"I {low} {rest}")
    if re.search(r"\b(?:was|were|has been|have been|is|are)\b", text):
        return finish(text)
    if passive := _passive(text):
        return finish(passive)
    if re.match(r"(?:refund|payment|credit|exchange|replacement|change|transfer|call|visit|booking|repair)\b", low):
        return finish(
            f"We {'arranged' if low in ('exchange', 'replacement', 'visit', 'booking', 'repair', 'call') else 'made'} {lower_first(_with_article(text))}"  # noqa: E501
        )
    return phrases.say("facts.action", action=lower_first(text))


def _passive(text: str) -> str | None:
    """ "line test made on 20 November" as "a line test was made on 20 November"; None for another form."""
    found = re.match(
        r"(?P<thing>.{3,60}?) (?P<done>made|done|sent|issued|posted|booked|passed|put|paid|raised|ordered|cancelled|closed|opened|updated|changed|applied|refunded|replaced|arranged|requested|dispatched|logged|stopped|extended|waived|reported|credited|asked|emailed|mailed|handed|delivered|collected|entered|set up|found|traced|tested|checked|moved|reset|removed|lifted|frozen|unblocked|reinstated|reserved|held|given)(?P<rest>\b.*)$",  # noqa: E501
        text,
    )
    if not found or re.search(r"\b(?:was|were|is|are|has|have|had)\b", found["thing"]):
        return None
    verb = "were" if found["thing"].endswith("s") and not found["thing"].endswith("ss") else "was"
    return f"{_with_article(found['thing'])} {verb} {found['done']}{found['rest']}"


def explains(action: str, point: Point) -> bool:
    """Whether a recorded action tells why something happened, to somebody who asks why."""
    why = re.search(
        r"\bwhy\b|\breason\b|\bcause\b|\bwhat(?:'s| is| has) (?:wrong|happen\w*|going on)\b", point.text, re.I
    )
    return bool(why) and bool(re.search(r"\bfound\b|\bbecause\b|\bdue to\b|\bcaused?\b", action, re.I))


def speaks_of(action: str, topics: Sequence[str]) -> bool:
    """Whether a recorded action is about any of these topics."""
    about = terms(action)
    return any(about & terms(topic) for topic in topics)


def _with_article(thing: str) -> str:
    tokens = thing.split()
    low = thing if len(tokens) > 1 and tokens[1][:1].isupper() else lower_first(thing)
    first = low.split()[0]
    if first in _YOURS or tokens[-1].lower() in _YOURS:
        return f"your {low}"
    if first in ("a", "an", "the", "your", "our", "one", "two", "three", "all") or low in lexicon().mass_nouns:
        return low
    spelt = first[:1] in "AEFHILMNORSX" if re.match(r"[A-Z]{1,3}-?\d|[A-Z]{2}", first) else first[:1].lower() in "aeiou"
    return f"{'an' if spelt else 'a'} {low}"


def without_year(text: str, today: date) -> str:
    """Dates of this year as people write them, without it."""
    return re.sub(rf"(?<=[a-z]) {today.year}\b", "", text)


def _name(fact: Fact) -> str:
    return fact.name.replace("_", " ").strip()


def _speaks_of(fact: Fact, point: Point) -> bool:
    """A fact without a sort of its own answers a question when two words of its name, or its name and value, are in it."""  # noqa: E501
    if not re.search(r"\b(?:what|which|when|where|why|how|who)\b", point.text, re.I):
        return False
    if len(fact.value.split()) > 4 and not _CLAUSE.search(
        re.sub(r"\b(?:paid|ordered|delivered|bought)\b", "", fact.value)
    ):
        return False
    asked = terms(point.text)
    named = terms(_name(fact)) & asked
    return len(named) >= 2 or (bool(named) and len(named | (terms(fact.value) & asked)) >= 3)
