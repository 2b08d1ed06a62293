"""An outside embedding by LangChain: OpenAI, an OpenAI-compatible endpoint, or any other that LangChain names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECONDS = 60.0
RETRIES = 2
REMEMBERED = 1_000  # questions: a page that is drawn again asks them again
AT_A_TIME = 128  # texts a request: small enough for every endpoint, and progress moves


class RemoteEmbedding:
    """``name`` is LangChain's, such as "openai:text-embedding-3-small". Connects at the first call."""

    def __init__(
        self, name: str, *, api_key: str | None = None, base_url: str | None = None, seconds: float = SECONDS
    ) -> None:
        self.name = name if ":" in name else f"openai:{name}"
        self._api_key, self._base_url, self._seconds = api_key, base_url, seconds
        self._asked: dict[str, NDArray[np.float32]] = {}

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._checked(texts, "embed_documents")

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As documents are; a question that was asked lately is not sent again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._asked]
        if new:
            vectors = self._checked(new, "embed_documents" if len(new) > 1 else "embed_query")
            self._asked = {**dict(list(self._asked.items())[-REMEMBERED:]), **dict(zip(new, vectors, strict=True))}
        asked = self._asked
        return np.stack([asked[text] for text in texts]) if texts else np.zeros((0, 1), dtype=np.float32)

    def _checked(self, texts: Sequence[str], how: str) -> NDArray[np.float32]:
        """One vector of length 1 for each text, or KnowledgeError: what an endpoint answers is not believed unread."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        rows: list[Any] = []
        for start in range(0, len(texts), AT_A_TIME):
            part = [text or " " for text in texts[start : start + AT_A_TIME]]
            try:
                answer = (
                    self._model.embed_documents(part)
                    if how == "embed_documents"
                    else [self._model.embed_query(part[0])]
                )
            except KnowledgeError:
                raise
            except Exception as error:  # noqa: BLE001  every provider has errors of its own
                raise self._said(error) from None
            rows.extend(answer)
        try:
            vectors = np.asarray(rows, dtype=np.float32)
        except (TypeError, ValueError):
            raise self._odd("vectors of different lengths") from None
        if vectors.ndim != 2 or vectors.shape[0] != len(texts) or not vectors.shape[1]:
            raise self._odd(f"{len(rows)} vectors for {len(texts)} texts")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            raise self._odd("vectors that hold no numbers")
        return np.asarray(vectors / lengths, dtype=np.float32)

    @cached_property
    def _model(self) -> Any:
        from langchain.embeddings import init_embeddings

        options: dict[str, Any] = {}
        if self.name.startswith("openai:"):
            options = {
                "check_embedding_ctx_length": False, "request_timeout": self._seconds, "max_retries": RETRIES,
                "chunk_size": AT_A_TIME,
            }  # fmt: skip
            if self._base_url:
                options["base_url"] = self._base_url
            if self._api_key or self._base_url:
                options["api_key"] = self._api_key or "none"
        try:
            return init_embeddings(self.name, **options)
        except ImportError as error:
            raise KnowledgeError(
                f"The embedding {self.name} needs a package that is not installed ({error}).",
                "Install it, or set WELLPUT_EMBEDDING=local.",
            ) from None
        except Exception as error:  # noqa: BLE001  as above
            raise KnowledgeError(
                f"The embedding {self.name} can't be opened ({_first_line(error)}).",
                "Check WELLPUT_EMBEDDING and OPENAI_API_KEY, or set WELLPUT_EMBEDDING=local.",
            ) from None

    def _said(self, error: Exception) -> KnowledgeError:
        status = getattr(error, "status_code", None)
        kind = type(error).__name__
        if status in (401, 403):
            return self._failed("refused the key", "Check OPENAI_API_KEY and OPENAI_BASE_URL.")
        if status == 429:
            return self._failed("has had too many requests", "Wait a little and do it again: it goes on where it was.")
        if status == 404:
            return self._failed(
                "is not known there", "Check the model's name in WELLPUT_EMBEDDING and OPENAI_BASE_URL."
            )
        if "Timeout" in kind or isinstance(error, TimeoutError):
            return self._failed(
                f"did not answer within {self._seconds:g} seconds", "Do it again: it goes on where it was."
            )
        if "Connection" in kind or isinstance(error, OSError):
            return self._failed("can't be reached", "Check OPENAI_BASE_URL and the network, then do it again.")
        return self._failed(f"did not answer ({_first_line(error)})", "Do it again: it goes on where it was.")

    def _failed(self, what: str, next_step: str) -> KnowledgeError:
        return KnowledgeError(f"The embedding {self.name} {what}; nothing was half stored.", next_step)

    def _odd(self, what: str) -> KnowledgeError:
        return KnowledgeError(
            f"The embedding {self.name} answered with {what}; nothing was half stored.",
            "Check that the endpoint serves an embedding model, or set WELLPUT_EMBEDDING=local.",
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0][:160]
