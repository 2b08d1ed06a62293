"""Dates and durations in English text, resolved against a day; working days of a country (P12, P13)."""
# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from guidelines.bank_holidays import bank_holidays
from guidelines.numerals import NUMBER, number_value

Shape = Literal["date", "duration", "immediate", "vague"]
Unit = Literal["minutes", "hours", "days", "working days", "weeks", "months", "years"]

_MONTHS = ("january february march april may june july august september october november december").split()
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_NAME = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    "aug|sept|sep|oct|nov|dec"
)
_MONTH = rf"(?P<{{0}}>{_MONTH_NAME})\b\.?"
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)"
_DATE = re.compile(
    rf"(?:\b(?P<wd1>{_WEEKDAY})\b\.?,?\s+)?(?:the\s+)?\b(?P<d1>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?(?:\s+of)?\s+{_MONTH.format('m1')}(?:,?\s+(?P<y1>20\d\d))?|"
    rf"(?:\b(?P<wd2>{_WEEKDAY})\b\.?,?\s+)?\b{_MONTH.format('m2')}\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?![:\d])(?:,?\s+(?P<y2>20\d\d))?"
    r"|\b(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b|\b(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>20\d\d|\d\d)\b"
    rf"|(?:\b(?P<wd5>{_WEEKDAY})\b,?\s+)?\bthe\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:century|birthday|floor|"
    rf"anniversary|edition|time|attempt|item|page))"
    # "Friday 27 and Saturday 28 November", "9 to 18 November": the month stands behind the last of them
    rf"|(?:\b(?P<wd6>{_WEEKDAY})\b\.?,?\s+(?:the\s+)?)?(?<![\w£$€.,/:-])(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?=\s*(?:to|and|or|until|–|—|-|&|,)\s*"
    rf"(?:the\s+)?(?:{_WEEKDAY}\b\.?,?\s+(?:the\s+)?)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m6>{_MONTH_NAME})\b)|"
    rf"\b(?P<wd7>{_WEEKDAY})\b\.?,?\s+(?:the\s+)?(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?![\d:%/]|\.\d|\s*(?:[ap]\.?m|noon|to \d|-\d|–\d|(?:working |business )?(?:days?|weeks?|hours?|months?|years?|"
    r"minutes?)|o['’]clock)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:(?P<rel>this|next|last|coming)\s+)?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|"
    rf"sunday)\b(?P<week>\s+week\b)?(?!\s*(?:to|until|till|through|-|–)\s*{_WEEKDAY})"
    r"|\b(?P<after>the day after tomorrow)\b|\b(?P<tomorrow>tomorrow)\b|\b(?P<today>today(?!['’]s)|tonight|"
    r"this (?:afternoon|morning|evening)|(?:by )?(?:the )?(?:end|close) of (?:the |play |business )?(?:day|today|"
    r"play|business))\b|\b(?P<yesterday>yesterday)\b|\b(?:(?:by|before|within)\s+)?(?:the\s+)?(?:(?:end|"
    r"close)\s+of\s+)?the\s+(?P<nextday>next|following)\s+(?:working|business)\s+day\b|\b(?:the\s+)?(?P<edge>end|"
    r"start|beginning|middle)\s+of\s+(?:(?P<which>(?:the|this|next)(?=\s+(?:week|month|year)\b)|january|february|"
    r"march|april|may|june|july|august|september|october|november|december)\b\s*)(?P<period>week|month|year)?\b|"
    r"\b(?P<rel2>this|next|last)\s+(?P<period2>week|month|year|weekend)\b|(?<=\b(?:by|"
    r"at) )the (?P<weekend>weekend)\b|(?<=\bover )the (?P<weekend2>weekend)\b|\b(?P<xmas>christmas|new year|"
    r"easter)\b(?!\s+(?:card|gift|present|offer|sale|tree))"
    rf"|\b(?P<part>early|late|mid|in|by|before|during|until|since|"
    rf"from)[- ]{_MONTH.format('month')}(?:\s+(?P<year>20\d\d))?(?!\s*\d)",
    re.IGNORECASE,
)
_OPEN_FROM = re.compile(rf"\b{_WEEKDAY}s?\s*(?:to|until|till|through|-|–)\s*$", re.IGNORECASE)
_DURATION = re.compile(
    rf"(?:\b(?P<relation>within|in|inside|under|less than|fewer than|up to|for|after|every|over|more than|at least|"
    rf"at most|no (?:more|later|longer) than|maximum of)\s+)?"
    r"(?:\b(?:about|around|approximately|roughly|only|just|the|your|our|its|a|an|another|next|first|following|"
    r"maximum of|full|further|minimum of|least)\s+){0,3}?"
    rf"(?:(?P<low>{NUMBER})\s*(?:to|–|—|or|and|(?<=\d)-(?=\d)|(?<=\d) - (?=\d))\s*)?(?P<high>{NUMBER}|\ban?\b|"
    rf"\bhalf an\b)[-\s]?"
    r"(?P<working>working|business|week|calendar)?[-\s]?(?P<unit>minute|min|hour|hr|h|day|week|fortnight|month|"
    r"year)s?\b['’]?",
    re.IGNORECASE,
)
_FORTNIGHT = re.compile(r"\b(?P<relation>within|in)?\s*(?:a|the next)\s+(?P<word>fortnight)\b", re.IGNORECASE)
_LOOSE = re.compile(
    r"\b(?:within|in|over)?\s*(?:a|the|the next|the coming)?\s*(?:few|couple of|several|next few|coming|"
    r"number of)\s+(?:working\s+|business\s+)?(?:hours|days|weeks|months|minutes)\b",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(
    r"\b(?:immediately|instantly|straight\s?away|right away|at once|right now|without (?:any )?delay|"
    r"this (?:very )?(?:minute|instant|second)|in no time|within minutes|within the (?:next )?hour|there and then|"
    r"on the (?:very |same )?day (?:that |on which )?(?:you|we|it)|the (?:very )?(?:moment|minute|second|"
    r"instant) (?:that )?(?:you|we|it))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?:very )?soon(?!er)(?! as)|shortly|asap|a\.s\.a\.p|as (?:soon|quickly) as (?:possible|practicable|(?:we|"
    r"I|they|he|she) (?:can|are able|is able|am able|have|hear|know|possibly))|as soon as (?:we|they|I|he|"
    r"she)(?:['’](?:re|m|s)| are| is| am) (?:able|available)|in due course|at some (?:point|stage)|(?:once|when|"
    r"as soon as) there is (?:any |some |more |further )?(?:news|time|something|anything|word|an update|more)|"
    r"when things (?:calm|quieten|settle) down|when(?:ever)? (?:we|I|they) (?:can|get (?:a|the) chance|have (?:a|"
    r"the) (?:time|chance|moment))|going forward|in (?:the )?(?:near |coming )?future(?! work)|in future work|"
    r"later in the year|later on|eventually|at (?:the|our) earliest (?:opportunity|convenience)|one of these days|"
    r"sooner or later|in (?:the )?coming (?:days|weeks|months)|in a while|before long|some time)\b",
    re.IGNORECASE,
)

# Words before "the 12th" that make it a day to come.
_AHEAD = re.compile(
    r"\b(?:by|before|until|till|than)\s+$|(?:\b(?:will|shall|can|could|may|going to)\b|"
    r"['’]ll\b)(?![^.;!?]*\b(?:happened|was|were|went|had|did|came|sent|wrote|paid|bought|ordered|received|"
    r"[a-z]{3,}ed(?= on the$| you on| us on))\b)[^.;!?,]*$",
    re.IGNORECASE,
)

_MAY_HOLD_TIME = re.compile(
    r"\d|day|morning|noon|evening|week|month|year|hour|minute|fortnight|tomorrow|night|soon|short|immediate|instant|"
    r"away|once|now|delay|time|asap|as soon|as quick|possib|course|point|when|forward|future|later|event|earliest|"
    r"before long|in a while|christmas|easter|january|february|march|april|june|july|august|september|october|"
    r"november|december|a\.s\.a\.p",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, a duration or a loose word of time in a text.

    ``earliest`` and ``latest`` are the days it stands for, counted from the given today (a duration counts from
    today); both None when loose. Durations keep ``low``, ``high`` and ``unit`` as written. ``weekday_clash`` names
    the true weekday where the text gives a wrong one ("Friday 26 November 2026" is a Thursday).
    """

    start: int
    end: int
    text: str
    shape: Shape
    earliest: date | None = None
    latest: date | None = None
    low: int | None = None
    high: int | None = None
    unit: Unit | None = None
    relation: str = ""
    named_day: bool = False  # a single day is named ("Friday", "26 November"), not a span of time
    weekday_clash: str | None = None
    year_given: bool = False


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days of a country: Monday to Friday without its public holidays (England's for GB)."""

    country: str = "GB"

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in _holidays(self.country, day.year)

    def add(self, day: date, working_days: int) -> date:
        """The day that is ``working_days`` working days after ``day``; the day itself is not counted."""
        step = 1 if working_days >= 0 else -1
        left = min(abs(working_days), 3000)
        while left:
            day += timedelta(days=step)
            if self.is_working_day(day):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        count = 0
        while start < end and count < 3000:
            start += timedelta(days=1)
            count += self.is_working_day(start)
        return count


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    if country.upper() == "GB":
        return bank_holidays(year)
    import holidays

    try:
        return frozenset(holidays.country_holidays(country.upper(), years=[year]))
    except NotImplementedError:  # a country that the library does not know: weekends only
        return frozenset()


def add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    year = day.year + month // 12
    month = month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("unreachable: every month has 28 days")


def shift(day: date, count: int, unit: str, calendar: WorkingCalendar) -> date:
    """``day`` plus a duration. Hours count as whole days begun, minutes as the same day."""
    count = min(count, 3000)
    if unit == "working days":
        return calendar.add(day, count)
    if unit == "days":
        return day + timedelta(days=count)
    if unit == "weeks":
        return day + timedelta(weeks=count)
    if unit == "hours":
        return day + timedelta(days=-(-count // 24) if count > 12 else 0)
    if unit == "months":
        return add_months(day, count)
    if unit == "years":
        return add_months(day, 12 * count)
    return day


@lru_cache(maxsize=20_000)
def find_times(text: str, today: date, country: str = "GB") -> tuple[TimeExpression, ...]:
    """Every expression of time in ``text``, in order, without overlaps; the longest reading of a place wins."""
    calendar = WorkingCalendar(country)
    found: list[TimeExpression] = []
    if not _MAY_HOLD_TIME.search(text):
        return ()
    for read in (_dates, _durations, _named, _loose):
        for expression in read(text, today, calendar):
            if all(expression.end <= other.start or expression.start >= other.end for other in found):
                found.append(expression)
    return tuple(sorted(found, key=lambda expression: expression.start))


def _nearest(day: int, month: int, year: int | None, today: date) -> date | None:
    """The date; without a year, the one of three years that lies nearest to today."""
    candidates = []
    for candidate in [year] if year else [today.year - 1, today.year, today.year + 1]:
        try:
            candidates.append(date(candidate, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda found: abs((found - today).days), default=None)


def _day_of_some_month(number: int, weekday: str | None, today: date, *, ahead: bool) -> date | None:
    """The day that "the 14th" or "Friday 27" names: of this month, if that is not long gone, or else of the next.

    A weekday that stands beside it chooses between last month, this one and the next; ``ahead`` it is still to come.
    """
    days = [add_months(today.replace(day=1), step) for step in (-1, 0, 1)]
    named = [
        first.replace(day=number)
        for first in days
        if 1 <= number <= add_months(first, 1).toordinal() - first.toordinal()
    ]
    if ahead:
        named = [day for day in named if day >= today] or named
    if weekday:
        agreeing = [day for day in named if _DAYS[day.weekday()].startswith(weekday.lower()[:3])]
        named = agreeing or named
        return min(named, key=lambda day: abs((day - today).days), default=None)
    return next(
        (day for day in named if (day.year, day.month) >= (today.year, today.month) and (today - day).days <= 14), None
    )


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _dates(text: str, today: date, _: WorkingCalendar) -> list[TimeExpression]:
    found = []
    for match in _DATE.finditer(text):
        weekday = match["wd1"] or match["wd2"] or match["wd5"] or match["wd6"] or match["wd7"]
        if match["d5"] or match["d7"]:
            ahead = _AHEAD.search(text[max(0, match.start() - 60) : match.start()]) is not None
            resolved = _day_of_some_month(int(match["d5"] or match["d7"]), weekday, today, ahead=ahead)
        else:
            day = int(match["d1"] or match["d2"] or match["d3"] or match["d4"] or match["d6"])
            name = match["m1"] or match["m2"] or match["m6"]
            if name == "may" and not (match["y1"] or match["y2"]):
                continue  # "you may 3 ..." is no month
            month = _month_number(name) if name else int(match["m3"] or match["m4"])
            year_text = match["y1"] or match["y2"] or match["y3"] or match["y4"]
            year = int(year_text) + (2000 if len(year_text) == 2 else 0) if year_text else None
            resolved = _nearest(day, month, year, today)
        if resolved is None:
            continue
        clash = None
        if weekday and not _DAYS[resolved.weekday()].startswith(weekday.lower()[:3]):
            clash = _DAYS[resolved.weekday()].capitalize()
        end = match.end() - match.group().endswith(".")
        found.append(
            TimeExpression(
                match.start(),
                end,
                text[match.start() : end],
                "date",
                resolved,
                resolved,
                named_day=True,
                weekday_clash=clash,
                year_given=bool(not (match["d5"] or match["d7"]) and year_text),
                relation=_before(text, match.start()),
            )
        )
    return found


def _durations(text: str, today: date, calendar: WorkingCalendar) -> list[TimeExpression]:
    found = []
    for match in _DURATION.finditer(text):
        word = match["high"].lower()
        high = Decimal(30) if word == "half an" else number_value(word)
        if high is None:
            continue
        low = number_value(match["low"]) if match["low"] else None
        unit, factor = _unit(match["unit"].lower(), match["working"])
        if word == "half an":
            unit, factor = "minutes", 1
        low_n, high_n = (int(low * factor) if low is not None else None), int(high * factor)
        found.append(
            _duration(
                match.start(),
                match.end(),
                match.group(),
                low_n,
                high_n,
                unit,
                match["relation"] or _before(text, match.start()),
                today,
                calendar,
            )
        )
    for match in _FORTNIGHT.finditer(text):
        found.append(
            _duration(
                match.start(), match.end(), match.group(), None, 2, "weeks", match["relation"] or "", today, calendar
            )
        )
    return found


def _unit(word: str, working: str | None) -> tuple[Unit, int]:
    if word in {"minute", "min"}:
        return "minutes", 1
    if word in {"hour", "hr", "h"}:
        return "hours", 1
    if word == "day":
        return ("working days" if working and working.lower() in {"working", "business", "week"} else "days"), 1
    if word == "fortnight":
        return "weeks", 2
    return ("weeks" if word == "week" else "months" if word == "month" else "years"), 1


def _duration(
    start: int,
    end: int,
    text: str,
    low: int | None,
    high: int,
    unit: Unit,
    relation: str,
    today: date,
    calendar: WorkingCalendar,
) -> TimeExpression:
    latest = shift(today, high, unit, calendar) if high <= 3000 else None
    earliest = shift(today, low, unit, calendar) if low is not None and low <= 3000 else None
    return TimeExpression(start, end, text, "duration", earliest, latest, low, high, unit, relation.lower())


def _before(text: str, start: int) -> str:
    """The preposition that stands before a place ("by", "on", "within"), or ""."""
    match = re.search(
        r"\b(by|on|before|until|till|from|since|within|in|after|no later than|of|at|for)\s+(?:the\s+)?$",
        text[max(0, start - 20) : start],
        re.I,
    )
    return match[1].lower() if match else ""


def _named(text: str, today: date, calendar: WorkingCalendar) -> list[TimeExpression]:
    found = []
    for match in _NAMED.finditer(text):
        if match["weekday"] and _OPEN_FROM.search(text[max(0, match.start() - 24) : match.start()]):
            continue  # "Monday to Friday" are opening hours
        earliest, latest, single = _resolve_named(match, today, calendar)
        if latest is not None:
            found.append(
                TimeExpression(
                    match.start(),
                    match.end(),
                    match.group(),
                    "date",
                    earliest,
                    latest,
                    named_day=single,
                    relation=_before(text, match.start()),
                )
            )
    return found


def _resolve_named(
    match: re.Match[str], today: date, calendar: WorkingCalendar
) -> tuple[date | None, date | None, bool]:
    monday = today - timedelta(days=today.weekday())
    if match["weekday"]:
        return _weekday(match, today, monday)
    if match["tomorrow"] or match["after"]:
        day = today + timedelta(days=2 if match["after"] else 1)
        return day, day, True
    if match["today"]:
        return today, today, True
    if match["nextday"]:
        day = calendar.add(today, 1)
        return day, day, True
    if match["yesterday"]:
        return today - timedelta(days=1), today - timedelta(days=1), True
    if match["xmas"]:
        month, day_of = (1, 1) if match["xmas"].lower() == "new year" else (12, 24)
        day = date(today.year + (month == 1), month, day_of)
        return today, day, False
    if match["month"]:
        return _whole_month(_month_number(match["month"]), match["year"], match["part"], today)
    which = (match["which"] or match["rel2"] or "this").lower()
    period = (match["period"] or match["period2"] or match["weekend"] or match["weekend2"] or "month").lower()
    if which in _MONTHS:
        return _whole_month(_MONTHS.index(which) + 1, None, "late", today)
    offset = {"next": 1, "last": -1}.get(which, 0)
    if period == "week":
        first = monday + timedelta(weeks=offset)
        return first, first + timedelta(days=4), False
    if period == "weekend":
        first = monday + timedelta(weeks=offset, days=5)
        return first, first + timedelta(days=1), False
    if period == "year":
        return date(today.year + offset, 1, 1), date(today.year + offset, 12, 31), False
    first = add_months(today.replace(day=1), offset)
    return first, add_months(first, 1) - timedelta(days=1), False


def _weekday(match: re.Match[str], today: date, monday: date) -> tuple[date, date, bool]:
    number = _DAYS.index(match["weekday"].lower())
    relation = (match["rel"] or "").lower()
    if relation == "last":
        day = today - timedelta(days=(today.weekday() - number) % 7 or 7)
    elif relation == "next":
        day = monday + timedelta(weeks=1, days=number)
        if (day - today).days <= 1:  # "next Monday" said on a Sunday may mean either; the later is the safer reading
            day += timedelta(weeks=1) if (day - today).days <= 0 else timedelta(0)
    else:
        day = today + timedelta(days=(number - today.weekday()) % 7 or 7)
    if match["week"]:
        day += timedelta(weeks=1)
    return day, day, True


def _whole_month(month: int, year: str | None, part: str | None, today: date) -> tuple[date | None, date | None, bool]:
    first = _nearest(1, month, int(year) if year else None, today)
    if first is None:
        return None, None, False
    last = add_months(first, 1) - timedelta(days=1)
    return (first, first, False) if part and part.lower() in {"by", "before"} else (first, last, False)


def _loose(text: str, today: date, _: WorkingCalendar) -> list[TimeExpression]:
    found = [
        TimeExpression(m.start(), m.end(), m.group(), "immediate", today, today) for m in _IMMEDIATE.finditer(text)
    ]
    found += [TimeExpression(m.start(), m.end(), m.group(), "vague") for m in _VAGUE.finditer(text)]
    found += [TimeExpression(m.start(), m.end(), m.group(), "vague") for m in _LOOSE.finditer(text)]
    return found
