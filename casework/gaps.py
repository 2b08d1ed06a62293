"""The points that nothing answered: noted with each draft, searched again whenever the documents change (P21)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from casework.case import Person
from casework.errors import CaseworkError, NotFound
from casework.gap import Gap, GapGroup, Noted, Offer
from casework.permissions import require
from casework.store import Store

if TYPE_CHECKING:
    from casework.prepare import Prepared
    from knowledge.library import Library
    from knowledge.passage import Hit

PASSAGES = 4  # a search for a gap looks at as many passages as the draft did
AT_ONCE = 60  # gaps searched in one go, a second or two


class Gaps:
    """The gaps of one desk. Reads and changes the store; searches the library."""

    def __init__(self, store: Store, library: Library, now: Callable[[], datetime]) -> None:
        self._store, self._library, self._now = store, library, now

    def note(self, prepared: Prepared) -> list[Noted]:
        """What a draft left unanswered, ready to be kept with its case. Embeds; stores nothing."""
        points = list(dict.fromkeys(prepared.gaps))
        if not points:
            return []
        from casework.prepare import query_of

        places = {point.text: place for place, point in enumerate(prepared.enquiry.points)}
        queries = [query_of(places[point], prepared.enquiry) if point in places else point for point in points]
        found = {entry.point.text: entry.hits for entry in prepared.found}
        vectors = self._library.embed(points).astype("<f4")  # with the product's name, all about it would be alike
        return [
            Noted(point, query, vector.tobytes(), tuple(words_hash(hit) for hit in found.get(point, ())))
            for point, query, vector in zip(points, queries, vectors, strict=True)
        ]

    def look_again(self, most: int | None = AT_ONCE, *, case_id: int | None = None) -> list[Gap]:
        """Search for the gaps that were not searched since the documents changed; gives those that are answered now.

        At most so many, the oldest first, or all (None); of one case where it is named. A gap is answered by a passage
        that it had not seen: what was found at its draft did not answer it. One whose answer went is open again.
        """
        answered: list[Gap] = []
        left = most
        while left is None or left > 0:
            at_once = AT_ONCE if left is None else min(AT_ONCE, left)
            looked = self._library.state()
            with self._store.reading() as books:
                waiting = books.gaps.to_look_at(looked, at_once, case_id)
            answered += self._look_at(waiting, looked)
            if len(waiting) < at_once:
                break
            left = None if left is None else left - at_once
        return answered

    def _look_at(self, waiting: Sequence[tuple[Gap, frozenset[str]]], looked: str) -> list[Gap]:
        if not waiting:
            return []
        results = self._library.search_many([gap.query for gap, _ in waiting], k=PASSAGES)
        answered = []
        with self._store.writing() as books:
            for (gap, seen), hits in zip(waiting, results, strict=True):
                new = next((hit.passage.document for hit in hits if words_hash(hit) not in seen), "")
                if new and (gap.state, gap.document) != ("answered", new):
                    books.gaps.set([gap.id], "answered", self._now(), document=new)
                    answered.append(gap)
                elif not new and gap.state == "answered":
                    books.gaps.set([gap.id], "open", None)
            books.gaps.set_looked([gap.id for gap, _ in waiting], looked)
        return answered

    def open(self) -> list[GapGroup]:
        """The questions that stand open, the most asked first, then the oldest."""
        with self._store.reading() as books:
            return books.gaps.groups(("open",))

    def past(self) -> list[GapGroup]:
        """The questions that were answered or dismissed, in the same order."""
        with self._store.reading() as books:
            still = {group.alike for group in books.gaps.groups(("open",))}
            return [g for g in books.gaps.groups(("answered", "closed", "dismissed")) if g.alike not in still]

    def number_open(self) -> int:
        """How many different questions stand open."""
        with self._store.reading() as books:
            return books.gaps.open_groups()

    def offers(self) -> dict[int, list[Offer]]:
        """For each case that waits: the points that the documents can answer now."""
        with self._store.reading() as books:
            found: dict[int, list[Offer]] = {}
            for offer in books.gaps.offers():
                found.setdefault(offer.case_id, []).append(offer)
        return found

    def offers_of(self, case_id: int) -> list[Offer]:
        """The points of one case that the documents can answer now, while it waits."""
        with self._store.reading() as books:
            return books.gaps.offers(case_id)

    def alike(self, number: int) -> list[Gap]:
        """The gaps of one group; raises NotFound."""
        with self._store.reading() as books:
            found = books.gaps.alike(number)
        if not found:
            raise NotFound("This question is no longer there.", "Look at the list again.")
        return found

    def answered_by(self, number: int, document: str) -> tuple[list[Gap], list[Gap]]:
        """Search for every gap of a group whose answer was just written: those that find it, and those that do not.

        What is not found stays open and says so, since no draft would find it either.
        """
        open_ones = [gap for gap in self.alike(number) if gap.state in ("open", "dismissed")]
        results = self._library.search_many([gap.query for gap in open_ones], k=PASSAGES)
        finds = [any(hit.passage.document == document for hit in hits) for hits in results]
        found = [gap for gap, yes in zip(open_ones, finds, strict=True) if yes]
        missed = [gap for gap, yes in zip(open_ones, finds, strict=True) if not yes]
        why = f"{document} was written for it, but a search with the customer's words does not find it."
        with self._store.writing() as books:
            books.gaps.set([gap.id for gap in found], "answered", self._now(), document=document)
            books.gaps.set([gap.id for gap in missed], "open", None, why=why)
        return found, missed

    def dismiss(self, number: int, reason: str, by: Person) -> None:
        """Say that a question is not ours to answer; letters that ask it later are dismissed with the same reason."""
        require(by, "edit_documents")
        if not reason.strip():
            raise CaseworkError("A reason is missing.", "Say why this question needs no answer.")
        open_ones = [gap for gap in self.alike(number) if gap.state == "open"]
        with self._store.writing() as books:
            books.gaps.set([gap.id for gap in open_ones], "dismissed", self._now(), why=reason.strip())
            detail = {"reason": reason.strip(), "point": open_ones[0].point if open_ones else ""}
            books.record(self._now(), by.id, "gap_dismissed", f"gap:{number}", detail)

    def take_up(self, number: int, by: Person) -> None:
        """Open a dismissed question again."""
        require(by, "edit_documents")
        dismissed = [gap for gap in self.alike(number) if gap.state == "dismissed"]
        with self._store.writing() as books:
            books.gaps.set([gap.id for gap in dismissed], "open", None)
            books.record(self._now(), by.id, "gap_taken_up", f"gap:{number}", {})


def words_hash(hit: Hit) -> str:
    """The words of a passage, whatever version of its document they stand in."""
    return sha256(" ".join(hit.passage.text.split()).encode()).hexdigest()[:16]
