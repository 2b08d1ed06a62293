"""The model as a judge of what no pattern sees: asked once a text, tested in the same call, never taken at its word.

Beside the draft stand, for every question, one example that breaks it and one that does not, which the judge can't
tell from drafts. A question whose test it fails is left out as not checked: so a model that obeys the letter, that
finds fault with everything or answers at random says nothing at all.
"""

from __future__ import annotations

import random
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Protocol, TypeVar

from pydantic import BaseModel

from drafting.errors import ModelUnavailable
from drafting.prompt import Rendered, load_prompt
from drafting.understanding.attack import honest
from drafting.writers.answer_text import visible
from guidelines.context import Judged, Judgement, LetterContext, Question, Shown

Shape = TypeVar("Shape", bound=BaseModel)
KEPT = 256  # drafts whose judgement is remembered
SHOWN = 2  # examples of each sort beside a question; the test is made with another
MOST_FINDINGS = 5  # of one question in one draft: who finds more has not understood it
LONGEST_LETTER = 6_000  # characters
PAUSE = 60.0  # seconds for which a model that was not to be had is not asked again: nobody waits for it twice


class Asks(Protocol):
    """A model that answers in a shape: `drafting.writers.model.ChatModel`."""

    name: str

    def ask(self, prompt: Rendered, shape: type[Shape]) -> Shape: ...


class Fault(BaseModel):
    """A row of the judge's answer."""

    reply: str
    question: int
    words: str = ""
    why: str = ""


class Faults(BaseModel):
    """The judge's answer."""

    findings: list[Fault]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A reply as the judge sees it; ``questions`` are numbers from 1, ``breaks`` is what a test must find in it."""

    reply: str
    letter: str
    questions: tuple[int, ...]
    breaks: bool | None = None


class ModelJudge:
    """A `guidelines.context.Judge` by a model. Calling it asks; `remembered` only says what it said before."""

    def __init__(self, model: Asks, clock: Callable[[], float] = time.monotonic) -> None:
        self._model = model
        self._clock = clock
        self._away: tuple[float, Judged] | None = None  # when it may be asked again, and what is said until then
        self.name = model.name
        self._kept: OrderedDict[Hashable, Judged] = OrderedDict()
        self._lock = Lock()

    def __call__(self, questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None) -> Judged:
        """What breaks the questions in the draft; those that can't be answered are left out, with the reason."""
        key = self._key(questions, sentences, letter)
        if (known := self._recall(key)) is not None:
            return known
        if self._away and self._clock() < self._away[0]:
            return self._away[1]
        sheets = _shuffled(_sheets(questions, sentences, letter), key=repr(key))
        try:
            answer = self._model.ask(_render(questions, sheets), Faults)
        except ModelUnavailable as fault:
            absent = Judged(note=f"What takes judgement was not checked: {fault.message}")
            self._away = (self._clock() + PAUSE, absent)
            return absent
        judged = _believed(answer, questions, sheets, self.name)
        with self._lock:
            self._kept[key] = judged
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return judged

    def remembered(
        self, questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None
    ) -> Judged:
        """What was said of this very draft before, or nothing; asks nobody, so that it may be called at every key."""
        return self._recall(self._key(questions, sentences, letter)) or Judged()

    def _key(self, questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None) -> Hashable:
        said = (letter.subject, letter.body) if letter else None
        return (self.name, tuple(questions), tuple(sentences), said)

    def _recall(self, key: Hashable) -> Judged | None:
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            return known


def _sheets(questions: Sequence[Question], sentences: Sequence[str], letter: LetterContext | None) -> list[_Sheet]:
    """The draft with all questions, and the tests with one each."""
    body = f"{letter.subject}\n{letter.body}".strip() if letter else ""
    sheets = [_Sheet("\n".join(sentences), body, tuple(range(1, len(questions) + 1)))]
    for number, question in enumerate(questions, 1):
        for examples, breaks in ((question.bad, True), (question.good, False)):
            if examples:
                sheets.append(_Sheet(examples[-1].text, examples[-1].letter, (number,), breaks))
    return sheets


def _shuffled(sheets: list[_Sheet], key: str) -> list[_Sheet]:
    """In an order that nobody can know before, and the same again for the same draft."""
    random.Random(sha256(key.encode()).hexdigest()).shuffle(sheets)
    return sheets


def _render(questions: Sequence[Question], sheets: Sequence[_Sheet]) -> Rendered:
    """Fill `prompts/judge.md`."""
    asked = "\n\n".join(
        "\n".join(
            (
                f"{number}. {question.ask}",
                *(f"   breaks it: {_example(one)}" for one in question.bad[:SHOWN]),
                *(f"   does not: {_example(one)}" for one in question.good[:SHOWN]),
            )
        )
        for number, question in enumerate(questions, 1)
    )
    mark = sha256(repr((questions, sheets)).encode()).hexdigest()[:12]  # no letter can hold it, to end its own fence
    replies = "\n\n".join(
        f"{mark} R{place}, questions {', '.join(map(str, sheet.questions))}\n"
        f"Letter: {_plain(sheet.letter[:LONGEST_LETTER]) or 'not given'}\n{mark} reply to it\n{_plain(sheet.reply)}"
        for place, sheet in enumerate(sheets, 1)
    )
    return load_prompt("judge").render(questions=asked, replies=replies, mark=mark)


def _example(shown: Shown) -> str:
    answered = f' (in answer to "{" ".join(shown.letter.split())}")' if shown.letter else ""
    return f'"{" ".join(shown.text.split())}"{answered}'


def _plain(text: str) -> str:
    """As it can be seen, without pieces that try to give instructions."""
    return honest(visible(text)).strip()


def _believed(answer: Faults, questions: Sequence[Question], sheets: Sequence[_Sheet], name: str) -> Judged:
    """The judgement on the draft, of those questions whose tests the judge passed."""
    found: dict[tuple[int, int], list[Judgement]] = {}
    for row in answer.findings:
        place = int(row.reply[1:]) if row.reply[:1] == "R" and row.reply[1:].isdecimal() else 0
        found.setdefault((place, row.question), []).append(Judgement(row.words, row.why))
    draft = next(place for place, sheet in enumerate(sheets, 1) if sheet.breaks is None)
    failed = {
        sheet.questions[0]
        for place, sheet in enumerate(sheets, 1)
        if sheet.breaks is not None and bool(found.get((place, sheet.questions[0]))) is not sheet.breaks
    }
    answers = {}
    for number, question in enumerate(questions, 1):
        said = found.get((draft, number), [])
        if number not in failed and len(said) <= MOST_FINDINGS:
            answers[question.rule] = tuple(said)
    left = [question.rule for question in questions if question.rule not in answers]
    note = f"{name} failed its own test on {', '.join(left)}, so what it said there is left out." if left else ""
    return Judged(answers, note)
