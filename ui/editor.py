"""The reply's editor: what a person typed stands on the case, and nothing that nobody typed ever does.

The case holds the text; a `Sheet` says from which version the editor of this window started. The text area gets the
sheet's text as its *default* and never through session state: a browser that mounts it late then starts from the
reply, not from nothing, and only words that differ from the sheet were typed by somebody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import CaseworkError, Conflict
from ui import notices, seat

if TYPE_CHECKING:
    from casework.case import Case

EMPTY = "The editor is empty, so it is not saved: the reply stands as it was."
EMPTY_STEP = "Write the new text, or turn to Read to have the old one back."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the editor of one window holds: ``number`` is its place in this window, ``text`` what was last saved."""

    number: int
    revision: int
    text: str


def sheet_key(case_id: int) -> str:
    return f"sheet_{case_id}"


def conflict_key(case_id: int) -> str:
    return f"reply_conflict_{case_id}"


def text_key(case_id: int, sheet: Sheet) -> str:
    """A new sheet is a new text area: no older words of the browser can come back into it."""
    return f"reply_text_{case_id}_{sheet.number}"


def conflict(case_id: int) -> Conflict | None:
    """Somebody else's save that met this window's text and waits for a decision."""
    held = st.session_state.get(conflict_key(case_id))
    return held if isinstance(held, Conflict) else None


def typed(case_id: int) -> str | None:
    """What stands in the editor when a person changed it since it was saved, else None."""
    sheet = st.session_state.get(sheet_key(case_id))
    if sheet is None:
        return None
    text = st.session_state.get(text_key(case_id, sheet))
    return None if text is None or text == sheet.text else str(text)


def keep(case_id: int) -> None:
    """Save what was typed; while two texts wait for a decision, neither is. An empty editor never replaces a text."""
    text = typed(case_id)
    if text is None or conflict(case_id):
        return
    sheet: Sheet = st.session_state[sheet_key(case_id)]
    if not text.strip() and sheet.text.strip():
        raise CaseworkError(EMPTY, EMPTY_STEP)
    save(case_id, text, sheet.revision)


@notices.told
def keep_typed() -> None:
    """At the start of every page: text that was typed before this click, whichever it was, is saved first."""
    for key in [str(key) for key in st.session_state if str(key).startswith("sheet_")]:
        keep(int(key.removeprefix("sheet_")))


def save(case_id: int, text: str, revision: int) -> None:
    """Save, or keep both texts side by side when somebody else saved first."""
    state = st.session_state
    try:
        case = seat.desk().save_text(case_id, text, revision, seat.person())
    except Conflict as found:
        state[conflict_key(case_id)] = found
        raise
    state.pop(conflict_key(case_id), None)
    if sheet_key(case_id) in state:
        state[sheet_key(case_id)] = replace(state[sheet_key(case_id)], revision=case.text_revision, text=text)


def forget(case_id: int) -> None:
    """The editor starts again from the case's own text."""
    st.session_state.pop(sheet_key(case_id), None)
    st.session_state.pop(conflict_key(case_id), None)


def show(case: Case) -> None:
    """The text area of this case; a version that was saved elsewhere comes in as a new sheet."""
    state = st.session_state
    sheet = state.get(sheet_key(case.id))
    if sheet is None or (sheet.revision != case.text_revision and not conflict(case.id)):
        number = state["sheets"] = state.get("sheets", 0) + 1
        sheet = state[sheet_key(case.id)] = Sheet(number, case.text_revision, case.text)
    st.text_area(
        "The reply", sheet.text, key=text_key(case.id, sheet), height="content", on_change=keep_typed,
        label_visibility="collapsed", placeholder="Dear …",
    )  # fmt: skip
