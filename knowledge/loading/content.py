"""What every loader hands out: the content of a document with its structure kept, whatever its format was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

BlockKind = Literal["heading", "paragraph", "list", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list or table, in reading order.

    ``level`` is a heading's (1 is the title); ``items`` are a list's entries in order, ``marks`` what stands before
    each of them ("3.", "3a.", "-"), or empty for a list that simply counts from 1 (``ordered``) or has bullets.
    ``rows`` are a table's rows, the first of them its header when ``has_header``; ``page`` counts from 1 where the
    format has pages.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    has_header: bool = True
    page: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A document as read: its title, its blocks, what it says about itself (``front``) and what was noticed."""

    title: str
    blocks: tuple[Block, ...]
    front: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Content:
        blocks = tuple(
            Block(
                **{
                    **block,
                    "items": tuple(block["items"]),
                    "marks": tuple(block["marks"]),
                    "rows": tuple(tuple(row) for row in block["rows"]),
                }
            )
            for block in value["blocks"]
        )
        return cls(value["title"], blocks, dict(value["front"]), tuple(value["notes"]))


class Refusal(Exception):
    """A file that can't be read: ``message`` says why in plain words, ``next_step`` what the person can do."""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One document of an archive: its path inside (``name``, with "/"), and its bytes or why they were refused."""

    name: str
    data: bytes | None
    refusal: Refusal | None = None
