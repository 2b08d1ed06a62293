"""The demonstration company as a desk would hold it, in a data folder of its own that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from guidelines.context import CaseFacts
from knowledge.library import Library

if TYPE_CHECKING:
    from casework.prepare import Surroundings
    from drafting.letter import Letter

DEMO = Path(__file__).parent.parent / "demo"
TODAY = date(2026, 11, 23)  # a Monday, after the last of the letters
AGENT = "Bethan Cole"


@dataclass(frozen=True)
class Company:
    """Its documents, its policy and its rules, and its letters by their file names."""

    library: Library
    agent: str = AGENT

    @cached_property
    def around(self) -> Surroundings:
        """What every letter is prepared with."""
        from casework.prepare import Surroundings
        from guidelines.check import shipped_rules
        from guidelines.policy import load_policy

        return Surroundings(self.library, load_policy(DEMO / "policy.yaml"), shipped_rules(), TODAY)

    def letter(self, name: str) -> Letter:
        """Read one letter of the demonstration; raises what `read_letter` raises."""
        from drafting.read import read_letter

        return read_letter((DEMO / "letters" / name).read_bytes(), name)

    def facts(self, name: str) -> CaseFacts:
        """What the company's systems know about this letter's case; empty when they know nothing."""
        path = DEMO / "facts" / f"{Path(name).stem}.yaml"
        return CaseFacts.from_mapping(yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None)

    def role(self, name: str) -> str:
        return "agent"


@contextmanager
def demonstration() -> Iterator[Company]:
    """Load the documents into a temporary data folder; the user's own is never touched."""
    with tempfile.TemporaryDirectory(prefix="wellput-evals-") as folder:
        library = Library(Path(folder), today=TODAY)
        try:
            refused = [row for row in library.add([DEMO / "documents"]) if row.outcome == "refused"]
            if refused:
                raise RuntimeError(f"{refused[0].document} was refused: {refused[0].message}")
            yield Company(library)
        finally:
            library.close()
