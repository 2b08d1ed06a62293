"""YAML that people write, read with the place of whatever is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from guidelines.rule import RuleError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(path: Path) -> str:
    """The text of a file; raises RuleError at the first byte that is no UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(path, f"the file cannot be read ({error.strerror}).") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(path, "this is not UTF-8 text; save it as such.", *_at_byte(data, error.start)) from None


def load_mapping(path: Path, text: str, what: str) -> dict[Any, Any]:
    """The mapping that a YAML text is; raises RuleError, with ``what`` the mapping should be, for anything else."""
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RuleError(path, f"this is not YAML: {error.problem}.", line, column) from None
    except yaml.reader.ReaderError as error:
        place = _at_byte(text.encode(errors="replace"), error.position)
        raise RuleError(path, "this is not YAML: it holds a control character.", *place) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RuleError(path, f"this is not YAML: {str(error).splitlines()[0]}.") from None
    if not isinstance(data, dict):
        raise RuleError(path, f"{what}.")
    return data


def _at_byte(data: bytes, place: int) -> tuple[int, int]:
    """Line and column (from 1) of a byte."""
    before = data[:place].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def place_of(text: str, keys: tuple[Any, ...]) -> tuple[int, int]:
    """Line and column (from 1) of the deepest node on the way of ``keys`` that the file has."""
    mark, _ = node_at(text, keys)
    return mark.line + 1, mark.column + 1


def words_under(node: Any) -> Iterator[Any]:
    """The texts of a node and of all that it holds, in their order."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from words_under(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from words_under(value)
    elif node.tag == "tag:yaml.org,2002:str":
        yield node


def node_at(text: str, keys: tuple[Any, ...]) -> tuple[Any, Any]:
    """The mark and the node of the deepest of ``keys`` that the file has."""
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
    return mark, node
