"""refusal: a remedy is refused, and nothing that is allowed stands beside it (P11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from guidelines.apologies import COURTESY
from guidelines.kind import Match, Reading
from guidelines.pattern import pattern
from guidelines.search import in_quotes

_REMEDY = (
    r"(?:refund\w*|money back|replac\w+|exchang\w+|swap\w*|repair\w*|return\w*|cancel\w*|credit\w*|discount\w*|"
    r"voucher\w*|extend\w*|extension|"
    r"compensat\w+|reimburs\w+|waiv\w+|upgrade\w*|claim\w*|request\w*|change\w*|cover\w*|accept\w*|take (?:it|them|"
    r"this|these) back)"
)
_CANNOT = pattern(
    "(?:<cannot>|<dont>|unable to|not able to|no longer|not in a position to|have to (?:say no|decline|refuse))"
)
_REFUSED = re.compile(
    rf"\b{_REMEDY}(?: [\w'’-]+){{0,6}} (?:is|are|was|were|has|have|had|can|could|would|will|does|do)(?:n['’]t| not|"
    rf" no longer|not)\b"
    rf"|\b{_REMEDY}(?: [\w'’-]+){{0,6}} (?:is|was|has been|have been) (?:\w+ )?(?:refused|declined|rejected|"
    rf"turned down|over|closed|out of the question|excluded)\b"
    rf"|\b(?:not|never|neither|n['’]t|no) (?:\w+ ){{0,3}}(?:eligible|entitled|due|covered|open|possible|qualify|"
    rf"available)\b(?=[^.?!]*\b{_REMEDY})"
    rf"|\b(?:say|be|is) (?:\w+ )?no\b(?! charge| need| hurry| longer)(?=[^.?!]{{0,40}}\b(?:to (?:it|that|this|a|"
    rf"the)|{_REMEDY}|[.;,]|$))"
    rf"|\bno {_REMEDY}\b|\btime (?:for (?:a |an )?{_REMEDY} )?(?:has|had|have) (?:passed|ended|run out)\b|"
    rf"\b{_REMEDY} (?:period|window|time)\b[^.?!]{{0,30}}\b(?:has|had) "
    r"(?:passed|ended|closed|run out|expired)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b{_REMEDY}\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:instead|alternativ\w+|options?|rather than|in its place|another (?:way|possibility|route)|what (?:we|"
    r"i) (?:can|do|could)|part[- ]exchange|trade[- ]?in|"
    r"voucher|goodwill|ombudsman|appeal|second look|exception)\b",
    re.IGNORECASE,
)


_OFFERED = re.compile(
    r"\b(?:(?:i|we)(?:['’](?:ll|ve|d)| will| have| can| could| would| may)|"
    r"you (?:can|could|may|might|will|are welcome|have)|"
    r"please|would you|let (?:me|us)|if you(?:['’]d| would| wish| like| prefer| want)|here (?:is|are))\b(?! not\b)",
    re.IGNORECASE,
)


class NothingToSet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RefusalKind:
    name = "refusal"
    spec: type[BaseModel] = NothingToSet
    needs_letter = False
    whole_replies_only = True

    def find(self, spec: Any, reading: Reading) -> Iterator[Match]:
        refused: list[tuple[int, int]] = []
        for span in reading.draft.sentences:
            place = _refusal(span.text)
            if place and not in_quotes(reading, span.start + place[0], span.start + place[1]):
                refused.append((span.start + place[0], span.start + place[1]))
                rest = span.text[place[1] :]
                if _INSTEAD.search(rest) or re.search(r"[,;:–—-]\s*(?:but|however|yet|though)\b", rest):
                    return
            elif _INSTEAD.search(span.text) or (_OFFERED.search(span.text) and not COURTESY.search(span.text)):
                return
        if refused:
            yield Match(*refused[0])


def _refusal(text: str) -> tuple[int, int] | None:
    """The words of a sentence that refuse a remedy, or None."""
    found = _REFUSED.search(text)
    if found:
        return found.start(), found.end()
    cannot = _CANNOT.search(text)
    if cannot and _NAMED.search(text, cannot.end()) and not text.rstrip().endswith("?"):
        return cannot.start(), cannot.end()
    return None


KIND = RefusalKind()
