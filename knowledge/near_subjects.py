"""Which documents are worth comparing: few of a large library are near enough to be versions of each other."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.subjects import Subject, keys_of, spaced

_COMMON = 200  # a word that so many of the documents bear that say what they replace tells nothing of the subject


def near(subjects: Sequence[Subject], files: Sequence[str], said: Sequence[str]) -> list[set[int]]:
    """For each document the rows of those that may take its place.

    They bear its name or its title, or they say (``said``, else "") what they replace, and that or their own subject
    shares a word with it or holds its file's name (``files``)."""
    alike: dict[tuple[str, str], list[int]] = {}
    telling: dict[str, list[int]] = {}
    for row, subject in enumerate(subjects):
        for pair in _pairs(subject):
            alike.setdefault(pair, []).append(row)
        if said[row]:
            words = {*said[row].lower().split(), *spaced(said[row]).lower().split(), *_words(subject)}
            for key in keys_of(word.strip("\"'“”.,;:()") for word in words):
                telling.setdefault(key, []).append(row)
    found = []
    for row, subject in enumerate(subjects):
        rows = {other for pair in _pairs(subject) for other in alike[pair]}
        for key in keys_of({*_words(subject), files[row].lower()}):
            if len(telling.get(key, ())) <= _COMMON:
                rows.update(telling.get(key, ()))
        found.append(rows - {row})
    return found


def _pairs(subject: Subject) -> list[tuple[str, str]]:
    return [(kind, words) for kind, words in (("name", subject.name), ("title", subject.title)) if words]


def _words(subject: Subject) -> set[str]:
    return set(f"{subject.name} {subject.title}".split())
