"""gender: he or she, husband or wife, for somebody of whom the letter says neither (P18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_PERSON = (
    r"(?:partner|spouse|child|baby|toddler|grandchild|neighbour|neighbor|friend|colleague|manager|boss|parent|"
    r"flatmate|tenant|landlord|assistant|"
    r"doctor|nurse|carer|teacher|plumber|electrician|accountant|cousin|teenager|pupil|guest|lodger|other half|"
    r"employee|apprentice|secretary)"
)
_HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_TELLING = re.compile(  # words that say it in the letter
    r"\b(?:he|she|him|her|his|hers|mr|mrs|miss|ms|son|daughter|wife|husband|mother|father|mum|dad|brother|sister|"
    r"boy|girl|man|woman|lady|"
    r"gentleman|grandson|granddaughter|uncle|aunt|nan|gran|grand(?:mother|father|ma|pa|dad)|boyfriend|girlfriend|"
    r"niece|nephew|widow(?:er)?|chap|bloke|"
    r"lad|lass)\b",
    re.IGNORECASE,
)
_RELATION = re.compile(r"\byour (?P<mark>husband|wife|boyfriend|girlfriend|son|daughter)\b", re.IGNORECASE)
_ROLE = re.compile(rf"\byour {_PERSON}\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:our|my) \w+|\b(?-i:[A-Z]\w+ [A-Z]\w+)", re.IGNORECASE)


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GenderKind:
    name = "gender"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter = reading.context.letter
        if letter is None or _TELLING.search(" ".join((letter.subject, letter.body, *letter.names))):
            return
        for span in reading.draft.sentences:
            for place in (*_relations(span), *_pronouns(span)):
                if not in_quotes(reading, *place):
                    yield Match(*place)
                    break


def _relations(span: Span) -> Iterator[tuple[int, int]]:
    """ "your wife", where the letter speaks of no such person."""
    for found in _RELATION.finditer(span.text):
        yield span.start + found.start("mark"), span.start + found.end("mark")


def _pronouns(span: Span) -> Iterator[tuple[int, int]]:
    """ "your partner ... he", unless somebody of ours, or anybody by name, stands between."""
    for role in _ROLE.finditer(span.text):
        found = _HE_OR_SHE.search(span.text, role.end())
        if found and not _OURS.search(span.text, role.end(), found.start()):
            yield span.start + found.start(), span.start + found.end()


KIND = GenderKind()
