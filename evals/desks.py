"""Further invented companies with policy, documents, letters and replies: does the check hold for any company?

One YAML file a company: ``company, today, agent, policy, documents, letters``; a letter has ``letter`` (its text),
``form`` (txt or eml), ``facts``, ``role``, ``good`` replies and ``faults`` (a good reply with one thing made wrong).
Those in ``held_back`` are looked at by nobody while the check is worked on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from evals.figure import Section
from evals.replies import Fault, Good, Judged, fault_of, sections_of
from guidelines.context import CaseFacts
from guidelines.policy import Policy
from knowledge.library import Library

if TYPE_CHECKING:
    from casework.prepare import Surroundings
    from drafting.letter import Letter

FOLDER = Path(__file__).parent / "desks"
HELD_BACK = FOLDER / "held_back"


@dataclass(frozen=True)
class DeskCompany:
    """A company with its letters by id; what `evals.replies` asks of a company."""

    name: str
    agent: str
    today: date
    policy: Policy
    library: Library
    letters: Mapping[str, Mapping[str, Any]]

    @cached_property
    def around(self) -> Surroundings:
        from casework.prepare import Surroundings
        from guidelines.check import shipped_rules

        return Surroundings(self.library, self.policy, shipped_rules(), self.today)

    def letter(self, name: str) -> Letter:
        """Read one letter; raises what `read_letter` raises."""
        from drafting.read import read_letter

        row = self.letters[name]
        return read_letter(row["letter"].encode("utf-8"), f"{name}.{row.get('form', 'txt')}")

    def facts(self, name: str) -> CaseFacts:
        return CaseFacts.from_mapping(self.letters[name].get("facts"))

    def role(self, name: str) -> str:
        return str(self.letters[name].get("role") or "agent")

    def replies(self) -> tuple[list[Good], list[Fault]]:
        """The good replies and the faulty ones of every letter."""
        good: list[Good] = []
        faults: list[Fault] = []
        for name, row in self.letters.items():
            texts = {one["id"]: one["text"].strip() for one in row["good"]}
            good += [Good(key, name, text, False) for key, text in texts.items()]
            faults += [fault_of(one, name, texts) for one in row["faults"]]
        return good, faults


@contextmanager
def open_desk(path: Path) -> Iterator[DeskCompany]:
    """The company of one file, its documents in a temporary data folder that is gone afterwards."""
    said = yaml.safe_load(path.read_text("utf-8"))
    letters = {row["id"]: row for row in said["letters"]}
    today = said["today"] if isinstance(said["today"], date) else date.fromisoformat(str(said["today"]))
    with tempfile.TemporaryDirectory(prefix="wellput-evals-") as folder:
        library = Library(Path(folder), today=today)
        try:
            library.add_files([(name, text.encode()) for name, text in said["documents"].items()])
            policy = Policy.model_validate(said["policy"])
            yield DeskCompany(path.stem, str(said["agent"]), today, policy, library, letters)
        finally:
            library.close()


def measure(*, held_back: bool = True) -> list[Section]:
    """One section over the companies to work with, and one over those held back, whose misses are not told."""
    sections = [_judged(FOLDER).section("Replies of further companies")]
    if held_back:
        sections.append(_judged(HELD_BACK).section("Replies of companies held back", told=False))
    return sections


def _judged(folder: Path) -> Judged:
    judged = Judged()
    for path in sorted(folder.glob("*.yaml")):
        with open_desk(path) as company:
            good, faults = company.replies()
            sections_of(company, good, faults, judged)
    return judged
