"""A choice whose labels carry counts: Streamlit knows an option by its label, so a new count would lose the choice."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.notices import as_plain


def chosen(name: str, options: Mapping[str, str]) -> str:
    """What is chosen under `name`: the first option until a person chooses."""
    kept = st.session_state.get(f"{name}_chosen")
    return str(kept) if kept in options else next(iter(options))


def turn(name: str, option: str) -> None:
    """Choose for the person: what another act of theirs asks to see."""
    st.session_state[f"{name}_chosen"] = option
    st.session_state[f"{name}_turns"] = st.session_state.get(f"{name}_turns", 0) + 1


def choose(name: str, label: str, options: Mapping[str, str], *, stacked: bool = False) -> str:
    """Show the options (id -> label with its count) and return the chosen id; the choice outlives its labels."""
    now = chosen(name, options)
    key = f"{name}_{st.session_state.get(f'{name}_turns', 0)}_{abs(hash(tuple(options.values())))}"

    def keep() -> None:
        value = st.session_state.get(key)
        if value is not None:
            st.session_state[f"{name}_chosen"] = value

    with st.container(key=f"choice_{name}"):
        if stacked:
            st.radio(
                label, list(options), index=list(options).index(now), key=key, on_change=keep,
                format_func=lambda one: as_plain(options[one]), label_visibility="collapsed",
            )  # fmt: skip
        else:
            st.segmented_control(
                label, list(options), default=now, required=True, key=key, on_change=keep,
                format_func=lambda one: as_plain(options[one]), label_visibility="collapsed",
            )  # fmt: skip
    return now
