"""The table of gaps: kept with the case in the transaction of its draft, read in groups of those that ask the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from casework.alike import group_of
from casework.case import OPEN_STATES
from casework.gap import Asked, Gap, GapGroup, GapState, Noted, Offer
from casework.tables import cases, gaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAFTED_AGAIN = "The reply was drafted again without it."
_GAP = [gaps.c[name] for name in Gap.__dataclass_fields__]


class GapTable:
    """The gaps as they stand in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def keep(self, case_id: int, noted: Sequence[Noted], at: datetime) -> None:
        """Make the open gaps of a case exactly these: what a new draft no longer names is closed."""
        named = {one.point: one for one in noted}
        known = {gap.point: gap for gap in self.of_case(case_id)}
        for point, old in known.items():
            if point not in named and old.state in ("open", "answered"):
                self.set([old.id], "closed", at, why=DRAFTED_AGAIN, document=old.document)
        for point, one in named.items():
            if (gap := known.get(point)) is None:
                self._add(case_id, one, at)
            else:
                values = {"query": one.query, "vector": one.vector, "seen": json.dumps(one.seen), "looked": ""}
                stands = (
                    {} if gap.state == "dismissed" else {"state": "open", "closed_at": None, "why": "", "document": ""}
                )
                self._db.execute(gaps.update().where(gaps.c.id == gap.id).values(**values, **stands))

    def _add(self, case_id: int, one: Noted, at: datetime) -> None:
        alike = self._alike(one.vector)
        words = {"point": one.point, "query": one.query, "vector": one.vector, "seen": json.dumps(one.seen)}
        where = {"case_id": case_id, "alike": alike or 0, "at": at, **self._ending(alike)}
        key = cast("tuple[int]", self._db.execute(gaps.insert().values(**words, **where)).inserted_primary_key)[0]
        if alike is None:
            self._db.execute(gaps.update().where(gaps.c.id == key).values(alike=key))

    def _alike(self, vector: bytes) -> int | None:
        """The group that a new gap belongs to; vectors of another embedding's length are not compared."""
        import numpy as np

        query = sa.select(gaps.c.alike, gaps.c.vector).where(sa.func.length(gaps.c.vector) == len(vector))
        known = self._db.execute(query.order_by(gaps.c.id)).tuples().all()
        if not known:
            return None
        stacked = np.frombuffer(b"".join(row[1] for row in known), dtype="<f4").reshape(len(known), -1)
        return group_of(_vector(vector), stacked, [row[0] for row in known])

    def _ending(self, alike: int | None) -> dict[str, Any]:
        """What was said to be none of our business is none when the next letter asks it."""
        newest = sa.select(gaps.c.state, gaps.c.why, gaps.c.closed_at).where(gaps.c.alike == (alike or 0))
        row = self._db.execute(newest.order_by(gaps.c.id.desc()).limit(1)).first()
        if row is None or row.state != "dismissed":
            return {"state": "open", "why": "", "closed_at": None}
        return {"state": "dismissed", "why": row.why, "closed_at": row.closed_at}

    def set(
        self, ids: Sequence[int], state: GapState, at: datetime | None, *, why: str = "", document: str = ""
    ) -> None:
        """Say where these gaps stand now; one that was closed meanwhile stays so, unless its case is drafted anew."""
        values = {"state": state, "closed_at": at, "why": why, "document": document}
        self._db.execute(gaps.update().where(gaps.c.id.in_(ids), gaps.c.state != "closed").values(**values))

    def set_looked(self, ids: Sequence[int], looked: str) -> None:
        """Note with which state of the documents these gaps were last searched."""
        self._db.execute(gaps.update().where(gaps.c.id.in_(ids)).values(looked=looked))

    def of_case(self, case_id: int) -> list[Gap]:
        """Every gap that the case ever had, the oldest first."""
        return self._gaps(gaps.c.case_id == case_id)

    def alike(self, number: int) -> list[Gap]:
        """The gaps of one group, the oldest first."""
        return self._gaps(gaps.c.alike == number)

    def to_look_at(self, looked: str, most: int, case_id: int | None = None) -> list[tuple[Gap, frozenset[str]]]:
        """Gaps not searched since the documents changed, with what they had seen: open ones, and the answered ones of
        cases that wait, whose answer may have gone again."""
        waits = sa.and_(gaps.c.state == "answered", cases.c.state.in_(sorted(OPEN_STATES)))
        query = sa.select(*_GAP, gaps.c.seen).join(cases, cases.c.id == gaps.c.case_id)
        query = query.where(gaps.c.looked != looked, sa.or_(gaps.c.state == "open", waits))
        if case_id is not None:
            query = query.where(gaps.c.case_id == case_id)
        rows = self._db.execute(query.order_by(gaps.c.id).limit(most)).mappings()
        return [(_gap(row), frozenset(json.loads(row["seen"]))) for row in rows]

    def groups(self, states: Iterable[GapState]) -> list[GapGroup]:
        """The groups with a gap in one of these states, whole: the most asked first, then the oldest."""
        chosen = sa.select(gaps.c.alike).where(gaps.c.state.in_(list(states))).distinct()
        query = sa.select(*_GAP, cases.c.number, cases.c.who, cases.c.about, cases.c.state.label("case_state"))
        query = query.join(cases, cases.c.id == gaps.c.case_id).where(gaps.c.alike.in_(chosen)).order_by(gaps.c.id)
        together: dict[int, list[Asked]] = {}
        for row in self._db.execute(query).mappings():
            asked = Asked(_gap(row), row["number"], row["who"], row["about"], row["case_state"])
            together.setdefault(asked.gap.alike, []).append(asked)
        groups = [GapGroup(number, asked[0].gap.point, tuple(asked)) for number, asked in together.items()]
        return sorted(groups, key=lambda group: (-group.letters, group.asked[0].gap.id))

    def open_groups(self) -> int:
        """How many different questions stand open."""
        query = sa.select(sa.func.count(sa.distinct(gaps.c.alike))).where(gaps.c.state == "open")
        return int(self._db.scalar(query) or 0)

    def offers(self, case_id: int | None = None) -> list[Offer]:
        """The points that can be answered now, of the cases that wait for it, or of one."""
        query = sa.select(gaps.c.case_id, gaps.c.point, gaps.c.document).join(cases, cases.c.id == gaps.c.case_id)
        query = query.where(gaps.c.state == "answered", cases.c.state.in_(sorted(OPEN_STATES))).order_by(gaps.c.id)
        if case_id is not None:
            query = query.where(gaps.c.case_id == case_id)
        return [Offer(*row) for row in self._db.execute(query).tuples()]

    def _gaps(self, where: sa.ColumnElement[bool]) -> list[Gap]:
        return [_gap(row) for row in self._db.execute(sa.select(*_GAP).where(where).order_by(gaps.c.id)).mappings()]


def _gap(row: Any) -> Gap:
    return Gap(**{name: row[name] for name in Gap.__dataclass_fields__})


def _vector(data: bytes) -> NDArray[np.float32]:
    import numpy as np

    return np.frombuffer(data, dtype="<f4")
