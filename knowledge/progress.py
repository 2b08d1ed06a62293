"""How far a long piece of work has come, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

SURE_AFTER = 2.0  # seconds of work before a time left is told: the first file also pays for opening the model


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``of`` files (passages, where the index is made anew) are through; ``name`` is the one being worked
    on, "" at the end; ``passages`` were stored in this run; ``seconds_left`` is None until it can be told."""

    done: int
    of: int
    name: str = ""
    passages: int = 0
    seconds_left: float | None = None


Tell = Callable[[Progress], None]
Stop = Callable[[], bool]


class Pace:
    """The time left, from the work that is done: bytes of files, or passages."""

    def __init__(self, total: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self._clock = total, clock
        self._began = clock()

    def left(self, done: float) -> float | None:
        """Seconds that the rest will take at the pace so far; None while there is too little to tell by."""
        spent = self._clock() - self._began
        if done <= 0 or spent < SURE_AFTER:
            return 0.0 if 0 < self.total <= done else None
        return max(0.0, spent * (self.total - done) / done)


def in_words(seconds: float) -> str:
    """ "about 40 seconds", "about 3 minutes", "about 2 hours"."""
    if seconds < 1.5:
        return "about a second"
    if seconds < 90:
        return f"about {round(seconds)} seconds"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} minutes"
    return f"about {round(seconds / 3600)} hours"
