"""The rules in force, read from folders of rule files, one rule a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from guidelines.pattern_index import PatternIndex
from guidelines.rule import Rule, RuleError
from guidelines.rule_file import read_rule

SHIPPED = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class RuleBook:
    """Rules in the order of their practices: those in force, which it iterates over, and those switched off.

    By its id every rule is found, in force or not.
    """

    rules: tuple[Rule, ...]
    off: tuple[Rule, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __getitem__(self, rule_id: str) -> Rule:
        for rule in (*self.rules, *self.off):
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def __contains__(self, rule_id: object) -> bool:
        return any(rule.id == rule_id for rule in (*self.rules, *self.off))

    @cached_property
    def index(self) -> PatternIndex:
        """The patterns that the rules in force look for, so that each sentence is held against few of them."""
        return PatternIndex(pattern for rule in self.rules for pattern in rule.patterns)


def load_rules(*folders: Path) -> RuleBook:
    """Read the rules of the folders (default: the shipped ones).

    Raises RuleError (``path:line:column: one sentence``) for the first faulty file, and for two rules of one id.
    The examples of shipped rules are read when first asked for; those of other folders at once, so that a fault
    shows while it can be mended.
    """
    found: dict[str, Rule] = {}
    for folder in folders or (SHIPPED,):
        rules, faults = read_folder(Path(folder), already=found)
        if faults:
            raise faults[0]
        found.update(rules)
    return RuleBook(in_order(found.values()))


def read_folder(folder: Path, already: Mapping[str, Rule] | None = None) -> tuple[dict[str, Rule], list[RuleError]]:
    """The rules of one folder, as `read_files`; raises RuleError only for a folder that does not exist."""
    if not folder.is_dir():
        raise RuleError(folder, "this folder of rules does not exist; name a folder that holds rule files.")
    shipped = folder.resolve() == SHIPPED.resolve()
    return read_files((*folder.glob("*.yaml"), *folder.glob("*.yml")), already, shipped=shipped)


def read_files(
    files: Iterable[Path], already: Mapping[str, Rule] | None = None, *, shipped: bool = False
) -> tuple[dict[str, Rule], list[RuleError]]:
    """The rules of files by their ids, and the faults of those that are none: a faulty file hides no other.

    A rule whose id is among those ``already`` read is a fault, and so is the second of two files of one id
    (``foo.yaml`` and ``foo.yml``).
    """
    found: dict[str, Rule] = {}
    faults: list[RuleError] = []
    paths = {rule_id: rule.path for rule_id, rule in (already or {}).items()}
    for path in sorted(files):
        other = paths.setdefault(path.stem, path)
        try:
            if other != path:
                raise RuleError(path, f"there is already a rule {path.stem} in {other}; rename one of them.")
            found[path.stem] = read_rule(path, strict=not shipped, origin="shipped" if shipped else "company")
        except RuleError as error:
            faults.append(error)
    return found, faults


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """By practice, then by id."""
    return tuple(sorted(rules, key=lambda rule: (rule.practice, rule.id)))
