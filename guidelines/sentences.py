"""Where one sentence ends and the next begins, in British and American business prose.

A full stop is not an end after a title, an initial, a number's abbreviation or inside an amount; after "a.m.",
"Fri." or "Ltd." it is one when the next word plainly opens a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_words = re.compile(r"\S+").findall
_NEVER_LAST = frozenset(
    _words(
        """mr mrs ms mx dr prof rev hon st sir capt sgt e.g i.e eg ie cf vs approx incl excl esp viz ca fig figs vol pp
        ref refs tel ext max min temp dept asst gen gov messrs mt"""
    )
)
_SOMETIMES_LAST = frozenset(
    _words(
        """a.m p.m am pm etc ltd inc co corp plc bros jr sr mon tue tues wed weds thu thur thurs fri sat sun jan feb mar
        apr jun jul aug sep sept oct nov dec hrs hr mins secs wk wks yr yrs no nos u.k u.s u.s.a e.u rd ave blvd ln est
        al"""
    )
)
_OPENERS = frozenset(
    _words(
        """i we you he she it they this that these those the a an our your my their his her its if when while once as
        although though because since after before until please thank thanks in on at for to from with by so and but or
        no yes not there here what which who where why how could would will can may do does did is are was were have has
        had let should all any both each every some many most however meanwhile unfortunately sorry kind dear just also
        """
    )
)
_END = re.compile(
    r"(?P<mark>[.!?…]+|[。！？]+)(?P<close>[\"'”’»)\]*_]*)(?P<gap>\s+|$)|(?<=[a-z]{2})[.!?](?=[A-Z][a-z]*['’]?[a-z]*\s)"
)
_LAST_TOKEN = re.compile(r"[\w.'’-]+$")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences in ``text[start:end]``, without the white space around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        close = match.end("close") if match["mark"] else match.end()
        if match["mark"] and match.end() < end and not _is_end(text, begin, match, end):
            continue
        span = _trim(text, begin, close)
        if span:
            yield span
            begin = close
    span = _trim(text, begin, end)
    if span:
        yield span


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _is_end(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    mark = match["mark"]
    following = text[match.end() : min(end, match.end() + 24)].lstrip("\"'“‘(*_[")
    lower = following[:1].islower()
    if mark != ".":
        return not lower or "?" in mark
    before = _LAST_TOKEN.search(text, max(begin, match.start() - 24), match.start())
    token = before.group() if before else ""
    word = token.lower()
    if word in _NEVER_LAST:
        return False
    opener = re.match(r"[^\W\d_]+", following)
    opens = bool(opener and opener.group().lower() in _OPENERS and not lower)
    if len(token) == 1 and token.isalpha() and token.isupper() and token != "I":
        return opens  # an initial, or "the switch marked B."
    if word in _SOMETIMES_LAST:
        if word in ("no", "nos"):
            return not following[:1].isdigit() and not (token[0].isupper() and following[:1].isdigit())
        return opens
    if lower:
        return len(token) >= 3 and token.isalpha()
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", token):  # U.S., N.B.
        return opens
    return not (token.isdigit() and len(token) <= 2 and begin == before.start()) if before else True
