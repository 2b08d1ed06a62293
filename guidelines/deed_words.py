"""Verbs of doing: their families, and those of reading, looking and saying that leave no record (P22)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from functools import cache

from guidelines.wording import stem, words


def root(verb: str) -> str:
    """The stem of a verb, the same for "told" and "tell"."""
    return stem(stem(verb))


# Verbs of doing, in families: a record in one word bears out a claim in another of the same family.
_FAMILIES = {
    "pay": "goodwill voucher payment refund reimburse repay credit return pay transfer compensate deduct issue make "
    "put add process give reverse release",
    "send": "parcel package label send post dispatch despatch ship mail email courier deliver issue forward hand pack "
    "leave go",
    "contact": "message reply speak talk call ring phone telephone ask consult discuss contact write email message "
    "tell inform notify chase alert warn brief instruct remind raise query put request meet reach touch check",
    "pass": "ticket escalation dispute pass forward escalate refer hand transfer send share report assign submit "
    "raise flag put give ask go receive open",
    "book": "appointment slot booking arrange book schedule organise reserve set order request rebook hold keep put "
    "enter aside register confirm",
    "record": "entry flag enter record register note add update change amend correct adjust edit log put apply set "
    "switch move process fix enrol list make reduce lower increase raise recalculate rewrite",
    "end": "cancel close end terminate remove delete withdraw withdrawn stop take retract",
    "stop": "stop pause halt lift block switch turn hold freeze suspend put take",
    "mend": "repair fix mend restore reset resolve sort unlock reinstate reactivate unblock clear clean adjust recover",
    "replace": "replace exchange swap order reorder resend send",
    "look": "check look read review inspect examine investigate verify test trace audit compare find measure monitor "
    "confirm listen search track try",
    "visit": "visit pickup attend come go call inspect collect fetch be",
    "waive": "waive wipe remove write cancel drop credit refund take",
    "allow": "approve authorise agree grant sanction sign accept allow promise",
    "more": "lengthen extend renew prolong upgrade install",
    "keep": "save merge download upload print copy store file keep lock secure",
    "staff": "train brief remind dismiss suspend discipline replace",
}
# Verbs that only their own record bears out.
_ALONE = (
    "open unpack pack load unload wrap label weigh drive wash iron clean cook bake sew paint build plant walk log "
    "pop drop wire scan lock empty fill charge strip lift pick lay dig tow tune oil polish frame engrave translate "
    "hang watch witness supervise count taste photograph film stitch glue varnish trim prune mow rinse soak boil "
    "bottle stamp seal tie drill solder weld sand sharpen grease bleed drain press steam hem ice box crate bind wind "
    "plane"
)
EMPTY_VERBS = frozenset(map(root, ("put", "make", "give", "take", "set", "go", "keep", "be", "do", "get", "leave")))
_HARMLESS = frozenset(
    root(word)
    for word in (
        "read note see understand receive think enjoy appreciate have explain answer describe mention say decide "
        "hope learn notice hear attempt know mean want get show summarise outline feel let become love wait need "
        "like consider apologise thank value help quote translate choose seem begin start tell find agree list "
        "include try come go keep offer write copy make take give set promise fail be lose sell use grow look check "
        "review examine study compare search listen run do count"
    ).split()
)
# What makes a deed of a harmless verb: "a note on your file", "put it to them", "taken £5 off".
_A_DEED = re.compile(
    r"(?:set|take|took|taken|keep|kept|lay|laid|give|gave|given|make|made|offer\w*|write|wrote|written|go|gone|"
    r"went)\b(?=.*(?:[£$€]\s?\d|\b(?:refund|payment|credit|booking|appointment|arrangement|correction|note|entry|"
    r"request|exception|off|aside|in touch|in the post|up with|back|down for|on (?:your|the) (?:account|file|list|"
    r"record|bill|booking)|to (?:our|the|my|him|her|them|every\w+|all|(?-i:[A-Z])))\b))|(?:look|check|review|examine|"
    r"study|compare|search|listen|agree)\w*\b(?=\s+(?:\w+ )?(?:with|to (?:see|your|the))\b)|(?:look|check|review|"
    r"examine)\w*\b(?=\s+(?:at |into |over )?(?:your|the|this|that)\s+(?!(?:\w+ )?(?:records?|accounts?|files?|"
    r"system|notes?|logs?|letters?|photo\w*|pictures?|orders?|polic\w+|guides?|website|list|details?|history|"
    r"payments?|balance|bill|terms|booking|documents?|papers?|message|email|conversation|case|matter|question|"
    r"points?|figures?|dates?|map|film|recording|video|receipts?|invoices?|statements?|form|contract|calendar|diary|"
    r"stock|tracking)\b))|(?:gone|been|went|go)\b(?=\s+through\s+(?:your|the|this|that)\s+(?!(?:\w+ )?(?:records?|"
    r"accounts?|files?|system|notes?|logs?|letters?|orders?|polic\w+|list|details?|history|payments?|bill|terms|"
    r"booking|documents?|papers?|messages?|emails?|case|matter|points?|questions?|figures?|dates?|receipts?|"
    r"invoices?|statements?|contract|form|steps?)\b))|read\b(?=\s+(?:your|the) (?:\w+ )?meters?\b)|(?:go|gone|"
    r"went)\b(?=\s+(?:ahead|down|out|round|(?:\w+ )?with|(?:\w+ )?to (?:see|your|the|our|my)|(?:over|through|into|"
    r"back)\b[^.;]*\b(?:with (?:our|the|my|him|her|them|(?-i:[A-Z]))))\b)|(?:tell|told)\b(?=\s+(?:the|our|my|them|"
    r"him|her|(?-i:[A-Z])))|(?:found|find)\b(?=\s+(?:it|them|that|no|nothing)\b|\s+your (?!(?:\w+ )?(?:records?|"
    r"accounts?|files?|notes?|letters?|orders?|bookings?|payments?|emails?|messages?|details?|name|entry|case|claim|"
    r"policy)\b))|(?:been|be)\b(?=\s+(?:to|at|out|in touch|round)\b)",
    re.IGNORECASE,
)
# What is put on paper: "I have put the dates for you on one page".
_OF_WORDS = re.compile(
    r"\b(?:answers?|points?|steps?|dates?|details?|figures?|times|hours|prices?|costs?|sums?|links?|tables?|summary|"
    r"questions?|options?|choices|reasons?|ways|facts|names|words|main|differences?|distances?|sizes?|addresses|page|"
    r"lines?|sheet|paper|detail|order in which|list)\b",
    re.IGNORECASE,
)
# Where a thing is put that leaves a record: "on your account", "through to Ana", "aside", "a note".
_PUT = re.compile(
    r"\b(?:aside|through|hold|in the post|back|off|down for|forward|in touch|request|extra|another|spare|"
    r"replacement)\b|\b(?:to|past|before|with) (?:our|my|him|her|them|the \w+|(?-i:[A-Z]))|\b(?:on|in|into|to|onto|"
    r"towards|against|with) (?:your|the|this|that|its|each|every) (?:\w+ )?(?:account|card|bill|file|record|booking|"
    r"order|parcel|box|post|system|queue|calendar|diary|van|tab|policy|plan|profile|case|report|notice|window|door|"
    r"shelf|bag|waiting list|list for|bank|fund|stock)\b|\b(?:an?|the) (?:\w+ )?(?:note|stop|hold|block|request|"
    r"credit|flag|mark|marker|reservation|deposit|order|claim|complaint|question|question|copy|label|sign|notice|"
    r"charge|new \w+)\b|[£$€]\s?\d\S* (?:back |more )?(?:on|in|into|to|towards|against)\b|\b(?:right|up)\b",
    re.IGNORECASE,
)
# What is done to the letter itself: "I have added the hours below".
_OF_THIS_LETTER = re.compile(
    r"\b(?:below|above|overleaf|underneath|in (?:this|my) (?:letter|email|reply|message)|at the (?:end|foot|top|"
    r"bottom)|in bold|in (?:a|an|one) (?:\w+ )?(?:list|table|order)|in (?:order|turn)|side by side|here)\W*$|"
    r"\bthe (?:clause|words|passage|line|sentence|rule|steps)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(
    r"\w{2,}(?:ed|wn|ought|aught|orn)|been|done|sent|put|paid|made|told|taken|took|given|gave|written|wrote|spoken|"
    r"spoke|found|rung|rang|set|cut|built|kept|left|met|seen|driven|gone|come|held|heard|led|lent|lost|sold|read|"
    r"hung|swept|woven|run|begun|laid|let|got|fed|dealt|spent|stuck|struck|shut|split|reset|had|rebuilt|rewritten|"
    r"resent|chosen|frozen|broken|hidden|eaten|risen|fallen|stolen|proven|undertaken|overseen|dug|bound|wound|lit|"
    r"spun|won|bent|felt|slept|shot|fit|ground|bled|hit|sewn|understood|stood|sat|forgotten|withdrawn|retaken|redone|"
    r"re-?laid",
    re.IGNORECASE,
)


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, verbs in _FAMILIES.items():
        for verb in verbs.split():
            found.setdefault(root(verb), set()).add(name)
    for verb in _ALONE.split():
        found.setdefault(root(verb), set()).add(root(verb))
    return {verb: frozenset(names) for verb, names in found.items()}


def families_of(verb: str) -> frozenset[str]:
    """The families of deeds that a verb belongs to; empty for one that leaves no record."""
    return _families().get(root(verb.rsplit("-", 1)[-1]), frozenset())


def deeds_in(text: str) -> frozenset[str]:
    """The families of the first word of a text that is a deed: of "fine wiped", those of wiping."""
    return next(
        (found for word in words(text) if PARTICIPLE.fullmatch(word) and (found := families_of(word))), frozenset()
    )


def leaves_none(verb: str, rest: str, *, passive: bool, recent: bool) -> bool:
    """Whether what is told is reading, looking, saying or giving thought, or done to the letter itself."""
    if passive and recent and verb == "found" and not rest.strip().startswith(("to ", "that ")):
        return False  # "your scarf has been found"
    if not passive and _OF_THIS_LETTER.search(rest):
        return True
    if root(verb) == "put" and not passive:
        return _OF_WORDS.search(rest) is not None and _PUT.search(rest) is None
    return root(verb) in _HARMLESS and _A_DEED.match(f"{verb}{rest}") is None
