"""The examples of a rule as lines of its form.

A bad one is written ``I am [unable to] help. → I will look.``: what is found in brackets, the better way after the
arrow. Examples that say more than a line can (a whole reply, a letter that is answered) are kept beside the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ui.guidelines_yaml import Line

ARROW = "→"
ARROWS = re.compile(r"\s*(?:→|->)\s*")
_MARK = re.compile(r"\[([^\[\]]+)\]")


def lines(text: str) -> Iterator[str]:
    """The lines of a field that say something."""
    return (line.strip() for line in text.splitlines() if line.strip())


def bad_lines(rule: Mapping[str, Any]) -> str:
    """The bad examples of a rule's mapping that fit a line."""
    return "\n".join(line for row in _rows(rule, "bad") if (line := _bad_line(row)) is not None)


def good_lines(rule: Mapping[str, Any]) -> str:
    return "\n".join(line for row in _rows(rule, "good") if (line := _good_line(row)) is not None)


def examples_of(rule: Mapping[str, Any], bad: str, good: str) -> dict[str, Any] | None:
    """The examples of the rule with these lines in the place of those that the form showed; None for none."""
    stood = rule.get("examples") if isinstance(rule.get("examples"), dict) else {}
    examples = {
        **(stood or {}),
        "bad": _merged(_rows(rule, "bad"), _bad_line, bad, _bad_row),
        "good": _merged(_rows(rule, "good"), _good_line, good, str),
    }
    return examples if stood or examples["bad"] or examples["good"] else None


def some_texts(rule: Mapping[str, Any], most: int = 6) -> list[str]:
    """Some examples to try a rule on, bad ones first."""
    bad = [row["text"] for row in _rows(rule, "bad") if isinstance(row, dict) and _fits(row.get("text"))]
    good = [line for row in _rows(rule, "good") if (line := _good_line(row)) is not None]
    if bad:
        return [*bad[: most // 2], *good[: most // 2]]
    return [row["text"] for row in _rows(rule, "bad") if isinstance(row, dict) and "text" in row][:1]


def with_marks(bad: str, find: Callable[[str], Iterable[tuple[int, int]]]) -> str:
    """The bad examples with brackets around what the rule finds in each that has none yet."""
    return "\n".join(line if _MARK.search(line) else _bracketed(line, find) for line in lines(bad))


def _bracketed(line: str, find: Callable[[str], Iterable[tuple[int, int]]]) -> str:
    words, out, reached = ARROWS.split(line, maxsplit=1)[0], "", 0
    for start, end in find(words):
        out += f"{words[reached:start]}[{words[start:end]}]"
        reached = end
    return out + words[reached:] + line[len(words) :]


def _rows(rule: Mapping[str, Any], which: str) -> list[Any]:
    examples = rule.get("examples")
    rows = examples.get(which) if isinstance(examples, dict) else None
    return rows if isinstance(rows, list) else []


def _bad_line(row: Any) -> str | None:
    """A bad example as a line of the form, or None where it says more than a line can."""
    if not isinstance(row, dict) or row.keys() - {"text", "marks", "better"} or not _fits(row.get("text")):
        return None
    text, out = str(row["text"]), ""
    marks = row.get("marks") or []
    for mark in [marks] if isinstance(marks, str) else marks:
        before, found, text = text.partition(mark)
        if not found:
            return None
        out += f"{before}[{mark}]"
    better = row.get("better")
    if better is not None and not _fits(better):
        return None
    return out + text + (f" {ARROW} {better}" if better else "")


def _good_line(row: Any) -> str | None:
    if isinstance(row, dict):
        row = row["text"] if row.keys() == {"text"} else None
    return row if _fits(row) else None


def _fits(text: Any) -> bool:
    return isinstance(text, str) and text == text.strip() != "" and not re.search(r"[\n\[\]]|→|->", text)


def _bad_row(line: str) -> Line:
    words, *better = ARROWS.split(line, maxsplit=1)
    row = Line(text=_MARK.sub(r"\1", words))
    if marks := _MARK.findall(words):
        row["marks"] = marks[0] if len(marks) == 1 else marks
    return Line(row, better=better[0]) if better and better[0] else row


def _merged(
    rows: list[Any], line_of: Callable[[Any], str | None], typed: str, row_of: Callable[[str], Any]
) -> list[Any]:
    """The rows that the form shows as they are typed now, and those that it does not show, in the order of the file."""
    left, out = list(lines(typed)), []
    for row in rows:
        line = line_of(row)
        if line is not None and line not in left:
            continue
        if line is not None:
            left.remove(line)
        out.append(Line(row) if isinstance(row, dict) else row)
    return out + [row_of(line) for line in left]
