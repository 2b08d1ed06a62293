"""A trial of rules: every file is read, and every example of every rule tried; nothing faulty hides what else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidelines.company_rules import RULES, readable_company_rules, rule_faults
from guidelines.context import Embed
from guidelines.rule import Rule, RuleError
from guidelines.rulebook import RuleBook, in_order, read_files, read_folder


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a rule's file, at its place, in one sentence."""

    path: Path
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Trial:
    """``unreadable`` are files that are no rules; ``failing`` examples that are not as their rule says."""

    rules: tuple[Rule, ...]
    unreadable: tuple[Fault, ...]
    failing: tuple[Fault, ...]
    not_tried: tuple[str, ...]  # rules that only a model can try

    @property
    def examples(self) -> int:
        return sum(len(rule.examples.bad) + len(rule.examples.good) for rule in self.rules)


def try_rules(paths: Sequence[Path], company: Path, meaning: Callable[[], Embed | None]) -> Trial:
    """Try the rules of folders and files, or without ``paths`` all that are in force for the ``company``'s folder.

    Each is tried together with the rules in force, those of one id apart, as if the company had added it. ``meaning``
    is called only where a rule beyond words is tried. Raises RuleError for a path that is not there.
    """
    in_force, faults = readable_company_rules(company)
    tried = tuple(in_force)
    if paths:
        tried, faults = _read(paths)
    readable, broken = _with_examples(tried)
    ids = {rule.id for rule in readable}
    book = RuleBook(in_order((*readable, *(rule for rule in in_force if rule.id not in ids))))
    embed = meaning() if any(rule.beyond_words for rule in readable) else None
    return Trial(
        rules=readable,
        unreadable=tuple(Fault(fault.path, fault.line, fault.column, fault.message) for fault in (*faults, *broken)),
        failing=tuple(
            Fault(rule.path, fault.line, fault.column, fault.message)
            for rule in readable
            for fault in rule_faults(rule, book, embed)
        ),
        not_tried=tuple(rule.id for rule in readable if rule.needs_judge),
    )


def _read(paths: Sequence[Path]) -> tuple[tuple[Rule, ...], tuple[RuleError, ...]]:
    """The rules of folders and files. A company's folder of guidelines is read with its settings."""
    found: dict[str, Rule] = {}
    faults: list[RuleError] = []
    wrong: Iterable[RuleError]
    for path in paths:
        if (path / RULES).is_dir():
            book, wrong = readable_company_rules(path)
            rules = {rule.id: rule for rule in (*book.rules, *book.off) if rule.origin != "shipped"}
        elif path.is_file():
            rules, wrong = read_files((path,), found)
        else:
            rules, wrong = read_folder(path, already=found)
            if not rules and not wrong:
                raise RuleError(path, "there is no rule in this folder; rules are files that end in .yaml.")
        found |= rules
        faults += wrong
    return in_order(found.values()), tuple(faults)


def _with_examples(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], list[RuleError]]:
    """The rules whose examples can be read, and the faults of the others: those of shipped ones are read only now."""
    readable, faults = [], []
    for rule in rules:
        try:
            _ = rule.examples
            readable.append(rule)
        except RuleError as error:
            faults.append(error)
    return tuple(readable), faults
