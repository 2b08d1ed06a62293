"""A row of the policy in words, as safe HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from ui.policy_fields import REVIEW, Table
from ui.words import GRAVITY, KINDS, count

Row = Mapping[str, Any]


def row_html(table: Table, row: Row) -> str:
    """A row as a person reads it: "a refund, up to 100 %, within 30 days of delivery · agent"."""
    return _WORDS[table.inside or table.part](row)


def _company(row: Row) -> str:
    lines = [row.get("signature"), row.get("address"), f"Prices in {row['currency']}" if row.get("currency") else ""]
    domains = ", ".join(row.get("link_domains") or ())
    lines.append(f"Links lead to {domains}" if domains else "Replies hold no links")
    return f"<b>{_of(row, 'name')}</b>{''.join(_quiet(line) for line in lines if line)}"


def _contact(row: Row) -> str:
    ways = " · ".join(escape(str(row[key])) for key in ("phone", "email", "hours") if row.get(key))
    return f'<b>{_of(row, "name")}</b> <span class="quiet">{ways}</span>'


def _remedy(row: Row) -> str:
    limit = row.get("limit") or {}
    said = ""
    if limit.get("amount") is not None:
        said = f", up to {_number(limit['amount'])} {escape(limit.get('currency') or '')}".rstrip()
    elif limit.get("percent") is not None:
        said = f", up to {_number(limit['percent'])} %"
    if row.get("within_days") is not None:
        since = f" of {_of(row, 'since')}" if row.get("since") else ""
        said += f", within {count(int(row['within_days']), 'day')}{since}"
    return f"<b>{_of(row, 'what')}</b>{said} {_chip(row.get('authority'))}{_if(row.get('condition'))}{_also(row)}"


def _timescale(row: Row) -> str:
    low, high = row.get("at_least"), row.get("at_most")
    if low is not None and high is not None and low != high:
        span = f"{low} to {high}"
    elif high is not None:
        span = str(high) if low == high else f"at most {high}"
    else:
        span = f"at least {low}" if low is not None else "some"
    since = f' <span class="quiet">from {_of(row, "from")}</span>' if row.get("from") else ""
    return f"<b>{_of(row, 'what')}</b>: {span} {_of(row, 'unit')}{since}{_also(row)}"


def _team(row: Row) -> str:
    handles = row.get("handles") or ""
    what = handles if isinstance(handles, str) else ", ".join(handles)
    ways = " · ".join(escape(str(row[key])) for key in ("person", "phone", "email") if row.get(key))
    return f"<b>{_of(row, 'name')}</b>{_quiet(what)}{f'<div class=small>{ways}</div>' if ways else ''}"


def _never(row: Row) -> str:
    instead = row.get("say_instead")
    say = f'<div class="say"><span class="label">Say</span>{escape(instead)}</div>' if instead else ""
    said = f'<div class="notthat"><span class="label">Not</span>{_of(row, "promise")}</div>'
    return f"{said}{say}{_quiet(row.get('why'))}{_also(row)}"


def _must_say(row: Row) -> str:
    when = str(row.get("when") or "")
    words = GRAVITY.get(when) or KINDS.get(when, when)
    return f'<span class="chip">{escape(words.lower())}</span><div class="say">{_of(row, "text")}</div>'


def _review(row: Row) -> str:
    required = REVIEW.get(str(row.get("required")), "")
    sample = f"; of the others, {row['sample_percent']} %" if row.get("required") != "always" else ""
    own = "may approve their own drafts" if row.get("self_approval") else "never approve their own drafts"
    return f"A reviewer sees: <b>{escape(required.lower())}</b>{sample}.{_quiet(f'Reviewers {own}.')}"


def _of(row: Row, key: str) -> str:
    return escape(str(row.get(key) or ""))


def _quiet(text: Any) -> str:
    return f'<div class="quiet">{escape(str(text))}</div>' if text else ""


def _number(value: float) -> str:
    """ "15" and "9.50": pence are written in full."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _if(condition: Any) -> str:
    return _quiet(f"if {condition}") if condition else ""


def _also(row: Row) -> str:
    also = ", ".join(row.get("also") or ())
    return f'<div class="small quiet">also: {escape(also)}</div>' if also else ""


def _chip(text: Any) -> str:
    return f'<span class="chip">{escape(str(text))}</span>' if text else ""


_WORDS: dict[str, Callable[[Row], str]] = {
    "company": _company,
    "contacts": _contact,
    "remedies": _remedy,
    "timescales": _timescale,
    "teams": _team,
    "never": _never,
    "must_say": _must_say,
    "review": _review,
}
