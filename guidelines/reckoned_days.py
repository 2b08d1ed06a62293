"""Days and durations that follow from others by the calendar (P07, P12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from guidelines.beside import ALL, BACK, Beside
from guidelines.calendar import WorkingCalendar, add_months
from guidelines.claims import Claim, Size
from guidelines.sizes import DURATIONS, equal_sizes
from guidelines.source_lines import SourceLine
from guidelines.statements import Statement

Span = tuple[str, int]  # the measure of a duration, and how much; negative is before
_DAY = timedelta(days=1)
_FEW = 2  # times of documents that a day is reckoned by at most
_FAR_OFF = 4_000  # of days, weeks, months: a longer time leads nowhere
_DONE = re.compile(
    r"\b(?:[a-z]{3,}ed|was|were|came|went|left|sent|had|got|wrote|told|put|gave|bought|paid|rang|spoke|made|took|began|"
    r"found|dated|since|letter|email|call|order|message|day)\s+"
    r"(?:(?:on|at|you|it|us|to|there|this|in|up|out|back|from|the|already|only|of|our|your|his|her|their|card|account|"
    r"today|again|here|off|away)\s+){0,4}$",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|next|shall|due|expect\w*|to be)\b|['’]ll\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:until|ended|before|last day|up to|expired|ran out|latest)\b", re.IGNORECASE)
_BEFORE = re.compile(r"['’]?\s*(?:or more )?(?:before|prior|ahead|in advance|earlier|notice)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:ended|ran out|run out|expired|lapsed|closed|until|was (?:due|up)|over|passed|began|started|since|last day|"
    r"by then|fell due|should have)\b",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"\b(?:if|should|when|whenever) you\b[^.;:]*$|\bfor (?:example|instance)\b", re.IGNORECASE)
_NOT_COME = re.compile(
    r"\b(?:if|should)\b[^.;:]*\b(?:not|missing|nothing|no sign|still|hasn['’]t|haven['’]t)\b", re.IGNORECASE
)
_LAST_DAY = re.compile(r"\b(?:by|until|latest|no later|last day|before)\b", re.IGNORECASE)
_EACH_MONTH = re.compile(r"\b(?:each|every|of the) month\b|\bmonthly\b", re.IGNORECASE)
_IN_HAND = re.compile(r"\b(?:in hand|to spare|spare|left|margin|leaves|leaving|slack)\b", re.IGNORECASE)
_ELAPSED = re.compile(
    r"\b(?:old|ago|since|for|remain\w*|left|away|to go|until|later|between|took|taken|wait\w*|ended|so far|gone|leaves|"
    r"leaving|start\w*|late|early|overdue|before|after|from now|in hand|to spare|spare|ahead|already|nearly|almost|"
    r"there are|it is|has been|have been|passed|past|over)\b",
    re.IGNORECASE,
)


def day_follows(statement: Statement, beside: Beside) -> bool:
    """Whether a day follows from others. One on which something was done is a record, and must stand somewhere."""
    day = statement.claim.time.latest if statement.claim.time else None
    today, text = beside.evidence.today, statement.sentence
    if day is None or day == today:
        return True
    ahead = day > today
    if _DONE.search(statement.before) and not _ENDED.search(text) and not (ahead and _TO_COME.search(text)):
        return False
    if ahead and (_CHOSEN.search(statement.before) or _is_monthly(day, beside)):
        return True
    if ahead and _LAST_DAY.search(text) and day + _DAY in _days_known(beside):
        return True
    ends = _ends(statement, beside)
    return day in ends or (_UP_TO.search(text) is not None and day + _DAY in ends)


def length_between_days(statement: Statement, beside: Beside) -> bool:
    """Whether a length is that from one day to another, of which one is told beside, or is today."""
    if not _ELAPSED.search(statement.sentence):
        return False
    near = {*_days(beside.claims(statement)), beside.evidence.today}
    calendar = WorkingCalendar(beside.evidence.country)
    if _IN_HAND.search(statement.sentence):  # "you have two days in hand": a time is taken off first
        spans = set(_spans_told(statement, beside))
        near |= {end for day in set(near) for span in spans for end in _shifted(day, span, calendar)}
    wanted: list[Size] = [("days" if of == "count" else of, size) for of, size in statement.claim.sizes]
    for one in near:
        for other in _days_known(beside) | near:
            lengths = set(_lengths(min(one, other), max(one, other), calendar)) if one != other else set()
            if lengths and all(any(equal in lengths for equal in equal_sizes(size)) for size in wanted):
                return True
    return False


def length_between_hours(statement: Statement, beside: Beside) -> bool:
    """Whether a length is that from one hour to another: of two that are told beside, or in one line of the case."""
    if statement.claim.dimension != "time":
        return False
    lines: dict[SourceLine, list[Claim]] = {}
    for figure in (*beside.evidence.case, *beside.evidence.letter):
        lines.setdefault(figure.line, []).append(figure.claim)
    told = (beside.claims(statement, back=BACK, ahead=0), *lines.values())
    seconds = statement.claim.amount
    return any(
        abs(later - earlier - seconds) <= max(Decimal(900), seconds / 12)
        for claims in told
        for earlier, later in combinations(_moments(claims), 2)
    )


def _ends(statement: Statement, beside: Beside) -> set[date]:
    """The days that times told beside lead to, or those that documents give for the matter."""
    spans = set(_spans_told(statement, beside, back=ALL if _NOT_COME.search(statement.sentence) else 1))
    for figure in beside.on_its_matter(statement, sorted(DURATIONS), most=_FEW):
        spans |= set(_spans(figure.claim, figure.line.text))
    calendar = WorkingCalendar(beside.evidence.country)
    bases = _days_known(beside) | set(_days(beside.claims(statement)))
    ends = {end for base in bases for span in spans for end in _shifted(base, span, calendar)}
    said = set(_days(beside.claims(statement, back=0, ahead=0)))
    return ends | {  # "an order paid by the 7th falls due by the 17th"
        end for base in said for of, count in spans for end in _shifted(base, (of, -count), calendar)
    }


def _spans_told(statement: Statement, beside: Beside, back: int = 1) -> Iterator[Span]:
    for number in range(max(0, statement.number - back), statement.number + 2):
        for claim in beside.sound.get(number, ()):
            yield from _spans(claim, beside.sentences[number])


def _spans(claim: Claim, text: str) -> Iterator[Span]:
    """The ends of a duration; negative where the text goes on with "before"."""
    if claim.kind == "duration":
        sign = -1 if _BEFORE.match(text, claim.end) else 1
        yield from ((dimension, sign * int(size)) for dimension, size in claim.sizes if isinstance(size, Decimal))


def _is_monthly(day: date, beside: Beside) -> bool:
    """Bills are made on the 16th of each month."""
    return any(
        figure.claim.time
        and figure.claim.time.latest
        and figure.claim.time.latest.day == day.day
        and _EACH_MONTH.search(figure.line.text)
        for figure in beside.evidence.by_dimension.get("day", ())
    )


def _days_known(beside: Beside) -> set[date]:
    """The days of the case and of the letter, and today."""
    received = beside.evidence.received
    return {*_days(beside.own), beside.evidence.today, *([received] if received else [])}


def _days(claims: Iterable[Claim]) -> Iterator[date]:
    for claim in claims:
        if claim.kind == "date" and claim.time and claim.time.latest:
            yield claim.time.latest


def _moments(claims: Iterable[Claim]) -> Iterator[Decimal]:
    """The hours that claims tell in their order, in seconds; an hour without its day is of the day before it."""
    day = Decimal(0)
    for claim in claims:
        if claim.kind == "date":
            by_number = re.search(r"\d", claim.text) or not day
            day = claim.amount if by_number else day + (claim.amount - day) % 7  # "on Wednesday": the next one
        elif claim.kind == "clock":
            yield from (day * 86_400 + abs(size) * 60 for _, size in claim.sizes if isinstance(size, Decimal))


def _shifted(base: date, span: Span, calendar: WorkingCalendar) -> Iterator[date]:
    """The day that lies so long after a day, or before it."""
    dimension, count = span
    if abs(count) > _FAR_OFF:
        return
    with suppress(ValueError, OverflowError):
        if dimension == "days":
            yield base + timedelta(days=count)
        elif dimension == "working days":
            yield calendar.add(base, count)
        elif dimension == "months":
            yield add_months(base, count)
        elif dimension == "time":
            yield base + timedelta(days=count // 86_400 if count < 0 else -(-count // 86_400))


def _lengths(first: date, last: date, calendar: WorkingCalendar) -> Iterator[Size]:
    """How long it is from one day to a later one, in each measure; begun weeks and months, and whole ones."""
    days = (last - first).days
    yield from (("days", Decimal(days + off)) for off in (0, 1, -1))
    if days < 400:
        yield "working days", Decimal(calendar.between(first, last))
    if days < 120:
        yield from (("days", Decimal(weeks * 7)) for weeks in {days // 7, -(-days // 7)})
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    yield "months", Decimal(months)
    if add_months(first, months) != last:
        yield "months", Decimal(months + 1)
