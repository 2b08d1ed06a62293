"""How a reply leaves: by email where a mail server is set up, else as a file; and as a letter in PDF or DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.reply_file import MEDIA_TYPES
from ui import acts, notices, seat
from ui.words import moment

if TYPE_CHECKING:
    from casework.case import Case

FORMS = {"eml": "Email (.eml)", "pdf": "Letter (PDF)", "docx": "Letter (DOCX)"}
FAULTS = "export_faults"
LEAVING = {"approved", "sent", "send_failed", "send_uncertain"}


def show(case: Case) -> None:
    """Below an approved reply: where it goes, and every way in which it can go there."""
    if case.state not in LEAVING:
        return
    here = seat.person()
    st.html('<p class="head">Sending</p>' if case.state != "sent" else '<p class="head">Sent</p>')
    if case.sent_at:
        st.text(moment(case.sent_at))
    _recipient(case)
    if not may(here, "export"):
        st.caption("A responder or a reviewer sends replies.")
        return
    with st.container(horizontal=True, key=f"sending_{case.id}"):
        if case.state in {"approved", "send_failed"} and seat.desk().can_send_mail and case.recipients:
            st.button("Send by email", key=f"send_{case.id}", type="primary", on_click=acts.send, args=(case.id,))
        for form, label in FORMS.items():
            if form != "eml" or case.recipients:
                _save_as(case, form, label)
    _watch()
    with st.container(horizontal=True):
        if case.state in {"approved", "send_failed"}:
            st.button("Mark as sent", key=f"mark_sent_{case.id}", on_click=acts.mark_sent, args=(case.id,))
        if case.state == "send_uncertain":
            st.button("It arrived", key=f"arrived_{case.id}", on_click=acts.settle, args=(case.id, True))
            st.button("It did not arrive", key=f"lost_{case.id}", on_click=acts.settle, args=(case.id, False))
    if case.state == "approved" and not seat.desk().can_send_mail:
        st.caption(
            "No mail server is set up: save the email, send it from your own mail program, then mark it as sent."
        )


def _save_as(case: Case, form: str, label: str, preview: bool = False) -> None:
    """A download whose file is made when it is asked for."""
    desk, here = seat.desk(), seat.person()

    faults: list[str] = st.session_state.setdefault(FAULTS, [])

    def content() -> bytes:
        try:
            return desk.export(case.id, form, here, preview=preview)[1]  # type: ignore[arg-type]
        except Exception as error:
            faults.append(notices.sentence(error))
            raise

    name = f"{case.number}{'-draft' if preview else ''}.{form}"
    st.download_button(
        label, content, name, MEDIA_TYPES[form],  # type: ignore[index]
        key=f"{'preview' if preview else 'export'}_{form}_{case.id}", on_click="ignore",
    )  # fmt: skip


@st.fragment(run_every=1.5)
def _watch() -> None:
    """A file is made outside the page's own run: what went wrong there is told here, in words."""
    faults: list[str] = st.session_state.get(FAULTS, [])
    if faults:
        notices.tell(faults.pop(0), "error")
        faults.clear()
        st.rerun()


def preview(case: Case) -> None:
    """The unapproved reply as it would be printed, marked as a draft."""
    if may(seat.person(), "export"):
        with st.popover("Preview", type="tertiary"):
            _watch()
            _save_as(case, "pdf", "Letter as PDF, marked as a draft", preview=True)
            _save_as(case, "docx", "Letter as DOCX, marked as a draft", preview=True)


def _recipient(case: Case) -> None:
    to = ", ".join(case.recipients)
    post = ", ".join(line.strip() for line in case.postal_address.splitlines() if line.strip())
    st.text(f"To: {to or post or 'nobody yet'}")
    if case.state == "sent" or not may(seat.person(), "set_facts"):
        return
    with st.expander("Change where it goes", expanded=not (to or post)):
        st.text_input("Email address", to, key=f"to_email_{case.id}")
        st.text_area("Postal address", case.postal_address, key=f"to_post_{case.id}", height=100)
        st.button("Save recipient", key=f"to_save_{case.id}", on_click=acts.set_recipient, args=(case.id,))
        if case.state == "approved":
            st.caption(notices.as_plain("A change takes the approval back."))
