"""What the buttons of a case do: each a callback that asks the desk, and tells what became of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from casework.errors import Conflict
from guidelines.finding import Finding
from ui import notices, seat

READ, WRITE = "Read", "Write"


def text_key(case_id: int) -> str:
    return f"reply_text_{case_id}"


def base_key(case_id: int) -> str:
    return f"reply_base_{case_id}"


def conflict_key(case_id: int) -> str:
    return f"reply_conflict_{case_id}"


def mode_key(case_id: int) -> str:
    return f"reply_mode_{case_id}"


def _forget_text(case_id: int) -> None:
    """The editor starts again from the case's own text."""
    for key in (text_key(case_id), base_key(case_id), conflict_key(case_id)):
        st.session_state.pop(key, None)


def _save(case_id: int, text: str, revision: int) -> None:
    """Save, or keep both texts side by side when somebody else saved first."""
    try:
        case = seat.desk().save_text(case_id, text, revision, seat.person())
    except Conflict as conflict:
        st.session_state[conflict_key(case_id)] = conflict
        raise
    st.session_state[base_key(case_id)] = case.text_revision
    st.session_state.pop(conflict_key(case_id), None)


def _keep(case_id: int) -> None:
    """What was typed stands on the case from now on; while two texts wait for a decision, neither is saved."""
    text = st.session_state.get(text_key(case_id))
    if text is not None and base_key(case_id) in st.session_state and conflict_key(case_id) not in st.session_state:
        _save(case_id, text, st.session_state[base_key(case_id)])


@notices.told
def keep_typed() -> None:
    """At the start of every page: text that was typed before this click, whichever it was, is saved first."""
    for key in [str(key) for key in st.session_state if str(key).startswith("reply_text_")]:
        _keep(int(key.removeprefix("reply_text_")))


def _act(do: Callable[..., None]) -> Callable[..., None]:
    """A callback of a case's button: keep what was typed, then act; an error becomes a sentence."""

    @notices.told
    @functools.wraps(do)
    def acting(case_id: int, *args: Any) -> None:
        _keep(case_id)
        do(case_id, *args)

    return acting


@_act
def save(case_id: int) -> None:
    if conflict_key(case_id) not in st.session_state:
        notices.tell("The reply is saved.")


@notices.told
def keep_mine(case_id: int) -> None:
    conflict: Conflict = st.session_state[conflict_key(case_id)]
    mine = st.session_state.get(text_key(case_id), conflict.mine)
    _save(case_id, mine, conflict.revision)
    st.session_state[text_key(case_id)] = mine
    notices.tell("Your text is the reply now. The other one stays among its versions.")


@notices.told
def take_theirs(case_id: int) -> None:
    _forget_text(case_id)
    notices.tell("The other text is the reply now. Yours stays among its versions.")


@_act
def draft(case_id: int) -> None:
    instruction = str(st.session_state.get(f"instruction_{case_id}") or "").strip()
    case = seat.desk().draft(case_id, seat.person(), instruction)
    _forget_text(case_id)
    st.session_state[mode_key(case_id)] = READ
    st.session_state[f"instruction_{case_id}"] = ""
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
    _save(case_id, text, case.text_revision)
    st.session_state.pop(text_key(case_id), None)


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
def waive(case_id: int, finding: Finding, reason_key: str) -> None:
    seat.desk().waive(case_id, finding, str(st.session_state.get(reason_key) or ""), seat.person())
    notices.tell("The finding is waived, with your reason in the record.")


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
    _forget_text(case_id)


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


@_act
def turn_to(case_id: int, mode: str) -> None:
    """Read the reply with its marks, or write in it."""
    st.session_state[mode_key(case_id)] = mode
