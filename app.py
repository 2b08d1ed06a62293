"""The desk in the browser: who is here, which pages. Start it with `python -m ui` or `make run`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import editor, first_start, notices, seat

HERE = Path(__file__).parent


def main() -> None:
    st.set_page_config("Wellput", HERE / "static" / "wellput.svg", layout="wide", initial_sidebar_state="collapsed")
    st.html(HERE / "ui" / "style.css")
    page = st.navigation(
        [
            st.Page(HERE / "ui/inbox.py", title="Inbox", default=True),
            st.Page(HERE / "ui/case.py", title="Case", visibility="hidden"),
            st.Page(HERE / "ui/review.py", title="Review"),
            st.Page(HERE / "ui/knowledge.py", title="Knowledge"),
            st.Page(HERE / "ui/guidelines.py", title="Guidelines"),
        ],
        position="top",
    )
    with notices.on_page():
        editor.keep_typed()
        seat.choose()
        first_start.show()
        notices.show_queued()
        if fault := seat.policy_fault():
            notices.show_error(fault)
        page.run()


main()
