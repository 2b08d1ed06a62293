"""Above a case: that a point of its letter can be answered now, and that its reply rests on text that changed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.review import acts_from
from ui import acts, seat
from ui.impact_words import stales_html
from ui.words import count

if TYPE_CHECKING:
    from casework.case import Case
    from casework.gap import Offer

OPEN_LETTERS = 4  # gaps of one case that are looked for at once


def show(case: Case) -> None:
    """What the documents have to say to this case since it was drafted; nothing where they have not changed."""
    desk = seat.desk()
    load = desk.documents.load
    if load is None or not load.running:  # a search would wait for the file that is being read
        desk.gaps.look_again(OPEN_LETTERS, case_id=case.id)
    offers = desk.gaps.offers_of(case.id)
    if offers:
        _answers(case, offers)
    if case.state not in {"sent", "send_uncertain"}:
        stale(case)


def offer_words(offer: Offer) -> str:
    """ "An answer to “Do you ship to Norway?” is now in the documents."."""
    return f"An answer to “{' '.join(offer.point.split())}” is now in the documents."


def _answers(case: Case, offers: list[Offer]) -> None:
    with st.container(key=f"notice_offer_{case.id}", border=True, horizontal=True, vertical_alignment="center"):
        rows = (
            f'{escape(offer_words(offer))} <span class="small quiet">{escape(offer.document)}</span>'
            for offer in offers
        )
        st.html("<br>".join(rows), width="stretch")
        _again(case, f"offer_again_{case.id}")


def stale(case: Case, *, again: bool = True) -> None:
    """The sentences of the reply that rest on text no longer in force, with the old text and the new."""
    places = seat.desk().documents.stale(case)
    if not places:
        return
    with st.container(key=f"notice_stale_{case.id}", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            number = len({place.start for place in places})
            verb = "rests" if number == 1 else "rest"
            said = f"{count(number, 'sentence')} of this reply {verb} on text that is no longer in force."
            st.html(said, width="stretch")
            if again:
                _again(case, f"stale_again_{case.id}")
        with st.expander("What it said then, and what holds now", expanded=not again):
            st.html(stales_html(places))


def _again(case: Case, key: str) -> None:
    """The button, or what has to happen before; an edited text is kept among the versions."""
    if "draft" not in acts_from(case.state):
        st.caption("Ask for changes or edit the reply to bring it up to date.")
    elif may(seat.person(), "draft"):
        st.button(
            "Draft again", key=key, on_click=acts.ask_for_draft, args=(case.id,), type="primary",
            help="The text that stands now is kept among the versions",
        )  # fmt: skip
