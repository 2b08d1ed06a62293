"""The table of what the rules found: kept with the case in the transaction that changes its report or its waivers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from casework.rule_use import Span, Tally
from casework.tables import cases, rule_use, texts
from casework.waiver import waiver_of

if TYPE_CHECKING:
    from casework.case import Case


class RuleUseTable:
    """What the rules found, as it stands in one transaction. The same words of one rule in one case count once."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def keep(self, case: Case, at: datetime) -> None:
        """Take in the report of a case: what is found now stands, what is found no more was mended.

        What was mended and comes back (an earlier text is taken up again) is the same finding, not another one.
        """
        if case.report is None:
            return
        found = _found(case)
        given = {waiver.at.isoformat() for waiver in case.waivers}
        query = sa.select(rule_use).where(rule_use.c.case_id == case.id)
        known = {(row.rule, row.words): row for row in self._db.execute(query)}
        for key, row in known.items():
            by = found.get(key, row.waived if row.waived in given else "")  # of mended words, until it is taken back
            if (row.stands, row.waived) != (key in found, by):
                self._db.execute(self._row(case.id, key).values(stands=key in found, waived=by))
        new = [
            {"case_id": case.id, "rule": rule, "words": words, "at": at, "stands": True, "waived": by}
            for (rule, words), by in found.items()
            if (rule, words) not in known
        ]
        if new:
            self._db.execute(rule_use.insert(), new)

    def tallies(self, since: datetime | None = None) -> dict[str, Tally]:
        """For every rule that found something, what it found since then."""
        where = [] if since is None else [rule_use.c.at >= since]
        return self._tallies(*where)

    def tally(self, rule: str, spans: Sequence[Span]) -> Tally:
        """What one rule found in these stretches of time."""
        at = rule_use.c.at
        within = [sa.and_(at >= span.start, at < span.end if span.end else sa.true()) for span in spans]
        return self._tallies(rule_use.c.rule == rule, sa.or_(sa.false(), *within)).get(rule, Tally())

    def checked(self) -> list[datetime]:
        """When each reply that has been checked got the text that it has, the earliest first."""
        query = sa.select(sa.func.max(texts.c.at)).join(cases, cases.c.id == texts.c.case_id)
        query = query.where(texts.c.aside.is_(False), cases.c.report.is_not(None)).group_by(texts.c.case_id)
        return sorted(self._db.scalars(query))

    def _tallies(self, *where: sa.ColumnElement[bool]) -> dict[str, Tally]:
        c = rule_use.c
        waived = sa.func.sum(sa.case((c.waived != "", 1), else_=0))
        mended = sa.func.sum(sa.case((sa.and_(c.waived == "", c.stands.is_(False)), 1), else_=0))
        query = sa.select(c.rule, sa.func.count(), sa.func.count(sa.distinct(c.case_id)), waived, mended)
        rows = self._db.execute(query.where(*where).group_by(c.rule)).tuples()
        return {rule: Tally(*(int(number) for number in numbers)) for rule, *numbers in rows}

    def _row(self, case_id: int, key: tuple[str, str]) -> sa.Update:
        c = rule_use.c
        return rule_use.update().where(c.case_id == case_id, c.rule == key[0], c.words == key[1])


def _found(case: Case) -> dict[tuple[str, str], str]:
    """What the report finds, by rule and words, each with the moment of its waiver; "" while one of them stands."""
    found: dict[tuple[str, str], str] = {}
    for finding in case.report.findings if case.report else ():
        words = " ".join((finding.text or finding.message).split())
        key = finding.rule[:100], sha256(words.encode()).hexdigest()
        waiver = waiver_of(case, finding)
        found[key] = waiver.at.isoformat() if waiver and found.get(key, "waived") else ""
    return found
