"""Versions of rules, settings and policy, and what the rules found in replies, taken from the reports that stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

AT_ONCE = 500


def upgrade() -> None:
    op.create_table(
        "rule_use",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("rule", sa.String(100), primary_key=True),
        sa.Column("words", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("stands", sa.Boolean, nullable=False),
        sa.Column("waived", sa.String(40), nullable=False),
    )
    op.create_index("ix_rule_use_rule", "rule_use", ["rule", "at"])
    op.create_table(
        "guideline_versions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_guideline_versions_subject", "guideline_versions", ["subject"])
    _take_reports_over()


def downgrade() -> None:
    op.drop_table("guideline_versions")
    op.drop_table("rule_use")


def _take_reports_over() -> None:
    """What the reports that stand found, at the time of the text that they are about, a few hundred at a time."""
    db = op.get_bind()
    cases = sa.table("cases", *(sa.column(name) for name in ("id", "report", "waivers", "received_at")))
    texts = sa.table("texts", *(sa.column(name) for name in ("case_id", "at")))
    names = ("case_id", "rule", "words", "at", "stands", "waived")
    rule_use = sa.table("rule_use", *(sa.column(name) for name in names))
    written = sa.select(sa.func.max(texts.c.at)).where(texts.c.case_id == cases.c.id).scalar_subquery()
    moment = sa.func.coalesce(written, cases.c.received_at).label("at")
    last = 0
    while True:
        query = sa.select(cases.c.id, cases.c.report, cases.c.waivers, moment)
        query = query.where(cases.c.id > last, cases.c.report.is_not(None)).order_by(cases.c.id).limit(AT_ONCE)
        rows = db.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        found = [
            {"case_id": row.id, "rule": rule, "words": words, "at": row.at, "stands": True, "waived": waived}
            for row in rows
            for (rule, words), waived in dict(_found(json.loads(row.report) or {}, json.loads(row.waivers))).items()
        ]
        if found:
            db.execute(rule_use.insert(), found)


def _found(report: dict[str, Any], waivers: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], str]]:
    """(rule, the hash of its words) of each finding, and when it was waived."""
    for finding in report.get("findings", ()):
        words = finding["text"] or finding["message"]
        waived = next(
            (
                waiver["at"].replace("Z", "+00:00")  # as Python writes a moment
                for waiver in waivers
                if (waiver["rule"], waiver["start_text"]) == (finding["rule"], finding["text"])
                and (finding["text"] or waiver.get("message", "") == finding["message"])
            ),
            "",
        )
        yield (finding["rule"][:100], sha256(" ".join(words.split()).encode()).hexdigest()), waived
