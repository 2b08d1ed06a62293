"""Whether a statement that stands nowhere follows from what does: by plain arithmetic, or by the calendar (P07, P12).

What stands beside it in the draft is reckoned with first, then what the case gives, then figures of documents that
speak of the same matter.
"""

from __future__ import annotations

from guidelines.beside import Beside
from guidelines.reckoned_days import day_follows, length_between_days, length_between_hours
from guidelines.reckoned_sums import is_result, share_follows, sum_follows
from guidelines.statements import Statement


def is_borne_out(statement: Statement, beside: Beside) -> bool:
    """Whether the statement follows from the sound ones beside it, the case and the documents on its matter."""
    claim = statement.claim
    if claim.kind == "date":
        return day_follows(statement, beside)
    if claim.kind == "percent":
        return share_follows(statement, beside)
    may_last = claim.kind == "duration" or (claim.kind == "count" and not claim.counted)  # "today there are 19"
    if may_last and (length_between_days(statement, beside) or length_between_hours(statement, beside)):
        return True
    return claim.kind in {"money", "measure", "count", "duration"} and sum_follows(statement, beside)


def comes_to(statement: Statement, beside: Beside) -> bool:
    """Whether the statement is told as an outcome, and is one."""
    return is_result(statement) and is_borne_out(statement, beside)
