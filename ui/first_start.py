"""The first start with the demonstration company: loaded in the background, its progress shown meanwhile."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import streamlit as st

from ui import seat
from ui.notices import as_plain, sentence

if TYPE_CHECKING:
    from casework.desk import Desk


log = logging.getLogger("wellput.ui")


WARM_UP_AFTER = 4.0  # seconds


class Loading:
    """The loading of the demonstration in a thread of its own; `lines` says what was done so far."""

    def __init__(self, desk: Desk) -> None:
        self.lines: list[str] = []
        self.problem = ""
        self._desk = desk
        self._thread = threading.Thread(target=self._run, name="demonstration", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._desk.load_demonstration(self.lines.append)
        except Exception as error:  # noqa: BLE001 - a thread has no caller: what went wrong is shown on the page
            self.problem = sentence(error)
        else:
            _in_background(self._desk)


@st.cache_resource(show_spinner=False)
def _loading() -> Loading | None:
    """Started once in a process, at the first window, and only when the settings ask for it and it is not there."""
    desk = seat.desk()
    if seat.settings().demo and desk.wants_demonstration():
        return Loading(desk)
    _in_background(desk)
    return None


def _in_background(desk: Desk) -> None:
    """Warm up once the first page stands: the two would otherwise wait for each other."""
    later = threading.Timer(WARM_UP_AFTER, _warm_up, args=(desk,))
    later.daemon = True
    later.start()


def _warm_up(desk: Desk) -> None:
    """Load what the first draft needs while the first page is read; a fault shows at the draft itself, in words."""
    try:
        desk.warm_up()
    except Exception as error:  # noqa: BLE001 - nobody waits for this thread
        log.warning("the writer could not be loaded in advance: %s", error)


def is_loading() -> bool:
    loading = _loading()
    return loading is not None and loading.running


def show() -> None:
    """What the first start is doing, above the page; nothing once it is done."""
    loading = _loading()
    if loading is None:
        return
    if loading.problem:
        st.warning(as_plain(f"The demonstration could not be loaded. {loading.problem}"))
    elif loading.running:
        _progress(loading)


@st.fragment(run_every=1.0)
def _progress(loading: Loading) -> None:
    if not loading.running:
        st.rerun()
    # Still lines and no spinner: an animation would take from the very processor that reads the documents.
    with st.container(border=True):
        st.html('<p class="head">Loading the demonstration company</p>')
        st.text("\n".join(loading.lines[-4:]) or "Opening the documents")
