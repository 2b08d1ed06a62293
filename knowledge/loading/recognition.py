"""Text recognition of scanned pages by tesseract, within a time of its own that is asked for page by page."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from knowledge.loading.limits import RECOGNITION_SECONDS, SECONDS

_heard: Callable[[], None] = lambda: None  # noqa: E731


@contextmanager
def heard_by(more_time: Callable[[], None]) -> Iterator[None]:
    """Say to the parent process, through ``more_time``, that a page is about to be recognised."""
    global _heard
    before, _heard = _heard, more_time
    try:
        yield
    finally:
        _heard = before
