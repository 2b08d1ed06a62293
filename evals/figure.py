"""One figure of a report: how many of how many, beside its target, with what fell short."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Figure:
    """``hits`` of ``of``; ``target`` is the share to reach (at most it when ``fewer_is_better``), or None."""

    name: str
    hits: int = 0
    of: int = 0
    target: float | None = None
    fewer_is_better: bool = False
    misses: list[str] = field(default_factory=list)

    def count(self, hit: bool, miss: str = "") -> None:
        """Count one; ``miss`` says what fell short, and is kept for the report."""
        self.of += 1
        self.hits += hit
        if hit is self.fewer_is_better and miss:
            self.misses.append(miss)

    @property
    def share(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def reached(self) -> bool | None:
        if self.share is None or self.target is None:
            return None
        return self.share <= self.target if self.fewer_is_better else self.share >= self.target

    def as_json(self) -> dict[str, Any]:
        share = None if self.share is None else round(self.share, 4)
        return {
            "name": self.name,
            "hits": self.hits,
            "of": self.of,
            "share": share,
            "target": self.target,
            "reached": self.reached,
            "misses": self.misses,
        }


@dataclass
class Section:
    """A part of the report: its figures, and notes in words."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title, "figures": [figure.as_json() for figure in self.figures], "notes": self.notes}
