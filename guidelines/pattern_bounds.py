"""What a pattern may ask for before anything is made of it: a few letters can ask for more memory than there is."""

from __future__ import annotations

import re

DEEPEST = 40  # brackets within brackets
LARGEST = 50_000  # letters and sets of letters, each counted as often as it is repeated
_COUNT = re.compile(r"\{(\d*)(?:,(\d*))?\}")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]?", re.DOTALL)


def beyond_bounds(expression: str) -> str:
    """Why a regular expression cannot be used, in a few words; empty when it keeps to the bounds."""
    if not expression.strip():
        return "is empty"
    if "{" not in expression and len(expression) <= LARGEST and expression.count("(") <= DEEPEST:
        return ""
    sizes = [0]  # of each bracket that is open, the outermost first
    last = place = 0  # the size of what was read last, which a count repeats
    while place < len(expression):
        char, after = expression[place], place + 1
        count = _COUNT.match(expression, place) if char == "{" else None
        if count:
            after = count.end()
            sizes[-1] += last * (max(int(count[2] or count[1] or 1), 1) - 1)
        elif char == "(":
            sizes.append(0)
        elif char == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        else:
            if char == "\\":
                after = place + 2
            elif char == "[" and (letters := _SET.match(expression, place)):
                after = letters.end()
            last = 1
            sizes[-1] += 1
        if len(sizes) > DEEPEST:
            return f"has more than {DEEPEST} brackets within brackets"
        if sizes[-1] > LARGEST:
            return "repeats too much, or is too long"
        place = after
    return ""
