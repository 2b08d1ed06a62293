"""The rules in force: read from folders of YAML files, one rule a file; a faulty file is refused at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from guidelines.kinds import KINDS, kind_named
from guidelines.pattern import PatternError
from guidelines.rule import Examples, Rule, RuleError, RuleFile

SHIPPED = Path(__file__).parent / "rules"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXAMPLES = "\nexamples:"


@dataclass(frozen=True)
class RuleBook:
    """Rules by id, in the order of their practices."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __getitem__(self, rule_id: str) -> Rule:
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def __contains__(self, rule_id: object) -> bool:
        return any(rule.id == rule_id for rule in self.rules)


def load_rules(*folders: Path) -> RuleBook:
    """Read the rules of the folders (default: the shipped ones).

    Raises RuleError (``path:line:column: one sentence``) for the first faulty file, and for two rules of one id.
    The examples of shipped rules are read when first asked for; those of other folders at once, so that a fault
    shows while it can be mended.
    """
    found: dict[str, Rule] = {}
    for folder in folders or (SHIPPED,):
        folder = Path(folder)
        if not folder.is_dir():
            raise RuleError(folder, "this folder of rules does not exist; name a folder that holds rule files.")
        for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
            rule = read_rule(path, strict=folder.resolve() != SHIPPED.resolve())
            if rule.id in found:
                raise RuleError(
                    path, f"there is already a rule {rule.id} in {found[rule.id].path}; rename one of them."
                )
            found[rule.id] = rule
    return RuleBook(tuple(sorted(found.values(), key=lambda rule: (rule.practice, rule.id))))


def read_rule(path: Path, strict: bool = True) -> Rule:
    """Read one rule file; ``strict`` also reads its examples and compiles its patterns. Raises RuleError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(path, f"the file cannot be read as UTF-8 text ({error}).") from None
    head, mark, tail = text.partition(_EXAMPLES)
    examples_source = "\n" * head.count("\n") + mark + tail if mark else ""
    if strict or not mark:
        head, examples_source = text, text  # read at leisure, examples may stand anywhere
    data = _load(path, head)
    if data.pop("examples", None) is None and not mark:
        examples_source = ""
    try:
        file = RuleFile.model_validate(data)
    except ValidationError as error:
        raise _fault(path, text, error, ()) from None
    rule = Rule(path.stem, file, _spec(path, text, file), path, examples_source)
    if strict:
        _ = rule.examples
        compile_all = getattr(rule.spec, "compile", None)
        if compile_all:
            try:
                compile_all()
            except PatternError as error:
                raise RuleError(path, f"{error}.", *_place(text, ("check",))) from None
    return rule


def read_examples(rule: Rule) -> Examples:
    """The examples of a rule; raises RuleError at the faulty one."""
    if not rule.examples_source:
        return Examples()
    data = _load(rule.path, rule.examples_source)
    try:
        return Examples.model_validate(data.get("examples") or {})
    except ValidationError as error:
        raise _fault(rule.path, rule.examples_source, error, ("examples",)) from None


def _load(path: Path, text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RuleError(path, f"this is not YAML: {error.problem}.", line, column) from None
    except (yaml.YAMLError, ValueError) as error:
        raise RuleError(path, f"this is not YAML: {str(error).splitlines()[0]}.") from None
    if not isinstance(data, dict):
        raise RuleError(path, "a rule file is a mapping with title, practice, why, level, check and message.")
    return data


def _spec(path: Path, text: str, file: RuleFile) -> Any:
    name = file.check.get("kind")
    try:
        kind = kind_named(str(name))
    except KeyError:
        known = ", ".join(KINDS)
        raise RuleError(
            path, f"{name!r} is no kind of check; the kinds are {known}.", *_place(text, ("check", "kind"))
        ) from None
    try:
        return kind.spec.model_validate({key: value for key, value in file.check.items() if key != "kind"})
    except ValidationError as error:
        raise _fault(path, text, error, ("check",)) from None
    except PatternError as error:
        raise RuleError(path, f"{error}.", *_place(text, ("check",))) from None


def _fault(path: Path, text: str, error: ValidationError, under: tuple[str, ...]) -> RuleError:
    """The first fault as one sentence at its line and column."""
    first = error.errors()[0]
    place = (*under, *first["loc"])
    name = ".".join(str(part) for part in place) or "the file"
    problem = {"missing": "is missing", "extra_forbidden": "is not a key of a rule"}.get(first["type"])
    if problem is None:
        problem = f"does not fit: {first['msg'].removeprefix('Value error, ')}"
    return RuleError(path, f"{name} {problem}.", *_place(text, place))


def _place(text: str, keys: tuple[Any, ...]) -> tuple[int, int]:
    """Line and column (from 1) of the deepest node on the way of ``keys`` that the file has."""
    node: Any = yaml.compose(text, Loader=_LOADER)
    mark = node.start_mark
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            pair = next(((name, value) for name, value in node.value if name.value == str(key)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1
