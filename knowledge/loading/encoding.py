"""Bytes to text: byte-order marks, UTF-8, and for the rest a guess from the bytes themselves."""

from __future__ import annotations

import codecs
import unicodedata

from knowledge.loading.content import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Text of ``data`` with line ends as "\\n". Raises Refusal when the bytes are no text."""
    text = _decode(data)
    unprintable = sum(
        1 for char in text[:20_000] if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f"
    )
    if unprintable > 0.02 * min(len(text), 20_000) + 2:
        raise Refusal(
            "The file does not hold text, whatever its name says.",
            "Open it in the program that made it and save it as PDF, DOCX or plain text.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\f", "\n")


def _decode(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _guess(data)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # Western European letters in one byte are by far the commonest case, and short texts mislead a statistical
    # guess: cp1252 is taken when the bytes above 127 are those that Western European words use.
    western = data.decode("cp1252", errors="replace")
    odd = [char for char in western if ord(char) > 127]
    if all(char.isalpha() or char in "€£¥§°©®™–—‘’“”…·•±×½¼¾²³«»¿¡ªº\xa0" for char in odd) and not _looks_cased_wrong(
        western
    ):
        return western
    best = from_bytes(data).best()
    return str(best) if best is not None else western


def _looks_cased_wrong(text: str) -> bool:
    """Cyrillic or Greek bytes read as cp1252 give words that are nearly all accented letters."""
    letters = [char for char in text if char.isalpha()]
    return sum(ord(char) > 127 for char in letters) > 0.3 * max(1, len(letters))
