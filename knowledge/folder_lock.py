"""One process at a time owns the embedded index: a lock on a file beside its folder, gone when the process ends."""

from __future__ import annotations

import os
from pathlib import Path

from knowledge.errors import KnowledgeError


class IndexInUse(Exception):
    """Another process owns the embedded folder; what is stored meanwhile stays marked for it in the register."""


class FolderLock:
    """Held from the making on. Raises IndexInUse when another process holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise KnowledgeError(
                f"The search index can't be opened ({error.strerror}).", "Check that the data folder is writable."
            ) from None
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # not on Windows, where one process is the rule anyway
            pass
        except OSError:
            os.close(handle)
            raise IndexInUse from None
        self._handle: int | None = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
