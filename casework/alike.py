"""Which gaps ask the same: a new one joins the group whose middle it is nearest to, if it is near enough.

ALIKE is measured on questions that were worded anew (tests/unit/casework/test_alike.py): at 0.58 five pairs of six that
ask the same meet, and no two that ask different things. A pair that differs in one noun ("to Norway", "to Sweden")
often meets as well, which is meant: one answer serves both, and each gap closes by a search of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.58  # cosine


def group_of(
    vector: NDArray[np.float32], vectors: NDArray[np.float32], groups: Sequence[int], enough: float = ALIKE
) -> int | None:
    """The number of the group that asks the same, or None for a question that is new here.

    ``vector`` is float32[d] of length 1, ``vectors`` float32[n, d] those of the gaps that are known, row for row with
    the numbers of their ``groups``. A group stands for itself by the mean of its vectors, so that no chain of small
    steps joins what is unlike. Of two as near, the older (lower) number is taken.
    """
    import numpy as np

    if not len(groups):
        return None
    numbers, rows = np.unique(np.asarray(groups), return_inverse=True)
    middles = np.zeros((len(numbers), vectors.shape[1]), dtype=np.float32)
    np.add.at(middles, rows, vectors)
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    near = middles @ vector
    best = int(near.argmax())
    return int(numbers[best]) if near[best] >= enough else None
