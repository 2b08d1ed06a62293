"""Teaching the close reading: which passage answers, and whether any does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from evals.training.corpus import Asked, Corpus
from evals.training.network import CloseReading

TOGETHER = 12  # questions of one company in a step
AGAINST = 7  # passages that a question is laid against: the right ones and the nearest others
NEAREST = 4  # of which the best decides, where nothing answers
RATE, DECAY = 2e-3, 0.05


@dataclass(frozen=True)
class Step:
    """What one step learns from; masks and labels as tensors, see `CloseReading.forward` for the shapes."""

    given: tuple[Tensor, ...]
    states: tuple[Tensor, Tensor]
    right: Tensor
    near: Tensor
    answerable: Tensor


def learned(corpora: Sequence[Corpus], rounds: int, seed: int = 0) -> CloseReading:
    """Train on all questions of some companies; the same corpora, rounds and seed give the same network."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in one order
    network = CloseReading()
    groups = [(one, group) for one in corpora for group in _groups(one)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=rounds * len(groups) + 1)
    order = np.random.default_rng(seed)
    network.train()
    for _ in range(rounds):
        for at in order.permutation(len(groups)):
            loss = _loss(network, step(*groups[at]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
    network.eval()
    return network


def _groups(one: Corpus) -> Iterator[list[Asked]]:
    known = [asked for asked in one.asked if asked.candidates and (not asked.answerable or asked.right.any())]
    mixed = [known[at] for at in np.random.default_rng(1).permutation(len(known))]
    for start in range(0, len(mixed), TOGETHER):
        yield mixed[start : start + TOGETHER]


def step(one: Corpus, group: Sequence[Asked], places: list[list[int]] | None = None) -> Step:
    """The questions laid against the candidates at ``places``, or at those to learn from."""
    chosen = places or [_chosen(asked) for asked in group]
    count = max(len(its) for its in chosen)
    filled = [its + [0] * (count - len(its)) for its in chosen]
    rows = np.array([[asked.candidates[at].row for at in its] for asked, its in zip(group, filled, strict=True)])
    there = torch.tensor([[True] * len(its) + [False] * (count - len(its)) for its in chosen])
    question, has = _padded([asked.states for asked in group])
    passages, holds = _padded([one.states[row] for row in rows.flatten()])
    longest = question.shape[1]
    same = torch.zeros(len(group), count, longest)
    rarity = torch.zeros(len(group), longest)
    signs = torch.zeros(len(group), count, 4)
    right = torch.zeros(len(group), count, dtype=torch.bool)
    for at, (asked, its) in enumerate(zip(group, chosen, strict=True)):
        rarity[at, : len(asked.pieces)] = torch.from_numpy(one.view.piece_rarity[asked.pieces])
        for place, its_at in enumerate(its):
            candidate = asked.candidates[its_at]
            found = np.isin(asked.pieces, one.pieces[candidate.row])
            same[at, place, : len(asked.pieces)] = torch.from_numpy(found.astype(np.float32))
            s = candidate.signs
            signs[at, place] = torch.tensor([s.cosine, s.lexical, s.whole, s.model])
            right[at, place] = bool(asked.right[its_at])
    near = torch.tensor([[at < NEAREST for at in its] for its in filled])
    shape = (len(group), count, passages.shape[1])
    given = (has, rarity, holds.reshape(shape) & there[..., None], same, signs)
    answerable = torch.tensor([asked.answerable for asked in group])
    return Step(given, (question, passages.reshape(*shape, -1)), right, near & there, answerable)


def _chosen(asked: Asked) -> list[int]:
    """Places among the candidates: the nearest, and those that are right wherever they stand."""
    right = np.flatnonzero(asked.right).tolist()[: AGAINST - 2]
    others = [at for at in range(len(asked.candidates)) if at not in right]
    return sorted([*right, *others[: AGAINST - len(right)]])


def logits(network: CloseReading, step: Step) -> Tensor:
    has, rarity, holds, same, signs = step.given
    question, passages = (network.small(states) for states in step.states)
    result: Tensor = network(question, has, rarity, passages, holds, same, signs)
    return result


def _loss(network: CloseReading, step: Step) -> Tensor:
    scores = logits(network, step)
    some = step.right.any(1) & step.answerable
    loss = torch.zeros(())
    if some.any():
        likely = F.log_softmax(scores[some], 1).masked_fill(~step.right[some], -1e9)
        loss = loss - torch.logsumexp(likely, 1).mean()
    deciding = torch.where(some[:, None], step.right, step.near)
    decided = scores.masked_fill(~deciding, -1e9).max(1)[0]
    loss = loss + F.binary_cross_entropy_with_logits(decided, step.answerable.float())
    wrong = step.near & ~step.right & some[:, None]
    if wrong.any():
        loss = loss + 0.3 * F.binary_cross_entropy_with_logits(scores[wrong], torch.zeros(int(wrong.sum())))
    return loss


def _padded(states: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    longest = max(1, *(len(one) for one in states))
    rows = torch.zeros(len(states), longest, states[0].shape[1])
    mask = torch.zeros(len(states), longest, dtype=torch.bool)
    for at, one in enumerate(states):
        rows[at, : len(one)] = torch.from_numpy(one.astype(np.float32))
        mask[at, : len(one)] = True
    return rows, mask
