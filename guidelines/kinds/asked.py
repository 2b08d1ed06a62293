"""asked: a detail that the letter gives already is asked for (P04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.context import LetterContext
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_ASK = (
    r"(?:(?:what|which) (?:is|was|are|were)|(?:please|could you|can you|would you|kindly|i need|we need|"
    r"i would need|need you to|ask you to|"
    r"if you could|would like you to)(?: (?:also|please|kindly|first|just|you to))* ?(?:to )?(?:tell|let|send|give|"
    r"provide|share|supply|reply with|"
    r"know|have|email|write)?(?: (?:to )?(?:me|us))?(?: (?:know|have|with|back))?)"
)
_NUMBERED = (
    *("order", "booking", "reservation", "invoice", "account", "customer", "policy", "membership", "member"),
    *("reference", "case", "ticket", "contract", "tracking", "parcel", "serial"),
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}|20\d\d-\d\d|(?:mon|"
    rf"tues|wednes|thurs|fri|satur|sun)day|"
    rf"yesterday|this morning|last (?:week|month|night|year|{_MONTH})|in {_MONTH})"
)
_GOT = r"(?:bought|buy|purchas\w+|order\w*)"
_CAME = r"(?:arriv\w+|came|come|deliver\w+|receiv\w+|got|get)"
_BEGAN = r"(?:start\w*|began|begin|happen\w*|occur\w*|since|stopped|stop|broke|break)"


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that replies ask for; ``given`` is how a letter gives it."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]


def _detail(name: str, asked: str, given: str) -> Detail:
    return Detail(name, re.compile(rf"\b(?:{asked})", re.IGNORECASE), re.compile(given, re.IGNORECASE))


def _date(name: str, deed: str) -> Detail:
    return _detail(
        name,
        rf"when (?:exactly )?(?:did|was|were|had) (?:you|it|this|the [\w -]+?|your [\w -]+?) (?:first )?{deed}|"
        rf"when (?:you|it|this|the [\w -]+?) (?:first )?{deed}(?: it| them| this)?\?|"
        rf"(?:on )?(?:which|what) (?:day|date) (?:did|was|were) (?:you|it|this|the [\w -]+?|"
        rf"your [\w -]+?) (?:first )?{deed}",
        rf"\b{deed}\b[^.!?\n]{{0,40}}\b{_DAY}\b|\b{_DAY}\b[^.!?\n]{{0,30}}\b{deed}\b",
    )


_NUMBERS = tuple(
    _detail(
        f"the {noun} number",
        rf"{_ASK} (?:the |your ){noun} (?:number|no\b|id\b|reference)",
        rf"\b{noun}\b(?: (?:number|no|ref|reference|id))?[ :.#]{{0,3}}(?:is |was )?(?:[A-Z]{{1,4}}[- ]?)?\d{{3,}}",
    )
    for noun in _NUMBERED
)
_DETAILS = (
    *_NUMBERS,
    _date("when it was bought", _GOT),
    _date("when it came", _CAME),
    _date("when it began", _BEGAN),
    _detail(
        "a photograph",
        rf"{_ASK} (?:a|some|any|the)? ?(?:photo\w*|pictures?|images?)\b",
        r"\b(?:photo\w*|pictures?|images?) (?:is |are )?(?:attached|enclosed|below|herewith)|\b(?:attach\w*|"
        r"enclos\w*|here (?:is|are)|"
        r"(?:have|['’]ve) sent)\b(?: \w+){0,4} (?:photo|picture|image)",
    ),
    _detail(
        "what the problem is",
        r"what (?:exactly )?(?:seems to be|is|was) (?:the|your) (?:problem|issue|matter|trouble|fault|complaint)\b|"
        r"what (?:exactly )?(?:has )?(?:gone wrong|"
        r"went wrong)\?|(?:describe|explain|tell (?:me|us)(?: about)?|let (?:me|us) know) (?:what )?(?:the|"
        r"your) (?:problem|issue)(?: is)?(?=[.?!])",
        r"(?s).{40}",
    ),
)
_AGAIN = re.compile(
    r"\b(?:another|second|clearer|closer|further|more|other|again|new|better|different)\b", re.IGNORECASE
)


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedKind:
    name = "asked"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter = reading.context.letter
        if letter is None:
            return
        for span in reading.draft.sentences:
            for detail in _DETAILS:
                found = detail.asked.search(reading.draft.text, span.start, span.end)
                if not found or _AGAIN.search(found.group()) or in_quotes(reading, *found.span()):
                    continue
                given = _given(detail, letter)
                if given and not _said(given, span.text):
                    yield Match(*found.span(), {"detail": detail.name, "given": given})
                    break


def _given(detail: Detail, letter: LetterContext) -> str | None:
    """The customer's words that give the detail."""
    if detail.name == "what the problem is" and not (letter.fault or letter.kind == "complaint"):
        return None
    found = detail.given.search(f"{letter.subject}\n{letter.body}")
    return " ".join(found.group().split()) if found else None


def _said(given: str, sentence: str) -> bool:
    """Whether the sentence holds the detail itself: "please quote order 5512" asks for nothing."""
    codes = re.findall(r"\d{3,}", given)
    return any(code in sentence for code in codes)


KIND = AskedKind()
