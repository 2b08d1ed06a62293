"""What a point of a letter asks for, and the words by which a sentence gives it (P03)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re

_ASKS = {
    "when": (
        r"\bwhen (?:will|would|do|does|did|is|are|was|can|could|should|shall|may|might|have|has|am|exactly|i|we|"
        r"you)\b(?! (?:was|were|had|drove|drives))"
        r"|\b(?:know|me|say|ask\w*|idea|hear|and|or) when\b|^\W*when\W*$|\b(?:how (?:soon|long|late|quickly)|"
        r"what (?:time|day|date)|by what|until when|how many "
        r"(?:days|weeks|months|years|hours))\b"
    ),
    "money": (
        r"\b(?:how much|what (?:does|do|will|would|is) (?:it|this|that|the (?:\w+ )?(?:price|cost|fee|"
        r"charge))|what'?s the (?:price|cost)|cost|price|charge[ds]?|fee|pay)\b"
    ),
    "why": r"\b(?:why|how come|how (?:on earth )?(?:did|does|can|could|has|is) (?:this|that|it|"
    r"such\b[\w ]*?)(?: \w+)? (?:happen\w*|occur\w*|come about|possible|go wrong)|what (?:happened|went wrong|"
    r"caused|is the reason)|explain|reason|explanation)\b",
    "where": r"\b(?:where|which (?:shop|branch|address|place|store)|whereabouts)\b",
    "who": r"\b(?:who|whom|which person)\b",
    "count": r"\b(?:how (?:many|big|large|tall|wide|heavy|far|hot|cold|deep|old|high|often))\b",
    "how": (
        r"\b(?:how (?:do|can|to|should|would)|what (?:do|should|must|can) (?:i|we) do|what steps|"
        r"which way)\b"
    ),
    "what": r"\b(?:what|which)\b",
    "yes_no": (
        r"^\W*(?:(?:and|also|so|but|please|secondly|finally|or)\W+)*(?:can|could|do|does|did|is|are|was|"
        r"were|will|would|should|has|have|may|am|shall)\b|\b(?:whether|if (?:it|you|i|we|the|there))\b"
    ),
}
_ASKS["which"] = (
    r"^\W*(?:(?:and|also|so|secondly|finally)\W+)*which\b|\bwhat (?:model|size|type|kind|sort|colour|version|"
    r"number)\b"
)
ASKS_FOR = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _ASKS.items()}
_TIME = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|ninety|half an|an?|few|couple of|several)(?:[- ]\w+)?? ?[- ]?(?:to \w+ |or \w+ "
    r")?(?:working |business )?(?:minutes?|hours?|days?|weeks?|months?|years?|fortnight)\b|\b(?:mon|tues|"
    r"wednes|thurs|fri|satur|sun)days?\b|\b(?:today|tomorrow|yesterday|tonight|immediately|always|next "
    r"(?:week|month|year)|this week|january|february|march|april|june|july|august|september|october|november|"
    r"december|spring|summer|autumn|winter|christmas)\b|\b\d{1,2} may\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|"
    r"\b20\d\d\b|\bat any time\b|\bas (?:soon|long) as\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[£$€]\s?\d|\b\d+(?:\.\d\d)? ?(?:pounds|euros|dollars|pence|gbp|eur|usd|p\b)|\bfree\b|\bno (?:extra |"
    r"further )?(?:charge|cost|fee)|nothing (?:more |further |extra )?to pay|\bper ?cent\b|\d ?%|\bincluded\b|"
    r"\bwithout charge\b|\bprices?\b|\b(?:costs?|pay) (?:you )?nothing\b|at (?:no|our) (?:cost|expense)",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:because|since|as (?:it|the|we|they|our|your|a|there)|due to|owing to|the (?:reason|cause)|caused|"
    r"so that|was (?:not|wrongly|sent|set|held|passed|left|delayed|lost|mistyped|entered|charged|taken|"
    r"missed)|were (?:not|held|delayed|lost)|did not|failed|mistake|error|fault|broke|should have|happened|"
    r"means? that|which is why|stuck|forgot\w*|overlook\w*|missed|delay\w*|shortage|wrong\w*|usually|comes "
    r"from|a sign)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|in|to|from|on|with|under|inside|behind|beside|near|below|above|between|opposite|left|at the "
    r"(?:back|front|top|bottom))\s+(?:the|our|your|its|a|[A-Z])|\bon the way|\bcarrier\b|\bdepot\b|\bshop\b|"
    r"\bdispatched\b|\bleft us\b|\bstreet\b|\broad\b",
    re.I,
)
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|"
    r"no|none|once|twice|both|each|daily|weekly)\b",
    re.I,
)
_STEP = re.compile(
    r"(?:^|,\s|\b(?:please|then|and|first|next|to)\s)(?:\w+ly )?(?:press|hold|turn|switch|slide|open|click|"
    r"select|choose|go|send|reply|call|ring|write|return|remove|unplug|plug|check|use|put|take|set|place|pack|"
    r"fill|enter|sign|log|follow|tap|download|install|reset|charge|clean|wash|visit|ask|let|keep|try|wait|add|"
    r"email|complete|tell|give|bring|drop)\b|\byou (?:can|may|need to|will need|should)\b|\bsimply\b|\bwe "
    r"(?:can|will)\b",
    re.I,
)
_YES_NO = re.compile(
    r"\b(?:yes|no|not|can|cannot|can['’]t|may|will|is|are|does|do|has|have|was|were|works?|fits?|suits?|"
    r"covers?|possible|allowed|available|welcome|included|suitable|only|either|both|n['’]t|indeed|certainly|"
    r"gladly|happy to)\b",
    re.I,
)
_ONE_OF = re.compile(r"\w\W+[A-Z]\w|\d|\b(?:only|either|neither|both|the (?:\w+er|same|first|second|one)|any|all)\b")
_PERSON = re.compile(
    r"\b(?:I|we|my|our|team|manager|colleague|department|carrier|courier|engineer|[A-Z][a-z]+ [A-Z][a-z]+)\b"
)
FITS = {
    "when": _TIME,
    "money": _MONEY,
    "why": _CAUSE,
    "where": _PLACE,
    "how": _STEP,
    "count": _COUNT,
    "yes_no": _YES_NO,
    "who": _PERSON,
    "which": _ONE_OF,
}
HOLDING = re.compile(
    r"\b(?:find out|ask(?:ed|ing)?|put (?:it|this|that|your question|them) to|check(?:ed|ing)?|pass(?:ed|"
    r"ing)?|with our|look(?:ing)? into|will (?:write|reply|call|ring|come back|answer|let you know|confirm)|"
    r"their answer|who (?:will|handles|looks after|answers)|question for|hand(?:ed|ing)?)\b",
    re.IGNORECASE,
)
ACKNOWLEDGES = re.compile(
    r"^\W*(?:thank you for|thanks for|i(?:['’]m| am) (?:so |very |truly |really )?(?:sorry(?! to (?:say|tell)|"
    r" but\b| that (?:we|I|there|this|it) (?:do|does|can|cannot|are not|is not|is no|have to|must|will)\b)|glad|"
    r"pleased)|"
    r"we(?:['’]re| are) (?:so |very |truly |really )?sorry|i understand|i can (?:see|understand)|you (?:asked|"
    r"wrote|ask|told|say|said|mention)|please accept|i apologise|we apologise|it (?:must|was|is) (?:have been "
    r")?(?:very |so )?(?:frustrating|disappointing|annoying))",
    re.I,
)
QUESTION = re.compile(
    r"\?|[,;:]\s*(?:and |but |so |then )?(?:can|could|do|does|did|is|are|will|would|should|has|have|may) (?:i|"
    r"we|you|he|she|it|they|"
    r"the|my|your|there|this|that)\b|^\W*(?:when|why|where|who|how|what|which|can|could|do|does|did|is|are|will|"
    r"would|should|has|have|"
    r"may)\b|\b(?:please (?:tell|let|explain|confirm|advise|could)|let me know|i(?:['’]d| would) like to know|"
    r"wonder(?:ing)? (?:if|whether)|can you|could you|want to know|tell me)\b",
    re.I,
)
WISH = re.compile(
    r"\b(?:i (?:want|would like|need|expect|demand|insist|request|ask|am asking)|i['’]d like|please (?:send|"
    r"refund|replace|cancel|give|exchange|repair|change|credit|arrange|collect|remove|stop|close|return)|"
    r"(?:want|wanting) (?:a|my|the|it)|give me|send me|refund me|cancel my)\b",
    re.I,
)
VERDICT_ON_WISH = re.compile(
    r"\b(?:will|can|may|cannot|can['’]t|not|no longer|(?:was|were|is being|are being|has been) \w+(?:ed|t)|"
    r"offer|instead|happy to|glad to|entitled|covered|have "
    r"(?:been )?(?:refunded|cancelled|sent|arranged|credited|replaced|closed|stopped|removed|changed)|is "
    r"(?:on its way|enclosed|cancelled|closed)|open to|outside|within|we)\b",
    re.I,
)
COURTESY = re.compile(
    r"\b(?:look(?:ing)? forward|here (?:if|to help)|please (?:let (?:me|us) know|do not hesitate)|any "
    r"(?:other|further) questions?|anything else|if anything|if you (?:have|need|would like to talk)|thank "
    r"you|sorry to see|welcome to (?:write|call))\b",
    re.I,
)

# Ways of meaning the same that share no stem; a group that both sides touch brings them nearer.
_ALIKE = (
    "cancel end leav terminat stop clos notic withdraw quit",
    "cost pric fee charg pay free pound expens bill",
    "deliver arriv come reach couri carrier ship send post dispatch parcel way",
    "refund pay return reimburs credit repay",
    "broken break fault damag defect crack repair mend fix work",
    "engine technic visit plumb surveyor workshop",
    "tie tied term contract minimum commit lock bound",
    "includ cover contain part accept",
    "add join includ name",
    "book appoint slot see date",
    "compens goodwill vouch gestur credit gift",
    "child son daught kid boy girl children",
    "far rang km mile distanc reach",
    "open hour shut clos",
    "invoic receipt bill statement",
    "chang swap switch move amend alter transf",
    "look review check examin investig inspect afresh assess",
    "stay last run hold keep until end expir",
    "size larg big small wide high tall fit",
    "dog pet cat animal",
    "warm hot temperatur degre cold",
    "phone call ring telephon rang",
    "join start begin sign enrol open",
    "safe danger risk harm drink eat",
    "new anoth replac second other exchang",
    "flat hous home room apart",
    "wrong mistak error incorrect",
    "late delay wait overdue slow time",
    "login password log sign access account",
    "speed mbit fast quick slow",
)
_GROUPS: dict[str, set[int]] = {}
for _number, _row in enumerate(_ALIKE):
    for _word in _row.split():
        _GROUPS.setdefault(_word, set()).add(_number)

GENERIC = frozenset(
    (
        "pay cost take use need work go come make give send help find keep put ask tell offer look say wait "
        "start stop "
        "day week month year time thing way order product item company letter email new old good long much else "
        "anything something somebody someone nobody actual ever also possible able happen change buy bought try "
        "hear write call see propose let allow possibl"
    ).split()
)

# A question that the whole of an answer answers: what was done, or what comes next.
WHAT_NEXT = re.compile(
    r"\b(?:what (?:will|would|can|are|do|could) (?:you|we|they|your \w+) (?:\w+ )?(?:do|doing|going to do|"
    r"propose|suggest|"
    r"offer|intend|need|want|require)|what (?:happens )?(?:now|next|then)|what (?:shall|should|do|can|"
    r"must) (?:i|we) do|"
    r"(?:can|could|will|would) (?:someone|somebody|anyone|anybody|you) (?:please )?(?:help|look|sort|fix|"
    r"do something|explain)|"
    r"help me|please help|sort (?:it|this) out|what (?:else )?(?:you|they) (?:need|propose|will do|intend)|advise|"
    r"(?:anything|something) (?:else )?(?:that )?(?:i|we) (?:\w+ )?(?:should|need to|must|have to|can|"
    r"ought to) do)\b",
    re.IGNORECASE,
)
HANDED_OVER = re.compile(
    r"\b(?:(?:pass(?:ed|ing)?|hand(?:ed|ing)?|forward(?:ed|ing)?|sen[dt](?:ing)?|giv(?:e|en|ing)|refer(?:red|ring)?|"
    r"transfer(?:red|ring)?|took|taken|escalat(?:e|ed|ing))\b(?: \w+){0,2}? "
    r"(?:your|the|this|it|everything)\b(?: (?:letter|email|message|case|complaint|claim|matter|account|enquiry|"
    r"report|note))?"
    r"|(?:your|the|this) (?:letter|email|message|case|complaint|claim|matter) (?:goes|went|is going|has gone|"
    r"is now|is|"
    r"was|has been|will be)\b)",
    re.IGNORECASE,
)
TRIED = re.compile(
    r"^\W*(?:i|we)(?:['’]ve| have)? (?:also |even |already )*(?:tried|restarted|reset|switched|turned|unplugged|"
    r"checked|"
    r"cleaned|followed|made sure|replaced|reinstalled|descaled|wiped|read|looked)\b|\balready (?:tried|done|switched|"
    r"checked|restarted)\b",
    re.IGNORECASE,
)
_ABOUT_OTHER = {  # a time or sum of the handling of the letter, not of the thing that is asked about
    "when": re.compile(
        r"\b(?:(?:I|we|she|he|they) (?:will|can|shall)|['’]ll) (?:\w+ )?(?:write|reply|answer|let|come back|"
        r"be in touch|ring|call|"
        r"confirm|email)|be in touch|hear from|with you in\b|refund|card\b|dispatch|open (?:from|on)|hours\b|"
        r"a\.?m\b|p\.?m\b",
        re.IGNORECASE,
    ),
    "money": re.compile(r"\b(?:refund\w*|voucher|goodwill|gift card|credit\w*)\b", re.IGNORECASE),
}


def groups(stems: frozenset[str]) -> frozenset[int]:
    """The groups of like words that these stems touch."""
    return frozenset(number for word in stems for number in _GROUPS.get(word, ()))


_DATED = re.compile(r"\b(?:appointment|visit|slot|book\w*|come|meet|deliver\w*|collect\w*|arrive)\b", re.IGNORECASE)


def is_dated(asked: str, sentence: str) -> bool:
    """Whether a day is given where an appointment, a visit or a delivery is asked for."""
    return _DATED.search(asked) is not None and _TIME.search(sentence) is not None


_MEASURED = (
    (re.compile(r"\bheavy\b", re.I), re.compile(r"\d ?(?:kg|kilo\w*|g|grams?|lbs?|pounds?|stone|tonnes?)\b", re.I)),
    (
        re.compile(r"\bfar\b", re.I),
        re.compile(r"\d ?(?:km|kilomet\w*|m|met(?:re|er)s?|miles?|yards?)\b|minutes|walk", re.I),
    ),
    (re.compile(r"\b(?:hot|cold|warm)\b", re.I), re.compile(r"\d ?°|degrees", re.I)),
    (
        re.compile(r"\boften\b", re.I),
        re.compile(r"\b(?:every|each|once|twice|times|daily|weekly|monthly|yearly|a year)\b", re.I),
    ),
)
_REPLY_TIME = re.compile(
    r"\b(?:(?:I|we|she|he|they) (?:will|can|shall)|['’]ll) (?:\w+ )?(?:write|reply|answer|let|come back|"
    r"be in touch|ring|call|"
    r"confirm|email)\b|\bbe in touch\b|\bhear from\b",
    re.IGNORECASE,
)
_OF_REPLY = re.compile(r"\b(?:hear|reply|answer|know|call|ring|write|get back|touch)\b", re.IGNORECASE)


def fits(kind: str, asked: str, sentence: str) -> bool:
    """Whether a sentence has the kind of answer that is asked for: a weight for "how heavy", a day for "when"."""
    if FITS[kind].search(sentence) is None:
        return False
    if kind == "count":
        return all(measure.search(sentence) for what, measure in _MEASURED if what.search(asked))
    return True


def about_other(kind: str, asked: str, sentence: str, *, bare: bool) -> bool:
    """Whether the time or the sum in a sentence belongs to the handling of the letter."""
    if kind == "when" and bare:
        return _REPLY_TIME.search(sentence) is not None and _OF_REPLY.search(asked) is None
    pattern = _ABOUT_OTHER.get(kind)
    return not bare and pattern is not None and pattern.search(sentence) is not None
