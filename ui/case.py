"""The case page: letter, reply and checks side by side, or as tabs where the window is narrow."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import acts, case_notices, checks_pane, choice, letter_pane, notices, reply_pane, seat
from ui.case_title import title_html
from ui.words import moment

if TYPE_CHECKING:
    from casework.case import Case, CaseRow


def page() -> None:
    rows = seat.desk().rows()
    case_id = _chosen(rows)
    if case_id is None:
        st.html('<p class="nothing">There is no case yet. Drop a letter into the inbox.</p>')
        st.page_link("ui/inbox.py", label="Go to the inbox")
        return
    case = seat.case_as_of_now(case_id)
    _line(case, rows)
    with notices.on_page():
        case_notices.show(case)
    pane = _narrow_choice(case)
    with st.container(key=f"panes_{pane}"):
        letter, reply, checks = st.columns([10, 12, 9], gap="medium")
        with letter, notices.on_page():
            letter_pane.show(case)
        with reply, notices.on_page():
            reply_pane.show(case)
        with checks, notices.on_page():
            checks_pane.show(case)
    _history(case)


def _chosen(rows: list[CaseRow]) -> int | None:
    """The case that the address names, else the one seen last, else the first that waits."""
    asked = st.query_params.get("id") or str(st.session_state.get("case_seen", ""))
    known = {row.id for row in rows}
    chosen = int(asked) if asked.isdigit() and int(asked) in known else next(iter(row.id for row in rows), None)
    if chosen is not None:
        st.session_state["case_seen"] = chosen
        st.query_params["id"] = str(chosen)
    return chosen


def _line(case: Case, rows: list[CaseRow]) -> None:
    """Where we are, whose letter it is, when it is due, who has it, and the way to the next one."""
    row = next(row for row in rows if row.id == case.id)
    waiting = [other.id for other in rows if other.state not in {"sent", "discarded", "no_reply_due"}]
    with st.container(key="case_line", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.page_link("ui/inbox.py", label="‹ Inbox", width="content")
        st.html(title_html(row, seat.today()), width="stretch")
        _assigning(case)
        following = _next(case.id, waiting)
        if following is not None:
            st.page_link("ui/case.py", label="Next ›", query_params={"id": str(following)}, width="content")


def _next(case_id: int, waiting: list[int]) -> int | None:
    others = [other for other in waiting if other != case_id]
    if case_id in waiting:
        place = waiting.index(case_id)
        others = waiting[place + 1 :] + waiting[:place]
    return others[0] if others else None


def _assigning(case: Case) -> None:
    people = {"": "Nobody has it", **{one.id: one.name for one in seat.people().values()}}
    key = f"assign_{case.id}_{case.assigned_to}"  # a new holder is a new choice
    st.selectbox(
        "Who has it", list(people), index=list(people).index(case.assigned_to) if case.assigned_to in people else 0,
        format_func=lambda identity: people[identity], key=key, on_change=acts.assign, args=(case.id, key),
        disabled=not may(seat.person(), "assign"), label_visibility="collapsed", width=170,
    )  # fmt: skip


def _narrow_choice(case: Case) -> str:
    """The tabs of a narrow window (hidden by the style sheet on a wide one), with what waits in each."""
    points = len(case.enquiry.points) if case.enquiry else 0
    labels = {
        "letter": f"Letter ({points})" if points else "Letter",
        "reply": "Reply",
        "checks": f"Checks ({len(case.report.findings)})" if case.report else "Checks",
    }
    return choice.choose("pane", "Pane", labels)


def _history(case: Case) -> None:
    with st.expander(f"What was done on this case ({len(case.history)})"):
        rows = "".join(
            f"<li><span class='quiet'>{escape(moment(event.at))}</span> {escape(seat.name_of(event.who))}: "
            f"{escape(event.action.replace('_', ' '))} "
            f"<span class='quiet'>{escape('; '.join(f'{k}: {v}' for k, v in event.detail.items()))}</span></li>"
            for event in case.history
        )
        st.html(f'<ul class="list">{rows}</ul>')


page()
