"""Which embedding is in force, which one is set, and the way from the one to the other (P07).

The register says which embedding is *in force*: its vectors are searched, and only they. After WELLPUT_EMBEDDING was
changed, searches go on with the one in force while it is the local one; new documents get vectors of both; and
`embed_anew` gives the others theirs, a batch at a time and safe to stop. Only when the last passage has one, the new
embedding is put in force, and the index made anew from its vectors. Two are never mixed: a vector is kept by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.close_reading import fingerprint
from knowledge.embedding import MODEL, Embedding, MiniLM
from knowledge.errors import KnowledgeError
from knowledge.progress import Pace, Progress, Stop, Tell
from knowledge.words import told

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.register import Register

AT_A_TIME = 256


@dataclass(frozen=True, slots=True)
class Embedded:
    """Passages ready to be stored: vectors by embedding, float32[n, d] each, and n imprints."""

    vectors: Mapping[str, NDArray[np.float32]]
    imprints: Sequence[bytes]


class EmbeddingsInUse:
    """The embedding that is set, and the local one, which is always at hand."""

    def __init__(self, register: Register, chosen: Embedding, local: MiniLM) -> None:
        self._register, self._chosen, self._local = register, chosen, local

    def for_documents(self, texts: Sequence[str]) -> Embedded:
        """Vectors of passages by embedding: of the one that is set, of another that is still in force, and always of
        the local one, which is there when the other is given up; and, of the same run, their imprints."""
        local, imprints = self._local.embed_and_imprint(texts)
        vectors = {
            one.name: local if one.name == self._local.name else self._fitting(one.name, one.embed_documents(texts))
            for one in self._wanted()
        }
        return Embedded(vectors, [its.to_bytes() for its in imprints])

    def imprint_anew(self) -> None:
        """Give every passage an imprint that has none, or one that other weights of the close reading made."""
        self._register.forget_imprints_unless(fingerprint())
        while batch := self._register.without_imprint(AT_A_TIME):
            _, imprints = self._local.embed_and_imprint(
                [told(section, text, title) for _, title, section, text in batch]
            )
            self._register.add_imprints([key for key, *_ in batch], [its.to_bytes() for its in imprints])

    def for_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, of the embedding in force."""
        return self._usable().embed_queries(texts)

    def to_embed(self) -> int:
        """Passages of latest versions that have no vector of the embedding that is set; 0 when it is in force."""
        return self._register.count_without_vector(self._chosen.name)

    def is_chosen_in_force(self) -> bool:
        return self._register.state("embedding") in (None, self._chosen.name)

    def embed_anew(self, tell: Tell | None = None, stop: Stop | None = None) -> int:
        """Give every passage that lacks one a vector of the embedding that is set; put it in force when none lacks.

        Returns how many were embedded. Each batch is kept, so that a stop or a crash loses no more than one."""
        of, done = self.to_embed(), 0
        pace = Pace(of)
        while batch := self._register.without_vector(self._chosen.name, AT_A_TIME):
            if stop and stop():
                return done
            vectors = self._chosen.embed_documents([told(section, text, title) for _, title, section, text in batch])
            self._register.add_vectors(
                self._chosen.name, [key for key, *_ in batch], self._fitting(self._chosen.name, vectors)
            )
            done += len(batch)
            if tell:
                tell(Progress(done, max(of, done), "", done, pace.left(done)))
        if self._register.state("embedding") != self._chosen.name:
            self._register.put_in_force(self._chosen.name)
        return done

    def complete(self, document: str, version: int) -> None:
        """Give the passages of one version the vectors that they lack: before it is put back into the search."""
        for one in self._wanted():
            lacking = self._register.lacking(document, version, one.name)
            if lacking:
                vectors = one.embed_documents([told(section, text, title) for _, title, section, text in lacking])
                self._register.add_vectors(one.name, [key for key, *_ in lacking], self._fitting(one.name, vectors))

    def _wanted(self) -> list[Embedding]:
        """Where nothing is searched yet, the embedding that is set comes into force at once."""
        if self._register.state("embedding") is None or (not self.is_chosen_in_force() and self._register.is_empty()):
            self._register.put_in_force(self._chosen.name)
        every: tuple[Embedding, ...] = (self._chosen, self._usable(), self._local)
        return list({one.name: one for one in every}.values())

    def _usable(self) -> Embedding:
        name = self._register.state("embedding") or self._chosen.name
        if name == self._chosen.name:
            return self._chosen
        if name == MODEL:
            return self._local
        raise KnowledgeError(
            f"The documents are embedded with {name}, and WELLPUT_EMBEDDING names {self._chosen.name}, "
            f"which {self.to_embed()} passages still lack.",
            f"Run `python -m knowledge rebuild` to change over, or set WELLPUT_EMBEDDING={name} again.",
        )

    def _fitting(self, name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        known = self._register.dimensions(name)
        if len(vectors) and known is not None and vectors.shape[1] != known:
            raise KnowledgeError(
                f"The embedding {name} answered with vectors of {vectors.shape[1]} numbers where those here have "
                f"{known}; nothing was half stored.",
                "Check that WELLPUT_EMBEDDING and OPENAI_BASE_URL name the same model as before.",
            )
        return vectors
