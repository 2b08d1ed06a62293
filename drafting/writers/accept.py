"""What is taken over from a model's answer, and what is not: code after the model, because the model is not trusted.

Greeting and signature are the case's own; markup and what can't be seen goes; a sentence that carries a foreign
address or number out is left out, and the responder is told; an answer that is no reply at all is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from drafting.brief import Brief
from drafting.errors import ModelUnavailable
from drafting.reply import Part, PartName, Reply, Sentence
from drafting.writers.answer_text import clean
from drafting.writers.cited import cited
from drafting.writers.endpoint import AGAIN
from drafting.writers.foreign import Ground, why_left_out
from drafting.writers.units import split_sentences

AnsweredPart = Literal["acknowledgement", "explanation", "next_step", "help", "closing"]

_REFUSAL = re.compile(
    r"\bas an? (?:ai|large language|language) ?(?:model|assistant)?\b"
    r"|\bi(?:['’]m| am) (?:an ai|a language model)\b"
    r"|\bi(?:['’]m| am) (?:sorry|unable|not able),? (?:but )?(?:i )?(?:can['’]?t|cannot|won['’]t|to) "
    r"(?:help|assist|comply|fulfil|do that)"
    r"|\bi (?:can(?:no|['’])t|won['’]t|will not) (?:assist|help|comply|write|draft|generate)\b",
    re.IGNORECASE,
)
_COMMON = {
    "en": "the and you your we our to for is are that with this have will not of in on it",
    "fr": "le la les des vous votre nous notre et est pour que avec une dans pas sur ce du",
    "de": "der die das und sie ihr ihre wir ist für dass mit eine nicht auf den zu haben werden",
    "es": "el la los las usted su nosotros y es para que con una no en por se del le",
    "it": "il lo la gli le voi suo noi e per che con una non di del sono è si",
    "nl": "de het een en u uw wij is voor dat met niet op van te zijn wordt",
    "pt": "o a os as você seu nós e é para que com uma não em por do da",
}
_ECHO = 9  # words in a row that only the instructions can have given


class AnswerSentence(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str
    sources: list[str] = []


class AnswerPart(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: AnsweredPart
    sentences: list[AnswerSentence]


class Answer(BaseModel):
    """A reply as parts, each a list of sentences with the ids of the sources that they rest on."""

    model_config = ConfigDict(extra="ignore")
    parts: list[AnswerPart]


def accept(answer: Answer, brief: Brief, writer: str, *, instructions: str = "") -> Reply:
    """A model's answer as a Reply of this case. ``instructions`` are what the model was told, which no reply repeats.

    Raises ModelUnavailable when it is empty, refuses, loops, is in another language, repeats its instructions or
    rests on a source that does not exist.
    """
    ground = Ground.of(brief)
    left_out: list[str] = []
    parts: dict[AnsweredPart, list[Sentence]] = {}
    said = [clean(sentence.text) for part in answer.parts for sentence in part.sentences]
    _usable([text for text in said if text], brief, instructions)
    for part in answer.parts:
        for sentence in part.sentences:
            text = _kept(clean(sentence.text), ground, left_out)
            if not text:
                continue
            lead: Literal["space", "item"] = "item" if re.match(r"\d{1,2}[.)]\s", text) else "space"
            bare = re.sub(r"^(?:\d{1,2}[.)]|[-*•])\s+", "", text)
            parts.setdefault(part.name, []).append(Sentence(bare, cited(sentence.sources, brief), lead))
    kept = " ".join(row.text for rows in parts.values() for row in rows)
    if len(kept.split()) < 8:
        raise ModelUnavailable("Nothing of the model's answer could be used.", AGAIN)
    return Reply(
        parts=_whole(parts, brief),
        writer=writer,
        language=brief.enquiry.language or "en",
        note=_note(left_out),
        gaps=tuple(found.point.text for found in brief.found if not found.hits),
    )


def _kept(text: str, ground: Ground, left_out: list[str]) -> str:
    """The sentences of a text that may stay; why others may not is added to ``left_out``."""
    sentences = split_sentences(text) if text else []
    reasons = [why_left_out(sentence, ground) for sentence in sentences]
    left_out += [reason for reason in reasons if reason]
    if not any(reasons):
        return text
    return " ".join(sentence for sentence, reason in zip(sentences, reasons, strict=True) if not reason)


def _whole(parts: dict[AnsweredPart, list[Sentence]], brief: Brief) -> tuple[Part, ...]:
    """The parts in their order, with the case's own greeting and signature, and a closing."""
    company = brief.policy.company
    closing = parts.pop("closing", [])
    short = [row for row in closing if len(row.text.split()) <= 6 and row.text.rstrip().endswith(",")][:1]
    wishes = [row for row in closing if row not in short and len(row.text.split()) > 3]
    if wishes:
        parts.setdefault("help", []).extend(wishes)
    out = [Part("greeting", (Sentence(f"{brief.enquiry.greeting.rstrip(',')},"),))]
    out += [Part(_name(name), tuple(parts[name])) for name in get_args(AnsweredPart) if parts.get(name)]
    lines = [line for line in (brief.agent, *(company.signature or company.name).splitlines()) if line.strip()]
    signature = tuple(Sentence(line, (), "space" if number == 0 else "line") for number, line in enumerate(lines))
    return (*out, Part("closing", tuple(short or [Sentence("Kind regards,")])), Part("signature", signature))


def _name(name: str) -> PartName:
    return next(part for part in get_args(PartName) if part == name)


def _usable(texts: Sequence[str], brief: Brief, instructions: str) -> None:
    """Whether this is a reply at all; raises ModelUnavailable with what it is instead."""
    whole = " ".join(texts)
    if len(whole.split()) < 8:
        raise ModelUnavailable("The model's answer was empty.", AGAIN)
    if _REFUSAL.search(whole):
        raise ModelUnavailable("The model declined to write this reply.", AGAIN)
    if _loops(texts):
        raise ModelUnavailable("The model repeated itself instead of writing a reply.", AGAIN)
    if _shingles(whole) & _shingles(instructions):
        raise ModelUnavailable("The model repeated its instructions instead of writing a reply.", AGAIN)
    wanted = brief.enquiry.language or "en"
    if (found := _language(whole)) and wanted in _COMMON and found != wanted:
        raise ModelUnavailable("The model answered in another language than the letter's.", AGAIN)


def _loops(texts: Sequence[str]) -> bool:
    sentences = Counter(
        sentence.lower() for text in texts for sentence in split_sentences(text) if len(sentence.split()) > 3
    )
    tokens = " ".join(texts).lower().split()
    runs = Counter(tuple(tokens[start : start + 6]) for start in range(max(0, len(tokens) - 5)))
    return max(sentences.values(), default=0) >= 3 or max(runs.values(), default=0) >= 4


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + _ECHO]) for start in range(len(words) - _ECHO + 1)}


def _language(text: str) -> str | None:
    """The language whose commonest words stand out, of those that we know; None when none does clearly."""
    tokens = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    score = {code: sum(tokens[word] for word in common.split()) for code, common in _COMMON.items()}
    first, second = sorted(score, key=lambda code: -score[code])[:2]
    return first if score[first] >= 4 and score[first] >= 1.5 * score[second] else None


def _note(left_out: list[str]) -> str:
    if not left_out:
        return ""
    what = list(dict.fromkeys(left_out))
    listed = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
    return f"Left out of the model's answer, because it carried {listed}: {_count(len(left_out))}."


def _count(number: int) -> str:
    return "one sentence" if number == 1 else f"{number} sentences"
