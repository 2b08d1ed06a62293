"""Words compared beyond their form: stems, content words, and the concepts of customer service."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from functools import cache, lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_IRREGULAR = {
    "sent": "send",
    "paid": "pay",
    "made": "make",
    "spoke": "speak",
    "spoken": "speak",
    "wrote": "write",
    "written": "write",
    "rang": "ring",
    "rung": "ring",
    "took": "take",
    "taken": "take",
    "gave": "give",
    "given": "give",
    "brought": "bring",
    "bought": "buy",
    "got": "get",
    "found": "find",
    "kept": "keep",
    "told": "tell",
    "came": "come",
    "went": "go",
    "gone": "go",
    "did": "do",
    "done": "do",
    "put": "put",
    "sold": "sell",
    "chose": "choose",
    "chosen": "choose",
    "broke": "break",
    "broken": "break",
    "lost": "lose",
    "met": "meet",
    "heard": "hear",
    "said": "say",
    "held": "hold",
    "dealt": "deal",
    "left": "leave",
    "let": "let",
    "began": "begin",
    "knew": "know",
    "saw": "see",
    "seen": "see",
    "thought": "think",
    "understood": "understand",
    "worn": "wear",
    "wore": "wear",
    "torn": "tear",
    "stuck": "stick",
    "stood": "stand",
    "shook": "shake",
    "shaken": "shake",
    "ran": "run",
    "shipping": "ship",
    "shipped": "ship",
    "was": "be",
    "were": "be",
    "been": "be",
    "is": "be",
    "are": "be",
    "has": "have",
    "had": "have",
    "does": "do",
    "fault": "fault",
    "faulty": "fault",
    "posted": "post",
    "postage": "post",
    "delivery": "deliver",
    "deliveries": "deliver",
    "arrival": "arriv",
    "receipt": "receiv",
    "bills": "bill",
    "money": "pay",
    "payment": "pay",
    "payments": "pay",
    "charging": "charg",
    "flickers": "flicker",
    "costs": "cost",
    "complaint": "complain",
    "complaints": "complain",
    "warranty": "guarante",
    "warranties": "guarante",
    "children": "child",
    "guarantee": "guarante",
    "guarantees": "guarante",
    "guaranteed": "guarante",
    "ordered": "order",
    "dead": "die",
    "death": "die",
    "died": "die",
    "people": "person",
    "mended": "mend",
    "telephone": "phone",
    "size": "size",
    "sizes": "size",
}

STOP = frozenset(
    (
        "a an the and or but if then than so as at by for from in into of off on onto out over to up with within "
        "without about after again all also am any are be been being because before both can could did do does "
        "doing done down each few had has have having he her here hers him his how i it its itself just let me "
        "more most my no nor not now only other our ours own same she should some such that their theirs them "
        "there these they this those through too under until very was we were what when where which while who "
        "whom why will would you your yours yes please thank thanks dear hello hi sorry get got one ones us may "
        "might must shall like know want need many much may ve re ll d s t m don is does isn wasn didn doesn aren "
        "couldn wouldn shouldn haven hasn there's it's back come comes go goes really still ever even though "
        "although however since due per via"
    ).split()
)


_LONG_ROOT = frozenset(("er", "al", "ion", "ment", "able", "ated", "ating", "ation", "ations"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem that unites the forms of a word ("refunds", "refunded"; "cancelled", "cancellation")."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        return word.removesuffix("e") if len(word) > 4 else word
    if len(word) <= 3 or word[0].isdigit():
        return word
    for ending, put in (("sses", "ss"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending):
            word = word.removesuffix(ending) + put
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in (
        "ements",
        "ement",
        "ations",
        "ation",
        "ating",
        "ated",
        "ment",
        "ing",
        "ed",
        "ion",
        "ably",
        "able",
        "ly",
        "al",
        "er",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= (4 if ending in _LONG_ROOT else 3):
            if ending == "ion" and word[-4] not in "ts":
                continue
            if ending == "ly" and word.endswith("ply"):
                continue
            if ending == "er" and not word.endswith(("ler",)):  # keep "deliver", "order"; agents of verbs stay apart
                continue
            word = word.removesuffix(ending)
            break
    if word.endswith("ate") and len(word) > 6:
        word = word[:-3]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "seo":
        word = word[:-1]
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in WORD.finditer(text)]


@lru_cache(maxsize=5_000)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that carry its matter."""
    return frozenset(
        stem(word) for word in words(text) if word.split("'")[0] not in STOP and (len(word) > 1 or word.isdigit())
    )


# What replies promise, by the ways of saying it. Order matters nowhere; a text may touch several concepts.
_CONCEPTS = {
    "refund": (
        r"refund\w*|money back|reimburs\w+|repay\w*|repaid|(?:credit|return|pay|put|send|sent|"
        r"reach|appear|"
        r"transfer)\w*\b[^.;]{0,40}\b(?:your|the) (?:\w+ ){0,2}(?:card|bank|account)\b|your money\b|"
        r"(?:pay|give|hand)\w* (?:you )?(?:it |that |[£$€]\S+ )?back|com(?:es?|ing) back to (?:you|the "
        r"card|your)|back (?:on|to|in|into) (?:your|the) (?:\w+ )?(?:card|account)"
    ),
    "replacement": (
        r"replac\w+|exchang\w+|swap\w*|new (?:one|unit|item|pair|set|copy|device|lamp|machine|handset|"
        r"model|[a-z]{1,4}-?\d\w*)\b|another (?:one|unit|item|copy)|substitut\w+|send (?:you )?(?:out )?(?:a|"
        r"the) (?:new|"
        r"correct|right|missing|spare)\b|(?:spare|missing|new) parts?\b"
    ),
    "repair": r"repair\w*|mend\w*|\bfix(?:ed|es|ing)?\b|servic(?:e|ed|ing) (?:your|the|it)\b|put (?:it |this )?right",
    "visit": (
        r"engineer\w*|technician\w*|\bvisit\w*|home visit|plumber|electrician|surveyor|(?:send|book|"
        r"arrange)\w* (?:somebody|someone)"
    ),
    "credit": (
        r"voucher\w*|gift card\w*|goodwill|store credit|credit note|shop credit|\bcredits?\b(?! card)(?! "
        r"check)|coupon\w*|\btokens?\b|loyalty points|bonus points|air ?miles"
    ),
    "discount": (
        r"discount\w*|(?:\d+ ?%|\d+ per ?cent|half|[£$€]\d+) (?:off|reduction)|money off|reduc(?:e|ed|ing|"
        r"tion)\b[^.;]{0,20}\b(?:price|bill|fee|charge|cost)|half[- ]price|price match\w*|"
        r"knock\w*[^.;]{0,15} off|\d+ ?% off"
    ),
    "gift": (
        r"(?:give|send|offer|have|get|receive|include|add|throw in|treat)\w*\b[^.;]{0,20}\bfree (?!of\b|"
        r"return|post|label|collection|repair|replacement|advice|help|guide|access|call|charge|phone|"
        r"copy)\w+|\bgifts?\b(?! card)|free (?:sample|bottle|month|months|year|meal|night|delivery|"
        r"shipping|item|product|upgrade|gift|ticket|tickets|set|pack|lamp|bulb|case|one)\w*|complimentary|"
        r"on the house|\bon us\b|flowers|hamper|for free\b|free (?:of charge )?for (?:life|ever|a year)|"
        r"free \w+ for (?:life|ever|a year|\w+ months)"
    ),
    "waive": (
        r"waiv\w+|write off|writ(?:e|ten|ing) off|cancel\w*\b[^.;]{0,15}\b(?:charge|fee|fine|debt|bill|"
        r"invoice)|remov\w+ (?:the|your|this|that) (?:\w+ )?(?:charge|fee|fine)|free of charge|no extra "
        r"charge"
    ),
    "compensation": (
        r"compensat\w+|damages|(?:legal|solicitor\S*|medical|hotel|taxi|travel) (?:costs?|fees?|bills?|"
        r"expenses)|cover (?:your|any|all|the|whatever|every) (?:\w+ )?(?:cost|costs|loss|losses|expenses)|out[- ]of[- "
        r"]pocket|pay (?:you )?(?:for )?(?:your|the|any) (?:distress|inconvenience|loss|losses|trouble|"
        r"time|damage)"
    ),
    "collection": (
        r"collect\w*|pick(?:ed|ing|s)? (?:it |them |that |this |your \w+ )?up|pick-?up|(?:courier|"
        r"driver)\b[^.;]{0,30}\b(?:call|come)"
    ),
    "label": (
        r"(?:pre-?paid|return|returns|postage|free ?post|shipping) label\w*|\blabels?\b|free ?post|free "
        r"returns?|return (?:it|them) (?:free|at no)|return postage"
    ),
    "upgrade": r"upgrad\w+",
    "extension": (
        r"exten(?:d|ding) (?:your|the|it|this)\b|extended (?:warranty|guarantee|cover)|extension (?:of|"
        r"to) (?:your|the) (?:warranty|guarantee|cover|contract|subscription)"
    ),
    "delivery": (
        r"deliver\w*|arriv\w+|reach(?:es|ed)? (?:you|your)|with you\b|parcel\w*|shipment\w*|your order\b|"
        r"ship(?:s|ped|ping)?\b"
    ),
    "dispatch": (
        r"d[ei]spatch\w*|\bpost(?:ed|ing)?\b|send\b|sent\b|sending|\bship(?:ped|s)?\b|leaves? (?:us|our)|"
        r"in the post|on (?:its|their|the) way"
    ),
    "reply": (
        r"repl(?:y|ies|ied)\b|\bwrite\b|writ(?:es|ing)\b|\brespon[ds]e?\w*|answer\w*|hear (?:back )?from|"
        r"be in touch|get in touch|getting in touch|come back to you|get back to you|update\w* you|"
        r"updates?\b|let you know|contact(?:ed|ing)? you|be contacted|reach out|\bin touch\b|\bemail\w* "
        r"you|confirm\w*|report back|tell you|inform you|send you (?:our|the|an?) (?:answer|findings|"
        r"decision|update|reply|outcome)|acknowledg\w+|a letter\b|an email\b|find out|full (?:answer|"
        r"reply|response)"
    ),
    "call": r"\bcall(?:s|ed|ing)?\b|\bring(?:s|ing)?\b|\bphon\w+|telephon\w+|call[- ]?back\w*",
    "investigation": (
        r"investigat\w+|look(?:ing|ed|s)? into|review\w*|examin\w+|complaint\w*|get to the bottom|"
        r"check(?:ing)? (?:this|it|with|into|what|why|your)|\binspect\w*|assess\w*"
    ),
    "cancellation": (
        r"cancel\w+|clos(?:e|es|ed|ing|ure)\b (?:your|the|this|his|her) \w*\s?(?:account|plan|policy|"
        r"contract)|terminat\w+|unsubscrib\w+"
    ),
    "correction": (
        r"correct(?:ed|ing|ion|ions)?\b|amend\w*|adjust\w*|rectif\w+|overcharg\w*|charged twice|"
        r"re-?issue\w*|updat\w+ (?:your|the) (?:\w+ )?(?:account|details|record|records|address|bill)"
    ),
    "decision": r"decision\w*|decid\w+|outcome\w*|approv\w+|authoris\w+|settl\w+",
    "advice": r"\badvi[cs]e\b|guidance|talk (?:it|you) through|walk you through|step by step",
    "refit": r"reinstat\w+|restor\w+|reactivat\w+|unlock\w*|unblock\w*|re-?open\w*",
}

REMEDIES = frozenset(
    (
        "refund replacement repair visit credit discount gift waive compensation collection label upgrade extension"
    ).split()
)
_PATTERNS = {
    name: re.compile(rf"(?:\b|(?=[£$€\d]))(?:{pattern})", re.IGNORECASE) for name, pattern in _CONCEPTS.items()
}


@lru_cache(maxsize=5_000)
def concepts(text: str) -> frozenset[str]:
    """The concepts of customer service that a text touches: refund, replacement, reply, delivery, .."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def concept_span(text: str, name: str) -> tuple[int, int] | None:
    match = _PATTERNS[name].search(text)
    return match.span() if match else None


@cache
def phrase_pattern(phrase: str) -> re.Pattern[str] | None:
    """A pattern that finds a phrase with its words inflected and at most one short word between them."""
    parts = [stem(word) for word in words(phrase)]
    if not parts:
        return None
    irregular: dict[str, list[str]] = {}
    for form, base in _IRREGULAR.items():
        irregular.setdefault(stem(base), []).append(form)
    forms = []
    for part in parts:
        other = "".join(f"|{re.escape(form)}" for form in irregular.get(part, ()))
        loose = (
            rf"{re.escape(part[:-1] if part.endswith('i') else part)}\w{{0,5}}"
            if len(part) > 3
            else rf"{re.escape(part)}\w{{0,3}}"
        )
        forms.append(rf"(?:{loose}{other})")
    return re.compile(r"\b" + r"\W+(?:\w+\W+)?".join(forms) + r"\b", re.IGNORECASE)
