"""A rule as its form holds it, and the text of its file with the form's words in it.

The form serves the common case: words that should not stand in a reply, or words that have a better word. What it does
not show (exceptions, examples that bring a letter) stays in the file as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from ui.guidelines_examples import ARROW, ARROWS, bad_lines, examples_of, good_lines, lines
from ui.guidelines_yaml import Line, with_keys

Way = Literal["phrase", "swap"]
_SIGNS = re.compile(r"[\\()\[\]{}|*+^]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the fields of the form hold; those of several lines hold one thing a line.

    ``words`` of a swap are written ``utilise → use``. ``patterns`` are those that no longer read like words. How
    examples are written, `guidelines_examples` says.
    """

    title: str = ""
    practice: str = "P17"
    level: str = "warning"
    why: str = ""
    way: Way = "phrase"
    words: str = ""
    patterns: str = ""
    better: str = ""
    message: str = ""
    bad: str = ""
    good: str = ""


def sheet_of(text: str) -> Sheet | None:
    """The form of a rule's text; None where it is not the common case, or no YAML, and is edited as text."""
    data = mapping(text)
    check = data.get("check")
    if not isinstance(check, dict) or check.get("kind") not in ("phrase", "swap"):
        return None
    try:
        swap = check["kind"] == "swap"
        found = [f"{pair['from']} {ARROW} {pair['to']}" for pair in check["swap"]] if swap else _all_shown(check["any"])
        return Sheet(
            title=str(data.get("title", "")),
            practice=str(data.get("practice", "")),
            level=str(data.get("level", "")),
            why=str(data.get("why", "")),
            way=check["kind"],
            words="\n".join(line for line in found if not _is_pattern(line, check)),
            patterns="\n".join(line for line in found if _is_pattern(line, check)),
            better="" if swap else str(data.get("rewrite") or ""),
            message=str(data.get("message", "")),
            bad=bad_lines(data),
            good=good_lines(data),
        )
    except (KeyError, TypeError):
        return None


def text_of(sheet: Sheet, text: str = "") -> str:
    """The rule's text with the form's words in it; "" begins a new rule."""
    data = mapping(text)
    values: dict[str, Any] = {
        "title": sheet.title.strip(),
        "practice": sheet.practice,
        "why": " ".join(sheet.why.split()),
        "level": sheet.level,
        "check": _check(sheet, data.get("check")),
        "message": " ".join(sheet.message.split()) or sheet.title.strip(),
        "rewrite": (sheet.better.strip() or None) if sheet.way == "phrase" else None,
        "examples": examples_of(data, sheet.bad, sheet.good),
    }
    return with_keys(text, {key: value for key, value in values.items() if value is not None or key in data})


def name_for(title: str, taken: Iterable[str]) -> str:
    """The name of a new rule's file: "Never say promptly" -> "never-say-promptly", numbered where it is taken."""
    name = "-".join(re.findall(r"[a-z0-9]+", title.casefold())[:6]) or "rule"
    known, number, found = set(taken), 2, name
    while found in known:
        found, number = f"{name}-{number}", number + 1
    return found


def mapping(text: str) -> dict[str, Any]:
    """What the YAML text of a rule says; nothing for a text that is none."""
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}
    return data if isinstance(data, dict) else {}


def _check(sheet: Sheet, stood: Any) -> dict[str, Any]:
    """What is looked for; exceptions and the like of the check that stood stay."""
    stood = stood if isinstance(stood, dict) else {}
    rest = {key: value for key, value in stood.items() if key not in ("kind", "any", "swap")}
    if sheet.way == "swap":
        return {"kind": "swap", "swap": [_pair(line) for line in lines(sheet.words)], **rest}
    typed = [*lines(sheet.words), *lines(sheet.patterns)]
    kept = [source for source in stood.get("any") or () if isinstance(source, str) and _shown(source) in typed]
    new = [_pattern(line) for line in typed if line not in map(_shown, kept)]
    return {"kind": "phrase", "any": [*kept, *new], **rest}


def _is_pattern(line: str, check: dict[str, Any]) -> bool:
    return check["kind"] == "phrase" and bool(_SIGNS.search(line))


def _pair(line: str) -> Line:
    words, *better = ARROWS.split(line, maxsplit=1)
    return Line({"from": words, "to": better[0] if better else ""})


def _pattern(line: str) -> str:
    """Words as a person types them: a question mark that ends them, and the sign before an amount, are themselves."""
    if _SIGNS.search(line):
        return line
    line = re.sub(r"\$(?=\d)", r"\\$", line)
    return re.sub(r"\?$", r"\\?", line)


def _all_shown(patterns: list[str]) -> list[str]:
    return [_shown(pattern) for pattern in patterns]


def _shown(pattern: str) -> str:
    plain = re.sub(r"\\\?$", "?", re.sub(r"\\\$(?=\d)", "$", pattern))
    return plain if _pattern(plain) == pattern else pattern
