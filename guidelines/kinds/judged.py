"""judged: what no pattern sees, asked in plain words of a model that nobody trusts with more than a warning.

The judge is given from above (``context.judge``) and asked about all judged rules of a draft at once, see
`Reading.judged`. What it says is taken only where the words that it quotes stand in the prose of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from guidelines.context import Judgement
from guidelines.kind import Match, Reading
from guidelines.search import in_quotes

_LONGEST_REASON = 200
_ADDRESS = re.compile(r"https?:|www\.|@|\b[\w-]+\.(?:com|net|org|co|io|ru|example)\b", re.I)


class Asked(BaseModel):
    """``ask`` is a question about the reply that is answered yes where the rule is broken.

    Where ``about_letter``, it cannot be answered without the customer's letter. ``missing`` allows the answer that
    something is not there, which has no place in the draft.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: str = Field(min_length=20)
    about_letter: bool = False
    missing: bool = False

    @property
    def needs_letter(self) -> bool:
        return self.about_letter

    @property
    def needs_judge(self) -> bool:
        return True


class JudgedKind:
    name = "judged"
    spec: type[BaseModel] = Asked
    needs_letter = False
    whole_replies_only = False

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        rule = next(question.rule for question in reading.questions if question.ask == spec.ask)
        for judgement in reading.judged.answers.get(rule, ()):
            why = {"why": _reason(judgement)}
            if not judgement.quote.strip():
                if spec.missing:
                    yield Match(None, None, why)
                    return  # missing once is missing
            elif place := _place(judgement.quote, reading):
                yield Match(*place, why)


def _place(quote: str, reading: Reading) -> tuple[int, int] | None:
    """Where the quoted words stand in one sentence of the draft, however they are spaced; None where they do not."""
    words = re.findall(r"\S+", quote.strip(" \"'“”‘’"))
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.I)
    for span in reading.draft.sentences:
        found = pattern.search(reading.draft.text, span.start, span.end)
        if (
            found
            and (len(words) > 1 or found.span() == (span.start, span.end))
            and not in_quotes(reading, *found.span())
        ):
            return found.span()
    return None


def _reason(judgement: Judgement) -> str:
    """The reason in one short line, without any address: it comes from a model that has read a stranger's letter."""
    reason = " ".join(judgement.reason.split())
    return "" if _ADDRESS.search(reason) else reason[:_LONGEST_REASON]


KIND = JudgedKind()
