"""The desk served as a person starts it, on a free port with a data folder of its own, and Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope
    from playwright.sync_api import Browser, Page

HOUSE = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Letterbox:
    """What the mail server was given, as (recipients, message)."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        self.letters.append((list(envelope.rcpt_tos), bytes(envelope.content or b"")))
        return "250 kept"


@pytest.fixture(scope="module")
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    """A mail server on this machine, and its port."""
    from aiosmtpd.controller import Controller

    box, port = Letterbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, letterbox: tuple[Letterbox, int]) -> Iterator[str]:
    """Where the desk with its demonstration answers."""
    port = free_port()
    folder = tmp_path_factory.mktemp("desk")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WELLPUT_", "OPENAI_"))}
    settings = {"DATA_DIR": str(folder / "data"), "PORT": str(port), "DEMO": "1"} | {
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(letterbox[1]), "SMTP_SECURITY": "none",
        "SMTP_FROM": "care@quillowandmarsh.example",
    }  # fmt: skip
    log = (folder / "log").open("w")
    served = subprocess.Popen(
        [sys.executable, "-m", "ui"], cwd=HOUSE, stdout=log, stderr=log,
        env=kept | {f"WELLPUT_{name}": value for name, value in settings.items()},
    )  # fmt: skip
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", served, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait(20)
        log.close()


def _wait_until_it_answers(url: str, served: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the server answers: each refused connection is waited out by the process itself, up to its end."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            try:
                served.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
    raise RuntimeError(f"The desk did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the module; a machine without it skips these tests and says so, in CI they fail."""
    if not Path(CHROMIUM).exists():
        missing = "Chromium is not installed: apt-get install chromium, or set CHROMIUM to one."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A window of 1280 by 800; any request that leaves the machine, or an error of a script, fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    outside: list[str] = []
    broken: list[str] = []
    opened.on("request", lambda r: None if _stays(r.url, address) else outside.append(r.url))
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    context.close()
    assert outside == []
    assert broken == []


def _stays(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
