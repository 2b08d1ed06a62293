"""Persons' names as people sign them: titles, initials, two signatories, family name first. Never a guess at gender."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Person:
    """A name as signed; ``title`` is normalised ("Mrs") or "", ``first`` may be initials as written ("R.")."""

    first: str = ""
    last: str = ""
    title: str = ""
    family_first: bool = False

    @property
    def full(self) -> str:
        parts = [self.last, self.first] if self.family_first else [self.first, self.last]
        return " ".join(filter(None, parts))

    @property
    def addressed(self) -> str:
        """How the person is addressed after "Dear": title and family name, else the name as signed."""
        if self.title in name_words()["by_first_name"] and self.first and not _initials(self.first):
            return f"{self.title} {self.first.split()[0]}"
        if self.title:
            return f"{self.title} {self.last or self.first}"
        return self.full


@cache
def name_words() -> dict[str, Any]:
    data = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
    return {
        key: value if key in {"titles", "by_first_name"} else frozenset(map(str, value)) for key, value in data.items()
    }


def people_in(line: str) -> tuple[Person, ...]:
    """The person or two persons that a line names, or () when it names none."""
    if re.match(r"(?:for|on behalf of|obo|p\.?p\.?) (?=[A-Z])", line.strip(), re.IGNORECASE):
        return ()  # whom the writer stands for
    several = re.search(r"\band (?:all |the |our |my )+(?:kids|family|children|boys|girls|little ones)\b", line, re.I)
    line = _bare(line)
    if not line or len(line.split()) > 9 or re.search(r"[@\d:?!]|https?|www\.", line):
        return ()
    family = re.fullmatch(r"(?:[Tt]he )?(?:(?P<plural>[A-Z][\w'-]{2,})s|(?P<name>[A-Z][\w'-]+) [Ff]amily)", line)
    if family and (family["name"] or re.match("[Tt]he ", line)):
        name = family["name"] or family["plural"].removesuffix("'")
        return (Person(first=f"{_cased(name, frozenset(), 0)} family"),)
    pair = re.fullmatch(r"([A-Z][\w'-]+), ([A-Z][\w'-]+)", line)
    if pair and several:  # "Tom, Anna and the kids"
        return Person(first=pair[1]), Person(first=pair[2])
    halves = re.split(r"\s*(?:&|\+|/|\band\b)\s*", line, flags=re.IGNORECASE)
    if len(halves) > 2 or _is_organisation(line):
        return ()
    people = [_person(half) for half in halves]
    if len(people) == 1:
        return (people[0],) if people[0] else ()
    first, second = people
    if second is None:
        return ()
    if first is None:  # "Mr & Mrs Reid": the first half is a title alone
        title = name_words()["titles"].get(halves[0].strip(" .").lower())
        return (Person(title=title, last=second.last or second.first), second) if title else ()
    if not first.last and second.last:  # "Tom and Anna Reid", "Mr J & Mrs P Reid"
        first = replace(first, last=second.last)
    return first, second


def greeting_of(people: tuple[Person, ...]) -> str:
    """The salutation without its comma: "Dear Mr and Mrs Reid", "Dear Tom and Anna Reid", "Dear J. Patel"."""
    if len(people) == 2 and people[0].last and people[0].last == people[1].last:
        one, other = people
        if one.title and other.title:
            return f"Dear {one.title} and {other.title} {one.last}"
        if not one.title and not other.title:
            return f"Dear {one.first} and {other.full}"
    return "Dear " + " and ".join(person.addressed for person in people)


def names_of(person: Person) -> tuple[str, ...]:
    """All the ways in which this person may rightly be called."""
    first = person.first.split()[0] if person.first and not _initials(person.first) else ""
    ways = [person.addressed, person.full, f"{person.title} {person.full}" if person.title else "", first, person.last]
    return tuple(dict.fromkeys(way for way in ways if way.strip()))


def _bare(line: str) -> str:
    """A line without ornaments, roles, credentials and kisses."""
    line = re.split(r"\s[|•·]\s|\s[–—-]\s", line)[0]  # "Jo Hill | Director", "Jo Hill – Acme Ltd"
    line = re.sub(r"[*_~•|]+", " ", line).strip()
    line = re.sub(r"[\s,:;–-]*\(?(?:tel|mob|phone|mobile|[tm])?\.?:?\s*\+?\d[\d ()-]{6,}$", "", line, flags=re.I)
    line = re.sub(
        r",?\s+(?:account|acct|order|booking|member\w*|policy|claim|ref\w*|customer)(?: (?:no|number))?\.?:? [\w/-]*\d[\w/ -]*$",
        "",
        line,
        flags=re.I,
    )
    line = re.sub(r"^The (?=(?:Rev|Hon|Very Rev))", "", line)
    line = re.sub(r"\bLt\.? Col(?:onel)?\b\.?", "Colonel", line)
    line = re.sub(
        r"^(?:from|name|signed|sgd|p\.?p\.?|by|kind regards from|love from|this is|it's)\b[:\s]+", "", line, flags=re.I
    )
    line = re.sub(r"\s*\((?:she|he|they)[/ ][^)]*\)", "", line, flags=re.I)
    line = re.sub(r"[,\s]+(?:on behalf of|for and on behalf of|for|obo|p\.p\.)\s+.*$", "", line, flags=re.I)
    line = re.sub(r"(?:\s+x{1,4}|\s*[:;]-?\)|[\s.!–—-]+)$", "", line)
    line = re.sub(r"^[\s–—-]+", "", line)
    line = re.sub(
        r"\s*(?:,| and| &)\s+(?:all |the |our |my )+(?:kids|family|children|boys|girls|little ones|team|rest|dogs?)\b.*$",
        "",
        line,
        flags=re.I,
    )
    line = re.sub(r",?\s+aged? \d+\b.*$", "", line, flags=re.I)
    line = re.sub(
        r"\s*\((?:aged? \d+|\d+|[a-z]+ [\w/-]*\d[\w/-]*|(?:order|account|ref|member\w*|policy|claim|booking)[^)]*)\)",
        "",
        line,
        flags=re.I,
    )
    words = name_words()
    job = re.match(r"([A-Z][a-z-]+) (?=(?:[A-Z][\w.'’-]* )+[A-Z]|(?:Mr|Mrs|Ms|Miss|Dr)\b)", line)
    if job and job[1].lower() in words["role"]:  # "Proprietor Oluwaseun Bright"
        line = line[job.end() :]
    pieces = [piece.strip() for piece in line.split(",")]
    kept = pieces[:1]
    for piece in pieces[1:2]:
        is_title = piece.strip(" .()").lower() in words["titles"]
        if not is_title and (len(pieces[0].split()) > 1 or len(pieces) > 2):
            break  # "Jo Hill, Director", "Jo Hill, Leeds"; "Hill, Jo" is a family name and a given name
        tokens = re.findall(r"[\w']+", piece.lower())
        if not tokens or any(token in words["role"] | words["credentials"] | words["organisation"] for token in tokens):
            break
        kept.append(piece)
    tokens = ", ".join(kept).split()
    while len(tokens) > 1 and tokens[-1].strip(".,()").lower() in words["credentials"]:
        tokens.pop()
    return " ".join(tokens).strip(" ,")


def _is_organisation(line: str) -> bool:
    tokens = re.findall(r"[\w'’-]+", line.lower())
    return any(
        token in name_words()["organisation"] and not (token in {"as", "co"} and place == 0)
        for place, token in enumerate(tokens)
    )


def _person(text: str) -> Person | None:
    words = name_words()
    titles: dict[str, str] = words["titles"]
    title = ""
    after = re.search(r"[\s,]*\(([^)]*)\)\s*$|,\s*(\w+)\.?\s*$", text)
    if after:
        found = titles.get((after[1] or after[2] or "").strip(" .").lower())
        if found:
            title, text = found, text[: after.start()]
        elif after[1] is not None:
            text = text[: after.start()]
    leading = re.match(r"\(([A-Za-z]+)\.?\)\s+(?=\w)", text)
    if leading and leading[1].lower() in titles:  # "(Mrs) Olive Tunnicliffe"
        title, text = titles[leading[1].lower()], text[leading.end() :]
    text = re.sub(r"[“\"'(][\w ]+[”\"')]", " ", text).strip()
    if "," in text:
        last, _, first = text.partition(",")  # "Smith, John"
        text = f"{first.strip()} {last.strip()}"
    tokens = text.split()
    while (
        tokens
        and tokens[0].strip(".").lower() in titles
        and (len(tokens) > 1 or tokens[0].strip(".").lower() not in {"fr", "sr"})
    ):
        found = titles[tokens.pop(0).strip(".").lower()]
        title = title if title and title != found and found not in {"Dr", "Professor"} else found
    if not tokens or len(tokens) > 6:
        return None
    if any(token.strip(".,").lower() in words["no_name"] | words["role"] for token in tokens):
        return None
    if not all(re.fullmatch(r"[^\W\d_][\w'’.-]*", token) for token in tokens):
        return None
    tokens = _ordered(tokens)
    tokens = [_cased(token, words["particles"], place) for place, token in enumerate(tokens, bool(title))]
    if not any(token[:1].isupper() for token in tokens):
        return None
    if len(tokens) == 1:
        return Person(last=tokens[0], title=title) if title else Person(first=tokens[0])
    if _family_first(tokens):
        return Person(first=" ".join(tokens[1:]), last=tokens[0], title=title, family_first=True)
    if title and tokens[0].lower() in words["particles"]:
        return Person(last=" ".join(tokens), title=title)  # "Mrs Le Page"
    cut = len(tokens) - 1
    while cut > 1 and tokens[cut - 1].lower() in words["particles"]:
        cut -= 1
    return Person(first=" ".join(tokens[:cut]), last=" ".join(tokens[cut:]), title=title)


def _family_first(tokens: list[str]) -> bool:
    """ "Cheung Wing-Yan", "Nguyen Thi Lan": a known family name before a given name of two parts stays in front."""
    if tokens[0].lower() not in name_words()["east_asian_family_names"]:
        return False
    hyphened = len(tokens) == 2 and bool(re.fullmatch(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{0,6}", tokens[1]))
    return hyphened or (len(tokens) == 3 and tokens[-1].lower() not in name_words()["east_asian_family_names"])


def _ordered(tokens: list[str]) -> list[str]:
    """ "TANAKA Hiroshi" and "NAGY István": a family name written first is told by its capitals."""
    capitals = [len(token) > 2 and token.isupper() and "." not in token for token in tokens]
    if (
        len(tokens) > 1
        and capitals[0]
        and not any(capitals[1:])
        and all(len(token.strip(".")) > 1 for token in tokens[1:])
    ):
        return [*tokens[1:], tokens[0]]
    return tokens


def _cased(token: str, particles: frozenset[str], place: int) -> str:
    bare = token.replace("’", "'")
    if bare.lower() in particles and place > 0:
        return token.lower() if token.islower() or token.isupper() else token
    if (bare.isupper() and len(bare.strip(".'")) > 2 and "." not in bare) or bare.islower():
        parts = re.split(r"(['’-])", token.lower())
        token = "".join(part[:1].upper() + part[1:] for part in parts)
        token = re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), token)
    return token


def _initials(first: str) -> bool:
    return all(len(part.strip(".")) == 1 or re.fullmatch(r"(?:[A-Z]\.?){1,3}", part) for part in first.split())
