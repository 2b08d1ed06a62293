"""The search index, where it has something to say: that it was mended, or that another embedding is set."""

from __future__ import annotations

import streamlit as st

from casework.permissions import may
from ui import notices, seat
from ui.words import count


def show() -> None:
    """Nothing while all is well; else a sentence, and the way to change the embedding over."""
    desk = seat.desk()
    if desk.library.notice:
        st.warning(notices.as_plain(desk.library.notice))
    load = desk.documents.load
    waiting = 0 if load is not None and load.running else desk.documents.to_embed()
    if not waiting:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="to_embed"):
        st.html(
            f"Another embedding is set, and {count(waiting, 'passage')} have no vectors of it yet. "
            "Searches go on with the one before until all have.",
            width="stretch",
        )
        if may(seat.person(), "edit_documents"):
            st.button("Embed them now", key="embed_anew", on_click=_embed, type="primary")


@notices.told
def _embed() -> None:
    seat.desk().documents.start_embedding(seat.person())
