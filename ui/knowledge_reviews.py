"""Documents whose day of review is past: look each one through, then say until when it holds (P21, P22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import choice, notices, seat
from ui.knowledge_catalogue import OPENED
from ui.words import count, day

if TYPE_CHECKING:
    from knowledge.passage import DocumentEntry

NEXT_YEAR = timedelta(days=365)


def overdue(entries: Sequence[DocumentEntry]) -> list[DocumentEntry]:
    """The documents in force whose day of review is past, the longest past first."""
    return sorted((entry for entry in entries if entry.overdue), key=lambda entry: entry.review_by or date.min)


def show(entries: Sequence[DocumentEntry]) -> None:
    """Each overdue document with its owner and how late it is; a day of review is set with one click."""
    late = overdue(entries)
    if not late:
        st.html('<p class="nothing">No review is overdue.</p>')
        return
    for place, entry in enumerate(late):
        with st.container(horizontal=True, vertical_alignment="center", key=f"review_{place}"):
            st.html(line_html(entry, seat.today()), width="stretch")
            st.button("Read it", key=f"read_{place}", on_click=_open, args=(entry.document,), type="tertiary")
            if may(seat.person(), "edit_documents"):
                key = f"next_review_{entry.document}"
                with st.popover("It still holds"):
                    st.date_input("Look at it again by", seat.today() + NEXT_YEAR, key=key, format="DD/MM/YYYY")
                    st.button(
                        "Set the day", key=f"set_{key}", on_click=_set, args=(entry.document, key), type="primary"
                    )


def line_html(entry: DocumentEntry, today: date) -> str:
    """ "returns.md · owner Priya · 12 days over, since Thursday 12 November"."""
    since = entry.review_by or today
    owner = f"owner {escape(entry.owner)}" if entry.owner else "no owner"
    return (
        f'<b>{escape(entry.title or entry.document)}</b> <span class="small quiet">{escape(entry.document)} · {owner}'
        f'</span><div class="small late">{count((today - since).days, "day")} over: it was due on '
        f"{escape(day(since))} {since.year}</div>"
    )


def _open(document: str) -> None:
    st.session_state[OPENED] = document
    choice.turn("knowledge", "documents")


@notices.told
def _set(document: str, key: str) -> None:
    desk = seat.desk()
    details = replace(desk.library.details(document), review_by=st.session_state[key])
    desk.documents.set_details(document, details, seat.person())
    notices.tell(f"{document} is looked at again by {day(st.session_state[key])} {st.session_state[key].year}.")
