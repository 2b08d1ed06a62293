"""The forms of an English verb, for patterns: regular by rule, irregular by table."""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR = {
    "be": "is are was were been being am",
    "have": "has had having",
    "do": "does did done doing",
    "get": "gets got gotten getting",
    "make": "makes made making",
    "take": "takes took taken taking",
    "give": "gives gave given giving",
    "say": "says said saying",
    "tell": "tells told telling",
    "send": "sends sent sending",
    "write": "writes wrote written writing",
    "find": "finds found finding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "feel": "feels felt feeling",
    "pay": "pays paid paying",
    "buy": "buys bought buying",
    "break": "breaks broke broken breaking",
    "lose": "loses lost losing",
    "choose": "chooses chose chosen choosing",
    "leave": "leaves left leaving",
    "see": "sees saw seen seeing",
    "come": "comes came coming",
    "go": "goes went gone going",
    "think": "thinks thought thinking",
    "mean": "means meant meaning",
    "speak": "speaks spoke spoken speaking",
    "bring": "brings brought bringing",
    "hear": "hears heard hearing",
    "forget": "forgets forgot forgotten forgetting",
    "lie": "lies lied lying",
    "mislead": "misleads misled misleading",
    "understand": "understands understood understanding",
    "deal": "deals dealt dealing",
    "hold": "holds held holding",
    "read": "reads reading",
    "put": "puts putting",
    "reset": "resets resetting",
    "run": "runs ran running",
    "stand": "stands stood standing",
    "shake": "shakes shook shaken shaking",
    "cut": "cuts cutting",
    "let": "lets letting",
    "set": "sets setting",
    "hit": "hits hitting",
}
_DOUBLE = frozenset(
    re.findall(
        r"\S+",
        "stop plan drop ship chat beg fit slip refer occur commit admit permit regret rip skip chip grab swap "
        r"tap plug unplug scan log",
    )
)
_VOWELS = "aeiou"


@cache
def forms(verb: str) -> tuple[str, ...]:
    """The verb itself first, then its other forms: ``forms("deny") == ("deny", "denies", "denied", "denying")``."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    stem = verb + verb[-1] if verb in _DOUBLE else verb
    return verb, f"{verb}{ending}", f"{stem}ed", f"{stem}ing"
