"""register: shouting, marks of excitement and emoji, against a calm professional tone (P17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guidelines.draft import Span
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

# Words that nobody writes in capitals but to raise the voice; names and abbreviations are none of them.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """the a an and or but not no never always must have has had do does did don't doesn't didn't can't cannot won't
        will would should could shall is are was were be been being i'm we're you're it's you your yours we our us they
        them their this that these those there here what when where why how who which please now today tomorrow
        immediately only very so too all any every everything nothing nobody once again still already just if because
        for from with without about into before after until stop read listen wait look calm down again know told said
        say tell ask asked want need wrong right true false our problem fault sorry thank thanks refund refunds money
        pay paid order orders policy rules company customer service waiting weeks days time times final last free
        guaranteed absolutely definitely really ever good great best new more most much many""",
    )
)
_LOUD_ALONE = frozenset(
    re.findall(
        r"\S+",
        """not never always must don't doesn't didn't can't cannot won't will your you very so immediately really
        nothing         nobody stop read listen wrong again already absolutely definitely ever please every only now""",
    )
)
_CAPITALS = re.compile(r"(?<![\w@#./-])[A-Z][A-Z’']*[A-Z](?![\w-]|\.\w)|(?<![\w.])I(?![\w'’.])")
_LABEL = re.compile(
    r"\b(?:press|hold|send|reply|text|type|enter|write|select|choose|click|tap|set|turn|switch|marked|labelled|says?|read|shows?|display|button|key|to|mode|code|setting)\b[^.]{0,12}$",
    re.I,
)
_MARKS = re.compile(r"!{2,}|\?{2,}|[!?]*(?:!\?|\?!)[!?]*")
_EXCLAMATION = re.compile(r"!+(?!\s+[a-z])")  # in the midst of a sentence it belongs to a name
_EMOJI = re.compile(
    r"[\U0001F300-\U0001FAFF\u2600-\u26FF\u2700-\u27BF\U0001F1E6-\U0001F1FF]\ufe0f?(?:\u200d[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?)*"
    r"|(?<![\w:])(?:[:;=8]['’]?-?[)(DPpOo/\\|\]\[*]|<3|[xX]D)(?![\w)/])"
)
_EMOJI_RUN = re.compile(rf"[ \t]*(?:{_EMOJI.pattern})(?:[ \t]*(?:{_EMOJI.pattern}))*")
_SYMBOLS = frozenset("✓✔✗✘☎✉★☆➜➔❑☐☑☒✂✆")


class Register(BaseModel):
    """``exclamation`` finds every single mark too (for a rule about complaints), ``marks`` only doubled ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    look_for: Literal["capitals", "marks", "exclamation", "emoji"]


class RegisterKind:
    name = "register"
    spec: type[BaseModel] = Register
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        text = reading.draft.text
        if spec.look_for == "capitals":
            if text.upper() != text.lower():
                yield from _shouting(reading)
        elif spec.look_for == "emoji":
            yield from _emoji(reading)
        else:
            yield from _marks(reading, _MARKS if spec.look_for == "marks" else _EXCLAMATION)


def _spoken(reading: Reading) -> Iterator[Span]:
    yield from filter(None, (reading.draft.greeting, *reading.draft.sentences, reading.draft.closing))


def _marks(reading: Reading, marks: re.Pattern[str]) -> Iterator[Match]:
    """Marks of excitement, each with the calm one: a comma behind a salutation, else a question mark or a full stop."""
    draft = reading.draft
    for span in _spoken(reading):
        for match in marks.finditer(draft.text, span.start, span.end):
            if not in_quotes(reading, *match.span()):
                salutes = span is draft.greeting or (span is draft.closing and draft.signature is not None)
                yield Match(*match.span(), rewrite="?" if "?" in match.group() else "," if salutes else ".")


def _shouting(reading: Reading) -> Iterator[Match]:
    """Runs of words in capitals with a common word among them, or one common word that is raised alone."""
    text = reading.draft.text
    for span in _spoken(reading):
        run: list[re.Match[str]] = []
        for match in [*_CAPITALS.finditer(text, span.start, span.end), None]:
            if match and (not run or re.fullmatch(r"[\s,;:!?–—-]*", text[run[-1].end() : match.start()])):
                run.append(match)
                continue
            found = _loud(text, span.start, run)
            if found and not in_quotes(reading, found.start or 0, found.end or 0):
                yield found
            run = [match] if match else []


def _loud(text: str, start: int, run: list[re.Match[str]]) -> Match | None:
    words = [match.group().lower().replace("’", "'") for match in run]
    if words == ["i"] or not words:
        return None
    common = [word for word in words if word in _COMMON and word != "i"]
    long_enough = sum(len(word) > 1 for word in words) > 1
    first, last = run[0].start(), run[-1].end()
    if not common or (not long_enough and words[-1] not in _LOUD_ALONE and words[0] not in _LOUD_ALONE):
        return None
    if len(words) < 3 and _LABEL.search(text[max(start, first - 30) : first]):
        return None
    calm = None
    if len(common) + words.count("i") == len(words):
        calm = re.sub(r"\bi\b", "I", text[first:last].lower())
        if not text[start:first].strip(" \"'“("):
            calm = calm[:1].upper() + calm[1:]
    return Match(first, last, rewrite=calm, level=None if long_enough else "warning")


def _emoji(reading: Reading) -> Iterator[Match]:
    """Emoji that stand together, with the blanks before them, and the full stop that may have stood in their place.

    One alone is left to a short message; a letter has none.
    """
    text, greeting = reading.draft.text, reading.draft.greeting
    if not reading.draft.whole and len(_EMOJI.findall(text)) < 2:
        return
    for run in _EMOJI_RUN.finditer(text):
        if run.group().strip()[0] in _SYMBOLS or in_quotes(reading, run.end() - 1, run.end()):
            continue
        start, end = run.span()
        before, after = text[:start], text[end:]
        if not before.strip(" \t") or before.endswith("\n"):  # at the beginning of a line, its blanks go too
            yield Match(start, end + len(after) - len(after.lstrip(" \t")), rewrite="")
            continue
        rest = after.lstrip(" \t")
        stops = before[-1].isalnum() and (not rest or rest[0] == "\n" or rest[0].isupper())
        mark = "" if not stops else "," if greeting and start <= greeting.end <= end + 1 else "."
        yield Match(start, end, rewrite=mark + (" " if before[-1].isalnum() and after[:1].isalnum() else ""))


KIND = RegisterKind()
