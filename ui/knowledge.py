"""Knowledge: the company's documents as a catalogue, a question to try them with, and each new file's fate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import notices, seat
from ui.checks_pane import staff_only
from ui.words import count

if TYPE_CHECKING:
    from knowledge.passage import DocumentEntry, Hit, Loaded, Passage

FORMATS = ["md", "txt", "html", "htm", "pdf", "docx", "csv", "xlsx"]
STATUS = {"current": "current", "superseded": "replaced by a newer version", "removed": "removed"}
ANSWERS = 5


def page() -> None:
    _question()
    entries = seat.desk().library.documents()
    _adding()
    _fates()
    current = [entry for entry in entries if entry.status == "current"]
    if not current:
        st.html('<p class="nothing">No documents yet. A reply can only state what a document holds: load yours.</p>')
    if entries:
        st.html(f'<p class="head">{count(len(current), "document")}</p>')
        st.dataframe(
            catalogue(entries), hide_index=True, height="content", row_height=32,
            column_config={"Title": st.column_config.TextColumn(width="large"),
                           "Added": st.column_config.DateColumn(format="D MMM YYYY")},
        )  # fmt: skip
    if current:
        _one_document(current)


def catalogue(entries: Sequence[DocumentEntry]) -> dict[str, list[object]]:
    """The documents as columns of a library's catalogue, current versions first; the page sorts by any of them."""
    ordered = sorted(entries, key=lambda entry: (entry.status != "current", entry.document.casefold(), -entry.version))
    return {
        "Document": [entry.document for entry in ordered],
        "Title": [entry.title for entry in ordered],
        "Version": [entry.version for entry in ordered],
        "Passages": [entry.passages for entry in ordered],
        "Status": [_status(entry) for entry in ordered],
        "Added": [_added(entry.added_at) for entry in ordered],
    }


def _status(entry: DocumentEntry) -> str:
    return entry.why or STATUS.get(entry.status, entry.status)


def _added(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def _question() -> None:
    """Try a question: the passages that answer it, with their document and how well they fit."""
    question = st.text_input("Try a question", key="question", placeholder="How long is the warranty?")
    if not (question and question.strip()):
        return
    hits = seat.desk().library.search(question.strip(), k=ANSWERS)
    if not hits:
        st.caption("Nothing in the documents answers this. A reply would say who finds out, and by when.")
        return
    st.html(f'<ul class="list">{"".join(hit_html(hit) for hit in hits)}</ul>')


def hit_html(hit: Hit) -> str:
    """One answering passage: where it stands, its words, and its score from 0 to 1."""
    return _passage(hit.passage, f'<span class="chip">{hit.score:.2f}</span>')


def _passage(passage: Passage, chip: str = "") -> str:
    return f'<li>{_place(passage)} {chip}<div class="passage">{escape(passage.text)}</div></li>'


def _place(passage: Passage) -> str:
    section = f" › {escape(passage.section)}" if passage.section else ""
    page_number = f", page {passage.page}" if passage.page else ""
    return f"<b>{escape(passage.document)}</b>{section}{page_number}{staff_only(passage)}"


def _adding() -> None:
    if not may(seat.person(), "edit_documents"):
        st.caption("A knowledge editor loads and removes documents.")
        return
    turn = st.session_state.setdefault("documents_turn", 0)
    st.file_uploader(
        "Drop documents here: Markdown, text, HTML, PDF, DOCX, CSV or XLSX, as many as you like",
        type=FORMATS, accept_multiple_files=True, key=f"documents_{turn}", on_change=_add,
    )  # fmt: skip


@notices.told
def _add() -> None:
    """Each file's fate is kept for the page; one that is refused does not stop the others."""
    turn = st.session_state["documents_turn"]
    st.session_state["documents_turn"] = turn + 1
    fates = []
    for file in st.session_state.get(f"documents_{turn}") or ():
        try:
            fates.append(fate_html(seat.desk().documents.add(file.name, file.getvalue(), seat.person())))
        except Exception as error:  # noqa: BLE001 - told as a sentence; the other files go on
            fates.append(f"<li><b>{escape(file.name)}</b> {escape(notices.sentence(error))}</li>")
    st.session_state["fates"] = fates


def fate_html(loaded: Loaded) -> str:
    """What became of one file: "returns.pdf · replaced · 12 passages", or why not and what to do."""
    style = "chip-loud" if loaded.outcome == "refused" else "chip-good"
    step = f" {escape(loaded.next_step)}" if loaded.next_step else ""
    outcome = f'<span class="chip {style}">{escape(loaded.outcome)}</span>'
    return f"<li><b>{escape(loaded.document or loaded.path)}</b> {outcome} {escape(loaded.message)}{step}</li>"


def _fates() -> None:
    fates = st.session_state.pop("fates", None)
    if fates:
        st.html(f'<p class="head">What became of your files</p><ul class="list">{"".join(fates)}</ul>')


def _one_document(current: list[DocumentEntry]) -> None:
    """The passages of one document, and the way to take it out."""
    names = [entry.document for entry in current]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Read a document", names, index=None, key="document", placeholder="Choose one")
        if chosen and may(seat.person(), "edit_documents"):
            with st.popover("Remove", type="tertiary"):
                st.text(f"{chosen}: no new draft will rest on it.")
                st.button("Remove it", key="remove_document", on_click=_remove, args=(chosen,), type="primary")
    if chosen:
        passages = seat.desk().library.passages(chosen)
        rows = "".join(_passage(passage) for passage in passages)
        st.html(f'<ul class="list">{rows}</ul>')


@notices.told
def _remove(document: str) -> None:
    seat.desk().documents.remove(document, seat.person())
    st.session_state.pop("document", None)
    notices.tell(f"{document} is removed.")


page()
