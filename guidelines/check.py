"""The check: a draft and its surroundings in, findings, promises and the answer map out (P01 to P18)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from functools import cache

from guidelines.context import Context, Question
from guidelines.draft import Draft, read_draft
from guidelines.finding import LEVELS, Finding, Report
from guidelines.kind import Match, Reading
from guidelines.pattern import LimitedInTime, PatternTimeout
from guidelines.pattern_index import PatternIndex
from guidelines.rewording import is_honest
from guidelines.rule import Rule
from guidelines.rulebook import RuleBook, load_rules

MOST_CHARACTERS = 40_000  # some twenty pages: more is no reply, and its beginning says so as well


@cache
def shipped_rules() -> RuleBook:
    """The rules of the house, read once in a process."""
    return load_rules()


def check(text: str, context: Context, rules: RuleBook | None = None) -> Report:
    """Check a draft; the same text and context give the same report.

    Findings come in the order of the text, what is missing at the end; one place is not flagged twice for the same
    practice. Rules that need a letter, or a model, and have none are named in ``not_checked``; a rule with a
    pattern that runs out of time is named in ``notes`` and skipped.
    """
    rules = shipped_rules() if rules is None else rules
    whole, reading = text, _read(text, context, rules, rules.index)
    text = reading.draft.text
    findings: list[Finding] = []
    beyond_words: list[Finding] = []
    not_checked: list[str] = []
    notes: list[str] = []
    if len(whole) > len(text):
        notes.append(
            f"Only the first {len(text):,} of {len(whole):,} characters were read; a reply is shorter than that."
        )
    if reading.judged.note:
        notes.append(reading.judged.note)
    for rule in rules:
        try:
            found = _found(rule, reading)
        except PatternTimeout as slow:
            notes.append(f"The rule {rule.id} was skipped: {slow} on this text.")
            continue
        if found is None:
            not_checked.append(rule.id)
        else:
            (beyond_words if rule.beyond_words else findings).extend(found)
    findings.extend(finding for finding in beyond_words if not any(_overlap(finding, other) for other in findings))
    return Report(
        findings=tuple(_without_repeats(findings)),
        promises=reading.promises,
        answer_map=reading.answer_map,
        not_checked=tuple(not_checked),
        notes=tuple(notes),
    )


def find(rule: Rule, text: str, context: Context) -> tuple[Finding, ...] | None:
    """What one rule finds in a draft, and nothing besides is worked out; None where it is not checked.

    It is not checked without the letter, the meaning or the judge that it needs. Raises PatternTimeout.
    """
    found = _found(rule, _read(text, context, (rule,), rule.index))
    return None if found is None else tuple(_without_repeats(found))


def draft_of(text: str, context: Context) -> Draft:
    """The draft as the check reads it: to a bound, and with the names that may greet or sign in it."""
    names = (context.agent,) if context.agent else ()
    return read_draft(text[:MOST_CHARACTERS], (*names, *context.letter.names) if context.letter else names)


def _read(text: str, context: Context, rules: Iterable[Rule], index: PatternIndex) -> Reading:
    draft = draft_of(text, context)
    return Reading(draft, context, _questions(rules, draft, context), index)


def _found(rule: Rule, reading: Reading) -> list[Finding] | None:
    """What the rule finds, nothing where it does not apply; None where it lacks what it needs."""
    context = reading.context
    if context.letter is None and rule.needs_letter:
        return None
    if not _applies(rule, reading.draft, context):
        return []
    if rule.needs_judge and rule.id not in reading.judged.answers:
        return None
    if rule.needs_words and rule.patterns.isdisjoint(reading.candidates):
        return []
    with LimitedInTime() if rule.patterns else nullcontext():
        return [_finding(rule, match, reading.draft.text) for match in rule.kind.find(rule.spec, reading)]


def _questions(rules: Iterable[Rule], draft: Draft, context: Context) -> tuple[Question, ...]:
    """What a judge is asked: the judged rules that apply and whose letter is there."""
    if context.judge is None:
        return ()
    judged = (rule for rule in rules if rule.needs_judge and not (rule.needs_letter and context.letter is None))
    return tuple(rule.question for rule in judged if _applies(rule, draft, context))


def _applies(rule: Rule, draft: Draft, context: Context) -> bool:
    if rule.whole_replies_only and not draft.whole:
        return False
    return rule.applies_always or rule.file.applies.fits(context.letter)


def _finding(rule: Rule, match: Match, text: str) -> Finding:
    found = "" if match.start is None else text[match.start : match.end]
    values = {"text": " ".join(found.split()), **match.values}
    rewrite = match.rewrite if match.rewrite is not None else _own_rewrite(rule, values, found)
    if rewrite is not None:
        rewrite = None if "$" in rewrite and "$" not in found else _capital_as(found, rewrite, text, match.start or 0)
    return Finding(
        rule=rule.id,
        practice=rule.practice,
        level=rule.level_of(match.level),
        start=match.start,
        end=match.end,
        text=found,
        message=rule.message(values),
        rewrite=rewrite,
    )


def _own_rewrite(rule: Rule, values: Mapping[str, str], found: str) -> str | None:
    """What the rule itself has in place of any of its findings, as far as that is honest here."""
    better = rule.rewrite(values)
    return better if better is not None and is_honest(found, better) else None


def _capital_as(found: str, rewrite: str, text: str, start: int) -> str:
    """A rewrite begins with a capital where its words do; of words all in capitals, where they begin a sentence."""
    if not (found[:1].isupper() and rewrite[:1].islower()):
        return rewrite
    within = len(found) > 1 and found.isupper() and text[:start].rstrip(" \t\"'“‘(")[-1:] not in ".!?:\n"
    return rewrite if within else rewrite[:1].upper() + rewrite[1:]


def _without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """In order of place; of findings of one practice that overlap, the graver stays, then the one with a rewrite."""
    kept: list[Finding] = []
    missing: set[tuple[str, str]] = set()
    taken: dict[str, list[tuple[int, int]]] = {}  # by practice, in order; none of a practice overlap
    graver_first = sorted(
        findings,
        key=lambda f: (
            LEVELS.index(f.level),
            f.rewrite is None,
            -((f.end or 0) - (f.start or 0)),
            f.start or 0,
            f.rule,
        ),
    )
    for finding in graver_first:
        if finding.start is None or finding.end is None:
            if (finding.rule, finding.message) not in missing:
                missing.add((finding.rule, finding.message))
                kept.append(finding)
        elif _takes(taken.setdefault(finding.practice, []), finding.start, finding.end):
            kept.append(finding)
    last = float("inf")
    return sorted(kept, key=lambda f: (last if f.start is None else f.start, f.end or 0, f.practice, f.rule))


def _takes(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """Take a place among others in their order, if it overlaps none of them."""
    at = bisect_left(places, (start, end))
    if (at and places[at - 1][1] > start) or (at < len(places) and places[at][0] < end):
        return False
    places.insert(at, (start, end))
    return True


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether they speak of the same words; what a pattern names is said better than what a sentence sounds like."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
