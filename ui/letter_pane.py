"""The letter: the customer's own words with their points, what was folded away, who wrote and what was asked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import NotFound
from casework.permissions import may
from guidelines.context import CaseFacts, Fact
from ui import notices, seat
from ui.marking import letter_html
from ui.marks import numbered, paper
from ui.words import GRAVITY, KINDS, moment

if TYPE_CHECKING:
    from casework.case import Case
    from drafting.enquiry import Enquiry
    from drafting.letter import Letter

EMPTY_ROWS = 2


def show(case: Case) -> None:
    """The left pane. An unreadable letter shows its sentence, and the original one click away."""
    _warnings(case)
    if case.letter:
        _head(case.letter, case)
        st.html(letter_html(case.letter, case.enquiry))
        _folded(case.letter)
    _original(case)
    if case.enquiry:
        with st.expander("What was asked, and by whom", expanded=True):
            st.html(enquiry_html(case.enquiry, case))
    with st.expander(_facts_label(case.facts), expanded=_has_facts(case.facts)):
        _facts(case)


def _warnings(case: Case) -> None:
    if case.problem:
        st.warning(notices.as_plain(case.problem))
    if case.enquiry and case.enquiry.attack:
        st.warning(
            "This letter contains words that try to instruct the desk: they were not followed. "
            "They are struck through below; answer what the customer needs."
        )
    for notice in case.letter.notices if case.letter else ():
        st.info(notices.as_plain(notice))


def _head(letter: Letter, case: Case) -> None:
    rows = [("From", letter.sender or letter.sender_name or "not given")]
    if letter.subject:
        rows.append(("Subject", letter.subject))
    rows.append(("Received", moment(letter.date or case.received_at)))
    if letter.reference:
        rows.append(("Reference", letter.reference))
    st.html(f'<dl class="rows">{"".join(_row(name, value) for name, value in rows)}</dl>')


def _row(name: str, value: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"


def _folded(letter: Letter) -> None:
    for label, text in (
        ("Earlier messages", letter.quoted),
        ("Signature", letter.signature),
        ("Address", letter.address_block),
        ("Disclaimer", letter.boilerplate),
    ):
        if text.strip():
            with st.expander(label):
                st.html(paper(escape(text.strip()), "folded", label))
    for attachment in letter.attachments:
        size = f"{max(attachment.size // 1024, 1):,} kB"
        with st.expander(f"Attachment: {notices.as_plain(attachment.name)} ({size})"):
            if attachment.text:
                st.html(paper(escape(attachment.text.strip()), "folded", attachment.name))
            else:
                st.caption("There is no text in it that could be read. It is in the original.")


def _original(case: Case) -> None:
    try:
        data = seat.desk().original(case.id)
    except NotFound as gone:
        st.warning(notices.as_plain(f"The original of this letter: {notices.sentence(gone)}"))
        return
    st.download_button(
        f"Original: {notices.as_plain(case.original_name)}",
        data,
        case.original_name,
        "application/octet-stream",
        key=f"original_{case.id}",
        on_click="ignore",
        type="tertiary",
    )


def enquiry_html(enquiry: Enquiry, case: Case) -> str:
    """Who wrote, what kind of letter it is, what was asked and what is missing, as a list of rows."""
    kind = KINDS.get(enquiry.kind, enquiry.kind)
    grave = GRAVITY.get(enquiry.gravity, enquiry.gravity)
    rows = [("Greeting", enquiry.greeting), ("Kind", f"{kind}, {grave.lower()}" if grave else kind)]
    mood = {"angry": "angry", "upset": "upset", "pleased": "pleased"}.get(enquiry.mood)
    if mood:
        rows.append(("Mood", mood))
    if enquiry.urgency != "normal":
        rows.append(("Urgency", enquiry.urgency))
    rows += [
        (label, value)
        for label, value in (
            ("Business", enquiry.business or ""),
            ("Products", ", ".join(enquiry.products)),
            ("References", ", ".join(enquiry.references)),
            ("Already tried", "; ".join(enquiry.tried)),
            ("Asks for", enquiry.remedy_asked or ""),
            ("Missing", "; ".join(enquiry.missing)),
            ("Pass on to", _handover(enquiry)),
        )
        if value
    ]
    points = "".join(
        f'<li><span class="n n-point">{numbered(i)}</span> {escape(point.text)}</li>'
        for i, point in enumerate(enquiry.points)
    )
    asked = f'<p class="head">Asked</p><ul class="list">{points}</ul>' if points else ""
    return f'<dl class="rows">{"".join(_row(name, value) for name, value in rows)}</dl>{asked}'


def _handover(enquiry: Enquiry) -> str:
    if enquiry.handover is None:
        return ""
    person = f" ({enquiry.handover.person})" if enquiry.handover.person else ""
    return f"{enquiry.handover.team}{person}: {enquiry.handover.why}"


def _has_facts(facts: CaseFacts) -> bool:
    return bool(facts.facts or facts.actions or facts.enclosures)


def _facts_label(facts: CaseFacts) -> str:
    number = len(facts.facts) + len(facts.actions) + len(facts.enclosures)
    return f"Case facts ({number})" if number else "Case facts: none yet"


def _facts(case: Case) -> None:
    """The facts of the case as rows to fill in; a saved form comes back with two empty rows more."""
    version = abs(hash(case.facts))
    rows = [*case.facts.facts, *([Fact("", "")] * EMPTY_ROWS)]
    with st.form(f"facts_{case.id}_{version}", border=False):
        st.caption("What we know and the letter does not say. Only what stands here may be written as done.")
        for position, row in enumerate(rows):
            name, value = st.columns([2, 3], gap="small")
            name.text_input(
                "Fact", row.name, key=f"fact_name_{case.id}_{version}_{position}", placeholder="name",
                label_visibility="collapsed",
            )  # fmt: skip
            value.text_input(
                "Value", row.value, key=f"fact_value_{case.id}_{version}_{position}", placeholder="value",
                label_visibility="collapsed",
            )  # fmt: skip
        st.text_area(
            "Actions done, one a line", "\n".join(case.facts.actions), height=80,
            key=f"actions_{case.id}_{version}", placeholder="refund of £24.99 made on 18 November",
        )  # fmt: skip
        st.text_area(
            "Enclosures, one a line", "\n".join(case.facts.enclosures), height=68,
            key=f"enclosures_{case.id}_{version}",
        )  # fmt: skip
        st.form_submit_button(
            "Save facts",
            on_click=_save_facts,
            args=(case.id, version, len(rows)),
            disabled=not may(seat.person(), "set_facts"),
        )


@notices.told
def _save_facts(case_id: int, version: int, rows: int) -> None:
    state = st.session_state
    pairs = [
        (state[f"fact_name_{case_id}_{version}_{i}"].strip(), state[f"fact_value_{case_id}_{version}_{i}"].strip())
        for i in range(rows)
    ]
    half = next((name or value for name, value in pairs if bool(name) != bool(value)), None)
    facts = CaseFacts(
        tuple(Fact(name, value) for name, value in pairs if name and value),
        _lines(state[f"actions_{case_id}_{version}"]),
        _lines(state[f"enclosures_{case_id}_{version}"]),
    )
    seat.desk().set_facts(case_id, facts, seat.person())
    if half:
        notices.tell(f"“{half}” was left out: each fact needs a name and a value.", "warning")
    else:
        notices.tell("The facts are saved. Draft again to use them in the reply.")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
