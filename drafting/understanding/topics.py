"""What a point is about when it leans on what stands before it: "how often should I change it?" (P03, P07)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.understanding.lexicon import plain
from guidelines.context import Point

_LEANS = re.compile(r"\b(?:it|its|this|that|they|them|their|these|those|one|ones|there|do so|so)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:my|our|the|your|this|that|a|an|new|these|those)\s+(?P<thing>(?:(?!(?:to|is|was|has|had|of|in|on|at|for|with|and|or|but|that|which|who|from|by|I|you|we|it|will|can|"
    r"would|should|\w+ed|said|says|went|got|gone|left|took|under|over|about|into|like|because|be|been|being|were|who|\d\S*|extra|lad|came|does|do|did|as|so|after|before|since|if|when|not)\b)[\w'&-]+\s?){1,3})",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"(?:day|days|week|weeks|month|months|year|years|morning|afternoon|evening|night|weekend|time|times|moment|way|end|rest|same|other|first|second|third|last|next|few|lot|bit|couple|"
    r"one|ones|thing|things|problem|question|answer|reply|reason|moment|minute|hour|man|woman|person|only|best|wife|husband|son|daughter|mother|father|mum|dad|friend|sister|brother|neighbour|half|quarter)s?$",
    re.IGNORECASE,
)


def topics_of(body: str, points: Sequence[Point], products: Sequence[str]) -> tuple[str, ...]:
    """For each point the product or thing that it is about, or "" when the point says so itself."""
    text = plain(body)
    return tuple(_topic(text, points, place, products) for place in range(len(points)))


def _topic(text: str, points: Sequence[Point], place: int, products: Sequence[str]) -> str:
    point = points[place]
    if point.start is None or point.end is None:
        return ""
    own = text[point.start : point.end]
    if any(_named(product, own) for product in products):
        return ""
    leans = _LEANS.search(own) is not None
    if not leans and _things(own):
        return products[0] if len(products) == 1 else ""
    before = text[: point.start]
    named = [(_last(product, before), product) for product in products]
    nearest = max(named, default=(-1, ""))
    if nearest[0] >= 0:
        return nearest[1]
    for other in reversed(points[:place]):
        if other.start is not None and other.end is not None:
            things = _things(text[other.start : other.end])
            if things:
                return things[0]
    things = _things(before)
    return things[-1] if things else ""


def _things(text: str) -> list[str]:
    found = (" ".join(match["thing"].split()) for match in _THING.finditer(text))
    return [thing for thing in found if not _NO_THING.search(thing)]


def _named(product: str, text: str) -> bool:
    return plain(product).casefold() in text.casefold()


def _last(product: str, text: str) -> int:
    return text.casefold().rfind(plain(product).casefold())
