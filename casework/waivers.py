"""A reviewer lets something stand that the check found: one finding, or whatever is found in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casework.approval import needs_authority
from casework.authority import commitment_of, has_authority
from casework.case import Case, Person, Waiver
from casework.casebook import Casebook
from casework.checks import Checks
from casework.errors import CaseworkError, NotAllowed
from casework.permissions import require
from casework.waiver import lifted, sentence_at, waiver_of
from guidelines.finding import Finding, Promise, Report
from guidelines.policy import Policy

SHORTEST, LONGEST = 6, 1000  # letters and digits of a reason
DIFFERENT = 4  # of these, or nobody meant to say anything
_SAY = "Say in a few words why this may stand."


class Waivers:
    """The waivers of one desk. All methods raise CaseworkError (NotAllowed) and then change nothing."""

    def __init__(
        self, casebook: Casebook, checks: Checks, policy: Callable[[], Policy], now: Callable[[], datetime]
    ) -> None:
        self._casebook, self._checks, self._policy, self._now = casebook, checks, policy, now

    def waive(self, case_id: int, finding: Finding, reason: str, by: Person) -> Case:
        """Let a finding stand, of whatever level, at its words in its sentence.

        A commitment that needs an authority is waived only by who has it (P10).
        """
        case, report = self._to_waive(case_id, reason, by)
        if finding not in report.findings:
            raise NotAllowed("This finding is no longer there.", "Look at the newest check, then decide.")
        _refuse_again(replace(case, report=report), (finding,))
        promise = commitment_of(finding, report.promises)
        _not_above(by, [promise] if promise else [])
        sentence = ""
        if finding.start is not None and finding.end is not None:
            first, last = sentence_at(case.text, finding.start, finding.end)
            sentence = case.text[first:last]
        given = self._given(reason, by, rule=finding.rule, words=finding.text, sentence=sentence)
        return self._add(case, report, replace(given, message=finding.message), by, rule=finding.rule)

    def waive_sentence(self, case_id: int, start: int, end: int, reason: str, by: Person) -> Case:
        """Let the sentence at ``text[start:end]`` stand, whatever is found in it, while its words stay as they are.

        Refused where nothing is found in it, and where it commits the company beyond the authority of ``by`` (P10).
        """
        case, report = self._to_waive(case_id, reason, by)
        if not 0 <= start <= end <= len(case.text):
            raise NotAllowed("This sentence is no longer there.", "Look at the newest text, then decide.")
        first, last = sentence_at(case.text, start, end)
        given = self._given(reason, by, sentence=case.text[first:last])
        inside = (promise for promise in report.promises if promise.start < last and first < promise.end)
        _not_above(by, [promise for promise in inside if promise.verdict == "needs_approval"])
        found = lifted(replace(case, report=report), given)
        if not found:
            raise NotAllowed("The check finds nothing in this sentence.", "There is nothing to waive.")
        _refuse_again(replace(case, report=report), found)
        return self._add(case, report, given, by, sentence=given.sentence)

    def take_back(self, case_id: int, waiver: Waiver, by: Person) -> Case:
        """Take a waiver back: what it lifted stands against the reply again."""
        require(by, "waive")
        case = self._casebook.case(case_id)
        if waiver not in case.waivers:
            raise NotAllowed("This waiver is no longer there.", "Look at the case again, then decide.")
        rest = tuple(other for other in case.waivers if other != waiver)
        detail = {"rule": waiver.rule, "sentence": waiver.sentence if not waiver.rule else ""}
        values = {"waivers": rest}
        return self._casebook.act(case_id, by, "waive", "take_back", values, unless_text_moved=case, **detail)

    def _to_waive(self, case_id: int, reason: str, by: Person) -> tuple[Case, Report]:
        """The case and its check as of now, where this person may waive for this reason."""
        require(by, "waive")
        _refuse_empty(reason)
        case = self._casebook.case(case_id)
        if by.id in case.authors and not self._policy().review.self_approval:
            raise NotAllowed("Nobody waives findings on their own reply.", "Ask another reviewer.")
        return case, self._checks.report(case, case.text)

    def _given(self, reason: str, by: Person, *, sentence: str, rule: str = "", words: str = "") -> Waiver:
        at = self._now()
        return Waiver(rule, words, reason.strip(), by.id, at, sentence=sentence, authority=by.authority)

    def _add(self, case: Case, report: Report, waiver: Waiver, by: Person, **detail: str) -> Case:
        values = {"waivers": (*case.waivers, waiver), "report": report}
        detail["reason"] = waiver.reason
        return self._casebook.act(case.id, by, "waive", "waive", values, unless_text_moved=case, **detail)


def _refuse_again(case: Case, findings: tuple[Finding, ...]) -> None:
    if all(waiver_of(case, finding) for finding in findings):
        raise NotAllowed("This is waived already.", "Take the waiver back first to give another one.")


def _refuse_empty(reason: str) -> None:
    letters = [char.casefold() for char in reason if char.isalnum()]
    if not letters:
        raise CaseworkError("A waiver needs a reason.", "Say why this may stand.")
    if len(letters) < SHORTEST or len(set(letters)) < DIFFERENT:
        raise CaseworkError(
            f"“{reason.strip()[:40]}” is no reason that a colleague could follow.",
            _SAY,
        )
    if len(letters) > LONGEST:
        raise CaseworkError("The reason is too long to be read.", _SAY)


def _not_above(by: Person, promises: list[Promise]) -> None:
    for promise in promises:
        if not has_authority(by.authority, promise.authority):
            obstacle = needs_authority(promise)
            raise NotAllowed(obstacle.message, obstacle.next_step)
