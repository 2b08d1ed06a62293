"""The commitments of a sentence: its clauses read one by one, with the conditions that they wait for (P12).

Pure reading: a sentence in, its commitments out, weighed by nobody yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from guidelines import promise_words as say
from guidelines.commitment import Commitment
from guidelines.fate_forms import by_phrase, by_present, by_progress
from guidelines.grant_forms import granted_forms
from guidelines.will_forms import by_will

_SPLIT = re.compile(
    r"(?:;|:(?=\s)|\s[–—-]\s)\s*|,?\s+(?:and|but|so|then|or)\s+(?=(?:then\s+)?(?:I|we|you|it|they|he|she|our|your|"
    r"the|a|an|this|that|there|someone|let|one|my)(?:['’]\w+)?\b)|,?\s+(?:and|but|so)\s+(?=(?:as|since|because|"
    r"in (?:view|light) of|given|for|to|with|by|on|from)\b[^,;]{0,70}?\b(?:I|we)\s+(?:will|can|have|am|are|would|"
    r"shall|waive|refund|return|give)\b)|,\s+(?=(?:I|we|you|it|they|our|your|the|a|he|she|this|that|my|"
    r"[A-Z]\w+)\b[^,]{0,60}?(?:\b(?:will|shall|is|are|have|has|can|would)\b|['’](?:ll|ve|s|re|m)\b))|,\s+(?=(?:which|"
    r"who)\s+(?:will|is|are|has|have|reaches|arrives|comes|goes|we|you|I)\b)"
)
_AT_ONCE = re.compile(r"\b(?:when you wake up|as soon as you hang up|by the time you)\b", re.IGNORECASE)
_LOOSE_WISH = re.compile(r"\b(?:hopefully|with (?:any|a bit of) luck|fingers crossed|asap)\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def find_commitments(sentence: str) -> tuple[Commitment, ...]:
    """All commitments of a sentence, in order. Questions and instructions make none."""
    if sentence.rstrip().endswith("?") and not re.search(r"[.!]\s|;", sentence):
        return ()
    found: list[Commitment] = []
    condition: str | None = None
    for start, end in _clauses(sentence):
        clause = sentence[start:end]
        ahead = say.CONDITION_AHEAD.match(clause)
        if ahead:
            condition = None if _AT_ONCE.search(ahead["condition"]) else ahead["condition"].strip()
            start += ahead.end()
            clause = sentence[start:end]
        elif say.BARE_CONDITION.match(clause):
            condition = clause.strip(" ,")
            continue
        read = list(_read(clause, start))
        if not read and say.IMPERATIVE.match(clause):
            condition = f"{condition}, {clause.strip()}" if condition else clause.strip(" ,.")
        for commitment in read:
            own = commitment.condition or condition
            found.append(replace(commitment, condition=own) if own else commitment)
    return tuple(found)


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    place = 0
    for gap in _SPLIT.finditer(sentence):
        if gap.start() > place:
            yield place, gap.start()
            place = gap.end()
    if sentence[place:].strip():
        yield place, len(sentence)


def _read(clause: str, offset: int) -> Iterator[Commitment]:
    """The commitments that a clause makes; offsets are moved by ``offset``."""
    text = clause.rstrip().rstrip(".!")
    behind = say.CONDITION_BEHIND.search(text)
    condition = behind["condition"].strip() if behind and behind.start() > 8 else None
    main = text[: behind.start()] if behind and condition and not _LOOSE_WISH.search(text) else text
    lead = len(main) - len(main.lstrip(" ,"))
    certain = bool(say.CERTAIN.search(main))
    for found in _readings(main):
        yield replace(
            found,
            start=offset + lead,
            end=offset + len(main.rstrip(" ,")),
            what=found.what.strip(" ,"),
            certain=found.certain or certain,
            condition=condition,
            at=offset + max(main.find(found.what.strip(" ,")[:30]), 0),
        )


_WHAT_I_CAN = re.compile(
    r"^\s*(?:what|all|the (?:best|most|least|one thing)) (?:that )?(?:I|we) (?P<modal>can|could|will|shall) (?:do|"
    r"offer|give)\b[^.,;]{0,25}? (?:is|:) (?:to )?(?!that\b)",
    re.IGNORECASE,
)


def _readings(main: str) -> Iterator[Commitment]:
    """The first form that fits; where none does, what is given away without a "will"."""
    if match := _WHAT_I_CAN.match(main):
        main = f"I {match['modal']} {main[match.end() :]}"
    for reader in (by_will, by_progress, by_present, by_phrase):
        found = reader(main)
        if found is not None:
            yield found
            return
    yield from granted_forms(main)
