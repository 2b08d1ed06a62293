"""A rule in a style guide's words, as safe HTML: what not to say, what to say, how strictly it is held, its use."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from ui.marks import Mark, marked
from ui.words import GRAVITY, KINDS, LEVELS, SIGNS, count

if TYPE_CHECKING:
    from casework.rule_use import RuleUse
    from guidelines.example import Example
    from guidelines.rule import Rule

PAIRS = 2
ORIGINS = {"company": "our own", "changed": "changed here"}


def pairs_html(rule: Rule) -> str:
    """What the rule asks, on the shortest of its examples."""
    bad, good = rule.examples.bad, rule.examples.good
    with_better = [example for example in bad if example.better] + [e for e in bad if not e.better]
    shown = _shortest_first(with_better)
    shown = shown[: 1 if "\n" in shown[0].text else PAIRS] if shown else []  # of whole letters one is enough
    html = "".join(bad_html(example, rule.level) for example in shown)
    left = PAIRS - sum(example.better is not None for example in shown)
    return html + "".join(good_html(example) for example in _shortest_first(good)[:left])


def _shortest_first(examples: Iterable[Example]) -> list[Example]:
    return sorted(examples, key=lambda example: (example.whole, len(example.text) > 200))


def bad_html(example: Example, level: str) -> str:
    """A sentence that the rule finds, with its mark, and the better one below it."""
    better = f'<div class="say"><span class="label">Say</span>{escape(example.better)}</div>' if example.better else ""
    return (
        f'<div class="notthat"><span class="label">Not</span>{marked(example.text, marks_in(example, level))}'
        f"{_around(example)}</div>{better}"
    )


def good_html(example: Example) -> str:
    return f'<div class="say"><span class="label">Say</span>{escape(example.text)}{_around(example)}</div>'


def marks_in(example: Example, level: str) -> list[Mark]:
    """Where the marks of an example stand in its text, one after the other."""
    found, reached = [], 0
    for words in example.marks:
        start = example.text.find(words, reached)
        if start >= 0:
            reached = start + len(words)
            found.append(Mark(start, reached, level))
    return found


def _around(example: Example) -> str:
    """What the example answers or rests on, in a few quiet words."""
    said = [_letter(example.letter)] if example.letter else []
    said += [f"our documents say: {text}" for text in example.sources]
    said += [f"done: {action}" for action in (example.facts or {}).get("actions", ())]
    said += ["something is missing"] if not example.marks and example.whole and example.better else []
    return f'<div class="small quiet sans">{escape("; ".join(filter(None, said)))}</div>' if any(said) else ""


def _letter(letter: Any) -> str:
    gravity, kind = GRAVITY.get(letter.get("gravity"), ""), KINDS.get(letter.get("kind"), "")
    what = " ".join(filter(None, [gravity.lower(), kind.lower()]))
    body = _flat(letter.get("body", ""))
    words = f"“{body}”" if body else ""
    return ": ".join(filter(None, [f"in answer to: {what}" if what else "in answer to" if words else "", words]))


def meta_html(rule: Rule, use: RuleUse | None, *, off: bool, level: bool = True) -> str:
    """ "● To mend · our own · found 14 times in 9 replies, 2 waived"; without its ``level`` where that is chosen."""
    sign = f'<span class="sign sign-{rule.level}" aria-hidden="true">{SIGNS[rule.level]}</span>{LEVELS[rule.level]}'
    said = ['<span class="chip">switched off</span>'] if off else [sign] if level else []
    said += [ORIGINS[rule.origin]] if rule.origin in ORIGINS else []
    said += ["needs a letter"] if rule.needs_letter else []
    said += ["needs a model"] if rule.needs_judge else []
    said += [use_words(use)] if use and use.fired else []
    return f'<div class="small quiet">{" · ".join(said)}</div>' if said else ""


def use_words(use: RuleUse) -> str:
    """ "found 14 times in 9 replies, 2 waived, 8 mended"."""
    times = "once" if use.fired == 1 else f"{use.fired:,} times"
    waived = f", {use.waived:,} waived" if use.waived else ""
    mended = f", {use.used:,} mended" if use.used else ""
    return f"found {times} in {count(use.cases, 'reply', 'replies')}{waived}{mended}"


def _flat(text: str) -> str:
    return " ".join(text.split())
