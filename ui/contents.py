"""The contents of a page that has chapters: a list beside them, or a box to choose from where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui import choice


def choose(name: str, label: str, chapters: Mapping[str, str]) -> str:
    """Show the chapters (id -> label) and give the chosen one; the style sheet hides the form that does not fit."""
    now = choice.chosen(name, chapters)
    box = f"{name}_box_{st.session_state.get(f'{name}_turns', 0)}_{now}"
    with st.container(key=f"contents_narrow_{name}"):
        st.selectbox(
            label, list(chapters), index=list(chapters).index(now), key=box, label_visibility="collapsed",
            format_func=lambda one: chapters[one], on_change=lambda: choice.turn(name, st.session_state[box]),
        )  # fmt: skip
    with st.container(key=f"contents_{name}"):
        return choice.choose(name, label, chapters, stacked=True)
