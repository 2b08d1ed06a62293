"""People that a draft names: policy, case, letter or documents know each, by that name and in that team (P07, P01)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidelines.context import Context
    from guidelines.policy import Policy

_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = rf"{_WORD}(?:\s+(?:(?:de|van|von|der|al|bin|du|da|ní|ó|mac)\s+)?{_WORD}){{0,2}}"
_PERSON = re.compile(
    r"\b(?i:my colleague|our colleague|my manager|our manager|ask for|(?:speak|spoke|spoken) (?:to|with)|contact|"
    r"(?:passed|handed|given|sent) (?:it |this |that |them |your \w+ )?(?:on )?to|to our \w+ manager,?)\s+"
    rf"(?P<told>{_WORD}(?:\s+{_WORD})?)"
    rf"|\b(?P<titled>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+{_WORD}(?:\s+{_WORD})?)"
    r"|(?P<full>\b[A-ZÀ-Þ][a-zà-þ'’-]+\s+[A-ZÀ-Þ][\wà-þ'’-]+)(?=,?\s+(?:in|from|of|at)\s+(?:(?:our|the)\s+[\w &]{0,30}?"
    r"(?:[Tt]eam|[Dd]epartment|[Oo]ffice|[Dd]esk)|(?:our |the )?[A-Z][a-z]+ [A-Z][a-z]+)|\s+(?:will|has|is going to)\s+"
    r"(?:call|write|ring|contact|visit|email|phone|be in touch|look|take|reply|answer|decide|telephone))"
)
_PAIR = re.compile(r"\b[A-ZÀ-Þ][a-zà-þ'’-]+(?:[ \t]+[A-ZÀ-Þ][\wà-þ'’-]+){1,2}")
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "our", "the", "your", "us", "me"))
_NOBODY = frozenset(("customer", "support", "sales", "royal", "citizens", "accounts", "service", "trading", "the"))


def find_wrong_people(sentence: str, known: str, context: Context) -> Iterator[tuple[int, int, str]]:
    """People of a sentence whom ``known`` (all that surrounds the draft, in small letters) does not name, or names
    otherwise: with their place in the sentence and the reason."""
    people = _people_of(context.policy, context.agent)
    for start, end, words in _named(sentence):
        if not any(re.search(rf"\b{re.escape(word)}\b", known) for word in words):
            yield start, end, f"{sentence[start:end]} is named in no source, nor in the letter, the case or the policy."
    for match in _PAIR.finditer(sentence):
        name = re.sub(r"['’]s?(?!\w)", "", match.group().lower())
        if name not in known and (other := _meant(name.split(), known, people)):
            yield *match.span(), f"{match.group()} is named nowhere; {other} is."
    yield from _wrong_teams(sentence, context.policy)


@lru_cache(maxsize=16)
def _people_of(policy: Policy, agent: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (*(team.person for team in policy.teams), agent)))


@lru_cache(maxsize=4_000)
def _named(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The people that a sentence names: where, and the words of each name without its title."""
    found = []
    for match in _PERSON.finditer(text):
        group = next(name for name in ("told", "titled", "full") if match[name])
        plain = re.sub(r"['’]s?(?!\w)", "", match[group].lower())
        words = tuple(word for word in re.findall(r"[\w'’-]+", plain) if word not in _TITLES)
        if words and not (group == "told" and words[0] in _NOBODY):
            found.append((*match.span(group), words))
    return tuple(found)


def _meant(words: list[str], known: str, people: Iterable[str]) -> str | None:
    """The colleague who shares a name with these words, of which the other is known nowhere."""
    for person in people:
        names = person.lower().split()
        shared = set(words) & set(names)
        strange = [word for word in words if word not in names]
        if (
            len(names) > 1
            and shared
            and strange
            and not any(re.search(rf"\b{re.escape(word)}\b", known) for word in strange)
        ):
            return person
    return None


def _wrong_teams(sentence: str, policy: Policy) -> Iterator[tuple[int, int, str]]:
    """A colleague who is said to be of another team than the policy says."""
    for team in policy.teams:
        if not team.person or team.person not in sentence:
            continue
        for other in policy.teams:
            if other.name == team.name or other.person == team.person or other.name in team.name:
                continue
            said = re.search(
                rf"{re.escape(team.person)},? (?:in|from|of|at|on) (?:our |the )?{re.escape(other.name)}\b"
                rf"|{re.escape(other.name)}['’]s? {re.escape(team.person)}",
                sentence,
            )
            if said:
                yield *said.span(), f"{team.person} is of the {team.name}, not of the {other.name}."
