"""Knowledge: a question to try, documents dropped in, the catalogue, what nothing answered, what is due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import (
    choice,
    knowledge_catalogue,
    knowledge_changes,
    knowledge_document,
    knowledge_gaps,
    knowledge_index,
    knowledge_loading,
    knowledge_question,
    knowledge_reviews,
    notices,
    seat,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.passage import DocumentEntry


def page() -> None:
    asking, dropping = st.columns([7, 5], gap="medium")
    with asking:
        question = knowledge_question.ask()
    with dropping:
        knowledge_loading.drop_zone()
    if question:
        with notices.on_page():
            knowledge_question.show(question)
    with notices.on_page():
        knowledge_index.show()
    knowledge_loading.standing()
    knowledge_document.undo_bar()
    entries = knowledge_catalogue.by_document(seat.desk().library.documents())
    part = _part(entries)
    with notices.on_page():
        if part == "gaps":
            knowledge_gaps.show()
        elif part == "reviews":
            knowledge_reviews.show(entries)
        elif part == "changes":
            knowledge_changes.show()
        else:
            _documents(entries)


def _part(entries: Sequence[DocumentEntry]) -> str:
    """Documents, gaps or reviews, each with what waits there; a document that the address names opens the first."""
    if "document" in st.query_params:
        choice.turn("knowledge", "documents")
    numbers = {
        "documents": ("Documents", sum(entry.status == "current" for entry in entries)),
        "gaps": ("Gaps", seat.desk().gaps.number_open()),
        "reviews": ("Reviews overdue", len(knowledge_reviews.overdue(entries))),
        "changes": ("Replies on old text", 0),  # not counted before it is asked for: every cited passage is looked at
    }
    labels = {name: f"{words} ({number})" if number else words for name, (words, number) in numbers.items()}
    return choice.choose("knowledge", "Part of the knowledge", labels)


def _documents(entries: Sequence[DocumentEntry]) -> None:
    if not entries:
        step = "Drop your own above." if may(seat.person(), "edit_documents") else "A knowledge editor loads them."
        st.html(
            '<div class="empty"><p>No documents yet. A reply can only state what a document holds: price lists, '
            f"guides, terms, answers to questions. {step}</p></div>"
        )
        return
    opened = knowledge_catalogue.opened()
    entry = next((entry for entry in entries if entry.document == opened), None)
    # Always two columns, the second a sliver while nothing is open: the table stays the same one, with its sorting.
    with st.container(key="shelf_open" if entry else "shelf"):
        table, page_of_one = st.columns([7, 6] if entry else [60, 1], gap="medium")
        with table, notices.on_page():
            knowledge_catalogue.show(entries)
        if entry is not None:
            with page_of_one, notices.on_page():
                knowledge_document.show(entry, entries)


page()
