"""The middle of a reply: for every point, in the letter's order, what answers it and where that stands (P07, P09).

A point is answered by what the case records, else by the policy's own times, else by the documents; what none of them
answers goes to ``work.gaps``.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafting.brief import Found
from drafting.reply import Sentence
from drafting.writers.answering import answer_units
from drafting.writers.casefacts import answering_facts, cause_found, done, reasons
from drafting.writers.lexicon import lexicon, terms, words
from drafting.writers.questions import is_question, question_of
from drafting.writers.quotable import for_customers, is_instruction
from drafting.writers.relevance import asks_sort, fits_sort
from drafting.writers.remedies import remedy_class, wants_remedy
from drafting.writers.span import how_long, still_open
from drafting.writers.terms_in_time import band, fits
from drafting.writers.units import Cells, Unit, split_units
from drafting.writers.voice import letter_voice, lower_first
from drafting.writers.work import Work
from guidelines.context import Point
from knowledge.passage import Hit

_MOST_STEPS = 6
_WHAT_WILL_YOU_DO = re.compile(
    r"\b(?:propose|intend|going) to do\b|\bwhat (?:will|are|can|could|would) you (?:\w+ )?(?:do|doing)\b", re.IGNORECASE
)
_TO_BE_DONE = re.compile(
    r"\b(?:back|refund\w*|replace\w*|send|sent|cancel\w*|stop|change|correct|repay|reimburse)\b", re.IGNORECASE
)
_ASKS_AN_ACT = re.compile(
    r"(?:and |so |please )*(?:can|could|will|would) you (?:please |kindly |also )?(?!tell|say|explain|confirm|let|advise|deliver|ship|recommend|help)[a-z]+ ",
    re.IGNORECASE,
)
_MONEY_BACK = re.compile(
    r"\bhow much\b|\bget (?:\w+ )?back\b|\brefund|\bmoney back\b|\bcost\b|\bcharge|\blose\b|\bpay\b", re.IGNORECASE
)
_SUM = re.compile(
    r"\bprice\b|\bdeposit\b|\brefund|\bfee\b|\bcharge|[£$€%]|\bpay|\bfree\b|\bkeep\b|\blose\b", re.IGNORECASE
)
# "or is that gone as well?" asks no more than the question that it follows
_LEFTOVER = re.compile(
    r"or\b|(?:is|are|was|has|have) (?:that|it|this|they) (?:\w+ ){0,3}(?:as well|too|then|either)\b", re.IGNORECASE
)
_DISCOUNT = 0.8  # a passage that was found for another point of the letter counts for this much of its score
_WANTS = re.compile(r"\b(?:want|would like|please|need|asks? for|wish|should like|wonder)\b", re.IGNORECASE)


@dataclass
class _Answer:
    """What answers one point: sentences of the case and the policy, then units of the documents."""

    point: Point
    said: list[Sentence]
    units: list[Unit]


def explain(work: Work, *, words_left: int = 130) -> list[Sentence]:
    """Facts of the case and sentences of passages for each point; what nothing answers goes to ``work.gaps``."""
    brief = work.brief
    found = {(entry.point.start, entry.point.text): entry for entry in brief.found}
    points = brief.enquiry.points or tuple(entry.point for entry in brief.found)
    share = max(28, words_left // max(1, len(points)))
    answers = [_answer(work, found.get((point.start, point.text), Found(point, ()))) for point in points]
    out = _paragraph(reasons(brief, work.phrases, work.said)) if brief.enquiry.fault else []
    for answer in _with_rows_joined(answers):
        said_here = _say(work, answer, share)
        if answer.point.text in work.held or any(sentence.text in work.faulted for sentence in said_here):
            work.gaps += [answer.point] if answer.point not in work.gaps else []
            continue
        out += _paragraph(said_here)
    said = [unit.text for answer in answers for unit in answer.units if unit.cells is None]
    work.gaps = [point for point in work.gaps if not _told_on_the_way(point, said)]
    return out + _paragraph(done(brief, work.phrases, work.said))


def _answer(work: Work, entry: Found) -> _Answer:
    point = entry.point
    said = answering_facts(point, work.brief, work.phrases, work.said)
    said += cause_found(point, work.brief, work.phrases, work.said)
    settled = bool(said) and re.search(r"\b(?:where|why|when|am i|do i get|will i)\b", point.text, re.I)
    actions = work.brief.facts.actions
    mended = bool(actions) and (
        not is_question(point) or bool(_WHAT_WILL_YOU_DO.search(point.text)) or _done_for(work, point)
    )
    if not said and (window := still_open(work, point)):
        return _Answer(point, [window], [])
    if not said and not mended and (span := how_long(work, point)):
        return _Answer(point, [span], [])
    units = [] if settled or mended else _units(work, entry)
    leftover = _LEFTOVER.match(point.text.strip())
    if not said and not units and not mended and not leftover and _needs_answer(work, point):
        work.gaps.append(point)
    return _Answer(point, said, units)


def asks_what_we_do(point: Point) -> bool:
    """Whether a point asks what we are going to do about it: an offer, or what was done, is the answer."""
    return bool(_WHAT_WILL_YOU_DO.search(point.text))


def _done_for(work: Work, point: Point) -> bool:
    """Whether a recorded action is what a point asks for: "am I getting the charge back?" of a charge refunded."""
    if not _TO_BE_DONE.search(point.text):
        return False
    asked = terms(point.text) - terms(" ".join(work.brief.enquiry.products))
    return any(asked & terms(action) for action in work.brief.facts.actions)


def _units(work: Work, entry: Found) -> list[Unit]:
    point = entry.point
    if wants_remedy(point, work.brief) or _is_background(work, point) or _asks_an_act(work, point):
        return []
    if dated := _terms_of_leaving(work, point):
        return dated
    limit = 3 if len(work.brief.enquiry.points) <= 2 else 2
    units = answer_units(question_of(work, point), _pool(work, entry), work.around, limit, work.embed)
    kept = [unit for unit in units if not _promises_never(work, unit.text)]
    return _for_this_day(work, kept)


def _terms_of_leaving(work: Work, point: Point) -> list[Unit]:
    """For "how much do I get back" of a cancellation before a known day: the terms that this day falls under."""
    if work.brief.enquiry.kind != "cancellation" or work.ahead is None or not _MONEY_BACK.search(point.text):
        return []
    units = [
        unit
        for found in work.brief.found
        for hit in found.hits
        if for_customers(hit)
        for unit in split_units(hit.passage)
    ]
    fitting = [unit for unit in units if band(unit.text) and fits(unit.text, work.ahead) and unit.cells is None]
    return [unit for unit in dict.fromkeys(fitting) if _SUM.search(unit.text)][:2]


def _pool(work: Work, entry: Found) -> tuple[Hit, ...]:
    """The point's own passages, and those found for the letter's other points at a discount."""
    own = {hit.passage.id for hit in entry.hits}
    others = {
        hit.passage.id: replace(hit, score=hit.score * _DISCOUNT)
        for found in work.brief.found
        for hit in found.hits
        if hit.passage.id not in own
    }
    return tuple(hit for hit in (*entry.hits, *others.values()) if for_customers(hit))


def _for_this_day(work: Work, units: list[Unit]) -> list[Unit]:
    """Of terms that depend on the time to a day, those that this case's day falls under; all when it is not known."""
    if work.ahead is None or not any(band(unit.text) for unit in units):
        return units
    fitting = [unit for unit in units if fits(unit.text, work.ahead)]
    for unit in units:
        for sibling in split_units(unit.passage):
            if band(sibling.text) and fits(sibling.text, work.ahead) and sibling.text not in {u.text for u in fitting}:
                fitting.append(sibling)
    return fitting[:3]


def _with_rows_joined(answers: Sequence[_Answer]) -> list[_Answer]:
    """Cells of one row that several points ask for stand in one sentence, where the first of them is answered."""
    first: dict[tuple[str, int], tuple[_Answer, int]] = {}
    for answer in answers:
        kept: list[Unit] = []
        for unit in answer.units:
            place = (unit.passage.id, unit.position)
            if unit.cells is None or place not in first:
                if unit.cells is not None:
                    first[place] = (answer, len(kept))
                kept.append(unit)
                continue
            home, index = first[place]
            row = (kept if home is answer else home.units)[index]
            known = row.cells.values if row.cells else ()
            values = (*known, *(cell for cell in unit.cells.values if cell not in known))
            (kept if home is answer else home.units)[index] = replace(row, cells=Cells(unit.cells.subject, values))
        answer.units = kept
    return list(answers)


def _told_on_the_way(point: Point, said: Sequence[str]) -> bool:
    """Whether the answer to another point holds the time or sum that this one asks for: the last step of a procedure."""
    return asks_sort(point.text) and any(
        terms(point.text) & terms(text) and fits_sort(point.text, text) for text in said
    )


def _say(work: Work, answer: _Answer, budget: int) -> list[Sentence]:
    units = _within(work, answer.units, budget)
    company = work.brief.policy.company.name
    prose = [unit for unit in units if unit.shape in ("prose", "row")]
    steps = [unit for unit in units if unit.shape in ("step", "bullet")]
    if steps and not any(is_instruction(unit.text) for unit in steps):
        prose, steps = units, []
    sentences = [Sentence(letter_voice(unit, company, work.articled), (unit.passage.id,)) for unit in prose]
    work.quoted.update(_key(unit) for unit in units)
    if (steps and work.brief.enquiry.fault) or (
        any(is_instruction(unit.text) for unit in prose) and not is_question(answer.point)
    ):
        work.steps_given = True
    return answer.said + [_polite(sentence) for sentence in sentences] + (_say_steps(work, steps) if steps else [])


def _key(unit: Unit) -> str:
    """What a unit says: of one table row, two questions may ask for different cells."""
    return letter_voice(unit, "")


def _within(work: Work, units: list[Unit], budget: int) -> list[Unit]:
    """The units not said yet, as many as the letter's length allows; steps are never cut in the middle."""
    kept: list[Unit] = []
    length = 0
    for unit in units:
        length += len(words(unit.text))
        if _key(unit) in work.quoted:
            continue
        if kept and length > budget + 25 and unit.shape not in ("step", "bullet"):
            break
        kept.append(unit)
    return kept


def _say_steps(work: Work, units: list[Unit]) -> list[Sentence]:
    """One or two steps as sentences, more as a list; least effort first where they are not numbered (P09)."""
    if units[0].shape == "bullet":
        units = sorted(units, key=lambda unit: _effort(unit.text))
    units = units[:_MOST_STEPS]
    company = work.brief.policy.company.name
    texts = [letter_voice(unit, company) for unit in units]
    sources = [(unit.passage.id,) for unit in units]
    if len(units) > 2:
        fixing = "steps_next" if work.brief.enquiry.tried else "steps"
        lead = work.phrases.say(f"explanation.{fixing if work.brief.enquiry.fault else 'steps_how'}")
        items = [Sentence(text, source, "item") for text, source in zip(texts, sources, strict=True)]
        return [Sentence(lead), *items]
    first = Sentence(work.phrases.say("explanation.one_step", step=lower_first(texts[0])), sources[0])
    if len(units) == 1:
        return [first]
    return [first, Sentence(work.phrases.say("explanation.second_step", step=lower_first(texts[1])), sources[1])]


def _effort(step: str) -> int:
    tokens = set(re.findall(r"[a-z]+", step.lower()))
    return max((rank for rank, group in enumerate(lexicon().effort) if tokens & group), default=1)


def _polite(sentence: Sentence) -> Sentence:
    """An order standing among prose is asked for."""
    if is_instruction(sentence.text) and not sentence.text.lower().startswith(("please", "note")):
        return Sentence(f"Please {lower_first(sentence.text)}", sentence.sources, sentence.lead)
    return sentence


def _paragraph(sentences: list[Sentence]) -> list[Sentence]:
    if not sentences:
        return []
    first = sentences[0]
    return [Sentence(first.text, first.sources, "paragraph" if first.lead == "space" else first.lead), *sentences[1:]]


def _is_background(work: Work, point: Point) -> bool:
    """A statement beside questions, of nothing that went wrong, tells us why somebody asks; it wants no answer of its own."""
    if is_question(point) or work.brief.enquiry.kind == "complaint":
        return False
    return not _WANTS.search(point.text) and any(is_question(other) for other in work.brief.enquiry.points)


def _needs_answer(work: Work, point: Point) -> bool:
    brief = work.brief
    if wants_remedy(point, brief):
        return False
    if is_question(point):
        return not _asks_an_act(work, point)
    if not terms(point.text):
        return False
    return (
        brief.enquiry.kind in ("complaint", "request")
        and brief.enquiry.fault
        and brief.enquiry.remedy_asked is None
        and remedy_class(point.text) is None
    )


def _asks_an_act(work: Work, point: Point) -> bool:
    """A request for something to be done: the next step answers it, not a document."""
    return work.brief.enquiry.kind == "request" and bool(_ASKS_AN_ACT.match(point.text.strip()))


def _promises_never(work: Work, text: str) -> bool:
    lowered = text.lower()
    return any(phrase.lower() in lowered for row in work.brief.policy.never for phrase in row.also)
