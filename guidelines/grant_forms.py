"""The forms in which a remedy is granted without a "will": performed, told as done, possessed, or only named (P10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidelines.commitment import Commitment
from guidelines.grants import MONEY, OF_WORTH, granted_kinds, grants_in, makes_amends

_ADVERBS = (
    r"(?:(?:just|already|now|also|today|both|since|personally|hereby|gladly|happily|therefore|then|exceptionally|"
    r"this (?:morning|afternoon|time)|[a-z]+ly)\s+)*"
)
# Verbs of giving: as a deed now ("I waive the charge"), and as one that was done ("I have credited £500").
_GIVE = (
    r"waive|refund|credit|return|grant|give|offer|pay|cover|settle|reimburse|compensate|repay|deduct|double|award|"
    r"(?:let|allow) you (?:have|keep|off)|throw in|take|knock|add|put|write off|upgrade|cancel|scrap|drop|lend"
)
_GAVE = (
    r"waived|refunded|credited|returned|granted|given|paid|covered|settled|reimbursed|compensated|repaid|deducted|"
    r"doubled|awarded|thrown in|taken|knocked|added|put|written off|upgraded|booked you|made|set|approved|"
    r"authori[sz]ed|agreed|sent|issued|cancelled"
)
_PERFORMED = re.compile(rf"(?:^|[\s,(])(?P<who>I|we|We)\s+{_ADVERBS}(?P<rest>(?:{_GIVE})\b.*)")
_HERE = re.compile(  # said of this case, and not of what a company does in general
    r"\b(?:you|your|today|now|myself|hereby|gesture|apology|all the same|the charge|the fee)\b", re.IGNORECASE
)
_DONE = re.compile(
    rf"(?:^|[\s,(])(?P<who>(?:I|we|We)(?:\s+(?:have|had)|['’]ve)|(?:who|he|she|they|director|manager|supervisor|team|"
    rf"office|[A-Z]\w+)(?:\s+(?:has|have)|['’](?:s|ve)))\s+{_ADVERBS}(?P<rest>(?:{_GAVE})\b.*)"
)
_PASSIVE = re.compile(
    rf"(?P<rest>(?:\b(?:an?|the|your|full|\w+)\s+)?[^.;:]{{0,60}}?)\s+(?:has|"
    rf"have)\s+{_ADVERBS}been\s+{_ADVERBS}(?P<verb>{_GAVE})\b(?P<tail>[^.;]*)",
)
_YOURS = re.compile(
    r"\b(?:you|your (?:\w+ )?\w+)(?:['’](?:ve|ll)|\s+(?:(?:now|may|can|will|shall|also|both|then|"
    r"all)\s+)*)\s*(?P<rest>(?:have|get|keep|fly|use|enjoy|travel|stay|eat|shop|take(?! (?:it|this|that|them|"
    r"your \w+|the matter) (?:up |on )?(?:to|with)\b)|claim(?! (?:yourself|for|on|from|against|by|within|under)\b)|"
    r"pick|choose|come|visit|park|swim|ride|watch|go|play|drive)\s.*)|(?P<thing>.*?)\s+(?:is|"
    r"are)\s+(?:now\s+)?yours\b(?P<tail>.*)|\b(?:here(?:['’]s| is| are)|with (?:it|this|them) comes?|there (?:is|"
    r"are))\s+(?!nothing\b|no\b)(?P<here>.*)|(?P<free>(?!there\b).*?)\s+(?:is|are|will be|is set to|"
    r"are set to)\s+(?:now\s+|all\s+)*(?:free|zero|nothing|on (?:us|me)|cancelled|wiped|scrapped)\b(?P<after>.*)",
    re.IGNORECASE,
)
_THERE_IS_NONE = re.compile(r"\bthere (?:is|are) (?:then |also )?(?:nothing|no)\b", re.IGNORECASE)
_MOTIVE = re.compile(
    r"\b(?:as (?:an? )?(?:apology|apologies|gesture|thank[- ]you|goodwill|sorry|vip|valued|loyal|longstanding|"
    r"exception)\w*|(?:for|because of|to make up for|in (?:view|light|recognition|consideration) of) (?:the|your|all|"
    r"that|this|our)\b|to say sorry|by way of|(?:since|because|as) (?:you|it|the|we)\b|from (?:this day|now) on|"
    r"for (?:life|ever)|for the (?:rest|life)|every (?:year|month|week|time)|as often as|whenever|any time|"
    r"at any time|in full|all the same|myself|without (?:paying|charge)|for nothing|at zero cost|for you)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:(?:[£$€]\s?\d[\d.,]*|\d+(?:\.\d+)? ?%)(?:\s+of(?: the| your)?)?\s+(?:\w+\s+){0,2}?(?:voucher|gift card|"
    r"credit|discount|refund|off|reduction|compensation|goodwill)|(?:voucher|gift card|credit|discount|reduction|"
    r"compensation|goodwill payment|gesture)s?\s+(?:of|for|worth|at)\s+(?:the\s+(?:whole\s+|"
    r"full\s+)?)?(?:[£$€]\s?\d[\d.,]*|\d+(?:\.\d+)? ?%|half)[^,.;]*|pay\s+\d+ ?% less|\d+(?:\.\d+)? ?% (?:on|"
    r"off) (?:a|an|the|your|every|each|all|any)\b[^.;]{0,60})",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:you (?:asked|ask|say|said|wrote|want|request\w*|mention\w*|expect\w*|wish|were|paid|had|used|spent)|"
    r"whether|not|no|never|n['’]t|cannot|without|instead of|rather than|if you|your (?:letter|request|claim|voucher|"
    r"credit)|left on|remaining|expires?|valid|balance|was|were|did)\b|n['’]t\b",
    re.IGNORECASE,
)

_FREE = re.compile(
    r"^\s*(?:and |so |then )?(?:(?:for|with) [^,]{3,40}, )?(?:your|the next|the other|all|these|"
    r"those)\b(?![^,;.]*\b(?:table|line|slot|seat|place|hands?|time|diary|calendar|evening|day|"
    r"space)\b)[^,;.]{0,40}?\s(?:is|are|will be|comes?|goes?)\s+(?:now\s+|all\s+|entirely\s+)*(?:free(?: of charge)?|"
    r"for free|gratis|without charge|at no (?:extra )?(?:cost|charge))(?:\s+(?:this time|too|as well|then|for you|"
    r"to you|today))*\s*$",
    re.IGNORECASE,
)
_EATS_FREE = re.compile(
    r"\b(?:you|he|she|they|your (?:\w+ )?\w+|[A-Z]\w+) (?:eats?|travels?|stays?|comes?|plays?|swims?|visits?|rides?|"
    r"goes?|go|dines?|parks?|flies|fly|drinks?) (?:for )?(?:free|nothing)\b(?! of (?!charge))"
)
_INVITED = re.compile(
    r"\b(?:is|are|['’]re)\s+(?:\w+ly\s+)?invited\s+to\s+(?!(?:write|reply|call|contact|send|tell|ask|ring|email|let|"
    r"comment|apply)\b).*",
    re.IGNORECASE,
)

_HAS_BEEN = re.compile(r"\b(?:did|was|were|had|has|have|expired|worked)\b", re.IGNORECASE)


def granted_forms(main: str) -> Iterator[Commitment]:
    """Commitments of a clause that give something away without promising it for later."""
    match = _PERFORMED.search(main)
    if match and _HERE.search(main) and _is_worth(match["rest"]) and not _is_question_of(main, match.start()):
        yield Commitment(0, 0, "offer", "we", match["rest"], match["rest"], service=False)
        return
    match = _DONE.search(main)
    if match and (_is_worth(match["rest"]) or makes_amends(main)):
        yield Commitment(0, 0, "given", match["who"], match["rest"], match["rest"], service=False)
        return
    match = _PASSIVE.search(main) if "been" in main else None
    if match and _is_worth(said := f"{match['verb']} {match['rest']} {match['tail']}"):
        yield Commitment(0, 0, "given", "", said, said, service=False)
        return
    match = _YOURS.search(main) if _MOTIVE.search(main) and not _THERE_IS_NONE.search(main) else None
    if match and not _NOT_OURS.search(main[: match.start()]):
        said = " ".join(filter(None, match.groups()))
        matter = said if match["rest"] else f"have {'free ' if match['free'] is not None else ''}{said}"
        yield Commitment(0, 0, "offer", "you", said, matter, service=False)
        return
    match = _FREE.match(main) or _INVITED.search(main) or _EATS_FREE.search(main)
    given = match and (granted_kinds(match.group()) or match.re is not _FREE)
    if match and given and not _NOT_OURS.search(main[: match.start()]):
        matter = main[match.start() :]
        yield Commitment(0, 0, "offer", "we", matter, matter, service=False)
        return
    match = _NAMED.search(main)
    if match and not _NOT_OURS.search(main[: match.start()]) and not _HAS_BEEN.search(main[match.start() :]):
        kind = "" if granted_kinds(match.group()) else "discount of "
        yield Commitment(0, 0, "told", "", match.group(), f"give {kind}{match.group()}", service=False)


def _is_worth(text: str) -> bool:
    return any(grant.kinds & (OF_WORTH | MONEY) for grant in grants_in(text))


def _is_question_of(main: str, place: int) -> bool:
    """Whether the words before make it no deed: "whether I waive", "what we pay", "if we refund"."""
    return bool(re.search(r"\b(?:what|whether|if|how|when|once|before|until|which|that)\s*$", main[: place + 1], re.I))
