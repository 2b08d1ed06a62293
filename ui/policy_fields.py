"""What the forms of the policy ask: for each of its tables the fields of a row, in the order and width of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ui.words import GRAVITY, KINDS

Kind = Literal["line", "text", "lines", "whole", "amount", "choice", "free choice", "switch"]
UNITS = {"working days": "working days", "days": "days", "hours": "hours"}
AUTHORITIES = {"agent": "agent", "supervisor": "supervisor"}  # and the teams
REVIEW = {"always": "Every reply", "flagged": "Replies with something to look at", "never": "None"}
ALSO = "One a line: other words in which a reply may speak of it."
SHORT = "A short name that nothing else here has, such as refund-30-days."


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``key`` leads into the row (``limit.amount``). Fields of one ``line`` stand side by side."""

    key: str
    label: str
    kind: Kind = "line"
    line: int = 0
    width: int = 1
    help: str = ""
    options: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the policy: where it stands (``company`` / ``contacts``), what one row is called, its fields."""

    part: str
    heading: str
    one: str
    fields: tuple[Field, ...]
    inside: str = ""
    single: bool = False  # a mapping rather than a list of rows
    meaning: str = ""


COMPANY = Table(
    "company", "Company", "company",
    (
        Field("name", "Name", line=0, width=3),
        Field("currency", "Currency", line=0, help="As ISO 4217 writes it: GBP, EUR, USD."),
        Field("signature", "Signature under replies", line=1),
        Field("address", "Postal address", line=2),
        Field("link_domains", "Domains that links may lead to", "lines", line=3, help="One a line."),
    ),
    single=True,
)  # fmt: skip
CONTACTS = Table(
    "company", "Contacts", "contact",
    (
        Field("name", "Name", line=0), Field("hours", "Hours", line=0),
        Field("phone", "Phone", line=1), Field("email", "Email", line=1),
    ),
    inside="contacts", meaning="How customers reach you; an email, a phone or both.",
)  # fmt: skip
REMEDIES = Table(
    "remedies", "Remedies", "remedy",
    (
        Field("what", "What is offered", line=0, width=2), Field("id", "Short name", line=0, help=SHORT),
        Field("also", "Also called", "lines", line=1, help=ALSO),
        Field("condition", "Condition", "text", line=2, help="Where it is not known, somebody approves."),
        Field("limit.amount", "At most, as an amount", "amount", line=3),
        Field("limit.currency", "Currency", line=3),
        Field("limit.percent", "or in % of the price", "amount", line=3),
        Field("within_days", "Within days", "whole", line=4),
        Field("since", "since", line=4, help="delivery, purchase, .."),
        Field("authority", "Who may offer it", "free choice", line=4, width=2, options=AUTHORITIES),
    ),
    meaning="What may be offered to put a problem right, and by whom.",
)  # fmt: skip
TIMESCALES = Table(
    "timescales", "Timescales", "timescale",
    (
        Field("what", "What takes this time", line=0, width=2), Field("id", "Short name", line=0, help=SHORT),
        Field("also", "Also called", "lines", line=1, help=ALSO),
        Field("at_least", "At least", "whole", line=2), Field("at_most", "At most", "whole", line=2),
        Field("unit", "Unit", "choice", line=2, options=UNITS), Field("from", "Counted from", line=2, width=2),
    ),
    meaning="How long things take. A promise that is sooner can't be kept; one that is later contradicts.",
)  # fmt: skip
TEAMS = Table(
    "teams", "Teams", "team",
    (
        Field("name", "Name", line=0), Field("person", "Person", line=0),
        Field("handles", "What it handles", "text", line=1),
        Field("phone", "Phone", line=2), Field("email", "Email", line=2),
    ),
    meaning="Who takes over what the responder should not answer alone.",
)  # fmt: skip
NEVER = Table(
    "never", "Never promised", "line",
    (
        Field("promise", "What is never promised", line=0),
        Field("why", "Why", "text", line=1),
        Field("say_instead", "Say instead", "text", line=2),
        Field("also", "Also said as", "lines", line=3, help="One a line: phrases by which it is found in a reply."),
    ),
    meaning="What nobody here promises, whatever the letter asks.",
)  # fmt: skip
MUST_SAY = Table(
    "must_say", "Must be said", "sentence",
    (
        Field("when", "When the letter is about", "free choice", line=0, options={
            **{key: words for key, words in GRAVITY.items() if words}, **KINDS,
        }),
        Field("text", "What the reply must say", "text", line=1),
    ),
    meaning="Words that law or management requires.",
)  # fmt: skip
REVIEW_TABLE = Table(
    "review", "Review", "review",
    (
        Field("required", "Which replies a reviewer sees", "choice", line=0, options=REVIEW),
        Field("sample_percent", "and of the others, in %", "whole", line=0),
        Field("self_approval", "Reviewers may approve their own drafts", "switch", line=1),
    ),
    single=True,
)  # fmt: skip
CHAPTERS: dict[str, tuple[Table, ...]] = {
    "company": (COMPANY, CONTACTS),
    "remedies": (REMEDIES,),
    "timescales": (TIMESCALES,),
    "teams": (TEAMS,),
    "never": (NEVER,),
    "must_say": (MUST_SAY,),
    "review": (REVIEW_TABLE,),
}


def rows_of(table: Table, parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table in the policy's parts; one that is no list is its own only row."""
    part = parts[table.part]
    if table.single:
        return [{key: value for key, value in part.items() if key != "contacts"}]
    return list(part[table.inside] if table.inside else part)


def part_with(table: Table, parts: Mapping[str, Any], rows: list[dict[str, Any]]) -> Any:
    """The part of the policy to save when these are the rows of its table."""
    if table.single:
        return {**parts[table.part], **rows[0]}
    return {**parts[table.part], table.inside: rows} if table.inside else rows


def value_at(row: Mapping[str, Any], key: str) -> Any:
    """What a row says at ``limit.amount``; None for nothing."""
    outer, _, inner = key.partition(".")
    value = row.get(outer)
    return value.get(inner) if inner and isinstance(value, Mapping) else (None if inner else value)


def row_with(row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the values of its form, by the keys of the fields."""
    new = dict(row)
    for key, value in values.items():
        outer, _, inner = key.partition(".")
        new[outer] = {**(new.get(outer) or {}), inner: value} if inner else value
    return new
