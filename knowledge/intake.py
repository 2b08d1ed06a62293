"""Files in, stored documents out: read ahead in a child process, embedded across documents, stored one by one.

A thread reads while this one embeds and stores. Each document is one transaction, so that whatever ends the process,
a document is there wholly or not at all; the same call made again skips what is there by its hash and goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from knowledge.derived import bring_up_to_date
from knowledge.embeddings_in_use import Embedded
from knowledge.errors import KnowledgeError
from knowledge.loading.content import Refusal
from knowledge.passage import Loaded
from knowledge.preparing import prepared
from knowledge.progress import Pace, Progress, Stop, Tell
from knowledge.read_ahead import ahead
from knowledge.sources import Source, member
from knowledge.words import told

if TYPE_CHECKING:
    from knowledge.loading.reader import Reader
    from knowledge.register import Known, NewVersion, Origin, Register, Stored

    Embed = Callable[[Sequence[str]], Embedded]

EMBEDDED_TOGETHER = 96  # passages of several documents; few enough that little is lost at a stop
_HERE = "It is already here with this content."
READ_AHEAD = 24  # documents
INDEXED_TOGETHER = 2_000  # passages after which the index is brought up to date during a run


@dataclass
class _Run:
    """One load: what is known beforehand, and where it stands."""

    of: int
    tell: Tell | None
    pace: Pace
    reader: Reader
    origin: Origin
    known: Mapping[str, Known]
    done: int = 0
    passages: int = 0
    read: float = 0.0  # bytes of the files that had to be read
    seen: dict[str, str] = field(default_factory=dict)  # hash by document, of this run

    def say(self, name: str, more: int = 0) -> None:
        if self.tell:
            self.tell(Progress(self.done, self.of, name, self.passages + more, self.pace.left(self.read)))


class Intake:
    """Loads sources into the register. ``follow`` brings the index up to date with what is stored."""

    def __init__(self, register: Register, embed: Embed, follow: Callable[[], None]) -> None:
        self._register, self._embed, self._follow = register, embed, follow

    def load(
        self, sources: Sequence[Source], reader: Reader, origin: Origin, tell: Tell | None, stop: Stop | None
    ) -> list[Loaded]:
        """Each file's fate, in the order of the files; those that a stop left out have none.

        Raises KnowledgeError when nothing more can be stored (a full disk, an embedding that does not answer); what
        was stored before stays."""
        known = self._register.known() if self._register.exists() else {}
        ready, waiting = _sorted_out(sources, origin, known)
        if waiting:
            bring_up_to_date(self._register)
        rows: dict[tuple[int, int], Loaded] = {}
        pace = Pace(sum(source.size for _, source in waiting))
        run = _Run(len(sources), tell, pace, reader, origin, known)
        for at, row in ready:
            rows[at, 0] = row
            run.done += 1
            run.seen.setdefault(row.document, known[row.document].sha256)
        unindexed = 0
        try:
            with ahead(_read(waiting, run), most=READ_AHEAD, stop=stop) as items:
                for group in _grouped(items):
                    unindexed += self._store(group, rows, run)
                    if unindexed >= INDEXED_TOGETHER:
                        self._follow()
                        unindexed = 0
        except KnowledgeError:
            with suppress(KnowledgeError):
                self._follow()
            raise
        self._follow()
        run.say("")
        return [rows[key] for key in sorted(rows)]

    def _store(self, group: Sequence[_Item], rows: dict[tuple[int, int], Loaded], run: _Run) -> int:
        """Embed a group of documents together and store each; returns how many passages were stored."""
        new = [item.what for item in group if not isinstance(item.what, Loaded)]
        texts = [told(piece.section, piece.text, one.title) for one in new for piece in one.pieces]
        embedded = self._embedded(texts, group[0].source.document, run)
        start = 0
        for item in group:
            if isinstance(item.what, Loaded):
                rows[item.key] = item.what
            else:
                run.say(item.source.document)
                end = start + len(item.what.pieces)
                vectors = {name: its[start:end] for name, its in embedded.vectors.items()}
                stored = self._register.store(item.what, vectors, embedded.imprints[start:end])
                rows[item.key] = _loaded(item.source, item.what, stored)
                run.passages += 0 if stored.was_there else end - start
                start = end
            run.done += 1
            run.read += item.size
        return start

    def _embedded(self, texts: Sequence[str], name: str, run: _Run) -> Embedded:
        """A long document is embedded in parts, so that its progress is told."""
        parts: list[Embedded] = []
        for start in range(0, len(texts), 2 * EMBEDDED_TOGETHER):
            run.say(name, start)
            parts.append(self._embed(texts[start : start + 2 * EMBEDDED_TOGETHER]))
        names = parts[0].vectors if parts else ()
        vectors = {name: np.concatenate([part.vectors[name] for part in parts]) for name in names}
        return Embedded(vectors, [one for part in parts for one in part.imprints])


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that was looked at: what is to be stored of it, or its row where nothing is."""

    key: tuple[int, int]
    source: Source
    what: NewVersion | Loaded
    size: float

    @property
    def passages(self) -> int:
        return 0 if isinstance(self.what, Loaded) else len(self.what.pieces)


def _read(waiting: Sequence[tuple[int, Source]], run: _Run) -> Iterator[_Item]:
    """In the reading thread: each file read and cut into passages, or the row that tells why not."""
    for at, source in waiting:
        if not source.is_archive:
            yield _Item((at, 0), source, _looked_at(source, run), source.size)
            continue
        try:
            members = run.reader.unpack(source.document, source.read())
        except Refusal as refusal:
            yield _Item((at, 0), source, _refused(source, refusal), source.size)
            continue
        run.of += len(members) - 1
        for place, one in enumerate(members):
            inside = member(source, one.name, one.data)
            what = _refused(inside, one.refusal) if one.refusal is not None else _looked_at(inside, run)
            yield _Item((at, place), inside, what, source.size / len(members))


def _looked_at(source: Source, run: _Run) -> NewVersion | Loaded:
    try:
        data = source.read()
        sha256 = hashlib.sha256(data).hexdigest()
        row = _already(source, sha256, run.origin, run.known) or _of_one_name(source, sha256, run.seen)
        if row is not None:
            return row
        content = run.reader.read(source.document, data)
    except Refusal as refusal:
        return _refused(source, refusal)
    run.seen[source.document] = sha256
    return prepared(source.document, sha256, data, run.origin, content)


def _grouped(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    group: list[_Item] = []
    for item in items:
        group.append(item)
        if sum(one.passages for one in group) >= EMBEDDED_TOGETHER or len(group) >= EMBEDDED_TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _sorted_out(
    sources: Sequence[Source], origin: Origin, known: Mapping[str, Known]
) -> tuple[list[tuple[int, Loaded]], list[tuple[int, Source]]]:
    """The files that are here already with this content, and those that must be read."""
    ready: list[tuple[int, Loaded]] = []
    waiting: list[tuple[int, Source]] = []
    for at, source in enumerate(sources):
        row = None
        if source.document in known and not source.is_archive:
            with suppress(Refusal):  # it is said when its turn comes
                row = _already(source, hashlib.sha256(source.read()).hexdigest(), origin, known)
        if row is None:
            waiting.append((at, source))
        else:
            ready.append((at, row))
    return ready, waiting


def _already(source: Source, sha256: str, origin: Origin, known: Mapping[str, Known]) -> Loaded | None:
    """The row of a file that need not be loaded. One from a folder that did not change there leaves in peace what was
    edited here since."""
    its = known.get(source.document)
    if its is not None and sha256 == its.sha256:
        said = _HERE
    elif its is not None and origin == "folder" and sha256 == its.in_folder:
        said = "It is unchanged since it was last loaded; the newer version that was written here stays."
    else:
        return None
    return Loaded(source.path, source.document, "unchanged", said, "", its.passages, its.version)


def _of_one_name(source: Source, sha256: str, seen: Mapping[str, str]) -> Loaded | None:
    before = seen.get(source.document)
    if before is None:
        return None
    if before == sha256:
        return Loaded(source.path, source.document, "unchanged", "The same file is there twice; it was taken once.")
    return Loaded(
        source.path,
        source.document,
        "refused",
        "Another file of this name came with it, and that one was taken.",
        "Give one of the two another name and add it again.",
    )


def _refused(source: Source, refusal: Refusal) -> Loaded:
    return Loaded(source.path, source.document, "refused", refusal.message, refusal.next_step)


def _loaded(source: Source, new: NewVersion, stored: Stored) -> Loaded:
    count, version, before = len(new.pieces), stored.version, stored.before
    if stored.was_there:
        return Loaded(source.path, source.document, "unchanged", _HERE, "", count, version)
    said = f"Loaded as {count} passage{'' if count == 1 else 's'}"
    said += "." if before is None else f", in place of version {before}."
    outcome = "added" if before is None else "replaced"
    return Loaded(source.path, source.document, outcome, " ".join([said, *new.notes]), "", count, version)
