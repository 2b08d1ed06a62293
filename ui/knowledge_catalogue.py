"""The catalogue of the documents: one row each, sorted by any column, filtered, and a row opened beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from casework.documents import standing_version
from ui import notices, seat
from ui.words import count

if TYPE_CHECKING:
    from streamlit.column_config import ColumnConfig  # type: ignore[attr-defined]

    from knowledge.passage import DocumentEntry

STATUS_WORDS = {"current": "in force", "superseded": "superseded", "removed": "removed"}
AUDIENCE_WORDS = {"public": "customers", "internal": "staff only"}
STATUSES = ["in force", "superseded", "removed"]
OPENED = "document"
ROW, MOST_ROWS = 32, 16


def by_document(entries: Sequence[DocumentEntry]) -> list[DocumentEntry]:
    """One entry a document, the version that stands for it: those in force first, then by name."""
    together: dict[str, list[DocumentEntry]] = {}
    for entry in entries:
        together.setdefault(entry.document, []).append(entry)
    standing = [standing_version(versions) for versions in together.values()]
    return sorted(standing, key=lambda entry: (entry.status != "current", entry.document.casefold()))


def opened() -> str:
    """The document that stands open, "" for none; the address may name it."""
    asked = st.query_params.get("document")
    if asked:
        st.session_state[OPENED] = asked
        del st.query_params["document"]
    return str(st.session_state.get(OPENED) or "")


def show(entries: Sequence[DocumentEntry]) -> None:
    """Filter and table; a chosen row opens its document."""
    shown = _filtered(entries)
    if not shown:
        st.html('<p class="nothing">No document fits this filter.</p>')
        return
    used = seat.desk().documents.used_in()
    names = tuple(entry.document for entry in shown)
    key = f"catalogue_{abs(hash(names))}"  # another choice of rows is another table: a row number means nothing in it
    st.dataframe(
        catalogue(shown, used), key=key, hide_index=True, row_height=ROW,
        height=ROW * (min(len(shown), MOST_ROWS) + 1) + 3, on_select=partial(_choose, key, names),
        selection_mode="single-row", column_config=_columns(), placeholder="",
        alt="The documents with their version, status, owner, audience, day of review, passages and use",
    )  # fmt: skip
    st.caption(f"{count(len(shown), 'document')}. Click a heading to sort, the box of a row to open it.")


def _filtered(entries: Sequence[DocumentEntry]) -> list[DocumentEntry]:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter"):
        words = st.text_input(
            "Find a document", key="filter_words", placeholder="Name, title or owner", label_visibility="collapsed",
            icon=":material/search:", width=220,
        )  # fmt: skip
        status = st.selectbox(
            "Status", ["Any status", *STATUSES], key="filter_status", label_visibility="collapsed", width=140
        )
        audience = st.selectbox(
            "Audience", ["For anybody", *AUDIENCE_WORDS.values()], key="filter_audience", width=130,
            label_visibility="collapsed",
        )  # fmt: skip
        overdue = st.checkbox("Overdue", key="filter_overdue", help="Only documents whose day of review is past")
    return filtered(entries, words or "", status, audience, overdue)


def filtered(
    entries: Sequence[DocumentEntry], words: str, status: str, audience: str, overdue: bool
) -> list[DocumentEntry]:
    """The entries that hold every word in name, title or owner, and fit status, audience and review."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if all(word in f"{entry.document} {entry.title} {entry.owner}".casefold() for word in wanted)
        and status in ("Any status", STATUS_WORDS.get(entry.status))
        and audience in ("For anybody", AUDIENCE_WORDS.get(entry.audience))
        and (entry.overdue or not overdue)
    ]


def catalogue(entries: Sequence[DocumentEntry], used: Mapping[str, int]) -> dict[str, list[object]]:
    """The documents as the columns of a library's catalogue, in the order given."""
    return {
        "Document": [entry.document for entry in entries],
        "Status": [STATUS_WORDS.get(entry.status, entry.status) for entry in entries],
        "Used in": [used.get(entry.document, 0) for entry in entries],
        "Review by": [entry.review_by for entry in entries],
        "Owner": [entry.owner for entry in entries],
        "For": [AUDIENCE_WORDS.get(entry.audience, entry.audience) for entry in entries],
        "Version": [entry.version for entry in entries],
        "Passages": [entry.passages for entry in entries],
        "Title": [entry.title for entry in entries],
        "Superseded by": [entry.superseded_by if entry.status == "superseded" else "" for entry in entries],
        "Added": [_added(entry.added_at) for entry in entries],
    }


def _columns() -> dict[str, ColumnConfig]:
    config = st.column_config
    return {
        "Document": config.TextColumn(width="medium"),
        "Status": config.TextColumn(width=90),
        "Used in": config.NumberColumn(width=76, help="How many replies rest on it", format="%d"),
        "Review by": config.DateColumn(format="D MMM YYYY", width=100),
        "Owner": config.TextColumn(width=110),
        "For": config.TextColumn(width=84),
        "Version": config.NumberColumn(width=70),
        "Passages": config.NumberColumn(width=80),
        "Title": config.TextColumn(width="medium"),
        "Superseded by": config.TextColumn(width="medium"),
        "Added": config.DateColumn(format="D MMM YYYY"),
    }


@notices.told
def _choose(key: str, names: Sequence[str]) -> None:
    """The row that was clicked opens its document; one that was let go closes it."""
    rows = st.session_state[key].selection.rows
    st.session_state[OPENED] = names[rows[0]] if rows and rows[0] < len(names) else ""


def _added(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
