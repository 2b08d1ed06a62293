"""Deeds that a draft tells as done: who did what, by the verb and its object (P22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidelines import deed_forms as forms
from guidelines.deed_words import EMPTY_VERBS, PARTICIPLE, families_of, root

_CONDITIONAL = re.compile(
    r"\b(?:once|when|if|after|as soon as|until|unless|before|whether|had|would|whatever|wherever|"
    r"where)\s*(?:\w+\s){0,3}$|\b(?:that|which|what)\s*$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"\s+(?:nobody|no one|nothing|none|neither|no|myself|ourselves)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|nothing|n['’]t)\b|n['’]t\b", re.IGNORECASE)
_CUSTOMER = re.compile(
    r"\byou(?:['’]\w+)?\s*$|\byour (?:son|daughter|wife|husband|mother|father|niece|friend|neighbour)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as told; offsets into the sentence. ``recent`` says that it is told as of now, not as history."""

    start: int
    end: int
    actor: str
    verb: str
    rest: str
    passive: bool = False
    recent: bool = False


@lru_cache(maxsize=4_000)
def find_deeds(text: str) -> tuple[Deed, ...]:
    """Each deed that a sentence tells as done by us, a colleague or somebody for us; overlapping ones once."""
    return tuple(_deeds(text))


def _deeds(text: str) -> Iterator[Deed]:
    taken: list[tuple[int, int]] = []
    for pattern, passive, recent in (
        (forms.CAUSED, False, True),
        (forms.HAS_IT_DONE, False, True),
        (forms.PERFECT, False, True),
        (forms.BY_A_PART, False, True),
        (forms.WENT, True, False),
        (forms.STATE, True, True),
        (forms.PASSIVE, True, False),
        (forms.DID, False, False),
        (forms.PAST, False, False),
        (forms.I_DID, False, False),
    ):
        for match in pattern.finditer(text):
            found = _deed(text, match, passive=passive, recent=recent)
            start = match.start("verb") if match["verb"] else match.start("base")
            if any(start < b and a < match.end() for a, b in taken if a <= start):
                continue
            if found is None and pattern is forms.PERFECT:
                yield from _also(text, Deed(match.start(), match.end(), match["actor"], "", ""), match.end(), taken)
            if found is None or not _is_told(text, match):
                continue
            taken.append((start, found.end))
            yield found
            yield from _also(text, found, match.end(), taken)


def _deed(text: str, match: re.Match[str], *, passive: bool, recent: bool) -> Deed | None:
    """The deed of a match, or None where its verb is none."""
    verb, rest = match["verb"], match.end("verb")
    if match.re is forms.HAS_IT_DONE or match.re is forms.CAUSED:
        base: str = (match["base"] or "") if match.re is forms.CAUSED else ""
        verb = verb or base
        if not families_of(verb) or (base and match["to"] is None):
            return None
        end = _clause_end(text, match.start("rest"))
        return Deed(
            match.start(), end, match["actor"], verb, f" {match['thing']}{text[match.start('rest') : end]}", recent=True
        )
    if match.re is forms.WENT:
        recent, verb = not verb.lower().startswith(("went", "left")), "moved" if "moved" in verb else "sent"
    elif match.re is forms.DID:
        if not families_of(verb):
            return None
    elif match.re is forms.I_DID and not families_of(verb):
        return None
    elif match.re is forms.BY_A_PART and (root(verb) in EMPTY_VERBS or _befalls(match)):
        return None  # "the delay has cost you an evening"
    elif not PARTICIPLE.fullmatch(verb.rsplit("-", 1)[-1]):  # "she has your letter, spoke to them and rang you"
        return None
    elif verb == "been" and (done := _BEEN_DONE.match(text, rest)) and PARTICIPLE.fullmatch(done["verb"]):
        verb, rest, passive = done["verb"], done.end(), True  # "Kit has been told"
    end = _clause_end(text, rest)
    said = text[match.start() : end]
    told_now = (recent and not _PLUPERFECT.search(said)) or bool(_NOW.search(said))
    return Deed(match.start(), end, match["actor"], verb, text[rest:end], passive, told_now)


_BEEN_DONE = re.compile(rf"\s+{forms.ADVERB}(?P<verb>[a-z]+)\b")
_PLUPERFECT = re.compile(r"\bhad\b|['’]d\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:has|have|today|this (?:morning|afternoon|evening)|just|already|now|yesterday)\b", re.IGNORECASE
)


def _befalls(match: re.Match[str]) -> bool:
    return forms.BEFALLS.search(match["actor"]) is not None or forms.BEFALLS.fullmatch(match["verb"]) is not None


def _is_told(text: str, match: re.Match[str]) -> bool:
    before, verb = text[: match.start()], "verb" if match["verb"] else "base"
    between = match.group()[: match.start(verb) - match.start()]
    if _NO_OBJECT.match(text, match.end(verb)):
        return False  # "I asked nobody else", "I asked myself"
    if _CONDITIONAL.search(before) or _NEGATED.search(between) or _CUSTOMER.search(match["actor"]):
        return False
    if match["actor"].lower().split()[0] == "that" and re.search(r"(?<!\band)(?<!\bbut)(?<!\bso)[\w'’]\s+$", before):
        return False  # "a pedal that has been played"
    if re.search(r"\b(?:no|neither|none|nobody|not)\b[^,.;:]*$", before, re.IGNORECASE):
        return False  # "no fault at your yard has been confirmed"
    return not re.search(r"\byou\s*$", before, re.IGNORECASE)


def _also(text: str, deed: Deed, limit: int, taken: list[tuple[int, int]]) -> Iterator[Deed]:
    """What is told in the same breath: "I have spoken to them and closed the line"."""
    for also in forms.ALSO.finditer(text, deed.start, limit):
        name = "verb" if also["verb"] else "verb2"
        start = also.start(name)
        if start <= deed.start or any(start < b and a < also.end(name) for a, b in taken[:-1]):
            continue
        if deed.passive and name == "verb" and not re.search(r"\b(?:has|have)\b", also.group()):
            continue
        end = _clause_end(text, also.end(name))
        taken.append((start, end))
        yield Deed(start, end, deed.actor, also[name], text[also.end(name) : end], recent=deed.recent)


_STOP = re.compile(r"[.;:!](?=\s|$)|,\s(?![£$€]\s?\d)|\s(?:and|so|but|which|who|because|as)\s")
_ASIDE = re.compile(  # "your description, the silver camera and seat 21, to our team"; "the difference, £32"
    r",\s(?!(?:and|so|but|which|who|because|as)\b)[^,;.!]{2,90},\s(?=(?:to|under|for|with|by|into|from|at)\s)"
)


def _clause_end(text: str, start: int) -> int:
    stop = _STOP.search(text, start)
    while stop is not None and (aside := _ASIDE.match(text, stop.start())):
        stop = _STOP.search(text, aside.end())
    return stop.start() if stop else len(text.rstrip(".! "))
