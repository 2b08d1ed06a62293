"""The close reading as a network that learns, in PyTorch; `knowledge.close_reading` runs what it learned, in numpy.

The two must stay the same sum for sum; a test holds them against each other.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  as everyone calls it
from torch import Tensor, nn

from knowledge.close_reading import RARE

STATE, SMALL, HIDDEN, DROPPED = 384, 32, 32, 0.2


class CloseReading(nn.Module):  # type: ignore[misc]  # the checks run without PyTorch
    """Questions [b, i, 384] against ``k`` passages each [b, k, j, 384]; gives logits [b, k]."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(STATE, SMALL, bias=False)
        self.sharpness = nn.Parameter(torch.tensor(8.0))
        self.gate = nn.Linear(SMALL + 1, 1)
        self.compare = nn.Linear(2 * SMALL + 4, HIDDEN)
        self.sum = nn.Linear(2 * HIDDEN + 7, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(DROPPED)
        nn.init.orthogonal_(self.project.weight)

    def small(self, states: Tensor) -> Tensor:
        return F.normalize(self.drop(self.project(states)), dim=-1)

    def forward(
        self, question: Tensor, has: Tensor, rarity: Tensor, passage: Tensor, holds: Tensor, same: Tensor, signs: Tensor
    ) -> Tensor:
        """``question`` and ``passage`` are `small` states, ``has`` and ``holds`` their masks, ``same`` [b, k, i] tells
        whether a piece stands in the passage, ``signs`` are [b, k, 4]."""
        nothing = ~holds[:, :, None, :]
        likeness = torch.einsum("bid,bkjd->bkij", question, passage)
        best = likeness.masked_fill(nothing, -1.0).max(-1)[0]
        pull = torch.softmax((self.sharpness * likeness).masked_fill(nothing, -99.0), -1)
        found = torch.einsum("bkij,bkjd->bkid", pull, passage)
        rare = (rarity / RARE)[:, None, :, None].expand(-1, best.shape[1], -1, -1)
        asked = question[:, None]
        pairs = torch.cat(
            [asked * found, (asked - found).abs(), best[..., None], same[..., None], rare, best[..., None] * rare], -1
        )
        compared = self.drop(torch.relu(self.compare(pairs)))
        gate = torch.sigmoid(self.gate(torch.cat([question, rarity[..., None] / RARE], -1))).squeeze(-1) * has
        share = (gate / gate.sum(-1, keepdim=True).clamp_min(1e-3))[:, None]
        told = [
            (compared * share[..., None]).sum(2),
            (compared * gate[:, None, :, None]).max(2)[0],
            (best * share).sum(-1, keepdim=True),
            (same * share).sum(-1, keepdim=True),
            ((1 - best) * gate[:, None] * rarity[:, None] / RARE).max(-1, keepdim=True)[0],
            signs,
        ]
        return self.out(self.drop(torch.relu(self.sum(torch.cat(told, -1))))).squeeze(-1)

    def save(self, path: Path) -> None:
        """Write the weights as `knowledge.close_reading` reads them."""
        held: dict[str, Any] = {
            "project": self.project.weight, "sharpness": self.sharpness,
            "gate": self.gate.weight[0], "gate_bias": self.gate.bias[0],
            "compare": self.compare.weight, "compare_bias": self.compare.bias,
            "sum": self.sum.weight, "sum_bias": self.sum.bias,
            "out": self.out.weight[0], "out_bias": self.out.bias[0],
        }  # fmt: skip
        arrays = {name: value.detach().numpy().astype(np.float32) for name, value in held.items()}
        name = hashlib.sha256(b"".join(one.tobytes() for one in arrays.values())).hexdigest()[:12]
        np.savez(path, **arrays, name=np.array(name))
