"""The customer's own clause said back to them (P03): "my Heron flickers since Sunday" as "your Heron has been
flickering since Sunday". Where a clause can't be turned safely the answer is None, and the writer names the topic.
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

from drafting.writers.lexicon import lexicon

_LONGEST = 20
_CONTRACTIONS = (
    (r"\bI'm\b", "I am"),
    (r"\bI've\b", "I have"),
    (r"\bI'd (?=like|rather|prefer|love|appreciate)", "I would "),
    (r"\b([Ii]|[Ww]e) should (?:also |very much |really )?like\b", r"\1 would like"),
    (r"\bI'd\b", "I had"),
    (r"\bI'll\b", "I will"),
    (r"\b([Ww])e're\b", r"\1e are"),
    (r"\b([Ww])e've\b", r"\1e have"),
    (r"\b([Yy])ou've\b", r"\1ou have"),
    (r"\b([Yy])ou're\b", r"\1ou are"),
    (r"\b([Ii])t's\b", r"\1t is"),
    (r"\bwon't\b", "will not"),
    (r"\bcan't\b", "cannot"),
    (r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should)n't\b", r"\1 not"),
)
_SWAP = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "your": "our",
    "yours": "ours",
}
_AUXILIARY = [
    "am",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "have",
    "has",
    "had",
    "do",
    "does",
    "did",
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "will",
    "would",
    "not",
    "never",
    "cannot",
]
_PAST = [
    "arrived",
    "came",
    "stopped",
    "broke",
    "failed",
    "went",
    "sent",
    "told",
    "said",
    "got",
    "received",
    "ordered",
    "bought",
    "paid",
    "charged",
    "lost",
    "left",
    "made",
    "kept",
    "took",
    "gave",
    "rang",
    "called",
    "wrote",
    "booked",
    "turned",
    "started",
    "began",
    "fell",
    "cost",
    "cut",
    "felt",
    "found",
    "put",
    "read",
    "ran",
    "saw",
    "met",
    "cracked",
]
_UNFIT = re.compile(
    r"[\"“”<>@#*{}\[\]/\\|]|https?:|www\.|\b(?:u|ur|pls|plz|dont|wont|cant|didnt|doesnt|isnt|wasnt|im|ive|gonna|wanna|wtf|lol|omg|"
    r"bloody|damn\w*|fuck\w*|shit\w*|crap\w*|idiot\w*|liar\w*|useless|rubbish|joke|disgrace\w*|ridiculous|pathetic|"
    r"scam\w*|thie\w+|rip-?off|stupid|hell|ass|appalling|shocking|disgust\w*|incompetent|clowns?|cowboys?|sue|lawyer|solicitor|please|someone help|care|bother\w*)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"^(?:my|our|the|i|we|your|you|one of|some of|all of|both|two|three|four|nobody|no one|nothing|none of|half of|a|an|every|"
    r"neither|there)\b",
    re.IGNORECASE,
)
_FLEETING = re.compile(
    r",? \b(?:yesterday|today|tonight|this (?:morning|afternoon|evening)|just now|right now|literally|absolutely|completely|"
    r"really|very|so|totally|utterly|simply|actually|basically|honestly|frankly|at the moment|as usual|of course)\b(?! (?:that|far))",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[;:–—]|\s-\s|,? (?:and|but|so) (?=(?:i|we|i'm|it(?:'s| is)|this|that|please|now|am|want|nobody|no one|the whole)\b)|"
    r", (?=(?:i|we|it|this|that|which|please|can|could|what|why|how|when|so|despite|even though|although|yet)\b))",
    re.IGNORECASE,
)
_BASE_VERBS = frozenset(
    [
        "be",
        "have",
        "work",
        "run",
        "need",
        "come",
        "take",
        "cost",
        "cover",
        "include",
        "apply",
        "arrive",
        "last",
        "get",
        "happen",
        "expire",
        "qualify",
        "count",
        "stay",
        "travel",
        "eat",
        "drink",
        "drive",
        "claim",
        "cancel",
        "pause",
        "skip",
        "transfer",
        "withdraw",
        "borrow",
        "earn",
        "join",
        "upgrade",
        "downgrade",
        "charge",
        "post",
        "ship",
        "deliver",
        "fit",
        "provide",
        "offer",
        "sell",
        "stock",
        "accept",
        "allow",
        "support",
        "make",
        "contain",
        "require",
        "receive",
        "still",
        "also",
        "only",
        "ever",
    ]
)
_PREDICATE = re.compile(
    r"^(?:open|closed|available|possible|suitable|safe|free|valid|still|also|due|compatible|in|on|at|for|from|with|under|within|"
    r"able|allowed|ready|enough|included|covered|big|large|small|new|really|dishwasher-\w+|\w+(?:ed|able|ible|proof|-free|-safe))$",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:please|kindly|(?:could|can|would|will) you(?: please| kindly)?|i (?:would like|want|need) you to) (?:please )?"
    r"(?P<act>[a-z]+ .+)$",
    re.IGNORECASE,
)
_PRONOUN = r"(?:i|we|you|it|they|he|she|there|this|that|these|those)"


def restate(clause: str, thing: str = "") -> str | None:
    """A statement of the letter as a clause to the customer ("your lamp arrived cracked"), or None when not safe.

    It begins with a word that can begin such a clause, or with ``thing``, a name that the letter is about.
    """
    text = _ready(clause)
    named = bool(text and thing) and str(text).startswith(thing)
    if text is None or "?" in text or not (named or _STARTS.match(text)):
        return None
    tokens = re.findall(r"[\w'’-]+", text.lower())
    short = 2 if re.match(r"(?:nobody|no one|nothing)\b", text, re.I) else 3
    if not short <= len(tokens) <= _LONGEST or not _has_verb(tokens[1:]):
        return None
    if re.search(
        r"\b(?:want|would like|need|expect|demand|hope|think|feel|believe|am (?:not )?(?:happy|fed|writing|very|so|really|extremely|absolutely))\b",
        text[:40],
        re.I,
    ):
        return None
    return _since(swap_person(text))


def wish(text: str) -> str | None:
    """A request as a clause: "Please change my address" as "you would like us to change your address", or None."""
    ready = _ready(text.rstrip(" ?"))
    if ready is None or len(ready.split()) > _LONGEST:
        return None
    match = _REQUEST.match(ready)
    if match and match["act"].split()[0].lower() in lexicon().imperatives | _BASE_VERBS:
        return "you would like us to " + swap_person(match["act"])
    own = re.match(r"(?:we|i) (?:would like|want|need|wish) to (?P<act>[a-z]+ .+)$", ready, re.IGNORECASE)
    return "you would like to " + swap_person(own["act"]) if own else None


def to_regret(clause: str) -> bool:
    """Whether "I am sorry that .." may be said of a restated clause: a wrong, and not merely what the customer did."""
    if re.search(r"\b(?:would|will|should|shall)\b(?! not\b)", clause):
        return False
    if re.search(
        r"\b(?:and|but) (?:we|our|it|they|were|was|the|nobody|no one|instead|only|then|never|had|have|received|got)\b",
        clause,
    ):
        return True
    return not clause.startswith("you ") or bool(
        re.match(
            r"you (?:\w+ )?(?:found (?:a|an|some|no|the|hair|glass)|cut|burnt|hurt|fell|have not|had not|did not|(?:have|had) been (?:waiting|left|told|charged|without|trying|unable|passed|given|kept|asked|sent|overcharged|holding|cut off|billed)|were|have had|had to|have to|have never|never|cannot|could not|are (?:still|being)|still)\b",
            clause,
        )
    )


def indirect(question: str) -> str | None:
    """A question of the letter as a clause: "Do you ship to Norway?" as "whether we ship to Norway"; None when not safe."""
    text = _ready(question.split("?")[0])
    if text is None:
        return None
    text = re.sub(
        r"^(?:and|also|so|but|secondly|finally|then|plus|first(?:ly)?|please|hi|hello),? ", "", text, flags=re.I
    )
    if polite := re.match(
        r"(?:can|could|would|please)(?: you)?(?: please| kindly)? (?:tell me|let me know|confirm|advise)(?: me)? (?P<rest>.+)$|(?:i (?:would like|should like|want|need|wanted|(?:should|would) (?:also )?be glad) to know|i (?:was|am) wondering|i wonder) (?P<other>.+)$",
        text,
        re.I,
    ):
        rest = polite["rest"] or polite["other"]
        if re.match(r"(?:if|whether|when|where|how|what|which|why|who|that)\b", rest, re.I):
            return re.sub(r"^if\b", "whether", swap_person(rest), flags=re.I)
        return None
    if len(text.split()) > _LONGEST:
        return None
    turned = _turn(text)
    return swap_person(turned) if turned else None


def swap_person(text: str) -> str:
    """First person to second, and the company's "you" to "we" or "us"; other words as they are."""
    out: list[str] = []
    tokens = re.split(r"(\W+)", text)
    for index, token in enumerate(tokens):
        low = token.lower()
        if low == "you":
            out.append(_our_pronoun(tokens, index))
        elif low in ("am", "was") and _previous(out) == "you":
            out.append("are" if low == "am" else "were")
        elif low in _SWAP and token != "US":
            out.append(_SWAP[low])
        else:
            out.append(token)
    swapped = "".join(out)
    first = swapped.split(" ", 1)[0]
    return (
        swapped[:1].lower() + swapped[1:]
        if first.lower()
        in (
            "the",
            "a",
            "an",
            "one",
            "nobody",
            "no",
            "our",
            "your",
            "you",
            "we",
            "some",
            "all",
            "nothing",
            "two",
            "three",
            "four",
            "both",
            "half",
            "none",
            "every",
            "neither",
            "there",
        )
        else swapped
    )


def _previous(out: list[str]) -> str:
    return next((piece for piece in reversed(out) if piece.strip()), "")


def _our_pronoun(tokens: list[str], index: int) -> str:
    """ "we" where the company acts, "us" where it is acted on."""
    after = next((token.lower() for token in tokens[index + 1 :] if token.strip()), "")
    before = next((token.lower() for token in reversed(tokens[:index]) if token.strip()), "")
    acts = (
        after in _AUXILIARY
        or after in _PAST
        or after.endswith("ed")
        or after in _BASE_VERBS
        or after in lexicon().imperatives
    )
    if before in (
        "",
        "that",
        "whether",
        "and",
        "but",
        "because",
        "when",
        "if",
        "as",
        "while",
        "what",
        "how",
        "where",
        "why",
        "which",
        "who",
        "do",
    ):
        return "we"
    if before in (
        "to",
        "with",
        "from",
        "by",
        "for",
        "at",
        "of",
        "than",
        "told",
        "rang",
        "called",
        "emailed",
        "phoned",
        "asked",
        "paid",
        "sent",
        "contacted",
    ):
        return "us"
    return "we" if acts else "us"


def _ready(text: str) -> str | None:
    """The first clause, spelt out and without fleeting words; None when its words should not be said back."""
    text = re.sub(r"\s+", " ", text).replace("’", "'").strip()
    text = re.split(r"(?<=[.!])\s", text, maxsplit=1)[0].rstrip(" .!,;")
    if not text.endswith("?"):
        text = re.sub(r" ?\([^()]{12,}\)", "", text)
    text = re.sub(r" ?\([^)]*$", "", text)
    for pattern, full in _CONTRACTIONS:
        text = re.sub(pattern, full, text)
    text = re.sub(
        r"^(?:well|ok|okay|look|sadly|unfortunately|also|and|but|so|hello|hi|basically),? ", "", text, flags=re.I
    )
    text = re.sub(r"\bso (\w+) that\b.*$", r"\1", text)
    text = re.sub(
        r" (?:that |which )?you (?:sent|sold|supplied|delivered|gave)(?: (?:me|us))?(?= (?:is|are|was|were|has|have|does|do|will|keeps?)\b)",
        "",
        text,
    )
    pieces = [piece for piece in _CUT.split(text) if piece]
    text = _FLEETING.sub("", pieces[0]).strip(" ,") if pieces else ""
    shouted = [word for word in re.findall(r"[A-Za-z]{4,}", text) if word.isupper()]
    if not text or _UNFIT.search(text) or shouted or "!" in text:
        return None
    return text


def _has_verb(tokens: list[str]) -> bool:
    return any(
        token in _AUXILIARY or token in _PAST or re.fullmatch(r"[a-z]{3,}(?:ed|[^s]s)", token) is not None
        for token in tokens
    )


def _since(text: str) -> str:
    """ "your lamp flickers since Sunday" in the tense that English wants."""
    match = re.match(
        r"(?P<subject>(?:your|the|our) (?:[\w'-]+ ){1,4}?)(?P<verb>[a-z]+s) (?P<rest>(?:[\w' -]+ )?(?:since|for (?:the (?:last|past) |over )?(?:\w+ )?(?:days|weeks|months))\b.*)$",
        text,
    )
    if not match:
        return text
    verb = match["verb"]
    if verb == "is":
        return f"{match['subject']}has been {match['rest']}"
    if verb in ("has", "was", "does"):
        return text
    base = (
        verb[:-3] + "y" if verb.endswith("ies") else verb[:-2] if re.search(r"(?:ss|sh|ch|x)es$", verb) else verb[:-1]
    )
    return f"{match['subject']}has been {_ing(base)} {match['rest']}"


def _ing(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "ye")):
        return base[:-1] + "ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base):
        return base + base[-1] + "ing"
    return base + "ing"


def _turn(text: str) -> str | None:
    """Undo the inversion of a question, where its subject can be told."""
    wh = r"(?P<wh>how (?:much|long|many|often|soon|far|big|late|old|do|can|should)?(?: (?!do|does|is|are|will|can)[a-z]+){0,2}?|when|where|why|what(?: [a-z]+){0,2}?|which(?: [a-z-]+){1,2}?)"
    how_to = re.match(r"(?P<wh>how|where|when) (?:do|can|should|would|could) (?:i|we) (?P<rest>[a-z].*)$", text, re.I)
    if how_to and how_to["rest"].split()[0].lower() not in ("know", "get", "not"):
        return f"{how_to['wh'].lower()} to {how_to['rest']}"
    asked = re.match(
        rf"(?:{wh} )?(?P<aux>can|could|may|must|should|do|does|will|would|is|are|have|has) (?P<rest>.+)$", text, re.I
    )
    if not asked:
        return None
    lead = re.sub(r"\s+", " ", (asked["wh"] or "whether").lower()).strip()
    aux, rest = asked["aux"].lower(), asked["rest"]
    if lead == "where" and aux in ("is", "are") and len(rest.split()) <= 5:
        return f"where {rest} {aux}"
    if lead == "what" and aux in ("is", "are") and re.match(r"(?:your|the|my) ", rest, re.I):
        return f"what {rest} {aux}" if len(rest.split()) <= 4 else None
    split = _subject_and_rest(rest, aux)
    if split is None:
        return None
    subject, predicate = split
    if aux in ("do", "does"):
        if aux == "do":
            return f"{lead} {subject} {predicate}"
        verb, _, tail = predicate.partition(" ")
        return f"{lead} {subject} {_third_person(verb)} {tail}".rstrip()
    return f"{lead} {subject} {aux} {predicate}".rstrip()


def _subject_and_rest(rest: str, aux: str) -> tuple[str, str] | None:
    pronoun = re.match(rf"(?P<subject>{_PRONOUN}) (?P<rest>.+)$", rest, re.I)
    if pronoun:
        return pronoun["subject"], pronoun["rest"]
    tokens = rest.split()
    if len(tokens) < 2:
        return None
    first = 2 if re.match(r"(?:my|your|the|a|an|our|any|this|that|these)$", tokens[0], re.I) else 1
    for index in range(first, min(len(tokens), 8)):
        word = tokens[index].lower().strip(",.")
        fits = (
            bool(_PREDICATE.match(word))
            if aux in ("is", "are")
            else word in _BASE_VERBS or (word in lexicon().imperatives and aux not in ("have", "has"))
        )
        if fits:
            return " ".join(tokens[:index]), " ".join(tokens[index:])
    return None


def _third_person(verb: str) -> str:
    if verb in ("have", "do", "go", "be"):
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[verb]
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s")
