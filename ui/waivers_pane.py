"""What a reviewer lets stand: a finding, or a sentence with all that is found in it; and what was let stand before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import CaseworkError
from casework.permissions import may
from casework.review import acts_from
from casework.waiver import lifted
from ui import editor, notices, seat
from ui.words import moment

if TYPE_CHECKING:
    from casework.case import Case, Waiver
    from guidelines.finding import Finding

WHY = "Why may this stand?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that somebody wants to let stand, in the version of the text in which they saw it."""

    revision: int
    start: int
    end: int


def finding_button(case: Case, finding: Finding, key: str) -> None:
    """The way to let one finding stand, of whatever level."""
    reason = f"waive_reason_{key}"
    with st.popover("Waive", type="tertiary"):
        st.text_input(WHY, key=reason)
        _fault(reason)
        st.button("Waive it", key=f"waive_{key}", on_click=_waive, args=(case.id, finding, reason))


def ask(case: Case, start: int, end: int) -> None:
    """Ask why this sentence may stand, below the text; the same one again: ask no more."""
    asked = Asked(case.text_revision, start, end)
    again = st.session_state.get(_asked_key(case)) == asked
    st.session_state[_asked_key(case)] = None if again else asked


def show_asked(case: Case) -> None:
    """The sentence that was chosen in the margin, and the reason for which it may stand."""
    asked = st.session_state.get(_asked_key(case))
    if not isinstance(asked, Asked) or asked.revision != case.text_revision:
        return
    key = f"stand_reason_{case.id}_{asked.start}"
    with st.container(key=f"stand_{case.id}", gap="small"):
        st.html(f'<div class="said">“{escape(case.text[asked.start : asked.end])}”</div>')
        st.text_input(WHY, key=key, help="It stands with all that is found in it, as long as its words stay.")
        _fault(key)
        with st.container(horizontal=True):
            st.button(
                "Let it stand", key=f"stand_now_{case.id}", type="primary", on_click=_let_stand,
                args=(case, asked, key),
            )  # fmt: skip
            st.button(
                "Leave it",
                key=f"stand_not_{case.id}",
                type="tertiary",
                on_click=ask,
                args=(case, asked.start, asked.end),
            )


def show(case: Case) -> None:
    """Every waiver of the case with its reason, who gave it and when; a reviewer takes one back."""
    if not case.waivers:
        return
    may_take_back = "take_back" in acts_from(case.state) and may(seat.person(), "waive")
    with st.expander(f"Waived ({len(case.waivers)})"):
        for place, waiver in enumerate(case.waivers):
            with st.container(key=f"waiver_{case.id}_{place}", gap="xsmall"):
                st.html(waiver_html(waiver, holds=bool(lifted(case, waiver))))
                if may_take_back:
                    st.button(
                        "Take it back", key=f"take_back_{case.id}_{place}", type="tertiary", on_click=_take_back,
                        args=(case.id, waiver),
                    )  # fmt: skip


def waiver_html(waiver: Waiver, *, holds: bool) -> str:
    """What may stand, why, by whose word and since when; said to be idle where its words are gone."""
    words = waiver.start_text if waiver.rule else waiver.sentence
    said = f'<span class="said">“{escape(words)}”</span>' if words else escape(waiver.message)
    of_finding = escape(waiver.message) if words else ""
    what = of_finding if waiver.rule else "Whatever is found in this sentence."
    idle = "" if holds else '<div class="small quiet">It lifts nothing: its words are no longer there.</div>'
    return (
        f'<div class="card">{said}<div class="small quiet">{what}</div>{escape(waiver.reason)}'
        f'<div class="why">{escape(seat.name_of(waiver.by))}, {escape(moment(waiver.at))}</div>{idle}</div>'
    )


def _asked_key(case: Case) -> str:
    return f"stand_asked_{case.id}"


@notices.told
def _waive(case_id: int, finding: Finding, key: str) -> None:
    waivers, reason = seat.desk().waivers, str(st.session_state.get(key) or "")
    if _done(case_id, key, lambda: waivers.waive(case_id, finding, reason, seat.person())):
        notices.tell("The finding is waived, with your reason in the record.")


@notices.told
def _let_stand(case: Case, asked: Asked, key: str) -> None:
    waivers, reason = seat.desk().waivers, str(st.session_state.get(key) or "")
    place = asked.start, asked.end
    if _done(case.id, key, lambda: waivers.waive_sentence(case.id, *place, reason, seat.person())):
        st.session_state[_asked_key(case)] = None
        notices.tell("The sentence may stand as it is, with your reason in the record.")


def _done(case_id: int, key: str, act: Callable[[], object]) -> bool:
    """Act on the text as it was typed; what is in the way is said beside the field of that key."""
    st.session_state.pop(f"{key}_fault", None)
    try:
        editor.keep(case_id)
        act()
    except CaseworkError as error:
        st.session_state[f"{key}_fault"] = notices.sentence(error)
        return False
    return True


def _fault(key: str) -> None:
    """What was in the way of the last try, until the next one: nothing moves while somebody types the reason."""
    fault = st.session_state.get(f"{key}_fault", "")
    if fault:
        st.html(f'<p class="fault" role="alert">{escape(fault)}</p>')


@notices.told
def _take_back(case_id: int, waiver: Waiver) -> None:
    seat.desk().waivers.take_back(case_id, waiver, seat.person())
    notices.tell("The waiver is taken back: what it lifted stands against the reply again.")
