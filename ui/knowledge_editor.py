"""A text document edited in the browser: saving makes a new version, and what was typed is never lost to another's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import DocumentConflict
from ui import notices, seat
from ui.impact_words import replies_words
from ui.marks import paper

if TYPE_CHECKING:
    from knowledge.passage import DocumentEntry


def show(entry: DocumentEntry) -> None:
    """The document's own text in an editor, or why it can't be edited here."""
    text = seat.desk().documents.text(entry.document)
    if text is None:
        st.caption(
            "This document can't be edited here. Change it in the program that made it, save it under the same "
            "name, and drop it above: it takes the place of this version."
        )
        return
    started, sheet = st.session_state.setdefault(_base_key(entry.document), (entry.version, _next_sheet()))
    conflict = st.session_state.get(_conflict_key(entry.document))
    if isinstance(conflict, DocumentConflict):
        st.warning(notices.as_plain(f"{conflict.message} {conflict.next_step}"))
        st.html(
            f'<p class="head">Version {conflict.version}</p>{paper(escape(conflict.theirs), "folded", "The newer")}'
        )
    key = f"document_text_{sheet}"
    st.text_area("The text of the document", text, key=key, height=420, persist_state="session")
    if started != entry.version and conflict is None:
        st.caption(f"You started from version {started}; version {entry.version} came in meanwhile.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Save as a new version", key="save_document", type="primary", on_click=_save, args=(entry.document, key)
        )
        st.button("Start again", key="reset_document", type="tertiary", on_click=_forget, args=(entry.document,))


def _base_key(document: str) -> str:
    return f"document_base_{document}"


def _next_sheet() -> int:
    """A new sheet is a new text area: no older words of the browser come back into it."""
    number: int = st.session_state.get("sheets", 0) + 1
    st.session_state["sheets"] = number
    return number


def _conflict_key(document: str) -> str:
    return f"document_conflict_{document}"


@notices.told
def _save(document: str, key: str) -> None:
    """Save what was typed over the version that it started from; a newer one is shown beside it first."""
    state, documents = st.session_state, seat.desk().documents
    conflict = state.get(_conflict_key(document))
    started, _ = state[_base_key(document)]
    version = conflict.version if isinstance(conflict, DocumentConflict) else started
    try:
        loaded = documents.edit(document, str(state.get(key) or ""), version, seat.person())
    except DocumentConflict as found:
        state[_conflict_key(document)] = found
        return
    _forget(document)
    if loaded.outcome == "unchanged":
        notices.tell("Nothing was changed, so there is no new version.")
        return
    said = replies_words(documents.impact(document).counts)
    touched = f" On earlier text of it: {said}; see “Used by”." if said else ""
    notices.tell(f"{document} is saved as version {loaded.version}.{touched}")


def _forget(document: str) -> None:
    st.session_state.pop(_conflict_key(document), None)
    st.session_state.pop(_base_key(document), None)
