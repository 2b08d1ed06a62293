"""What went wrong, said back in a few words (P03, P05): the customer's best clause, else the matter by its sort.

A clause is taken only when it is short, grammatical and tells of the fault itself; a clumsy sentence is worse than
"the delay with your order".
"""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from functools import lru_cache

import yaml

from drafting.writers.lexicon import PHRASES
from drafting.writers.restate import restate, to_regret
from drafting.writers.units import split_sentences
from drafting.writers.work import Work

_LONGEST = 15
_CUT = re.compile(
    r"\s*[;:–—!?]\s*|\s-\s|,\s+(?:and |but |so )?|\s+(?:and|but|so|because|although|though|despite|which|when|as) (?=(?:i|we|it|they|you|he|she|my|our|the|nobody|no one|there|this|that|now|instead|after|even|still|what)\b)|(?<=[a-z])\.\s+",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:my|our|the|your|one of|some of|half of|two of|nobody|no one|nothing|none of|neither|"
    r"(?:i|we) (?:was|were|have (?:been|had|not|never|still|only)|had|am still|are still|still|never|cannot|can't|could not|couldn't)) ",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|cannot|still|late|wrong|missing|broken?|broke|crack\w*|leak\w*|drop\w*|stop\w*|fail\w*|"
    r"fault\w*|damag\w*|smash\w*|torn|tore|ripped|dirty|filthy|stained|cold|mould\w*|mold\w*|rotten|stale|spoil\w*|off|rude\w*|overcharged|charged|"
    r"twice|cancelled|lost|delay\w*|flicker\w*|slow\w*|stuck|jam\w*|error|smell\w*|smok\w*|burn\w*|nois\w*|rattl\w*|squeal\w*|slip\w*|scratch\w*|"
    r"dead|empty|short|expired|refused|ignored|rejected|declined|waiting|waited|without|down|wet|blocked|locked|snapped|bent|buckled|loose|peel\w*|"
    r"fad\w*|scorch\w*|undrinkable|inedible|raw|soggy|melted|thawed|warm|doubled?|increased|gone up|went up|out of date|crash\w*|froze\w*|freez\w*|"
    r"glass|hurt|cut|ill|sick|disappeared|vanished|wiped|deleted|duplicate\w*|unreadable|blank|obstructed|overbooked|double.?booked|uncomfortable|freezing|keeps?|taken)\b|n['’]t\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^(?:arrived|came|stopped|broke|failed|leaks?|flickers?|was|is|has|had|never|did not|does not|doesn't|didn't|won't|will not|keeps?|"
    r"crashes|crashed|lost|fell|cracked|went|turned|started|smells?|makes?)\b",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"\b(?:time|week|today|yesterday|again|now|day|month|that|morning|evening|night)$", re.IGNORECASE
)
_AND_HEARD = re.compile(
    r"\s+(?:and|but) (?=(?:have |had |still )*(?:heard|received|had|got) (?:nothing|no )\b)", re.IGNORECASE
)
_SILENCE = re.compile(r"(?:have |had |still )*(?:heard|received|had|got) (?:nothing|no )\b", re.IGNORECASE)
_FEELING = re.compile(
    r"\b(?:treated|believe|experience|customers? (?:of|for|with)|in my life|felt|feel|impressed|surprised|amazed)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(r"\bwe (?:\w+ )?(?:promised|assured|agreed)\b")


def regretted_clause(work: Work) -> str | None:
    """What went wrong, as a clause that "I am sorry that" can take; None when the letter's words do not give one.

    A second wrong of another sentence joins the first where both are short ("your room was cold and nobody came").
    """
    enquiry = work.brief.enquiry
    ranked: list[tuple[float, int, str]] = []
    texts = [enquiry.fault_words, *(point.text for point in enquiry.points if "?" not in point.text)]
    texts += [text for text in split_sentences(" ".join(work.brief.letter.body.split())) if "?" not in text]
    for order, text in enumerate(dict.fromkeys(texts)):
        if not text or any(piece in text or text in piece for piece in enquiry.attack):
            continue
        for position, clause in enumerate(_clauses(text, work)):
            if (score := _worth(clause)) > 0:
                ranked.append((score - 0.25 * min(order, 4) - 0.1 * position, order, clause))
    ranked.sort(key=lambda entry: -entry[0])
    whole = [entry for entry in ranked if len(entry[2].split()) > 2]
    if not whole:
        return None
    _, first, clause = whole[0]
    second = next(
        (entry[2] for entry in ranked if entry[1] != first and not set(entry[2].split()) <= set(clause.split())), ""
    )
    joined = f"{clause} and that {second}"
    if second and not re.search(r"\band\b|,", clause + second) and len(joined.split()) <= 18:
        return joined
    return clause


def _clauses(text: str, work: Work) -> list[str]:
    """The clauses of a text that restate cleanly, each from its own start."""
    found: list[str] = []
    bare = re.sub(r"\s*\([^)]*\)", "", re.sub(r"\s+", " ", text))
    thing = re.sub(r"^your ", "my ", work.thing or "")
    for piece in dict.fromkeys([bare, *_CUT.split(bare), *_AND_HEARD.split(bare)]):
        piece = piece.strip(" .,!")
        starts = [f"I {piece}" if _SILENCE.match(piece) else piece]
        if (match := _INSIDE.search(piece)) and match.start() > 0:
            before = piece[: match.start()].strip()
            if _TIME_BEFORE.search(before):
                starts.append(piece[match.start() :])
        if thing and (it := re.match(r"it(?P<is>'s| is| was| has| does| did| keeps| will| won't) ", piece, re.I)):
            starts.append(f"{thing}{' is' if it['is'] == chr(39) + 's' else it['is']} {piece[it.end() :]}")
        if thing and _FRAGMENT.match(piece):
            starts.append(f"{thing} {piece}")
        found += [clause for start in starts if (clause := restate(start, thing)) and to_regret(clause)]
    return [clause for clause in found if not _PROMISE.search(clause)]


def _worth(clause: str) -> float:
    """How well a clause stands after "I am sorry that": it tells of a wrong, of the customer's thing, in few words."""
    count = len(clause.split())
    if count > _LONGEST or not _WRONG.search(clause) or _FEELING.search(clause):
        return 0.0
    worth = 2.0 if re.match(r"(?:your|the) |you (?:have |had |still )*(?:heard|received|had|got) no", clause) else 1.6
    if re.search(r"\band\b|,", clause):
        worth -= 0.5
    if re.match(r"(?:there (?:is|was)|we )", clause):
        worth -= 0.4
    return worth - max(0, count - 11) * 0.15


@lru_cache(maxsize=1)
def _sorts() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = yaml.safe_load((PHRASES / "matters.yaml").read_text(encoding="utf-8"))["sorts"]
    return tuple((re.compile(rf"\b(?:{row['words']})", re.IGNORECASE), row["say"]) for row in rows)


def matter(work: Work) -> str | None:
    """The problem by its sort, with what it is about: "the delay with order 5512"; None when its sort is not plain."""
    enquiry = work.brief.enquiry
    for text in (enquiry.fault_words, " ".join(point.text for point in enquiry.points)):
        for pattern, say in _sorts():
            if pattern.search(text) and ("$thing" not in say or work.thing):
                return say.replace("$thing", work.thing or "")
    return None
