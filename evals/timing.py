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
    """One measured value; ``target`` is the most it may be, ``at_least`` the least; ``note`` says how it was taken."""

    name: str
    value: float | None
    unit: str  # s, ms, MB, /s
    target: float | None = None
    note: str = ""
    at_least: float | None = None

    @property
    def goal(self) -> str:
        if self.at_least is not None:
            return f"at least {self.at_least:g} {self.unit}"
        return "" if self.target is None else f"at most {self.target:g} {self.unit}"

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        if not self.goal:
            return ""
        reached = self.value >= self.at_least if self.at_least is not None else self.value <= (self.target or 0)
        return "reached" if reached else "falls short"


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
    rows = ["| what | measured | goal | | how |", "|---|---:|---:|---|---|"]
    rows += [f"| {one.name} | {_value(one)} | {one.goal} | {one.verdict} | {one.note} |" for one in measures]
    return "\n".join(["# How fast it is", "", machine(), "", *rows, ""])


def as_table(measures: Sequence[Measure]) -> str:
    width = max(len(one.name) for one in measures)
    rows = [f"{one.name:{width}}  {_value(one):>12}  {one.goal:20}  {one.verdict}".rstrip() for one in measures]
    return "\n".join([machine(), "", *rows])


def machine() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}."


def _value(one: Measure) -> str:
    if one.value is None:
        return "-"
    return f"{one.value:.0f} {one.unit}" if one.value >= 100 else f"{one.value:.1f} {one.unit}"
