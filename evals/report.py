"""The report: the same sections as Markdown for a person and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable

from evals.figure import Figure, Section

MISSES_SHOWN = 40


def as_markdown(sections: Iterable[Section], drafts: Iterable[str] = ()) -> str:
    """A table for each section, what fell short under it, and the drafts at the end."""
    out = ["# How good it is", ""]
    for section in sections:
        out += [f"## {section.title}", "", "| what | share | of | target | |", "|---|---:|---:|---:|---|"]
        out += [_row(figure) for figure in section.figures]
        out += ["", *section.notes, ""]
        for figure in section.figures:
            if figure.misses:
                out += [f"<details><summary>{figure.name}: {len(figure.misses)}</summary>", ""]
                out += [f"- {_flat(miss)}" for miss in figure.misses[:MISSES_SHOWN]]
                out += ["", "</details>", ""]
    shown = list(drafts)
    if shown:
        out += ["## The drafts, as they came out", "", *shown, ""]
    return "\n".join(out)


def as_table(sections: Iterable[Section]) -> str:
    """The figures alone, for a terminal."""
    out = []
    for section in sections:
        out.append(section.title)
        for figure in section.figures:
            share = "   -  " if figure.share is None else f"{figure.share:6.1%}"
            out.append(f"  {share}  {figure.hits:4d}/{figure.of:<4d} {figure.name}{_goal(figure)}")
        out += [f"  {note}" for note in section.notes]
    return "\n".join(out)


def _row(figure: Figure) -> str:
    share = "" if figure.share is None else f"{figure.share:.1%}"
    goal = "" if figure.target is None else f"{'at most ' if figure.fewer_is_better else ''}{figure.target:.0%}"
    mark = {True: "reached", False: "falls short", None: ""}[figure.reached]
    return f"| {figure.name} | {share} | {figure.hits}/{figure.of} | {goal} | {mark} |"


def _goal(figure: Figure) -> str:
    if figure.target is None:
        return ""
    word = "at most" if figure.fewer_is_better else "at least"
    return f"  ({word} {figure.target:.1%}{': falls short' if figure.reached is False else ''})"


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")
