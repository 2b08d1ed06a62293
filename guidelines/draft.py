"""A draft read into its parts: greeting, sentences of prose, closing, signature; all as spans of the text.

The reading is made of plain patterns (no model, no library), so that it costs less than a millisecond and every
offset is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidelines import layout
from guidelines.letter_ends import before_history, find_closing, find_greeting, find_signature, paragraphs
from guidelines.plain import as_plain
from guidelines.prose import Place, lines_of, read_prose


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text == whole[start:end]``, Python offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """``sentences`` are the prose in scope; greeting, closing, signature, headings and quoted text stand apart.

    ``quoted`` are lines of an earlier message and words in quotation marks (these lie inside sentences);
    ``aside`` are headings, addresses and what stands above the greeting. ``whole`` says that this is a whole reply
    (a greeting on its own line or a closing is there, or the prose has over 60 words); rules that ask for a part
    of a reply run on whole replies only.
    """

    text: str
    sentences: tuple[Span, ...]
    greeting: Span | None = None
    closing: Span | None = None
    signature: Span | None = None
    quoted: tuple[Span, ...] = ()
    whole: bool = False
    aside: tuple[Span, ...] = ()


WHOLE_WORDS = 60
KEPT = 32  # drafts, as a check, a search for its sources and a page read the same one
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@lru_cache(maxsize=KEPT)
def read_draft(text: str, names: tuple[str, ...] = ()) -> Draft:
    """Read a draft into its parts; never fails, whatever the text.

    ``names`` are names that may stand alone as a greeting or a signature (the customer's, the responder's).
    Sentences come in the order of the text and never overlap; list items are sentences; a postscript is prose.
    """
    plain = as_plain(text)
    end = before_history(plain)
    greeting, alone = find_greeting(plain, end, names)
    body_start = greeting[1] if greeting else 0
    closing = find_closing(plain, body_start, end)
    signature, body_end, after = find_signature(plain, body_start, closing, end, names)
    sentences: list[Place] = []
    aside = paragraphs(plain, 0, greeting[0]) if greeting else []
    for start, stop in ((body_start, body_end), *after):
        said, beside = read_prose(plain, start, stop)
        sentences += said
        aside += beside
    quoted = [*_quoted_lines(plain, end), *(place for each in sentences for place in _quotations(plain, each))]

    def span(place: Place) -> Span:
        return Span(*place, text[slice(*place)])

    words = sum(len(_WORD.findall(plain, *place)) for place in sentences)
    return Draft(
        text,
        sentences=tuple(map(span, sentences)),
        greeting=greeting and span(greeting),
        closing=closing and span(closing),
        signature=signature and span(signature),
        quoted=tuple(map(span, sorted(quoted))),
        whole=bool((greeting and alone) or closing or words > WHOLE_WORDS),
        aside=tuple(map(span, aside)),
    )


def _quoted_lines(text: str, end: int) -> Iterator[Place]:
    """Lines that are quoted, and the history below the letter as one."""
    yield from (place for place in lines_of(text, 0, end) if layout.QUOTE_LINE.match(text, *place))
    if end < len(text):
        yield end, len(text)


def _quotations(text: str, sentence: Place) -> Iterator[Place]:
    """Words in quotation marks: the customer's own, a label, a key word; not a sentence that is quoted as a whole."""
    for match in layout.QUOTATION.finditer(text, *sentence):
        if match.end() - match.start() < 0.9 * (sentence[1] - sentence[0]):
            yield match.span()
