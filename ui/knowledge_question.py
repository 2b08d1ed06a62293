"""Try a question: the passages that answer it, the answering words marked, and why each stands where it does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui import seat
from ui.checks_pane import staff_only

if TYPE_CHECKING:
    from knowledge.explanation import Reasoned
    from knowledge.passage import Passage

ANSWERS, AT_FIRST = 5, 3


def ask() -> str:
    """The field for the question; gives what was asked, "" for nothing."""
    asked = st.text_input("Try a question", key="question", placeholder="How long is the warranty?")
    return (asked or "").strip()


def show(question: str) -> None:
    """What the search finds for the question, as a draft would find it, or why it finds nothing."""
    explained = seat.desk().library.explain(question, k=ANSWERS)
    if not explained.hits:
        why = escape(explained.nothing or "Nothing in the documents answers this.")
        st.html(
            f'<div class="answers"><p>{why}</p>'
            '<p class="quiet small">A reply would say who finds out, and by when.</p></div>'
        )
        return
    rows = [reasoned_html(place, one) for place, one in enumerate(explained.hits, 1)]
    st.html(f'<div class="answers"><ol class="list">{"".join(rows[:AT_FIRST])}</ol></div>')
    if further := rows[AT_FIRST:]:
        with st.expander(f"{len(further)} more"):
            st.html(f'<div class="answers"><ol class="list">{"".join(further)}</ol></div>')


def reasoned_html(place: int, one: Reasoned) -> str:
    """An answering passage: its place and where it stands, its words with the answer marked, the reason."""
    passage, score = one.hit.passage, one.hit.score
    return (
        f'<li><span class="n n-point">{place}</span> {place_html(passage)} '
        f'<span class="chip" title="How well it fits, from 0 to 1">{score:.2f}</span>'
        f'<div class="passage">{answer_html(passage.text, one.start, one.end)}</div>'
        f'<div class="quiet small">{escape(one.reason)}</div></li>'
    )


def answer_html(text: str, start: int, end: int) -> str:
    """The passage with the answering words marked; unmarked where no words answer by themselves."""
    if not 0 <= start < end <= len(text):
        return escape(text)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def place_html(passage: Passage) -> str:
    """Where a passage stands: document, heading path, page, and whether it is for staff only."""
    section = f" › {escape(passage.section)}" if passage.section else ""
    page_number = f", page {passage.page}" if passage.page else ""
    return f"<b>{escape(passage.document)}</b>{section}{page_number}{staff_only(passage)}"
