"""The reply: drafted, read with its marks or written in the editor, saved as it is typed, and given to review."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.review import acts_from
from ui import acts, editor, notices, reply_paper, seat, sending, versions_pane
from ui.marks import paper
from ui.words import count

if TYPE_CHECKING:
    from casework.case import Case
    from casework.errors import Conflict

STANDING = {
    "in_review": "The reply waits for a reviewer. An edit takes it back to you.",
    "approved": "Approved. An edit takes the approval back.",
    "sending": "The reply is being sent.",
    "sent": "This reply has been sent.",
    "discarded": "This case was closed without a reply.",
    "no_reply_due": "The letter was written by a machine, so no reply is due.",
}


def show(case: Case) -> None:
    """The middle pane; shows only what can be done in the case's state by the person who is here."""
    _heading(case)
    if case.letter is None:
        _transcribe(case)
        return
    _standing(case)
    if acts.wish_key(case.id) in st.session_state:
        _write_draft(case)
    if (conflict := editor.conflict(case.id)) is not None:
        _both_texts(case, conflict)
    _drafting(case)
    if case.text or _mode(case) == acts.WRITE:
        _text(case)
    else:
        st.html('<p class="nothing">No reply yet.</p>')
    _closing_row(case)
    sending.show(case)
    versions_pane.show(case)


def _heading(case: Case) -> None:
    words = len(case.text.split())
    who = f"{writer_words(case.writer)} · {count(words, 'word')}" if case.text else f"{seat.desk().writer_name} writer"
    st.html(f'<p class="head">Reply <span class="aside">{escape(who)}</span></p>')
    if case.writer_note:
        st.caption(notices.as_plain(case.writer_note))


def writer_words(writer: str) -> str:
    """Which writer drafted: "offline writer", or the model by its name; a person when no machine did."""
    if not writer:
        return "written by hand"
    return "offline writer" if writer == "offline" else f"drafted by {writer}"


def _standing(case: Case) -> None:
    sentence = STANDING.get(case.state)
    if sentence:
        st.caption(sentence)


def _mode(case: Case) -> str:
    return str(st.session_state.get(acts.mode_key(case.id)) or acts.READ)


def _drafting(case: Case) -> None:
    """Draft, or draft again with a wish; and the choice between reading and writing."""
    possible = acts_from(case.state)
    here = seat.person()
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft_row_{case.id}"):
        if "draft" in possible and not case.text:
            st.button(
                "Draft", type="primary", shortcut="D", key=f"draft_{case.id}",
                on_click=acts.ask_for_draft, args=(case.id,), disabled=not may(here, "draft"),
            )  # fmt: skip
        elif "draft" in possible:
            with st.popover("Draft again", disabled=not may(here, "draft")):
                st.text_input(
                    "What should be different",
                    key=f"instruction_{case.id}",
                    placeholder="shorter; mention the exchange",
                )
                st.button(
                    "Draft again", key=f"again_{case.id}", on_click=acts.ask_for_draft, args=(case.id,), type="primary"
                )
                st.caption("The text that stands now is kept among the versions.")
        if "edit" in possible and may(here, "edit"):
            other = acts.READ if _mode(case) == acts.WRITE else acts.WRITE
            st.button(
                other, key=f"{other}_{case.id}".lower(), shortcut="E" if other == acts.WRITE else None,
                on_click=acts.turn_to, args=(case.id, other),
            )  # fmt: skip


def _write_draft(case: Case) -> None:
    """The draft that was asked for, with a line on what is being done meanwhile."""
    with st.spinner("Reading the letter, searching the documents, writing and checking", show_time=True):
        acts.draft(case.id)
    st.rerun()


def _text(case: Case) -> None:
    editable = "edit" in acts_from(case.state) and may(seat.person(), "edit")
    if not editable or _mode(case) == acts.READ:
        reply_paper.show(case)
        return
    editor.show(case)


def _both_texts(case: Case, conflict: Conflict) -> None:
    """Somebody else saved first: both texts are here, and nothing is lost whichever is taken."""
    st.warning(notices.as_plain(f"{conflict.message} Both texts are below: choose one, then go on."))
    st.html(f'<p class="head">Your text</p>{paper(escape(conflict.mine), "folded", "Your text")}')
    st.html(f'<p class="head">Their text</p>{paper(escape(conflict.theirs), "folded", "Their text")}')
    with st.container(horizontal=True):
        st.button("Keep mine", key=f"mine_{case.id}", on_click=acts.keep_mine, args=(case.id,), type="primary")
        st.button("Take theirs", key=f"theirs_{case.id}", on_click=acts.take_theirs, args=(case.id,))


def _closing_row(case: Case) -> None:
    possible = acts_from(case.state)
    here = seat.person()
    with st.container(horizontal=True, key=f"closing_row_{case.id}"):
        if "edit" in possible and _mode(case) == acts.WRITE and may(here, "edit"):
            st.button("Save", key=f"save_{case.id}", on_click=acts.save, args=(case.id,))
        if "submit" in possible and case.text:
            st.button(
                "Submit for review", key=f"submit_{case.id}", type="primary", shortcut="Ctrl+Enter",
                on_click=acts.submit, args=(case.id,), disabled=not may(here, "submit"),
            )  # fmt: skip
        if case.state == "in_review" and may(here, "approve"):
            st.page_link("ui/review.py", label="Open in review", query_params={"id": str(case.id)})
        if "reopen" in possible:
            st.button("Reopen", key=f"reopen_{case.id}", on_click=acts.reopen, args=(case.id,))
        if case.text and case.state in {"received", "drafted", "in_review", "changes_requested"}:
            sending.preview(case)
        if "discard" in possible and may(here, "discard"):
            with st.popover("Close without a reply", type="tertiary"):
                st.text_input("Why does this letter get no reply?", key=f"discard_{case.id}")
                st.button("Close the case", key=f"discard_now_{case.id}", on_click=acts.discard, args=(case.id,))


def _transcribe(case: Case) -> None:
    st.caption("Open the original on the left and type what the customer wrote, in their own words.")
    st.text_area("The letter, typed in", key=f"transcribe_{case.id}", height=240)
    st.button(
        "Use these words", key=f"transcribe_now_{case.id}", type="primary", on_click=acts.transcribe, args=(case.id,),
        disabled=not may(seat.person(), "receive"),
    )  # fmt: skip
    _closing_row(case)
