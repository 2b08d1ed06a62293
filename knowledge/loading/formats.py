"""Which loader reads which file: by its ending, checked against its first bytes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from knowledge.loading.characters import clean
from knowledge.loading.content import Content, Refusal
from knowledge.loading.limits import LARGEST, MOST_WORDS

LOADERS = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "plain_text", ".text": "plain_text", ".rst": "plain_text",
    ".html": "web_page", ".htm": "web_page", ".xhtml": "web_page", ".pdf": "pdf", ".docx": "word",
    ".csv": "delimited", ".tsv": "delimited", ".xlsx": "spreadsheet", ".xlsm": "spreadsheet", ".eml": "mail",
}  # fmt: skip
_WORDS = "Markdown, text, HTML, PDF, DOCX, XLSX, CSV and EML files can be read, and ZIP archives of them"
_SAVE_AS = {
    ".doc": "DOCX", ".odt": "DOCX", ".rtf": "DOCX", ".pages": "DOCX",
    ".xls": "XLSX", ".ods": "XLSX", ".numbers": "XLSX",
    ".ppt": "PDF", ".pptx": "PDF", ".odp": "PDF", ".key": "PDF", ".epub": "PDF", ".msg": "EML",
}  # fmt: skip


def is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in LOADERS


def is_archive(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ".zip"


def read_document(name: str, data: bytes) -> Content:
    """Read one file. Raises Refusal with the reason and what to do; anything else it raises is a broken file too."""
    suffix = PurePosixPath(name).suffix.lower()
    if not data.strip():
        raise Refusal("The file is empty.", "Check that it was saved with its text in it and add it again.")
    check_size(len(data))
    if suffix not in LOADERS:
        what = f'Files that end in "{suffix}" can\'t be read.' if suffix else "The file's name has no ending."
        raise Refusal(what, f"{_WORDS}: save it as {_SAVE_AS.get(suffix, 'one of these')}.")
    loader = LOADERS[suffix]
    _check_first_bytes(data, suffix, loader)
    read: Callable[[bytes, str], Content] = import_module(f"knowledge.loading.{loader}").read
    return _checked(clean(read(data, name)))


def check_size(size: int) -> None:
    """Raises Refusal for a document of more bytes than are read."""
    if size > LARGEST:
        raise Refusal(
            f"The file has {size / 1e6:,.0f} MB; {LARGEST // 1_000_000} MB is the most that is read.",
            "Take out the pictures, or split it into parts.",
        )


def _checked(content: Content) -> Content:
    words = 0
    for block in content.blocks:
        if block.kind != "heading":
            words += len(block.text.split()) + sum(len(item.split()) for item in block.items)
            words += sum(len(cell.split()) for row in block.rows for cell in row)
    if not words:
        raise Refusal(
            "No text was found in the file beside headings and navigation.",
            "Check that it is the right file, and add one that holds the text itself.",
        )
    if words > MOST_WORDS:
        raise Refusal(
            f"The file holds {words:,} words; {MOST_WORDS:,} is the most that is read from one document.",
            "Split it and add the parts that customers ask about.",
        )
    return content


def _check_first_bytes(data: bytes, suffix: str, loader: str) -> None:
    really = _by_first_bytes(data)
    if really and really != loader and not (really == "zip" and loader in ("word", "spreadsheet")):
        if really == "office" and loader in ("word", "spreadsheet"):
            return  # locked, or of an old program: the loader says which
        raise Refusal(
            f'The file ends in "{suffix}" but holds something else ({_NAMES[really]}).',
            "Give it the ending that fits, or export it again from the program that made it.",
        )
    if loader == "pdf" and not really:
        raise Refusal(
            'The file ends in ".pdf" but holds no PDF.', "Export it again as PDF, or give it the ending that fits."
        )


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
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "office"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")):
        return "image"
    if data.startswith((b"\x7fELF", b"MZ\x90")):
        return "program"
    return None
