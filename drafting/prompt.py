"""Prompts are Markdown files with front matter and ``$names``; what is declared, used and supplied must match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

import yaml

from drafting.errors import DraftingError

PROMPTS = Path(__file__).parent / "prompts"
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_BREAK = "\n<!-- user -->\n"
_NAME = re.compile(r"\$(?:\{(?P<braced>[a-z_]+)\}|(?P<bare>[a-z_]+))")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt ready to be sent: what the model is, and what it is given."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file, read and checked; ``names`` are exactly the variables of its two texts."""

    name: str
    names: frozenset[str]
    system: str
    user: str

    def render(self, **values: str) -> Rendered:
        """Fill the variables. Raises DraftingError for one that is unknown or missing. Values are data: a ``$`` stays."""  # noqa: E501
        if unknown := sorted(set(values) - self.names):
            raise DraftingError(
                f"The prompt {self.name} has no variable ${unknown[0]}.", "Leave it out, or declare it."
            )
        if missing := sorted(self.names - set(values)):
            raise DraftingError(f"The prompt {self.name} needs ${missing[0]}.", "Supply it.")
        return Rendered(Template(self.system).substitute(values), Template(self.user).substitute(values))


@lru_cache(maxsize=16)
def load_prompt(name: str, folder: Path = PROMPTS) -> Prompt:
    """Read ``<name>.md``. Raises DraftingError with one sentence when the file and its front matter do not agree."""
    path = folder / f"{name}.md"
    try:
        match = _FRONT.match(path.read_text(encoding="utf-8"))
    except OSError:
        raise DraftingError(f"There is no prompt file {path.name}.", "Put it into drafting/prompts.") from None
    if not match:
        raise DraftingError(f"{path.name} has no front matter.", "Begin it with --- names: [..] ---.")
    front = yaml.safe_load(match["front"])
    if not isinstance(front, dict) or set(front) - {"names", "purpose"}:
        raise DraftingError(f"{path.name} declares something other than names and purpose.", "Mend its front matter.")
    declared = frozenset(front.get("names") or ())
    used = frozenset(found["braced"] or found["bare"] for found in _NAME.finditer(match["body"]))
    if odd := sorted(declared ^ used):
        what = "uses" if odd[0] in used else "declares"
        raise DraftingError(f"{path.name} {what} ${odd[0]} alone.", "A name must be both declared and used.")
    system, _, user = match["body"].partition(_BREAK)
    if not user.strip():
        raise DraftingError(f"{path.name} has no user part.", "Put <!-- user --> between the two parts.")
    return Prompt(name, declared, system.strip(), user.strip())
