"""What a knowledge editor does with the documents, each act checked for role and recorded (P21).

Raises CaseworkError, or the library's KnowledgeError, with a message and a next step in plain words.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casework.case import Case, Person
from casework.errors import CaseworkError, DocumentConflict
from casework.gaps import AT_ONCE, Gaps
from casework.impact import Currency, Impact, Stale, Step, impact_of, impact_on, resting_on, stale_on
from casework.load import Doing, Load, Outcome, Work
from casework.permissions import require
from casework.store import Store
from casework.written_document import Answer, answer_markdown, answer_name, editable_text, edited_bytes

if TYPE_CHECKING:
    from casework.gap import Gap
    from knowledge.details import Details
    from knowledge.library import Library
    from knowledge.passage import DocumentEntry, Loaded
    from knowledge.progress import Progress

CHANGED = {"added", "replaced"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A gap's answer as a document, with the gaps whose search finds it now and those whose search does not."""

    document: str
    found: tuple[Gap, ...]
    missed: tuple[Gap, ...]


class Documents:
    """The documents of one desk. ``changed`` is called whenever they did, so that nothing is judged by the old ones."""

    def __init__(
        self, store: Store, library: Library, gaps: Gaps, now: Callable[[], datetime], changed: Callable[[], None]
    ) -> None:
        self._store, self._library, self._gaps = store, library, gaps
        self._now, self._changed = now, changed
        self._one_editor = threading.Lock()  # between looking at a version and putting the next one in its place
        self._currency = Currency(library)
        self._waiting: tuple[str, int] | None = None  # how many passages lack a vector, and of which state
        self._used: tuple[int, dict[str, int]] | None = None  # the use of each document, and at which event
        self.load: Load | None = None

    # -- files come in -------------------------------------------------------------------------------------------

    def add(self, name: str, data: bytes, by: Person) -> Loaded:
        """Load one document, replacing an older version of the same name."""
        require(by, "edit_documents")
        loaded = self._library.add_file(name, data)
        self._took_in([loaded], by, "document_added")
        return loaded

    def start_loading(self, files: Sequence[tuple[str, bytes]], by: Person) -> Load:
        """Load many files, ZIP archives among them, beside the pages; one load at a time."""
        require(by, "edit_documents")
        return self._start(lambda tell, stop: self._load(files, by, tell, stop), "files")

    def to_embed(self) -> int:
        """Passages that wait for vectors of the embedding that is set; 0 unless that setting was changed."""
        state = self._library.state()
        if self._waiting is None or self._waiting[0] != state:
            self._waiting = (state, self._library.to_embed())
        return self._waiting[1]

    def start_embedding(self, by: Person) -> Load:
        """Give those passages their vectors, beside the pages; searches go on meanwhile."""
        require(by, "edit_documents")

        def work(tell: Callable[[Progress], None], stop: Callable[[], bool]) -> Outcome:
            self._library.embed_anew(tell, stop)
            self._waiting = None
            return Outcome((), Impact(), tuple(self._gaps.look_again(None)))

        return self._start(work, "passages")

    def _start(self, work: Work, doing: Doing) -> Load:
        if self.load is not None and self.load.running:
            raise CaseworkError("Documents are being loaded already.", "Wait until that is done, then try again.")
        self.load = Load(work, doing)
        return self.load

    def put_away(self) -> None:
        """Forget the load that ended: its fates were read."""
        if self.load is not None and not self.load.running:
            self.load = None

    def _load(
        self,
        files: Sequence[tuple[str, bytes]],
        by: Person,
        tell: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> Outcome:
        before = self._currency.outdated(self._cited())
        fates = self._library.add_files(files, tell, stop)
        answered = self._took_in(fates, by, "document_added", most=None)
        after = self._currency.outdated(self._cited())
        new = {passage: found for passage, found in after.items() if passage not in before}
        return Outcome(tuple(fates), impact_on(self._store, new), tuple(answered))

    # -- one document --------------------------------------------------------------------------------------------

    def remove(self, document: str, by: Person) -> None:
        """Take a document out of the search: no new draft rests on it; what was sent keeps its citations."""
        require(by, "edit_documents")
        self._library.remove(document)
        self._recorded(by, "document_removed", document)

    def restore(self, document: str, version: int | None, by: Person) -> DocumentEntry:
        """Undo a removal, or make an earlier version the one in force again."""
        require(by, "edit_documents")
        entry = self._library.restore(document, version)
        self._recorded(by, "document_restored", document, version=str(entry.version))
        return entry

    def set_details(self, document: str, details: Details, by: Person) -> DocumentEntry:
        """Put the editor's word on a document: owner, audience, review-by, validity, whether it is current."""
        require(by, "edit_documents")
        entry = self._library.set_details(document, details)
        said = {name: str(getattr(details, name)) for name in type(details).__dataclass_fields__}
        self._recorded(by, "document_details", document, **{k: v for k, v in said.items() if v not in ("", "None")})
        return entry

    def text(self, document: str) -> str | None:
        """The text of a document that can be edited here, else None: another format, too long, or not kept."""
        data = self._library.original(document)
        return None if data is None else editable_text(document, data)

    def edit(self, document: str, text: str, version: int, by: Person) -> Loaded:
        """Save an edited text as a new version; raises DocumentConflict when `version` is not the newest any more."""
        require(by, "edit_documents")
        with self._one_editor:
            now = standing_version(self._library.versions_of(document)).version
            if now != version:
                raise DocumentConflict(document, text, self.text(document) or "", now)
            loaded = self._library.add_file(document, edited_bytes(document, text))
        if loaded.outcome == "refused":
            raise CaseworkError(loaded.message, loaded.next_step)
        self._took_in([loaded], by, "document_edited")
        return loaded

    # -- gaps ----------------------------------------------------------------------------------------------------

    def answer(self, alike: int, answer: Answer, by: Person) -> Answered:
        """Make the answer to a gap a document, and offer it to the letters that asked.

        Which of them find it is said: one that does not stays a gap, since its draft would not find it either.
        """
        require(by, "edit_documents")
        asked = self._gaps.alike(alike)
        content = answer_markdown(answer)
        with self._one_editor:
            name = answer_name(answer.question, [entry.document for entry in self._library.documents()])
            loaded = self._library.add_file(name, content)
        if loaded.outcome == "refused":
            raise CaseworkError(loaded.message, loaded.next_step)
        self._changed()
        found, missed = self._gaps.answered_by(alike, name)
        with self._store.writing() as books:
            detail = {"document": name, "point": asked[0].point}
            books.record(self._now(), by.id, "gap_answered", f"gap:{alike}", detail)
            books.record(self._now(), by.id, "document_added", _subject(name), {"outcome": loaded.outcome})
        self._gaps.look_again()
        return Answered(name, tuple(found), tuple(missed))

    # -- who rests on them ---------------------------------------------------------------------------------------

    def used_in(self) -> dict[str, int]:
        """In how many replies each document is used."""
        with self._store.reading() as books:
            event = books.newest_event()
            if self._used is None or self._used[0] != event:
                self._used = (event, books.citations.replies_by_document())
        return self._used[1]

    def resting_on(self, document: str) -> dict[Step, int]:
        """How many replies of each step rest on a document: what its removal would touch."""
        return resting_on(self._store, document)

    def impact(self, document: str | None = None) -> Impact:
        """What rests on text that is no longer in force, of one document or of all."""
        return impact_of(self._store, self._currency, document)

    def stale(self, case: Case) -> tuple[Stale, ...]:
        """The sentences of this case's reply that rest on text no longer in force."""
        return stale_on(self._currency, case)

    # -- inside --------------------------------------------------------------------------------------------------

    def _cited(self) -> list[str]:
        with self._store.reading() as books:
            return books.citations.passages()

    def _took_in(self, fates: Sequence[Loaded], by: Person, action: str, most: int | None = AT_ONCE) -> list[Gap]:
        """Record each file that changed something, and look at so many gaps in its light; gives the answered ones."""
        changed = [fate for fate in fates if fate.outcome in CHANGED]
        if not changed:
            return []
        self._changed()
        at = self._now()
        with self._store.writing() as books:
            for fate in changed:
                detail = {"outcome": fate.outcome, "version": str(fate.version or "")}
                books.record(at, by.id, action, _subject(fate.document), detail)
        return self._gaps.look_again(most)

    def _recorded(self, by: Person, action: str, document: str, **detail: str) -> None:
        self._changed()
        with self._store.writing() as books:
            books.record(self._now(), by.id, action, _subject(document), detail)
        self._gaps.look_again()


def standing_version(entries: Sequence[DocumentEntry]) -> DocumentEntry:
    """Of the versions of one document the one that stands for it: not one that another version took the place of."""
    return max(entries, key=lambda one: (one.status == "current", one.superseded_by != one.document, one.version))


def _subject(document: str) -> str:
    return f"document:{document}"[:300]
