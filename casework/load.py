"""Long work on the documents beside the pages: they look at its progress, may stop it, and read its outcome."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from casework.errors import CaseworkError

if TYPE_CHECKING:
    from casework.gap import Gap
    from casework.impact import Impact
    from knowledge.passage import Loaded
    from knowledge.progress import Progress

log = logging.getLogger("wellput.casework")
UNEXPECTED = (
    "Loading stopped for a reason that we did not expect. What was loaded so far is kept. "
    "Drop the same files again: those that are here already are skipped."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did: each file's fate, what rests on text that it replaced, and the gaps that it answered."""

    fates: tuple[Loaded, ...]
    impact: Impact
    answered: tuple[Gap, ...]


Doing = Literal["files", "passages"]  # what a load goes through: files that come in, passages that get new vectors
Work = Callable[[Callable[["Progress"], None], Callable[[], bool]], Outcome]


class Load:
    """One load in a thread of its own. ``progress`` is its newest, ``outcome`` stands once it ended without fault."""

    def __init__(self, work: Work, doing: Doing = "files") -> None:
        self.doing = doing
        self.progress: Progress | None = None
        self.outcome: Outcome | None = None
        self.problem = ""
        self._stop = threading.Event()
        self._work: Work | None = work
        self._thread = threading.Thread(target=self._run, name="load", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop; it ends after the file that it is at."""
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it ended, or as long as said."""
        self._thread.join(seconds)

    def _run(self) -> None:
        work, self._work = self._work, None  # what it holds, the files, goes with it
        try:
            if work is not None:
                self.outcome = work(self._tell, self._stop.is_set)
        except Exception as error:  # a thread has no caller: what went wrong is shown on the page
            message = getattr(error, "message", "")
            self.problem = f"{message} {getattr(error, 'next_step', '')}".strip() if message else UNEXPECTED
            if not isinstance(error, CaseworkError):
                log.error("a load stopped", exc_info=error)

    def _tell(self, progress: Progress) -> None:
        self.progress = progress
