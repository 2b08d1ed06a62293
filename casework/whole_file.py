"""A file that people may edit, written whole or not at all: whoever reads it sees the old text or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from casework.errors import CaseworkError


def read_whole(path: Path) -> str | None:
    """The text of a file, or None where there is none; what is no UTF-8 in it shows as �, so that it can be mended.

    Raises CaseworkError for a file that may not be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\x00", "\ufffd")
    except FileNotFoundError:
        return None
    except OSError:
        raise CaseworkError(f"{path} can't be read.", "Check the file and its permissions.") from None


def write_whole(path: Path, text: str | None) -> None:
    """Put a text in the place of a file's; None takes the file away. Raises CaseworkError and then changes nothing."""
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            os.chmod(beside, 0o644)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except (OSError, UnicodeEncodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds characters that are none"
        raise CaseworkError(
            f"{path.name} could not be written ({reason}), so nothing was changed.",
            "Make room in the data folder and check its rights, then try again.",
        ) from None
