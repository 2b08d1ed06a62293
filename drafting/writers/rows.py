"""Table rows as answers: the row of what the letter names, and of it only the cells that are asked for (P07).

A row of another plan, room or article is never an answer, so where the letter names none, none is said.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafting.writers.lexicon import terms
from drafting.writers.units import Cells, Unit
from guidelines.context import Embed

NEAR, CLEAR = 0.28, 0.06  # on 38 invented questions over five tables: 17 right, 1 wrong, 4 left to be found out
_MONEY_ASKED = re.compile(
    r"\bhow much(?: (?:is|are|does|do|will|would|for|to)\b|\?|$)|\bcosts?\b|\bwhat.{0,30}\bprices?\b|\bprice of\b|\bcharge for\b|\bfees?\b|\bexpensive\b",
    re.I,
)
_TIME_ASKED = re.compile(r"\bhow (?:long|soon|fast|quick\w*)\b|\bwhen\b|\btied in\b", re.I)
_DURATION = re.compile(
    r"\b\d+ ?(?:to|-|–)? ?\d* ?(?:working |business )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.I
)
_MONEY = re.compile(r"[£$€]\s?\d|\bfree\b", re.I)
_COMMON = ("standard", "plus", "basic", "power", "internet", "essential", "premium", "other", "all", "total")
_SORT_WORDS = terms(
    "cost price much long time often soon total month per year week day each anything"
)  # they say what sort of answer is wanted
_PARTICULAR = re.compile(r"\bwarrant|\bguarantee|\bnotice\b", re.I)  # durations that only their own word asks for


def row_answers(
    question: str, letter: str, rows: Sequence[Unit], products: Sequence[str] = (), *, leaving: bool = False
) -> tuple[Unit, ...]:
    """The rows that answer, each cut to the cells asked for; at most two, those that the question itself names first.

    Somebody who is ``leaving`` asks what that costs, and not for the price.
    """
    found: list[tuple[int, Unit]] = []
    if leaving and not terms(question) - _SORT_WORDS:
        return ()
    for unit in rows:
        if unit.cells is None:
            continue
        if _asks_more(question, unit, products):
            continue
        place = 2 if names(unit.cells.subject, question) else 1 if names(unit.cells.subject, letter) else 0
        if place and (cells := _asked_cells(question, unit.cells)):
            found.append((place, replace(unit, cells=Cells(unit.cells.subject, cells))))
        elif cells := _named_columns(question, letter, unit.cells):
            found.append((2, replace(unit, cells=Cells(unit.cells.subject, cells))))
    subjects = [unit.cells.subject for _, unit in found if unit.cells]
    found = [
        (place, unit)
        for place, unit in found
        if not any(
            other != subject and other.startswith(f"{subject} ") and names(other, f"{question} {letter}")
            for subject in [unit.cells.subject if unit.cells else ""]
            for other in subjects
        )
    ]
    best = max((place for place, _ in found), default=0)
    kept: list[Unit] = []
    for place, unit in found:
        if place == best and unit.cells and not any(unit.cells == other.cells for other in kept):
            kept.append(unit)
    return tuple(kept[:2])


def row_by_meaning(
    question: str, letter: str, rows: Sequence[Unit], products: Sequence[str], embed: Embed
) -> tuple[Unit, ...]:
    """The one cell of the row that the letter names whose label means what is asked ("how heavy" is the weight).

    Quiet unless one cell stands out among at least two: cosine of label and value with the question, its products left
    out, NEAR or more, and CLEAR or more ahead of the next.
    """
    own = [unit for unit in rows if unit.cells and names(unit.cells.subject, question)]
    own = own or [unit for unit in rows if unit.cells and names(unit.cells.subject, letter)]
    subjects = [unit.cells.subject for unit in own if unit.cells]
    longest = [unit for unit in own if unit.cells and not any(_extends(o, unit.cells.subject) for o in subjects)]
    if len({unit.cells.subject for unit in longest if unit.cells}) != 1:
        return ()
    bare = question
    for name in sorted((*products, *subjects), key=len, reverse=True):
        bare = re.sub(rf"\b(?:(?:the|my|our|your) )?{re.escape(name)}(?!\w)", "it", bare, flags=re.I)
    cells = list(dict.fromkeys(cell for unit in longest if unit.cells for cell in unit.cells.values))
    if len(cells) < 2:
        return ()
    vectors = embed([bare, *(f"{label}: {value}" for label, value in cells)])
    likeness = [float(vector @ vectors[0]) for vector in vectors[1:]]
    first, second = sorted(range(len(cells)), key=lambda at: -likeness[at])[:2]
    if likeness[first] < NEAR or likeness[first] - likeness[second] < CLEAR:
        return ()
    if _MONEY.match(cells[first][1]):  # what costs what is asked in so many words: `row_answers` has judged that
        return ()
    home = next(unit for unit in longest if unit.cells and cells[first] in unit.cells.values)
    return (replace(home, cells=Cells(home.cells.subject if home.cells else "", (cells[first],))),)


def _extends(other: str, subject: str) -> bool:
    """Whether another row's name is the longer name of a model: "Courier E+" of "Courier"."""
    return other != subject and other.startswith(subject)


def _about(text: str) -> frozenset[str]:
    """The terms of a text, those of a hyphened word also apart: "set-up fee" is what "a set up fee" asks for."""
    return terms(re.sub(r"(?<!\bwi)-", " ", text, flags=re.I))


def names(subject: str, text: str) -> bool:
    """Whether a text names what a row is about: its words in their order, or all of them when there are several."""
    bare = re.sub(r"\s*\([^)]*\)", "", subject).strip()
    if len(bare) < 2 or re.fullmatch(r"[\d.,%£$€ -]+", bare):
        return False
    if re.search(rf"(?<![\w-]){re.escape(bare)}(?![\w-])", text, re.I if len(bare) > 8 or " " in bare else 0):
        return True
    if bare.istitle() and " " not in bare and bare.lower() not in _COMMON:
        near = r"(?:the|our|my|your|some|any|with|of|for|fresh|raw)"
        if re.search(rf"\b{near} {re.escape(bare.lower())}\b", text):
            return True
    pieces = [piece for piece in re.split(r",| and | or |/|&", bare) if len(piece.strip()) > 3]
    return len(pieces) > 1 and any(re.search(rf"\b{re.escape(piece.strip())}\b", text) for piece in pieces)


def rivals(subjects: Sequence[str], letter: str) -> tuple[str, ...]:
    """Of a table's subjects those that the letter does not name, when it names another; nothing about them answers."""
    named = [subject for subject in subjects if names(subject, letter)]
    if not named:
        return ()
    kin = {" ".join(subject.split()[:-1]) for subject in named}  # "Full Fibre" of "Full Fibre 500"
    return tuple(
        subject
        for subject in subjects
        if subject not in named and not any(start and subject.startswith(start) for start in kin)
    )


def _asks_more(question: str, unit: Unit, products: Sequence[str]) -> bool:
    """Whether "how much" or "how long" is asked of something that the row does not speak of: a charge for leaving early."""
    if unit.cells is None:
        return False
    asked = _about(question)
    counted = re.search(
        r"\bhow (?:many|much) (?!is\b|are\b|does\b|do\b|will\b|would\b|for\b|to\b|can\b)(\w+)", question, re.I
    )
    if counted and not _about(counted[1]) & _about(" ".join(label for label, _ in unit.cells.values)):
        return True
    labels = _about(" ".join(label for label, _ in unit.cells.values))
    if asked & labels - _SORT_WORDS:
        return False
    around = _about(
        f"{unit.cells.subject} {unit.context} {unit.passage.section} {unit.passage.document} {' '.join(products)}"
    )
    return bool(asked - labels - around - _SORT_WORDS)


def _asked_cells(question: str, cells: Cells) -> tuple[tuple[str, str], ...]:
    """The cells whose label the question speaks of; else those that hold the sort of thing that it asks for."""
    subject = _about(cells.subject)
    asked = _about(question) - subject
    labelled = [cell for cell in cells.values if (_about(cell[0]) - subject) & asked]
    plain = [cell for cell in labelled if (_about(cell[0]) & asked) - _SORT_WORDS]
    if any(_about(cell[0]) & asked & _SORT_WORDS for cell in plain):
        labelled = plain  # the "set-up fee", and not every fee
    if labelled and (plain or _MONEY_ASKED.search(question) or _TIME_ASKED.search(question)):
        wholly = [cell for cell in labelled if _about(cell[0]) - subject - _SORT_WORDS <= asked]
        return tuple(wholly or plain or labelled)[:3]
    if labelled:
        return ()
    if _MONEY_ASKED.search(question):
        sums = [cell for cell in cells.values if _MONEY.match(cell[1])]
        return tuple(sums[:1])
    if _TIME_ASKED.search(question):
        spans = [cell for cell in cells.values if _DURATION.search(cell[1]) and not _PARTICULAR.search(cell[0])]
        return tuple(spans[:1])
    return ()


def _named_columns(question: str, letter: str, cells: Cells) -> tuple[tuple[str, str], ...]:
    """A table turned on its side: the row is the property asked for, and the columns are the articles."""
    own = _about(cells.subject)
    if not own or len(own & _about(question)) / len(own) < 0.6:
        return ()
    inside = [cell for cell in cells.values if names(cell[0], question)]
    return tuple(inside or [cell for cell in cells.values if names(cell[0], letter)])[:3]
