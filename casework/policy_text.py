"""The policy's text with one part changed in place: what did not change keeps its words, its order and its comments.

A form knows rows and keys; the text has comments and a style of its own. So only the rows (or, of company and review,
the keys) that changed are written anew, each in the style of its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

Said = Callable[[Any], Any]
_NAMES = ("id", "name", "promise", "when")  # the key by which a changed row is known again
_AS_WIDE_AS_IT_IS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Item:
    """A row of a list, or a key of a mapping: its lines, the comments above it, and what it says."""

    key: str
    value: Any
    above: list[str]
    lines: list[str]
    indent: str
    flow: bool


def in_place(text: str, part: str, wanted: Any, said: Said) -> str:
    """``text`` with ``part`` saying ``wanted``; ``said`` reduces a value to what it says.

    Where the part's lines cannot be told apart it is written anew as a whole, and at the end where there was none.
    """
    stood = yaml.load(text, Loader=yaml.CSafeLoader)
    for lines in (_item_by_item(text, part, wanted, said), _as_a_whole(text, part, wanted)):
        if lines is not None and _says("".join(lines), {**stood, part: wanted}, part, said):
            return "".join(lines)
    return yaml.safe_dump({**stood, part: wanted}, sort_keys=False, allow_unicode=True, width=_AS_WIDE_AS_IT_IS)


def _says(text: str, wanted: dict[str, Any], part: str, said: Said) -> bool:
    try:
        found = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(found, dict) or said(found.get(part)) != said(wanted[part]):
        return False
    return {**found, part: None} == {**wanted, part: None}


def _item_by_item(text: str, part: str, wanted: Any, said: Said) -> list[str] | None:
    """All lines with the part's items changed one by one; None where they do not stand on lines of their own."""
    lines = _lines(text)
    found = _section(text, part)
    if found is None or not wanted:
        return None
    begin, end, node = found
    if node.flow_style or not node.value or isinstance(node, yaml.ScalarNode):
        return None
    items, after = _items(lines, begin, end, node)
    if items is None:
        return None
    new = _rows(items, wanted, said) if isinstance(node, yaml.SequenceNode) else _keys(items, wanted, said)
    return [*lines[: begin + 1], *new, *after, *lines[end:]]


def _as_a_whole(text: str, part: str, wanted: Any) -> list[str]:
    lines = _lines(text)
    written = _block({part: wanted}, "") if wanted else [f"{part}: {'[]' if isinstance(wanted, list) else '{}'}\n"]
    found = _section(text, part)
    if found is None:
        return [*lines, *written]
    begin, end, _ = found
    body, after = _without_end(lines[begin:end])
    return [*lines[:begin], *written, *after, *lines[end:]] if body else [*lines, *written]


def _section(text: str, part: str) -> tuple[int, int, Any] | None:
    """The line of the part's key, the line after its last, and its node."""
    tree: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    places = [(key.value, key.start_mark.line, value) for key, value in tree.value]
    ends = [*(line for _, line, _ in places[1:]), len(_lines(text))]
    for (name, line, node), end in zip(places, ends, strict=True):
        if name == part:
            return (line, end, node) if not tree.flow_style else None
    return None


def _items(lines: list[str], begin: int, end: int, node: Any) -> tuple[list[_Item] | None, list[str]]:
    """The items of a part with their own lines, and what stands after the last of them."""
    is_list = isinstance(node, yaml.SequenceNode)
    nodes = [(value, value) for value in node.value] if is_list else list(node.value)
    starts = [key.start_mark.line for key, _ in nodes]
    alone = len(set(starts)) == len(starts) and starts[0] > begin
    if not alone or (is_list and not all(lines[line].lstrip().startswith("- ") for line in starts)):
        return None, []
    above, items = lines[begin + 1 : starts[0]], []
    for (key, value), line, stop in zip(nodes, starts, [*starts[1:], end], strict=True):
        body, after = _without_end(lines[line:stop])
        indent = body[0][: len(body[0]) - len(body[0].lstrip())]
        name = "" if is_list else str(key.value)
        items.append(_Item(name, _loaded(body, indent), above, body, indent, bool(getattr(value, "flow_style", False))))
        above = after
    return items, above


def _loaded(body: list[str], indent: str) -> Any:
    found = yaml.load("".join(line.removeprefix(indent) for line in body), Loader=yaml.CSafeLoader)
    return found[0] if isinstance(found, list) else next(iter(found.values()))


def _rows(items: list[_Item], wanted: list[Any], said: Said) -> list[str]:
    """The lines of the rows that are wanted: each as it stood where it says the same, else in its neighbours' style."""
    left, new = list(items), []
    same = [_take(left, lambda item, row=row: said(item.value) == row) for row in wanted]  # type: ignore[misc]
    for row, stood in zip(wanted, same, strict=True):
        if stood is not None:
            new += [*stood.above, *stood.lines]
            continue
        known = _take(left, lambda item, row=row: _same_name(item.value, row))  # type: ignore[misc]
        new += [*(known.above if known else ()), *_row(_in_order(row, known), known or items[-1])]
    return new


def _take(items: list[_Item], is_it: Callable[[_Item], bool]) -> _Item | None:
    """The first of the items that it is, taken out of them."""
    found = next((item for item in items if is_it(item)), None)
    if found is not None:
        items.remove(found)
    return found


def _keys(items: list[_Item], wanted: dict[str, Any], said: Said) -> list[str]:
    new: list[str] = []
    for item in items:
        if said(item.value) == wanted.get(item.key):
            new += [*item.above, *item.lines]
        elif item.key in wanted:
            new += [*item.above, *_block({item.key: wanted[item.key]}, item.indent)]
    known = {item.key for item in items}
    added = {key: value for key, value in wanted.items() if key not in known}
    return [*new, *(_block(added, items[0].indent) if added else [])]


def _same_name(one: Any, other: Any) -> bool:
    named = isinstance(one, dict) and isinstance(other, dict)
    return named and any(key in one and one[key] == other.get(key) for key in _NAMES)


def _in_order(row: Any, known: _Item | None) -> Any:
    """A changed row with its keys in the order that they stood in."""
    if known is None or not isinstance(row, dict) or not isinstance(known.value, dict):
        return row
    return {**{key: row[key] for key in known.value if key in row}, **row}


def _row(row: Any, like: _Item) -> list[str]:
    if like.flow or not isinstance(row, dict):
        flow = yaml.safe_dump(
            row, sort_keys=False, allow_unicode=True, width=_AS_WIDE_AS_IT_IS, default_flow_style=True
        )
        return [f"{like.indent}- {flow.removesuffix('...' + chr(10)).strip()}\n"]
    lines = _block(row, f"{like.indent}  ")
    return [f"{like.indent}- {lines[0].lstrip()}", *lines[1:]]


def _block(mapping: dict[str, Any], indent: str) -> list[str]:
    """A mapping key by key, with short lists and mappings in one line."""
    lines: list[str] = []
    for key, value in mapping.items():
        flow = None if isinstance(value, dict | list) else False
        if isinstance(value, list) and any(isinstance(row, dict) for row in value) and indent == "":
            rows = [line for row in value for line in _row(row, _Item("", None, [], [], "  ", flow=False))]
            lines += [f"{key}:\n", *rows]
            continue
        written = yaml.safe_dump(
            {key: value}, sort_keys=False, allow_unicode=True, width=_AS_WIDE_AS_IT_IS, default_flow_style=flow
        )
        lines += [indent + line if line.strip() else line for line in written.splitlines(keepends=True)]
    return lines


def _without_end(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines, and the empty ones and comments at their end: these belong to what follows."""
    stop = len(lines)
    while stop and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return lines[:stop], lines[stop:]


def _lines(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    return [*lines[:-1], f"{lines[-1]}\n"] if lines and not lines[-1].endswith("\n") else lines
