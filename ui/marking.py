"""What is marked in a letter and in a reply: points, findings, promises, sources. Pure: a case in, safe HTML out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.citation import standing
from drafting.enquiry import Enquiry
from drafting.letter import Letter
from drafting.reply import Reply
from guidelines.finding import Report
from ui.marks import Mark, Note, marked, numbered, paper
from ui.source_words import Ground, source_words
from ui.words import LEVELS, iso_day, practice


@dataclass(frozen=True, slots=True)
class Rested:
    """A numbered source of the reply: where it stands ("warranty.md › Returns") and its words, when they are known."""

    number: int
    id: str
    place: str
    text: str


def letter_html(letter: Letter, enquiry: Enquiry | None) -> str:
    """The customer's own words on a sheet, each point tagged with its number, instructions to us struck through."""
    marks: list[Mark] = []
    notes: list[Note] = []
    for position, point in enumerate(enquiry.points if enquiry else ()):
        marks.append(Mark(point.start, point.end, "point", f"Point {position + 1}"))
        notes.append(Note(point.start, "point", numbered(position), f"Point {position + 1}"))
    for words in enquiry.attack if enquiry else ():
        start = letter.body.find(words)
        if start >= 0:
            marks.append(Mark(start, start + len(words), "attack", "Tries to give instructions; it is not followed"))
    return paper(marked(letter.body, marks, notes), "letter", "The letter")


def sources_of(reply: Reply | None, text: str, ground: Ground) -> tuple[list[Rested], list[Note]]:
    """The sources of the sentences that still stand in `text` as the machine wrote them, and their numbers in place."""
    numbers: dict[str, int] = {}
    notes: list[Note] = []
    for stands in standing(reply, text):
        for source in stands.sentence.sources:
            if source.startswith("letter:"):
                continue  # the letter stands beside the reply; its points carry their own tags
            number = numbers.setdefault(source, len(numbers) + 1)
            place, said = source_words(source, ground)
            notes.append(Note(stands.end, "source", f"{number} ", f"{place}: {said}" if said else place))
    return [Rested(number, source, *source_words(source, ground)) for source, number in numbers.items()], notes


def reply_html(text: str, report: Report | None, source_notes: Sequence[Note] = ()) -> str:
    """The reply on a sheet, with every finding, promise, source and answered point marked in its place."""
    if report is None:
        return paper(marked(text, (), source_notes), "reply", "The reply")
    marks = [
        Mark(promise.start, promise.end, "promise", f"Promise: {promise.what}. {promise.why}")
        for promise in report.promises
    ]
    marks += [
        Mark(f.start, f.end, f.level, f"{LEVELS[f.level]}: {f.message} ({practice(f.practice)})")
        for f in sorted(report.findings, key=lambda f: f.level == "error")
        if f.start is not None and f.end is not None
    ]
    notes = list(source_notes)
    for position, answer in enumerate(report.answer_map or ()):
        notes += [
            Note(end, "point", numbered(position), f"Answers point {position + 1}") for _, end in answer.sentences
        ]
    notes += [
        Note(promise.end, "date", iso_day(promise.deadline), "The day by which this is promised")
        for promise in report.promises
        if promise.deadline
    ]
    return paper(marked(text, marks, notes), "reply", "The reply, with its marks")
