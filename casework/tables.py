"""The tables of the cases: columns for what is searched and sorted, JSON for what is only read whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()
NEWEST = "0003"  # the migration that leads to these tables


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; what comes out always says so."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


people = Table(
    "people",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("roles", Text, nullable=False),
    Column("authority", String(100), nullable=False),
    Column("position", Integer, nullable=False, default=0),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", String(20), nullable=False, default=""),
    Column("state", String(30), nullable=False, index=True),
    Column("rank", Integer, nullable=False, default=0),
    Column("who", String(300), nullable=False, default=""),
    Column("subject", String(500), nullable=False, default=""),
    Column("about", String(300), nullable=False, default=""),
    Column("kind", String(30), nullable=False, default=""),
    Column("gravity", String(30), nullable=False, default=""),
    Column("urgency", String(30), nullable=False, default=""),
    Column("assigned_to", String(64), nullable=False, default="", index=True),
    Column("received_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("sent_at", UtcTime),
    Column("original_name", String(300), nullable=False),
    Column("original_sha256", String(64), nullable=False, unique=True),
    Column("letter", Text),
    Column("enquiry", Text),
    Column("facts", Text, nullable=False),
    Column("reply", Text),
    Column("text", Text, nullable=False, default=""),
    Column("text_revision", Integer, nullable=False, default=0),
    Column("passages", Text, nullable=False),
    Column("report", Text),
    Column("waivers", Text, nullable=False),
    Column("drafted_by", String(64), nullable=False, default=""),
    Column("authors", Text, nullable=False),
    Column("approved_by", String(64), nullable=False, default=""),
    Column("approved_at", UtcTime),
    Column("approval_hash", String(64), nullable=False, default=""),
    Column("problem", Text, nullable=False, default=""),
    Column("recipients", Text, nullable=False),
    Column("postal_address", Text, nullable=False, default=""),
    Column("attachments_out", Text, nullable=False),
    Column("writer", String(200), nullable=False, default=""),
    Column("writer_note", Text, nullable=False, default=""),
    Column("demo", Boolean, nullable=False, default=False),
    sqlite_autoincrement=True,  # an id is never given twice: the audit trail of a removed case keeps it
)

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("aside", Boolean, nullable=False, default=False),
)

sendings = Table(
    "sendings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", String(300), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("stage", String(30), nullable=False, index=True),
    Column("claimed_at", UtcTime, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("answer", Text, nullable=False, default=""),
)

citations = (
    Table(  # which passages the standing words of a reply rest on: follows from reply and text, kept to be counted
        "citations",
        metadata,
        Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        Column("passage_id", Text, primary_key=True),
        Column("document", Text, nullable=False),
        Index("ix_citations_passage_id", "passage_id", "case_id"),
        Index("ix_citations_document", "document", "case_id"),
    )
)

gaps = Table(  # a point of a letter that nothing answered; `alike` is the number of the first gap that asks the same
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("alike", Integer, nullable=False, default=0, index=True),
    Column("point", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("seen", Text, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("why", Text, nullable=False, default=""),
    Column("document", Text, nullable=False, default=""),
    Column("at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("looked", String(80), nullable=False, default=""),
)

rule_use = Table(  # what the rules found in replies, each once: follows from report and waivers, kept to be counted
    "rule_use",
    metadata,
    Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("rule", String(100), primary_key=True),
    Column("words", String(64), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("stands", Boolean, nullable=False),
    Column("waived", String(40), nullable=False, default=""),
    Index("ix_rule_use_rule", "rule", "at"),
)

guideline_versions = Table(  # every text that a rule, the settings of the rules or the policy ever had; none: removed
    "guideline_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(120), nullable=False, index=True),
    Column("text", Text),
    Column("what", String(300), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(50), nullable=False),
    Column("subject", String(300), nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
