"""The words that a pattern can't do without, told from the pattern alone.

Every match of a pattern holds at least one of its *anchors*. A text without any of them need not be searched, which is
what makes a thousand patterns cheap.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"\((?:\?(?:(?P<around><?[=!])|:|P<\w+>|[a-zA-Z-]+:))?")
_QUANTIFIER = re.compile(r"(?:[?*]|\{0?,\d+\}|\{0\}|\+|\{\d+(?:,\d*)?\})[?+]?")
_PLAIN = re.compile(r"[^|()\[\]\\.^$?*+{}]+(?![?*+{])")
_EVERYWHERE = frozenset(
    re.findall(
        r"\S+",
        """you your the that this and for are is was were be been not can could may might will would have has had do
        does did we us our it its in on at of to an as so if or but by from with they them here there what when please
        'll 're 's i'm i'll we'll any all more get give send out up""",
    )
)


def fold(text: str) -> str:
    """The text as anchors see it: small letters, one kind of apostrophe, single spaces. For searching only."""
    return " ".join(text.lower().replace("’", "'").replace("ʼ", "'").split())


def anchors_of(expression: str) -> tuple[str, ...]:
    """The anchors of a regular expression, as `fold` would show them; () when it may match without any word."""
    found, _ = _alternatives(expression, 0)
    return tuple(sorted(found)) if found else ()


def _alternatives(text: str, place: int) -> tuple[set[str] | None, int]:
    """Anchors of ``a|b|c`` up to the closing bracket or the end: all the branches' anchors, or None."""
    total: set[str] | None = set()
    while True:
        branch, place = _sequence(text, place)
        total = None if total is None or branch is None else total | branch
        if place >= len(text) or text[place] == ")":
            return total, place
        place += 1  # over the |


def _sequence(text: str, place: int) -> tuple[set[str] | None, int]:
    """Anchors of one branch: the best of its literal runs and groups."""
    candidates: list[set[str]] = []
    run = ""

    def close() -> None:
        nonlocal run
        if len(run.strip()) > 1:
            candidates.append({run.strip().lower()})
        run = ""

    while place < len(text) and text[place] not in "|)":
        char = text[place]
        if char == "(":
            close()
            look = _OPENING.match(text, place)
            assert look  # it begins with the bracket that stands there
            inner, place = _alternatives(text, look.end())
            place += 1
            optional, place = _quantifier(text, place)
            if inner and not optional and not look["around"]:
                candidates.append(inner)
            continue
        if char in "[\\.^$":
            close()
            place = _past_class(text, place) if char == "[" else place + (2 if char == "\\" else 1)
            _, place = _quantifier(text, place)
            continue
        word = _PLAIN.match(text, place)
        if word:  # letters that no quantifier follows: most of a pattern
            run += word.group()
            place = word.end()
            continue
        after = place + 1
        optional, place = _quantifier(text, after)
        if optional:
            close()
            continue
        run += char
        if place != after:
            close()
    close()
    if not candidates:
        return None, place
    return min(candidates, key=lambda words: sum(map(_frequency, words))), place


def _frequency(anchor: str) -> float:
    """About how likely an anchor stands in a sentence of a reply: sure of "you", hardly of a long word."""
    if anchor in _EVERYWHERE:
        return 1.0
    return {2: 0.4, 3: 0.15, 4: 0.06, 5: 0.03}.get(len(anchor), 0.01)


def _quantifier(text: str, place: int) -> tuple[bool, int]:
    """Whether what stands before is optional, and the place after its quantifier."""
    match = _QUANTIFIER.match(text, place)
    if not match:
        return False, place
    return match.group()[0] in "?*" or match.group().startswith(("{0", "{,")), match.end()


def _past_class(text: str, place: int) -> int:
    place += 2 if text[place + 1 : place + 2] == "^" else 1
    if text[place : place + 1] == "]":
        place += 1
    while place < len(text) and text[place] != "]":
        place += 2 if text[place] == "\\" else 1
    return place + 1
