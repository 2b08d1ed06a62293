"""What drafts of the tests are checked beside: a letter, a policy, a source; and odd pieces that drafts may hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zlib import crc32

import numpy as np
import numpy.typing as npt

from guidelines.context import CaseFacts, Context, Fact, LetterContext, Point, Source
from guidelines.policy import Policy

ODD = [
    "Dear Mrs Lund,",
    "Kind regards,",
    "Ann Lund",
    "We cannot help \U0001f622\u200d\U0001f4a8 you, sorry!!",
    "\u202eשלום, we cannot help you. مرحبا\u202c We will refund £20 by Friday.",
    "<p>We will <b>never</b> let this happen again.&nbsp;</p>",
    "> you never answer",
    "On 3 May 2026, Ann wrote:",
    "- It will arrive tomorrow",
    "İt costs £12, ﬁne & ǅ.",
    "\x00\ufeff\u2028",
]


def by_letters(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """An embedding, float32[n, 384]: texts with the same letters in a row are near; the same text gives the same row."""
    rows = np.full((len(texts), 384), 1e-3, dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for at in range(len(text) - 2):
            row[crc32(text[at : at + 3].lower().encode()) % 384] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


BESIDE_A_LETTER = Context(
    policy=Policy.model_validate(
        {
            "company": {"name": "Harbour & Mill", "link_domains": ["harbour.example"]},
            "remedies": [{"id": "refund", "what": "refund of the price", "within_days": 30, "authority": "agent"}],
            "timescales": [{"id": "refund", "what": "refund", "at_least": 3, "at_most": 5, "unit": "working days"}],
            "never": [{"promise": "it never happens again", "why": "nobody knows"}],
        }
    ),
    today=date(2026, 11, 23),
    letter=LetterContext(
        body="Where is my lamp? I want my £20 back.",
        greeting="Dear Mrs Lund",
        names=("Mrs Lund",),
        points=(Point("Where is my lamp?", 0, 17), Point("I want my £20 back.", 18, 37)),
        fault=True,
    ),
    sources=(Source("lamps-1", "The Heron lamp costs £45 and has a warranty of 24 months.", "lamps.md", "Prices"),),
    facts=CaseFacts((Fact("price paid", "£45"),), ("refund of £6 on 20 November 2026",)),
    agent="Ann Lund",
    embed=by_letters,
)
