"""The files of a data folder: originals and attachments byte for byte, named by their hash."""

from __future__ import annotations

import mimetypes
import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from casework.case import OutgoingFile
from casework.errors import CaseworkError, NotFound

LARGEST_ATTACHMENT = 20 * 1024 * 1024


class Files:
    """Originals in ``originals/``, what goes out with replies in ``attachments/``; never changed once written."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def keep_original(self, data: bytes) -> str:
        """Keep a letter as it came; gives its SHA-256."""
        return self._keep("originals", data)

    def original(self, digest: str) -> bytes:
        return self._read("originals", digest)

    def drop_original(self, digest: str) -> None:
        (self._data_dir / "originals" / digest).unlink(missing_ok=True)

    def keep_attachment(self, name: str, data: bytes) -> OutgoingFile:
        if not data:
            raise CaseworkError(f"{name} is empty.", "Choose a file that holds something.")
        if len(data) > LARGEST_ATTACHMENT:
            raise CaseworkError(f"{name} is over 20 MB.", "Choose a smaller file, or send a link instead.")
        kept = plain_name(name)
        media_type = mimetypes.guess_type(kept)[0] or "application/octet-stream"
        return OutgoingFile(kept, media_type, len(data), self._keep("attachments", data))

    def attachment(self, digest: str) -> bytes:
        return self._read("attachments", digest)

    def _keep(self, folder: str, data: bytes) -> str:
        """Write once, whole and flushed, under the hash of the content."""
        digest = sha256(data).hexdigest()
        place = self._data_dir / folder / digest
        if place.exists() and place.stat().st_size == len(data):
            return digest
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            os.replace(name, place)
        except OSError as error:
            raise CaseworkError(
                f"The file could not be kept ({error.strerror}), so nothing was taken in.",
                "Make room in the data folder, then try again.",
            ) from None
        return digest

    def _read(self, folder: str, digest: str) -> bytes:
        try:
            return (self._data_dir / folder / digest).read_bytes()
        except OSError:
            raise NotFound("The file is no longer in the data folder.", "Restore it from a backup.") from None


def plain_name(name: str) -> str:
    """A file name without folders, line breaks or control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\"<>|:*?]", "_", last).strip(" .")[:150] or "file"
