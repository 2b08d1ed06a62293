"""The company's documents: add them, search them, list them, remove them. The one object that other rooms hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue import Catalogue, unknown
from knowledge.details import Details
from knowledge.embedding import Embedding, MiniLM
from knowledge.embeddings_in_use import EmbeddingsInUse
from knowledge.errors import KnowledgeError
from knowledge.explanation import Explanation
from knowledge.intake import Intake
from knowledge.loading.reader import Reader
from knowledge.nearest import Nearest
from knowledge.outdated import outdated
from knowledge.passage import DocumentEntry, Hit, Loaded, Outdated, Passage
from knowledge.progress import Stop, Tell
from knowledge.register import Register
from knowledge.searcher import Searcher
from knowledge.sources import from_paths, from_uploads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.register import Known, Origin
    from knowledge.sources import Source


class Library:
    """Documents in, passages out (P07, P21). Cheap to make: connections and the model open at first use; thread-safe.

    ``one_shot`` is for a process that asks once and ends: it compares the vectors in the register itself instead of
    opening Chroma. ``today`` decides which documents are in force; None is the day of each search. ``embedding`` is
    what passages are found by; None is the one on this machine.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        database_url: str | None = None,
        chroma_url: str | None = None,
        today: date | None = None,
        one_shot: bool = False,
        embedding: Embedding | None = None,
    ) -> None:
        data_dir = Path(data_dir)
        self._today = today
        self._register = Register(database_url or f"sqlite:///{data_dir / 'knowledge.db'}")
        self._catalogue = Catalogue(self._register, self._day)
        self._model = MiniLM()
        self._embeddings = EmbeddingsInUse(self._register, embedding or self._model, self._model)
        self._nearest = Nearest(self._register, data_dir / "chroma", chroma_url, one_shot=one_shot)
        self._intake = Intake(self._register, self._embeddings.for_documents, self._nearest.follow)
        self._reader = Reader()
        self._searcher = Searcher(
            self._register, self._catalogue, self._embeddings, self._nearest, self._model, self._day
        )

    # --- documents in -------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path], progress: Tell | None = None, stop: Stop | None = None) -> list[Loaded]:
        """Load files, folders with what is below them, and ZIP archives. Each file's fate has a row; one bad file
        stops no other.

        Unchanged files are skipped by their hash. When ``stop()`` says True it ends after the current file; the same
        call again goes on from there. Raises KnowledgeError when nothing more can be stored: a full disk, an outside
        embedding that does not answer."""
        return self._load(from_paths([Path(path) for path in paths]), "folder", progress, stop)

    def add_files(
        self, files: Sequence[tuple[str, bytes]], progress: Tell | None = None, stop: Stop | None = None
    ) -> list[Loaded]:
        """Load an upload of many files, ZIP archives among them. Of two different files of one name the first is
        loaded, and the second refused with a sentence."""
        return self._load(from_uploads(files), "upload", progress, stop)

    def add_file(self, document_name: str, data: bytes) -> Loaded:
        """Load one uploaded file under ``document_name``; of a ZIP archive, its first file's fate is handed back."""
        return self._intake.load(from_uploads([(document_name, data)]), self._reader, "upload", None, None)[0]

    def _load(self, sources: Sequence[Source], origin: Origin, tell: Tell | None, stop: Stop | None) -> list[Loaded]:
        reader = Reader()
        try:
            with self._searcher.beside_a_load():
                return self._intake.load(sources, reader, origin, tell, stop)
        finally:
            reader.close()

    def remove(self, document: str) -> DocumentEntry:
        """Take a document out of the search; its passages stay for the citations of what was sent."""
        if document not in self._known():
            raise unknown(document)
        self._register.remove(document)
        self._searcher.forget()
        self._nearest.follow()
        return self._catalogue.entry(document)

    def restore(self, document: str, version: int | None = None) -> DocumentEntry:
        """Undo a removal (``version`` None), or make an earlier version the latest again. Raises KnowledgeError."""
        entries = self.versions_of(document)
        known = self._known().get(document)
        if version is None:
            removed = [entry.version for entry in entries if entry.status == "removed"]
            if known is not None or not removed:
                raise KnowledgeError(f"{document} is not removed.", "Name the version that is to be in force again.")
            version = removed[-1]
        if version not in [entry.version for entry in entries]:
            raise unknown(document, version)
        if known is None or known.version != version:
            self._embeddings.complete(document, version)
            self._register.restore(document, version)
            self._searcher.forget()
            self._nearest.follow()
        return self._catalogue.entry(document)

    # --- the editor's word --------------------------------------------------------------------------------------

    def details(self, document: str) -> Details:
        """What the editor said of a document by hand, and nothing else. Raises KnowledgeError when it is not there."""
        self._catalogue.entry(document)
        return self._catalogue.details(document)

    def set_details(self, document: str, details: Details) -> DocumentEntry:
        """Put the editor's word in the place of the one before. Raises KnowledgeError for a document that is not
        there, or one that is superseded by itself, by what is not there, or in a circle."""
        self._catalogue.entry(document)
        seen, by = {document}, details.superseded_by
        if by and by not in self._known():
            raise KnowledgeError(
                f'There is no document "{by}" that could supersede {document}.', "Choose one of those that are there."
            )
        while by:
            if by in seen:
                raise KnowledgeError("A document can't be superseded by itself.", "Choose the one that took its place.")
            seen.add(by)
            by = self._catalogue.details(by).superseded_by
        self._register.set_details(document, details)
        self._searcher.forget()
        return self._catalogue.entry(document)

    # --- the index, and another embedding -------------------------------------------------------------------------

    def rebuild(self, progress: Tell | None = None) -> int:
        """Make the vector index anew from the register; searches go on meanwhile. Returns the passages in it."""
        return self._nearest.rebuild(progress)

    def to_embed(self) -> int:
        """Passages without a vector of the embedding that is set, after a change of WELLPUT_EMBEDDING; else 0."""
        return self._embeddings.to_embed() if self._register.exists() else 0

    def embed_anew(self, progress: Tell | None = None, stop: Stop | None = None) -> int:
        """Embed those passages, in batches that are kept; when the last is done, the search changes over.

        Returns how many were embedded. Until then searches go on with the old embedding where it is the local one,
        and else say how far this has come. Raises KnowledgeError where another process has the index open."""
        self._nearest.claim()
        done = self._embeddings.embed_anew(progress, stop)
        if self._embeddings.is_chosen_in_force():
            self._nearest.change_over()
        return done

    @property
    def notice(self) -> str:
        """What a person should know of the search index, in a sentence; "" when all is well."""
        return self._nearest.notice

    # --- passages out -------------------------------------------------------------------------------------------

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """The passages that answer ``query``, best first; [] when nothing relevant is found."""
        return self.search_many([query], k)[0]

    def explain(self, question: str, k: int = 5) -> Explanation:
        """The same search, with the words of each passage that answer, the reason for its place, and why when nothing
        was found."""
        return self._searcher.explain(question, k)

    def search_many(self, queries: Sequence[str], k: int = 5) -> list[list[Hit]]:
        """``search`` for several queries, embedded in one go."""
        return self._searcher.search_many(queries, k)

    def holding(self, figure: str, near: str, k: int = 1) -> list[Passage]:
        """The passages that hold a figure as it is written ("£24.50") and speak of what stands near it, best first."""
        return self._searcher.holding(figure, near, k)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors, float32[n, 384] of length 1; for callers that compare texts themselves."""
        return self._model.recall(texts)

    def products(self) -> tuple[str, ...]:
        """The company's product names, as the documents in force for customers show them: models, names in tables."""
        return self._searcher.products()

    def documents(self) -> list[DocumentEntry]:
        """Every version of every document with its status: current, superseded or removed."""
        return self._catalogue.entries()

    def entry(self, document: str, version: int | None = None) -> DocumentEntry:
        """A document's latest version, or the one that is named. Raises KnowledgeError when it is not there."""
        return self._catalogue.entry(document, version)

    def versions_of(self, document: str) -> list[DocumentEntry]:
        """Every version of one document, the oldest first. Raises KnowledgeError when there is none."""
        found = [entry for entry in self._catalogue.entries() if entry.document == document]
        if not found:
            raise unknown(document)
        return found

    def passages(self, document: str, version: int | None = None) -> list[Passage]:
        """The passages of a document's latest version, or of the one that is named, in reading order."""
        if not self._register.exists():
            return []
        return self._catalogue.marked(self._register.passages_of(document, version))

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id, also of a version that was replaced or removed since; None when there never was one."""
        found = self._register.passages_by_id([passage_id]) if self._register.exists() else {}
        return next(iter(self._catalogue.marked(list(found.values()))), None) if found else None

    def outdated(self, passage_ids: Sequence[str]) -> dict[str, Outdated]:
        """For each passage that no longer stands as it was cited: why, and the text that took its place, if any can
        be told. One whose very words still stand there is not outdated; ids of other things are passed over."""
        if not self._register.exists():
            return {}
        cited = self._register.passages_by_id(list(dict.fromkeys(passage_ids)))
        latest = {name: its.version for name, its in self._known().items()}
        return outdated(cited, self._catalogue.entries(), latest, self._register.passages_of)

    def original(self, document: str, version: int | None = None) -> bytes | None:
        """The file as it was loaded, byte for byte; None for one from before originals were kept."""
        return self._register.original(self._catalogue.entry(document, version).sha256)

    def state(self) -> str:
        """Changes whenever a search may find something else: with the documents, with what is said of them, with the
        day. For callers that keep what they found."""
        return f"{self._register.generation() if self._register.exists() else 0} on {self._day()}"

    def close(self) -> None:
        self._reader.close()
        self._nearest.close()
        self._register.close()

    def _day(self) -> date:
        return self._today or date.today()

    def _known(self) -> dict[str, Known]:
        return self._register.known() if self._register.exists() else {}
