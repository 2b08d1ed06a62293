"""Which waiver lifts which finding: a waiver holds for the words that it was given for, and for no others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from casework.authority import commitment_of, has_authority
from guidelines.draft import read_draft

if TYPE_CHECKING:
    from casework.case import Case, Waiver
    from guidelines.finding import Finding


def waiver_of(case: Case, finding: Finding) -> Waiver | None:
    """The waiver that lifts this finding on the text of the case, or None.

    One of a finding holds for the same rule at the same words in the same sentence, or the same thing missing; one of
    a sentence for whatever is found in it. Neither holds for a sentence whose words changed, nor lifts a commitment
    that needs an authority which whoever gave it lacked (P10).
    """
    return next((waiver for waiver in case.waivers if _holds(waiver, finding, case)), None)


def lifted(case: Case, waiver: Waiver) -> tuple[Finding, ...]:
    """What this waiver lifts of the findings on the text as it stands; nothing once its words are gone."""
    findings = case.report.findings if case.report else ()
    return tuple(finding for finding in findings if _holds(waiver, finding, case))


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds ``text[start:end]``: several where it spans them, and the line
    where these words stand outside the prose, as a greeting does."""
    for first, last in _sentences(text):
        if first <= start < last and end <= last:
            return first, last
    touched = [(first, last) for first, last in _sentences(text) if first < max(end, start + 1) and start < last]
    line = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, end - 1))
    first, last = line[0], line[1] if line[1] >= 0 else len(text)
    return (min(touched[0][0], start), max(touched[-1][1], end)) if touched else (first, last)


def same_words(one: str, other: str) -> bool:
    """Whether two sentences are the same word for word; line breaks and spaces do not count."""
    return one.split() == other.split()


def _holds(waiver: Waiver, finding: Finding, case: Case) -> bool:
    of_sentence = not waiver.rule
    if not of_sentence and (waiver.rule, waiver.start_text) != (finding.rule, finding.text):
        return False
    if finding.start is None or finding.end is None:
        return not of_sentence and waiver.message == finding.message
    if waiver.sentence:  # waivers from before there were sentences have none
        first, last = sentence_at(case.text, finding.start, finding.end)
        if not same_words(waiver.sentence, case.text[first:last]):
            return False
    promise = commitment_of(finding, case.report.promises) if case.report else None
    return promise is None or not waiver.authority or has_authority(waiver.authority, promise.authority)


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in read_draft(text).sentences)
