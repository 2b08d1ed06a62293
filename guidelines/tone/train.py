"""Training: the rules' own examples and those of the authors in, weights and thresholds out, with what they are worth.

A threshold is set on sentences of authors that the model has not read (cross-validation that leaves one author out),
so that hardly a good sentence is flagged; what a group finds then is told, and written beside the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from guidelines.context import Embed
from guidelines.rulebook import load_rules
from guidelines.tone.examples import Labelled, read_examples
from guidelines.tone.features import BUCKETS, meaning, runs, signs
from guidelines.tone.model import CLASSES, GROUPS, WEIGHTS

WORTH = WEIGHTS.with_name("worth.json")
LIKELY = {"unkind": 0.015, "promise": 0.015, "vague": 0.004}  # of the good sentences, many of them chosen to be hard,
SURE = 0.002  # so many may be flagged
RULES = "rules"  # the author of the rules' examples
PENALTY = 1.0
_SOUNDS_LIKE = {
    "refusal": ("we-cannot", "closed-door", "dont-know", "nothing-we-can-do", "not-my-department", "company-policy"),
    "blame": ("blame-customer", "pointing", "defensive", "our-side", "as-i-already-said"),
    "cold": ("calm-down", "dismissive", "brush-off", "office-voice", "condescending", "insult", "threat"),
    "slang": ("sarcasm", "slang", "shouting"),
    "certainty": ("guarantee", "never-again", "certainty"),
    "deadline": ("instant",),
    "remedy": ("open-ended-remedy",),
    "vague": ("vague-time", "nobody-in-particular", "passed-on-to-nobody"),
}
_Rows = npt.NDArray[np.float64]
_Sparse = Any  # scipy.sparse.csr_matrix


def train(embed: Embed, path: Path = WEIGHTS) -> list[str]:
    """Train both models on all examples, write them, and say what cross-validation over authors found."""
    examples = labelled()
    texts = [example.text for example in examples]
    marks = np.array([CLASSES.index(example.label) for example in examples])
    authors = np.array([example.author for example in examples])
    stored: dict[str, Any] = {}
    worth: dict[str, Any] = {"sentences": len(texts), "good": int((marks == CLASSES.index("good")).sum())}
    for name, rows in (("words", features_of(texts)), ("meaning", features_of(texts, embed))):
        chances = _unread(rows, marks, authors)
        thresholds = np.array([_thresholds(chances, marks, group) for group in GROUPS])
        worth[name] = _worth(chances, marks, thresholds)
        stored |= {f"{name}_{key}": value for key, value in packed(_fit(rows, marks)).items()}
        stored[f"{name}_thresholds"] = thresholds
    np.savez_compressed(path, **stored)
    WORTH.write_text(json.dumps(worth, indent=1) + "\n", encoding="utf-8")
    return [f"{key}: {value}" for key, value in worth.items()]


def labelled() -> list[Labelled]:
    """The authors' sentences and those of the rules that are about what a sentence sounds like."""
    examples = {example.text: example for example in read_examples()}
    for example in _of_rules():
        examples.setdefault(example.text, example)
    return list(examples.values())


def _of_rules() -> Iterator[Labelled]:
    classes = {rule: label for label, rules in _SOUNDS_LIKE.items() for rule in rules}
    for rule in load_rules():
        if rule.file.check["kind"] not in ("phrase", "swap"):
            continue
        good = [example.text for example in rule.examples.good]
        for example in rule.examples.bad:
            if rule.id in classes and _one_sentence(example.text):
                yield Labelled(example.text, classes[rule.id], RULES)
            good += [example.better] if example.better else []
        yield from (Labelled(text, "good", RULES) for text in good if _one_sentence(text))


def _one_sentence(text: str) -> bool:
    return "\n" not in text and len(text) < 160


def features_of(texts: Sequence[str], embed: Embed | None = None) -> _Sparse:
    """The features of each text, one a row: buckets of runs, signs and, with ``embed``, the meaning."""
    of_runs = sparse.lil_matrix((len(texts), BUCKETS), dtype=np.float32)
    for row, text in enumerate(texts):
        its = runs(text)
        of_runs[row, list(its.buckets)] = its.weights
    of_signs = sparse.csr_matrix(np.array([signs(text) for text in texts], dtype=np.float32))
    parts = [of_runs.tocsr(), of_signs]
    if embed is not None:
        parts.append(sparse.csr_matrix(meaning(texts, embed)))
    return sparse.hstack(parts).tocsr()


def _fit(rows: _Sparse, marks: npt.NDArray[Any]) -> LogisticRegression:
    return LogisticRegression(C=1 / PENALTY, max_iter=1_000).fit(rows, marks)


def _unread(rows: _Sparse, marks: npt.NDArray[Any], authors: npt.NDArray[Any]) -> _Rows:
    """The chances of each author's sentences by a model that has read the other authors only."""
    chances = np.zeros((rows.shape[0], len(CLASSES)))
    for author in np.unique(authors):
        its = authors == author
        chances[its] = _fit(rows[~its], marks[~its]).predict_proba(rows[its])
    return chances


def _thresholds(chances: _Rows, marks: npt.NDArray[Any], group: str) -> tuple[float, float]:
    """The lowest chances above which hardly a good sentence is likely, and surely, taken for one of the group."""
    together = chances[:, [CLASSES.index(name) for name in GROUPS[group]]].sum(axis=1)
    good = np.sort(together[marks == CLASSES.index("good")])[::-1]
    likely, sure = (float(good[int(share * len(good))]) for share in (LIKELY[group], SURE))
    return round(max(likely, 0.3) + 0.005, 3), round(max(sure, 0.5) + 0.005, 3)


def _worth(chances: _Rows, marks: npt.NDArray[Any], thresholds: _Rows) -> dict[str, Any]:
    good = marks == CLASSES.index("good")
    told: dict[str, Any] = {}
    for (name, group), (likely, sure) in zip(GROUPS.items(), thresholds.tolist(), strict=True):
        columns = [CLASSES.index(one) for one in group]
        together, wanted = chances[:, columns].sum(axis=1), np.isin(marks, columns)
        told[name] = {
            "thresholds": [likely, sure],
            "found": [round(float((wanted & (together >= t)).sum() / wanted.sum()), 3) for t in (likely, sure)],
            "good flagged": [round(float((good & (together >= t)).sum() / good.sum()), 4) for t in (likely, sure)],
        }
    return told


def packed(fitted: LogisticRegression) -> dict[str, Any]:
    """The weights of the runs as bytes, each class on a scale of its own; the rest as they are."""
    coefficients = fitted.coef_.T.squeeze()
    of_runs, rest = coefficients[:BUCKETS], coefficients[BUCKETS:]
    scale = np.maximum(np.abs(of_runs).max(axis=0), 1e-9) / 127
    return {
        "runs": np.rint(of_runs / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rest": rest.astype(np.float32),
        "bias": fitted.intercept_.squeeze().astype(np.float32),
    }
