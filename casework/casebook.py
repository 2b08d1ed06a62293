"""The cases as acts change them: each act is one transaction, allowed by role and state, and recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from casework.approval import hash_of
from casework.case import Case, Person
from casework.errors import CaseworkError
from casework.permissions import Action, require
from casework.review import RECORDED_AS, Act, transition
from casework.store import Store, Transaction

NO_APPROVAL: dict[str, Any] = {"approved_by": "", "approved_at": None, "approval_hash": ""}


class Casebook:
    """The cases of one desk, for whatever changes them."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    def case(self, case_id: int) -> Case:
        """The case with its history; raises NotFound."""
        with self._store.reading() as books:
            return books.case(case_id, history=True)

    def act(
        self,
        case_id: int,
        by: Person,
        action: Action,
        act: Act,
        values: dict[str, Any],
        *,
        unless_text_moved: Case | None = None,
        called: str = "",
        **detail: str,
    ) -> Case:
        """One act on one case: role, state, change, record. ``unless_text_moved`` is the case as it was looked at."""
        require(by, action)
        with self._store.writing() as books:
            case = books.case(case_id)
            if unless_text_moved is not None and not _same_content(case, unless_text_moved):
                raise CaseworkError("The case changed in the meantime.", "Look at it again, then decide.")
            state = transition(case.state, act)
            kept = case if state in {"approved", "sending", "sent", "send_failed"} else unapproved(case)
            after = replace(kept, state=state, **values)
            self.put(books, after)
            self.record(books, by, called or RECORDED_AS[act], after, **detail)
        return self.case(case_id)

    def put(self, books: Transaction, case: Case) -> None:
        """Store the case, and what the rules found in its reply."""
        books.put(case)
        books.rule_use.keep(case, self._now())

    def record(self, books: Transaction, by: Person, action: str, case: Case, **detail: str) -> None:
        """Append to the audit trail of the case; details that are empty are left out."""
        said = {key: value for key, value in detail.items() if value}
        books.record(self._now(), by.id, action, f"case:{case.id}", said)


def unapproved(case: Case) -> Case:
    """The case without its approval."""
    return replace(case, **NO_APPROVAL)


def _same_content(one: Case, other: Case) -> bool:
    return one.text_revision == other.text_revision and one.facts == other.facts and hash_of(one) == hash_of(other)
