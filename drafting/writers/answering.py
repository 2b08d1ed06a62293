"""Which sentences of the passages found answer a point (P07): the right row, steps, or sentence.

Nothing is better than something beside the point: what is not plainly about it is left to be found out. A model or
article number in the letter is exact: a sentence about QF-40S never answers for QF-40.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafting.writers.lexicon import content_stems, terms
from drafting.writers.quotable import Surroundings, is_instruction, quotable, right_model
from drafting.writers.relevance import Question, Scored, fits_sort, leans, score
from drafting.writers.rows import row_answers, row_by_meaning
from drafting.writers.units import Unit, split_units
from guidelines.context import Embed
from knowledge.passage import Hit

RELEVANT = 0.25  # a passage that the search scored lower is not quoted
_STEPS_RELEVANT = 0.34
_LEANT_ON = 0.46  # a question without words of its own is answered only by what is near in meaning
_CONDITION = re.compile(
    r"\b(?:unless|except|only|provided|as long as|however|but not|not apply|excludes?|must)\b", re.IGNORECASE
)
_HOW = re.compile(
    r"\bhow (?:do|can|should|would|to|shall)\b|\bwhat (?:can|could|should|else can) (?:i|we) (?:do|try)\b|\bany (?:ideas?|advice|tips)\b|"
    r"\b(?:can|could) (?:i|we) (?:\w+ )?(?:fix|mend|repair|fit|install|clean) ",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\bhow (?:do|can|should|to|shall)\b|\bwhat (?:do|should|shall|must|can) (?:i|we)\b|\b(?:should|must|shall|need to|have to) (?:i|we)\b|"
    r"\b(?:i|we) (?:should|must|need|have to)\b",
    re.IGNORECASE,
)
_LEAVING = terms("cancel leave notice")
_RESTART = re.compile(
    r"\b(?:restart|reboot|re-start|power.?cycl|off and (?:back )?on|turned? (?:it )?off|reset)\w*"
    r"|\b(?:switch|turn)\w*\b[^.]{0,30}\boff\b.{0,40}\bon\b",
    re.IGNORECASE,
)


def answer_units(
    question: Question, hits: Sequence[Hit], around: Surroundings, limit: int, embed: Embed | None = None
) -> tuple[Unit, ...]:
    """The sentences that answer, in the order of their documents; none when nothing speaks of the point.

    ``limit`` bounds them; steps of one list count as one. Steps already tried are left out (P09).
    """
    units = [
        (unit, hit.score)
        for hit in hits
        for unit in split_units(hit.passage)
        if quotable(unit, around) and right_model(unit, around, question.text)
    ]
    if question.asks and (
        rows := row_answers(
            question.text, around.customer, [unit for unit, _ in units], around.products, leaving=question.leaving
        )
    ):
        return rows
    if question.asks and embed and not question.leaving:
        table = [unit for unit, _ in units if unit.cells]
        if rows := row_by_meaning(question.text, around.customer, table, around.products, embed):
            return rows
    scored = score(question, [(unit, hit) for unit, hit in units if unit.cells is None], around, embed)
    if (question.problem or _HOW.search(question.text)) and (steps := _steps(question, scored, hits, around)):
        return steps
    if question.problem:
        return ()
    own = terms(question.text) - terms(" ".join(around.products))
    answering = [
        entry
        for entry in scored
        if entry.head_on
        and (not question.leaving or _LEAVING & terms(f"{entry.unit.passage.section} {entry.unit.passage.text}"))
        and (own or (entry.near or 0.0) >= _LEANT_ON)
        and fits_sort(question.text, entry.unit.text)
        and entry.unit.shape != "step"
    ]
    if not answering:
        return ()
    best = answering[0]
    chosen = [best.unit]
    for candidate in answering[1:]:
        if len(chosen) < limit and _adds(question, candidate, best, chosen):
            chosen.append(candidate.unit)
    if len(chosen) < limit and (rider := _condition_after(best.unit, scored)):
        chosen.append(rider)
    return _in_reading_order(_with_antecedents(chosen, scored), best.unit)


def _adds(question: Question, candidate: Scored, best: Scored, chosen: Sequence[Unit]) -> bool:
    """Whether a further sentence is as much about the point as the first, and says something else."""
    own = terms(candidate.unit.text)
    covered = frozenset().union(*(terms(unit.text) for unit in chosen))
    if len(own - covered) < 2 or len(own & covered) / max(1, len(own)) > 0.7:
        return False
    if is_instruction(candidate.unit.text) and not _TO_DO.search(question.text):
        return False
    close = candidate.score >= best.score * 0.8 and candidate.content >= 0.4
    return close and (candidate.near is None or candidate.near >= max(0.45, (best.near or 0.0) - 0.15))


def _condition_after(first: Unit, scored: Sequence[Scored]) -> Unit | None:
    """The sentence that follows directly and bounds what the first says: an "unless", an "only"."""
    for entry in scored:
        unit = entry.unit
        follows = unit.passage.id == first.passage.id and unit.position == first.position + 1
        if follows and unit.shape == first.shape == "prose" and unit.context == first.context:
            bounds = _CONDITION.search(unit.text) or re.match(r"if (?:it|they|not)\b", unit.text, re.I)
            if bounds and (entry.content >= 0.2 or leans(unit.text)):
                return unit
    return None


def _with_antecedents(chosen: list[Unit], scored: Sequence[Scored]) -> list[Unit]:
    """A sentence that begins with "This" or "It" brings the one before it, or stays out when that one is barred."""
    by_place = {(entry.unit.passage.id, entry.unit.position): entry.unit for entry in scored}
    whole = list(chosen)
    for unit in chosen:
        current = unit
        while leans(current.text):
            before = by_place.get((current.passage.id, current.position - 1))
            if before is None or before in whole:
                break
            whole.append(before)
            current = before
    return whole


def _in_reading_order(units: Iterable[Unit], first: Unit) -> tuple[Unit, ...]:
    order: list[str] = [first.passage.id]
    for unit in units:
        if unit.passage.id not in order:
            order.append(unit.passage.id)
    return tuple(sorted(set(units), key=lambda unit: (order.index(unit.passage.id), unit.position)))


def _steps(question: Question, scored: Sequence[Scored], hits: Sequence[Hit], around: Surroundings) -> tuple[Unit, ...]:
    """The whole list of steps whose heading or steps speak of the point, without what the customer tried."""
    search = {hit.passage.id: hit.score for hit in hits}
    groups: dict[tuple[str, int], list[Scored]] = {}
    for entry in scored:
        if entry.unit.shape in ("step", "bullet"):
            groups.setdefault((entry.unit.passage.id, entry.unit.group), []).append(entry)
    best: tuple[float, list[Scored]] | None = None
    for (passage, _), members in groups.items():
        if sum(is_instruction(entry.unit.text) for entry in members) < len(members) / 2:
            continue
        strength = _speaks_to(question, members, around)
        if strength and search.get(passage, 0.0) >= _STEPS_RELEVANT and (best is None or strength > best[0]):
            best = (strength + search[passage], members)
    if best is None:
        return ()
    steps = sorted((entry.unit for entry in best[1]), key=lambda unit: unit.position)
    return tuple(unit for unit in steps if not was_tried(unit.text, around.tried))


def _speaks_to(question: Question, members: Sequence[Scored], around: Surroundings) -> float:
    """How far a list is about the point, by the words over it and by its nearest step; 0 when it is not."""
    unit = members[0].unit
    asked = terms(question.about) - terms(" ".join(around.products))
    titled = terms(f"{unit.context} {unit.passage.section}") & asked
    nearest = max((entry.near if entry.near is not None else entry.content) for entry in members)
    content = max(entry.content for entry in members)
    if not titled and nearest < 0.5:
        return 0.0
    return 0.4 * len(titled) + nearest + content if nearest >= 0.3 or content >= 0.3 else 0.0


def was_tried(step: str, tried: tuple[str, ...]) -> bool:
    """Whether the customer wrote that this step was done: its act and its thing both stand in what was tried (P09)."""
    act = re.split(r"[.;:]", step, maxsplit=1)[0]
    for done in tried:
        told = content_stems(done)
        if _RESTART.search(done) and _RESTART.search(step):
            return True
        shared = told & content_stems(act)
        if len(shared) >= 2 or (told and shared == told) or (shared and len(content_stems(act)) <= 2):
            return True
    return False
