"""A letter's text cut into sentences and these into clauses, each with its place."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drafting.understanding.lexicon import patterns, plain
from guidelines.sentences import split_sentences

Asked = Literal["question", "request", "problem", "none"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the body that says one thing; ``weak`` marks what is only a point when nothing better is there."""

    start: int
    end: int
    asked: Asked
    weak: bool = False


_BULLET = re.compile(r"(?:[-*•–·]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences, over paragraphs, list items and lines that stand for themselves."""
    for start, end in _blocks(text):
        for first, last in split_sentences(text, start, end):
            yield from _small_letters(text, first, last)


def _small_letters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Who writes "i cant log in. can u help" ends sentences all the same; elsewhere such a point is an abbreviation."""
    if not text[start : start + 1].islower() and re.search(r"[A-Z][a-z]", text[start:end]):
        yield start, end
        return
    for found in re.finditer(r"[.!?]+\s+(?=[a-z]{2,})", text[start:end]):
        if re.search(
            r"\b(?:e\.g|i\.e|etc|approx|no|nr|st|vs|mr|mrs|dr|tel|ref|inc|min|max|incl)\.\s+$",
            text[start : start + found.end()],
            re.I,
        ):
            continue
        if start + found.end() < end and len(text[start : start + found.start()].split()) > 1:
            yield start, start + found.end() - len(found.group()) + len(found.group().rstrip())
            yield from _small_letters(text, start + found.end(), end)
            return
    yield start, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs, list items, and short lines (as in notes from a telephone)."""
    offset = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        yield from _lines(text, offset, offset + len(paragraph))
        offset += len(paragraph)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if not text[start:end].strip():
        return
    lines = []
    place = start
    for line in text[start:end].split("\n"):
        lines.append((place, place + len(line)))
        place += len(line) + 1
    widest = max(last - first for first, last in lines)
    begin = start
    for (first, last), (following, _) in itertools.pairwise(lines):
        line, after = text[first:last].rstrip(), text[following:end].lstrip()
        wrapped = last - first > widest * 0.7 and widest > 45
        apart = _BULLET.match(after) or (not wrapped and re.match(r"[A-ZÀ-Þ0-9\"“‘]", after)) or line.endswith(":")
        if apart:
            yield _after_bullet(text, begin, last), last
            begin = following
    yield _after_bullet(text, begin, end), end


def _after_bullet(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    found = _BULLET.match(text, start, end)
    return found.end() if found else start


def split_clauses(sentence: str) -> list[tuple[int, int]]:
    """Places in a sentence where another question, request or problem may begin; offsets within the sentence."""
    words = patterns("points")
    text = plain(sentence)
    cuts = [0]
    indirect = bool(words["asks"].search(text)) or bool(_ASKING.search(text))
    for joint in _JOINT.finditer(text):
        rest = text[joint.end() :]
        left = text[cuts[-1] : joint.start()]
        if len(left.split()) < 2 or len(rest.split()) < 2:
            continue
        if _opens(rest, joint.group(), indirect):
            cuts.append(joint.end())
    return list(zip(cuts, [*cuts[1:], len(sentence)], strict=True))


_JOINT = re.compile(
    r"\s*(?:[,;:]|\s[–—-]\s|\.\.+|…)\s*(?:(?:and|but|or|so|also|then|plus|yet|however)\b,?\s*(?:also |then |secondly |thirdly |finally |lastly |if (?:so|not),? )*)?"
    r"|\s+(?:and|but|so|plus|or|yet)\s+(?:also |then |finally |if (?:so|not),? )*",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:tell|know|ask|explain|advise|confirm|clarify|wonder\w*)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:nobody|no one|no-one|nothing|none|the|my|our|your|this|that|these|those|it|they|i|we|he|she|there|now|still|when (?:i|we)|half|one|two|both|some|every|all)\b"
    r"(?!\s+(?:is|was) why)",
    re.IGNORECASE,
)
_HAVE_DONE = re.compile(
    r"(?:have|has|had) (?:my|our|the|it|them|this|these|a|an|one|\w+ (?:paid|returned|sent|back))\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?:which|who|whose|where|when)\b", re.IGNORECASE)
_BARE_VERB = re.compile(
    r"(?:tell|let|send|explain|confirm|advise|refund|replace|arrange|call|ring|email|cancel|close|stop|return|update|change|give|pay|make sure|"
    r"remove|delete|provide|fix|repair|credit|collect|reset|forward|return)\s+(?:me|us|my|our|the|it|this|that|them|a|an|any|all|if|what|when|how|why|whether)\b",
    re.IGNORECASE,
)


def _opens(rest: str, joint: str, indirect: bool) -> bool:
    """Whether what follows a joint begins a clause of its own."""
    words = patterns("points")
    word = re.search(r"[a-z]", joint, re.IGNORECASE) is not None
    if re.search(r"\bor\b", joint, re.IGNORECASE) and not (
        words["question_start"].match(rest) or words["request_start"].match(rest)
    ):
        return False  # "… or must I do it by hand?" is the other side of the same question
    if _HAVE_DONE.match(rest):
        return False  # "… cancel and have my £359 returned"
    if words["question_start"].match(rest):
        return word or not _RELATIVE.match(rest) or bool(re.search(r"[;:–—-]", joint))
    if indirect and words["asked_clause"].match(rest):
        return word or not _RELATIVE.match(rest)
    if words["request_start"].match(rest) or words["asks"].match(rest):
        return True
    if word and _BARE_VERB.match(rest):
        return True
    return bool(_SUBJECT.match(rest))
