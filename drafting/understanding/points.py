"""The points of a letter (P03): every question, request and problem, explicit or implied, each with its exact span."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafting.understanding.clauses import Asked, Clause, sentences, split_clauses
from drafting.understanding.lexicon import patterns, plain
from guidelines.context import Point

_MOST_POINTS = 20
_LONGEST_SENTENCE = 1500  # what is longer is no sentence, and would only cost time


def find_points(body: str, without: Sequence[tuple[int, int]] = ()) -> tuple[Point, ...]:
    """The points in the order of the letter; ``without`` are spans that are no words to the desk (an attack)."""
    clauses = find_clauses(body, without)
    return tuple(Point(body[clause.start : clause.end], clause.start, clause.end) for clause in clauses)


def find_clauses(body: str, without: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The same with what each one is: a question, a request or a problem."""
    all_of_them: list[Clause] = []
    listed: Asked = "none"
    for start, end in sentences(body):
        if any(start < last and first < end for first, last in without):
            continue
        end = min(end, start + _LONGEST_SENTENCE)
        item = bool(re.search(r"(?:^|\n)[ \t]*(?:[-*•–·]|\(?\d{1,2}[.)]|\(?[a-h][.)])[ \t]+$", body[:start]))
        clauses = _of_sentence(body, start, end, listed if item else "none")
        if item and listed != "none":
            all_of_them += clauses
            continue
        opens_list = body[start:end].rstrip().endswith(":") and clauses
        listed = clauses[-1].asked if opens_list else "none"
        if opens_list and len(body[start:end].split()) < 14:
            clauses = [replace(clause, weak=True) for clause in clauses]
        all_of_them += clauses
    strong = [clause for clause in all_of_them if not clause.weak]
    kept = strong or all_of_them[:2]
    if not kept:
        kept = _fallback(body, without)
    return _distinct(body, kept)[:_MOST_POINTS]


def with_promise(body: str, clauses: list[Clause], promise: str) -> list[Clause]:
    """The clauses with an earlier promise of ours that was not kept, where none of them tells it yet."""
    if not promise:
        return clauses
    for start, end in sentences(body):
        told = " ".join(body[start:end].split())
        if not promise.startswith(told):
            continue
        last = next((stop for begin, stop in sentences(body) if begin >= end and stop - begin < 40), end)
        if promise == told or last - start > 160:
            last = end
        if any(clause.start < last and start < clause.end for clause in clauses):
            return clauses
        return sorted([*clauses, _trimmed(body, start, last, "problem", False)], key=lambda clause: clause.start)
    return clauses


def classify(text: str, *, asked_before: bool = False) -> tuple[Asked, bool]:
    """What one clause is, and whether it is weak: a bare "please help", or a feeling and no more."""
    words = patterns("points")
    text = plain(text).strip()
    core = _core(text)
    if not core:
        return "none", False
    bare = core.rstrip(" ?!.,;")
    if words["rhetorical"].fullmatch(bare):
        return "none", False
    questioned = _questioned(text)
    if words["no_request"].match(bare):
        return ("question", False) if questioned else _trouble(bare)
    weak = bool(words["generic"].fullmatch(bare)) or (questioned and len(re.findall(r"\w+", bare)) <= 2)
    if questioned:
        return ("request" if _ASKED_TO_ACT.match(bare) else "question"), weak
    if _CONFIRM.match(bare) or (_ASKED_TO_ACT.match(bare) and not words["asks"].match(bare)):
        return "request", weak
    if words["asks"].match(bare) or (words["question_start"].match(bare) and not _exclaims(core)):
        return "question", weak or _asks_nothing(bare)
    if words["request_start"].match(bare) or (
        asked_before and re.match(r"[a-z]+ (?:me|us|my|the|it|a|an|them)\b", bare)
    ):
        return "request", weak
    inner = words["asks"].search(bare)
    if inner and _ASKS_OF_US.match(inner.group()) and not words["tried"].match(bare):
        return "question", weak
    late = re.search(
        r"[,;–—-]\s*(?:so |and |then |but )?(?:please|kindly|can you|could you|i want|i need|i would like)\s+\w+",
        bare,
        re.I,
    )
    if late and words["request_start"].match(bare[late.start() :].lstrip(" ,;–—-")):
        return "request", weak
    if re.search(r"\bplease$", bare, re.I) and 2 <= len(bare.split()) <= 10:
        return "request", weak
    if words["foreign_request"].search(bare):
        return "request", False
    return _trouble(bare)


def _questioned(text: str) -> bool:
    """Whether a question mark ends the text; one in a parenthesis of its own ("Ruth?") only doubts a word."""
    text = re.sub(r"\s*\([^()]{0,30}\?\)", "", text)
    return text.rstrip(" )\"'”").endswith("?")


# "Can you replace it?" asks for a deed; "Can you deliver on Sundays?" for an answer.
_ASKED_TO_ACT = re.compile(
    r"(?:please |kindly )?(?:can|could|would|will) (?:you|someone|somebody|anyone|we|u)(?: please| kindly| also| possibly| just| therefore| be able to| be so kind as to)* "
    r"(?:send|resend|re-send|replace|refund|repair|fix|mend|cancel|change|update|amend|move|call|ring|phone|email|return|collect|correct|stop|remove|delete|book|rebook|arrange|transfer|"
    r"block|unblock|unlock|reset|exchange|give me|give us|look into|reissue|put|take|forward|add|issue|post|provide|credit|waive|close|reinstate|reconnect|investigate|swap|pay|reimburse|sort|check|find|skip|pause|freeze|spread|supply|quote|upgrade|downgrade|switch|renew|extend|restore|deliver|redeliver|honour|waive|let me have|let us have|get|come|confirm the)\b(?! back)",
    re.IGNORECASE,
)
# "Please confirm the balance" asks for a deed, "please confirm whether" for an answer.
_CONFIRM = re.compile(
    r"(?:please |kindly )?(?:can you |could you |would you |will you )?(?:please )?confirm (?:to me |back to me )?(?:the|my|your|our|receipt|in writing|by)\b",
    re.IGNORECASE,
)
# "… and wanted to say how kind you were" says; "… and could you tell me how" asks.
_ASKS_OF_US = re.compile(
    r"(?:please|kindly|pls|can|could|would|will|i|we|no idea|your|the|it|nowhere|you)\b", re.IGNORECASE
)


def _trouble(bare: str) -> tuple[Asked, bool]:
    words = patterns("points")
    if words["feeling"].fullmatch(bare):
        return "problem", True
    if words["aftermath"].fullmatch(bare):
        return "problem", True
    cleared = words["no_trouble"].sub(" ", bare)
    cleared = re.sub(r"^sorry .*", "", cleared, flags=re.IGNORECASE)
    if not (words["trouble"].search(cleared) or words["foreign_trouble"].search(cleared)):
        return "none", False
    if words["tried"].match(bare) and not re.search(
        r"\b(?:nobody|no one|never|not|no|still|without|n't|wrong|refused)\b|n't\b", cleared, re.I
    ):
        return "none", False
    if re.match(
        r"(?:otherwise|or else|if (?:you|this|i|it|nothing|we) .* (?:will|shall|'ll)\b|i (?:will|shall|'ll|am going to) (?:be )?(?:tak|go|report|contact|leav|writ|complain|cancel|instruct|post|tell|hav))",
        bare,
        re.I,
    ):
        return "none", False
    return "problem", len(cleared.split()) < 2 or bool(
        re.fullmatch(
            r"(?:this is |it is |that's |that is |it's |for )*(?:now |the |my )*(?:second|third|fourth|fifth|umpteenth) (?:time|email|letter|attempt|message)(?: of asking| of writing| i have \\w+| asking| i am writing)?.{0,20}",
            bare,
            re.I,
        )
    )


def _core(text: str) -> str:
    """A clause without "and also" and its like in front."""
    lead = patterns("points")["lead_in"]
    for _ in range(3):
        found = lead.match(text)
        if not found:
            break
        text = text[found.end() :].lstrip(" ,:;.\t–—-")
    return re.sub(r"^(?:i was wondering,?|hi|hello|dear \w+)[,!]\s+", "", text, flags=re.IGNORECASE)


def _exclaims(core: str) -> bool:
    """ "How nice it is", "What a lovely lamp": no questions, and "when I", "if we" without an inversion are none."""
    return bool(re.match(r"(?:how \w+ (?:it|that|this) (?:is|was)|what an? )", core, re.IGNORECASE))


def _asks_nothing(bare: str) -> bool:
    """ "Please let me know." asks for what was said before."""
    return len(bare.split()) <= 4 and bool(re.search(r"\b(?:know|advise|inform|tell (?:me|us))$", bare, re.IGNORECASE))


def _of_sentence(body: str, start: int, end: int, listed: Asked = "none") -> list[Clause]:
    """The clauses of a sentence that ask or tell; ``listed`` is what a list item inherits from the line above it."""
    sentence = body[start:end]
    words = patterns("points")
    if listed != "none":
        return [_trimmed(body, start, end, listed, False)]
    if words["contrast"].search(plain(sentence)) and not re.search(
        r"[?]|\b(?:please|can you|could you)\b", sentence, re.I
    ):
        return [_trimmed(body, start, end, "problem", False)]
    questioned = _questioned(sentence)
    indirect = bool(words["asks"].search(plain(sentence)))
    pieces: list[tuple[int, int, Asked, bool]] = []
    pending: int | None = None
    asked_before = False
    for first, last in split_clauses(sentence):
        asked, weak = classify(sentence[first:last], asked_before=asked_before)
        opening = _core(plain(sentence[first:last]).strip())
        if asked == "none" and indirect and asked_before and words["asked_clause"].match(opening):
            asked = "question"
        if (
            asked == "none"
            and questioned
            and (
                (words["asked_clause"].match(opening) and not re.match(r"(?:if|when)\b", opening, re.I))
                or last == len(sentence)
                or _AUXILIARY.match(opening)
            )
            and not words["rhetorical"].fullmatch(opening.rstrip(" ?!.,;"))
        ):
            asked = "question"
        if (
            asked == "question"
            and pieces
            and pieces[-1][2] == "question"
            and first
            and not words["question_start"].match(opening)
            and not words["asked_clause"].match(opening)
            and not words["request_start"].match(opening)
            and len(opening.split()) < 7
        ):
            asked = "none"  # "…, the 50 or the 55 cm?" only closes the question before it
        if asked == "none":
            if pieces:  # what is no point by itself belongs to the one before it
                pieces[-1] = (pieces[-1][0], last, *pieces[-1][2:])
            elif pending is None:
                pending = first  # or is the ground of the one after it ("I bought a coat, can I …")
            continue
        if (
            pieces
            and not weak
            and asked == pieces[-1][2] == "problem"
            and len(_core(sentence[first:last].strip()).split()) <= 3
        ):
            pieces[-1] = (pieces[-1][0], last, "problem", pieces[-1][3])  # "…, and nobody did"
            continue
        begin = first
        if pending is not None and _is_ground(sentence[pending:first], sentence[first:last]):
            begin = pending
        pieces.append((begin, last, asked, weak))
        asked_before = asked_before or asked in {"question", "request"}
        pending = None
    if not pieces:
        asked, weak = classify(sentence)
        if asked == "none" and words["desired"].search(plain(sentence)):
            asked = "request"
        if asked != "none":
            pieces.append((0, len(sentence), asked, weak))
    return [_trimmed(body, start + first, start + last, asked, weak) for first, last, asked, weak in pieces]


_AUXILIARY = re.compile(
    r"(?:can|could|will|would|do|does|did|is|are|was|were|has|should|may|must)(?:n't)? [A-Z\"'“]?\w", re.IGNORECASE
)
_ALONE = re.compile(
    r"\W*(?:and |but |so |also |then |yet )*(?:please|kindly|can|could|would|will|may|do|does|did|is|are|what|when|where|why|how|who|which|i|we|it|they|you|he|she|there|nobody|nothing|no one)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\W*(?:if|when|once|unless|until|as soon as|whenever|before|after|now that|given|provided|in case|for)\b",
    re.IGNORECASE,
)


def _is_ground(before: str, clause: str) -> bool:
    """Whether what precedes belongs to the clause: a condition ("if I move, …"), or a clause that can't stand alone."""
    if len(before.split()) > 14:
        return False
    return bool(_CONDITION.match(_core(before.strip()))) or not _ALONE.match(clause)


_EDGE = re.compile(
    r"(?:(?:and|but|so|also|then|plus|or|yet|however|good (?:morning|afternoon|evening|day)|hi(?: there| all)?|hello(?: there)?|p\.?\s?s\.?)(?!\w)[\s,.!:–—-]*|[\s,;:–—-]+)+",
    re.IGNORECASE,
)


def _trimmed(body: str, start: int, end: int, asked: Asked, weak: bool) -> Clause:
    found = _EDGE.match(body, start, end)
    if found and found.end() < end:
        start = found.end()
    text = re.sub(r"(?:[\s,;:–—-]+(?:and|but|or|so|also|plus|then|if so|if not|AND|BUT)?)+$", "", body[start:end])
    if text.endswith(".") and not text.endswith(".."):
        text = text[:-1]
    return Clause(start, start + len(text), asked, weak)


def _distinct(body: str, clauses: list[Clause]) -> list[Clause]:
    """The same thing said twice is one point: the first telling, unless only the later is a question or request."""
    kept: list[Clause] = []
    seen: list[frozenset[str]] = []
    for clause in clauses:
        words = _matter(body[clause.start : clause.end])
        if any(
            words and _alike(words, other) and kept[place].asked == clause.asked for place, other in enumerate(seen)
        ):
            continue
        kept.append(clause)
        seen.append(words)
    return kept


def _matter(text: str) -> frozenset[str]:
    from guidelines.wording import content_stems

    return content_stems(text)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 0.8 * min(len(one), len(other)) and min(len(one), len(other)) >= 2


_CHATTER = re.compile(
    r"(?:thank|thanks|many thanks|cheers|hi|hello|hope|i hope|dear|regards|sorry to|good (?:morning|afternoon)|happy|best|kind|looking forward|"
    r"i look forward|well done|keep up|please (?:find|pass)|love)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:thank\w*|grateful|lovely|brilliant|excellent|wonderful|fantastic|delight\w*|superb|amazing|perfect\w*|impressed|"
    r"pleased|helpful|kind|love|loved|great|credit to|well done|congratulat\w+|appreciate\w*|happy with)\b",
    re.IGNORECASE,
)


def _fallback(body: str, without: Sequence[tuple[int, int]]) -> list[Clause]:
    """A letter that asks nothing in so many words, and is no thanks: its first statement of substance is its point."""
    if len(_PRAISE.findall(body)) >= 1:
        return []
    for start, end in sentences(body):
        if any(start < last and first < end for first, last in without):
            continue
        text = body[start:end]
        if len(text.split()) >= 3 and not _CHATTER.match(plain(text)):
            return [_trimmed(body, start, end, "problem", True)]
    return []
