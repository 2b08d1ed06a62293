"""A query taken apart into the questions that it asks, each searched by itself (P03)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from knowledge.lexical import tokens

T = TypeVar("T")


def parts(query: str) -> list[str]:
    """The questions in a query. One that says too little ("And how long?") takes along what stands before it."""
    found: list[str] = []
    before = ""
    for part in re.split(r"(?<=[?!.])\s+", query.strip()):
        if part.endswith("?"):
            found.append(part if len(tokens(part)) >= 2 or not before else f"{before} {part}")
        before = part
    return found if len(found) > 1 else [query]


def in_turn(lists: Sequence[Sequence[T]], k: int, name: Callable[[T], str]) -> list[T]:
    """What the parts of a query found, as one list of at most ``k``: the best of each first, then the seconds,
    each ``name`` once."""
    merged: dict[str, T] = {}
    for place in range(max((len(one) for one in lists), default=0)):
        for each in lists:
            if place < len(each):
                merged.setdefault(name(each[place]), each[place])
    return list(merged.values())[:k]
