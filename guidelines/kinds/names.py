"""names: the customer's name, there, right, and filled in (P01); no guess at a title (P18)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.context import LetterContext
from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_SALUTATION = re.compile(
    r"\s*(?:dear|hello(?: there)?|hi(?: there)?|hey(?: there)?|hiya|greetings"
    r"|good (?:morning|afternoon|evening|day))\b[\s,]*",
    re.I,
)
_NEUTRAL = re.compile(
    r"(?:(?:valued |dear |our )*(?:customer|client|guest|member|user|friend|reader|subscriber"
    r"|sirs?(?: ?(?:or|/|and) ?madam)?|madam|all"
    r"|team|there|both|everyone|account ?holder|colleague|passenger|policy ?holder|parent|tenant|patient))s?\b",
    re.I,
)
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord"} | {
    "rev",
    "reverend",
    "captain",
}
_GENDERED = {"mr", "mrs", "ms", "miss", "sir", "madam"}
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*")
_JOINERS = {
    "and",
    "or",
    "de",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "al",
    "bin",
    "du",
    "da",
    "dos",
    "the",
    "family",
    "jr",
    "sr",
}
_TITLED_NAME = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s+((?:[A-ZÀ-Þ][\w'’-]*\s?){1,3})")
_PLACEHOLDER = re.compile(
    r"\[(?!\d+\]|link\]|sic\]|\.\.\.\]|…\])[^\[\]\n]{1,60}\](?!\()|\{\{?[^{}\n]{1,60}\}?\}|<<[^<>\n]{1,60}>>"
    r"|<(?:insert|your|name|customer|first|last|date|amount|agent|company|order|product|title|surname|number)\b[^<>\n]{0,50}>"
    r"|%[A-Z_]{3,30}%|\$\{?[A-Z_]{4,30}\}?|_{4,}|\bX{3,}\b(?!L)|\bTBC\b|\bTBA\b|\bTBD\b|\bTODO\b|\blorem ipsum\b"
    r"|\b(?:INSERT|ENTER) (?:NAME|DATE|AMOUNT|HERE|PRODUCT|ORDER)\b"
)
_MASKED = re.compile(r"\[(?:phone|phone number|email|e-mail|url|link|address|website|number)\]", re.I)


class NameCheck(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    look_for: Literal["wrong", "missing", "placeholder", "title_guess"]

    @property
    def needs_letter(self) -> bool:
        return self.look_for != "placeholder"


class Names:
    name = "names"
    spec: type[BaseModel] = NameCheck
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        letter = reading.context.letter
        if spec.look_for == "placeholder":
            yield from _placeholders(reading)
        elif letter is None:
            return
        elif spec.look_for == "wrong":
            yield from _wrong(reading, letter)
        elif spec.look_for == "missing":
            yield from _missing(reading, letter)
        else:
            yield from _guessed_titles(reading, letter)


def _placeholders(reading: Reading) -> Iterator[Match]:
    """Anywhere in the draft, greeting and signature too; not in an earlier message below it.

    In a fragment "[phone]" or "[email]" is what a network put in the place of a contact.
    """
    for match in _PLACEHOLDER.finditer(reading.draft.text):
        masked = not reading.draft.whole and _MASKED.fullmatch(match.group())
        if not masked and not in_quotes(reading, *match.span()):
            yield Match(*match.span())


def _called(greeting: Span) -> tuple[int, int]:
    """Where the name stands in a greeting, as offsets into the text; empty when none is there."""
    opening = _SALUTATION.match(greeting.text)
    start = opening.end() if opening else 0
    end = len(greeting.text.rstrip(" ,.!:;–—-*"))
    return greeting.start + min(start, end), greeting.start + end


def _plain(word: str) -> str:
    """Without case, accents and apostrophes: only to see that two spellings are meant to be one name."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l"))
    return "".join(char for char in folded if char.isalpha())


def _parts(names: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The titles and the other words of all the ways in which the customer may be called."""
    titles: set[str] = set()
    words: set[str] = set()
    for token in (token for name in names for token in _TOKEN.findall(name)):
        (titles if token.casefold().rstrip(".") in _TITLES else words).add(token.casefold().replace("’", "'"))
    return titles, words - _JOINERS


def _right_name(letter: LetterContext) -> str | None:
    """How the letter's own greeting calls the customer, without its salutation."""
    opening = _SALUTATION.match(letter.greeting)
    right = letter.greeting[opening.end() :].strip(" ,") if opening else ""
    return right if right and not _NEUTRAL.fullmatch(right) else None


def _wrong(reading: Reading, letter: LetterContext) -> Iterator[Match]:
    titles, words = _parts((*letter.names, _right_name(letter) or ""))
    if not words:
        yield from _invented(reading, letter)
        return
    right = _right_name(letter) or letter.names[0]
    values = {"right": right}
    greeting = reading.draft.greeting
    if greeting:
        start, end = _called(greeting)
        called = reading.draft.text[start:end]
        if called and not _NEUTRAL.fullmatch(called) and not _PLACEHOLDER.search(called):
            used_titles, used = _parts((called,))
            wrong_title = bool(titles and used_titles - titles and used_titles & _GENDERED)
            if wrong_title or not (used <= words or _calls_themselves(called, letter)):
                slight = not wrong_title and _is_slip(called, used, words, letter)
                yield Match(start, end, values=values, rewrite=right, level="warning" if slight else None)
    for sentence in reading.draft.sentences:
        for match in _TITLED_NAME.finditer(sentence.text):
            _, used = _parts((match[2],))
            title = match[1].casefold()
            if titles and used & words and title not in titles and title in _GENDERED:
                start = sentence.start + match.start()
                written = match.group().rstrip()
                if not in_quotes(reading, start, start + len(written)) and written not in letter.body:
                    yield Match(start, start + len(written), values=values)


def _is_slip(called: str, used: set[str], words: set[str], letter: LetterContext) -> bool:
    """Whether a name is right but for accents, apostrophes, or a hyphen that makes two words one."""
    if {_plain(word) for word in used} <= {_plain(word) for word in words}:
        return True
    return _plain(called) in {_plain(name) for name in letter.names}


def _calls_themselves(called: str, letter: LetterContext) -> bool:
    """Whether the customer writes the very name in the letter, without a title: "Pat Nugent, Nugent & Daughters"."""
    bare = " ".join(word for word in called.split() if word.casefold().rstrip(".") not in _TITLES)
    written = re.search(rf"(?:^|[.!?]\s+|\n|\b(?:I am|I'm|name is|it's|this is)\s+){re.escape(bare)}\b", letter.body)
    return " " in bare and written is not None and any(part in _parts(letter.names)[1] for part in _parts((bare,))[1])


def _invented(reading: Reading, letter: LetterContext) -> Iterator[Match]:
    """A name in the greeting where nobody has been understood to sign: it must at least stand in the letter."""
    if reading.draft.greeting is None:
        return
    start, end = _called(reading.draft.greeting)
    called = reading.draft.text[start:end]
    _, used = _parts((called,))
    if not used or _NEUTRAL.fullmatch(called) or _PLACEHOLDER.search(called) or not any(c.isupper() for c in called):
        return
    written = f"{letter.body}\n{letter.sender}\n{letter.subject}\n{letter.signed}"
    known = {_plain(token) for token in _TOKEN.findall(written)}
    there = {word for word in used if _plain(word) in known}
    if known and there != used:
        yield Match(start, end, values={"right": "nobody of that name"}, level="warning" if there else None)


def _missing(reading: Reading, letter: LetterContext) -> Iterator[Match]:
    right = _right_name(letter)
    greeting = reading.draft.greeting
    if greeting is None or right is None or not _parts((*letter.names, right))[1]:
        return
    start, end = _called(greeting)
    called = reading.draft.text[start:end]
    if called and not _NEUTRAL.fullmatch(called):
        return
    trail = greeting.text[end - greeting.start :].strip(" *")
    yield Match(
        greeting.start, greeting.end, values={"right": right}, rewrite=letter.greeting.rstrip(" ,") + (trail or ",")
    )


def _guessed_titles(reading: Reading, letter: LetterContext) -> Iterator[Match]:
    titles, words = _parts((*letter.names, _right_name(letter) or ""))
    greeting = reading.draft.greeting
    if titles or not words or greeting is None:
        return
    start, end = _called(greeting)
    match = re.match(r"(Mr|Mrs|Ms|Miss)\b\.?", reading.draft.text[start:end])
    if match and not re.search(rf"\b{match[1]}\b", f"{letter.body} {letter.sender} {letter.signed}"):
        yield Match(start, start + match.end(), values={"right": _right_name(letter) or letter.names[0]})


KIND = Names()
