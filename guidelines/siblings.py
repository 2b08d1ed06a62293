"""Figures of one attribute for several things: rows of a column, items of a list, sentences built alike (P07).

"4 hours for the E, 6 hours for the E Plus": whose is a figure in the draft? The words in which two such figures
differ say whose each one is, and the draft, the letter or the case says which of the two is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

from guidelines.figures import LINE, OWN, Figure
from guidelines.wording import stem

_TELLS = 1.5  # rarity from which a word tells one thing from another
_NAMED_HERE, _NAMED_AT_ALL = 2.0, 2.5
_CAPITAL = re.compile(r"(?<![.!?]\s)\b([A-Z][\w'’]*)")
_ALIKE = 0.4  # share of their words that two sentences built alike have in common


def meant_instead(
    bearing: Sequence[Figure],
    rivals: Iterable[Figure],
    here: Set[str],
    anywhere: Set[str],
    rarity: Mapping[str, float],
) -> Figure | None:
    """The sibling that the draft means, where every one of ``bearing`` belongs to something else; else None.

    ``here`` are the words of the draft's sentence; where they name neither, ``anywhere`` decides: draft, letter, case.
    """
    rivals = list(rivals)
    found: Figure | None = None
    for figure in bearing:
        found = next((rival for rival in rivals if _is_meant(rival, figure, here, anywhere, rarity)), None)
        if found is None:
            return None
    return found


def _is_meant(rival: Figure, figure: Figure, here: Set[str], anywhere: Set[str], rarity: Mapping[str, float]) -> bool:
    if set(rival.claim.sizes) & set(figure.claim.sizes) or not are_siblings(rival, figure, rarity):
        return False
    of_rival, of_figure = _telling(rival), _telling(figure)
    only_rival, only_figure = of_rival - of_figure, of_figure - of_rival
    if _named(only_figure, here, rarity):
        return False
    if _is_longer_name(_names(figure), _names(rival), anywhere, rarity):
        return True
    if _named(only_rival, here, rarity) >= _NAMED_HERE:
        return True
    return (
        not _named(only_rival, here, rarity)
        and not _named(only_figure, anywhere, rarity)
        and _named(only_rival, anywhere, rarity) >= _NAMED_AT_ALL
    )


def are_siblings(one: Figure, other: Figure, rarity: Mapping[str, float]) -> bool:
    """Whether two figures give the same attribute of two things."""
    if one.line == other.line:
        return True
    if one.line.subject and other.line.subject:
        if one.line.subject == other.line.subject and one.line.subject.endswith(":"):
            return True  # two items of a list
        label, other_label = _label(one), _label(other)
        if label.endswith(":") and other_label.endswith(":"):
            return label == other_label  # two cells of a column; those of one row are no siblings
    mine, its = (
        {word for word, weight in figure.words.items() if weight >= LINE and "=" not in word} for figure in (one, other)
    )
    shared = sum(rarity.get(word, 0.0) for word in mine & its)
    return shared >= _ALIKE * sum(rarity.get(word, 0.0) for word in mine | its) > 0


def _label(figure: Figure) -> str:
    return figure.line.text[: figure.claim.start].strip().lower()


def _telling(figure: Figure) -> set[str]:
    """The words that stand with the figure itself, or above its row or list."""
    return {word for word, weight in figure.words.items() if weight >= OWN and "=" not in word}


def _is_longer_name(its: Set[str], rivals: Set[str], anywhere: Set[str], rarity: Mapping[str, float]) -> bool:
    """ "The E" and "the E Plus": what nobody calls Plus is the E."""
    return (
        bool(rivals)
        and rivals < its
        and rivals <= anywhere
        and not its - rivals & anywhere
        and bool(_named(its - rivals, its, rarity))
    )


def _names(figure: Figure) -> Set[str]:
    """Which of the telling words are names: they have a capital, not only at the head of a sentence."""
    return _telling(figure) & _capitals(f"{figure.line.subject}\n{figure.line.text}")


@lru_cache(maxsize=4_000)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(stem(match[1]) if len(match[1]) > 1 else match[1].lower() for match in _CAPITAL.finditer(text))


def _named(words: Set[str], among: Set[str], rarity: Mapping[str, float]) -> float:
    return sum(its for word in words & among if (its := rarity.get(word, 0.0)) >= _TELLS)
