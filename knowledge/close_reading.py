"""Does this passage answer this question? A close reading of the two, word piece against word piece (P07, P08).

One vector for a whole passage says what it is about, and cannot tell "how heavy is it?" from "how tall is it?". So the
states of the word pieces, which MiniLM works out on the way to that vector, are kept too, small: projected to a few
numbers and stored as bytes beside the passage (late interaction, Khattab & Zaharia 2020). A question's pieces are laid
against a passage's: each finds what stands nearest to it there, the pair is compared, and the comparisons are summed
up by weight (decomposable attention, Parikh et al. 2016). What comes out is a logit: above 0 the passage rather
answers. The weights in ``close_reading.npz`` are trained by ``python -m evals.close_reading`` on the questions to the
invented companies in ``evals/companies``; MiniLM itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).with_suffix(".npz")
PIECES = 30_522  # of MiniLM's vocabulary
RARE = 5.0  # by which rarity is scaled, as in training
_UNIT = 127.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """A text's word pieces: their numbers, int32[n], and their projected states of length 1, float32[n, d]."""

    pieces: NDArray[np.int32]
    states: Floats

    def to_bytes(self) -> bytes:
        """d + 2 bytes a piece: some 3 KB for a passage."""
        small = np.rint(self.states * _UNIT).astype(np.int8)
        packed: bytes = self.pieces.astype("<u2").tobytes() + small.tobytes()
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Imprint:
        count = len(data) // (2 + dimensions())
        pieces = np.frombuffer(data, dtype="<u2", count=count).astype(np.int32)
        small = np.frombuffer(data, dtype=np.int8, offset=2 * count).reshape(count, -1)
        return cls(pieces, small.astype(np.float32) / np.float32(_UNIT))


@dataclass(frozen=True, slots=True)
class Signs:
    """What the search knows of a passage besides: its cosine, its share of the words' weight, the cosine of its
    document, and whether it names the model asked about (1), another one only (-1) or neither (0)."""

    cosine: float
    lexical: float
    whole: float
    model: float


def imprints(pieces: Sequence[Sequence[int]], states: Floats) -> list[Imprint]:
    """The imprints of a batch of texts: their word pieces, and MiniLM's states of them, float32[texts, longest, 384];
    the marks of beginning and end are left out."""
    small = _unit(states @ _weights()["project"].T)
    return [
        Imprint(np.asarray(its[1:-1], dtype=np.int32), small[row, 1 : len(its) - 1]) for row, its in enumerate(pieces)
    ]


def read(question: Imprint, rarity: Floats, passages: Sequence[Imprint], signs: Sequence[Signs]) -> Floats:
    """How well each passage answers, as logits, float32[len(passages)]; ``rarity`` is that of the question's pieces
    among the passages (inverse document frequency), float32[n]."""
    rare = (rarity / RARE).astype(np.float32)
    gate = _sigmoid(np.column_stack([question.states, rare]) @ _weights()["gate"] + _weights()["gate_bias"])
    share = gate / max(float(gate.sum()), 1e-3)
    rows = [_compared(question, rare, gate, share, passage, its) for passage, its in zip(passages, signs, strict=True)]
    if not rows or not len(question.pieces):
        return np.zeros(len(rows), dtype=np.float32)
    hidden = np.maximum(np.stack(rows) @ _weights()["sum"].T + _weights()["sum_bias"], 0.0)
    logits: Floats = (hidden @ _weights()["out"] + _weights()["out_bias"]).astype(np.float32)
    return logits


def dimensions() -> int:
    return int(_weights()["project"].shape[0])


def fingerprint() -> str:
    """Changes with the weights, so that the imprints made with others are made anew."""
    return str(_weights()["name"])


def _compared(question: Imprint, rare: Floats, gate: Floats, share: Floats, passage: Imprint, signs: Signs) -> Floats:
    """The summed comparison of a question's pieces with what stands nearest to each in one passage."""
    if not len(question.pieces) or not len(passage.pieces):
        return np.zeros(_weights()["sum"].shape[1], dtype=np.float32)
    likeness = question.states @ passage.states.T
    best = likeness.max(axis=1)
    pull = np.exp(_weights()["sharpness"] * (likeness - best[:, None]))
    found = (pull / pull.sum(axis=1, keepdims=True)) @ passage.states
    held = set(passage.pieces.tolist())  # quicker than numpy for so few
    same = np.array([piece in held for piece in question.pieces.tolist()], dtype=np.float32)
    pairs = np.concatenate(
        [
            question.states * found,
            np.abs(question.states - found),
            np.stack([best, same, rare, best * rare], axis=1),
        ],
        axis=1,
    )
    compared = np.maximum(pairs @ _weights()["compare"].T + _weights()["compare_bias"], 0.0)
    whole = [best @ share, same @ share, ((1.0 - best) * gate * rare).max()]
    told: Floats = np.concatenate(
        [
            share @ compared,
            (compared * gate[:, None]).max(axis=0),
            np.array([*whole, signs.cosine, signs.lexical, signs.whole, signs.model], dtype=np.float32),
        ]
    )
    return told


@cache
def _weights() -> dict[str, NDArray[np.float32]]:
    with np.load(WEIGHTS) as file:
        return {name: file[name] for name in file.files}


def _unit(rows: Floats) -> Floats:
    unit: Floats = (rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)).astype(np.float32)
    return unit


def _sigmoid(values: Floats) -> Floats:
    result: Floats = (1.0 / (1.0 + np.exp(-values))).astype(np.float32)
    return result
