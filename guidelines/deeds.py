"""Deeds that a draft tells as done: who did what, by the verb and its object (P22)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from guidelines.promise_words import PEOPLE
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
    "hang"
)
_STRONG = (
    "refunded reimbursed repaid credited posted sent dispatched despatched shipped mailed emailed delivered "
    "cancelled closed stopped removed deleted booked arranged reserved ordered passed forwarded escalated referred "
    "reported raised repaired restored replaced exchanged tested inspected examined investigated corrected amended "
    "updated changed added applied waived approved authorised issued transferred paid processed made reset unlocked "
    "reinstated blocked entered registered recorded collected rescheduled rebooked switched moved signed checked "
    "reviewed traced merged saved printed called rang phoned telephoned spoke contacted asked informed notified "
    "told put handed read measured filmed fixed mended cleaned extended renewed upgraded installed set took popped "
    "slipped left baked wrapped labelled"
)
_HARMLESS = frozenset(
    root(word)
    for word in (
        "read note see understand receive think enjoy appreciate have explain answer describe mention say decide "
        "hope learn notice hear attempt know mean want get show summarise outline feel let become love wait need "
        "like consider apologise thank value help quote translate choose seem begin start tell find agree list "
        "include try come go keep offer write copy make take give set promise fail be lose sell use grow look check "
        "review examine study compare search listen run do"
    ).split()
)
# What makes a deed of a harmless verb: "a note on your file", "put it to them", "taken £5 off".
_A_DEED = re.compile(
    r"(?:set|take|took|taken|keep|kept|lay|laid|give|gave|given|make|made|offer\w*|write|wrote|written|go|gone|"
    r"went)\b(?=.*(?:[£$€]\s?\d|\b(?:refund|payment|credit|booking|appointment|arrangement|correction|note|entry|"
    r"request|exception|off|aside|in touch|in the post|up with|back|down for|on (?:your|the) (?:account|file|list|"
    r"record|bill|booking)|to (?:our|the|my|him|her|them|every\w+|all|(?-i:[A-Z])))\b))|(?:look|check|review|examine|"
    r"study|compare|search|listen|agree|go|gone|went)\w*\b(?=\s+(?:\w+ )?(?:with|to (?:see|your|the))\b)|(?:look|"
    r"check|review|examine)\w*\b(?=\s+(?:at |into |over )?(?:your|the|this|that)\s+(?!(?:\w+ )?(?:records?|accounts?|"
    r"files?|system|notes?|logs?|letters?|photo\w*|pictures?|orders?|polic\w+|guides?|website|list|details?|history|"
    r"payments?|balance|bill|terms|booking|documents?|papers?|message|email|conversation|case|matter|question|"
    r"points?|figures?|dates?|map|film|recording|video|receipts?|invoices?|statements?|form|contract|calendar|diary|"
    r"stock|tracking)\b))|read\b(?=\s+(?:your|the) (?:\w+ )?meters?\b)|(?:tell|told)\b(?=\s+(?:the|our|my|them|him|"
    r"her|(?-i:[A-Z])))|(?:found|find)\b(?=\s+(?:it|them|that|no|nothing)\b|\s+your (?!(?:\w+ )?(?:records?|"
    r"accounts?|files?|notes?|letters?|orders?|bookings?|payments?|emails?|messages?|details?|name|entry|case|claim|"
    r"policy)\b))|(?:been|be)\b(?=\s+(?:to|at|out|in touch|round)\b)",
    re.IGNORECASE,
)
_ACTOR = (
    r"(?:\b(?:I|[Ww]e)\b|\b(?i:my|our|the|your|a|an)\s+(?:[\w'’&-]+\s+){0,4}?(?i:" + PEOPLE + r")\b(?:\s+(?:in|from|"
    r"of|at)\s+(?:our|the)\s+(?:[\w'’&-]+\s*){1,3})?|\b(?:[A-Z][\w'’-]+\s+){0,3}[A-Z][\w'’-]+(?:\s+(?:in|from|of|"
    r"at)\s+(?:our|the)\s+(?:[\w'’&-]+\s*){1,3})?|\b(?:he|she|they|He|She|They|who)\b)"
)
_ADVERB = (
    r"(?:(?:just|already|now|also|today|both|all|since|personally|duly|then|fully|finally|once|this morning|"
    r"this afternoon|immediately|carefully|thoroughly|yesterday|[a-z]+ly)\s+)*"
)
_PERFECT = re.compile(
    rf"(?P<actor>{_ACTOR})(?:\s+(?:have|has|had)|['’](?:ve|s))\s+{_ADVERB}(?P<verb>[a-z]+)\b(?P<rest>(?:[^.;]|"
    rf"\.(?=\d))*)"
)
_PAST = re.compile(
    rf"(?P<actor>{_ACTOR})\s+{_ADVERB}(?P<verb>{'|'.join(sorted(_STRONG.split(), key=len, reverse=True))})\b"
    r"(?P<rest>(?:[^.;]|\.(?=\d))*)"
)
_PASSIVE = re.compile(
    rf"(?P<actor>\b(?:your|the|an?|this|that|it|these|all|both|another|two|three|one|each|everything|"
    rf"[£$€]\s?\d)(?=\W|\d|\b)(?:(?!\b(?:when|that|which|what|who|how|because|as|if|after|before|since|until|once|"
    rf"than|where)\b)(?:[^.;,]|[.,](?=\d))){{0,60}}?)\s+(?:(?:has|have)\s+{_ADVERB}been|was|were)\s+{_ADVERB}"
    r"(?P<verb>[a-z]+)\b(?P<rest>(?:[^.;]|\.(?=\d))*)",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf"(?P<actor>\b(?:your|the|an?|this|that|it|another|both|everything)\b[^.;,]{{0,40}}?)\s+(?:is|are)\s+(?:now|"
    rf"already|all)\s+{_ADVERB}(?P<verb>booked|cancelled|closed|ordered|arranged|refunded|registered|changed|updated|"
    rf"corrected|posted|sent|dispatched|paid|stopped|switched|moved|reserved|entered|waived|"
    rf"approved)\b(?P<rest>(?:[^.;]|\.(?=\d))*)",
    re.IGNORECASE,
)
_CAUSED = re.compile(  # "I have had the sign replaced", "I've got Ana to release it"
    rf"(?P<actor>{_ACTOR})(?:\s+(?:have|has)|['’](?:ve|s))\s+{_ADVERB}(?:had|got(?P<to>))\s+(?P<thing>(?:the|your|an?|it|"
    rf"this|that|"
    r"them|her|him|my|our|[A-Z]\w+)\b[^.;,]{0,40}?)\s+(?:(?P<verb>[a-z]+ed|sent|put|made|done|cut|paid|built)\b|"
    r"to (?P<base>[a-z]+)\b)(?P<rest>(?:[^.;]|\.(?=\d))*)"
)
_DID = re.compile(rf"(?P<actor>{_ACTOR})\s+did\s+(?:indeed\s+)?(?P<verb>[a-z]+)\b(?P<rest>(?:[^.;]|\.(?=\d))*)")
_WENT = re.compile(  # "your label went out this morning", "the bag is already in the post"
    r"(?P<actor>\b(?:your|the|an?|this|that|it|another|both|everything|all)\b(?:(?!\b(?:when|that|which|who|as|if|"
    r"because|where|is|was|before|until|since|after|once|should|would|can|will)\b)[^.;,]){0,50}?)\s+(?P<verb>went "
    r"(?:out|off|in the post|by (?:post|courier|van))|(?:has|have) (?:just |already |now )*(?:gone (?:out|off|back|"
    r"by|to)|left (?:us|here|our|the (?:warehouse|depot|workshop)))|left (?:us|our)|(?:is|are) (?:now |already |"
    r"both |all )*(?:in the post|on (?:its|their|the) way|with the (?:courier|carrier)))\b(?P<rest>(?:[^.;]|"
    r"\.(?=\d))*)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"(?:,\s+|\s+)(?:and|then)\s+(?:have\s+|has\s+)?{_ADVERB}(?P<verb>[a-z]+ed|spoken|spoke|sent|put|paid|written|"
    rf"wrote|told|taken|found|rang|rung|made|given)\b(?P<rest>[^.;,]*)|,\s+(?P<verb2>spoke|rang|telephoned|called|"
    rf"sent|posted|put|paid|asked|told|checked)\b(?P<rest2>[^.;,]*)",
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
    r"\w{2,}(?:ed|wn|ought|aught)|been|done|sent|put|paid|made|told|taken|took|given|gave|written|wrote|spoken|spoke|"
    r"found|rung|rang|set|cut|built|brought|bought|kept|left|met|seen|shown|drawn|driven|gone|come|held|heard|led|"
    r"lent|lost|sold|read|hung|swept|torn|thrown|woven|run|begun|laid|let|sewn|got|fed|dealt|spent|stuck|struck|shut|"
    r"split|reset|had|rebuilt|rewritten|resent",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:once|when|if|after|as soon as|until|unless|before|whether|had|would|whatever|wherever|"
    r"where)\s*(?:\w+\s){0,3}$|\b(?:that|which|what)\s*$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"\s+(?:nobody|no one|nothing|none|neither|no)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|nothing|n['’]t)\b|n['’]t\b", re.IGNORECASE)
_CUSTOMER = re.compile(
    r"\byou(?:['’]\w+)?\s*$|\byour (?:son|daughter|wife|husband|mother|father|niece|friend|neighbour)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as told; offsets into the sentence. ``recent`` says that it is told as of now, not as history."""

    start: int
    end: int
    actor: str
    verb: str
    rest: str
    passive: bool = False
    recent: bool = False


@lru_cache(maxsize=4_000)
def find_deeds(text: str) -> tuple[Deed, ...]:
    """Each deed that a sentence tells as done by us, a colleague or somebody for us; overlapping ones once."""
    return tuple(_deeds(text))


def _deeds(text: str) -> Iterator[Deed]:
    taken: list[tuple[int, int]] = []
    for pattern, passive, recent in (
        (_CAUSED, False, True),
        (_PERFECT, False, True),
        (_WENT, True, False),
        (_STATE, True, True),
        (_PASSIVE, True, False),
        (_DID, False, False),
        (_PAST, False, False),
    ):
        for match in pattern.finditer(text):
            found = _deed(text, match, passive=passive, recent=recent)
            start = match.start("verb") if match["verb"] else match.start("base")
            if any(start < b and a < match.end() for a, b in taken if a <= start):
                continue
            if found is None and pattern is _PERFECT and not PARTICIPLE.fullmatch(match["verb"]):
                yield from _also(text, Deed(match.start(), match.end(), match["actor"], "", ""), match.end(), taken)
            if found is None or not _is_told(text, match):
                continue
            taken.append((start, found.end))
            yield found
            yield from _also(text, found, match.end(), taken)


def _deed(text: str, match: re.Match[str], *, passive: bool, recent: bool) -> Deed | None:
    """The deed of a match, or None where its verb is none."""
    verb, rest = match["verb"], match.end("verb")
    if match.re is _CAUSED:
        verb = verb or match["base"]
        if not families_of(verb) or (match["base"] and match["to"] is None):
            return None
        end = _clause_end(text, match.start("rest"))
        return Deed(
            match.start(), end, match["actor"], verb, f" {match['thing']}{text[match.start('rest') : end]}", recent=True
        )
    if match.re is _WENT:
        recent, verb = not verb.lower().startswith(("went", "left")), "sent"
    elif match.re is _DID:
        if not families_of(verb):
            return None
    elif not PARTICIPLE.fullmatch(verb):  # "she has your letter, spoke to them and rang you"
        return None
    elif verb == "been" and (done := _BEEN_DONE.match(text, rest)) and PARTICIPLE.fullmatch(done["verb"]):
        verb, rest, passive = done["verb"], done.end(), True  # "Kit has been told"
    end = _clause_end(text, rest)
    said = text[match.start() : end]
    told_now = (recent and not _PLUPERFECT.search(said)) or bool(_NOW.search(said))
    return Deed(match.start(), end, match["actor"], verb, text[rest:end], passive, told_now)


_BEEN_DONE = re.compile(rf"\s+{_ADVERB}(?P<verb>[a-z]+)\b")
_PLUPERFECT = re.compile(r"\bhad\b|['’]d\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:has|have|today|this (?:morning|afternoon|evening)|just|already|now|yesterday)\b", re.IGNORECASE
)


def _is_told(text: str, match: re.Match[str]) -> bool:
    before, verb = text[: match.start()], "verb" if match["verb"] else "base"
    between = match.group()[: match.start(verb) - match.start()]
    if _NO_OBJECT.match(text, match.end(verb)):
        return False  # "I asked nobody else"
    if _CONDITIONAL.search(before) or _NEGATED.search(between) or _CUSTOMER.search(match["actor"]):
        return False
    if match["actor"].lower().split()[0] == "that" and re.search(r"(?<!\band)(?<!\bbut)(?<!\bso)[\w'’]\s+$", before):
        return False  # "a pedal that has been played"
    if re.search(r"\b(?:no|neither|none|nobody|not)\b[^,.;:]*$", before, re.IGNORECASE):
        return False  # "no fault at your yard has been confirmed"
    return not re.search(r"\byou\s*$", before, re.IGNORECASE)


def _also(text: str, deed: Deed, limit: int, taken: list[tuple[int, int]]) -> Iterator[Deed]:
    """What is told in the same breath: "I have spoken to them and closed the line"."""
    for also in _ALSO.finditer(text, deed.start, limit):
        name = "verb" if also["verb"] else "verb2"
        start = also.start(name)
        if start <= deed.start or any(start < b and a < also.end(name) for a, b in taken[:-1]):
            continue
        if deed.passive and name == "verb" and not re.search(r"\b(?:has|have)\b", also.group()):
            continue
        end = _clause_end(text, also.end(name))
        taken.append((start, end))
        yield Deed(start, end, deed.actor, also[name], text[also.end(name) : end], recent=deed.recent)


_STOP = re.compile(r"[.;:!](?=\s|$)|,\s(?![£$€]\s?\d)|\s(?:and|so|but|which|who|because|as)\s")
_ASIDE = re.compile(  # "your description, the silver camera and seat 21, to our team"; "the difference, £32"
    r",\s(?!(?:and|so|but|which|who|because|as)\b)[^,;.!]{2,90},\s(?=(?:to|under|for|with|by|into|from|at)\s)"
)


def _clause_end(text: str, start: int) -> int:
    stop = _STOP.search(text, start)
    while stop is not None and (aside := _ASIDE.match(text, stop.start())):
        stop = _STOP.search(text, aside.end())
    return stop.start() if stop else len(text.rstrip(".! "))


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


def is_harmless(deed: Deed) -> bool:
    """Whether a deed is one of reading, looking, saying and giving thought, which leave no record."""
    if deed.passive and deed.recent and deed.verb == "found" and not deed.rest.strip().startswith(("to ", "that ")):
        return False  # "your scarf has been found"
    if not deed.passive and _OF_THIS_LETTER.search(deed.rest):
        return True
    return root(deed.verb) in _HARMLESS and _A_DEED.match(f"{deed.verb}{deed.rest}") is None
