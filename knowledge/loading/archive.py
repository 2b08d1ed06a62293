"""ZIP archives of documents: unpacked with everything counted, and no path that leads out of the archive."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from knowledge.loading import limits
from knowledge.loading.characters import printable
from knowledge.loading.content import Refusal, Unpacked
from knowledge.loading.formats import is_archive, is_document
from knowledge.loading.office_package import chunks

_REFUSALS = {
    "broken": ("The ZIP archive is damaged and can't be opened.", "Make the archive again and add it once more."),
    "outside": (
        "Its path leads out of the archive, so it was not unpacked.",
        "Make the archive again from the folder itself.",
    ),
    "link": ("It is a link to another file, not a file.", "Put the file itself into the archive."),
    "locked": ("It is locked with a password.", "Make the archive again without a password."),
    "damaged": ("It is damaged inside the archive.", "Make the archive again, or add the file by itself."),
    "deep": (
        "It is an archive inside an archive inside an archive; one inside another is the most that is opened.",
        "Unpack it and add what is in it.",
    ),
}
_SMALLER = "Split it into smaller archives, or add the folder itself."
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.(?!\.?(?:[/\\]|$))|~\$|Thumbs\.db$|desktop\.ini$)", re.I)


class TooMuch(Refusal):
    """The whole archive is refused, because more comes out of it than is allowed."""


class _Allowance:
    """What is left of the bytes and documents that may come out of one archive with the archives inside it."""

    def __init__(self) -> None:
        self.bytes = limits.MOST_UNPACKED
        self.members = limits.MOST_MEMBERS

    def document(self) -> None:
        self.members -= 1
        if self.members < 0:
            raise TooMuch(
                f"The archive holds more than {limits.MOST_MEMBERS:,} documents, so nothing of it was loaded.", _SMALLER
            )

    def take(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise TooMuch(
                f"The archive unpacks to over {limits.MOST_UNPACKED // 1_000_000} MB, so nothing of it was loaded.",
                _SMALLER,
            )


def unpack(data: bytes) -> Iterator[Unpacked]:
    """The documents of a ZIP archive in its order, one archive inside it opened as a folder.

    What is no document (pictures, system files) is passed over; a member that can't be had carries its refusal.
    Raises Refusal for the whole when it is no archive, holds no document, or unpacks to too much.
    """
    if len(data) > limits.LARGEST_ARCHIVE:
        raise Refusal(
            f"The archive has {len(data) / 1e6:.0f} MB; {limits.LARGEST_ARCHIVE // 1_000_000} MB is the most.",
            _SMALLER,
        )
    found = False
    for one in _members(data, "", _Allowance()):
        found = True
        yield one
    if not found:
        raise Refusal(
            "The archive holds no document that can be read.",
            "Put Markdown, text, HTML, PDF, DOCX, XLSX, CSV or EML files into it and add it again.",
        )


def _members(data: bytes, below: str, allowance: _Allowance) -> Iterator[Unpacked]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        raise Refusal(*_REFUSALS["broken"]) from None
    with archive:
        if len(archive.infolist()) > limits.MOST_ENTRIES:
            raise TooMuch(
                f"The archive has more than {limits.MOST_ENTRIES:,} entries, so nothing of it was loaded.", _SMALLER
            )
        for member in archive.infolist():
            name = _name(member)
            if member.is_dir() or _JUNK.search(name) or not (is_document(name) or is_archive(name)):
                continue
            yield from _member(archive, member, name, below, allowance)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, below: str, allowance: _Allowance
) -> Iterator[Unpacked]:
    allowance.document()
    why = _refused(member, name) or ("deep" if below and is_archive(name) else None)
    if why:
        yield Unpacked(below + printable(name.replace("\\", "/")), None, Refusal(*_REFUSALS[why]))
        return
    shown = below + printable(posixpath.normpath(name))
    try:
        data = _data(archive, member, allowance)
        inside = list(_members(data, f"{shown}/", allowance)) if is_archive(name) else [Unpacked(shown, data)]
    except TooMuch:
        raise
    except Refusal as refused:
        inside = [Unpacked(shown, None, refused)]
    yield from inside


def _data(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: _Allowance) -> bytes:
    """The bytes of a member, counted while they come out. Raises Refusal when they can't be had or are too many."""
    pieces: list[bytes] = []
    size = 0
    try:
        for chunk in chunks(archive, member):
            allowance.take(len(chunk))
            size += len(chunk)
            if size <= limits.LARGEST:
                pieces.append(chunk)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError):
        raise Refusal(*_REFUSALS["damaged"]) from None
    except RuntimeError:
        raise Refusal(*_REFUSALS["locked"]) from None
    if size > limits.LARGEST:
        raise Refusal(
            f"It has {size / 1e6:.0f} MB; {limits.LARGEST // 1_000_000} MB is the most that is read.",
            "Take out the pictures, or split it into parts.",
        )
    return b"".join(pieces)


def _refused(member: zipfile.ZipInfo, name: str) -> str | None:
    leads_out = name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name)
    if leads_out or "\\" in name or "\x00" in member.orig_filename:
        return "outside"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "link"
    return "locked" if member.flag_bits & 0x1 else None


def _name(member: zipfile.ZipInfo) -> str:
    """The path of a member. Programs that do not mark their names as UTF-8 often write UTF-8 all the same."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
