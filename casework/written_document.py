"""Documents that are written or edited in the browser: which can be, as what text, and under what name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from casework.errors import CaseworkError

WEB_PAGES = {".html", ".htm", ".xhtml"}
TEXT_LOADERS = {"markdown", "plain_text", "web_page", "delimited"}
LONGEST = 200_000  # characters: what is longer is changed in its own program
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a knowledge editor writes for a gap. ``audience`` is "", public or internal."""

    question: str
    text: str
    owner: str = ""
    review_by: date | None = None
    audience: str = ""


def editable_text(name: str, data: bytes) -> str | None:
    """The text of a document that can be edited here; None for another format, what is no text, or is too long."""
    from knowledge.loading.content import Refusal
    from knowledge.loading.encoding import decode
    from knowledge.loading.formats import LOADERS

    suffix = PurePosixPath(name).suffix.lower()
    if LOADERS.get(suffix) not in TEXT_LOADERS:
        return None
    declared = _CHARSET.search(data[:2_000]) if suffix in WEB_PAGES else None
    try:
        text = data.decode(declared[1].decode("ascii")).lstrip("\ufeff") if declared else decode(data)
    except (LookupError, UnicodeDecodeError, Refusal):
        return None
    return text if len(text) <= LONGEST else None


def edited_bytes(name: str, text: str) -> bytes:
    """The file that an edited text is saved as: UTF-8; a web page says so, whatever charset its head names."""
    web_page = PurePosixPath(name).suffix.lower() in WEB_PAGES
    return text.replace("\r\n", "\n").encode("utf-8-sig" if web_page else "utf-8")


def answer_markdown(answer: Answer) -> bytes:
    """The answer as a Markdown document: the question is its heading, the rest its front matter and text.

    Raises CaseworkError where the question or the text is missing.
    """
    question, text = " ".join(answer.question.split()).lstrip("#").strip(), answer.text.strip()
    if not question:
        raise CaseworkError("The question is missing.", "It becomes the heading: write it as a customer would ask.")
    if not text:
        raise CaseworkError("The answer is empty.", "Write what a reply may say.")
    front = {
        "owner": " ".join(answer.owner.split()),
        "audience": answer.audience,
        "review_by": answer.review_by.isoformat() if answer.review_by else "",
    }
    lines = [f"{name}: {value}" for name, value in front.items() if value]
    head = ["---", *lines, "---", ""] if lines else []
    return "\n".join([*head, f"# {question}", "", text, ""]).encode()


def answer_name(question: str, taken: Collection[str]) -> str:
    """``answers/do-you-ship-to-norway.md``; with a number behind it where that name is taken."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "answer"
    used = {name.casefold() for name in taken}
    number = 1
    while (name := f"answers/{slug}{'' if number == 1 else f'-{number}'}.md").casefold() in used:
        number += 1
    return name
