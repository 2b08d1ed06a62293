"""The details of a document by the editor's own word: owner, audience, review, validity, and what is current."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ui import notices, seat

if TYPE_CHECKING:
    from knowledge.passage import DocumentEntry

AUDIENCES = {"": "As the document says", "public": "Customers may read it", "internal": "Staff only"}
STANDINGS = {"": "As the documents say", "current": "In force", "superseded": "Superseded"}
NOBODY = "No other document"


def show(entry: DocumentEntry, entries: Sequence[DocumentEntry]) -> None:
    """The form; what is left empty follows what the document says of itself."""
    details = seat.desk().library.details(entry.document)
    others = [NOBODY, *(other.document for other in entries if other.document != entry.document)]
    key = f"details_{entry.document}_{entry.version}"
    with st.form(key=key, border=False):
        st.caption("What you leave empty follows what the document says of itself.")
        st.text_input("Owner", details.owner, key=f"{key}_owner", placeholder=entry.owner or "Who looks after it")
        st.selectbox(
            "Who it is for", list(AUDIENCES), list(AUDIENCES).index(details.audience), key=f"{key}_audience",
            format_func=AUDIENCES.__getitem__,
        )  # fmt: skip
        with st.container(horizontal=True):
            for name, label in (
                ("review_by", "Review by"),
                ("valid_from", "Valid from"),
                ("valid_until", "Valid until"),
            ):
                st.date_input(
                    label, getattr(details, name), key=f"{key}_{name}", format="DD/MM/YYYY", width=150,
                    max_value=None,
                )  # fmt: skip
        st.selectbox(
            "Is it in force?", list(STANDINGS), list(STANDINGS).index(details.standing), key=f"{key}_standing",
            format_func=STANDINGS.__getitem__,
        )  # fmt: skip
        by = details.superseded_by if details.superseded_by in others else NOBODY
        st.selectbox("Superseded by", others, others.index(by), key=f"{key}_superseded_by")
        st.form_submit_button(
            "Save details", key=f"{key}_save", on_click=_save, args=(entry.document, key), type="primary"
        )


@notices.told
def _save(document: str, key: str) -> None:
    from knowledge.details import Details

    def said(name: str) -> object:
        return st.session_state.get(f"{key}_{name}")

    by = str(said("superseded_by") or "")
    details = Details(
        owner=str(said("owner") or "").strip(),
        audience=str(said("audience") or ""),
        review_by=said("review_by"),  # type: ignore[arg-type]
        valid_from=said("valid_from"),  # type: ignore[arg-type]
        valid_until=said("valid_until"),  # type: ignore[arg-type]
        standing=str(said("standing") or ""),
        superseded_by="" if by == NOBODY else by,
    )
    seat.desk().documents.set_details(document, details, seat.person())
    notices.tell(f"The details of {document} are saved.")
