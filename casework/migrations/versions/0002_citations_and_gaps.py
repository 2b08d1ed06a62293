"""Which passages each reply rests on, taken from the replies that are there, and the points that nothing answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

AT_ONCE = 500
_PASSAGE = re.compile(r"^(?P<document>.+)@\d+#\d+$")


def upgrade() -> None:
    op.create_table(
        "citations",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("passage_id", sa.Text, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("ix_citations_passage_id", "citations", ["passage_id", "case_id"])
    op.create_index("ix_citations_document", "citations", ["document", "case_id"])
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("alike", sa.Integer, nullable=False),
        sa.Column("point", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("closed_at", sa.DateTime),
        sa.Column("looked", sa.String(80), nullable=False),
    )
    for column in ("case_id", "alike", "state"):
        op.create_index(f"ix_gaps_{column}", "gaps", [column])
    _take_citations_over()


def downgrade() -> None:
    op.drop_table("gaps")
    op.drop_table("citations")


def _take_citations_over() -> None:
    """The citations of the replies that were written before there was a table for them, a few hundred at a time."""
    db = op.get_bind()
    cases = sa.table("cases", *(sa.column(name) for name in ("id", "state", "text", "reply")))
    citations = sa.table("citations", *(sa.column(name) for name in ("case_id", "passage_id", "document")))
    last = 0
    while True:
        query = sa.select(cases).where(cases.c.id > last, cases.c.reply.is_not(None)).order_by(cases.c.id)
        rows = db.execute(query.limit(AT_ONCE)).all()
        if not rows:
            return
        last = rows[-1].id
        found = [
            {"case_id": row.id, "passage_id": passage, "document": document}
            for row in rows
            if row.state not in {"discarded", "no_reply_due"}
            for passage, document in dict(_cited(json.loads(row.reply) or {}, row.text)).items()
        ]
        if found:
            db.execute(citations.insert(), found)


def _cited(reply: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    """(passage, its document) for each sentence of a stored reply whose words still stand in the text."""
    flat = " ".join(text.split())
    for part in reply.get("parts", ()):
        for sentence in part.get("sentences", ()):
            words = " ".join(sentence.get("text", "").split())
            if words and words in flat:
                for source in sentence.get("sources", ()):
                    if cited := _PASSAGE.match(source):
                        yield source, cited["document"]
