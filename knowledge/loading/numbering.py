"""The marks before a list's entries, as they are printed: figures, letters, Roman numerals, and places in a tree."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counted(number: int, style: str) -> str:
    """``number`` in a style: "decimal", "lower-alpha", "upper-alpha", "lower-roman" or "upper-roman"."""
    if style.endswith("alpha") and number > 0:
        text = ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(97 + rest) + text
    elif style.endswith("roman") and 0 < number < 4_000:
        text = ""
        for value, letters in _ROMAN:
            while number >= value:
                text, number = text + letters, number - value
    else:
        return str(number)
    return text.upper() if style.startswith("upper") else text


def mark(number: int, style: str, above: str = "") -> str:
    """What stands before an entry: "3.", and below the entry "3." of another list "3.1." or "3a."."""
    stem = above.rstrip(".)") if above[:1].isalnum() else ""
    own = counted(number, style)
    return f"{stem}.{own}." if stem and own.isdigit() else f"{stem}{own}."
