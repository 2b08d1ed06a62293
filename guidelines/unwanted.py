"""Solutions that the customer has turned down, and where a reply offers one of them again (P11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guidelines.context import LetterContext
from guidelines.draft import Span
from guidelines.sentences import split_sentences
from guidelines.wording import concepts

_SOLUTIONS = frozenset(
    ("refund", "replacement", "repair", "visit", "credit", "discount", "gift", "collection", "upgrade", "extension")
)
_WORDS = (
    r"(?:vouchers?|credit(?: note)?|gift cards?|discount|coupon|refund|money back|replacement|exchange|"
    r"another (?:one|[\w-]+)|"
    r"new (?:one|[\w-]+)|repair|engineer|technician|visit|collection|upgrade|points|hamper|flowers|free \w+|"
    r"goodwill \w+|"
    r"(?:money|\d+ ?(?:%|per cent)) off)"
)
_A = (
    r"(?:(?:a|an|any|another|one of|your|the|yet|more|some|further|kind of|"
    r"sort of|of|£\d+|\d+|\w+ed|goodwill|store|gift|third|second) ){0,4}"
)
_TURNED_DOWN = re.compile(
    rf"\b(?:do not|don['’]t|did not|didn['’]t|no longer|won['’]t|will not|would not|wouldn['’]t|cannot|can['’]t|"
    rf"am not|['’]m not) "
    rf"(?:\w+ )?(?:want|need|wish for|accept|require|take|settle for|interested in|be fobbed off with|use|"
    rf"asking for|after|send|post|give|offer)(?: me| us)?(?: to (?:have|get|be (?:given|sent|"
    rf"offered)|receive))? {_A}{_WORDS}"
    rf"|\b(?:please )?(?:no|not|never) (?:more |another |yet another |a |an |any )(?:\w+ )?{_WORDS}"
    rf"|\b(?:rather than|instead of|as opposed to|without|spare me|keep your|sick of|tired of|fed up with|"
    rf"no use for|no interest in|not interested in|"
    rf"point in|refuse[d]?|declined?|reject(?:ed)?|turned down|(?:said|say) no to) {_A}{_WORDS}"
    rf"|{_WORDS}(?: \w+){{0,6}},? (?:which|but|and|that)? ?(?:is|are|was|would be|will be|"
    rf"['’]s)? ?(?:of )?(?:no (?:use|good|help|thanks|thank you|earthly use)|"
    rf"not (?:what i|acceptable|enough|good enough|wanted|needed|an option)|useless|pointless|an insult|"
    rf"unacceptable|(?:which )?(?:i|we) (?:do not|don['’]t|"
    rf"declined|refused|turned down|have no use for))",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:unless|except|other than|if (?:i|we|it|you|there)|why (?:not|can)|is there|just|only)\b", re.IGNORECASE
)
_OFFERED = re.compile(
    r"\b(?:(?:i|we)(?:['’]ll| will|['’]ve| have|['’]m| am|['’]re| are|['’]d| would| can| could|"
    r" may)(?: \w+){0,3} (?:offer|send|sent|give|"
    r"given|post|posted|arrang\w+|refund\w*|replac\w+|exchang\w+|repair\w*|issue\w*|add\w*|credit\w*|book\w*|"
    r"order\w*|provide|enclose|collect|like|happy|"
    r"glad|pleased|apply|put)|(?:i|we) (?:offer|enclose|propose|suggest)|is (?:on its way|enclosed|attached|"
    r"in the post|yours|waiting)|"
    r"you (?:will|can|may) (?:have|get|receive|choose|use|expect)|please (?:accept|use|find|enjoy)|here is|"
    r"will (?:be (?:sent|posted|issued|with you|"
    r"added)|reach you|arrive|come|call|visit))\b",
    re.IGNORECASE,
)
_RESPECTED = re.compile(
    r"\b(?:rather than|instead of|in place of|not|no|without|as you (?:do|did)|you (?:do not|don['’]t|did not|"
    r"would rather|said|wrote|told)|although|"
    r"even though|unless|should you change|if you change|still open)\b|n['’]t\b",
    re.IGNORECASE,
)


_ASKED = re.compile(
    r"\b(?:i|we)(?:['’]d| would)? (?:want|like|expect|demand|ask for|insist on|prefer|need)\b|\bplease\b", re.IGNORECASE
)


def turned_down(letter: LetterContext) -> frozenset[str]:
    """The solutions that the letter says are not wanted: refund, replacement, credit (a voucher), .."""
    found: set[str] = set()
    wanted: set[str] = set()
    for start, end in split_sentences(letter.body, 0, len(letter.body)):
        sentence = letter.body[start:end]
        match = _TURNED_DOWN.search(sentence)
        if match and not _WANTED.search(sentence):
            found |= concepts(match.group()) & _SOLUTIONS
            sentence = sentence[: match.start()] + sentence[match.end() :]
        wanted |= concepts(sentence) & _SOLUTIONS if _ASKED.search(sentence) else set()
    asked = concepts(letter.remedy_asked) if letter.remedy_asked else frozenset()
    return frozenset(found - wanted - asked)


def offered_again(sentences: Iterable[Span], letter: LetterContext) -> Iterator[Span]:
    """The sentences that offer what the letter turned down, and nothing beside it."""
    unwanted = turned_down(letter)
    for span in sentences if unwanted else ():
        offered = concepts(span.text) & _SOLUTIONS
        if offered and offered <= unwanted and _OFFERED.search(span.text) and not _RESPECTED.search(span.text):
            yield span
