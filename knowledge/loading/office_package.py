"""The ZIP that a DOCX or XLSX file is: checked before a parser sees it, by what really comes out of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from knowledge.loading.content import Refusal
from knowledge.loading.limits import MOST_UNPACKED

_CHUNK = 1 << 16
_ENTITIES = ("<!DOCTYPE", "<!ENTITY")
_MARKS = tuple(word.encode(code) for word in _ENTITIES for code in ("utf-8", "utf-16-le", "utf-16-be"))


def broken(kind: str) -> Refusal:
    return Refusal(
        f"The {kind} file is broken and can't be opened.",
        f"Open it in the program that made it, save it again as {kind} or PDF, and add it once more.",
    )


def check_package(data: bytes, kind: str, part: str) -> dict[str, int]:
    """Refuse a package that is broken, locked, holds no ``part``, unpacks without end, or declares XML entities.

    Returns the true size of each member in bytes.

    The sizes that an archive declares may lie: every member is unpacked here once, in chunks, and counted.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            "The file is locked with a password, or in the format of an old office program.",
            f"Save it without a password as {kind} or PDF and add it again.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if part not in archive.namelist():
                raise Refusal(
                    f"The file ends in “.{kind.lower()}” but holds no {kind} document.",
                    "Give it the ending that fits, or save it again from the program that made it.",
                )
            return _sizes(archive, kind)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, KeyError):
        raise broken(kind) from None
    except RuntimeError:  # zipfile's word for a member that is locked
        raise Refusal("The file is locked with a password.", "Save it without the password and add it again.") from None


def _sizes(archive: zipfile.ZipFile, kind: str) -> dict[str, int]:
    left = MOST_UNPACKED
    sizes: dict[str, int] = {}
    for member in archive.infolist():
        is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        size, tail = 0, b""
        for chunk in chunks(archive, member):
            size += len(chunk)
            if size > left:
                raise Refusal(
                    f"The file unpacks to more than {MOST_UNPACKED // 1_000_000} MB.",
                    "Take out the pictures, or split it into smaller documents.",
                )
            if is_xml and not tail and not _readable(chunk):
                raise broken(kind)
            if is_xml and any(mark in tail + chunk for mark in _MARKS):
                raise Refusal(
                    f"The {kind} file declares XML entities, which no office program writes, so it was not opened.",
                    f"Open it in a word processor or spreadsheet program, save it as {kind} again, and add that.",
                )
            tail = chunk[-24:]
        left -= size
        sizes[member.filename] = size
    return sizes


def _readable(start: bytes) -> bool:
    """Whether a part is in an encoding that office programs write, so that no declaration hides in another one."""
    if start.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<")):
        return True
    said = re.search(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", start[:300])
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and (
        said is None or said[1].lower() in (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
    )


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What is in a member, as it comes out, never more than one chunk in memory."""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
