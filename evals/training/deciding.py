"""Fitting the decision whether anything answers: logistic regression on `knowledge.answerable`'s evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from evals.training.corpus import Asked, Corpus
from evals.training.learning import logits, step
from evals.training.network import CloseReading
from knowledge.answerable import Evidence
from knowledge.search import READ_CLOSELY, READING, Candidate

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOLD = 3.0  # of the ridge that keeps the weights small
STEPS = 30


@dataclass(frozen=True)
class Weighed:
    """One question as the search would weigh it: its evidence, and the documents it finds, best first."""

    company: str
    asked: Asked
    evidence: NDArray[np.float32]
    found: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """``weights`` of the evidence and a ``constant``; above ``enough`` the passages answer."""

    weights: NDArray[np.float32]
    constant: float = 0.0
    enough: float = 0.0

    def of(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = rows @ self.weights + np.float32(self.constant)
        return scores

    def save(self, path: Path) -> None:
        """Write it as `knowledge.answerable` reads it, which has no constant."""
        np.savez(path, weights=self.weights.astype(np.float32), enough=np.float32(self.enough - self.constant))


def weighed(network: CloseReading, one: Corpus) -> list[Weighed]:
    """Every question of a company as the search weighs it with this network."""
    return [_weighed(network, one, asked) for asked in one.asked if asked.candidates]


def fitted(rows: NDArray[np.float32], answerable: NDArray[np.bool_]) -> Decision:
    """Newton's method on standardised evidence; where enough is enough is set elsewhere."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    given = np.column_stack([(rows - mean) / spread, np.ones(len(rows))]).astype(np.float64)
    truth = answerable.astype(np.float64)
    hold = np.diag([HOLD] * rows.shape[1] + [0.0])
    weights = np.zeros(given.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (likely - truth) + hold @ weights
        bend = (given * (likely * (1 - likely))[:, None]).T @ given + hold
        weights -= np.linalg.solve(bend, slope)
    kept = weights[:-1] / spread
    return Decision(kept.astype(np.float32), float(weights[-1] - mean @ kept))


def threshold(scores: NDArray[np.float32], answerable: NDArray[np.bool_], lost: float) -> float:
    """The score below which the share ``lost`` of the answerable questions stands."""
    return float(np.quantile(scores[answerable], lost))


def _weighed(network: CloseReading, one: Corpus, asked: Asked) -> Weighed:
    nearest = asked.candidates[:READ_CLOSELY]
    with torch.no_grad():
        read = logits(network, step(one, [asked], places=[list(range(len(nearest)))]))[0].numpy()
    scored = [
        Candidate(its.row, its.signs, min(1.0, max(0.0, its.score + READING * float(logit))), float(logit))
        for its, logit in zip(nearest, read, strict=True)
    ]
    ordered: Sequence[Candidate] = sorted(scored, key=lambda its: -its.score)
    names = dict.fromkeys(one.view.passages[its.row].document for its in ordered)
    return Weighed(one.name, asked, Evidence.of(asked.question.text, ordered, one.view).as_row(), tuple(names))
