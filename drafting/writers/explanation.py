"""The middle of a reply: for every point, in the letter's order, what answers it, each sentence with its source (P07, P09)."""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from drafting.brief import Found
from drafting.reply import Sentence
from drafting.writers.answering import answer_units, is_instruction
from drafting.writers.casefacts import answering_facts, done, reasons
from drafting.writers.lexicon import lexicon, terms, words
from drafting.writers.opening import is_question
from drafting.writers.remedies import remedy_class
from drafting.writers.restate import indirect
from drafting.writers.units import Unit
from drafting.writers.voice import letter_voice, lower_first
from drafting.writers.work import Work
from guidelines.context import Point

_MOST_STEPS = 6


def explain(work: Work, *, words_left: int = 130) -> list[Sentence]:
    """Facts of the case and sentences of passages for each point; what nothing answers goes to ``work.gaps``."""
    brief = work.brief
    out: list[Sentence] = []
    found = {(entry.point.start, entry.point.text): entry for entry in brief.found}
    points = brief.enquiry.points or tuple(entry.point for entry in brief.found)
    share = max(28, words_left // max(1, len(points)))
    for point in points:
        entry = found.get((point.start, point.text), Found(point, ()))
        out += _paragraph(_for_point(work, entry, share))
    if brief.enquiry.fault:
        out = _paragraph(reasons(brief, work.phrases, work.said)) + out
    return out + _paragraph(done(brief, work.phrases))


def _for_point(work: Work, entry: Found, budget: int) -> list[Sentence]:
    point = entry.point
    facts = answering_facts(point, work.brief, work.phrases, work.said)
    settled = bool(facts) and re.search(r"\b(?:where|why|when)\b", point.text, re.I)
    mended = work.brief.facts.actions and not is_question(point)  # what was done speaks for itself
    chosen = [] if settled or mended else _units(work, _with_context(work, entry))
    units = _within(work, chosen, point, budget)
    company = work.brief.policy.company.name
    prose = [unit for unit in units if unit.shape in ("prose", "row")]
    steps = [unit for unit in units if unit.shape in ("step", "bullet")]
    if steps and not any(is_instruction(unit.text) for unit in steps):
        prose, steps = units, []
    sentences = [
        Sentence(letter_voice(unit, company, point.text, work.brief.enquiry.products), (unit.passage.id,))
        for unit in prose
    ]
    work.quoted.update(_key(unit, point) for unit in units)
    work.quoted.update(cell for unit in prose for cell in _cells_said(unit, point))
    if steps or (any(is_instruction(unit.text) for unit in prose) and not is_question(point)):
        work.steps_given = True
    if not facts and not chosen and _needs_answer(work, point):
        work.gaps.append(point)
    return facts + [_polite(sentence) for sentence in sentences] + (_say_steps(work, steps) if steps else [])


def _with_context(work: Work, entry: Found) -> Found:
    """A question that leans on the one before it ("If so, how much is it?") is read together with it."""
    points = work.brief.enquiry.points
    if len(terms(entry.point.text)) > 2 or not re.search(
        r"\b(?:it|that|this|them|they|so|one)\b", entry.point.text, re.I
    ):
        return entry
    before = [point for point in points if point.start < entry.point.start][-1:]
    hits = [hit for found in work.brief.found if found.point in before for hit in found.hits]
    own = {hit.passage.id for hit in entry.hits}
    pooled = (*entry.hits, *(hit for hit in hits if hit.passage.id not in own))
    text = " ".join([*(point.text for point in before), entry.point.text])
    return Found(replace(entry.point, text=text), pooled)


def _key(unit: Unit, point: Point) -> str:
    """What a unit says for this point: of one table row, two questions may ask for different cells."""
    return letter_voice(unit, "", point.text)


def _cells_said(unit: Unit, point: Point) -> set[str]:
    """The values of a table row that its sentence for this point says, each with its place."""
    if unit.cells is None:
        return set()
    text = letter_voice(unit, "", point.text)
    return {f"{unit.passage.id}:{unit.position}:{value}" for _, value in unit.cells.values if value in text}


def _units(work: Work, entry: Found) -> list[Unit]:
    if not entry.hits or _is_wish(work, entry.point) or _is_background(work, entry.point):
        return []
    limit = 3 if len(work.brief.enquiry.points) <= 2 else 2
    units = answer_units(entry.point, entry.hits, work.around, limit, work.embed)
    return [unit for unit in units if not _promises_never(work, unit.text)]


def _within(work: Work, units: list[Unit], point: Point, budget: int) -> list[Unit]:
    """The units not said yet, as many as the letter's length allows; steps are never cut in the middle."""
    kept: list[Unit] = []
    length = 0
    for unit in units:
        length += len(words(unit.text))
        cells = _cells_said(unit, point)
        if _key(unit, point) in work.quoted or (cells and cells <= work.quoted):
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
        lead = work.phrases.say("explanation.steps_next" if work.brief.enquiry.tried else "explanation.steps")
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
    """A statement beside questions, of nothing that went wrong, tells us why somebody asks; it wants no answer of its own."""  # noqa: E501
    if is_question(point) or work.brief.enquiry.kind == "complaint":
        return False
    wants = re.search(r"\b(?:want|would like|please|need|asks? for|wish|should like|wonder)\b", point.text, re.I)
    return not wants and any(is_question(other) for other in work.brief.enquiry.points)


def _is_wish(work: Work, point: Point) -> bool:
    """A point that only asks for a remedy is answered by what we offer, not by a document."""
    if remedy_class(point.text) is None or re.search(
        r"\bhow (?:do|can|long|much)\b|\bwhen\b|\bwhat (?:is|are)\b", point.text, re.I
    ):
        return False
    asks = re.search(
        r"\b(?:want|would like|please|expect|demand|can i (?:have|get)|i need|give me|send me|i'd like|insist|entitled)\b",  # noqa: E501
        point.text,
        re.I,
    )
    return bool(asks) and work.brief.enquiry.remedy_asked is not None


def _needs_answer(work: Work, point: Point) -> bool:
    if _is_wish(work, point) or not terms(point.text):
        return False
    if is_question(point):
        return (
            remedy_class(point.text) is None
            or work.brief.enquiry.remedy_asked is None
            or (indirect(point.text) is not None and "how" in point.text.lower())
        )
    return (
        work.brief.enquiry.kind in ("complaint", "request")
        and work.brief.enquiry.fault
        and work.brief.enquiry.remedy_asked is None
    )


def _promises_never(work: Work, text: str) -> bool:
    lowered = text.lower()
    return any(phrase.lower() in lowered for row in work.brief.policy.never for phrase in row.also)
