"""The word lists beside this module: each YAML file maps a name to rows of regular expressions, compiled once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent


@cache
def patterns(file: str) -> dict[str, re.Pattern[str]]:
    """Every list of ``<file>.yaml`` as one pattern, without regard to case.

    ``{name}`` in a row stands for the list of that name, which must stand above it. Rows are matched at word edges.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((_FOLDER / f"{file}.yaml").read_text(encoding="utf-8"), Loader=loader)
    joined: dict[str, str] = {}
    compiled: dict[str, re.Pattern[str]] = {}
    for name, rows in data.items():
        rows = [re.sub(r"\{([a-z_]{3,})\}", lambda found: f"(?:{joined[found[1]]})", str(row)) for row in rows]
        rows = [row.replace("n't", "n'?t").replace("can't", "can'?t") for row in rows]  # people write "cant", "doesnt"
        joined[name] = "|".join(rows)
        compiled[name] = re.compile(rf"(?<![\w])(?:{joined[name]})(?!\w)", re.IGNORECASE)
    return compiled


def plain(text: str) -> str:
    """The text with one form of apostrophe and of space, of the same length, so that offsets hold."""
    return text.replace("’", "'").replace("‘", "'").replace("\n", " ").replace("\t", " ")


def found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The distinct words that a pattern finds, in order, as written."""
    return tuple(dict.fromkeys(" ".join(match.group().split()) for match in pattern.finditer(text)))
