"""A rule's file: read and checked, or refused at the line and column of its first fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from guidelines.example import Examples
from guidelines.kinds import KINDS, kind_named
from guidelines.pattern import PatternError, pattern
from guidelines.rule import Origin, Rule, RuleError, RuleFile
from guidelines.yaml_places import load_mapping, node_at, place_of, read_text, words_under

_EXAMPLES = "\nexamples:"
_ID = re.compile(r"\w[\w-]*")
_SHAPE = "a rule file is a mapping with title, practice, why, level, check and message"


def read_rule(path: Path, strict: bool = True, origin: Origin = "company") -> Rule:
    """Read one rule file; see `parse_rule`. Raises RuleError, also for a file that is no UTF-8 text."""
    return parse_rule(read_text(path), path.stem, path, strict, origin)


def parse_rule(text: str, rule_id: str, path: Path, strict: bool = True, origin: Origin = "company") -> Rule:
    """The rule of that text, as if it stood in the file. Raises RuleError (``path:line:column: one sentence``).

    ``strict`` also reads its examples and compiles its patterns, which are limited in time from then on; without it
    the examples are read when first asked for, and patterns when first needed.
    """
    if not _ID.fullmatch(rule_id):
        raise RuleError(path, f"{rule_id!r} is no name for a rule: use letters, digits and hyphens.")
    head, mark, tail = text.partition(_EXAMPLES)
    examples_source = "\n" * head.count("\n") + mark + tail if mark else ""
    if strict or not mark:
        head, examples_source = text, text  # read at leisure, examples may stand anywhere
    data = load_mapping(path, head, _SHAPE)
    if data.pop("examples", None) is None and not mark:
        examples_source = ""
    try:
        file = RuleFile.model_validate(data)
    except ValidationError as error:
        raise fault_of(path, text, error) from None
    rule = Rule(rule_id, file, _spec(path, text, file), path, examples_source, origin)
    if strict:
        _ = rule.examples
        _compile(rule, text)
    return rule


def _compile(rule: Rule, text: str) -> None:
    compile_all = getattr(rule.spec, "compile", None)
    if compile_all:
        try:
            compile_all()
        except PatternError as error:
            raise RuleError(rule.path, f"{error}.", *_place_of_pattern(text)) from None


def read_examples(rule: Rule) -> Examples:
    """The examples of a rule; raises RuleError at the faulty one."""
    if not rule.examples_source:
        return Examples()
    path, text = rule.path, rule.examples_source
    try:
        examples = Examples.model_validate(load_mapping(path, text, _SHAPE).get("examples") or {})
    except ValidationError as error:
        raise fault_of(path, text, error, ("examples",)) from None
    for which, number, example in examples.numbered():
        try:
            example.context()
        except (TypeError, ValueError) as error:
            problem = str(error).splitlines()[0].rstrip(".")
            place = place_of(text, ("examples", which, number))
            raise RuleError(path, f"what the example brings does not fit: {problem}.", *place) from None
    return examples


def _spec(path: Path, text: str, file: RuleFile) -> Any:
    name = file.check.get("kind")
    try:
        kind = kind_named(str(name))
    except KeyError:
        known = ", ".join(KINDS)
        raise RuleError(
            path, f"{name!r} is no kind of check; the kinds are {known}.", *place_of(text, ("check", "kind"))
        ) from None
    try:
        return kind.spec.model_validate({key: value for key, value in file.check.items() if key != "kind"})
    except ValidationError as error:
        raise fault_of(path, text, error, ("check",)) from None
    except PatternError as error:
        raise RuleError(path, f"{error}.", *_place_of_pattern(text)) from None


def fault_of(path: Path, text: str, error: ValidationError, under: tuple[Any, ...] = ()) -> RuleError:
    """The first fault as one sentence at its line and column."""
    first = error.errors()[0]
    place = (*under, *first["loc"])
    name = ".".join(str(part) for part in place) or "the file"
    problem = {"missing": "is missing", "extra_forbidden": "is no key that is known here"}.get(first["type"])
    if problem is None:
        problem = f"does not fit: {first['msg'].removeprefix('Value error, ')}"
    return RuleError(path, f"{name} {problem}.", *place_of(text, place))


def _place_of_pattern(text: str) -> tuple[int, int]:
    """Line and column of the first words of the check that cannot be read as a pattern."""
    mark, check = node_at(text, ("check",))
    for words in words_under(check):
        try:
            pattern(words.value).compile()
        except PatternError:
            mark = words.start_mark
            break
    return mark.line + 1, mark.column + 1
