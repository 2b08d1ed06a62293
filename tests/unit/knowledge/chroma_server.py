"""A Chroma server of a test's own: the Rust one, on a free port of this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

STARTS_WITHIN = 60.0  # seconds


class ChromaServer:
    """``start`` and ``stop`` it as often as a test wants; its folder and its port stay."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        command = [
            str(Path(sys.executable).with_name("chroma")),
            *("run", "--host", "127.0.0.1", "--port", str(self._port), "--path", str(self._folder)),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the Chroma server did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with contextlib.suppress(OSError):
            connection = HTTPConnection("127.0.0.1", self._port, timeout=1.0)
            try:
                connection.request("GET", "/api/v2/heartbeat")
                return connection.getresponse().status == 200
            finally:
                connection.close()
        return False


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
