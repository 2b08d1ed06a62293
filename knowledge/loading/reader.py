"""Reads files in a child process with limits; one child serves many files, replaced when it hangs or dies."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.loading import limits
from knowledge.loading.content import Content, Refusal, Unpacked
from knowledge.loading.formats import check_size

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


class Reader:
    """``read`` gives a file's Content, ``unpack`` an archive's documents; both raise Refusal. Safe beside threads.

    ``seconds`` is the time for one file; the recognition of scanned pages has ``limits.RECOGNITION_SECONDS`` more.
    """

    def __init__(self, seconds: float = limits.SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes) -> Content:
        """The content of a document. Raises Refusal: why it can't be read, and what to do."""
        check_size(len(data))
        *_, (_, payload) = self._answers(b"R", name, data)
        return Content.from_json(_answer(payload)["content"])

    def unpack(self, name: str, data: bytes) -> list[Unpacked]:
        """The documents of a ZIP archive in its order, each with its bytes or its refusal.

        Two members may have one name: both are there. Raises Refusal for the whole: damaged, empty, or a ZIP bomb.
        """
        members: list[Unpacked] = []
        for kind, payload in self._answers(b"U", name, data):
            if kind == b"J":
                _answer(payload)
                break
            (length,) = struct.unpack_from("!I", payload)
            head = json.loads(payload[4 : 4 + length])
            refused = Refusal(*head["refused"]) if "refused" in head else None
            members.append(Unpacked(head["name"], None if refused else payload[4 + length :], refused))
        return members

    def close(self) -> None:
        with self._lock:
            self._end()

    def _answers(self, task: bytes, name: str, data: bytes) -> list[tuple[bytes, bytes]]:
        with self._lock:
            try:
                return list(self._ask(task, name, data))
            except TimeoutError:
                self._end()
                raise Refusal(
                    f"The file took longer than {self._seconds:.0f} seconds to read and was stopped.",
                    "Split it into smaller documents, or export it again in a simpler form.",
                ) from None
            except (OSError, EOFError, struct.error):
                self._end()
                raise Refusal(
                    "The file can't be read: reading it used up all it was allowed.",
                    "Split it into smaller documents, or export it again in a simpler form.",
                ) from None

    def _ask(self, task: bytes, name: str, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        encoded = name.encode("utf-8", errors="replace")
        child = self._send(struct.pack("!cII", task, len(encoded), len(data)) + encoded, data)
        until = time.monotonic() + self._seconds
        latest = until + limits.RECOGNITION_SECONDS
        while True:
            kind, length = struct.unpack("!cI", self._take(child, 5, until))
            if kind == b"T":
                until = min(time.monotonic() + self._seconds, latest)
                continue
            yield kind, self._take(child, length, until)
            if kind == b"J":
                return

    def _send(self, head: bytes, data: bytes) -> subprocess.Popen[bytes]:
        """Hand the task to the child; one that died between two files (the system was short of memory) is replaced."""
        for again in (False, True):
            child = self._running()
            assert child.stdin is not None
            try:
                child.stdin.write(head)
                child.stdin.write(data)
                child.stdin.flush()
            except OSError:
                self._end()
                if again:
                    raise
                continue
            break
        return child

    def _take(self, child: subprocess.Popen[bytes], count: int, until: float) -> bytes:
        assert child.stdout is not None
        pieces: list[bytes] = []
        while count:
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            piece = os.read(child.stdout.fileno(), min(count, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            # Only what a program needs to run: a parser that a file takes over must find no key in its environment.
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
                "PYTHONPATH": str(_ROOT),
                "PYTHONIOENCODING": "utf-8",
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_THREAD_LIMIT": "1",
                "OPENPYXL_DEFUSEDXML": "False",  # slow; office_package has refused every entity
            }
            self._child = subprocess.Popen(
                [sys.executable, "-m", "knowledge.loading.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, env=environment,
                start_new_session=True,
            )  # fmt: skip
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg") and child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)  # with the text recognition that it may have started
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _answer(payload: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(payload)
    if "refused" in answer:
        raise Refusal(*answer["refused"])
    return answer
