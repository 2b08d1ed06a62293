"""Reads files in a child process with a time limit; one child serves many files, replaced when it hangs or dies."""

from __future__ import annotations

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

from knowledge.loading.content import Content, Refusal

_ROOT = Path(__file__).resolve().parents[2]


class Reader:
    """``read(name, data)`` gives the Content or raises Refusal. Safe beside threads: it never forks itself."""

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes) -> Content:
        with self._lock:
            try:
                reply = self._ask(name, data)
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
        answer = json.loads(reply)
        if "refused" in answer:
            raise Refusal(*answer["refused"])
        return Content.from_json(answer["content"])

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ask(self, name: str, data: bytes) -> bytes:
        child = self._running()
        assert child.stdin is not None
        encoded = name.encode("utf-8", errors="replace")
        child.stdin.write(struct.pack("!II", len(encoded), len(data)) + encoded + data)
        child.stdin.flush()
        until = time.monotonic() + self._seconds
        (length,) = struct.unpack("!I", self._take(child, 4, until))
        return self._take(child, length, until)

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
            environment = {
                **os.environ,
                "PYTHONPATH": str(_ROOT),
                "OPENBLAS_NUM_THREADS": "1",
                "PYTHONIOENCODING": "utf-8",
            }
            self._child = subprocess.Popen(
                [sys.executable, "-m", "knowledge.loading.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, env=environment,
            )  # fmt: skip
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()
