"""What the offline writer holds while it composes one reply: the brief, the phrases, and what has been said so far."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from drafting.brief import Brief
from drafting.writers.due import Deadline, in_words, reply_deadline
from drafting.writers.phrasebook import Phrases
from drafting.writers.quotable import Surroundings
from drafting.writers.remedies import Standing, for_faults, standings
from drafting.writers.rows import names, rivals
from drafting.writers.terms_in_time import Ahead, day_ahead
from drafting.writers.units import split_sentences, split_units
from guidelines.context import Embed, Point
from guidelines.policy import Timescale

_THINGS = (
    *(
        "order",
        "parcel",
        "delivery",
        "booking",
        "account",
        "policy",
        "subscription",
        "membership",
        "claim",
        "bill",
        "invoice",
    ),
    *(
        "payment",
        "refund",
        "ticket",
        "broadband",
        "connection",
        "card",
        "mortgage",
        "loan",
        "box",
        "meal",
        "holiday",
        "flight",
    ),
    *(
        "room",
        "hotel",
        "appointment",
        "password",
        "licence",
        "contract",
        "kit",
        "lamp",
        "kettle",
        "phone",
        "router",
        "premium",
    ),
    *(
        "renewal",
        "tour",
        "tariff",
        "meter",
        "statement",
        "transfer",
        "fee",
        "charge",
        "overdraft",
        "deposit",
        "credit",
        "address",
    ),
    *(
        "email address",
        "notes",
        "export",
        "app",
        "plan",
        "book",
        "shop",
        "visit",
        "reservation",
        "luggage",
        "cancellation",
    ),
)
_KIN = r"(?:wife|husband|partner|son|daughter|mother|father|mum|dad|sister|brother|friend|neighbour|name|patience|god|late)\b"
_DID = re.compile(
    r"\b(?:i|we)(?:['’]ve| have| had)? (?:already |also |even |just |twice )*(?:tried|checked|made sure|cleaned|wiped|changed|replaced|reset|"
    r"restarted|rebooted|unplugged|switched|turned|tightened|adjusted|updated|reinstalled|removed|descaled|pumped|oiled|charged|moved|put)\b",
    re.IGNORECASE,
)
_DID_NOT = re.compile(r"\b(?:have|had|did)(?: not|n['’]t)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?i:stay(?:ed|ing)? (?:in|at)|booked|visited|tickets? (?:for|to)|saw|attended|ate at|dined at)(?: the)? "
    r"(?P<name>[A-Z][\w'’]+(?: (?:of |the )?[A-Z][\w'’]+){0,3})"
)
_DOES = (
    r"(?:is|has|was|keeps|will not|won't|does|doesn't|did|didn't|stopped|leaks|arrived|came|broke|started|makes|smells)"
)
_GOT = r"(?:bought|ordered|received|have|own|got)"


@dataclass
class Work:
    """One reply in the making; ``said`` are the case facts already used, ``gaps`` the points that nothing answers."""

    brief: Brief
    phrases: Phrases
    embed: Embed | None = None
    held: frozenset[str] = frozenset()  # points that a check found unanswered: they are not answered again but held
    faulted: frozenset[str] = frozenset()  # sentences that a check found at fault: they are not said again
    said: set[str] = field(default_factory=set)
    gaps: list[Point] = field(default_factory=list)
    restated: set[str] = field(default_factory=set)
    steps_given: bool = False
    dated: bool = False  # a next step with actor and date stands already
    refused: bool = False
    quoted: set[str] = field(default_factory=set)
    spans: set[str] = field(default_factory=set)  # timescales that were said

    @cached_property
    def by(self) -> Deadline:
        """By when we write again."""
        return reply_deadline(self.brief.policy, self.brief.today, self.brief.country)

    @cached_property
    def reply_span(self) -> str:
        """How long an answer takes, "2 working days", for sentences that start from the customer's next letter."""
        row = self.reply_timescale
        return in_words(row) if row else "2 working days"

    @cached_property
    def reply_timescale(self) -> Timescale | None:
        return next(
            (row for row in self.brief.policy.timescales if f"policy:timescales/{row.id}" == self.by.source), None
        )

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return standings(self.brief)

    @cached_property
    def ahead(self) -> Ahead | None:
        """The day still to come that the letter is about: an arrival, a performance, an appointment."""
        return day_ahead(self.brief)

    @cached_property
    def fault(self) -> bool:
        """Whether something went wrong at our side: the letter shows it, or the case proves a remedy for a fault."""
        return self.brief.enquiry.fault or any(
            standing.proven and for_faults(standing.remedy) for standing in self.standings
        )

    @cached_property
    def told_done(self) -> tuple[str, ...]:
        """Sentences in which the customer tells what they did about it, beside those that the enquiry lists."""
        body = " ".join(self.brief.letter.body.split())
        return tuple(text for text in split_sentences(body) if _DID.search(text) and not _DID_NOT.search(text))

    @cached_property
    def around(self) -> Surroundings:
        brief = self.brief
        domains = tuple(domain.lower() for domain in brief.policy.company.link_domains)
        letter = f"{brief.letter.subject} {brief.letter.body}"
        danger = brief.enquiry.gravity == "safety" or bool(re.search(r"\brecall|\bsafety notice", letter, re.I))
        return Surroundings(
            brief.enquiry.products,
            (*brief.enquiry.tried, *self.told_done),
            domains,
            letter,
            rivals(self.subjects, letter),
            brief.products,
            danger,
        )

    @property
    def product(self) -> str | None:
        """The letter's product as its customer would call it, without an article."""
        names = [name for name in self.brief.enquiry.products if not re.fullmatch(r"\d[A-Z]{2}", name)]
        return names[0] if names else None

    @cached_property
    def articled(self) -> tuple[str, ...]:
        """The products that take an article: those with a model's number, and those that the letter gives one."""
        body = self.brief.letter.body
        return tuple(
            name
            for name in self.brief.enquiry.products
            if re.search(r"[A-Za-z]-?\d", name)
            or re.search(rf"\b(?:the|my|our|your|an?) {re.escape(name)}\b", body, re.I)
        )

    @cached_property
    def owned(self) -> str | None:
        """ "your Heron" when the letter is about something that the customer has, "the Heron" when it is not."""
        if not self.product:
            return None
        name = re.sub(r"^(?:the|my|your|our|a|an) ", "", self.product, flags=re.I)
        body = self.brief.letter.body
        place = re.escape(name)
        if re.search(r"[a-z] [A-Z]|['’]s ", name) and not re.search(rf"\b(?:the|my|our|your|an?) {place}", body, re.I):
            return name  # a plan, a house or a show goes by its bare name
        if re.search(
            rf"\b(?:my|our)\b[^.?!,]{{0,25}}{place}|\b{_GOT} (?:a|an|the|one|your)\b[^.?!]{{0,25}}{place}", body, re.I
        ):
            return f"your {name}"
        if self.brief.enquiry.fault and len(self.brief.enquiry.products) == 1:
            return f"your {name}"
        bare = re.search(rf"\b(?P<before>\w+) {place}", body, re.I)
        named = (
            bare
            and bare["before"].lower() not in ("the", "a", "an", "your", "this", "that", "which")
            and name[:1].isupper()
        )
        return name if named and not re.search(r"\d", name) else f"the {name}"

    @property
    def is_ours(self) -> bool:
        """Whether the product is one that the documents found speak of, or the customer says is theirs."""
        if self.owned and self.owned.startswith("your"):
            return True
        name = (self.product or "").lower()
        return any(
            name in f"{hit.passage.section} {hit.passage.text}".lower()
            for found in self.brief.found
            for hit in found.hits
        )

    @cached_property
    def subject(self) -> str | None:
        """The plan, room or article of the company's tables that the letter names, when it names just one."""
        letter = f"{self.brief.letter.subject} {self.brief.letter.body}"
        named = [name for name in self.subjects if len(name) > 4 and name[:1].isupper() and names(name, letter)]
        longest = [name for name in named if not any(name != other and name in other for other in named)]
        return longest[0] if len(longest) == 1 and re.search(r"[a-z]", longest[0]) else None

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What the rows of the passages found are about."""
        passages = {hit.passage.id: hit.passage for found in self.brief.found for hit in found.hits}
        rows = (unit.cells for passage in passages.values() for unit in split_units(passage) if unit.cells)
        return tuple(dict.fromkeys(row.subject for row in rows))

    @cached_property
    def thing(self) -> str | None:
        """What the trouble is with: the product, the place or plan by its name, or the thing that the letter calls "my"."""
        if self.subject and not self.product:
            return self.subject
        return self.topic

    @cached_property
    def topic(self) -> str | None:
        """What the letter is about in a few words of ours: the product, else the order, else a thing that it names."""
        if self.owned and self.is_ours:
            return self.owned
        if self.subject:
            return self.subject
        enquiry = self.brief.enquiry
        text = " ".join([enquiry.fault_words, *(point.text for point in enquiry.points), self.brief.letter.body])
        if enquiry.references and re.search(r"\border|parcel|deliver", text, re.I):
            return f"order {enquiry.references[0]}"
        match = re.search(rf"\b(?:my|our) (?P<thing>(?:[a-z-]+ )?(?:{'|'.join(_THINGS)})s?)\b", text, re.I)
        if match:
            return f"your {match['thing']}"
        match = re.match(rf"(?:hello |hi )?(?:my|our) (?P<thing>(?!{_KIN})[a-z-]+(?: [a-z-]+)?) {_DOES}\b", text, re.I)
        if match:
            return f"your {match['thing']}"
        match = _PLACE.search(self.brief.letter.body)
        if match and not re.search(
            r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter)\b",
            match["name"],
            re.I,
        ):
            return match["name"]
        subject = re.sub(r"^(?:(?:re|fw|fwd|aw)\s*:\s*)+", "", self.brief.letter.subject, flags=re.I).strip()
        match = re.search(rf"\b(?P<thing>{'|'.join(_THINGS)})\b", f"{subject} {text}", re.I)
        if not match:
            return None
        thing = match["thing"].lower()
        return f"the {thing}" if thing in ("shop", "hotel", "tour", "export", "book", "app") else f"your {thing}"
