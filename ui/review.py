"""Review: what waits for a decision, with the difference to the machine's draft; and how approved replies leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import acts, case_notices, checks_pane, choice, letter_pane, notices, reply_pane, reply_paper, seat, sending
from ui.case_title import title_html
from ui.marks import difference, paper

if TYPE_CHECKING:
    from casework.case import Case, CaseRow

QUEUES = {"review": "Waiting", "ready": "Approved", "sent": "Sent"}
EMPTY = {
    "review": "No reply waits for review.",
    "ready": "No approved reply waits to be sent.",
    "sent": "Nothing has been sent yet.",
}


def page() -> None:
    desk = seat.desk()
    counts = desk.counts()
    queue = choice.choose(
        "review", "Queue", {name: f"{words} ({counts.get(name, 0)})" for name, words in QUEUES.items()}
    )
    rows = desk.rows(queue)
    if not rows:
        st.html(f'<p class="nothing">{EMPTY[queue]}</p>')
        return
    row = _choose(rows)
    case = seat.case_as_of_now(row.id)
    st.html(title_html(row, seat.today()))
    if case.state in {"in_review", "approved"}:
        with notices.on_page():
            case_notices.stale(case, again=False)
    letter, reply, checks = st.columns([10, 12, 9], gap="medium")
    with letter, notices.on_page():
        letter_pane.show(case)
    with reply, notices.on_page():
        _reply(case)
    with checks, notices.on_page():
        checks_pane.show(case)


def _choose(rows: list[CaseRow]) -> CaseRow:
    """Which of the queue is on the table: the one that the address names, else the first."""
    known = {row.id: row for row in rows}
    asked = st.query_params.get("id", "")
    start = int(asked) if asked.isdigit() and int(asked) in known else rows[0].id
    key = f"on_table_{'_'.join(str(identity) for identity in known)}"
    chosen = st.selectbox(
        "Reply", list(known), index=list(known).index(start), key=key, label_visibility="collapsed", width=560,
        format_func=lambda identity: f"{known[identity].who}: {known[identity].about or known[identity].subject}",
    )  # fmt: skip
    return known[chosen if chosen in known else start]


def _reply(case: Case) -> None:
    written = f"{reply_pane.writer_words(case.writer)}, signed by {seat.name_of(case.drafted_by) or 'nobody'}"
    st.html('<p class="head">Reply</p>')
    st.caption(notices.as_plain(written))
    reply_paper.show(case)
    if case.reply and case.reply.text != case.text:
        with st.expander("What people changed in the machine's draft", expanded=case.state == "in_review"):
            st.html(paper(difference(case.reply.text, case.text), "reply", "The difference to the machine's draft"))
    elif case.reply:
        st.caption("This is the machine's draft, unchanged.")
    if case.state == "in_review":
        _decide(case)
    sending.show(case)


def _decide(case: Case) -> None:
    here = seat.person()
    if not may(here, "approve"):
        st.caption("A reviewer decides about this reply. Choose a reviewer's profile at the top to do so.")
        return
    if case.unwaived_errors:
        st.caption("What stands under “to mend” stops the reply until it is mended or waived.")
    with st.container(horizontal=True):
        st.button(
            "Approve", key=f"approve_{case.id}", type="primary", shortcut="A", on_click=acts.approve, args=(case.id,)
        )
        with st.popover("Ask for changes"):
            st.text_area("What should change?", key=f"changes_{case.id}")
            st.button("Send it back", key=f"changes_now_{case.id}", on_click=acts.request_changes, args=(case.id,))
        st.page_link("ui/case.py", label="Edit on the case page", query_params={"id": str(case.id)})
    if case.recipients or case.postal_address:
        st.caption(notices.as_plain(f"It goes to {', '.join(case.recipients) or 'the postal address of the letter'}."))
    else:
        st.caption("Nobody is named yet to whom it goes; that can be said after the approval.")


page()
