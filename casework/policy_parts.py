"""The policy for forms: its parts as plain rows, and a part put back into the text with the rest left as it stands."""

from __future__ import annotations

from decimal import Decimal
from math import isnan
from typing import Any

import yaml

from casework.errors import CaseworkError, PolicyFault
from casework.policy_text import in_place
from guidelines.policy import PolicyError, parse_policy

MAPPINGS = ("company", "review")
LISTS = ("remedies", "timescales", "teams", "never", "must_say")


def parts_of(text: str) -> dict[str, Any]:
    """The policy of that text: company and review as mappings, the other parts as lists of mappings.

    Every key is there, None where nothing is said; amounts are plain numbers. Raises CaseworkError for a faulty text.
    """
    try:
        policy = parse_policy(text)
    except PolicyError as error:
        raise CaseworkError(str(error), "Mend that line of the policy's text first.") from None
    parts: dict[str, Any] = {part: _plain(rows) for part, rows in policy.model_dump(by_alias=True).items()}
    return parts


def with_part(text: str, part: str, rows: Any) -> str:
    """The text with one part of the policy replaced by what a form gives; what a row leaves empty is not written.

    Raises CaseworkError for what no form gives, and for a part that does not fit, by its row and key.
    """
    if part not in (*MAPPINGS, *LISTS):
        raise CaseworkError(f"A policy has no part {part}.", f"Choose from: {', '.join((*MAPPINGS, *LISTS))}.")
    if not isinstance(rows, dict if part in MAPPINGS else list):
        raise CaseworkError(f"The {_words(part)} are not what a form gives.", "Fill in the form again.")
    shown = said(parts_of(text)[part])
    wanted = said(rows) or ({} if part in MAPPINGS else [])
    if wanted == (shown or type(wanted)()):
        return text
    if isinstance(wanted, dict) and isinstance(shown, dict):  # what goes without saying needs no line
        stood = yaml.load(text, Loader=yaml.CSafeLoader).get(part) or {}
        wanted = {key: value for key, value in wanted.items() if key in stood or value != shown.get(key)}
    new = in_place(text, part, wanted, said)
    _refuse_faulty(new, part)
    return new


def said(value: Any) -> Any:
    """What a value says, without what is empty; None where it says nothing. Numbers come out as plain ones."""
    value = value.item() if hasattr(value, "item") else value  # a table's own kind of number
    if isinstance(value, dict):
        kept = {str(key): said(row) for key, row in value.items()}
        return {key: row for key, row in kept.items() if row is not None} or None
    if isinstance(value, list | tuple):
        return [row for row in map(said, value) if row is not None] or None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float | Decimal):
        return None if isnan(value) else int(value) if value == int(value) else float(value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(row) for key, row in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(row) for row in value]
    return said(value) if isinstance(value, Decimal) else value


def _refuse_faulty(text: str, part: str) -> None:
    """The same validation as that of the text, said by part, row and key: a form has no lines."""
    try:
        parse_policy(text, saving=True)
    except PolicyError as error:
        place = error.place or (part,)
        row = f", row {place[1] + 1}" if len(place) > 1 and isinstance(place[1], int) else ""
        key = next((str(step) for step in reversed(place[1:]) if isinstance(step, str)), "")
        where = f"{_words(str(place[0])).capitalize()}{row}{f', {key}' if key else ''}"
        raise PolicyFault(where, error.reason, "Mend it, then save again.", place) from None


def _words(part: str) -> str:
    return part.replace("_", " ")
