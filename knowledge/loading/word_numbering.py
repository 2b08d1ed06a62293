"""The numbers before the paragraphs of a DOCX, counted as a word processor counts them from the numbering part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from knowledge.loading.numbering import counted
from knowledge.loading.word_styles import Styles, W, value_of

_FORMATS = {
    "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What is printed before a paragraph of a list ("3.", "3a.", "-"), whether it counts, and how deep it stands."""

    label: str
    counts: bool
    level: int


class Numbering:
    """Counts through one document in its order; ``root`` is its ``w:numbering`` element, or None."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        if root is not None:
            self._abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
            self._lists = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, paragraph: Any) -> Mark | None:
        """The mark of a paragraph; None for one that is in no list."""
        name = self._styles.name(paragraph)
        number_id, level = self._place(paragraph)
        if number_id in (None, "0"):
            return Mark("-", False, 0) if name.startswith("list") and name != "list paragraph" else None
        label = self._counted(str(number_id), level)
        deeper = int(name[-1]) - 1 if re.fullmatch(r"list .*[2-5]", name) else 0
        return Mark(label, label != "-", level + deeper) if label else None

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        level = number_id = None
        for properties in self._styles.paragraph_properties(paragraph):
            numbering = properties.find(f"{W}numPr")
            if numbering is not None:
                level = value_of(numbering, "ilvl") if level is None else level
                number_id = value_of(numbering, "numId")
                if number_id is not None:
                    break
        return number_id, int(level) if level and level.isdigit() else 0

    def _counted(self, number_id: str, level: int) -> str:
        entry = self._lists.get(number_id)
        if entry is None:
            return "-"
        abstract_id = value_of(entry, "abstractNumId") or ""
        counts = self._counts.setdefault(abstract_id, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for override in entry.findall(f"{W}lvlOverride"):
                start = value_of(override, "startOverride")
                if start is not None and start.lstrip("-").isdigit():
                    counts[int(override.get(f"{W}ilvl") or 0)] = int(start) - 1
        counts[level] = counts.get(level, self._start(abstract_id, entry, level) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._text(abstract_id, entry, level, counts)

    def _text(self, abstract_id: str, entry: Any, level: int, counts: dict[int, int]) -> str:
        definition = self._level(abstract_id, entry, level)
        style = value_of(definition, "numFmt") or "decimal"
        if style in ("bullet", "none"):
            return "-" if style == "bullet" else ""
        pattern = value_of(definition, "lvlText") or f"%{level + 1}."

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shape = value_of(self._level(abstract_id, entry, at), "numFmt") or "decimal"
            return counted(counts.get(at, 1), _FORMATS.get(shape, "decimal"))

        text = re.sub(r"%([1-9])", number, pattern).strip()
        above = [at for at in range(level) if counts.get(at)]
        if above and len(set(re.findall(r"%[1-9]", pattern))) == 1:  # "a." below "3." is told apart as "3a."
            parent = value_of(self._level(abstract_id, entry, above[-1]), "numFmt") or "decimal"
            if parent not in ("bullet", "none"):
                stem = counted(counts[above[-1]], _FORMATS.get(parent, "decimal"))
                own = text.strip("().")
                text = f"{stem}.{own}." if own.isdigit() else f"{stem}{own}."
        return text

    def _level(self, abstract_id: str, entry: Any, level: int) -> Any | None:
        for override in entry.findall(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(level) and (found := override.find(f"{W}lvl")) is not None:
                return found
        abstract = self._abstract.get(abstract_id)
        levels = [] if abstract is None else abstract.findall(f"{W}lvl")
        return next((one for one in levels if one.get(f"{W}ilvl") == str(level)), None)

    def _start(self, abstract_id: str, entry: Any, level: int) -> int:
        start = value_of(self._level(abstract_id, entry, level), "start")
        return int(start) if start and start.lstrip("-").isdigit() else 1
