"""The word lists of `phrases/lexicon.yaml`, read once, and text reduced to words that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

PHRASES = Path(__file__).resolve().parent.parent / "phrases"

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = frozenset(
    word
    for line in (
        "a an and any are as at be been being but by can could d did do does doing don for from get got had has have having",  # noqa: E501
        "he her here hers him his how i if in into is it its just ll m may me might mine my no nor not now of off on once",  # noqa: E501
        "one or our ours out over own please re s shall she should so some such t than thank thanks that the their theirs",  # noqa: E501
        "them then there these they this those to too under until up us ve very was we were what when where whether which",  # noqa: E501
        "while who whom why will with would you your yours also about want wanted like need know tell say said let im ive",  # noqa: E501
        "dear hello hi regards really quite still yet again because since am much many long there's it's i'm i've",
        "take takes taken come comes came go goes going gone make makes made put give gives given right another propose",  # noqa: E501
        "latest enough someone somebody anybody could've back thing things way something anything",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`canonical` maps a stem to its group's first stem; the rest are the lists of the file, in lower case."""

    canonical: dict[str, str]
    phrases: tuple[tuple[str, str], ...]  # synonyms of several words -> the word that stands for them
    plural_customers: tuple[str, ...]
    singular_customers: tuple[str, ...]
    company: tuple[str, ...]
    internal: tuple[str, ...]
    imperatives: frozenset[str]
    effort: tuple[frozenset[str], ...]
    mass_nouns: frozenset[str]
    remedies: dict[str, tuple[str, ...]]
    since: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read `lexicon.yaml`, once in a process."""
    data = yaml.safe_load((PHRASES / "lexicon.yaml").read_text(encoding="utf-8"))
    canonical: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    for group in data["synonyms"]:
        for word in group:
            if " " in word:
                phrases.append((word, group[0]))
            else:
                canonical.setdefault(stem(word), stem(group[0]))
    return Lexicon(
        canonical=canonical,
        phrases=tuple(phrases),
        plural_customers=tuple(data["customers"]["plural"]),
        singular_customers=tuple(data["customers"]["singular"]),
        company=tuple(data["company"]),
        internal=tuple(data["internal"]),
        imperatives=frozenset(data["imperatives"]),
        effort=tuple(frozenset(group) for group in data["effort"]),
        mass_nouns=frozenset(data["mass_nouns"]),
        remedies={name: tuple(words) for name, words in data["remedies"].items()},
        since={name: tuple(words) for name, words in data["since"].items()},
    )


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending: enough to see that "returns" and "returning" are one."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if any(character.isdigit() for character in word) or len(word) < 4:
        return word
    for ending, replacement in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + replacement
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def words(text: str) -> list[str]:
    """The words of a text as written, numbers among them."""
    return _WORD.findall(text)


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """What a text is about: stems with synonyms folded together, without the words that every sentence has."""
    known = lexicon()
    lowered = text.lower()
    found = {known.canonical.get(stem(word), stem(word)) for word in words(lowered) if word not in _STOP}
    found |= {known.canonical.get(stem(head), stem(head)) for phrase, head in known.phrases if phrase in lowered}
    return frozenset(term for term in found if len(term) > 1 or term.isdigit())


@lru_cache(maxsize=2048)
def content_stems(text: str) -> frozenset[str]:
    """Stems as written, synonyms apart: for comparing one act with another."""
    return frozenset(
        stem(word) for word in words(text.lower()) if word not in _STOP and word not in ("tried", "twice", "already")
    )


def mentions(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands in the text as whole words, in any case."""
    lowered = text.lower()
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", lowered) for phrase in phrases if phrase in lowered)
