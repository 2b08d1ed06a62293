"""Small steps: those that the sources hold, those that a reply asks for, and those that the customer has done (P09).

Two texts rarely say a step in the same words ("I have checked all the bolts", "give the bolts a quarter turn"); what
joins them is the document's own step, which is near to both.
"""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guidelines.context import Context, LetterContext, Source
from guidelines.draft import Span
from guidelines.inflection import forms
from guidelines.sentences import split_sentences
from guidelines.wording import WORD, content_stems, stem

_VERBS = (
    "adjust align apply bleed brush change charge check choose clean clear click close connect count cut defrost "
    "delete descale disconnect drain dry dust empty ensure enter fill flush force forget hold hoover insert "
    "inspect install leave level lift log look loosen lower lubricate make move oil open pair place plug press "
    "pull pump push put raise reboot reconnect refresh reinstall remove replace reset restart rinse rub run scan "
    "screw select set shake slide soak stand swap switch take tap test tighten tilt toggle try turn twist type "
    "uninstall unplug unscrew update vacuum wait warm wash wipe"
).split()
_DOING = "|".join(forms(verb)[-1] for verb in _VERBS)
_DONE = "|".join((*(form for verb in _VERBS for form in forms(verb)[1:-1]), "cut", "put", "reset", "set"))
_DO = "|".join(_VERBS)
_FIRST = (
    r"(?:\W*\b(?:please|now|then|next|first(?:ly)?(?: of all)?|secondly|thirdly|finally|simply|just|also|and|so|gently|"
    r"carefully|kindly|instead|to (?:begin|start)(?: with)?|after that)\b\W*)*"
)
_ASKED = re.compile(
    rf"^\W*(?:(?:if|when|before|once|with|after|while|as|to|for)\b[^,:;]{{3,80}},\s*)?{_FIRST}(?:{_DO})\b"
    rf"|[:;]\s*{_FIRST}(?:{_DO})\b|\bthen (?:{_DO})\b"
    rf"|\bplease (?:(?:first|now|also|just|try|begin by|start by|try to|make sure to) )*(?:{_DO}|{_DOING})\b"
    rf"|\b(?:could|would|can) you (?:(?:please|first|also|just|perhaps|kindly|try to) )*(?:{_DO})\b"
    rf"|\byou (?:can|could|should|may|might|must|need to|have to|will need to)(?: \w+ly| first| also| now|"
    rf" try to)* (?:{_DO})\b"
    rf"|\b(?:suggest|recommend|advise|ask|like|want|need)(?:ed)? (?:that )?you (?:to )?(?:first )?(?:{_DO})\b"
    rf"|\b(?:begin|start|starting) (?:by|with)|\b(?:try|suggest|recommend|worth|by) (?:{_DOING})\b",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"\b(?:i|we|my \w+|he|she|they)(?:['’]ve| have|['’]d| had| has|['’]s)?(?: (?:already|also|even|now|just|both|all|"
    rf"only|then|\w+ly))* (?:{_DONE}|tried|did|followed|looked|searched|(?:been|gone|went) (?:through|over))\b"
    rf"|(?:^|,|\bthen)\W*(?:(?:have|had|already|yes|and|also|even|so|then|but)\W+)*(?:{_DONE}|tried|did)\b"
    rf"|\b(?:tried|after|despite|by) (?:{_DOING})\b|\b(?:tried|done) (?:all|every|each|both|the)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|n['’]t|never|without|before i|if i|should i|shall i|do i|can i|could i|would|will)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?:and|but|so|yet|then)\s+(?=(?:i|we|now|it|the|my|no|nothing|then)\b)", re.IGNORECASE
)
_EVERYTHING = re.compile(
    r"\b(?:tried|done|did|followed|been through|gone through|went through) (?:everything|(?:all|every one|each|both)\b"
    r"[^.]{0,40}|(?:the|your|every)[^.]{0,30}\b(?:steps?|guide|leaflet|booklet|instructions|manual|troubleshoot\w*|"
    r"list|tips|page))",
    re.IGNORECASE,
)
# What a list of steps ends with is no step of the customer's: the company replaces, visits, collects.
_OURS = re.compile(
    r"^\W*(?:ring|call|phone|contact|email|write to|tell|return|send)\b|\bwe (?:then )?(?:replace|send|exchange|"
    r"collect|repair|"
    r"refund|come|visit)\b|\b(?:replaced|engineer|technician|refund\w*|do not|don['’]t|never)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[-*•]|step \d{1,2}[:.)])[ \t]+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|(?<=\s))\d{1,2}[.)]\s+(?=[A-Z])")
_EMPTY = frozenset(
    map(stem, "try make sure use take put first step thing way time day please follow look set find ensure".split())
)
_DEEDS = frozenset(map(stem, _VERBS)) - _EMPTY
_ALIKE = {  # by stem
    stem(one): stem(other)
    for one, other in (
        *(("reboot", "restart"), ("reinstall", "install"), ("uninstall", "install"), ("replace", "change")),
        *(("swap", "change"), ("wash", "clean"), ("rinse", "clean"), ("hoover", "vacuum"), ("photograph", "photo")),
    )
}
_TELLING = frozenset(  # deeds that say to what they are done
    map(stem, "bleed defrost descale flush reconnect reset restart unplug".split())
)
_TURNED = re.compile(r"\b(?:on|off)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a source: a sentence or list item that tells the customer to do something.

    ``deed`` is the stem of its first verb, ``stems`` are all that tell it from another step.
    """

    text: str
    deed: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """The steps that one passage gives against one problem; ``about`` are the stems of its heading."""

    source: Source
    about: frozenset[str]
    steps: tuple[Step, ...]


def asks_for_step(text: str) -> bool:
    """Whether a sentence tells or asks the customer to do one of the things that steps are made of."""
    return bool(_ASKED.search(text))


def _deed(word: str) -> str:
    found = stem(word.lower())
    return _ALIKE.get(found, found)


def first_deed(text: str) -> str:
    """The stem of the first thing that a text says is to be done, or was done; "" when there is none."""
    return next((deed for word in WORD.findall(text) if (deed := _deed(word)) in _DEEDS), "")


def matter(text: str) -> frozenset[str]:
    """The stems that tell one step from another, on and off among them; deeds that are one in fact are one here."""
    stems = (content_stems(text) - _EMPTY) | frozenset(word.lower() for word in _TURNED.findall(text))
    stems = frozenset(_ALIKE.get(word, word) for word in stems)
    turned = {"on", "off"} <= stems and bool(stems & {"switch", "turn", "power"})
    return stems | {"restart"} if turned else stems


@lru_cache(maxsize=2_000)
def steps_of(source: Source) -> Remedy:
    """The steps in a passage, in its order; none in most passages."""
    heading = source.section.rpartition("›")[2] or source.text.partition("\n")[0]
    return Remedy(source, content_stems(heading), tuple(_steps(source.text)))


def _steps(text: str) -> Iterator[Step]:
    for line in _NUMBERED.sub("\n1. ", text).split("\n"):
        item = _ITEM.match(line)
        start = item.end() if item else 0
        for first, last in split_sentences(line, start, len(line)):
            sentence = line[first:last]
            if asks_for_step(sentence) and not _OURS.search(sentence):
                yield Step(sentence, first_deed(sentence), matter(sentence))


def what_was_tried(letter: LetterContext) -> tuple[str, ...]:
    """What the customer has done about it already, as the letter says it."""
    return tuple(dict.fromkeys((*letter.tried, *_told(letter.body))))


@lru_cache(maxsize=64)  # a reply is checked again and again beside one letter
def _told(body: str) -> tuple[str, ...]:
    sentences = (body[first:last] for first, last in split_sentences(body, 0, len(body)))
    clauses = (clause for sentence in sentences for clause in _CLAUSE.split(sentence))
    return tuple(clause for clause in clauses if _DID.search(clause) and not _NOT_DONE.search(clause))


def tried_everything(letter: LetterContext) -> bool:
    """Whether the customer says to have done all the steps of a guide."""
    return bool(_EVERYTHING.search(letter.body))


def is_tried(asked: str, tried: Sequence[str], remedies: Sequence[Remedy], named: frozenset[str]) -> str | None:
    """The customer's words for a step that ``asked`` asks for again, or None.

    Either both say the same deed to the same thing, or both are near to one step of a source. ``named`` are the stems
    of product names, which tell nothing.
    """
    wanted, first = matter(asked) - named, first_deed(asked)
    for said in tried:
        done = matter(said) - named
        shared = wanted & done
        if not shared - {"on", "off"}:
            continue
        if first in done and (shared - _DEEDS or first in _TELLING):
            return said
        for step in (step for remedy in remedies for step in remedy.steps):
            near = step.stems - named
            joined = (near & done) - {"on", "off"}
            if (
                len(near & wanted) >= 3
                and shared & near
                and (len(joined) >= 3 or (step.deed in joined and joined - _DEEDS))
            ):
                return said
    return None


def covers(sentence: Span, step: Step, named: frozenset[str]) -> bool:
    """Whether a sentence of the reply speaks of the step, in whatever words."""
    wanted = step.stems - named - {"on", "off"}
    found = matter(sentence.text) & wanted
    return len(found) >= 2 or (len(wanted) < 3 and bool(found)) or bool(found and len(found) >= 0.5 * len(wanted))


def product_stems(context: Context) -> frozenset[str]:
    """The stems of product names, which tell no step from another."""
    names = (*context.products, *(context.letter.products if context.letter else ()))
    return frozenset(stem(word.lower()) for name in names for word in WORD.findall(name))


def remedies_in(context: Context) -> list[Remedy]:
    """What the sources hold by way of steps."""
    return [found for source in context.sources if (found := steps_of(source)).steps]
