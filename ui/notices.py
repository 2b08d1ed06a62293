"""Errors as sentences, and the one place where they are shown: no traceback ever reaches a page."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

log = logging.getLogger("wellput.ui")
QUEUE = "notices"
UNEXPECTED = (
    "Something went wrong here that we did not expect. What was saved is safe. "
    "Reload the page; if it happens again, the log of the application tells what it was."
)


def sentence(error: BaseException) -> str:
    """What happened and what to do, from any of the house's errors; a plain apology for one that is not ours."""
    message = getattr(error, "message", None)
    if isinstance(message, str) and message:
        step = getattr(error, "next_step", "") or ""
        return f"{message} {step}".strip()
    if type(error).__module__.partition(".")[0] in {"casework", "guidelines", "knowledge", "drafting", "settings"}:
        return str(error)
    return UNEXPECTED


def tell(text: str, level: str = "done") -> None:
    """Queue a sentence for the top of the next page shown: level is done, warning or error."""
    queue = st.session_state.setdefault(QUEUE, [])
    if (level, text) not in queue:
        queue.append((level, text))


def tell_error(error: Exception) -> None:
    text = sentence(error)
    if text == UNEXPECTED:
        log.error("an unexpected error", exc_info=error)
    tell(text, "error")


def show_queued() -> None:
    """Show what was told since the last page, once."""
    for level, text in st.session_state.pop(QUEUE, []):
        _box(level, text)


def show_error(text: str) -> None:
    """One sentence on what is wrong, where the page stands now."""
    _box("error", text)


def _box(level: str, text: str) -> None:
    plain = as_plain(text)
    if level == "error":
        st.error(plain)
    elif level == "warning":
        st.warning(plain)
    else:
        st.success(plain)


def as_plain(text: str) -> str:
    """The text with Markdown's signs escaped: st.error and labels read Markdown, and names may hold its signs."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-!|~$:" else char for char in text)


@contextmanager
def on_page() -> Iterator[None]:
    """Around what a page shows: an error becomes a sentence where the rest of the page would be."""
    try:
        yield
    except Exception as error:  # the edge: whatever it was, the reader gets a sentence
        text = sentence(error)
        if text == UNEXPECTED:
            log.error("an unexpected error on a page", exc_info=error)
        _box("error", text)


def told(act: Callable[..., None]) -> Callable[..., None]:
    """A callback of a button or field: its errors are queued as sentences for the page that follows."""

    @functools.wraps(act)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            act(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it was, the reader gets a sentence
            tell_error(error)

    return guarded
