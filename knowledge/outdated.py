"""Which cited passages no longer stand, why, and what stands there now (P21): what a change of a document touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from knowledge.passage import Outdated, Passage

if TYPE_CHECKING:
    from knowledge.passage import DocumentEntry

    PassagesOf = Callable[[str], Sequence[Passage]]

ALIKE = 0.35  # of the words of two passages, when one can be said to have taken the other's place
_MOST_HOPS = 10


def outdated(
    cited: Mapping[str, Passage], entries: Sequence[DocumentEntry], latest: Mapping[str, int], passages_of: PassagesOf
) -> dict[str, Outdated]:
    """The cited passages that a reply could not rest on today. ``latest`` gives the version of each document that is
    there; ``passages_of`` its passages. One whose very words still stand in what took its place is not outdated."""
    status = {(entry.document, entry.version): entry for entry in entries}
    passages = cache(lambda document: tuple(passages_of(document)))
    found: dict[str, Outdated] = {}
    for one, passage in cited.items():
        now = latest.get(passage.document)
        if now is None:
            found[one] = Outdated(passage, f"{passage.document} was removed.")
            continue
        entry = status[passage.document, now]
        document, hops = passage.document, 0
        while entry.status != "current" and entry.superseded_by in latest and hops < _MOST_HOPS:
            document, hops = entry.superseded_by, hops + 1
            entry = status[document, latest[document]]
        if entry.status == "current" and document == passage.document and now == passage.version:
            continue
        standing = passages(document) if entry.status == "current" else ()
        if _plain(passage.text) in _plain("\n".join(other.text for other in standing)):
            continue
        instead = _most_alike(passage, standing)
        found[one] = Outdated(passage, _why(passage, status[passage.document, now], document, bool(instead)), instead)
    return found


def _why(passage: Passage, its: DocumentEntry, document: str, is_there: bool) -> str:
    if its.status != "current":
        return f"Superseded by {document}." if document != passage.document else its.why
    if is_there:
        return f"A newer version of {passage.document} says this differently."
    return f"A newer version of {passage.document} no longer says this."


def _most_alike(passage: Passage, standing: Sequence[Passage]) -> str:
    """The text that shares most of its words; under the same heading a little less is enough."""
    mine = _words(passage)
    best, text = 0.0, ""
    for other in standing:
        theirs = _words(other)
        share = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
        if other.section == passage.section:
            share += 0.15
        if share > best:
            best, text = share, other.text
    return text if best >= ALIKE else ""


def _words(passage: Passage) -> frozenset[str]:
    from knowledge.lexical import tokens

    return frozenset(tokens(passage.text))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
