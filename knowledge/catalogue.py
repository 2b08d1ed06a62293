"""The documents as an editor sees them: every version with its standing, and the editor's own word on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.derived import bring_up_to_date
from knowledge.details import Details, owner_of, review_of
from knowledge.errors import KnowledgeError
from knowledge.passage import DocumentEntry, Passage
from knowledge.readings import Reading, from_kept
from knowledge.versions import Edition, Standing, edition, standings

if TYPE_CHECKING:
    from knowledge.register import Register, VersionRow


@dataclass(frozen=True)
class _Page:
    """The catalogue as it stood at one generation of the register, on one day."""

    generation: int
    today: date
    rows: Sequence[VersionRow]
    details: dict[str, Details]
    standings: dict[str, Standing]
    internal: frozenset[tuple[str, int]]
    entries: tuple[DocumentEntry, ...]


class Catalogue:
    """What is there and what of it is in force; worked out once for each generation of the register and each day."""

    def __init__(self, register: Register, day: Callable[[], date]) -> None:
        self._register, self._day = register, day
        self._page: _Page | None = None
        self._readings: dict[str, Reading] = {}

    def entries(self) -> list[DocumentEntry]:
        """Every version of every document with its status: current, superseded or removed."""
        return list(self._current().entries) if self._register.exists() else []

    def entry(self, document: str, version: int | None = None) -> DocumentEntry:
        """A document's latest version, or the one that is named. Raises KnowledgeError when it is not there."""
        found = [one for one in self.entries() if one.document == document]
        if version is not None:
            found = [one for one in found if one.version == version]
        if not found:
            raise unknown(document, version)
        latest = {row.version for row in self._current().rows if row.document == document and row.state == "latest"}
        return next((one for one in found if one.version in latest), found[-1])

    def latest(self) -> list[VersionRow]:
        return [row for row in self._current().rows if row.state == "latest"]

    def standings(self) -> dict[str, Standing]:
        return self._current().standings

    def details(self, document: str) -> Details:
        return self._current().details.get(document, Details())

    def for_customers(self) -> list[VersionRow]:
        """The latest versions that are in force and public."""
        page = self._current()
        return [
            row
            for row in self.latest()
            if page.standings[row.document].current and (row.document, row.version) not in page.internal
        ]

    def marked(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages marked with whom their document is for."""
        inside = self._current().internal
        return [replace(one, audience="internal") if (one.document, one.version) in inside else one for one in passages]

    def _current(self) -> _Page:
        generation, today = self._register.generation(), self._day()
        page = self._page
        if page is None or (page.generation, page.today) != (generation, today):
            page = self._page = self._read(generation, today)
        return page

    def _read(self, generation: int, today: date) -> _Page:
        bring_up_to_date(self._register)
        rows, details = self._register.versions(), self._register.details()
        read = {(row.document, row.version): self._reading(row) for row in rows}
        editions = {}
        for row in rows:
            if row.state == "latest":
                word = details.get(row.document)
                own = read[row.document, row.version].edition
                said = edition(row.document, row.title, row.front, row.head, word) if word else own
                editions[row.document] = said
        found = standings(list(editions.values()), today)
        by_hand = {document: word.audience for document, word in details.items() if word.audience}
        inside = frozenset(key for key, its in read.items() if by_hand.get(key[0], its.audience) == "internal")
        entries = tuple(
            _entry(
                row, details.get(row.document, Details()), editions.get(row.document), found.get(row.document),
                (row.document, row.version) in inside, today,
            )
            for row in rows
        )  # fmt: skip
        return _Page(generation, today, rows, details, found, inside, entries)

    def _reading(self, row: VersionRow) -> Reading:
        if row.reading not in self._readings:
            self._readings[row.reading] = from_kept(row.reading)
        return self._readings[row.reading]


def unknown(document: str, version: int | None = None) -> KnowledgeError:
    said = f'There is no document "{document}"' + (f" with a version {version}." if version is not None else ".")
    return KnowledgeError(said, "See the names with `python -m knowledge list`.")


def _entry(
    row: VersionRow, word: Details, its: Edition | None, standing: Standing | None, internal: bool, today: date
) -> DocumentEntry:
    entry = DocumentEntry(
        row.document, row.version, "current", row.title, row.passages, row.sha256, row.added_at,
        owner=owner_of(row.front, word), audience="internal" if internal else "public",
        review_by=review_of(row.front, word),
    )  # fmt: skip
    if row.state == "removed":
        return replace(entry, status="removed")
    if row.state == "replaced":
        why = "A newer version of the same document was added."
        return replace(entry, status="superseded", superseded_by=row.document, why=why)
    if its is None or standing is None:
        return entry
    entry = replace(
        entry, valid_from=its.valid_from, valid_until=its.valid_until, corrected=standing.corrected,
        overdue=standing.current and entry.review_by is not None and entry.review_by < today,
    )  # fmt: skip
    if standing.current:
        return entry
    return replace(entry, status="superseded", superseded_by=standing.by, why=standing.why)
