"""Which loader reads which file: by its ending, checked against its first bytes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from knowledge.loading.content import Content, Refusal

LOADERS = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "plain_text", ".text": "plain_text", ".rst": "plain_text",
    ".html": "web_page", ".htm": "web_page", ".xhtml": "web_page", ".pdf": "pdf", ".docx": "word",
    ".csv": "delimited", ".tsv": "delimited", ".xlsx": "spreadsheet", ".xlsm": "spreadsheet", ".eml": "mail",
}  # fmt: skip
_WORDS = "Markdown, text, HTML, PDF, DOCX, XLSX, CSV and EML files can be read"
LARGEST = 30_000_000


def is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in LOADERS


def read_document(name: str, data: bytes) -> Content:
    """Read one file. Raises Refusal with the reason and what to do; anything else it raises is a broken file too."""
    suffix = PurePosixPath(name).suffix.lower()
    if not data.strip():
        raise Refusal("The file is empty.", "Check that it was saved with its text in it and add it again.")
    if len(data) > LARGEST:
        raise Refusal(
            f"The file has {len(data) / 1e6:.0f} MB; 30 MB is the most that is read.",
            "Take out the pictures, or split it into parts.",
        )
    if suffix not in LOADERS:
        raise Refusal(f'Files that end in "{suffix or name}" can\'t be read.', f"{_WORDS}: save it as one of these.")
    loader = LOADERS[suffix]
    really = _by_first_bytes(data)
    if really and really != loader and not (really == "zip" and loader in ("word", "spreadsheet")):
        raise Refusal(
            f'The file ends in "{suffix}" but holds something else ({_NAMES[really]}).',
            "Give it the ending that fits, or export it again from the program that made it.",
        )
    if loader == "pdf" and not really:
        raise Refusal(
            'The file ends in ".pdf" but holds no PDF.', "Export it again as PDF, or give it the ending that fits."
        )
    read: Callable[[bytes, str], Content] = import_module(f"knowledge.loading.{loader}").read
    content = read(data, name)
    if not any(block.text or block.items or block.rows for block in content.blocks if block.kind != "heading"):
        raise Refusal(
            "No text was found in the file beside headings and navigation.",
            "Check that it is the right file, and add one that holds the text itself.",
        )
    return content


_NAMES = {
    "pdf": "a PDF",
    "zip": "a ZIP archive or an office document",
    "image": "a picture",
    "program": "a program",
    "office": "an old office file",
}


def _by_first_bytes(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")):
        return "image"
    if data.startswith((b"\x7fELF", b"MZ\x90")):
        return "program"
    return None
