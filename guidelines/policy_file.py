"""Reading a policy from YAML: every fault named by file, line and column, in one sentence (P10, P12)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from guidelines.policy_contradictions import Place, contradictions, doubts

if TYPE_CHECKING:
    from guidelines.policy import Policy


class PolicyError(Exception):
    """A policy that does not fit; ``message`` is one line: path, line, column and what to mend."""

    def __init__(self, name: str, line: int, column: int, reason: str, place: Place = ()) -> None:
        self.name, self.line, self.column, self.reason = name, line, column, reason
        self.place = place  # the part, the number of the row and the keys that lead there, as far as they are known
        self.message = f"{name}, line {line}, column {column}: {reason}"
        super().__init__(self.message)


def read_policy(text: str, name: str, model: type[Policy], *, saving: bool) -> Policy:
    """Parse ``text`` into ``model``; raises PolicyError for the first fault found, in the order of the file.

    ``saving`` also refuses what can still be mended before it is in force (`policy_contradictions.doubts`).
    """
    tree = _compose(text, name)
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise PolicyError(name, 1, 1, "a policy is a mapping that begins with company, remedies, timescales.")
    _no_doubled_keys(tree, name)
    try:
        policy = model.model_validate(data)
    except ValidationError as error:
        faults = [(_place(tree, fault["loc"]), _sentence(dict(fault)), fault["loc"]) for fault in error.errors()]
        (line, column), reason, path = min(faults, key=lambda fault: fault[:2])
        raise PolicyError(name, line, column, reason, path) from None
    for path, reason in chain(contradictions(policy), doubts(policy) if saving else ()):
        raise PolicyError(name, *_place(tree, path), reason, path)
    return policy


def _compose(text: str, name: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PolicyError(name, line, column, f"this is not valid YAML: {error.problem or error}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise PolicyError(name, 1, 1, f"this is not valid YAML: {' '.join(str(error).split())}") from None


def _no_doubled_keys(node: Any, name: str) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            word = str(key.value)
            if word in seen:
                mark = key.start_mark
                raise PolicyError(name, mark.line + 1, mark.column + 1, f"the key {word!r} stands twice; keep one.")
            seen.add(word)
            _no_doubled_keys(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _no_doubled_keys(value, name)


def _place(node: Any, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column (from 1) of the deepest node on ``path``; a missing key points at its parent."""
    mark = node.start_mark
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
            continue
        pair = next(
            (pair for pair in getattr(node, "value", ()) if isinstance(pair, tuple) and pair[0].value == step), None
        )
        if pair is None:
            break
        mark, node = pair[0].start_mark, pair[1]
    return mark.line + 1, mark.column + 1


def _sentence(fault: dict[str, Any]) -> str:
    words = [str(step) for step in fault["loc"] if isinstance(step, str)] or ["policy"]
    key, where = words[-1], words[-2] if len(words) > 1 else "the policy"
    kind = fault["type"]
    if kind == "extra_forbidden":
        return f"{key!r} is not a key of {where}; remove or rename it."
    if kind == "missing":
        return f"{where} needs the key {key!r}."
    message = fault["msg"].removeprefix("Value error, ")
    return f"{key!r} does not fit: {message[:1].lower()}{message[1:]} (found {fault['input']!r})."
