"""The figures of a text, each with the words that say what it is a figure of (P07)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from guidelines.claims import Claim, Size, find_claims, squeeze
from guidelines.source_lines import SourceLine, lines_of
from guidelines.wording import STOP, WORD, stem

# How much a word tells of a figure, by where it stands.
OWN, SUBJECT, LINE, HEADING, BEFORE, DOCUMENT = 1.0, 1.0, 0.6, 0.5, 0.35, 0.25
_PART = re.compile(r"[;:(),–—]\s|\s(?:and|but|or|while|plus|then)\s|[(),;]|/", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([A-Z][a-z]+)\s(\d{1,4}[A-Za-z]?)\b")
_LETTER = re.compile(r"(?<![\w'’])[B-HJ-Z](?![\w'’])")
_ALIKE = (
    "cost price charg fee pay",
    "dispatch despatch post send ship mail",
    "deliver arriv reach receiv come",
    "replac exchang swap",
    "guarante cover",
    "month monthli",
    "year yearli annual annualli",
    "week weekli",
    "day daili",
    "phone ring call telephon number",
    "discount reduc",
    "refund repay reimburs return",
    "open hour",
    "weigh weight heavy heavi",
    "wide width",
    "high height tall",
    "long length last",
    "deep depth",
    "hold keep contain",
    "start begin",
    "end finish",
    "buy purchas order",
    "cancel terminat",
    "colour color",
    "metre meter",
    "anticlockwis counterclockwis",
)
_SAME = {word: group.split()[0] for group in _ALIKE for word in group.split()}
_UNIT_WORDS = frozenset(
    stem(word)
    for word in (
        "mm cm km kg ml litre liter gram metre meter inch mile hour minute second pound euro per cent percent am pm"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim of a text with the line that it stands in, and the words that tell what it is of, with their weights."""

    claim: Claim
    line: SourceLine
    words: dict[str, float]


@lru_cache(maxsize=4_000)
def figures_in(text: str, today: date, country: str, section: str = "", document: str = "") -> tuple[Figure, ...]:
    """The figures of a source, in its order; its headings say what they are of as well."""
    far = dict.fromkeys(words_of(document), DOCUMENT) | dict.fromkeys(words_of(section), HEADING)
    found = []
    for line in lines_of(text):
        claims = find_claims(line.text, today, country)
        if claims:
            head = {mark_of(size): LINE for claim in find_claims(line.subject, today, country) for size in claim.sizes}
            told = told_of(line, claims, far | head)
            found += [Figure(claim, line, words) for claim, words in zip(claims, told, strict=True)]
    return tuple(found)


def told_of(line: SourceLine, claims: Sequence[Claim], far: dict[str, float]) -> list[dict[str, float]]:
    """For each claim of a line the words that tell what it is of; those nearest to it tell most."""
    whole = words_of(_blanked(line.text, claims))
    around = dict(far)
    around.update(dict.fromkeys(words_of(line.before), BEFORE))
    around.update(dict.fromkeys(whole, LINE))
    around.update(dict.fromkeys(words_of(line.subject), SUBJECT))
    told = []
    for claim in claims:
        own = dict.fromkeys(words_of(_blanked(_own_part(line.text, claim, claims), ())) & whole, OWN)
        others = {mark_of(size): LINE for other in claims if other is not claim for size in other.sizes}
        told.append(around | others | own | dict.fromkeys(claim.counted, OWN))
    return told


def mark_of(size: Size) -> str:
    """A figure as a word: what stands beside it in one place and in another is likely of one matter."""
    return f"{size[0]}={size[1]}"


def _blanked(text: str, claims: Sequence[Claim]) -> str:
    """The text without its figures; codes stay, as they are names."""
    for claim in claims:
        if claim.kind not in {"code", "opposite"}:
            text = text[: claim.start] + " " * (claim.end - claim.start) + text[claim.end :]
    return text


def _own_part(text: str, claim: Claim, claims: Sequence[Claim]) -> str:
    """The stretch around a claim that no other of its kind shares: up to the mark that parts it from the next."""
    rivals = [other for other in claims if _is_rival(other, claim)]
    start = max((_parted(text, other.end, claim.start) for other in rivals if other.end <= claim.start), default=0)
    ends = (_parted(text, claim.end, other.start) for other in rivals if other.start >= claim.end)
    end = min(ends, default=len(text))
    return text[start : claim.start] + " " + text[claim.end : end]


def _is_rival(other: Claim, claim: Claim) -> bool:
    return other is not claim and other.kind == claim.kind and other.dimension == claim.dimension


def _parted(text: str, start: int, end: int) -> int:
    """Where one figure's words end and the next one's begin."""
    marks = list(_PART.finditer(text, start, end))
    return marks[-1].start() if marks else (start + end) // 2


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """The words of a text that carry its matter, as stems; a name with its number (Beck 5) and a code are one word."""
    found = set()
    for match in WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        if word.split("'")[0] in STOP or len(word) < 2 or word.isdigit():
            continue
        root = stem(word)
        found.add(_SAME.get(root, root))
    found |= {f"{name.lower()} {number.lower()}" for name, number in _NUMBERED.findall(text)}
    found |= {match.group().lower() for match in _LETTER.finditer(text)}
    found |= {squeeze(code) for code in _CODES.findall(text)}
    return frozenset(found - _UNIT_WORDS)


_CODES = re.compile(r"\b[A-Za-z]{1,6}[-/]?\d[A-Za-z0-9/-]*\b")


def fit(words: dict[str, float], others: dict[str, float], rarity: dict[str, float]) -> float:
    """How much two figures' words say that they are figures of one matter."""
    return sum(words[word] * others[word] * rarity.get(word, 0.0) for word in words.keys() & others.keys())
