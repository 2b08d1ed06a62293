"""What is taken over from a model's answer, and what is not: code after the model, because the model is not trusted.

Greeting and signature are the case's own; a source that does not exist is dropped and said; links, images and markup go.
"""  # noqa: E501

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from drafting.brief import Brief
from drafting.errors import ModelUnavailable
from drafting.reply import Part, PartName, Reply, Sentence
from drafting.writers.units import split_sentences

AnsweredPart = Literal["acknowledgement", "explanation", "next_step", "help", "closing"]
AGAIN = "Try again, or go on with the draft of the offline writer."

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,10}://|www\.)[^\s<>()\"']+", re.IGNORECASE)
_MARKUP = re.compile(r"(\*\*|__|`|^#{1,6}\s+)", re.MULTILINE)
_REFUSAL = re.compile(
    r"\b(?:as an ai\b|as a language model|i(?:['’]m| am) (?:sorry|unable|not able),? (?:but )?(?:i )?(?:can['’]?t|cannot|won['’]t|to) "  # noqa: E501
    r"(?:help|assist|comply|fulfil|do that)|i can(?:no|['’])t (?:assist|help|comply) with)",
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


def accept(answer: Answer, brief: Brief, writer: str) -> Reply:
    """A model's answer as a Reply of this case. Raises ModelUnavailable when it is empty, refuses, loops or is in another language."""  # noqa: E501
    known = _known_sources(brief)
    dropped: list[str] = []
    foreign: list[str] = []
    parts: dict[AnsweredPart, list[Sentence]] = {}
    for part in answer.parts:
        for sentence in part.sentences:
            text = _clean(sentence.text, brief, foreign)
            if not text:
                continue
            kept = tuple(source for source in sentence.sources if _is_known(source, known))
            dropped += [source for source in sentence.sources if not _is_known(source, known)]
            rows = parts.setdefault(part.name, [])
            lead: Literal["space", "item"] = "item" if re.match(r"\d{1,2}[.)]\s", text) else "space"
            rows.append(Sentence(re.sub(r"^\d{1,2}[.)]\s+", "", text), kept, lead))
    _usable([sentence.text for rows in parts.values() for sentence in rows], brief)
    return Reply(
        parts=_whole(parts, brief),
        writer=writer,
        language=brief.enquiry.language or "en",
        note=_note(dropped, foreign),
    )


def _whole(parts: dict[AnsweredPart, list[Sentence]], brief: Brief) -> tuple[Part, ...]:
    """The parts in their order, with the case's own greeting and signature, and a closing."""
    company = brief.policy.company
    closing = parts.pop("closing", [])
    short = [row for row in closing if len(row.text.split()) <= 6][:1] or [Sentence("Kind regards,")]
    out = [Part("greeting", (Sentence(f"{brief.enquiry.greeting.rstrip(',')},"),))]
    out += [Part(_name(name), tuple(parts[name])) for name in get_args(AnsweredPart) if parts.get(name)]
    lines = [line for line in (brief.agent, *(company.signature or company.name).splitlines()) if line.strip()]
    signature = tuple(Sentence(line, (), "space" if number == 0 else "line") for number, line in enumerate(lines))
    return (*out, Part("closing", tuple(short)), Part("signature", signature))


def _name(name: str) -> PartName:
    return next(part for part in get_args(PartName) if part == name)


def _known_sources(brief: Brief) -> frozenset[str]:
    """Every id that a sentence may cite: passages, case, policy rows, the letter."""
    policy = brief.policy
    ids = {hit.passage.id for found in brief.found for hit in found.hits}
    ids |= {f"case:{fact.name}" for fact in brief.facts.facts}
    ids |= {f"case:action {number}" for number, _ in enumerate(brief.facts.actions, 1)}
    ids |= {f"case:enclosure {number}" for number, _ in enumerate(brief.facts.enclosures, 1)}
    ids |= {f"policy:remedies/{row.id}" for row in policy.remedies} | {
        f"policy:timescales/{row.id}" for row in policy.timescales
    }
    ids |= {f"policy:teams/{row.name}" for row in policy.teams} | {
        f"policy:must_say/{row.when}" for row in policy.must_say
    }
    return frozenset(ids | {"policy:contacts", "policy:company", "letter:body", "letter:subject", "letter:date"})


def _is_known(source: str, known: frozenset[str]) -> bool:
    return source in known


def _clean(text: str, brief: Brief, foreign: list[str]) -> str:
    """Plain text: no image, no markup; a link only to the company's own domains."""
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1 \2", text)
    text = _TAG.sub("", text)
    text = _MARKUP.sub("", text)
    domains = tuple(domain.lower() for domain in brief.policy.company.link_domains)

    def keep(match: re.Match[str]) -> str:
        host = (
            re.sub(r"^[a-z][a-z0-9+.-]*://", "", match[0], flags=re.I)
            .split("/")[0]
            .split("@")[-1]
            .split(":")[0]
            .lower()
        )
        if any(host == domain or host.endswith("." + domain) for domain in domains) and match[0].lower().startswith(
            ("http", "www")
        ):
            return match[0]
        foreign.append(match[0])
        return ""

    return re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s+", " ", _URL.sub(keep, text))).strip()


def _usable(texts: Sequence[str], brief: Brief) -> None:
    whole = " ".join(texts)
    if len(whole.split()) < 8:
        raise ModelUnavailable("The model's answer was empty.", AGAIN)
    if _REFUSAL.search(whole):
        raise ModelUnavailable("The model declined to write this reply.", AGAIN)
    if _loops(texts):
        raise ModelUnavailable("The model repeated itself instead of writing a reply.", AGAIN)
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


def _language(text: str) -> str | None:
    """The language whose commonest words stand out, of those that we know; None when none does clearly."""
    tokens = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    score = {code: sum(tokens[word] for word in common.split()) for code, common in _COMMON.items()}
    first, second = sorted(score, key=lambda code: -score[code])[:2]
    return first if score[first] >= 4 and score[first] >= 1.5 * score[second] else None


def _note(dropped: list[str], foreign: list[str]) -> str:
    notes = []
    if len(dropped) == 1:
        notes.append(
            "One source that the model cited does not exist and was taken out; its sentence stands without it."
        )
    elif dropped:
        notes.append(f"{len(dropped)} sources that the model cited do not exist and were taken out of their sentences.")
    if foreign:
        notes.append("A link to a foreign address was taken out of the model's answer.")
    return " ".join(notes)
