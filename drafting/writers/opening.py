"""Greeting and acknowledgement: this letter's matter in our words, and one apology where a fault of ours shows (P01, P03, P05)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

from drafting.reply import Part, Sentence
from drafting.writers.due import say_date
from drafting.writers.problem import matter, regretted_clause
from drafting.writers.questions import is_question
from drafting.writers.restate import indirect, restate, swap_person, wish
from drafting.writers.voice import lower_first
from drafting.writers.work import Work
from guidelines.context import Point

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_PRAISED = re.compile(
    r"\b(?:thank(?:s| you)?(?: so much| very much)?(?: to)?|grateful to|praise(?: for)?|kind|helpful|wonderful|brilliant|patient) "
    r"(?:your (?:\w+ ){0,3})?(?P<one>[A-Z][a-z]{2,})(?= (?:who|for|in|at|on|from|helped|was|and)\b)"
    r"|\b[Yy]our (?:\w+ ){0,3}(?P<two>[A-Z][a-z]{2,})(?= (?:was|who|helped|at|in|on|from|explained|sorted|stayed|took|could)\b)"
    r"|\b(?:called|named) (?P<three>[A-Z][a-z]{2,})\b"
)
_HARDSHIP = re.compile(
    r"\b(?:ill(?:ness)?|unwell|injur\w*|broken (?:his|her|my|their|a) (?:\w+ )?(?:leg|arm|hip|ankle|wrist|foot|shoulder)|hospital\w*|operation|"
    r"surgery|cancer|stroke|heart attack|accident|redundan\w*|lost (?:my|his|her|our|their) jobs?|diagnos\w*)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:cancel|end|stop|close|terminate|leave) (?P<what>(?:my|our|the|this) [^.,;?!]{3,60}?)"
    r"(?=\s+(?:because|as|since|from|for|on|and|with|please|if|in|before|after|due|immediately|today)\b|[.,;?!]|$)",
    re.IGNORECASE,
)


def greeting(work: Work) -> Part:
    return Part("greeting", (Sentence(f"{work.brief.enquiry.greeting.rstrip(',')},"),))


def acknowledgement(work: Work) -> Part:
    """What the customer wrote, said back, with the apology where one is due and credit for what was tried."""
    enquiry = work.brief.enquiry
    if enquiry.gravity == "legal":
        sentences = _legal(work)
    elif (work.fault or enquiry.kind == "complaint") and enquiry.kind not in ("cancellation", "thanks"):
        sentences = _regret(work)
    else:
        sentences = _matter(work)
    if enquiry.tried and (tried := _tried(work)):
        sentences.append(Sentence(tried, ("letter:body",)))
    if work.brief.letter.reference and work.brief.letter.format != "eml":
        sentences.append(
            Sentence(
                work.phrases.say("opening.reference", reference=_bare_reference(work.brief.letter.reference)),
                ("letter:reference",),
            )
        )
    return Part("acknowledgement", tuple(sentences))


def _bare_reference(reference: str) -> str:
    reference = reference.strip().splitlines()[0]
    return re.sub(r"^(?:(?:your|our|my) )?ref(?:erence)?\.?(?: no\.?| number)?\s*[:.]?\s*", "", reference, flags=re.I)


def claims_a_promise(work: Work) -> bool:
    """Whether the customer says that we promised something: a claim, until the case records it."""
    said = re.search(
        r"\b(?:you|your \w+|they|he|she|someone|somebody) (?:\w+ )?(?:promised|assured|said (?:you|it|that|they|i)|told me)\b",
        work.brief.letter.body,
        re.I,
    )
    confirmed = any(
        re.search(r"promis|call|agreed|reason|cause|what happened", fact.name, re.I) for fact in work.brief.facts.facts
    )
    return bool(said) and not confirmed


def _legal(work: Work) -> list[Sentence]:
    """Names the letter and its matter; regret for the reason to write, no more: liability is for the team to answer."""
    topic = re.sub(r"^your ", "the ", work.topic or "this matter")  # a solicitor writes of a client's
    if work.brief.enquiry.fault:
        return [Sentence(work.phrases.say("opening.apology_legal", topic=topic), ("letter:body",))]
    written = work.brief.letter.date.date() if work.brief.letter.date else None
    if written is None:
        return [Sentence(work.phrases.say("opening.written_product", product=topic), ("letter:body",))]
    return [
        Sentence(
            work.phrases.say("opening.legal", topic=topic, day=say_date(written, work.brief.today)), ("letter:date",)
        )
    ]


def _regret(work: Work) -> list[Sentence]:
    topic = work.topic
    if claims_a_promise(work) and (claim := _claimed(work)):
        return [Sentence(work.phrases.say("opening.claim", clause=claim), ("letter:body",))]
    if clause := regretted_clause(work):
        work.restated.add(clause)
        return [Sentence(work.phrases.say("opening.apology_clause", clause=clause), ("letter:body",))]
    words = work.brief.enquiry.fault_words.strip(" .!")
    if named := matter(work):
        return [Sentence(work.phrases.say("opening.apology_topic", topic=named), ("letter:body",))]
    if len(words.split()) <= 4 and re.fullmatch(r"[a-z][a-z -]+", words) and not restate(words):
        named = words if re.match(r"(?:the|a|an|your|our|my)\b", words) else f"the {words}"
        return [Sentence(work.phrases.say("opening.apology_topic", topic=swap_person(named)), ("letter:body",))]
    what = f"what has happened with {topic}" if topic else "what you describe"
    return [Sentence(work.phrases.say("opening.apology_topic", topic=what), ("letter:body",))]


def _claimed(work: Work) -> str | None:
    """What the customer says that we promised, as their account of it."""
    for text in (work.brief.enquiry.fault_words, *(point.text for point in work.brief.enquiry.points)):
        clause = restate(text) if text else None
        if clause and re.search(r"\bwe (?:\w+ )?(?:promised|assured|said|told|agreed)\b", clause):
            return clause
    return None


def _matter(work: Work) -> list[Sentence]:
    kind = work.brief.enquiry.kind
    if kind == "thanks":
        return _thanks(work)
    if kind == "cancellation":
        return [_cancellation(work)]
    questions = [point for point in work.brief.enquiry.points if is_question(point)]
    if len(questions) > 1:
        return _several(work, questions)
    if len(questions) == 1:
        return _one_question(work, questions[0])
    return _statement(work)


def _cancellation(work: Work) -> Sentence:
    """What is to be cancelled, as the customer calls it; with regret where illness or loss is the reason."""
    body = re.sub(r"\s+", " ", work.brief.letter.body)
    match = _CANCELLED.search(body)
    what = swap_person(match["what"]) if match and len(match["what"].split()) <= 7 else None
    situation = "opening.cancellation_hardship" if _HARDSHIP.search(body) else "opening.cancellation"
    return Sentence(work.phrases.say(situation, topic=what or work.topic or "your contract with us"), ("letter:body",))


def _thanks(work: Work) -> list[Sentence]:
    """Thanks for the thanks: with the person or the thing that the letter praises."""
    if person := praised(work):
        if person == _signing(work):
            return [Sentence(work.phrases.say("opening.thanks_me"), ("letter:body",))]
        return [Sentence(work.phrases.say("opening.thanks_person", person=person), ("letter:body",))]
    for point in work.brief.enquiry.points:
        if "?" not in point.text and (clause := restate(point.text)) and not clause.startswith("you would"):
            return [Sentence(work.phrases.say("opening.thanks_clause", clause=clause), ("letter:body",))]
    return [Sentence(work.phrases.say("opening.thanks_topic", topic=work.topic or "our work"), ("letter:body",))]


def thanks_shared(work: Work) -> list[Sentence]:
    """Who gets to read the thanks; nobody else when they are for the one who signs."""
    person = praised(work)
    if person and person == _signing(work):
        return []
    return [Sentence(work.phrases.say("opening.thanks_share", who=person or "the colleagues whom you thank"))]


def praised(work: Work) -> str | None:
    """The colleague whom a letter of thanks names."""
    match = _PRAISED.search(re.sub(r"\s+", " ", work.brief.letter.body))
    return (match["one"] or match["two"] or match["three"]) if match else None


def _signing(work: Work) -> str:
    return work.brief.agent.split()[0] if work.brief.agent.strip() else ""


def _several(work: Work, questions: list[Point]) -> list[Sentence]:
    count = _COUNTS.get(len(questions), "several")
    about = work.owned if work.owned and work.is_ours else work.subject
    if about is None and work.brief.enquiry.references and work.topic:
        about = work.topic
    if about:
        text = work.phrases.say("opening.asked_several_product", count=count, product=about)
    else:
        text = work.phrases.say("opening.asked_several", count=count)
    return [Sentence(text, ("letter:body",))]


def _one_question(work: Work, question: Point) -> list[Sentence]:
    if work.brief.enquiry.kind == "request" and (asked := wish(question.text)):
        work.restated.add(question.text)
        return [Sentence(work.phrases.say("opening.wish", clause=asked), ("letter:body",))]
    clause = indirect(question.text)
    if clause and len(clause.split()) <= 16:
        work.restated.add(question.text)
        return [Sentence(work.phrases.say("opening.asked_clause", clause=clause), ("letter:body",))]
    if work.owned:
        return [Sentence(work.phrases.say("opening.asked_product", product=work.owned), ("letter:body",))]
    return _statement(work)


def _statement(work: Work) -> list[Sentence]:
    for point in work.brief.enquiry.points:
        if "?" not in point.text and (clause := wish(point.text) or restate(point.text)):
            work.restated.add(point.text)
            situation = "opening.wish" if clause.startswith("you would like") else "opening.statement"
            return [Sentence(work.phrases.say(situation, clause=clause), ("letter:body",))]
    return _fallback(work)


def _fallback(work: Work) -> list[Sentence]:
    letter = work.brief.letter
    subject = re.sub(r"^(?:(?:re|fw|fwd|aw)\s*:\s*)+", "", letter.subject, flags=re.I).strip(" .!?")
    attacked = any(piece in subject or subject in piece for piece in work.brief.enquiry.attack)
    if work.topic:
        return [Sentence(work.phrases.say("opening.written_product", product=work.topic), ("letter:body",))]
    if (
        2 <= len(subject.split()) <= 7
        and not subject.isupper()
        and not attacked
        and not re.search(r"[@/<>£$€]", subject)
    ):
        return [Sentence(work.phrases.say("opening.asked_subject", subject=subject), ("letter:subject",))]
    if letter.date:
        return [
            Sentence(
                work.phrases.say("opening.written_on", day=say_date(letter.date.date(), work.brief.today)),
                ("letter:date",),
            )
        ]
    return [Sentence(work.phrases.say("opening.written"), ())]


def _tried(work: Work) -> str | None:
    """ "changed the bulb" out of "I already changed the bulb", where the grammar allows it."""
    done = []
    for piece in work.brief.enquiry.tried[:2]:
        text = re.sub(r"^(?:i|we)(?:'ve|’ve| have)? ", "", piece.strip(" .!,"), flags=re.I)
        text = re.sub(r"^(?:already|also|even|have|just) ", "", text, flags=re.I)
        text = re.sub(r"^tried (?:to )?(?=\w+ing\b)", "tried ", text)
        if (
            re.match(r"(?:[a-z]+ed|put|took|reset|set|cut|checked|swapped|read|ran|held|left|rang|wrote|sent)\b", text)
            and len(text.split()) <= 10
        ):
            done.append(swap_person(text))
        elif match := re.match(r"(?P<ing>[a-z]+ing\b.*)$", text):
            done.append(f"tried {swap_person(match['ing'])}")
    return work.phrases.say("opening.tried", tried=lower_first(" and ".join(done))) if done else None
