"""A company's questions laid against its passages, as the search meets them, ready to be learned from."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.asked_companies import AskedCompany, Question
from knowledge.library import Library
from knowledge.search import Candidate, gathered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.embedding import MiniLM
    from knowledge.register import Register
    from knowledge.view import View

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Asked:
    """One question with its candidates, best first before a close reading; ``right`` marks those of a document that
    answers with 1 and those that hold the marked words with 2, int8[candidates]."""

    question: Question
    candidates: tuple[Candidate, ...]
    right: NDArray[np.int8]
    pieces: NDArray[np.int32]
    states: NDArray[np.float16]  # float16[pieces, 384] of length 1, as MiniLM gives them

    @property
    def answerable(self) -> bool:
        return bool(self.question.documents)


@dataclass(frozen=True)
class Corpus:
    """One company: its view, the states of its passages' pieces, and what is asked."""

    name: str
    view: View
    pieces: tuple[NDArray[np.int32], ...]
    states: tuple[NDArray[np.float16], ...]
    asked: tuple[Asked, ...]


def corpus(company: AskedCompany) -> Corpus:
    """Load the company's documents as the application would, and gather the candidates of every question."""
    with tempfile.TemporaryDirectory(prefix="wellput-training-") as folder:
        library = Library(Path(folder), today=TODAY, one_shot=True)
        try:
            library.add_files([(name, text.encode()) for name, text in company.documents.items()])
            return _read(company, library)
        finally:
            library.close()


def _read(company: AskedCompany, library: Library) -> Corpus:
    searcher = library._searcher  # training looks behind the face of the library, as nothing else may
    view, register, model = searcher._current_view(), searcher._register, searcher._model
    passages = _states(model, [view.told(row) for row in range(len(view.passages))])
    in_force = {view.passages[row].document for row in range(len(view.passages)) if view.in_force[row]}
    asked_of_it = [one for one in company.questions if not one.documents or one.documents & in_force]
    texts = [question.text for question in asked_of_it]
    vectors = model.embed(texts)
    states = _states(model, texts)
    asked = tuple(
        _asked(question, vector, its, view, register)
        for question, vector, its in zip(asked_of_it, vectors, states, strict=True)
    )
    return Corpus(company.name, view, tuple(one for one, _ in passages), tuple(one for _, one in passages), asked)


def _asked(
    question: Question,
    vector: NDArray[np.float32],
    states: tuple[NDArray[np.int32], NDArray[np.float16]],
    view: View,
    register: Register,
) -> Asked:
    vectors = register.live_vectors()

    def nearest(wanted: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        cosines = vectors @ wanted
        return [(view.passages[row].id, float(cosines[row])) for row in (-cosines).argsort()[:k]]

    candidates = tuple(gathered(question.text, vector, view, nearest, register))
    right = np.array([_right(question, view, one.row) for one in candidates], dtype=np.int8)
    if (right == 2).any():  # the words are marked: the document's other passages say something else
        right[right == 1] = 0
    return Asked(question, candidates, right, *states)


def _right(question: Question, view: View, row: int) -> int:
    one = view.passages[row]
    if one.document not in question.documents:
        return 0
    return 2 if question.quote and _flat(question.quote) in _flat(f"{one.section} {one.text}") else 1


def _flat(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _states(model: MiniLM, texts: list[str]) -> list[tuple[NDArray[np.int32], NDArray[np.float16]]]:
    """Word pieces and their states, without the marks of beginning and end."""
    found: dict[int, tuple[NDArray[np.int32], NDArray[np.float16]]] = {}
    for rows, pieces, states, _ in model.states(texts):
        for at, row in enumerate(rows):
            inside = slice(1, len(pieces[at]) - 1)
            its = states[at, inside]
            its = its / np.maximum(np.linalg.norm(its, axis=1, keepdims=True), 1e-9)
            found[row] = np.array(pieces[at][inside], dtype=np.int32), its.astype(np.float16)
    return [found[row] for row in range(len(texts))]
