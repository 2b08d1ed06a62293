"""What a letter is: its kind, gravity, mood and urgency, each with the words that say so (P17, P19)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.enquiry import Gravity, Kind, Urgency
from drafting.understanding.clauses import Clause
from drafting.understanding.lexicon import found, patterns, plain

_LATE = re.compile(r"^\W*(?:my|our|her|his|their|the)? ?(?:late|deceased)\b", re.IGNORECASE)
_AFFAIRS_BEHIND = re.compile(
    r"['’]?s?(?:,? [A-Z]\w+){0,3}['’]?s?,? (?:\w+ ){0,2}?(?:accounts?|plans?|polic(?:y|ies)|contracts?|orders?|"
    r"subscriptions?|membership|bills?|payments?|estate|name|affairs|booking|savings|pension|phone|mobile|number|"
    r"(?:held|had|has|was|were|took|paid|bought|ordered)\b)",
    re.IGNORECASE,
)
_AFFAIRS_AHEAD = re.compile(
    r"\b(?:of|for|about|concerning|regarding|in|belong\w* to|behalf of|re:?)\s+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How grave and how pressing a letter is, with its own words for it."""

    gravity: Gravity
    gravity_words: tuple[str, ...]
    urgency: Urgency
    urgency_words: tuple[str, ...]


def weigh(text: str, kind: Kind) -> Weight:
    """Gravity and urgency of a letter's subject and body."""
    text = plain(text)
    signs = {name: _signs(text, name) for name in ("bereavement", "safety", "legal", "vulnerable", "deadline")}
    fraud = found(patterns("kind")["fraud"], text)
    gravity: Gravity = "ordinary"
    words: tuple[str, ...] = ()
    if kind != "auto_reply":
        if any(_is_of_a_death(text, sign, kind) for sign in signs["bereavement"]):
            gravity, words = "bereavement", signs["bereavement"]
        elif signs["safety"] and kind != "thanks" and not _only_asks_about(text, signs["safety"]):
            gravity, words = "safety", signs["safety"]
        elif signs["legal"]:
            gravity, words = "legal", signs["legal"]
        elif fraud or signs["vulnerable"]:
            gravity, words = "serious", fraud + signs["vulnerable"]
    pressing = tuple(
        dict.fromkeys((*(words if gravity != "ordinary" else ()), *signs["vulnerable"], *signs["deadline"]))
    )
    urgency: Urgency = "high" if pressing else "normal"
    if kind in {"thanks", "auto_reply"} and gravity == "ordinary":
        urgency, pressing = "low", ()
    return Weight(gravity, words, urgency, pressing)


def _is_of_a_death(text: str, sign: str, kind: Kind) -> bool:
    """Not where somebody's late husband is only mentioned: then the letter is about his affairs with us, or it is
    about something else."""
    if not _LATE.search(sign):
        return True
    if kind == "thanks":
        return False
    place = text.find(sign)
    return bool(
        _AFFAIRS_BEHIND.match(text[place + len(sign) :]) or _AFFAIRS_AHEAD.search(text[max(0, place - 40) : place])
    )


def complains(text: str, kind: Kind, mood: str, *, unkept: str, fault_words: str) -> bool:
    """Whether a customer is plainly dissatisfied with us, and does not only tell of a trouble."""
    if kind != "complaint":
        return False
    ours = bool(unkept) or re.search(r"\b(?:you|your)\b", fault_words, re.IGNORECASE) is not None
    return ours or mood == "angry" or patterns("kind")["complaint_words"].search(plain(text)) is not None


def _signs(text: str, name: str) -> tuple[str, ...]:
    words = patterns("kind")
    cleared = words[f"no_{name}"].sub(lambda match: "#" * len(match.group()), text)
    return found(words[name], cleared)


def _only_asks_about(text: str, signs: tuple[str, ...]) -> bool:
    """ "Is it dangerous to …?" asks; nothing has happened. Every sign must stand in such a question."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        here = [sign for sign in signs if sign in sentence]
        hypothetical = re.match(r"\W*(?:is|are|can|could|would|does|do|will|what if|how|if|should)\b", sentence, re.I)
        if here and not (sentence.endswith("?") and hypothetical):
            return False
    return True


def mood_of(text: str, kind: Kind) -> str:
    """angry, upset, neutral or pleased."""
    words = patterns("kind")
    text = plain(text)
    angry = len(words["angry"].findall(text))
    capitals = [word for word in re.findall(r"\b[A-Z]{3,}\b", text) if not re.search(r"\d", word)]
    letters = re.sub(r"[^A-Za-z]", "", text)
    shouting = len(capitals) >= 3 and sum(map(len, capitals)) > 0.12 * max(1, len(letters))
    if shouting or (re.search(r"!{2,}|\?{3,}|[!?]{3,}", text) and kind != "thanks") or angry >= 1:
        if kind == "thanks":
            return "pleased"
        return "angry"
    if kind == "thanks":
        return "pleased"
    if words["upset"].search(text) or _signs(text, "bereavement"):
        return "upset"
    pleased = words["no_pleased"].sub("", text) if "no_pleased" in words else text
    return "pleased" if words["pleased"].search(pleased) and kind != "complaint" else "neutral"


def kind_of(body: str, clauses: Sequence[Clause], *, fault: bool, auto_reply: bool) -> Kind:
    """The kind of a letter, by what it asks; wrong_company is found elsewhere, since it needs the policy."""
    words = patterns("kind")
    text = plain(body)
    if auto_reply or (words["automatic"].search(text) and len(text.split()) < 120):
        return "auto_reply"
    asked = [clause for clause in clauses if not clause.weak]
    requests = [plain(body[clause.start : clause.end]) for clause in asked if clause.asked == "request"]
    questions = [clause for clause in asked if clause.asked == "question"]
    problems = [clause for clause in asked if clause.asked == "problem"]
    grateful = words["gratitude"].search(words["routine_thanks"].sub("", text)) or words["pleased"].search(text)
    if grateful and not questions and not requests and not problems and not words["complaint_words"].search(text):
        return "thanks"
    heartfelt = words["heartfelt"].search(text)
    if (
        heartfelt
        and not questions
        and not requests
        and not words["complaint_words"].search(text)
        and not words["but"].search(text)
    ):
        return "thanks"
    if _cancels(text):
        return "cancellation"
    if fault or (words["complaint_words"].search(text) and (problems or not questions)):
        return "complaint"
    if problems and (requests or questions):
        return "request"  # a trouble of the customer's own, for which help is asked
    if requests and (not questions or (requests and clauses[0].asked == "request")):
        return "request"
    if questions:
        return "enquiry"
    if requests:
        return "request"
    if problems:
        return "complaint" if mood_of(text, "other") in {"angry", "upset"} else "request"
    return "other"


def _cancels(text: str) -> bool:
    words = patterns("kind")
    for sentence in re.split(r"(?<=[.!?])\s+|\n\n", text):
        if words["cancel"].search(sentence):
            cleared = words["cancelled_by_them"].sub(" ", sentence)
            if words["cancel_asked_about"].search(sentence) or not words["cancel"].search(cleared):
                continue
            if re.search(r"\b(?:do not|don't|not) (?:want (?:you )?to |wish to |please )?cancel\b", sentence, re.I):
                continue
            if sentence.strip().endswith("?") and not re.search(
                r"\b(?:can|could|would|will) (?:you|i|we)\b|\bhow (?:do|can) i\b", sentence, re.I
            ):
                continue
            return True
    return False
