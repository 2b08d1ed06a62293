"""Training: the rules' own examples and `examples.tsv` in, weights and thresholds out, with what they are worth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from guidelines.context import Embed
from guidelines.rulebook import load_rules
from guidelines.tone.features import features
from guidelines.tone.model import CLASSES, UNKIND, WEIGHTS, probabilities

EXAMPLES = Path(__file__).parent / "examples.tsv"
ALARMS = 0.02  # of the good sentences, which were chosen to be hard, so many may be flagged (cross-validated)
_SOUNDS_LIKE = {
    "refusal": ("we-cannot", "dont-know", "nothing-we-can-do", "not-my-department", "company-policy"),
    "blame": ("blame-customer", "defensive", "as-i-already-said"),
    "cold": ("calm-down", "dismissive", "condescending", "insult", "sarcasm", "slang", "threat"),
    "certainty": ("guarantee", "never-again", "certainty", "instant", "open-ended-remedy"),
    "vague": ("vague-time", "nobody-in-particular", "passed-on-to-nobody"),
}
_Rows = npt.NDArray[np.float64]


def train(embed: Embed, path: Path = WEIGHTS) -> list[str]:
    """Train on all examples, write the weights, and say what cross-validation in eight parts found."""
    texts, labels = zip(*dict(_examples()).items(), strict=True)
    marks = np.array([CLASSES.index(label) for label in labels])
    rows = features(texts, embed)
    chances = _cross_validated(rows, marks)
    good = marks == CLASSES.index("good")
    unkind = chances[:, : len(UNKIND)].sum(axis=1)
    certain = chances[:, CLASSES.index("certainty")]
    thresholds = [_threshold(unkind, good), _threshold(certain, good)]
    bad = ~good & (marks != CLASSES.index("vague"))
    np.savez_compressed(
        path,
        weights=_fit(rows, marks).astype(np.float32),
        thresholds=np.array(thresholds),
        examples=np.array(texts)[bad],
        labels=marks[bad].astype(np.int8),
        vectors=np.round(np.asarray(embed(texts))[bad] * 127).astype(np.int8),
    )
    counts = f"{len(texts)} sentences, {int(good.sum())} of them good"
    return [counts, *map(_told, ("unkind", "certainty"), (unkind, certain), thresholds, _wanted(marks), (good, good))]


def _examples() -> Iterator[tuple[str, str]]:
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, text = line.split("\t")
            yield text, label
    classes = {rule: label for label, rules in _SOUNDS_LIKE.items() for rule in rules}
    for rule in load_rules():
        if rule.file.check["kind"] not in ("phrase", "swap"):
            continue
        good = [example.text for example in rule.examples.good]
        for example in rule.examples.bad:
            if rule.id in classes and _one_sentence(example.text):
                yield example.text, classes[rule.id]
            good += [example.better] if example.better else []
        yield from ((text, "good") for text in good if _one_sentence(text))


def _one_sentence(text: str) -> bool:
    return "\n" not in text and len(text) < 160


def _fit(rows: _Rows, marks: npt.NDArray[Any], penalty: float = 2.0, steps: int = 250) -> _Rows:
    """Multinomial logistic regression with an L2 penalty, by accelerated gradient descent (Nesterov 1983)."""
    count = len(rows)
    padded = np.hstack([rows, np.ones((count, 1))])
    wanted = np.eye(len(CLASSES))[marks]
    step = 1.0 / (0.5 * float(np.linalg.norm(padded, 2)) ** 2 + penalty)
    weights = np.zeros((padded.shape[1], len(CLASSES)))
    ahead, speed = weights.copy(), 1.0
    for _ in range(steps):
        slope = padded.T @ (probabilities(ahead, rows) - wanted)
        slope[:-1] += penalty * ahead[:-1]
        moved = ahead - step * slope
        faster = (1 + (1 + 4 * speed * speed) ** 0.5) / 2
        ahead = moved + (speed - 1) / faster * (moved - weights)
        weights, speed = moved, faster
    return weights


def _cross_validated(rows: _Rows, marks: npt.NDArray[Any], parts: int = 8) -> _Rows:
    part = np.random.default_rng(0).integers(0, parts, len(marks))
    chances = np.zeros((len(marks), len(CLASSES)))
    for number in range(parts):
        held_back = part == number
        chances[held_back] = probabilities(_fit(rows[~held_back], marks[~held_back]), rows[held_back])
    return chances


def _threshold(chance: _Rows, good: npt.NDArray[Any]) -> float:
    """The lowest chance (from six in ten) above which hardly a good sentence is flagged."""
    return next(
        (
            float(round(threshold, 2))
            for threshold in np.arange(0.6, 1.0, 0.01)
            if ((chance >= threshold) & good).sum() <= ALARMS * good.sum()
        ),
        1.01,
    )


def _wanted(marks: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    return marks < len(UNKIND), marks == CLASSES.index("certainty")


def _told(name: str, chance: _Rows, threshold: float, wanted: npt.NDArray[Any], good: npt.NDArray[Any]) -> str:
    flagged = chance >= threshold
    recall = (flagged & wanted).sum() / wanted.sum()
    alarms = (flagged & good).sum() / good.sum()
    return f"{name}: threshold {threshold:.2f}, recall {recall:.2f}, good ones flagged {alarms:.3f} (cross-validated)"
