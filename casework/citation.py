"""Which passages a reply rests on: the sources of the sentences that still stand in its text as they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.case import Case
    from drafting.reply import Reply, Sentence

_PASSAGE = re.compile(r"^(?P<document>.+)@\d+#\d+$")
_NO_REPLY = {"discarded", "no_reply_due"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence of the machine's draft whose words stand in the text at ``start:end``."""

    sentence: Sentence
    start: int
    end: int


def standing(reply: Reply | None, text: str) -> list[Standing]:
    """The sentences that a person left as they were, in the order of the draft; line breaks do not count (P07).

    One whose words were changed rests on whoever changed them, so it is not among them.
    """
    found: list[Standing] = []
    cursor = 0
    for sentence in (sentence for part in (reply.parts if reply else ()) for sentence in part.sentences):
        place = _place(sentence.text, text, cursor)
        if place is not None:
            found.append(Standing(sentence, *place))
            cursor = place[1]
    return found


def cited(case: Case) -> dict[str, str]:
    """The passages that the reply of a case rests on, with their documents; none where no reply goes out."""
    if case.state in _NO_REPLY:
        return {}
    sources = [source for stands in standing(case.reply, case.text) for source in stands.sentence.sources]
    return {source: match["document"] for source in sources if (match := _PASSAGE.match(source))}


def _place(words: str, text: str, cursor: int) -> tuple[int, int] | None:
    if not words.strip():
        return None
    for start in (text.find(words, cursor), text.find(words)):
        if start >= 0:
            return start, start + len(words)
    match = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    return match.span() if match else None
