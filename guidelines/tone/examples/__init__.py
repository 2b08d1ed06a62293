"""The sentences that the classifier learns from: a class, a tab, a sentence; one file an author, so that what it is
worth can be measured on authors that it has not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, its class (`guidelines.tone.model.CLASSES`) and who wrote it."""

    text: str
    label: str
    author: str


@cache
def read_examples() -> tuple[Labelled, ...]:
    """Every sentence of every author, each once. Raises ValueError for a line that is none, with its place."""
    found: dict[str, Labelled] = {}
    for path in sorted(FOLDER.glob("*.tsv")):
        for example in _read(path):
            found.setdefault(example.text, example)
    return tuple(found.values())


def _read(path: Path) -> Iterator[Labelled]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, tab, text = line.partition("\t")
        if not tab or not text.strip() or not label.isalpha():
            raise ValueError(f"{path.name}:{number}: a line is a class, a tab and a sentence.")
        yield Labelled(" ".join(text.split()), label, path.stem)
