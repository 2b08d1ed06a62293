"""Replies that rest on text no longer in force, of all documents: what to draft again, whom to write to (P20, P21)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui import seat
from ui.impact_words import replies_words, show_impact
from ui.words import count

if TYPE_CHECKING:
    from casework.impact import Impact


def show() -> None:
    """The replies with their sentences, the open ones first, and how many promises stand in them."""
    impact = seat.desk().documents.impact()
    if not impact.counts:
        st.html('<p class="nothing">No reply rests on text that is no longer in force.</p>')
        return
    st.html(f"<p>{escape(summary(impact))}</p>")
    show_impact(impact, "all")


def summary(impact: Impact) -> str:
    """ "1 draft and 2 sent replies rest on text that is no longer in force, with 1 promise in those sentences."."""
    verb = "rests" if sum(impact.counts.values()) == 1 else "rest"
    promises = f", with {count(impact.promises, 'promise')} in those sentences" if impact.promises else ""
    return f"{replies_words(impact.counts)} {verb} on text that is no longer in force{promises}."
