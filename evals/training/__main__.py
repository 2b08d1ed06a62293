"""``python -m evals.training``: teaches the search anew and says what cross-validation says of it. Needs PyTorch.

Companies are left out in groups: what is reported of a company comes from a network and a decision that never saw it.
The last network and decision learn from all of them and are written into ``knowledge/``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.asked_companies import companies

if TYPE_CHECKING:
    from evals.training.corpus import Corpus
    from evals.training.deciding import Weighed

GROUPS, ROUNDS, LOST = 3, 6, 0.05


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0; 2 when PyTorch is not there."""
    parser = argparse.ArgumentParser(prog="python -m evals.training", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often every question is seen ({ROUNDS})")
    parser.add_argument("--lost", type=float, default=LOST, help=f"share of answerable questions to lose ({LOST})")
    asked = parser.parse_args(arguments)
    try:
        import torch  # noqa: F401
    except ImportError:
        print("Training needs PyTorch: `pip install torch`, then run this again.", file=sys.stderr)
        return 2
    from evals.training.corpus import corpus

    corpora: list[Corpus] = []
    for company in companies():
        print(f"Reading {company.name} ...", file=sys.stderr, flush=True)
        corpora.append(corpus(company))
    train(corpora, asked.rounds, asked.lost)
    return 0


def train(corpora: Sequence[Corpus], rounds: int, lost: float) -> None:
    """Cross-validate, report, train on everything, and write the weights."""
    from evals.training.deciding import fitted, threshold
    from evals.training.learning import learned
    from knowledge import answerable, close_reading

    apart = _validated(corpora, rounds)
    rows = np.stack([one.evidence for one in apart])
    truth = np.array([one.asked.answerable for one in apart])
    groups = np.array([_group(one.company) for one in apart])
    scores = np.zeros(len(apart), dtype=np.float32)
    for group in range(GROUPS):
        out = groups == group
        scores[out] = fitted(rows[~out], truth[~out]).of(rows[out])
    enough = threshold(scores, truth, lost)
    report(apart, scores >= enough)
    decision = fitted(rows, truth)
    replace(decision, enough=threshold(decision.of(rows), truth, lost)).save(Path(answerable.WEIGHTS))
    learned(corpora, rounds).save(Path(close_reading.WEIGHTS))


def report(questions: Sequence[Weighed], answered: np.ndarray) -> None:
    """Print what was found and what was told to be unanswerable."""

    def share(rows: list[bool]) -> str:
        return f"{sum(rows) / max(1, len(rows)):6.1%} of {len(rows)}"

    pairs = list(zip(questions, map(bool, answered), strict=True))
    can = [(one, said) for one, said in pairs if one.asked.answerable]
    rank = [(one.found, one.asked.question.documents) for one, _ in can]
    print(f"right document first                {share([bool(set(found[:1]) & right) for found, right in rank])}")
    print(f"right document in the first three   {share([bool(set(found[:3]) & right) for found, right in rank])}")
    print(f"answerable questions lost           {share([not said for _, said in can])}")
    print(f"unanswerable found out              {share([not said for one, said in pairs if not one.asked.answerable])}")
    near = [not said for one, said in pairs if not one.asked.answerable and one.asked.question.near]
    print(f"  of these, near misses             {share(near)}")


def _validated(corpora: Sequence[Corpus], rounds: int) -> list[Weighed]:
    found: list[Weighed] = []
    for group in range(GROUPS):
        print(f"Learning without group {group + 1} of {GROUPS} ...", file=sys.stderr, flush=True)
        found += _left_out(corpora, rounds, group)
    return found


def _left_out(corpora: Sequence[Corpus], rounds: int, group: int) -> list[Weighed]:
    from evals.training.deciding import weighed
    from evals.training.learning import learned

    network = learned([one for one in corpora if _group(one.name) != group], rounds)
    return [row for one in corpora if _group(one.name) == group for row in weighed(network, one)]


def _group(name: str) -> int:
    from hashlib import sha256

    return sha256(name.encode()).digest()[0] % GROUPS


if __name__ == "__main__":
    sys.exit(main())
