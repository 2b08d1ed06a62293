"""Greeting and acknowledgement: this letter's matter in our words, and one apology where a fault of ours shows (P01, P03, P05)."""  # noqa: E501

from __future__ import annotations

import re

from drafting.reply import Part, Sentence
from drafting.writers.due import say_date
from drafting.writers.questions import is_question
from drafting.writers.restate import indirect, restate, swap_person, to_regret, wish
from drafting.writers.voice import lower_first
from drafting.writers.work import Work
from guidelines.context import Point

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_FRAGMENT = re.compile(
    r"^(?:arrived|came|stopped|broke|failed|leaks?|flickers?|was|is|has|had|never|did not|does not|doesn't|didn't|won't|will not|keeps?|"  # noqa: E501
    r"crashes|crashed|lost|fell|cracked|went|turned|started|smells?|makes?)\b",
    re.IGNORECASE,
)


def greeting(work: Work) -> Part:
    return Part("greeting", (Sentence(f"{work.brief.enquiry.greeting.rstrip(',')},"),))


def acknowledgement(work: Work) -> Part:
    """What the customer wrote, said back, with the apology where one is due and credit for what was tried."""
    enquiry = work.brief.enquiry
    sentences = _legal(work) if enquiry.gravity == "legal" else _regret(work) if enquiry.fault else _matter(work)
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
    return re.sub(r"^(?:(?:your|our|my) )?ref(?:erence)?\.?(?: no\.?| number)?\s*[:.]?\s*", "", reference, flags=re.I)


def regretted_clause(work: Work) -> str | None:
    """What went wrong, as a clause that "I am sorry that" can take; None when the letter's words do not give one."""
    enquiry = work.brief.enquiry
    for text in (enquiry.fault_words, *(point.text for point in enquiry.points if "?" not in point.text)):
        if not text or any(piece in text or text in piece for piece in enquiry.attack):
            continue
        clause = restate(text) or (restate(f"{work.topic} {text}") if work.topic and _FRAGMENT.match(text) else None)
        if clause and to_regret(clause) and not re.search(r"\bwe (?:\w+ )?(?:promised|assured|agreed)\b", clause):
            return clause
    return None


def claims_a_promise(work: Work) -> bool:
    """Whether the customer says that we promised something: a claim, until the case records it."""
    said = re.search(
        r"\b(?:you|your \w+|they|he|she|someone|somebody) (?:\w+ )?(?:promised|assured|said (?:you|it|that|they|i)|told me)\b",  # noqa: E501
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
    if (
        words
        and len(words.split()) <= 4
        and re.fullmatch(r"[a-z][a-z -]+", words)
        and not restate(words)
        and not _FRAGMENT.match(words)
    ):
        named = words if re.match(r"(?:the|a|an|your|our|my)\b", words) else f"the {words}"
        return [Sentence(work.phrases.say("opening.apology_topic", topic=swap_person(named)), ("letter:body",))]
    trouble = f"the trouble with {topic}" if topic else "the trouble that you describe"
    return [Sentence(work.phrases.say("opening.apology_topic", topic=trouble), ("letter:body",))]


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
        return [Sentence(work.phrases.say("opening.cancellation", topic=work.topic or "with us"), ("letter:body",))]
    questions = [point for point in work.brief.enquiry.points if is_question(point)]
    if len(questions) > 1:
        return _several(work, questions)
    if len(questions) == 1:
        return _one_question(work, questions[0])
    return _statement(work)


def _thanks(work: Work) -> list[Sentence]:
    for point in work.brief.enquiry.points:
        if "?" not in point.text and (clause := restate(point.text)) and not clause.startswith("you would"):
            return [Sentence(work.phrases.say("opening.thanks_clause", clause=clause), ("letter:body",))]
    return [Sentence(work.phrases.say("opening.thanks_topic", topic=work.topic or "our work"), ("letter:body",))]


def _several(work: Work, questions: list[Point]) -> list[Sentence]:
    count = _COUNTS.get(len(questions), "several")
    if work.owned:
        text = work.phrases.say("opening.asked_several_product", count=count, product=work.owned)
    elif first := indirect(questions[0].text):
        text = work.phrases.say("opening.asked_several", first=first)
        work.restated.add(questions[0].text)
    else:
        return _statement(work)
    return [Sentence(text, ("letter:body",))]


def _one_question(work: Work, question: Point) -> list[Sentence]:
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
