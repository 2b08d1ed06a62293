"""Reading a policy from YAML: every fault named by file, line and column, in one sentence (P10, P12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

if TYPE_CHECKING:
    from guidelines.policy import Policy

Place = tuple[str | int, ...]
_SENIOR = re.compile(r"\b(manager|director|head|owner|lead|leader|board|chief|partner|officer)\b", re.IGNORECASE)


class PolicyError(Exception):
    """A policy that does not fit; ``message`` is one line: path, line, column and what to mend."""

    def __init__(self, name: str, line: int, column: int, reason: str, place: Place = ()) -> None:
        self.name, self.line, self.column, self.reason = name, line, column, reason
        self.place = place  # the part, the number of the row and the keys that lead there, as far as they are known
        self.message = f"{name}, line {line}, column {column}: {reason}"
        super().__init__(self.message)


def read_policy(text: str, name: str, model: type[Policy]) -> Policy:
    """Parse ``text`` into ``model``; raises PolicyError for the first fault found, in the order of the file."""
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
    for path, reason in contradictions(policy):
        raise PolicyError(name, *_place(tree, path), reason, path)
    return policy


def contradictions(policy: Policy) -> Iterator[tuple[Place, str]]:
    """Every way in which a well-formed policy contradicts itself: the place, and a sentence."""
    for field in ("remedies", "timescales"):
        counts = Counter(row.id for row in getattr(policy, field))
        for number, row in enumerate(getattr(policy, field)):
            if counts[row.id] > 1:
                yield (
                    (field, number, "id"),
                    f"the id {row.id!r} stands {counts[row.id]} times under {field}; give each its own.",
                )
    doubled = Counter(team.name.casefold() for team in policy.teams)
    for number, team in enumerate(policy.teams):
        if doubled[team.name.casefold()] > 1:
            yield ("teams", number, "name"), f"the team {team.name!r} stands more than once; keep one row."
    yield from _timescale_faults(policy)
    yield from _remedy_faults(policy)


def _timescale_faults(policy: Policy) -> Iterator[tuple[Place, str]]:
    for number, row in enumerate(policy.timescales):
        if row.at_least is not None and row.at_most is not None and row.at_least > row.at_most:
            reason = (
                f"at_least ({row.at_least}) of {row.id!r} is more than its at_most ({row.at_most}); swap or mend them."
            )
            yield ("timescales", number, "at_least"), reason
        for earlier in policy.timescales[:number]:
            same = (row.what.casefold(), row.unit, row.from_) == (earlier.what.casefold(), earlier.unit, earlier.from_)
            if same and (row.at_least, row.at_most) != (earlier.at_least, earlier.at_most):
                reason = f"{row.id!r} and {earlier.id!r} give two different times for {row.what!r}; keep one."
                yield ("timescales", number, "what"), reason


def _remedy_faults(policy: Policy) -> Iterator[tuple[Place, str]]:
    teams = [team.name.casefold() for team in policy.teams]
    refused = {phrase.strip().casefold() for row in policy.never for phrase in (row.promise, *row.also)}
    for number, row in enumerate(policy.remedies):
        authority = row.authority.strip().casefold()
        known = authority in {"agent", "supervisor"} or any(authority in team or team in authority for team in teams)
        if not known and not _SENIOR.search(authority):
            reason = (
                f"nobody has the authority {row.authority!r} of {row.id!r}: write agent, supervisor or "
                f"the name of a team below."
            )
            yield ("remedies", number, "authority"), reason
        if row.limit and row.limit.amount is not None and row.limit.percent is not None:
            yield ("remedies", number, "limit"), f"the limit of {row.id!r} is an amount or a percentage, not both."
        for phrase in (row.what, *row.also):
            if phrase.strip().casefold() in refused:
                yield ("remedies", number, "what"), f"{phrase!r} is both offered here and listed under never; keep one."


def _compose(text: str, name: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PolicyError(name, line, column, f"this is not valid YAML: {error.problem or error}.") from None
    except yaml.YAMLError as error:
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
