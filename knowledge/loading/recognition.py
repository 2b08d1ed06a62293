"""Text recognition of scanned pages by tesseract, within a time of its own that is asked for page by page."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from knowledge.loading.limits import RECOGNITION_SECONDS, SECONDS

_DOTS = 300 / 72  # a page is drawn at 300 dpi
_MOST_PIXELS = 20_000_000


def _unheard() -> None:
    """Nobody waits for an answer: the file is read in the process that asks for it."""


_more_time: Callable[[], None] = _unheard


@contextmanager
def heard_by(more_time: Callable[[], None]) -> Iterator[None]:
    """Call ``more_time`` before each page that is recognised: a page takes seconds, and the parent process waits."""
    global _more_time
    _more_time = more_time
    try:
        yield
    finally:
        _more_time = _unheard


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of the pages that were recognised, by page number; ``pages`` were asked for."""

    texts: dict[int, str]
    pages: tuple[int, ...]
    installed: bool = True

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.texts.values())


def recognise(document: Any, pages: Sequence[int]) -> Recognised:
    """Recognise pages (numbers from 1) of a PDF that pdfium has opened, as many as the time allows."""
    program = shutil.which("tesseract")
    if program is None:
        return Recognised({}, tuple(pages), installed=False)
    until = time.monotonic() + RECOGNITION_SECONDS
    texts: dict[int, str] = {}
    for number in pages:
        if texts and time.monotonic() > until:
            break
        _more_time()
        texts[number] = _page(program, document[number - 1])
    return Recognised(texts, tuple(pages))


def _page(program: str, page: Any) -> str:
    width, height = page.get_size()
    scale = min(_DOTS, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    wide, high, stride, pixels = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
    bitmap.close()
    page.close()
    rows = pixels if stride == wide else b"".join(pixels[at * stride : at * stride + wide] for at in range(high))
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", str(round(72 * scale)), "-c", "preserve_interword_spaces=1"],
            input=b"P5 %d %d 255\n" % (wide, high) + rows,
            capture_output=True,
            timeout=0.8 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", errors="replace").replace("\f", "")
