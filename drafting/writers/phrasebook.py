"""The offline writer's phrases: data in `drafting/phrases/*.yaml`, several variants a situation, that a company may edit.

Every situation names its variables; a variant that uses another, or a key that is supplied without being named, is
an error with its file and situation. Within one reply no variant is used twice.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Template

import yaml

from drafting.errors import DraftingError
from drafting.writers.lexicon import PHRASES

_NAME = re.compile(r"\$(?:\{)?([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Situation:
    """The variants for one situation; each uses exactly the names that it declares, or fewer."""

    names: frozenset[str]
    variants: tuple[str, ...]


@lru_cache(maxsize=4)
def load_phrases(folder: Path = PHRASES) -> dict[str, Situation]:
    """Read every phrase file of a folder: ``file.situation`` -> Situation. Raises DraftingError naming the place."""
    phrases: dict[str, Situation] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in ("lexicon.yaml", "matters.yaml"):
            continue
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise DraftingError(f"{path.name} holds no phrases.", "Write situations with names and variants into it.")
        for situation, row in data.items():
            phrases[f"{path.stem}.{situation}"] = _read(f"{path.name}, {situation}", row)
    return phrases


def _read(place: str, row: object) -> Situation:
    if not isinstance(row, dict) or set(row) - {"names", "variants"} or not row.get("variants"):
        raise DraftingError(f"{place}: a situation has names and variants only.", "Mend it in the phrases folder.")
    names = frozenset(row.get("names") or ())
    for variant in row["variants"]:
        unknown = set(_NAME.findall(variant)) - names
        if unknown:
            raise DraftingError(f"{place}: ${min(unknown)} is not among its names.", "Name it, or mend the variant.")
    return Situation(names, tuple(row["variants"]))


@dataclass
class Phrases:
    """The phrases of one reply: the letter's content seeds the choice, and nothing is said twice."""

    seed: str
    situations: dict[str, Situation] = field(default_factory=load_phrases)
    _used: set[str] = field(default_factory=set)

    def say(self, situation: str, **names: str) -> str:
        """One variant with its names filled. Raises DraftingError when the situation or a name is not known."""
        row = self.situations.get(situation)
        if row is None or set(names) != set(row.names):
            wanted = "is not among the phrases" if row is None else f"takes {sorted(row.names)}, not {sorted(names)}"
            raise DraftingError(f"The situation {situation} {wanted}.", "Mend the phrases folder.")
        fresh = [variant for variant in row.variants if variant not in self._used] or list(row.variants)
        digest = hashlib.sha256(f"{self.seed}\0{situation}".encode()).digest()
        variant = fresh[digest[0] % len(fresh)]
        self._used.add(variant)
        return Template(variant).substitute(names)
