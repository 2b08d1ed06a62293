"""Bytes to text: whatever the character set, and without characters that nobody can see."""

from __future__ import annotations

import re

# Zero-width characters, directional overrides and the Unicode tag block, which can carry unseen words.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decode bytes as declared, as UTF, or as the set that fits best; the second value is a notice, or None.

    Nothing is lost: a byte that fits no character set becomes a replacement mark.
    """
    for mark, charset in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(charset, errors="replace"), None
    unknown = False
    if declared:
        # Mailers say Latin-1 and mean Windows-1252, which holds the quotes and the euro sign.
        name = declared.strip().strip("'\"").lower()
        name = {
            "iso-8859-1": "cp1252",
            "latin-1": "cp1252",
            "latin1": "cp1252",
            "us-ascii": "utf-8",
            "ascii": "utf-8",
        }.get(name, name)
        try:
            return data.decode(name), None
        except LookupError:
            unknown = True
        except UnicodeDecodeError:
            pass
    try:
        text, charset = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, charset = _guess(data)
    if unknown:
        return text, f"The letter names a character set that is not known ({declared}); it was read as {charset}."
    if declared and "\ufffd" in text:
        return text, "Some characters of the letter could not be read and are shown as \ufffd."
    return text, None


def _guess(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is not None:
        return data.decode(best.encoding, errors="replace"), best.encoding
    return data.decode("cp1252", errors="replace"), "windows-1252"


def tidy(text: str) -> tuple[str, list[str]]:
    """Uniform line ends and spaces, unseen characters out; the second value is what those spelled, if anything."""
    spelled = ["".join(chr(ord(char) - 0xE0000) for char in found) for found in _TAGS.findall(text)]
    text = _UNSEEN.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\xad", "").replace("\x0c", "\n").replace("\xa0", " ").replace("\u202f", " ")
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", "", text)
    text = re.sub(r"[ \t]+(?=\n|\Z)", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n"), spelled
