"""A draft as plain text, character for character: what other formats left in it does not hide its lines and words."""

from __future__ import annotations

import re

_BLOCKS = "p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|thead|blockquote|hr|html|body|head|section|article|title"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = "b|i|u|em|strong|span|a|font|small|big|sub|sup|code|img|s|o:p"
_LEFT_OVER = re.compile(
    r"(?P<line>\r\n?|[\u2028\u2029\x85\x0b\x0c])"
    r"|(?P<space>[\xa0\u2000-\u200b\u202f\u205f\u3000\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]|&(?:nbsp|#160);)"
    rf"|(?P<block></?(?P<name>{_BLOCKS})\b[^<>]{{0,300}}>)|(?P<inline></?(?:{_INLINE})\b[^<>]{{0,300}}>|"
    rf"<!--[^<>]{{0,300}}-->)",
    re.IGNORECASE,
)


def as_plain(text: str) -> str:
    """The text with the same length, in which every offset stays.

    All ends of lines are ``\\n``, all spaces are spaces, the tags of HTML are blank, and those that begin a line, an
    item or a heading do so.
    """
    return _LEFT_OVER.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    if match["line"]:
        return " \n" if len(found) == 2 else "\n"
    if not match["block"]:
        return " " * len(found)
    begins, name = found[1] != "/", match["name"].lower()
    mark = "\n - " if begins and name == "li" else "\n # " if begins and name in _HEADINGS else "\n"
    return mark.ljust(len(found))
