"""A drafted reply: ordered parts of sentences, each factual one with its sources (P07)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartName = Literal["greeting", "acknowledgement", "explanation", "next_step", "help", "closing", "signature"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the ids of what it rests on: passages, or ``letter:``, ``policy:``, ``case:`` with the place.

    ``lead`` says how it is set after the one before it: in the same paragraph, on a new line, as a new paragraph,
    or as an item of a numbered list.
    """

    text: str
    sources: tuple[str, ...] = ()
    lead: Literal["space", "line", "paragraph", "item"] = "space"


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a reply, each its own paragraph or paragraphs."""

    name: PartName
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a writer made. ``writer`` is "offline" or the model's name; ``note`` says in one sentence why another wrote.

    ``gaps`` are the points that nothing in the knowledge, the case or the policy answers (P21).
    """

    parts: tuple[Part, ...]
    writer: str
    language: str = "en"
    note: str = ""
    gaps: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The reply as it will be sent: parts as paragraphs, steps as a numbered list."""
        blocks = [_layout(part) for part in self.parts if part.sentences]
        return "\n\n".join(blocks)


def _layout(part: Part) -> str:
    out: list[str] = []
    item = 0
    for position, sentence in enumerate(part.sentences):
        if sentence.lead == "item":
            item += 1
            joint = "" if position == 0 else "\n"
            out.append(f"{joint}{item}. {sentence.text}")
            continue
        after_list = item > 0
        item = 0
        if position == 0:
            joint = ""
        elif sentence.lead == "paragraph" or after_list:
            joint = "\n\n"
        else:
            joint = "\n" if sentence.lead == "line" else " "
        out.append(joint + sentence.text)
    return "".join(out)
