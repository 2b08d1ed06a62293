"""The answer map: each point of the letter against the sentences of the draft that answer it (P03).

A sentence answers a point when it speaks of the same matter and has what such a question asks for (a day for "when",
a sum for "how much", a reason for "why"). Words and concepts do it alone; with ``context.embed``, meaning helps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guidelines.finding import Answer
from guidelines.wording import REMEDIES, concepts, content_stems

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from guidelines.context import Context, Embed, Point
    from guidelines.draft import Draft, Span

_ASKS = {
    "when": (
        r"\b(?:when|how (?:soon|long|late|quickly)|what (?:time|day|date)|by what|until when|how many "
        r"(?:days|weeks|months|years|hours))\b"
    ),
    "money": (
        r"\b(?:how much|what (?:does|do|will|would|is) (?:it|this|that|the (?:\w+ )?(?:price|cost|fee|"
        r"charge))|what'?s the (?:price|cost)|cost|price|charge[ds]?|fee|pay)\b"
    ),
    "why": r"\b(?:why|how come|what (?:happened|went wrong|caused|is the reason)|explain|reason|explanation)\b",
    "where": r"\b(?:where|which (?:shop|branch|address|place|store)|whereabouts)\b",
    "who": r"\b(?:who|whom|which person)\b",
    "count": r"\b(?:how (?:many|big|large|tall|wide|heavy|far|hot|cold|deep|old|high|often))\b",
    "how": (
        r"\b(?:how (?:do|can|to|should|would|does|did)|what (?:do|should|must|can) (?:i|we) do|what steps|"
        r"which way)\b"
    ),
    "what": r"\b(?:what|which)\b",
    "yes_no": (
        r"^\W*(?:(?:and|also|so|but|please|secondly|finally|or)\W+)*(?:can|could|do|does|did|is|are|was|"
        r"were|will|would|should|has|have|may|am|shall)\b|\b(?:whether|if (?:it|you|i|we|the|there))\b"
    ),
}
_ASKS_FOR = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _ASKS.items()}
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
    r"\bwithout charge\b|at (?:no|our) (?:cost|expense)",
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
_PERSON = re.compile(
    r"\b(?:I|we|my|our|team|manager|colleague|department|carrier|courier|engineer|[A-Z][a-z]+ [A-Z][a-z]+)\b"
)
_FITS = {
    "when": _TIME,
    "money": _MONEY,
    "why": _CAUSE,
    "where": _PLACE,
    "how": _STEP,
    "count": _COUNT,
    "yes_no": _YES_NO,
    "who": _PERSON,
}
_HOLDING = re.compile(
    r"\b(?:find out|ask(?:ed|ing)?|put (?:it|this|that|your question|them) to|check(?:ed|ing)?|pass(?:ed|"
    r"ing)?|with our|look(?:ing)? into|will (?:write|reply|call|ring|come back|answer|let you know|confirm)|"
    r"their answer|who (?:will|handles|looks after|answers)|question for|hand(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"^\W*(?:thank you for|thanks for|i(?:['’]m| am) (?:so |very |truly |really )?(?:sorry|glad|pleased)|"
    r"we(?:['’]re| are) (?:so |very |truly |really )?sorry|i understand|i can (?:see|understand)|you (?:asked|"
    r"wrote|ask|told|say|said|mention)|please accept|i apologise|we apologise|it (?:must|was|is) (?:have been "
    r")?(?:very |so )?(?:frustrating|disappointing|annoying))",
    re.I,
)
_QUESTION = re.compile(
    r"\?|^\W*(?:when|why|where|who|how|what|which|can|could|do|does|did|is|are|will|would|should|has|have|"
    r"may)\b|\b(?:please (?:tell|let|explain|confirm|advise|could)|let me know|i(?:['’]d| would) like to know|"
    r"wonder(?:ing)? (?:if|whether)|can you|could you|want to know|tell me)\b",
    re.I,
)
_WISH = re.compile(
    r"\b(?:i (?:want|would like|need|expect|demand|insist|request|ask|am asking)|i['’]d like|please (?:send|"
    r"refund|replace|cancel|give|exchange|repair|change|credit|arrange|collect|remove|stop|close|return)|"
    r"(?:want|wanting) (?:a|my|the|it)|give me|send me|refund me|cancel my)\b",
    re.I,
)
_VERDICT_ON_WISH = re.compile(
    r"\b(?:will|can|cannot|can['’]t|not|no longer|offer|instead|happy to|glad to|entitled|covered|have "
    r"(?:been )?(?:refunded|cancelled|sent|arranged|credited|replaced|closed|stopped|removed|changed)|is "
    r"(?:on its way|enclosed|cancelled|closed)|open to|outside|within|we)\b",
    re.I,
)
_COURTESY = re.compile(
    r"\b(?:look(?:ing)? forward|here (?:if|to help)|please (?:let (?:me|us) know|do not hesitate)|any "
    r"(?:other|further) questions?|anything else|if anything|if you (?:have|need|would like to talk)|thank "
    r"you|sorry to see|welcome to (?:write|call))\b",
    re.I,
)
_MISSING = re.compile(
    r"^(?:what|which|could you|can you|would you|may i|please (?:tell|let|send)|when did|where did)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a sentence answers a point: shared words and concepts (0 to 1), the kind of answer, and meaning."""

    words: float
    concept: bool
    kind: bool
    meaning: float
    holding: bool
    acknowledges: bool


def map_answers(draft: Draft, context: Context) -> tuple[Answer, ...] | None:
    """Every point of the letter once, with the sentences that answer it, in order; None without a letter."""
    if context.letter is None:
        return None
    points, sentences = context.letter.points, draft.sentences
    if not points or not sentences:
        return tuple(Answer(point, ()) for point in points)
    meaning = _meaning(points, sentences, context.embed)
    fits = [
        [_fit(p.text, sentences, place, float(meaning[number, place]), points) for place in range(len(sentences))]
        for number, p in enumerate(points)
    ]
    found = [
        [place for place, fit in enumerate(row) if _answers(points[number].text, fit)]
        for number, row in enumerate(fits)
    ]
    _take_what_is_left(points, sentences, fits, found, with_meaning=context.embed is not None)
    return tuple(
        Answer(point, tuple((sentences[place].start, sentences[place].end) for place in places))
        for point, places in zip(points, found, strict=True)
    )


def _take_what_is_left(
    points: Sequence[Point],
    sentences: Sequence[Span],
    fits: list[list[_Fit]],
    found: list[list[int]],
    *,
    with_meaning: bool,
) -> None:
    """Give each point without an answer the sentence that serves no other and is of the kind that was asked for.

    Answers often leave out the words of the question ("It runs until 31 January"); they come in its order.
    """
    used = {place for places in found for place in places}
    for number, point in enumerate(points):
        if found[number]:
            continue
        asked = _strictly_asked(point.text)
        floor = max((max(places) for places in found[:number] if places), default=-1) if number else -1
        for place, sentence in enumerate(sentences):
            fit = fits[number][place]
            if (
                place in used
                or fit.acknowledges
                or _COURTESY.search(sentence.text)
                or sentence.text.rstrip().endswith("?")
            ):
                continue
            fitting = any(_FITS[name].search(sentence.text) for name in asked)
            near = place == floor + 1 or place == floor + 2
            if with_meaning:
                taken = (
                    (fitting and fit.meaning >= (0.2 if near else 0.3))
                    or fit.meaning >= 0.45
                    or (fit.meaning >= 0.3 and near and not asked)
                )
            else:
                taken = (fitting and near) or (fit.words > 0 and near and fit.kind)
            if taken:
                found[number].append(place)
                used.add(place)
                break


def _strictly_asked(point: str) -> list[str]:
    asked = [name for name in ("when", "money", "why", "where", "how", "count") if _ASKS_FOR[name].search(point)]
    return [name for name in asked if name != "money" or len(asked) == 1 or re.search(r"\bhow much\b", point, re.I)]


def is_question(point: str) -> bool:
    """Whether a point asks for an answer outright; a problem that is only told may be met by what is done."""
    return _QUESTION.search(point) is not None


def is_wish(point: str) -> bool:
    return _WISH.search(point) is not None


def _meaning(points: Sequence[Point], sentences: Sequence[Span], embed: Embed | None) -> npt.NDArray[np.float32]:
    import numpy as np

    if embed is None:
        return np.zeros((len(points), len(sentences)), dtype=np.float32)
    texts = [" ".join(text.split())[:400] for text in (*(p.text for p in points), *(s.text for s in sentences))]
    vectors = np.stack(_embedded(texts, embed))
    return np.asarray(vectors[: len(points)] @ vectors[len(points) :].T, dtype=np.float32)


_KEPT: dict[tuple[int, str], npt.NDArray[np.float32]] = {}


def _embedded(texts: Sequence[str], embed: Embed) -> list[npt.NDArray[np.float32]]:
    """Vectors of the texts; each text is embedded once, so that a change of one sentence costs one sentence."""
    key = id(embed)
    new = [text for text in dict.fromkeys(texts) if (key, text) not in _KEPT]
    if new:
        if len(_KEPT) > 20_000:
            _KEPT.clear()
            new = list(dict.fromkeys(texts))
        for text, vector in zip(new, embed(new), strict=True):
            _KEPT[key, text] = vector
    return [_KEPT[key, text] for text in texts]


def _fit(point: str, sentences: Sequence[Span], place: int, meaning: float, points: Sequence[Point]) -> _Fit:
    sentence = sentences[place].text
    wanted, have = content_stems(point), content_stems(sentence)
    shared = wanted & have
    common = _common(tuple(other.text for other in points)) if len(points) > 1 else frozenset()
    telling = shared - common
    weight = len(telling) + 0.35 * len(shared & common)
    share = min(1.0, weight / max(2.0, min(len(wanted), 6)))
    matter = (concepts(point) & concepts(sentence)) - {"dispatch"}
    return _Fit(
        share,
        bool(matter),
        _kind_fits(point, sentence),
        meaning,
        bool(_HOLDING.search(sentence)),
        bool(_ACKNOWLEDGES.match(sentence)),
    )


@lru_cache(maxsize=256)
def _common(points: tuple[str, ...]) -> frozenset[str]:
    """Words that several points share (the product, the order) tell no point from another."""
    seen: dict[str, int] = {}
    for point in points:
        for word in content_stems(point):
            seen[word] = seen.get(word, 0) + 1
    return frozenset(word for word, count in seen.items() if count > 1)


def _kind_fits(point: str, sentence: str) -> bool:
    asked = [name for name, pattern in _ASKS_FOR.items() if pattern.search(point)]
    strict = _strictly_asked(point)
    if strict:
        return any(_FITS[name].search(sentence) for name in strict)
    if _WISH.search(point) or concepts(point) & REMEDIES:
        granted = bool(concepts(sentence) & (concepts(point) | REMEDIES)) or bool(
            content_stems(sentence) & content_stems(point)
        )
        return granted and bool(_VERDICT_ON_WISH.search(sentence))
    if "yes_no" in asked:
        return bool(_YES_NO.search(sentence))
    return bool(asked) and "who" not in asked


def _answers(point: str, fit: _Fit) -> bool:
    """Calibrated on pairs of many trades (tests): meaning and words, or words with the right kind of answer."""
    question = is_question(point) or is_wish(point)
    if fit.acknowledges and question and not is_wish(point):
        return fit.kind and (fit.words >= 0.6 or fit.meaning >= 0.75)
    if fit.holding and (fit.words >= 0.3 or fit.meaning >= 0.45 or (fit.concept and fit.words >= 0.15)):
        return True
    if fit.words >= 0.5 and (fit.kind or not question or fit.words >= 0.9 or not _strictly_asked(point)):
        return True
    if fit.kind and (
        fit.words >= 0.3 or (fit.concept and (fit.words >= 0.15 or fit.meaning >= 0.25 or is_wish(point)))
    ):
        return True
    if fit.meaning >= 0.6 and (fit.kind or fit.words >= 0.3):
        return True
    if fit.meaning >= 0.42 and fit.kind and (fit.words >= 0.15 or fit.concept):
        return True
    return not question and (fit.words >= 0.3 or fit.concept or fit.meaning >= 0.45)


def follows_on(sentence: str) -> bool:
    """Whether a sentence only asks the customer something back."""
    return _MISSING.match(sentence) is not None
