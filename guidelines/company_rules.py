"""A company's own rules beside the shipped ones: added, in a shipped one's place, switched off, or of another level."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from guidelines.check import check, find, shipped_rules
from guidelines.context import Embed
from guidelines.example import Example
from guidelines.finding import Level
from guidelines.pattern import PatternTimeout
from guidelines.rule import Rule, RuleError
from guidelines.rule_file import fault_of, parse_rule
from guidelines.rulebook import RuleBook, in_order, read_folder
from guidelines.yaml_places import load_mapping, place_of, read_text

__all__ = ["ExampleFault", "load_company_rules", "parse_rule", "readable_company_rules", "rule_faults"]

RULES, SETTINGS = "rules", "settings.yaml"  # in the company's folder of guidelines
# A kind that weighs facts is tried on an example that brings them; on a bare sentence it has nothing to weigh.
_RESTS_ON = {
    "grounded": "sources",
    "action_claimed": "facts",
    "commitment": "policy",
    "answer_map": "points",
    "must_say": "policy",
}


class RuleSetting(BaseModel):
    """What the company says of one rule: whether it is on, and how strictly it is held (None: as its file says)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: bool = True
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class ExampleFault:
    """An example that its rule does not live up to: one sentence, and its place in the rule's file."""

    example: Example
    message: str
    line: int = 1
    column: int = 1


def load_company_rules(folder: Path) -> RuleBook:
    """The shipped rules and those of the company's folder, by its settings; no folder, no difference.

    Raises RuleError (``path:line:column: one sentence``) for the first fault of a rule file or of the settings.
    """
    book, faults = readable_company_rules(folder)
    if faults:
        raise faults[0]
    return book


def readable_company_rules(folder: Path) -> tuple[RuleBook, tuple[RuleError, ...]]:
    """As `load_company_rules`, with what can be read, and the faults of the rest.

    A shipped rule stays in force while the company's file of its id is faulty.
    """
    known = {rule.id: rule for rule in shipped_rules()}
    own, faults = read_folder(folder / RULES) if (folder / RULES).is_dir() else ({}, [])
    known |= {name: replace(rule, origin="changed") if name in known else rule for name, rule in own.items()}
    try:
        settings = _read_settings(folder / SETTINGS, known)
    except RuleError as error:
        settings = {}
        faults.append(error)
    for name, setting in settings.items():
        known[name] = replace(known[name], level_set=setting.level)
    off = {name for name, setting in settings.items() if not setting.on}
    book = RuleBook(
        in_order(rule for name, rule in known.items() if name not in off),
        in_order(known[name] for name in off),
    )
    return book, tuple(faults)


def _read_settings(path: Path, known: Container[str]) -> dict[str, RuleSetting]:
    if not path.exists():
        return {}
    text = read_text(path)
    if not any(line.partition("#")[0].strip() for line in text.splitlines()):
        return {}
    settings = {}
    data = load_mapping(path, text, "the settings map the ids of rules to {on: false} or {level: warning}")
    for name, given in data.items():
        if name not in known:
            raise RuleError(path, f"there is no rule {name}; take these lines out.", *place_of(text, (name,)))
        if isinstance(given, dict):
            given = {
                "on" if key is True else key: value for key, value in given.items()
            }  # YAML takes a bare on for yes
        try:
            settings[name] = RuleSetting.model_validate(given)
        except ValidationError as error:
            raise fault_of(path, text, error, (name,)) from None
    return settings


def rule_faults(rule: Rule, book: RuleBook, embed: Embed | None = None) -> tuple[ExampleFault, ...]:
    """What the rule's own examples say against it; none when it can be kept.

    Each bad one must be caught by the rule at its marks. Each good one, and every ``better``, must be clean of the
    rule itself and of every rule of the book that weighs wording, or facts which the example brings. What needs
    ``embed`` is tried when it is there; a rule beyond words is held to its own examples only, as it errs on a few.
    """
    return tuple(sorted(_faults(rule, book, embed), key=lambda fault: (fault.line, fault.column)))


def _faults(rule: Rule, book: RuleBook, embed: Embed | None) -> Iterator[ExampleFault]:
    if rule.needs_judge:
        return
    for number, example in enumerate(rule.examples.bad):
        said = _missed(rule, example, embed)
        if said:
            yield ExampleFault(example, said, *_place(rule, "bad", number))
    books: dict[tuple[bool, frozenset[str]], RuleBook] = {}  # most examples are held against the same rules
    for which, number, example in rule.examples.clean():
        brings = example.whole, example.given
        if brings not in books:
            others = (other for other in book if other.id != rule.id and _speaks_of(other, example))
            books[brings] = RuleBook((rule, *others))
        said = _alarmed(books[brings], example, embed if rule.beyond_words else None)
        if said:
            yield ExampleFault(example, said, *_place(rule, which, number))


def _speaks_of(rule: Rule, example: Example) -> bool:
    if rule.beyond_words or rule.needs_judge or (rule.whole_replies_only and not example.whole):
        return False
    rests_on = _RESTS_ON.get(rule.kind.name)
    return rests_on is None or rests_on in example.given


def _missed(rule: Rule, example: Example, embed: Embed | None) -> str:
    """What the rule does with a bad example in place of finding its marks; empty when it finds them."""
    try:
        found = [finding.text for finding in find(rule, example.text, example.context(embed)) or ()]
    except PatternTimeout as slow:
        return f"{slow} on the bad example {_quoted(example.text)}."
    wanted = list(example.marks) or [""]
    if found == wanted:
        return ""
    return f"It should find {_listed(wanted)} in the bad example {_quoted(example.text)}, and finds {_listed(found)}."


def _alarmed(book: RuleBook, example: Example, embed: Embed | None) -> str:
    """What is found in an example that should be clean; empty when it is."""
    report = check(example.text, example.context(embed), book)
    if report.notes:
        return report.notes[0]
    if not report.findings:
        return ""
    first = report.findings[0]
    return f"{first.rule} finds {_listed([first.text])} in the good example {_quoted(example.text)}."


def _listed(texts: list[str]) -> str:
    return " and ".join(_quoted(text) if text else "something missing" for text in texts) or "nothing"


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= 100 else f"“{flat[:99].rstrip()}…”"


def _place(rule: Rule, which: str, number: int) -> tuple[int, int]:
    return place_of(rule.examples_source, ("examples", which, number))
