"""How progress is told: a live line on a terminal, a plain line now and then elsewhere; and how Ctrl-C is taken."""

from __future__ import annotations

import io
import os
import signal

import pytest

from knowledge.progress import Pace, Progress, in_words
from knowledge.telling import Telling, said, stopped_by_ctrl_c


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_files_passages_and_the_time_left_stand_in_one_line() -> None:
    assert said(Progress(120, 2_000, "hire/bikes.md", 410, 200.0), "files") == (
        "120 of 2,000 files, 410 passages, about 3 minutes left: hire/bikes.md"
    )
    assert said(Progress(120, 2_000, "", 120, None), "passages") == "120 of 2,000 passages"
    assert said(Progress(2, 2, "", 9, 0.0), "files") == "2 of 2 files, 9 passages"


def test_where_nobody_watches_there_is_a_line_every_five_seconds() -> None:
    clock, stream = Clock(), io.StringIO()
    telling = Telling("files", stream, clock)
    for at in range(12):
        telling(Progress(at, 12, "a.md"))
        clock.now += 1.0
    telling.end()
    assert stream.getvalue() == "5 of 12 files, 0 passages: a.md\n10 of 12 files, 0 passages: a.md\n"


def test_on_a_terminal_one_line_is_written_over_and_taken_away_at_the_end() -> None:
    clock, stream = Clock(), Terminal()
    telling = Telling("files", stream, clock)
    telling(Progress(0, 2, "a.md"))
    clock.now += 1.0
    telling(Progress(1, 2, "b.md"))
    telling.end()
    shown = [line.rstrip() for line in stream.getvalue().split("\r")]
    assert shown == ["", "0 of 2 files, 0 passages: a.md", "1 of 2 files, 0 passages: b.md", "", ""]
    assert "\n" not in stream.getvalue()


def test_the_first_ctrl_c_asks_for_a_stop_and_the_second_ends_all(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with stopped_by_ctrl_c() as stopped:
        assert not stopped()
        os.kill(os.getpid(), signal.SIGINT)
        assert stopped()
        assert "Ctrl-C once more" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == before


def test_the_time_left_is_told_by_the_pace_so_far() -> None:
    clock = Clock()
    pace = Pace(1_000, clock)
    assert pace.left(0) is None
    clock.now += 1.0
    assert pace.left(100) is None  # too early to tell
    clock.now += 9.0
    assert pace.left(500) == pytest.approx(10.0)
    assert pace.left(1_000) == 0.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about a second"), (40, "about 40 seconds"), (180, "about 3 minutes"), (7_000, "about 2 hours")],
)
def test_a_time_is_told_in_round_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
