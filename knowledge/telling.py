"""How a long piece of work is told on a terminal: one live line there, a plain line now and then elsewhere."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from knowledge.progress import Progress, in_words

EVERY = 5.0  # seconds between two lines where nobody watches
LIVE_EVERY = 0.1
WIDTH = 100


class Telling:
    """A progress callback that writes to standard error; ``what`` is what is counted, "files" or "passages"."""

    def __init__(self, what: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._clock = what, clock
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._next = clock() + (0.0 if self._live else EVERY)
        self._written = False

    def __call__(self, now: Progress) -> None:
        if self._clock() < self._next:
            return
        self._next = self._clock() + (LIVE_EVERY if self._live else EVERY)
        self._written = True
        line = said(now, self._what)
        if self._live:
            self._stream.write(f"\r{line[:WIDTH]:<{WIDTH}}")
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def end(self) -> None:
        """Take the live line away, so that what follows stands on a line of its own."""
        if self._live and self._written:
            self._stream.write(f"\r{'':<{WIDTH}}\r")
            self._stream.flush()


def said(now: Progress, what: str) -> str:
    """ "120 of 2,000 files, 410 passages, about 3 minutes left: hire/bikes.md"."""
    parts = [f"{now.done:,} of {now.of:,} {what}"]
    if what != "passages":
        parts.append(f"{now.passages:,} passages")
    if now.seconds_left is not None and now.done < now.of:
        parts.append(f"{in_words(now.seconds_left)} left")
    return ", ".join(parts) + (f": {now.name}" if now.name else "")


@contextmanager
def stopped_by_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Hands out a function that says whether Ctrl-C was pressed. The first one asks for a stop, the second ends all."""
    pressed = False

    def press(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        print("\nStopping after the file that is being loaded; Ctrl-C once more ends at once.", file=sys.stderr)

    try:
        before = signal.signal(signal.SIGINT, press)
    except ValueError:  # not in the main thread, where no signal comes
        yield lambda: False
        return
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
