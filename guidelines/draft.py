"""A draft read into its parts: greeting, sentences of prose, closing, signature; all as spans of the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text == whole[start:end]``, Python offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """``sentences`` are the prose in scope; greeting, closing, signature, headings and quoted text stand apart.

    ``whole`` says that this is a whole reply (a greeting or closing is there, or the prose has over 60 words);
    rules that ask for a part of a reply run on whole replies only.
    """

    text: str
    sentences: tuple[Span, ...]
    greeting: Span | None = None
    closing: Span | None = None
    signature: Span | None = None
    quoted: tuple[Span, ...] = ()
    whole: bool = False
