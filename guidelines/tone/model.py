"""The trained classifier: sentences in, what each sounds like and how surely out, with the nearest example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidelines.tone.features import features

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Embed

WEIGHTS = Path(__file__).parent / "weights.npz"
CLASSES = ("refusal", "blame", "cold", "certainty", "vague", "good")
UNKIND = CLASSES[:3]  # told apart less surely than from the good ones; weighed together


@dataclass(frozen=True, slots=True)
class Tone:
    """What a sentence sounds like; ``probability`` of its being no good sentence of that group, ``like`` an example."""

    name: str
    probability: float
    like: str


@cache
def trained() -> Any:
    """The arrays of the weights file: weights, thresholds, and the examples with their embeddings (int8)."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def tones(texts: Sequence[str], embed: Embed) -> list[Tone | None]:
    """For each text its tone, or None where it sounds good or nobody can be sure; deterministic."""
    if not texts:
        return []
    model = trained()
    rows = features(texts, embed)
    unkind, certain = model["thresholds"]
    found: list[Tone | None] = []
    for row, chances in zip(rows, probabilities(model["weights"], rows), strict=True):
        chance = dict(zip(CLASSES, map(float, chances), strict=True))
        together = sum(chance[name] for name in UNKIND)
        if together >= unkind:
            name = max(UNKIND, key=chance.__getitem__)
            found.append(Tone(name, together, _nearest(model, row, name)))
        elif chance["certainty"] >= certain:
            found.append(Tone("certainty", chance["certainty"], _nearest(model, row, "certainty")))
        else:
            found.append(None)
    return found


def probabilities(weights: npt.NDArray[Any], rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Softmax of a linear model; the last row of the weights is the bias."""
    import numpy as np

    scores = rows @ weights[:-1] + weights[-1]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: npt.NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return chances


def _nearest(model: Any, row: npt.NDArray[np.float64], name: str) -> str:
    """The example of that class whose meaning is nearest."""
    import numpy as np

    of_class = np.flatnonzero(model["labels"] == CLASSES.index(name))
    vectors = model["vectors"][of_class].astype(np.float32)
    return str(model["examples"][of_class[int(np.argmax(vectors @ row[: vectors.shape[1]]))]])
