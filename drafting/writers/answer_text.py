"""A model's words as plain text: what a page, a mail program or a person can't see, or would load, is taken out."""

from __future__ import annotations

import re
import unicodedata

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<(?:img|svg|iframe|object|embed)\b[^>]*>?", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)"
    r"|<(\w+)\b[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|color\s*:\s*(?:white|#fff))[^<>]*>"
    r".*?(?:</\2\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_MARKUP = re.compile(r"(\*\*|__|`|^#{1,6}\s+|^>\s+|^\[[^\]]+\]:\s+)", re.MULTILINE)
_CITED = re.compile(r"\s*[\[(](?:[^\s\[\]()]+@\d+#[\w.-]+|(?:policy|case|letter):[^\[\]()]*)[\])]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3002: ord("."), 0x3000: ord(" ")}
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"


def clean(text: str) -> str:
    """One line of plain text: no invisible character, image, tag, markup or citation; a link keeps its address."""
    text = visible(text)
    before = None
    while before != text:  # what is taken out may have held the two halves of something else apart
        before = text
        for pattern in (_UNSEEN, _IMAGE, _TAG):
            text = pattern.sub("", text)
    text = _CITED.sub("", _LINK.sub(_words_and_address, text))
    text = _MARKUP.sub("", text)
    return re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip()


def visible(text: str) -> str:
    """Without characters of no width, of control or of direction; letters of full width as usual ones."""
    return "".join(char for char in text.translate(_FULL_WIDTH) if _shows(char))


def _shows(char: str) -> bool:
    if char in "\n\t":
        return True
    if char in _BLANK_LETTERS or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e01ef":
        return False
    return unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "Cs"}


def _words_and_address(match: re.Match[str]) -> str:
    """ "see [our page](https://x.example)" as "see our page (https://x.example)"; twice the same is said once."""
    words, address = match[1].strip(), match[2].strip().split(" ")[0]
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", address).rstrip("/")
    return address if bare in words or not address else f"{words} ({address})"
