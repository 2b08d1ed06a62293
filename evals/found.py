"""What a search found, counted: the right document, an honest nothing, a superseded document first (P07, P08)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evals.figure import Figure, Section


class Found:
    """Counts questions one by one into ``section``."""

    def __init__(self, title: str) -> None:
        self._first = Figure("right document first", target=None)
        self._third = Figure("right document in the first three", target=0.95)
        self._empty = Figure("empty list for a question that something answers", target=0.05, fewer_is_better=True)
        self._honest = Figure("empty list for a question that nothing answers", target=0.80)
        self._near = Figure("of these, near misses about the company's own products", target=None)
        self._old = Figure("a superseded document first", target=0.0, fewer_is_better=True)
        figures = [self._first, self._third, self._empty, self._honest, self._near, self._old]
        self.section = Section(title, figures)

    def count(
        self, question: str, found: Sequence[str], right: Collection[str], near: bool, superseded: Collection[str]
    ) -> None:
        """``found`` are the documents of the hits, best first; ``right`` those that answer, none where nothing does."""
        got = f"{question} -> {', '.join(found[:3]) or 'nothing'}"
        self._old.count(bool(found) and found[0] in superseded, got)
        if right:
            self._first.count(bool(found) and found[0] in right, got)
            self._third.count(bool(set(found[:3]) & set(right)), got)
            self._empty.count(not found, got)
            return
        self._honest.count(not found, got)
        if near:
            self._near.count(not found)
