"""The trained classifier: sentences in, what each sounds like and how surely out, with an example that is like it.

Two linear models (multinomial logistic regression) over the same runs and signs: one for a process that has no
embedding at hand, and a better one that sees the sentence's meaning too. What each is worth stands in ``worth.json``
beside the weights, as cross-validation over authors found it; ``python -m guidelines.tone`` trains both anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from guidelines.tone.features import BUCKETS, SIGNS, meaning, runs, signs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Embed

    Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights.npz"
CLASSES = ("refusal", "blame", "cold", "slang", "certainty", "deadline", "remedy", "vague", "good")
GROUPS: dict[str, tuple[str, ...]] = {  # told apart less surely within a group than from good ones: weighed together
    "unkind": ("refusal", "blame", "cold", "slang"),
    "promise": ("certainty", "deadline", "remedy"),
    "vague": ("vague",),
}
Sureness = Literal["likely", "sure"]


@dataclass(frozen=True, slots=True)
class Tone:
    """What a sentence sounds like; ``probability`` of its being of that group, ``like`` an example of its class."""

    name: str
    probability: float
    sureness: Sureness
    like: str


@dataclass(frozen=True)
class Model:
    """``of_runs`` float32[buckets, classes], ``of_rest`` float32[signs (+ 384), classes], ``bias`` float32[classes];
    ``thresholds`` float[groups, 2], above which a sentence is likely, and surely, of the group."""

    of_runs: Floats
    of_rest: Floats
    bias: Floats
    thresholds: npt.NDArray[np.float64]


@cache
def trained(with_meaning: bool) -> Model:
    """One of the two models of the weights file."""
    import numpy as np

    name = "meaning" if with_meaning else "words"
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        scale = stored[f"{name}_scale"]
        return Model(
            stored[f"{name}_runs"].astype(np.float32) * scale,
            stored[f"{name}_rest"],
            stored[f"{name}_bias"],
            stored[f"{name}_thresholds"],
        )


def tones(texts: Sequence[str], embed: Embed | None = None) -> list[Tone | None]:
    """For each text its tone, or None where it sounds good or nobody can be sure; deterministic."""
    if not texts:
        return []
    model = trained(embed is not None)
    chances = probabilities(model, texts, meaning(texts, embed) if embed is not None else None)
    return [_tone(text, dict(zip(CLASSES, map(float, row), strict=True)), model) for text, row in
            zip(texts, chances, strict=True)]  # fmt: skip


def _tone(text: str, chance: dict[str, float], model: Model) -> Tone | None:
    """The group that stands out most over its threshold, and the likeliest class in it."""
    best: Tone | None = None
    margin = 0.0
    for (likely, sure), names in zip(model.thresholds.tolist(), GROUPS.values(), strict=True):
        together = sum(chance[name] for name in names)
        if together >= likely and together - likely >= margin:
            name = max(names, key=chance.__getitem__)
            margin = together - likely
            best = Tone(name, together, "sure" if together >= sure else "likely", name)
    return best and Tone(best.name, best.probability, best.sureness, _example_like(text, best.name))


def probabilities(model: Model, texts: Sequence[str], of_meaning: Floats | None) -> Floats:
    """Softmax over the classes, float32[n, classes]."""
    import numpy as np

    scores = np.tile(model.bias, (len(texts), 1))
    for row, text in enumerate(texts):
        its = runs(text)
        scores[row] += np.asarray(its.weights, dtype=np.float32) @ model.of_runs[list(its.buckets)]
        scores[row] += np.asarray(signs(text), dtype=np.float32) @ model.of_rest[:SIGNS]
    if of_meaning is not None:
        scores += of_meaning @ model.of_rest[SIGNS:]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = odds / odds.sum(axis=1, keepdims=True)
    return chances


@dataclass(frozen=True)
class Examples:
    """The examples of a class, by bucket: from ``starts[bucket]`` to ``starts[bucket + 1]`` stand the ``numbers`` of
    the texts that have it and its ``weights`` in them."""

    texts: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]


@cache
def _examples_of(name: str) -> Examples:
    import numpy as np

    from guidelines.tone.examples import read_examples

    texts = tuple(example.text for example in read_examples() if example.label == name)
    held = [runs(text) for text in texts]
    buckets = np.array([bucket for its in held for bucket in its.buckets], dtype=np.int64)
    order = np.argsort(buckets, kind="stable")
    return Examples(
        texts,
        np.searchsorted(buckets[order], np.arange(BUCKETS + 1)),
        np.repeat(np.arange(len(texts)), [len(its.buckets) for its in held])[order],
        np.array([weight for its in held for weight in its.weights])[order],
    )


def _example_like(text: str, name: str) -> str:
    """The example of that class which shares most runs with the text."""
    import numpy as np

    examples, its = _examples_of(name), runs(text)
    buckets = np.array(its.buckets)
    first = examples.starts[buckets]
    counts = examples.starts[buckets + 1] - first
    places = np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)
    weights = examples.weights[places] * np.repeat(its.weights, counts)
    shared = np.bincount(examples.numbers[places], weights, minlength=len(examples.texts))
    return examples.texts[int(np.argmax(shared))]
