"""From the start of the application to the first page that shows the demonstration's letters."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.timing import resident_mb

HOUSE = Path(__file__).parent.parent
PATIENCE = 180.0  # seconds
A_LETTER = re.compile("Prosser|Adebayo-Finn")  # customers of the demonstration whose cases wait in the inbox
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Start:
    """Seconds from starting the process to its health answer and to the first page; MB then. None: not measured."""

    health: float | None
    page: float | None
    memory: float | None


def environment(data_dir: Path) -> dict[str, str]:
    """The environment of a desk that has nothing but the demonstration: no model, no mail, no settings of the user."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("WELLPUT_", "OPENAI_", "STREAMLIT_"))
    }
    return {**kept, "WELLPUT_DATA_DIR": str(data_dir), "WELLPUT_TODAY": "2026-11-23"}


def start(data_dir: Path) -> Start:
    """Start the desk on a free port over ``data_dir``, wait for its first page, stop it."""
    port = _free_port()
    with _browser() as browser, _desk(data_dir, port) as (process, began):
        health = _wait_for_health(port, process, began)
        page = None
        if health is not None and browser is not None:
            page = _wait_for_page(browser, port, began)
        return Start(health, page, resident_mb(process.pid))


@contextmanager
def _desk(data_dir: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    variables = {**environment(data_dir), "WELLPUT_PORT": str(port), "WELLPUT_DEMO": "1"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui"], cwd=HOUSE, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process, began
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _browser() -> Iterator[object | None]:
    """A Chromium that is up before the clock starts; None without one, and then health alone is measured."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        yield None
        return
    if CHROMIUM is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _wait_for_health(port: int, process: subprocess.Popen[bytes], began: float) -> float | None:
    while time.perf_counter() - began < PATIENCE and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return time.perf_counter() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return None


def _wait_for_page(browser: object, port: int, began: float) -> float | None:
    from playwright.sync_api import Browser
    from playwright.sync_api import TimeoutError as Overdue

    assert isinstance(browser, Browser)
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_text(A_LETTER).first.wait_for(timeout=PATIENCE * 1000)
        return time.perf_counter() - began
    except Overdue:
        return None
    finally:
        page.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
