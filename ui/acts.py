"""What the buttons of a case do: each a callback that asks the desk, and tells what became of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from guidelines.finding import Finding
from ui import editor, notices, seat

READ, WRITE = "Read", "Write"


def mode_key(case_id: int) -> str:
    return f"reply_mode_{case_id}"


def wish_key(case_id: int) -> str:
    """Under this key waits what the next draft should be like; "" is a wish like any other."""
    return f"draft_wish_{case_id}"


def _act(do: Callable[..., None]) -> Callable[..., None]:
    """A callback of a case's button: keep what was typed, then act; an error becomes a sentence."""

    @notices.told
    @functools.wraps(do)
    def acting(case_id: int, *args: Any) -> None:
        editor.keep(case_id)
        do(case_id, *args)

    return acting


@_act
def save(case_id: int) -> None:
    if not editor.conflict(case_id):
        notices.tell("The reply is saved.")


@notices.told
def keep_mine(case_id: int) -> None:
    conflict = editor.conflict(case_id)
    if conflict is not None:
        editor.save(case_id, editor.typed(case_id) or conflict.mine, conflict.revision)
        notices.tell("Your text is the reply now. The other one stays among its versions.")


@notices.told
def take_theirs(case_id: int) -> None:
    editor.forget(case_id)
    notices.tell("The other text is the reply now. Yours stays among its versions.")


@_act
def take_version(case_id: int, text: str) -> None:
    """Make an earlier version the reply again; the text that stood is kept among the versions."""
    editor.save(case_id, text, seat.desk().case(case_id).text_revision)
    editor.forget(case_id)
    notices.tell("The earlier text is the reply again.")


@_act
def ask_for_draft(case_id: int) -> None:
    """Ask for a draft; it is written while the page shows what is being done (`draft`)."""
    st.session_state[wish_key(case_id)] = str(st.session_state.get(f"instruction_{case_id}") or "").strip()
    st.session_state[f"instruction_{case_id}"] = ""


@notices.told
def draft(case_id: int) -> None:
    """Write the draft that was asked for."""
    wish = st.session_state.pop(wish_key(case_id), "")
    case = seat.desk().draft(case_id, seat.person(), wish)
    editor.forget(case_id)
    st.session_state[mode_key(case_id)] = READ
    if case.state == "no_reply_due":
        notices.tell("No reply is due: the letter was written by a machine.")


@_act
def use(case_id: int, finding: Finding) -> None:
    """Put the better wording in the place of exactly the words that the finding marks."""
    case = seat.desk().case(case_id)
    if finding.rewrite is None or finding.start is None or finding.end is None:
        return
    if case.text[finding.start : finding.end] != finding.text:
        notices.tell("The text has changed since this was found. It is checked again now.", "warning")
        return
    text = case.text[: finding.start] + finding.rewrite + case.text[finding.end :]
    editor.save(case_id, text, case.text_revision)
    editor.forget(case_id)


@_act
def submit(case_id: int) -> None:
    case = seat.desk().submit(case_id, seat.person())
    st.session_state[mode_key(case_id)] = READ
    if case.state == "approved":
        notices.tell("The policy asks for no review here: the reply is approved and can be sent.")
    else:
        notices.tell("The reply waits for a reviewer.")


@_act
def approve(case_id: int) -> None:
    seat.desk().approve(case_id, seat.person())
    notices.tell("Approved. The reply can be sent.")


@_act
def request_changes(case_id: int) -> None:
    seat.desk().request_changes(case_id, str(st.session_state.get(f"changes_{case_id}") or ""), seat.person())
    notices.tell("The reply went back with your note.")


@_act
def assign(case_id: int, key: str) -> None:
    chosen = st.session_state[key] or ""
    seat.desk().assign(case_id, chosen, seat.person())
    notices.tell(f"{seat.name_of(chosen)} has the case now." if chosen else "Nobody has the case now.")


@_act
def discard(case_id: int) -> None:
    seat.desk().discard(case_id, str(st.session_state.get(f"discard_{case_id}") or ""), seat.person())
    notices.tell("The case is closed without a reply. It can be reopened.")


@_act
def reopen(case_id: int) -> None:
    seat.desk().reopen(case_id, seat.person())
    editor.forget(case_id)


@notices.told
def transcribe(case_id: int) -> None:
    seat.desk().transcribe(case_id, str(st.session_state.get(f"transcribe_{case_id}") or ""), seat.person())
    notices.tell("The letter is typed in. It can be answered now.")


@_act
def set_recipient(case_id: int) -> None:
    email = str(st.session_state.get(f"to_email_{case_id}") or "")
    postal = str(st.session_state.get(f"to_post_{case_id}") or "")
    seat.desk().set_recipient(case_id, email, postal, seat.person())
    notices.tell("The recipient is saved.")


@_act
def send(case_id: int) -> None:
    case = seat.desk().send(case_id, seat.person())
    if case.state == "sent":
        notices.tell("Sent.")
    else:
        notices.tell(case.problem, "warning")


@_act
def mark_sent(case_id: int) -> None:
    seat.desk().mark_sent_by_hand(case_id, seat.person())
    notices.tell("Marked as sent.")


@notices.told
def settle(case_id: int, arrived: bool) -> None:
    seat.desk().settle(case_id, arrived, seat.person())


@notices.told
def turn_to(case_id: int, mode: str) -> None:
    """Read the reply with its marks, or write in it; an emptied editor gives the saved reply back."""
    if (editor.typed(case_id) or "").strip():
        editor.keep(case_id)
    if not editor.conflict(case_id):
        editor.forget(case_id)
    st.session_state[mode_key(case_id)] = mode
