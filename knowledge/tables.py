"""The register's tables: documents, passages, vectors, imprints, originals, the editor's word, marks for the index."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = "4"


class Tables:
    """``metadata`` holds them all; a passage's vectors stand apart, one for each embedding that was ever set."""

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.versions = Table(
            "knowledge_versions", self.metadata,
            Column("key", Integer, primary_key=True),
            Column("document", String(500), nullable=False, index=True),
            Column("version", Integer, nullable=False),
            Column("state", String(10), nullable=False),  # latest, replaced, removed
            Column("title", Text, nullable=False),
            Column("sha256", String(64), nullable=False),
            Column("added_at", String(32), nullable=False),
            Column("passages", Integer, nullable=False),
            Column("front", Text, nullable=False),
            Column("head", Text, nullable=False),
            Column("notes", Text, nullable=False),
            Column("origin", String(10), nullable=False, server_default="folder"),  # folder, upload
            Column("reading", Text, nullable=False, server_default=""),  # as readings.as_kept gives it
            UniqueConstraint("document", "version"),
        )  # fmt: skip
        self.passages = Table(
            "knowledge_passages", self.metadata,
            Column("key", Integer, primary_key=True),
            Column("id", String(560), nullable=False, unique=True),
            Column("document", String(500), nullable=False, index=True),
            Column("version", Integer, nullable=False),
            Column("live", Boolean, nullable=False, index=True),
            Column("section", Text, nullable=False),
            Column("text", Text, nullable=False),
            Column("page", Integer),
            Column("words", Text, nullable=False, server_default=""),
        )  # fmt: skip
        self.vectors = Table(
            "knowledge_vectors", self.metadata,
            Column("key", Integer, primary_key=True),
            Column("passage", Integer, nullable=False),
            Column("embedding", String(200), nullable=False),
            Column("vector", LargeBinary, nullable=False),
            UniqueConstraint("embedding", "passage"),
        )  # fmt: skip
        self.imprints = Table(
            "knowledge_imprints", self.metadata,
            Column("passage", Integer, primary_key=True, autoincrement=False),
            Column("imprint", LargeBinary, nullable=False),  # as close_reading.Imprint.to_bytes gives it
        )  # fmt: skip
        self.originals = Table(
            "knowledge_originals", self.metadata,
            Column("sha256", String(64), primary_key=True),
            Column("packed", LargeBinary, nullable=False),
        )  # fmt: skip
        self.details = Table(
            "knowledge_details", self.metadata,
            Column("document", String(500), primary_key=True),
            Column("said", Text, nullable=False),
        )  # fmt: skip
        self.marks = Table(
            "knowledge_marks", self.metadata,
            Column("id", String(560), primary_key=True),
            Column("way", String(3), nullable=False),
        )  # fmt: skip
        self.state = Table(
            "knowledge_state", self.metadata,
            Column("name", String(40), primary_key=True),
            Column("value", Text, nullable=False),
        )  # fmt: skip
