"""Where a rule finds something in past replies: how many of how many, and each with its sentence and its case."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui import seat
from ui.marks import Mark, marked
from ui.notices import as_plain
from ui.words import count, day

if TYPE_CHECKING:
    from casework.replay import Replay, ReplayRow

SHOWN, MOST = 8, 60


def lately(rule_id: str) -> None:
    """What the rule in force finds in the replies of late."""
    book = seat.desk().guidebook
    with st.spinner("Reading past replies"):
        replay = book.replay(rule_id, book.rule_text(rule_id))
    if not replay.replies:
        st.html('<p class="nothing">No reply has been written yet.</p>')
        return
    number = count(replay.replies, "past reply", "past replies")
    if not replay.rows:
        st.html(f'<p class="nothing">It finds nothing in {number}.</p>')
        return
    st.html(f"<p>It finds something in {replay.flagged:,} of {number}.</p>")
    rows(replay.rows, "lately")
    _caveats(replay)


def before_saving(replay: Replay) -> None:
    """What the rule as it is typed would have done, before it is put in force."""
    st.html(f'<p class="replayed">{escape(said(replay))}</p>')
    rows(replay.rows, "replay")
    _caveats(replay)


def said(replay: Replay) -> str:
    """ "This would have flagged 14 of 312 replies, 5 of them new. 2 that are flagged now would be no more."."""
    if not replay.replies:
        return "No reply has been written yet, so there is nothing to replay it over."
    new = len({row.case_id for row in replay.rows if row.new})
    aside = f", {new:,} of them new" if replay.flagged and new < replay.flagged else ""
    flagged = f"{replay.flagged:,}" if replay.flagged else "none"
    told = f"This would have flagged {flagged} of {count(replay.replies, 'reply', 'replies')}{aside}."
    if replay.lifted:
        told += f" {count(replay.lifted, 'reply that is', 'replies that are')} flagged now would be no more."
    return told


def rows(found: Sequence[ReplayRow], key: str) -> None:
    """Each finding with its sentence, a link to its case, and whether the rule in force finds it too."""
    for place, row in enumerate(found[:SHOWN]):
        _row(row, f"{key}_{place}")
    rest = found[SHOWN:MOST]
    if rest:
        with st.expander(f"{len(rest)} more"):
            for place, row in enumerate(rest, SHOWN):
                _row(row, f"{key}_{place}")
    if len(found) > MOST:
        st.caption(f"{count(len(found) - MOST, 'older finding')} not listed.")


def _row(row: ReplayRow, key: str) -> None:
    sent = f"sent {day(row.sent_at.date())}" if row.sent_at else "not sent"
    with st.container(key=f"found_{key}", gap=None):
        st.page_link(
            "ui/case.py", label=as_plain(f"{row.number} · {row.who or 'Somebody'} · {sent}"), width="content",
            query_params={"id": str(row.case_id)},
        )  # fmt: skip
        st.html(sentence_html(row))


def sentence_html(row: ReplayRow) -> str:
    """The sentence with what is found in it marked; for something missing, what the rule says."""
    finding = row.finding
    start = row.sentence.find(finding.text) if finding.text else -1
    marks = [Mark(start, start + len(finding.text), finding.level, finding.message)] if start >= 0 else []
    said = f"“{marked(row.sentence, marks)}”" if row.sentence else escape(finding.message)
    return f'<div class="foundin">{said}</div>'


def _caveats(replay: Replay) -> None:
    if replay.slow:
        st.caption(
            f"On {count(replay.slow, 'reply', 'replies')} a pattern took too long; a check would skip the rule there."
        )
    if replay.left:
        st.caption(f"{count(replay.left, 'older reply was', 'older replies were')} not looked at.")
