"""Colours as style sheets and office files write them, and whether text of one can be seen on another."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_NAMES = {
    "white": WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "red": (255, 0, 0),
    "blue": (0, 0, 255), "green": (0, 128, 0), "navy": (0, 0, 128), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "orange": (255, 165, 0), "purple": (128, 0, 128),
    "teal": (0, 128, 128), "maroon": (128, 0, 0), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211),
}  # fmt: skip
_FUNCTION = re.compile(
    r"rgba?\(\s*(\d*\.?\d+)(%?)[\s,]+(\d*\.?\d+)%?[\s,]+(\d*\.?\d+)%?(?:[\s,/]+(\d*\.?\d+)(%?))?\s*\)"
)
_HUE = re.compile(r"hsla?\(\s*\d*\.?\d+(?:deg)?[\s,]+\d*\.?\d+%[\s,]+(\d*\.?\d+)%(?:[\s,/]+(\d*\.?\d+)(%?))?\s*\)")
_SEEN = 40  # the least difference, summed over red, green and blue, that an eye makes words out of


def parsed(text: str) -> Colour | None:
    """A colour of a style sheet or "RRGGBB"; None for what is no plain opaque colour (a name of a theme, a picture)."""
    text = text.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    digits = text.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}", digits):
        if len(digits) < 6:
            digits = "".join(2 * digit for digit in digits[:3])
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    found = _FUNCTION.fullmatch(text)
    if found:
        scale = 2.55 if found[2] else 1.0
        red, green, blue = (min(255, round(float(found[at]) * scale)) for at in (1, 3, 4))
        return red, green, blue
    found = _HUE.fullmatch(text)
    if found and float(found[1]) in (0.0, 100.0):
        return WHITE if float(found[1]) else (0, 0, 0)
    return None


def transparent(text: str) -> bool:
    text = text.strip().lower()
    if text == "transparent" or re.fullmatch(r"#[0-9a-f]{3}0|#[0-9a-f]{6}0[0-9a-f]", text):
        return True
    found = _FUNCTION.fullmatch(text)
    alpha, percent = (found[5], found[6]) if found else (None, "")
    if not found and (hue := _HUE.fullmatch(text)):
        alpha, percent = hue[2], hue[3]
    return alpha is not None and float(alpha) / (100 if percent else 1) < 0.06


def unseen(colour: Colour, ground: Colour) -> bool:
    """Whether text of ``colour`` can't be told from its ``ground``."""
    return sum(abs(one - other) for one, other in zip(colour, ground, strict=True)) < _SEEN
