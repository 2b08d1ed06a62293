"""The policy's file as text: everything that the forms hold, and its comments; a fault is said with line and column."""

from __future__ import annotations

import streamlit as st

from ui import notices, seat
from ui.words import count


def show(editable: bool) -> None:
    """The text; only a reviewer changes it. A text that is refused stays in the field as it was typed."""
    text = seat.desk().policy_text
    key = f"policy_text_{abs(hash(text))}"
    st.text_area(
        "Policy",
        text,
        key=key,
        height=560,
        disabled=not editable,
        label_visibility="collapsed",
        persist_state="session",
    )
    if editable:
        st.button("Put in force", key="save_policy", type="primary", on_click=_save, args=(key,))


@notices.told
def _save(key: str) -> None:
    policy = seat.desk().guidebook.save_policy(str(st.session_state.get(key) or ""), seat.person())
    notices.tell(f"The policy is in force: {count(len(policy.remedies), 'remedy', 'remedies')}, "
                 f"{count(len(policy.timescales), 'timescale')}.")  # fmt: skip
