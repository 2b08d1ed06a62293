"""Which rule stands open on the page, to be read or to be changed; the address may name it."""

from __future__ import annotations

import streamlit as st

from ui import choice

OPENED, EDITED = "rule_opened", "rule_edited"
NEW = ""  # what is edited when a rule is added


def opened() -> str:
    """The id of the rule that is read, "" for none."""
    asked = st.query_params.get("rule")
    if asked:
        open_rule(asked)
        del st.query_params["rule"]
    return str(st.session_state.get(OPENED) or "")


def open_rule(rule_id: str) -> None:
    st.session_state[OPENED] = rule_id
    st.session_state[EDITED] = None
    choice.turn("guidelines", "rules")


def close() -> None:
    st.session_state[OPENED] = ""


def edited() -> str | None:
    """The id of the rule that is changed, `NEW` for one that is added, None while rules are only read."""
    found = st.session_state.get(EDITED)
    return None if found is None else str(found)


def edit(rule_id: str) -> None:
    st.session_state[EDITED] = rule_id


def stop_editing() -> None:
    st.session_state[EDITED] = None
