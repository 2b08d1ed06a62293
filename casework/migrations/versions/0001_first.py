"""The first tables: people, cases, texts, sendings, audit trail, marks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = ("marks", "audit_head", "audit", "sendings", "texts", "cases", "people")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("authority", sa.String(100), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(500), nullable=False),
        sa.Column("about", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("gravity", sa.String(30), nullable=False),
        sa.Column("urgency", sa.String(30), nullable=False),
        sa.Column("assigned_to", sa.String(64), nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("due_at", sa.DateTime),
        sa.Column("sent_at", sa.DateTime),
        sa.Column("original_name", sa.String(300), nullable=False),
        sa.Column("original_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("letter", sa.Text),
        sa.Column("enquiry", sa.Text),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("reply", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_revision", sa.Integer, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("report", sa.Text),
        sa.Column("waivers", sa.Text, nullable=False),
        sa.Column("drafted_by", sa.String(64), nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("approved_by", sa.String(64), nullable=False),
        sa.Column("approved_at", sa.DateTime),
        sa.Column("approval_hash", sa.String(64), nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("recipients", sa.Text, nullable=False),
        sa.Column("postal_address", sa.Text, nullable=False),
        sa.Column("attachments_out", sa.Text, nullable=False),
        sa.Column("writer", sa.String(200), nullable=False),
        sa.Column("writer_note", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_state", "cases", ["state"])
    op.create_index("ix_cases_assigned_to", "cases", ["assigned_to"])
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("aside", sa.Boolean, nullable=False),
    )
    op.create_index("ix_texts_case_id", "texts", ["case_id"])
    op.create_table(
        "sendings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", sa.String(300), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("stage", sa.String(30), nullable=False),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("ix_sendings_case_id", "sendings", ["case_id"])
    op.create_index("ix_sendings_stage", "sendings", ["stage"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("action", sa.String(50), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '" + "0" * 64 + "')")


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
