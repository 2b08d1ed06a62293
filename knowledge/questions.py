"""A query taken apart into the questions that it asks, each searched by itself (P03)."""

from __future__ import annotations

import re

from knowledge.lexical import tokens


def parts(query: str) -> list[str]:
    """The questions in a query. One that says too little ("And how long?") takes along what stands before it."""
    found: list[str] = []
    before = ""
    for part in re.split(r"(?<=[?!.])\s+", query.strip()):
        if part.endswith("?"):
            found.append(part if len(tokens(part)) >= 2 or not before else f"{before} {part}")
        before = part
    return found if len(found) > 1 else [query]
