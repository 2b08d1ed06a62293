"""Figures and dates of a sheet as its reader sees them, from the value and the cell's number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|_.|\*.|\[[^\]]*\]')
_CURRENCY = "£€$¥₹"


def hides(number_format: str, value: object) -> bool:
    """Whether a format shows nothing of a value: ";;;" or an empty section for its sign."""
    if ";" not in number_format:
        return False
    sections = number_format.split(";")
    if not isinstance(value, int | float):
        return len(sections) > 3 and not sections[3].strip()
    at = 1 if value < 0 else 2 if value == 0 and len(sections) > 2 else 0
    return not sections[at].strip()


def shown(value: object, number_format: str) -> str:
    """A cell's value as text: "£9.50", "12.5%", "1 March 2026", "14:30"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, number_format)
    if isinstance(value, int | float):
        return _figure(value, number_format)
    return str(value)


def _moment(value: datetime | date | time | timedelta, number_format: str) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    months_only = "y" in number_format.lower() and "d" not in re.sub(r"\[[^\]]*\]", "", number_format.lower())
    day = value.strftime("%B %Y" if months_only else "%d %B %Y").lstrip("0")
    if isinstance(value, datetime) and value.time() != time(0):
        return f"{day}, {value:%H:%M}"
    return day


def _figure(value: float, number_format: str) -> str:
    section = number_format.split(";")[0]
    if section.lower() in ("", "general", "@") or not re.search(r"[0#?]", section):
        return _general(value)
    literal = [next(filter(None, found), "") for found in _LITERAL.findall(section)]
    pattern = _LITERAL.sub("\x00", section)
    if "%" in pattern:
        return f"{value * 100:.{_decimals(pattern)}f}%" if _decimals(pattern) else _percent(value)
    if re.search(r"e[+-]", pattern, re.I) or "/" in pattern:
        return _general(value)
    body = f"{abs(value):{',' if '#,#' in pattern or '0,0' in pattern else ''}.{_decimals(pattern)}f}"
    digits = re.search(r"[0#?][0#?,.]*", pattern)
    before = pattern[: digits.start()] if digits else ""
    words = iter(literal)
    lead = "".join(next(words, "") if char == "\x00" else char for char in before if char in f"\x00{_CURRENCY}")
    after = pattern[digits.end() :] if digits else ""
    trail = "".join(next(words, "") if char == "\x00" else char for char in after if char in f"\x00{_CURRENCY}")
    if any(sign in lead + trail for sign in _CURRENCY) or re.search(r"[A-Z]{3}", lead + trail):
        body = body.removesuffix(".00")
        body = f"{abs(value):,.{2 if '.' in body else 0}f}" if float(body.replace(",", "")) >= 1000 else body
    spaced = trail[:1] not in _CURRENCY or after.startswith(" ")
    gap = " " if trail and spaced and trail[0] != " " else ""
    lead = f"{'-' if value < 0 else ''}{lead.strip()}{' ' if lead.strip()[-1:].isalpha() else ''}"
    return f"{lead}{body}{gap}{trail.rstrip()}"


def _decimals(pattern: str) -> int:
    found = re.search(r"\.([0#?]+)", pattern)
    return len(found[1]) if found else 0


def _percent(value: float) -> str:
    return f"{value * 100:g}%" if abs(value * 100 - round(value * 100)) > 1e-9 else f"{round(value * 100)}%"


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"
