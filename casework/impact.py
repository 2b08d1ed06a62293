"""What a change of the documents touches: drafts, sent replies and promises that rest on a text no longer in force.

Counts come from the table of citations; only the few cases that are shown are opened (P07, P20, P21).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from casework.case import State
from casework.citation import cited, standing

if TYPE_CHECKING:
    from casework.case import Case
    from casework.store import Store, Transaction
    from guidelines.finding import Promise
    from knowledge.library import Library
    from knowledge.passage import Outdated

Step = Literal["draft", "review", "approved", "sent"]
STEPS: dict[Step, tuple[State, ...]] = {
    "draft": ("received", "drafted", "changes_requested"),
    "review": ("in_review",),
    "approved": ("approved", "sending", "send_failed"),
    "sent": ("sent", "send_uncertain"),
}
"""How far a reply has come, for whoever asks what a change touches; what is closed without a reply is not touched."""

A_SENTENCE = 4  # words: fewer are found in any text
SHOWN = 50  # cases a step; the rest is counted


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence at ``start:end`` of a reply, its promises, and the passage it rests on that is no longer in force."""

    sentence: str
    start: int
    end: int
    outdated: Outdated
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Affected:
    """A case with the sentences of its reply that rest on old text."""

    id: int
    number: str
    who: str
    step: Step
    stale: tuple[Stale, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """How many replies rest on old text, by step, and the newest of them, the open ones first."""

    counts: Mapping[Step, int] = field(default_factory=dict)
    affected: tuple[Affected, ...] = ()

    @property
    def promises(self) -> int:
        """How many promises stand in the sentences that are shown."""
        found = {(one.id, promise.start) for one in self.affected for place in one.stale for promise in place.promises}
        return len(found)


def stale_in(case: Case, outdated: Mapping[str, Outdated]) -> tuple[Stale, ...]:
    """The sentences of a case's reply that stand in its text and rest on one of these passages, in their order.

    One that stands word for word in the text that took the passage's place is right as it is.
    """
    promises = case.report.promises if case.report else ()
    found = []
    for stands in standing(case.reply, case.text):
        inside = tuple(p for p in promises if p.start < stands.end and stands.start < p.end)
        for source in stands.sentence.sources:
            if source in outdated and not _says(outdated[source].now, stands.sentence.text):
                found.append(Stale(stands.sentence.text, stands.start, stands.end, outdated[source], inside))
    return tuple(sorted(found, key=lambda place: place.start))


class Currency:
    """Which passages are no longer in force, asked of the library once for each state of the documents."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._state = ""
        self._known: dict[str, Outdated | None] = {}

    def outdated(self, passages: Sequence[str]) -> dict[str, Outdated]:
        """Of these passages, those that no longer stand as they were cited, with why and what holds now."""
        if not passages:
            return {}
        if self._state != (state := self._library.state()):
            self._state, self._known = state, {}
        known = self._known
        if new := [passage for passage in passages if passage not in known]:
            found = self._library.outdated(new)
            known.update({passage: found.get(passage) for passage in new})
        return {passage: one for passage in passages if (one := known.get(passage)) is not None}


def impact_of(store: Store, currency: Currency, document: str | None = None) -> Impact:
    """What rests on text of a document that is no longer in force; of all documents when none is named."""
    with store.reading() as books:
        passages = books.citations.passages() if document is None else books.citations.passages_of(document)
    return impact_on(store, currency.outdated(passages))


def resting_on(store: Store, document: str) -> dict[Step, int]:
    """How many replies of each step rest on a document, whatever version of it: what its removal would touch."""
    with store.reading() as books:
        return _by_step(books.citations.states(books.citations.passages_of(document)))


def stale_on(currency: Currency, case: Case) -> tuple[Stale, ...]:
    """The sentences of this case's reply that rest on text no longer in force."""
    return stale_in(case, currency.outdated(list(cited(case))))


def impact_on(store: Store, outdated: Mapping[str, Outdated]) -> Impact:
    """What rests on these passages, which are no longer in force."""
    if not outdated:
        return Impact()
    passages = list(outdated)
    counts: dict[Step, int] = {}
    affected: list[Affected] = []
    with store.reading() as books:
        resting = _by_step(books.citations.states(passages))
        for step in resting:
            ids = books.citations.cases_on(passages, STEPS[step], SHOWN)
            touched = [_affected(books, case_id, step, outdated) for case_id in ids]
            here = [one for one in touched if one.stale]
            affected += here
            number = len(here) if len(ids) < SHOWN else resting[step]
            counts |= {step: number} if number else {}
    return Impact(counts, tuple(affected))


def _affected(books: Transaction, case_id: int, step: Step, outdated: Mapping[str, Outdated]) -> Affected:
    row = books.row(case_id)
    return Affected(case_id, row.number, row.who, step, stale_in(books.case(case_id), outdated))


def _says(text: str, sentence: str) -> bool:
    """Whether a text holds a whole sentence, of more than a few words, as it is."""
    return len(sentence.split()) >= A_SENTENCE and _plain(sentence) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _by_step(states: Mapping[State, int]) -> dict[Step, int]:
    counts = {step: sum(states.get(state, 0) for state in members) for step, members in STEPS.items()}
    return {step: number for step, number in counts.items() if number}
