"""must_say: words that law or management requires for this kind of letter, and that a whole reply leaves out (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.context import Context
from guidelines.finding import Level
from guidelines.kind import Match, Reading
from guidelines.wording import content_stems

_FIGURES = re.compile(r"\d[\d ./-]*\d|\d|\b[\w.+-]+@[\w.-]+\w|\b(?:www\.|https?://)\S+\w")
_TRADE = frozenset(("business", "trade", "company", "commercial"))
_HARM = frozenset(("injury", "accident", "harm", "burn", "recall"))
_SHARE = 0.7  # of the required words: the rest may be put in other words


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MustSayKind:
    name = "must_say"
    spec: type[BaseModel] = NothingToSet
    needs_letter = True
    whole_replies_only = True

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        for row in reading.context.policy.must_say:
            level = _due(row.when, reading.context)
            if level and not is_said(row.text, reading.draft.text):
                yield Match(None, None, {"required": row.text, "when": row.when}, level=level)


def _due(when: str, context: Context) -> Level | None:
    """Whether a row is due for this letter: an error where the letter plainly is of that kind, a warning or an idea
    where it may be (a tag that its words touch, a trouble told without complaint), else None."""
    letter = context.letter
    if letter is None:
        return None
    wanted = when.strip().casefold().replace("_", " ")
    if wanted == "complaint" and letter.kind == "complaint":
        return "error" if letter.complains else "suggestion"
    plain = {"always", "any", "all", letter.kind.replace("_", " "), letter.gravity}
    plain |= {product.casefold() for product in letter.products}
    if wanted in plain or (wanted in _TRADE and letter.business):
        return "error"
    tag = content_stems(wanted)
    if tag and tag <= content_stems(" ".join((*letter.products, letter.subject))):
        return "error"
    touched = tag and tag <= content_stems(letter.body)
    return "warning" if touched or (wanted in _HARM and letter.gravity == "safety") else None


def is_said(required: str, text: str) -> bool:
    """Whether the text says it: every figure and address of it, and most of its words."""
    flat = " ".join(text.split()).casefold()
    if " ".join(required.split()).casefold().rstrip(".") in flat:
        return True
    close = re.sub(r"[\s./-]", "", flat)
    if any(re.sub(r"[\s./-]", "", figure).casefold() not in close for figure in _FIGURES.findall(required)):
        return False
    wanted = {word for word in content_stems(required) if not word[0].isdigit()}
    return not wanted or len(wanted & content_stems(text)) / len(wanted) >= _SHARE


KIND = MustSayKind()
