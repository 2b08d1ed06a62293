"""Texts that people change: every version is kept and every change recorded, in one transaction with the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from casework.case import Person
from casework.guidebook_table import AS_FOUND, Version
from casework.store import Store, Transaction

Text = str | None  # None: no file of the company's own


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``subject`` names it among the versions, ``text`` reads it, ``put`` writes it whole."""

    subject: str
    text: Callable[[], Text]
    put: Callable[[Text], object]


class Versions:
    """The versions of one desk's rules, settings and policy."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    def of(self, subject: str) -> list[Version]:
        """Every version of a subject, the newest first."""
        with self._store.reading() as books:
            return books.guidelines.of(subject)

    def all(self) -> list[Version]:
        """Every version of every subject, the newest first."""
        with self._store.reading() as books:
            return books.guidelines.all()[::-1]

    def version(self, number: int) -> Version:
        """The version of that number; raises NotFound."""
        with self._store.reading() as books:
            return books.guidelines.version(number)

    def change(self, place: Place, new: Callable[[Text], Text], action: str, what: str, by: Person) -> None:
        """Put a new text, made from the one that stands, in its place; the same text is no change."""
        self.change_all([(place, new)], action, what, by)

    def change_all(
        self, changes: list[tuple[Place, Callable[[Text], Text]]], action: str, what: str, by: Person
    ) -> None:
        """Several texts in one act; one writer at a time looks at what stands and puts what follows from it."""
        with self._store.writing() as books:
            books.guidelines.lock()
            for place, new in changes:
                stood = place.text()
                text = new(stood)
                if text != stood:
                    self._keep(books, place.subject, stood, text, action, what, by)
                    place.put(text)  # last, so that a file that can't be written leaves no version behind

    def _keep(
        self, books: Transaction, subject: str, stood: Text, text: Text, action: str, what: str, by: Person
    ) -> None:
        at = self._now()
        newest = books.guidelines.newest(subject)
        if stood is not None and (newest is None or newest.text != stood):
            books.guidelines.add(subject, stood, AS_FOUND, "", at)
        number = books.guidelines.add(subject, text, what, by.id, at)
        detail = {"what": what, "version": str(number), "difference": _difference(stood, text)}
        books.record(at, by.id, action, subject, detail)


def _difference(before: Text, after: Text) -> str:
    return "\n".join(unified_diff((before or "").splitlines(), (after or "").splitlines(), lineterm="", n=1))
