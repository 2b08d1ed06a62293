"""Documents come in: dropped in numbers, read beside the page with progress, each one's fate told in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import notices, seat
from ui.impact_words import replies_words, show_impact
from ui.notices import as_plain
from ui.words import count

if TYPE_CHECKING:
    from casework.load import Doing, Load, Outcome
    from knowledge.passage import Loaded
    from knowledge.progress import Progress

FORMATS = "Markdown, text, HTML, PDF, DOCX, XLSX, CSV and EML files, and ZIP archives of them"
ORDER = ("refused", "replaced", "added", "unchanged")
FATE_WORDS = {"refused": "not taken in", "replaced": "replaced", "added": "added", "unchanged": "already here"}
FATE_STYLE = {"refused": "chip-loud", "replaced": "chip-good", "added": "chip-good", "unchanged": ""}
DOING: dict[Doing, str] = {"files": "Reading your files", "passages": "Embedding the documents anew"}
DONE: dict[Doing, str] = {"files": "What became of your files", "passages": "The documents are embedded anew"}
STOPS: dict[Doing, str] = {
    "files": "It stops after this file. Drop the same files again to go on: what is here is skipped.",
    "passages": "It stops after these passages. It goes on from there when you start it again.",
}
STOPPED: dict[Doing, str] = {
    "files": "Stopped. Drop the same files again to go on: what is here already is skipped.",
    "passages": "Stopped. It goes on from there when you start it again.",
}
LISTED = 12  # of one fate; more are folded
MOST_LISTED = 300
AT_FIRST = 2.0  # seconds: a few small files are in by then, and the page shows their fate at once


def drop_zone() -> None:
    """Where files are dropped; a knowledge editor's. While files are being read it rests."""
    if not may(seat.person(), "edit_documents"):
        st.caption("A knowledge editor loads and changes documents. You can read and try them.")
        return
    load = seat.desk().documents.load
    turn = st.session_state.setdefault("documents_turn", 0)
    st.file_uploader(
        "Drop documents: as many as you like, or a ZIP of them",
        help=FORMATS, accept_multiple_files=True, key=f"documents_{turn}", on_change=_start,
        disabled=load is not None and load.running,
    )  # fmt: skip


@notices.told
def _start() -> None:
    turn = st.session_state["documents_turn"]
    files = [(file.name, file.getvalue()) for file in st.session_state.get(f"documents_{turn}") or ()]
    st.session_state["documents_turn"] = turn + 1
    if files:
        seat.desk().documents.start_loading(files, seat.person()).wait(AT_FIRST)


def standing() -> None:
    """How far the load has come that runs, or what became of the last one until it is put away."""
    load = seat.desk().documents.load
    if load is None:
        return
    if load.running:
        _progress(load)
    elif may(seat.person(), "edit_documents"):
        _ended(load)


@st.fragment(run_every=1.0)
def _progress(load: Load) -> None:
    if not load.running:
        st.rerun()
    with st.container(border=True, key="loading"):
        st.html(f'<p class="head">{DOING[load.doing]}</p>')
        progress = load.progress
        st.progress(
            progress.done / progress.of if progress and progress.of else 0.0, progress_words(progress, load.doing)
        )
        if load.stopping:
            st.caption(STOPS[load.doing])
        elif may(seat.person(), "edit_documents"):
            st.button("Stop", key="stop_loading", on_click=load.stop)


def progress_words(progress: Progress | None, doing: Doing = "files") -> str:
    """ "12 of 240 files · 1,204 passages · about 3 minutes left"."""
    from knowledge.progress import in_words

    if progress is None:
        return "Opening the files" if doing == "files" else "Opening the documents"
    parts = [f"{progress.done:,} of {count(progress.of, doing[:-1])}"]
    parts += [count(progress.passages, "passage")] if doing == "files" else []
    if progress.seconds_left is not None and progress.done < progress.of:
        parts.append(f"{in_words(progress.seconds_left)} left")
    name = f" · {progress.name}" if progress.name else ""
    return as_plain(" · ".join(parts) + name)


def _ended(load: Load) -> None:
    with st.container(border=True, key="fates"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="head">{DONE[load.doing]}</p>', width="stretch")
            st.button("Put away", key="put_fates_away", type="tertiary", on_click=seat.desk().documents.put_away)
        if load.problem:
            st.error(as_plain(load.problem))
        if load.outcome is not None:
            show_fates(load.outcome.fates)
            if load.stopping:
                st.caption(STOPPED[load.doing])
            _touched(load.outcome)


def show_fates(fates: Sequence[Loaded]) -> None:
    """The refused first, with what to do; a long list of one fate is folded, with its count."""
    counted = Counter(fate.outcome for fate in fates)
    if len(fates) > 1:
        st.text(", ".join(f"{counted[one]:,} {FATE_WORDS[one]}" for one in ORDER if counted[one]) + ".")
    for outcome in ORDER:
        these = [fate for fate in fates if fate.outcome == outcome]
        if len(these) <= LISTED:
            if these:
                st.html(f'<ul class="list">{"".join(map(fate_html, these))}</ul>')
            continue
        with st.expander(f"{count(len(these), 'file')} {FATE_WORDS[outcome]}", expanded=outcome == "refused"):
            st.html(f'<ul class="list">{"".join(map(fate_html, these[:MOST_LISTED]))}</ul>')
            if len(these) > MOST_LISTED:
                st.caption(f"And {len(these) - MOST_LISTED:,} more.")


def fate_html(fate: Loaded) -> str:
    """What became of one file: "returns.pdf · replaced · 12 passages", or why not and what to do."""
    step = f" {escape(fate.next_step)}" if fate.next_step else ""
    chip = f'<span class="chip {FATE_STYLE.get(fate.outcome, "")}">{escape(FATE_WORDS.get(fate.outcome, fate.outcome))}'
    return f"<li><b>{escape(fate.document or fate.path)}</b> {chip}</span> {escape(fate.message)}{step}</li>"


def _touched(outcome: Outcome) -> None:
    """What rests on text that these files replaced, and which letters they answer."""
    if outcome.answered:
        letters = len({gap.case_id for gap in outcome.answered})
        st.html(
            f'<p class="small">{count(letters, "letter")} asked what these files answer. '
            "Their cases say so, with a button to draft again.</p>"
        )
    said = replies_words(outcome.impact.counts)
    if said:
        verb = "rests" if sum(outcome.impact.counts.values()) == 1 else "rest"
        st.html(f'<p class="head">What this changes</p><p>{escape(said)} {verb} on text that these files changed.</p>')
        show_impact(outcome.impact, "load")
