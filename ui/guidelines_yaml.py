"""The text of a rule's file with some of its keys set anew: whatever else stands in it stays letter for letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


class Line(dict[str, Any]):
    """A mapping that is written on one line, as the examples of a rule are."""


class _Writer(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


class _Quoted(str):
    pass


def _line(writer: yaml.SafeDumper, row: Line) -> yaml.MappingNode:
    quoted = {key: _Quoted(value) if isinstance(value, str) else value for key, value in row.items()}
    return writer.represent_mapping("tag:yaml.org,2002:map", quoted, flow_style=True)


def _words(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if isinstance(text, _Quoted) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Writer.add_representer(Line, _line)
_Writer.add_representer(str, _words)
_Writer.add_representer(_Quoted, _words)


def with_keys(text: str, values: Mapping[str, Any]) -> str:
    """The YAML text with these keys of its outermost mapping set; None takes one out. A new key stands at the end."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader) if text.strip() else None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        data = yaml.load(text, Loader=yaml.CSafeLoader) if isinstance(root, yaml.MappingNode) else {}
        return _written({key: value for key, value in (data | dict(values)).items() if value is not None})
    lines, said = text.splitlines(keepends=True), yaml.load(text, Loader=yaml.CSafeLoader)
    starts = [key.start_mark.line for key, _ in root.value]
    out = lines[: starts[0]]
    for (key, _), start, end in zip(root.value, starts, [*starts[1:], len(lines)], strict=True):
        name = key.value
        last = _last_of(lines, start, end)
        if name not in values or values[name] == said[name]:
            out += lines[start:last]
        elif values[name] is not None:
            out.append(_written({name: values[name]}))
        out += lines[last:end]
    new = {key: value for key, value in values.items() if key not in said and value is not None}
    if new and out and not out[-1].endswith("\n"):
        out.append("\n")
    return "".join(out) + (_written(new) if new else "")


def _last_of(lines: list[str], start: int, end: int) -> int:
    """Where the words of a key end: blank lines and comments at the margin after them belong to what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _written(data: Mapping[str, Any]) -> str:
    return yaml.dump(
        dict(data), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False
    )
