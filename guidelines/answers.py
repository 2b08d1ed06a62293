"""The answer map: each point of the letter against the sentences of the draft that answer it (P03).

A sentence answers a point when it speaks of the same matter and has what such a question asks for (a day for "when",
a sum for "how much", a reason for "why"). Words and concepts do it alone; with ``context.embed``, meaning helps.
What is left without an answer is a gap; ``Answer.gap`` says how sure that is, as a false alarm costs more than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines import answer_words as say
from guidelines.finding import Answer, Level
from guidelines.wording import REMEDIES, concepts, content_stems

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Context, Embed, LetterContext, Point
    from guidelines.draft import Draft, Span

NEAR = 0.47  # meaning from which a sentence is about the point, whatever its words (pairs of many trades)
DOUBT = 0.38  # meaning from which it may be
LONG = 24  # words of a sentence that is read by its clauses too
_CLAUSE = re.compile(r"[;:]\s+|,\s+|\s+[–—-]\s+|\s(?:and|but)\s")
_STRICT = ("when", "money", "why", "where", "how", "count", "which")
_GRAVE = frozenset(("bereavement", "legal", "safety"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A point as it is matched: its own stems by their weight, what kind of answer it wants, whether it is bare.

    A bare point ("Where is it?", "Can I do that now?") has hardly a word of its own: only the kind of answer tells.
    """

    text: str
    stems: frozenset[str]
    telling: frozenset[str]
    strict: tuple[str, ...]
    question: bool
    wish: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a sentence answers a point: shared words and concepts, the kind of answer, and meaning."""

    words: float  # share of the point's words, 0 to 1
    telling: int  # shared words that belong to this point alone
    alike: bool  # a word of like meaning is shared
    concept: bool
    kind: bool
    meaning: float
    holding: bool
    acknowledges: bool


def map_answers(draft: Draft, context: Context) -> tuple[Answer, ...] | None:
    """Every point of the letter once, with the sentences that answer it, in order; None without a letter."""
    letter = context.letter
    if letter is None:
        return None
    points, sentences = letter.points, draft.sentences
    if not points or not sentences:
        return tuple(Answer(point, (), gap=_gap_of_nothing(point, letter)) for point in points)
    asked = [_read(point.text, points, letter.products) for point in points]
    meaning = _meaning(points, sentences, context.embed)
    fits = [
        [_fit(one, sentence.text, float(meaning[number, place])) for place, sentence in enumerate(sentences)]
        for number, one in enumerate(asked)
    ]
    found = [
        [place for place, fit in enumerate(row) if _answers(one, fit)] for one, row in zip(asked, fits, strict=True)
    ]
    _take_what_is_left(asked, sentences, fits, found, with_meaning=context.embed is not None)
    _take_handover(sentences, found, letter)
    gaps = _gaps(asked, sentences, fits, found, letter)
    return tuple(
        Answer(point, tuple((sentences[place].start, sentences[place].end) for place in places), gap)
        for point, places, gap in zip(points, found, gaps, strict=True)
    )


def is_question(point: str) -> bool:
    """Whether a point asks for an answer outright; a problem that is only told may be met by what is done."""
    return say.QUESTION.search(point) is not None


def is_wish(point: str) -> bool:
    return say.WISH.search(point) is not None


def _read(text: str, points: Sequence[Point], products: Sequence[str]) -> _Asked:
    stems = content_stems(text)
    common = _common(tuple(other.text for other in points)) if len(points) > 1 else frozenset()
    telling = stems - common - _generic() - content_stems(" ".join(products))
    own = stems - _generic()
    question, wish = is_question(text), is_wish(text)
    return _Asked(text, stems, telling, tuple(_strictly_asked(text)), question, wish, len(own) == 0)


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return content_stems(" ".join(say.GENERIC)) | say.GENERIC


@lru_cache(maxsize=256)
def _common(points: tuple[str, ...]) -> frozenset[str]:
    """Words that several points share (the product, the order) tell no point from another."""
    seen: dict[str, int] = {}
    for point in points:
        for word in content_stems(point):
            seen[word] = seen.get(word, 0) + 1
    return frozenset(word for word, count in seen.items() if count > 1)


def _strictly_asked(point: str) -> list[str]:
    asked = [name for name in _STRICT if say.ASKS_FOR[name].search(point)]
    return [name for name in asked if name != "money" or len(asked) == 1 or re.search(r"\bhow much\b", point, re.I)]


@lru_cache(maxsize=20_000)
def _fit(asked: _Asked, sentence: str, meaning: float) -> _Fit:
    have = content_stems(sentence)
    shared = asked.stems & have
    weight = len(shared & asked.telling) + 0.35 * len(shared - asked.telling)
    return _Fit(
        min(1.0, weight / max(2.0, min(len(asked.stems), 6))),
        len(shared & asked.telling),
        bool(say.groups(asked.stems - _generic()) & say.groups(have)) or say.is_dated(asked.text, sentence),
        bool((concepts(asked.text) & concepts(sentence)) - {"dispatch"}),
        _kind_fits(asked, sentence),
        meaning,
        bool(say.HOLDING.search(sentence)),
        bool(say.ACKNOWLEDGES.match(sentence)),
    )


def _kind_fits(asked: _Asked, sentence: str) -> bool:
    if asked.strict:
        return any(say.fits(name, asked.text, sentence) for name in asked.strict)
    if asked.wish or concepts(asked.text) & REMEDIES:
        granted = bool(concepts(sentence) & (concepts(asked.text) | REMEDIES)) or bool(
            content_stems(sentence) & asked.stems
        )
        return granted and bool(say.VERDICT_ON_WISH.search(sentence))
    if say.ASKS_FOR["yes_no"].search(asked.text):
        return bool(say.FITS["yes_no"].search(sentence))
    return any(pattern.search(asked.text) for name, pattern in say.ASKS_FOR.items() if name != "who")


def _answers(asked: _Asked, fit: _Fit) -> bool:
    """Calibrated on pairs of many trades (tests): meaning and words, or words with the right kind of answer."""
    question = asked.question or asked.wish
    if fit.acknowledges and asked.question and not asked.wish:
        return fit.kind and (fit.words >= 0.6 or fit.meaning >= 0.75)
    if fit.holding and (
        fit.words >= 0.3 or fit.meaning >= 0.4 or fit.telling > 0 or (fit.concept and fit.words >= 0.15)
    ):
        return True
    if fit.words >= 0.5 and (fit.kind or not question or fit.words >= 0.9 or not asked.strict):
        return True
    if fit.kind and (
        fit.words >= 0.3
        or fit.telling > 0
        or (fit.concept and (fit.words >= 0.15 or fit.meaning >= 0.25 or asked.wish))
        or (fit.alike and (fit.meaning >= 0.3 or fit.words >= 0.15))
    ):
        return True
    if not asked.bare and fit.meaning >= (NEAR if fit.kind or not asked.strict else NEAR + 0.1):
        return True
    return not question and (fit.words >= 0.3 or fit.telling > 0 or fit.concept or fit.meaning >= 0.4)


def _take_what_is_left(
    asked: Sequence[_Asked],
    sentences: Sequence[Span],
    fits: list[list[_Fit]],
    found: list[list[int]],
    *,
    with_meaning: bool,
) -> None:
    """Give each point without an answer the best sentence of the kind that was asked for, if no other point has it.

    Answers often leave out the words of the question ("It runs until 31 January"); they come in its order.
    """
    used = {
        (place, kind) for one, places in zip(asked, found, strict=True) for place in places for kind in _kinds_of(one)
    }
    for number, one in enumerate(asked):
        if found[number] or not (one.question or one.wish):
            continue
        floor = max((max(places) for places in found[:number] if places), default=-1) if number else -1
        best: tuple[float, int] | None = None
        for place, sentence in enumerate(sentences):
            fit = fits[number][place]
            if fit.acknowledges or _is_courtesy(sentence.text):
                continue
            near = place in (floor, floor + 1, floor + 2)
            taken = (
                {kind for other, kind in used if other == place} >= set(one.strict)
                if one.strict
                else place in {a for a, _ in used}
            )
            score = _loosely(one, fit, sentence.text, near=near, used=taken, with_meaning=with_meaning)
            if score > 0 and (best is None or score > best[0]):
                best = (score, place)
        if best:
            found[number].append(best[1])
            used |= {(best[1], kind) for kind in _kinds_of(one)}


def _kinds_of(one: _Asked) -> tuple[str, ...]:
    """The kinds of answer that a point takes: one sentence may give a day to one and a sum to another.

    A measure is taken by none: "how far" and "how heavy" find their own in one sentence.
    """
    return tuple(kind for kind in one.strict if kind != "count") if one.strict else ("other",)


def _loosely(one: _Asked, fit: _Fit, sentence: str, *, near: bool, used: bool, with_meaning: bool) -> float:
    """How well a sentence may stand as the answer of a point that nothing answers plainly; 0 when it can't."""
    if say.WHAT_NEXT.search(one.text) and (
        say.FITS["how"].search(sentence) or re.search(r"\bI will|\bwe will|\bwill\b", sentence)
    ):
        return 0.5 + fit.meaning
    kinds = [name for name in one.strict if say.fits(name, one.text, sentence)]
    kinds = [name for name in kinds if not say.about_other(name, one.text, sentence, bare=one.bare)]
    score = 0.0
    if one.strict and not kinds:
        score = 0.0
    elif one.bare:
        score = (0.4 if fit.kind and (not used or kinds) else 0.0) + fit.meaning
        score = score if fit.kind and (not used or kinds) else 0.0
    elif kinds and kinds != ["how"]:
        plain = (not used and (near or fit.meaning >= 0.2)) or fit.alike or fit.concept
        score = 0.3 + fit.meaning + 0.2 * near if plain else 0.0
    elif not used and with_meaning:
        score = fit.meaning if fit.meaning >= (0.33 if near else 0.42) else 0.0
    elif not used:
        score = 0.2 if fit.kind and near and (fit.words > 0 or fit.alike) else 0.0
    return score


def _is_courtesy(sentence: str) -> bool:
    return bool(say.COURTESY.search(sentence)) or sentence.rstrip().endswith("?")


def _take_handover(sentences: Sequence[Span], found: list[list[int]], letter: LetterContext) -> None:
    """A letter that is handed over as a whole is answered by that: the team answers its points."""
    if letter.gravity not in _GRAVE and not letter.handover_team:
        return
    for place, sentence in enumerate(sentences):
        named = letter.handover_team and letter.handover_team.casefold() in sentence.text.casefold()
        if say.HANDED_OVER.search(sentence.text) or (named and say.HOLDING.search(sentence.text)):
            for places in found:
                if not places:
                    places.append(place)
            return


def _gap_of_nothing(point: Point, letter: LetterContext) -> Level | None:
    told = not (is_question(point.text) or is_wish(point.text))
    return None if told or not _counts(point.text, letter) else "error"


def _gaps(
    asked: Sequence[_Asked],
    sentences: Sequence[Span],
    fits: list[list[_Fit]],
    found: list[list[int]],
    letter: LetterContext,
) -> list[Level | None]:
    """How sure each gap is. An error only where nothing that was asked has an answer; else one idea a reply, for the
    surest: an answer often shares no word with its question, so that no machine can be sure of its absence."""
    gaps: list[Level | None] = [None] * len(asked)
    open_still = [
        number
        for number, one in enumerate(asked)
        if not found[number] and _counts(one.text, letter) and _wants_answer(one, letter, sentences)
    ]
    outright = [number for number, one in enumerate(asked) if one.question or one.wish]
    surest = sorted(open_still, key=lambda number: _in_doubt(asked[number], fits[number], sentences))
    if outright and set(outright) <= set(open_still):
        gaps[surest[0]] = "error" if not _in_doubt(asked[surest[0]], fits[surest[0]], sentences) else "warning"
    elif surest:
        gaps[surest[0]] = "suggestion"
    return gaps


def _wants_answer(one: _Asked, letter: LetterContext, sentences: Sequence[Span]) -> bool:
    """A trouble that is only told is met by what is said or done about it."""
    return one.question or one.wish or (letter.fault and not _explains(sentences))


def _counts(point: str, letter: LetterContext) -> bool:
    """Whether a point asks for an answer here: not in a letter of another language, not what was tried or injected."""
    if not letter.language.lower().startswith("en") or say.TRIED.search(point):
        return False
    return not any(point in row or row in point for row in (*letter.tried, *letter.attack) if row)


def _in_doubt(one: _Asked, row: Sequence[_Fit], sentences: Sequence[Span]) -> bool:
    """Something comes near: a word of the point, or its meaning, in a sentence that is no courtesy.

    Of a bare point, only a missing kind of answer is sure: no reason anywhere for a "why".
    """
    if not one.strict and len(one.stems - _generic()) < 2:
        return True
    for fit, sentence in zip(row, sentences, strict=True):
        if _is_courtesy(sentence.text) or (fit.acknowledges and not one.wish):
            continue
        if one.bare and fit.kind:
            return True
        if not one.bare and (fit.meaning >= DOUBT or ((fit.telling > 0 or fit.alike) and not one.strict)):
            return True
    return False


def _explains(sentences: Sequence[Span]) -> bool:
    return any(
        say.ACKNOWLEDGES.match(s.text) or say.FITS["why"].search(s.text) or say.FITS["how"].search(s.text)
        for s in sentences
    )


def _meaning(points: Sequence[Point], sentences: Sequence[Span], embed: Embed | None) -> npt.NDArray[np.float32]:
    """Likeness of meaning, float32[points, sentences]: of the sentence, or of the best clause of a long one.

    ``embed`` remembers texts, so that a change of one sentence costs one sentence.
    """
    import numpy as np

    if embed is None:
        return np.zeros((len(points), len(sentences)), dtype=np.float32)
    pieces = [(place, piece) for place, sentence in enumerate(sentences) for piece in _pieces(sentence.text)]
    texts = [" ".join(point.text.split())[:400] for point in points]
    vectors = embed([*texts, *(piece for _, piece in pieces)])
    near = vectors[: len(points)] @ vectors[len(points) :].T
    best = np.full((len(points), len(sentences)), -1.0, dtype=np.float32)
    for column, (place, _) in enumerate(pieces):
        best[:, place] = np.maximum(best[:, place], near[:, column])
    return best


@lru_cache(maxsize=4_000)
def _pieces(sentence: str) -> tuple[str, ...]:
    """A sentence, and the clauses of a long one, in which what each says is lost in the mean of all."""
    flat = " ".join(sentence.split())[:400]
    if len(flat.split()) < LONG:
        return (flat,)
    clauses = [piece for piece in _CLAUSE.split(flat) if len(piece.split()) > 3]
    return (flat, *clauses) if 1 < len(clauses) <= 6 else (flat,)
