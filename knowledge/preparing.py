"""From a document's content to what is stored of it: passages, their words, what it says of itself."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from knowledge.loading.content import Content
from knowledge.products import once, product_names
from knowledge.readings import as_kept
from knowledge.register import NewVersion, Origin
from knowledge.splitting import split
from knowledge.words import words_of

_FOR_WHOM = frozenset(
    ["internal", "strictly", "confidential", "private", "staff", "agents", "colleagues", "employees", "customers",
     "customer", "public", "company", "our", "the", "team", "use", "only", "not", "for", "to", "be", "shared", "do",
     "share", "with", "or", "and", "note", "notes", "document"]
)  # fmt: skip
HEAD_BLOCKS, HEAD_CHARACTERS = 12, 2_000  # in which a document says what it is, for whom and since when


def prepared(document: str, sha256: str, data: bytes, origin: Origin, content: Content) -> NewVersion:
    """All that is stored of a document, but its vectors."""
    title = content.title.strip()
    if not _names_a_subject(title):
        title = _title_from_name(document)
    pieces = split(content, title)
    head = "\n".join(filter(None, [block.text for block in content.blocks[:HEAD_BLOCKS]]))[:HEAD_CHARACTERS]
    words = [words_of(piece.section, piece.text, title) for piece in pieces]
    front = _with_products(content, title)
    said = as_kept(document, title, front, head)
    return NewVersion(document, sha256, data, origin, title, front, head, content.notes, said, pieces, words)


def _with_products(content: Content, title: str) -> dict[str, str]:
    """What the document says of itself, with the products that it names; an editor may list them there as well."""
    names = [*content.front.get("products", "").split(";"), *product_names(content, title)]
    kept = "; ".join(once(name.strip() for name in names if ";" not in name))
    return {**content.front, "products": kept} if kept else dict(content.front)


def _names_a_subject(title: str) -> bool:
    """Whether anything is left of a title without the words that only say for whom a paper is."""
    return any(word not in _FOR_WHOM for word in re.findall(r"[^\W\d_]{2,}|\d+", title.lower()))


def _title_from_name(document: str) -> str:
    words = re.sub(r"_|(?<!\d)-|-(?!\d)", " ", PurePosixPath(document).stem)
    return words[:1].upper() + words[1:]
