"""The main path: a letter is understood, its facts are searched, a reply is written, and the reply is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from casework.looking_up import looked_up
from drafting.brief import Brief, Found, Reviser, Writer
from drafting.enquiry import Enquiry
from drafting.letter import Letter
from drafting.reply import Reply
from drafting.surroundings import letter_context
from drafting.understand import understand
from drafting.understanding.attack import honest
from guidelines.check import check, draft_of
from guidelines.context import CaseFacts, Context, Judge, Source
from guidelines.finding import Report
from guidelines.policy import Policy
from guidelines.rulebook import RuleBook
from knowledge.lexical import tokens
from knowledge.library import Library
from knowledge.passage import Passage

PASSAGES_A_POINT = 4
VAGUE = 2  # words of its own, at most, in a point that its neighbours must explain


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every letter of a company is prepared with: its documents, its policy, its rules, and the day."""

    library: Library
    policy: Policy
    rules: RuleBook | None
    today: date
    country: str = "GB"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter with all that the desk made of it. ``reply`` is None when no reply is due (an auto-reply, a bounce)."""

    letter: Letter
    enquiry: Enquiry
    found: tuple[Found, ...]
    passages: tuple[Passage, ...]
    reply: Reply | None
    report: Report

    @property
    def gaps(self) -> tuple[str, ...]:
        """The points that nothing answers: neither the documents nor, in the reply, the case or the policy (P21)."""
        return self.reply.gaps if self.reply else ()


def prepare(
    letter: Letter,
    around: Surroundings,
    writer: Writer,
    *,
    facts: CaseFacts | None = None,
    agent: str = "",
    role: str = "agent",
    instruction: str = "",
) -> Prepared:
    """Draft a reply to `letter` and check it. Reads the library; writes nothing; sends nothing."""
    facts = facts or CaseFacts()
    products = products_meant(letter, around.library)
    enquiry = understand(letter, around.policy, today=around.today, embed=around.library.embed, known_products=products)
    if enquiry.kind == "auto_reply":
        return Prepared(letter, enquiry, (), (), None, Report())
    found = search_points(enquiry, around.library)
    passages = _distinct(hit.passage for point in found for hit in point.hits)
    brief = Brief(
        letter=letter,
        enquiry=enquiry,
        found=found,
        policy=around.policy,
        today=around.today,
        facts=facts,
        agent=agent,
        role=role,
        country=around.country,
        products=around.library.products(),
        rules=around.rules,
        instruction=instruction,
    )
    checked = partial(
        check_reply,
        around=around,
        letter=letter,
        enquiry=enquiry,
        passages=passages,
        facts=facts,
        agent=agent,
        role=role,
    )
    reply = writer.write(brief)
    report = checked(reply.text)
    if report.errors and isinstance(writer, Reviser):  # once, and only for the better
        revised = writer.revise(brief, reply, report.errors)
        again = report if revised is reply else checked(revised.text)
        if len(again.errors) < len(report.errors):
            reply, report = revised, again
    return Prepared(letter, enquiry, found, passages, reply, report)


def products_meant(letter: Letter, library: Library) -> tuple[str, ...]:
    """The company's products that a letter may mean; a name that is one everyday word counts as it is spelled only."""
    text = f"{letter.subject}\n{letter.body}"
    return tuple(
        name for name in library.products() if not name.isalpha() or re.search(rf"\b{re.escape(name)}\b", text)
    )


def search_points(enquiry: Enquiry, library: Library) -> tuple[Found, ...]:
    """The passages for each point of the letter, best first. A point that nothing answers has no hits."""
    queries = [query_of(place, enquiry) for place in range(len(enquiry.points))]
    results = library.search_many(queries, k=PASSAGES_A_POINT) if queries else []
    return tuple(Found(point, tuple(hits)) for point, hits in zip(enquiry.points, results, strict=True))


def check_reply(
    text: str,
    around: Surroundings,
    *,
    letter: Letter | None = None,
    enquiry: Enquiry | None = None,
    passages: Iterable[Passage] = (),
    facts: CaseFacts | None = None,
    agent: str = "",
    role: str = "agent",
    look_up: bool = False,
    judge: Judge | None = None,
) -> Report:
    """Check a text against guidelines, policy and sources; a ``judge`` costs a call of a model for every new text.

    ``passages`` are what the reply may rest on. With ``look_up`` the documents are also searched with the text's own
    sentences, since a responder may rightly write a fact that no point of the letter asked for.
    """
    passages = list(passages)
    context = reply_context(
        around, letter=letter, enquiry=enquiry, sources=passages, facts=facts, agent=agent, role=role
    )
    if look_up:
        found = looked_up(draft_of(text, context), around.library, context.facts.lines)
        context = replace(context, sources=_as_sources([*passages, *found]))
    return check(text, replace(context, judge=judge), around.rules)


def reply_context(
    around: Surroundings,
    *,
    letter: Letter | None,
    enquiry: Enquiry | None,
    sources: Iterable[Passage],
    facts: CaseFacts | None,
    agent: str,
    role: str,
) -> Context:
    """What a reply to this letter is checked against; ``sources`` are the passages that it may rest on."""
    return Context(
        policy=around.policy,
        today=around.today,
        letter=letter_context(letter, enquiry) if letter and enquiry else None,
        sources=_as_sources(sources),
        facts=facts or CaseFacts(),
        agent=agent or None,
        role=role,
        country=around.country,
        embed=around.library.embed if letter else None,
        products=around.library.products() if letter else (),
    )


def query_of(place: int, enquiry: Enquiry) -> str:
    """The point as a question of its own: "how long is the warranty?" alone does not say of what.

    What else it is about stands in brackets behind it: its topic or the product, and after a cancellation that word,
    where the point says too little by itself ("what will it cost me?").
    """
    point = enquiry.points[place]
    topic = enquiry.topics[place] if place < len(enquiry.topics) else ""
    named = point.text.casefold()
    if not topic and enquiry.products and not any(product.casefold() in named for product in enquiry.products):
        topic = enquiry.products[0]
    about = [topic] if topic and topic.casefold() not in named else []
    if enquiry.kind == "cancellation" and "cancel" not in named and len(tokens(point.text)) <= VAGUE:
        about.append("cancellation")
    return f"{point.text} ({', '.join(about)})" if about else point.text


def _as_sources(passages: Iterable[Passage]) -> tuple[Source, ...]:
    return tuple(Source(each.id, honest(each.text), each.document, each.section) for each in _distinct(passages))


def _distinct(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple({passage.id: passage for passage in passages}.values())
