"""What the policy never promises, found in other words: inflected, in another order, for one of several things "
"(P12)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from guidelines.policy import Never

# Models ("QF-80") and names ("Never-Drip") are one word.
_WORD = re.compile(r"[^\W_]+-\d\w*|[A-Z][^\W_]*-[A-Z][^\W_]*|[^\W_]+(?:['’][^\W_]+)*%?")
_NAME = re.compile(r"[A-Z][^\W_]*-[A-Z]")
_EMPTY = frozenset(
    "a an the of to in on at by for with from and or as is are was were be been being am will would shall should can "
    "could may might do does did have has had it its this that these those there here we i our my us me you your "
    "yours they them their he she his her who which what when we'll i'll we've i've we're i'm you'll you're it'll "
    "it's that's "
    "they'll any some so very just also somebody someone anybody something thing".split()
)
_NO = frozenset("not no never cannot without unable nor neither".split())
_ALIKE = {
    "never": "won't not",
    "guarantee": "guaranteed promise promised",
    "refund": "reimbursement reimburse",
    "happen": "recur recurs occur reoccur repeated repeat",
    "deliver": "delivered delivery arrive arrives arrival",
    "compensate": "compensation",
    "liable": "liability",
    "fix": "fixed repair repaired",
    "health": "healthier healthy",
    "drop": "fall falls lower",
    "up": "rise rises higher increase",
    "photograph": "photo photos pictures picture",
    "accept": "accepted approve approved agree",
    "ever": "forever always",
}
_SAME = {word: stem for stem, words in _ALIKE.items() for word in words.split()}
_CLAUSE = re.compile(r"[;:]|,? (?:but|however|although|though|while)\b|, (?=(?:we|i|you|it|they|so|and)\b)", re.I)
_FIRM = re.compile(
    r"\b(?:will|shall|promise\w*|guarantee\w*|can|sure|certain|bound|is|are|never|always|going to)\b|['’]ll\b|"
    r"\b(?:we|I)\s+(?:\w+ly\s+)?(?:pay|cover|give|send|meet|settle|accept|offer|admit)\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(  # told as somebody's question or somebody else's matter, or as what is not known
    r"\b(?:whether|who (?:pays|decides)|ask(?:ed|s)? (?:if|about|whether|us|me|for)|your question|you (?:want|asked?|"
    r"say|write|wrote)|(?:is|are) (?:a (?:question|matter) )?for (?:our|the|\w+) (?:[\w'’]+ ){0,4}(?:to|team|office|"
    r"desk|department)|decides?|looks? into|rests? with|depends?|up to (?:the|them|our)|not (?:know|ours)|no one can|"
    r"nobody can)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:will|shall|would|can|could|does|do|is|are)\s+$", re.IGNORECASE)
_MOST = 12  # readings of one phrase with its alternatives


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A place in a sentence that promises what the policy rules out; offsets into the sentence."""

    start: int
    end: int
    row: Never


def find_forbidden(sentence: str, rows: Sequence[Never]) -> Iterator[Forbidden]:
    """Each place of a sentence that promises what a row rules out; denied, asked and told of others it is no "
    "promise."""
    if not rows or sentence.rstrip().endswith("?"):
        return
    words = (word for word in _WORD.finditer(sentence) if not _NAME.match(word.group()))
    tokens = [(_stem(word.group()), word.start(), word.end()) for word in words]
    present = {stem for stem, _, _ in tokens}
    taken: list[tuple[int, int]] = []
    for reading in _readings(tuple(rows)):
        if "found" in reading.stems and reading.described and not reading.negated:
            match = _FINDS.search(sentence)
            place = match.span() if match else None
        elif reading.literal:
            match = re.search(rf"\b{re.escape(reading.literal)}\b", sentence, re.IGNORECASE)
            place = match.span() if match else None
        else:
            place = _window(tokens, reading.stems) if reading.stems <= present else None
        if place is None or any(place[0] < end and start < place[1] for start, end in taken):
            continue
        if _CLAUSE.search(sentence, *place) or _denied(sentence, place, reading.negated):
            continue
        if reading.described and not _FIRM.search(sentence):
            continue
        taken.append(place)
        yield Forbidden(*place, reading.row)


# What a row calls a lost item, a reply calls by its name: "he will find the boots".
_FINDS = re.compile(
    r"(?<!\byou )(?:\b(?:will|shall|can|(?:sure|certain|bound|going) to)|['’]ll)\s+(?:\w+ly\s+|also\s+|"
    r"soon\s+)?(?:find\s+(?:it|them|(?:the|your|his|her|their)\s+(?!(?:\w+\s+)?(?:answers?|details?|forms?|page|list|"
    r"guide|way|orders?|link|time|cause|fault|reason|steps?|instructions?|terms|button|number|invoice|label|email|"
    r"entry|section)\b)\w+)|be found|come to light|turn up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    row: Never
    stems: frozenset[str]
    negated: bool
    described: bool  # by the row's own description, and not by a phrase that replies would use
    literal: str = ""


@lru_cache(maxsize=16)
def _readings(rows: tuple[Never, ...]) -> tuple[_Reading, ...]:
    found: list[_Reading] = []
    for row in rows:
        for described, phrase in ((False, one) for one in row.also):
            found += _of_phrase(row, phrase, described=described)
        found += _of_phrase(row, row.promise, described=True)
    return tuple(found)


def _of_phrase(row: Never, phrase: str, *, described: bool) -> Iterator[_Reading]:
    short = re.sub(r"\s+from (?:an?|the) [\w-]+$", "", phrase) if described else phrase
    for words in (*_alternatives(phrase), *(_alternatives(short) if short != phrase else ())):
        stems = frozenset(_stem(word) for word in words if word.lower() not in _EMPTY)
        single = len(stems) == 1 and (len(words) == 1 or re.search(r"\d", min(stems)))
        if len(stems) > 1 or single:
            yield _Reading(row, stems, any(_is_no(word) for word in words), described)
        elif len(words) > 1 and not described:  # little words alone ("will be back on") count as they stand
            yield _Reading(row, frozenset(words), False, described, literal=" ".join(words))


def _alternatives(phrase: str) -> Iterator[list[str]]:
    """A phrase with "or" in all its readings: "a tyre or lock can never fail" speaks of tyres, and of locks."""
    parts = re.split(r"(\s*,\s*(?:or\s+)?|\s+or\s+)", phrase)
    if len(parts) == 1:
        yield [match.group() for match in _WORD.finditer(phrase)]
        return
    pieces = [[match.group() for match in _WORD.finditer(part)] for part in parts[::2]]
    head, tail = pieces[0][:-1], pieces[-1][1:]
    choices = [pieces[0][-1:], *(piece for piece in pieces[1:-1]), pieces[-1][:1]]
    for count, choice in enumerate(product(choices)):
        if count < _MOST:
            yield [*head, *choice[0], *tail]


def _is_no(word: str) -> bool:
    word = word.lower().replace("’", "'")
    return word in _NO or word.endswith("n't")


@lru_cache(maxsize=8_192)
def _stem(word: str) -> str:
    """A crude stem, the same for every form of a word; synonyms that promises use fall together."""
    word = word.lower().replace("’", "'")
    if word in _SAME:
        return _SAME[word]
    if word.endswith("n't") or word == "cannot":
        return "never"
    for ending, least in (
        ("ations", 4), ("ation", 4), ("ingly", 4), ("ments", 4), ("ment", 4), ("ings", 4), ("ing", 3), ("ied", 3),
        ("ies", 3), ("edly", 4), ("ed", 3), ("es", 3), ("ly", 4), ("e", 3), ("s", 3), ("y", 3),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return _SAME.get(word, word)


def _window(tokens: list[tuple[str, int, int]], wanted: frozenset[str]) -> tuple[int, int] | None:
    """The shortest stretch that holds every wanted stem, if it is not much longer than they are."""
    best: tuple[int, int, int] | None = None
    for first, (stem, start, _) in enumerate(tokens):
        if stem not in wanted:
            continue
        missing = set(wanted)
        for last in range(first, min(len(tokens), first + 2 * len(wanted) + 5)):
            missing.discard(tokens[last][0])
            if not missing:
                if best is None or last - first < best[0]:
                    best = (last - first, start, tokens[last][2])
                break
    return best[1:] if best else None


def _denied(sentence: str, place: tuple[int, int], negated: bool) -> bool:
    """Whether the clause says that it is not promised ("we cannot guarantee it"), or leaves it to others."""
    start, end = place
    before = _CLAUSE.split(sentence[:start])[-1]
    closes = _CLAUSE.search(sentence, end)
    clause = before + sentence[start : closes.start() if closes else len(sentence)]
    if _SPOKEN_OF.search(clause) or any(_is_no(word.group()) for word in _WORD.finditer(before)):
        return True
    noes = [word for word in _WORD.finditer(sentence, start, end) if _is_no(word.group())]
    if not negated:
        return bool(noes)
    return not any(_rules(word.group(), sentence[: word.start()]) for word in noes)


def _rules(no: str, before: str) -> bool:
    """Whether a "no" belongs to the verb: "will not rust", and not "but not rust where a knock has cut it"."""
    return no.lower() not in {"not", "no"} or _AUXILIARY.search(before) is not None
