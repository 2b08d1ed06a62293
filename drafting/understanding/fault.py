"""Whether something went wrong at the company or with what it sold, and the customer's own phrase for it (P05)."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.understanding.clauses import Clause
from drafting.understanding.lexicon import plain

# A problem that is the customer's own doing, wish or circumstance calls for help and not for an apology.
_OWN = re.compile(
    r"\b(?:i|we)(?:'ve| have|'d| had)? (?:just |stupidly |accidentally |mistakenly |unfortunately |also |now |probably |must have )*"
    r"(?:forgot|forgotten|lost|misplaced|mislaid|dropped|broke|cracked|spilt|spilled|ordered the wrong|bought the wrong|chose the wrong|"
    r"entered|typed|put the wrong|gave the wrong|missed|changed my mind|lock(?:ed)? myself|can't find my|cannot find my|damaged|shrank|washed|deleted|left (?:it|my))\b"
    r"|\bmy (?:own )?(?:fault|mistake|error)\b|\bby mistake i\b|too (?:small|big|large|long|short|tight|loose|wide|narrow) for (?:me|us|my|our|him|her)\b|\bthey are too (?:small|big)\b"
    r"|\bfalling into\b|\barrears\b|\b(?:in|into) debt\b|\bbehind with\b|\bmade redundant\b|\blost my job\b"
    r"|\bdon't (?:like|need|want) (?:it|them)\b|\bno longer (?:need|want|require|use|live|work)\b|\bdoesn't (?:suit|fit (?:me|him|her))\b|\bdied|passed away\b|\bmoving\b"
    r"|\b(?:i|we)(?:'m| am| are|'re)? (?:unable|not able|can't|cannot|won't be able) (?:to )?(?:attend|come|travel|make|use it|go|be (?:there|in|at home)|pay|afford)\b"
    r"|\b(?:i|we) (?:can't|cannot) (?:attend|come|travel|make|go|pay|afford)\b",
    re.IGNORECASE,
)
_QUESTION_OF_FAULT = re.compile(
    r"\b(?:why (?:did|was|were|has|have|is|are|do|does|am)|where (?:is|are|'s) (?:my|our|the|order)|when (?:will|is|are) (?:my|our|the) \w+ (?:finally |going )?(?:arriv|com|be deliver)|"
    r"where's|what (?:has )?happened to|how can it be|nobody|not (?:yet )?(?:arrived|received)|overcharged|charged (?:me )?twice|broken|faulty|damaged|wrong|"
    r"stopped|the (?:right|correct) (?:one|item|size|colour|model|part)|still (?:not|no|waiting)|won't|doesn't work|not working|leaking|missing)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:sadly|unfortunately|however|but|and|now|also|i am (?:writing|emailing) (?:to (?:complain|say|report|tell you) (?:that|about)|because|as)|"
                      r"i (?:want|would like|wish) to complain (?:that|about)|good \w+,|hi,?|hello,?)\s+", re.IGNORECASE)  # fmt: skip


def find_fault(body: str, clauses: Sequence[Clause], angry_or_upset: bool) -> tuple[bool, str]:
    """(fault, words): words are the first problem as the customer puts it, "" when there is none."""
    first = ""
    fault = False
    for clause in clauses:
        text = plain(body[clause.start : clause.end])
        if clause.asked == "problem" and not _OWN.search(text):
            if clause.weak and not angry_or_upset:
                continue
            fault = True
            if not clause.weak:
                return True, _LEADING.sub("", body[clause.start : clause.end])
            first = first or body[clause.start : clause.end]
        elif clause.asked in {"question", "request"} and _says_wrong(text) and not _OWN.search(text):
            fault = True
            first = first or body[clause.start : clause.end]
    return fault, _LEADING.sub("", first)


def _says_wrong(text: str) -> bool:
    found = _QUESTION_OF_FAULT.search(text)
    if not found:
        return False
    word = found.group().lower()
    if word.startswith("why"):
        # "Why is the blue one dearer?" asks; "why did nobody ring", "why was I charged twice" tell.
        return bool(
            re.search(
                r"\b(?:nobody|no one|not|n't|never|still|twice|wrong|again|charged|cancelled|refused|up|late|so (?:long|high)|stopped|i|we|my|our)\b",
                text,
                re.I,
            )
        )
    if word.startswith(("where", "when")):
        return bool(re.search(r"order|parcel|delivery|refund|package|money|engineer|driver|luggage|\d{3,}", text, re.I))
    return not re.match(r"\W*(?:if|what if|what happens if|in case)\b", text, re.I) and not re.search(
        r"\bif (?:it|something|anything|one|they)\b", text, re.I
    )


_ERRED = re.compile(
    r"\b(?:(?:told|informed|notified|rang|called|phoned|wrote to|written to|emailed|sent|reported)\b.{0,60}\b(?:twice|already|again|times|in (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|weeks? ago|months? ago|last (?:week|month)|certificate)|(?:despite|although|even though)\b|promised|assured|(?:nobody|no one|nothing|never) (?:has|have|had|"
    r"replied|answered|rang|called|happened|wrote)|still (?:no|not)|have not|has not|haven't|hasn't|rude|unkind|insensitive|complain\w*|lost (?:the|my|his|her|our) (?:certificate|letter|documents?)|"
    r"wrong (?:name|account|amount|date)|refused|threaten\w*|debt collect\w*|final demand)",
    re.IGNORECASE,
)


def erred_after_a_death(text: str) -> bool:
    """A bill or a payment that came after a death is no fault by itself; one that came although we were told is."""
    return bool(_ERRED.search(plain(text)))
