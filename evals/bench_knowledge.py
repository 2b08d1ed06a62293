"""The knowledge timed in a process of its own: embedding and search beside their bare parts, and a large library.

``python -m evals.bench_knowledge FOLDER PASSAGES`` prints one JSON value. The large library is kept in FOLDER, so that
its text is embedded once; what is compared with each other is measured in the same run, turn by turn.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from evals import generated
from evals.company import DEMO, TODAY
from evals.questions import read_questions
from evals.timing import median, percentile, resident_mb
from knowledge.embedding import MiniLM
from knowledge.library import Library

ROUNDS = 5
ASKED = 100
UNCHANGED = 1_000


def measure(folder: Path, passages: int) -> dict[str, Any]:
    """Times in ms, rates in texts a second, memory in MB."""
    return {
        "embedding": _embedding(),
        "search": _search(folder / "small"),
        "unchanged": _unchanged(folder / "unchanged"),
        "large": _large(folder / f"large-{passages}", passages),
    }


def _embedding() -> dict[str, float]:
    """Texts a second of `MiniLM.embed` and of its session alone, over batches already made; the same threads."""
    texts = [text for _, text in generated.documents(400)]
    lines = [line for text in texts for line in text.split("\n") if len(line.split()) > 12][:400]
    model = MiniLM()
    model.embed(lines[:8])
    batches = []
    for _, pieces, _, mask in model.states(lines):
        tokens = np.zeros(mask.shape, dtype=np.int64)
        for row, ids in enumerate(pieces):
            tokens[row, : len(ids)] = ids
        batches.append({"input_ids": tokens, "attention_mask": mask.astype(np.int64), "token_type_ids": tokens * 0})
    session = model._session
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_timed(_run_all, session, batches))
        ours.append(_timed(model.embed, lines))
    return {"ours": 1000 * len(lines) / min(ours), "bare": 1000 * len(lines) / min(bare)}


def _search(folder: Path) -> dict[str, float]:
    """One search of the demonstration beside its bare parts: its embedding, and one query of Chroma."""
    library = Library(folder, today=TODAY)
    library.add([DEMO / "documents"])
    model = MiniLM()
    model.embed(["warm"])
    library.search("How long is the warranty?")
    index = library._nearest._index
    assert index is not None
    ours, bare = [], []
    for row in read_questions()[: 2 * ASKED]:
        question = row["question"]
        vector = model.embed([question])[0]
        bare.append(_timed(model.embed, [question]) + _timed(index.query, vector, 50))
        ours.append(_timed(library.search, question))
    library.close()
    return {"ours": median(ours), "bare": median(bare), "p95": percentile(ours, 0.95)}


def _unchanged(folder: Path) -> float:
    """Loading as many documents again that did not change, in ms."""
    source = folder / "documents"
    if not source.exists():
        for at, (name, text) in enumerate(generated.documents(UNCHANGED * generated.SECTIONS)):
            source.mkdir(parents=True, exist_ok=True)
            head, *sections = text.split("\n\n")
            (source / f"{at}-{name}").write_text("\n\n".join([head, *sections[:4]]), encoding="utf-8")
    library = Library(folder / "data", today=TODAY)
    library.add([source])
    library.close()
    again = Library(folder / "data", today=TODAY)
    took = _timed(again.add, [source])
    again.close()
    return took


def _large(folder: Path, passages: int) -> dict[str, float]:
    """Searches in a library of so many passages, new questions each time."""
    made = folder / "loaded"
    library = Library(folder / "data", today=TODAY)
    if not made.exists():
        generated.write(folder / "documents", passages)
        began = time.perf_counter()
        library.add([folder / "documents"], _say)
        made.write_text(str(time.perf_counter() - began), encoding="utf-8")
    began = time.perf_counter()
    library.search("How long is the warranty of the Heron lamp?")
    first = time.perf_counter() - began
    times = [_timed(library.search, question) for question in generated.questions(ASKED)]
    result = {
        "loading": float(made.read_text(encoding="utf-8")), "first": first, "p50": median(times),
        "p95": percentile(times, 0.95), "memory": resident_mb() or 0.0, "passages": library._register.count_live(),
    }  # fmt: skip
    library.close()
    return result


def _say(progress: Any) -> None:
    if progress.done % 100 == 0:
        left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left is not None else ""
        print(f"{progress.done} of {progress.of} documents, {progress.passages} passages{left}", file=sys.stderr)


def _run_all(session: Any, batches: list[dict[str, Any]]) -> None:
    for batch in batches:
        session.run(None, batch)


def _timed(act: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
