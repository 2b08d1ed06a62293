"""A rule in the making, tried: on a text while one types, and over the replies of the past before it is saved."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import CaseworkError
from ui import guidelines_found, live_text, notices, seat
from ui.guidelines_examples import some_texts
from ui.guidelines_sheet import mapping
from ui.marks import Mark
from ui.words import LEVELS, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidelines.finding import Finding
    from ui.guidelines_draft import Draft

OWN_WORDS = 0  # in place of a case
UNWRITTEN = {"received", "unreadable", "no_reply_due", "discarded"}
CASES = 40
REPLAYED = "rule_replayed"


def show(draft: Draft, name: str, text: str, lacking: str) -> None:
    """The trial of the rule as it is written now; ``lacking`` says what the form still needs before it can be tried."""
    st.html('<p class="head">Try it</p>')
    case_id = _on_what()
    start = seat.desk().case(case_id).text if case_id else "\n".join(some_texts(mapping(draft.text)))
    key = f"trial_{draft.number}_{case_id}"
    words = live_text.typed(key, start)
    findings, fault = ((), lacking) if lacking else _tried(name, text, words, case_id)
    marks = [Mark(f.start, f.end, f.level, f.message) for f in findings if f.start is not None and f.end is not None]
    live_text.show(key, "A text to try the rule on", words, marks, "Type or paste a reply here.")
    st.html(result_html(findings, fault))
    _replay(name, text, ready=not lacking)


def _on_what() -> int:
    """Words of one's own, or the reply of a case: then its letter, facts and sources count too."""
    rows = [row for row in seat.desk().rows() if row.state not in UNWRITTEN][:CASES]
    labels = {OWN_WORDS: "Your own words", **{row.id: f"{row.number} · {row.who or 'Somebody'}" for row in rows}}
    return int(
        st.selectbox(
            "On what", list(labels), format_func=lambda one: labels[one], key="trial_case",
            label_visibility="collapsed", persist_state="session",
        )
    )  # fmt: skip


def _tried(name: str, text: str, words: str, case_id: int) -> tuple[tuple[Finding, ...], str]:
    if not words.strip():
        return (), ""
    try:
        return seat.desk().guidebook.try_rule(name, text, words, case_id or None), ""
    except CaseworkError as error:
        return (), notices.sentence(error)


def result_html(findings: Iterable[Finding], fault: str) -> str:
    """What the rule finds in the text, or why it could not be tried."""
    rows = [_finding_html(finding) for finding in findings]
    if fault or not rows:
        return f'<p class="small quiet" role="status">{escape(fault or "It finds nothing here.")}</p>'
    return f'<ul class="list" role="status">{"".join(rows)}</ul>'


def _finding_html(finding: Finding) -> str:
    sign = f'<span class="sign sign-{finding.level}" title="{LEVELS[finding.level]}">{SIGNS[finding.level]}</span>'
    said = f"“{escape(finding.text)}”: " if finding.text and finding.text not in finding.message else ""
    better = f'<span class="better">{escape(finding.rewrite)}</span>' if finding.rewrite else ""
    return f'<li class="card">{sign}{said}{escape(finding.message)}{better}</li>'


def _replay(name: str, text: str, *, ready: bool) -> None:
    """Over the past replies: on request, as it takes a moment, and said to be of older words once they have changed."""
    st.html('<p class="head">Replay it</p>')
    asked = st.button(
        "Replay over past replies", key="replay_rule", disabled=not ready,
        help="What the rule would have found in the replies that were written before it",
    )  # fmt: skip
    if asked:
        with st.spinner("Reading past replies", show_time=True):
            st.session_state[REPLAYED] = (name, text, seat.desk().guidebook.replay(name, text))
    of_name, of_text, replay = st.session_state.get(REPLAYED) or ("", "", None)
    if of_name != name or replay is None:
        return
    if of_text != text:
        st.caption("The rule has changed since this replay.")
    guidelines_found.before_saving(replay)
