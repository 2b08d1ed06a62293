"""The company's documents: add them, search them, list them, remove them. The one object that other rooms hold."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from knowledge.audience import audience
from knowledge.embedding import MODEL, MiniLM
from knowledge.errors import KnowledgeError
from knowledge.index import Index, IndexInUse
from knowledge.loading.content import Content, Refusal
from knowledge.loading.formats import is_document
from knowledge.loading.reader import Reader
from knowledge.passage import DocumentEntry, Hit, Loaded, Passage
from knowledge.products import once, product_names
from knowledge.register import Register, VersionRow
from knowledge.search import Snapshot, context, parts, rank, snapshot
from knowledge.splitting import Piece, split
from knowledge.versions import Edition, Standing, edition, standings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int, str], None]
EXACT_UP_TO = 20_000  # passages that a one-shot process compares one by one, quicker than it could import Chroma
_log = logging.getLogger("wellput.knowledge")


class Library:
    """Documents in, passages out (P07, P21). Cheap to make: connections and the model open at first use; thread-safe.

    ``one_shot`` is for a process that asks once and ends: it compares the vectors in the register itself instead of
    opening Chroma. ``today`` decides which documents are in force; None is the day of each search.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        database_url: str | None = None,
        chroma_url: str | None = None,
        today: date | None = None,
        one_shot: bool = False,
    ) -> None:
        self._data_dir, self._chroma_url, self._today, self._one_shot = Path(data_dir), chroma_url, today, one_shot
        self._register = Register(database_url or f"sqlite:///{self._data_dir / 'knowledge.db'}")
        self._model = MiniLM()
        self._reader = Reader()
        self._lock = threading.RLock()
        self._index: Index | None = None
        self._indexed = -1
        self._view: Snapshot | None = None
        self._exact: tuple[int, list[str], NDArray[np.float32]] | None = None

    # --- documents in -------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path], progress: Progress | None = None) -> list[Loaded]:
        """Load files and folders (with what is below them). Each file's fate has a row; one bad file stops no other.

        ``progress(done, of, name)`` is called before each file.
        """
        files = list(_files(paths))
        rows: list[Loaded] = []
        for at, (path, document) in enumerate(files):
            if progress:
                progress(at, len(files), document)
            rows.append(self._add_path(path, document))
        if progress:
            progress(len(files), len(files), "")
        self._bring_index_up_to_date()
        self._reader.close()
        return rows

    def add_file(self, document_name: str, data: bytes) -> Loaded:
        """Load one uploaded file under ``document_name``."""
        name = str(PurePosixPath(document_name.replace("\\", "/"))).lstrip("/") or "document"
        row = self._store(name, name, data)
        self._bring_index_up_to_date()
        return row

    def _add_path(self, path: Path, document: str) -> Loaded:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return Loaded(str(path), document, "refused", "There is no such file.", "Check the path.")
        except OSError as error:
            return Loaded(
                str(path),
                document,
                "refused",
                f"The file can't be opened ({error.strerror}).",
                "Check its rights and add it again.",
            )
        return self._store(str(path), document, data)

    def _store(self, path: str, document: str, data: bytes) -> Loaded:
        sha256 = hashlib.sha256(data).hexdigest()
        with self._lock:
            before = self._register.latest(document)
            if before is not None and before.sha256 == sha256:
                return Loaded(
                    path,
                    document,
                    "unchanged",
                    "It is already here with this content.",
                    "",
                    before.passages,
                    before.version,
                )
            try:
                content = self._reader.read(document, data)
            except Refusal as refusal:
                return Loaded(path, document, "refused", refusal.message, refusal.next_step)
            title = content.title.strip() or _title_from_name(document)
            pieces = split(content, title)
            front = _with_products(content, title)
            vectors = self._model.embed([f"{_context_of(piece, title)}\n{piece.text}" for piece in pieces])
            head = "\n".join(filter(None, [block.text for block in content.blocks[:12]]))[:2_000]
            version = self._register.add(document, sha256, title, front, head, content.notes, pieces, vectors, MODEL)
        outcome = "added" if before is None else "replaced"
        said = _count(len(pieces)) if before is None else f"{_count(len(pieces))}, in place of version {before.version}"
        return Loaded(path, document, outcome, " ".join([f"{said}.", *content.notes]), "", len(pieces), version)

    def remove(self, document: str) -> DocumentEntry:
        """Take a document out of the search; its passages stay for the citations of what was sent."""
        with self._lock:
            if not self._register.exists() or self._register.latest(document) is None:
                raise KnowledgeError(
                    f'There is no document "{document}".', "See the names with `python -m knowledge list`."
                )
            self._register.remove(document)
        self._bring_index_up_to_date()
        return [entry for entry in self.documents() if entry.document == document][-1]

    def rebuild(self) -> int:
        """Make the vector index anew from the register. Returns the number of passages in it."""
        with self._lock:
            try:
                index = self._opened()
            except IndexInUse:
                raise KnowledgeError(
                    "The application is running and has the index open.", "Stop it, or rebuild from its Knowledge page."
                ) from None
            index.rebuild(self._register)
            return len(self._register.live_ids())

    # --- passages out -------------------------------------------------------------------------------------------

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """The passages that answer ``query``, best first; [] when nothing relevant is found."""
        return self.search_many([query], k)[0]

    def search_many(self, queries: Sequence[str], k: int = 5) -> list[list[Hit]]:
        """``search`` for several queries, embedded in one go."""
        if not self._register.exists():
            return [[] for _ in queries]
        with self._lock:
            view = self._current_view()
            if not view.passages:
                return [[] for _ in queries]
            asked = [[part for part in parts(query) if part.strip()] for query in queries]
            vectors = iter(self._model.recall([part for these in asked for part in these]))
            found = []
            for these in asked:
                lists = [
                    rank(part, next(vectors), k, view, self._nearest, self._register.vectors, self._model.recall)
                    for part in these
                ]
                found.append(_in_turn(lists, k))
            return found

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors, float32[n, 384] of length 1; for callers that compare texts themselves."""
        return self._model.recall(texts)

    def products(self) -> tuple[str, ...]:
        """The company's product names, as the documents in force for customers show them: models, names in tables."""
        if not self._register.exists():
            return ()
        with self._lock:
            return self._current_view().products

    def documents(self) -> list[DocumentEntry]:
        """Every version of every document with its status: current, superseded or removed."""
        if not self._register.exists():
            return []
        rows = self._register.versions()
        found = standings([_edition(row) for row in rows if row.state == "latest"], self._day())
        return [_entry(row, found.get(row.document)) for row in rows]

    def state(self) -> str:
        """Changes whenever a search may find something else: with the documents, with what is said of them, with the
        day. For callers that keep what they found."""
        return f"{self._register.generation() if self._register.exists() else 0} on {self._day()}"

    def passages(self, document: str) -> list[Passage]:
        """The passages of a document's latest version, in reading order."""
        return self._marked(self._register.passages(document)) if self._register.exists() else []

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id, also of a version that was replaced or removed since; None when there never was one."""
        found = self._register.passage(passage_id) if self._register.exists() else None
        return self._marked([found])[0] if found else None

    def _marked(self, passages: Sequence[Passage]) -> list[Passage]:
        return _for_whom(passages, self._register.versions())

    def close(self) -> None:
        with self._lock:
            self._reader.close()
            if self._index is not None:
                self._index.close()
                self._index = None
            self._register.close()

    # --- the index, kept in step ----------------------------------------------------------------------------------

    def _day(self) -> date:
        return self._today or date.today()

    def _current_view(self) -> Snapshot:
        generation = self._register.generation()
        if self._view is None or self._view.generation != generation or self._view.today != self._day():
            latest = [row for row in self._register.versions() if row.state == "latest"]
            titles = {row.document: row.title for row in latest}
            editions = [_edition(row) for row in latest]
            passages, vectors = _for_whom(self._register.live(), latest), self._register.live_vectors()
            named = [(row.document, _products_of(row)) for row in latest if _audience(row) == "public"]
            self._view = snapshot(generation, self._day(), passages, vectors, titles, editions, named)
        return self._view

    def _nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        assert self._view is not None
        if not self._one_shot or len(self._view.passages) > EXACT_UP_TO:
            try:
                index = self._opened()
                if self._indexed != self._view.generation:
                    index.follow(self._register)
                    self._indexed = self._view.generation
                return index.query(vector, min(k, len(self._view.passages)))
            except IndexInUse:
                _log.debug("another process owns the index; the register's own vectors are compared")
        return self._compare_all(vector, k)

    def _compare_all(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        assert self._view is not None
        if self._exact is None or self._exact[0] != self._view.generation:
            self._exact = (self._view.generation, self._register.live_ids(), self._register.live_vectors())
        _, ids, vectors = self._exact
        cosines = vectors @ vector
        return [(ids[row], float(cosines[row])) for row in (-cosines).argsort()[:k]]

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index(self._data_dir / "chroma", self._chroma_url, MODEL)
        return self._index

    def _bring_index_up_to_date(self) -> None:
        """Hand what changed to Chroma. Where another process owns it, the marks stay and that process takes them up."""
        with self._lock:
            if not self._register.exists() or not self._register.marks(1):
                return
            try:
                self._opened().follow(self._register)
                self._indexed = self._register.generation()
            except IndexInUse:
                _log.info("The running application will take the change into its index.")


def _with_products(content: Content, title: str) -> dict[str, str]:
    """What the document says of itself, with the products that it names; an editor may list them there as well."""
    names = [*content.front.get("products", "").split(";"), *product_names(content, title)]
    kept = "; ".join(once(name.strip() for name in names if ";" not in name))
    return {**content.front, "products": kept} if kept else dict(content.front)


def _products_of(row: VersionRow) -> tuple[str, ...]:
    return tuple(name for name in row.front.get("products", "").split("; ") if name)


def _audience(row: VersionRow) -> str:
    return audience(row.document, row.title, row.front, row.head)


def _for_whom(passages: Sequence[Passage], versions: Sequence[VersionRow]) -> list[Passage]:
    """The passages marked with whom their document is for."""
    inside = {(row.document, row.version) for row in versions if _audience(row) == "internal"}
    return [replace(one, audience="internal") if (one.document, one.version) in inside else one for one in passages]


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with its document name: the path below the folder that was given, or the file's own name."""
    for path in paths:
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                inside = one.relative_to(path)
                if (
                    one.is_file()
                    and is_document(one.name)
                    and not any(part.startswith((".", "~$")) for part in inside.parts)
                ):
                    yield one, inside.as_posix()
        else:
            yield path, path.name


def _in_turn(lists: Sequence[Sequence[Hit]], k: int) -> list[Hit]:
    """The best of each part first, then the seconds, without doubles."""
    if len(lists) == 1:
        return list(lists[0][:k])
    merged: dict[str, Hit] = {}
    for place in range(max((len(one) for one in lists), default=0)):
        for hits in lists:
            if place < len(hits):
                merged.setdefault(hits[place].passage.id, hits[place])
    return list(merged.values())[:k]


def _title_from_name(document: str) -> str:
    words = re.sub(r"_|(?<!\d)-|-(?!\d)", " ", PurePosixPath(document).stem)
    return words[:1].upper() + words[1:]


def _context_of(piece: Piece, title: str) -> str:
    return context(Passage("", "", 0, piece.section, ""), title)


def _edition(row: VersionRow) -> Edition:
    return edition(row.document, row.title, row.front, row.head)


def _entry(row: VersionRow, standing: Standing | None) -> DocumentEntry:
    status = {"replaced": "superseded", "removed": "removed"}.get(row.state, "current")
    why = "A newer version of the same document was added." if row.state == "replaced" else ""
    by = row.document if row.state == "replaced" else ""
    if status == "current" and standing is not None and not standing.current:
        status, why, by = "superseded", standing.why, standing.by
    return DocumentEntry(row.document, row.version, status, row.title, row.passages, row.sha256, row.added_at, by, why)


def _count(passages: int) -> str:
    return f"Loaded as {passages} passage{'' if passages == 1 else 's'}"
