"""The inbox: one line a case, queues with counts, and the place where a letter becomes a case."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.case import QUEUES
from casework.permissions import may
from ui import choice, first_start, notices, seat
from ui.case_notices import offer_words
from ui.words import GRAVITY, KINDS, STATES, age, count, day, due, moment

if TYPE_CHECKING:
    from datetime import datetime

    from casework.case import CaseRow
    from casework.gap import Offer

QUEUE_WORDS = {
    "open": "Open",
    "mine": "Mine",
    "new": "To draft",
    "drafting": "Being written",
    "review": "In review",
    "ready": "To send",
    "trouble": "Needs a look",
    "sent": "Sent",
    "closed": "Closed",
}
LETTER_FORMATS = ["eml", "txt", "pdf", "docx"]
CLOSED = {"sent", "discarded", "no_reply_due"}


def page() -> None:
    desk = seat.desk()
    queues, cases = st.columns([2, 11], gap="large")
    with queues:
        queue = _queues(desk.counts())
        _demonstration()
    with cases:
        _incoming()
        search = st.text_input(
            "Search", key="search", placeholder="Search by name, number or words", label_visibility="collapsed"
        )
        rows = _rows(queue, search.strip() if search else "")
        if not rows:
            _nothing(queue, bool(search), bool(desk.rows()))
        now, offers = desk.now(), desk.gaps.offers()
        for row in rows:
            _line(row, now, offers.get(row.id, []))


def _queues(counts: dict[str, int]) -> str:
    open_ones = sum(number for name, number in counts.items() if name not in {"sent", "closed"})
    mine = len([row for row in seat.desk().rows(assigned_to=seat.person().id) if row.state not in CLOSED])
    shown = {"open": open_ones, "mine": mine, **{name: counts.get(name, 0) for name in QUEUES}}
    labels = {name: f"{words} ({shown[name]})" if shown[name] else words for name, words in QUEUE_WORDS.items()}
    return choice.choose("queue", "Queue", labels, stacked=True)


def _rows(queue: str, search: str) -> list[CaseRow]:
    desk = seat.desk()
    if queue == "mine":
        return [row for row in desk.rows(assigned_to=seat.person().id, search=search) if row.state not in CLOSED]
    if queue == "open":
        return [row for row in desk.rows(search=search) if row.state not in CLOSED]
    return desk.rows(queue, search=search)


def _nothing(queue: str, searched: bool, any_case: bool) -> None:
    if first_start.is_loading():
        st.html('<p class="nothing">The first letters are coming in.</p>')
    elif not any_case:
        _empty_desk()
    elif searched:
        st.html('<p class="nothing">No case has these words.</p>')
    elif queue in {"sent", "closed"}:
        st.html('<p class="nothing">Nothing here yet.</p>')
    else:
        st.html('<p class="nothing">Nothing waits for you.</p>')


def _empty_desk() -> None:
    """What a new desk needs, in the order in which it is done."""
    st.html(
        '<div class="empty"><p>The desk is empty. Three things set it up:</p><ol>'
        "<li>Put in letters: drop files or paste one, just above.</li>"
        "<li>Load your documents: a reply states only what they hold.</li>"
        "<li>Write your policy: remedies, timescales, teams, and what is never promised.</li></ol></div>"
    )
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.page_link("ui/knowledge.py", label="Load documents", width="content")
        st.page_link("ui/guidelines.py", label="Write the policy", width="content")


def _line(row: CaseRow, now: datetime, offers: list[Offer]) -> None:
    """One case on one line; the whole line opens it. Below it, that a point of its letter can be answered now."""
    with st.container(key=f"row_{row.id}", horizontal=True, vertical_alignment="center", wrap=False):
        st.page_link(
            "ui/case.py", label=notices.as_plain(row.who or "Somebody"), query_params={"id": str(row.id)}, width=156
        )
        st.html(line_html(row, now) + offers_html(offers), width="stretch")


def offers_html(offers: list[Offer]) -> str:
    """What is said below the line of a case whose point the documents answer now; "" for none."""
    said = " ".join(offer_words(offer) for offer in offers)
    return f'<div class="offer">{escape(said)} Draft again?</div>' if said else ""


def line_html(row: CaseRow, now: datetime) -> str:
    """What a letter is about, its kind and gravity, its age and due day, where it stands and who has it."""
    grave = GRAVITY.get(row.gravity, row.gravity)
    kind = KINDS.get(row.kind, row.kind)
    sort = f'<span class="grave">{escape(grave)}</span> {escape(kind.lower())}' if grave else escape(kind)
    when, late = f"{age(row.received_at, now)} old", ""
    if row.due_at and row.state not in CLOSED:
        when = due(row.due_at.date(), now.date())
        late = ' class="late"' if "late" in when else ""
    has = seat.name_of(row.assigned_to) or "nobody yet"
    return (
        f'<div class="line"><span title="{escape(row.subject)}">{escape(row.about or row.subject)}</span>'
        f'<span title="{escape(kind)}">{sort}</span>'
        f'<span{late} title="received {escape(moment(row.received_at))}">{escape(when)}</span>'
        f'<span>{escape(STATES[row.state])}</span><span class="quiet">{escape(has)}</span></div>'
    )


def _incoming() -> None:
    """Letters dropped or pasted become cases."""
    if not may(seat.person(), "receive"):
        return
    turn = st.session_state.setdefault("incoming_turn", 0)
    empty = not (seat.desk().rows() or first_start.is_loading())
    with st.expander("Put in letters", key=f"incoming_{'empty' if empty else 'filled'}", expanded=empty):
        st.file_uploader(
            "Drop letters here: .eml, .txt, .pdf or .docx, as many as you like",
            type=LETTER_FORMATS, accept_multiple_files=True, key=f"letters_{turn}", on_change=_receive_files,
        )  # fmt: skip
        st.text_area("Or paste one", key=f"pasted_{turn}", height=120, placeholder="Dear Sir or Madam, …")
        st.button("Make it a case", key="receive_pasted", on_click=_receive_pasted)


@notices.told
def _receive_files() -> None:
    turn = st.session_state["incoming_turn"]
    st.session_state["incoming_turn"] = turn + 1
    for file in st.session_state.get(f"letters_{turn}") or ():
        _receive(file.name, file.getvalue())


@notices.told
def _receive_pasted() -> None:
    turn = st.session_state["incoming_turn"]
    text = str(st.session_state.get(f"pasted_{turn}") or "")
    if not text.strip():
        notices.tell("There is no text to make a case of: paste the letter first.", "warning")
        return
    st.session_state["incoming_turn"] = turn + 1
    _receive("pasted.txt", text.encode())


def _receive(name: str, data: bytes) -> None:
    """One letter: each file's fate is told, and one that fails does not stop the others."""
    try:
        case = seat.desk().receive(name, data, seat.person())
    except Exception as error:  # noqa: BLE001 - told as a sentence; the other files go on
        notices.tell(f"{name}: {notices.sentence(error)}", "error")
        return
    if case.already_here:
        notices.tell(f"{name} is here already, as case {case.number}.", "warning")
    elif case.state == "unreadable":
        notices.tell(f"{name} is kept as case {case.number}, but could not be read. {case.problem}", "warning")
    else:
        notices.tell(f"{name} is case {case.number} now.")


def _demonstration() -> None:
    """The demonstration company goes away with one action, after a question."""
    desk = seat.desk()
    if not desk.has_demonstration():
        return
    today = seat.today()
    st.caption(f"While the demonstration is here, the desk's day is {day(today)} {today.year}.")
    if not may(seat.person(), "edit_demonstration"):
        who = [one.name for one in seat.people().values() if may(one, "edit_demonstration")]
        st.caption(notices.as_plain(f"{' or '.join(who)} can remove it: choose that profile at the top."))
        return
    with st.popover("Remove the demonstration", type="tertiary"):
        st.write("Its letters, documents and policy go; what you put in yourself stays.")
        st.button("Remove it", key="remove_demonstration", on_click=_remove_demonstration, type="primary")


@notices.told
def _remove_demonstration() -> None:
    desk = seat.desk()
    before = len(desk.rows())
    desk.remove_demonstration(seat.person())
    notices.tell(
        f"The demonstration is gone: {count(before - len(desk.rows()), 'case')} removed. Drop in your own letters."
    )


page()
