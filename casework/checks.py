"""The check of a text as a case's reply; the newest are kept, so that approving does not repeat the submitter's."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from casework.case import Case, Person
from casework.drafter import Drafter
from guidelines.finding import Report

KEPT = 100


class Checks:
    """``basis`` is what every check rests on besides the case: the policy, the rules, the day."""

    def __init__(self, drafter: Drafter, person: Callable[[str], Person], basis: Callable[[], Hashable]) -> None:
        self._drafter, self._person, self._basis = drafter, person, basis
        self._kept: dict[Hashable, Report] = {}
        self._judged: set[Hashable] = set()  # those of the kept that a model judged

    def report(self, case: Case, text: str, judged: bool = False) -> Report:
        """What the check says of a text, in the name and with the authority of whoever signs the case's reply.

        Where ``judged``, the rules that need a model's judgement are asked too, which takes seconds where one is set.
        """
        if not text.strip():
            return Report()
        signs = self._person(case.drafted_by) if case.drafted_by else None
        name, authority = (signs.name, signs.authority) if signs else ("", "agent")
        surroundings = (case.letter, case.enquiry, case.facts, case.passages, name, authority)
        key = (text, surroundings, self._basis())
        report = self._kept.get(key)
        ask = judged and self._drafter.judges and key not in self._judged
        if report is None or ask:
            report = self._drafter.check(case, text, name, authority, ask)
            if len(self._kept) >= KEPT:
                self.forget()
            self._kept[key] = report
            if ask and not report.notes:  # else the judge was away, and is asked again another time
                self._judged.add(key)
        return report

    def forget(self) -> None:
        """Check everything anew from now on."""
        self._kept.clear()
        self._judged.clear()
