"""Measures with their targets: a table for a person, beside the machine they were taken on."""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measure:
    """One measured value; ``target`` is the most it may be, or None; ``note`` says how it was taken."""

    name: str
    value: float | None
    unit: str  # s, ms, MB
    target: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        if self.target is None:
            return ""
        return "reached" if self.value <= self.target else "falls short"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def resident_mb(pid: int | str = "self") -> float | None:
    """Resident memory of a process in MB, or None where /proc does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), None)
    return int(line.split()[1]) / 1024 if line else None


def as_markdown(measures: Iterable[Measure]) -> str:
    rows = ["| what | measured | at most | | how |", "|---|---:|---:|---|---|"]
    for one in measures:
        goal = "" if one.target is None else f"{one.target:g} {one.unit}"
        rows.append(f"| {one.name} | {_value(one)} | {goal} | {one.verdict} | {one.note} |")
    return "\n".join(["# How fast it is", "", machine(), "", *rows, ""])


def as_table(measures: Sequence[Measure]) -> str:
    width = max(len(one.name) for one in measures)
    rows = []
    for one in measures:
        goal = "" if one.target is None else f"at most {one.target:g} {one.unit}"
        rows.append(f"{one.name:{width}}  {_value(one):>12}  {goal:20}  {one.verdict}".rstrip())
    return "\n".join([machine(), "", *rows])


def machine() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}."


def _value(one: Measure) -> str:
    if one.value is None:
        return "-"
    return f"{one.value:.0f} {one.unit}" if one.value >= 100 else f"{one.value:.1f} {one.unit}"
