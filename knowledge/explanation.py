"""Why the search put a passage where it stands, and which of its words answer: for the editor who tries a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.lexical import spoken_words, tokens
from knowledge.passage import Hit
from knowledge.questions import in_turn
from knowledge.search import Candidate, Ranking, hits
from knowledge.splitting import sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.view import View

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

NEAR, RATHER_NEAR = 0.55, 0.35  # cosines, in words
WORD = 0.05  # what each word that a sentence shares with the question adds to its cosine
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A passage that was found: ``hit.passage.text[start:end]`` answers best, ``reason`` says why it stands there."""

    hit: Hit
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a question finds, best first; ``nothing`` says in words why the list is empty, and is "" when it is not."""

    hits: tuple[Reasoned, ...]
    nothing: str


def explained(questions: Sequence[str], rankings: Sequence[Ranking], k: int, view: View, embed: Embed) -> Explanation:
    """Explain the search for the ``questions`` that one query was taken apart into."""
    lists = [
        [_reasoned(question, hit, ranking, view, embed) for hit in hits(ranking, k, view)]
        for question, ranking in zip(questions, rankings, strict=True)
    ]
    shown = tuple(in_turn(lists, k, lambda one: one.hit.passage.id))
    return Explanation(shown, "" if shown else _why_nothing(" ".join(questions), rankings, view))


def answering_span(question: str, text: str, embed: Embed) -> tuple[int, int]:
    """Where in ``text`` the sentence, list item or row stands that is nearest to the question."""
    spans = list(_sentences(text))
    if not spans:
        return 0, len(text)
    wanted = set(tokens(question))
    vectors = embed([question, *(text[start:end] for start, end in spans)])
    scores = [
        float(vector @ vectors[0]) + WORD * len(wanted & set(tokens(text[start:end])))
        for vector, (start, end) in zip(vectors[1:], spans, strict=True)
    ]
    return spans[int(np.argmax(scores))]


def _reasoned(question: str, hit: Hit, ranking: Ranking, view: View, embed: Embed) -> Reasoned:
    start, end = answering_span(question, hit.passage.text, embed)
    its = next(one for one in ranking.candidates if view.passages[one.row].id == hit.passage.id)
    return Reasoned(hit, start, end, _reason(question, its, view))


def _reason(question: str, its: Candidate, view: View) -> str:
    signs = its.signs
    near = "Very near" if signs.cosine >= NEAR else "Near" if signs.cosine >= RATHER_NEAR else "Rather far"
    said = [f"{near} in meaning ({signs.cosine:.2f})"]
    shared = _shared(question, view.words(its.row, whole=True))
    if shared:
        said.append(f"shares {_listed(shared)}")
    if signs.model:
        said.append("names the product asked about" if signs.model > 0 else "speaks of another model, so stands lower")
    said.append("read closely, it seems to answer" if its.logit > 0 else "read closely, it may not answer")
    return f"{'; '.join(said)}."


def _shared(question: str, have: frozenset[str]) -> list[str]:
    words = [word for word in dict.fromkeys(spoken_words(question)) if tokens(word) and set(tokens(word)) <= have]
    return [_as_written(word, question) for word in words]


def _listed(words: Sequence[str]) -> str:
    named = [f"“{word}”" for word in words[:MOST_NAMED]]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _why_nothing(question: str, rankings: Sequence[Ranking], view: View) -> str:
    known = [one for one in rankings if one.evidence is not None]
    if not known:
        return "No document that is in force is near to this question."
    strange = [_as_written(word, question) for one in known if one.evidence for word in one.evidence.strange]
    nearest = view.passages[known[0].candidates[0].row]
    about = f"The nearest is {nearest.document}"
    if strange:
        return f"{about}, but {_listed(strange)} stand{'s' if len(strange) == 1 else ''} in no document."
    return f"{about}, but read closely it does not seem to answer."


def _as_written(word: str, question: str) -> str:
    found = re.search(re.escape(word), question, re.I)
    return found[0] if found else word


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of each line stands in a passage."""
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        for sentence in sentences(line[0]):
            start = text.index(sentence, at)
            at = start + len(sentence)
            if sentence.strip():
                yield start, at
