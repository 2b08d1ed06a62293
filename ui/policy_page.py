"""What the policy allows, chapter by chapter: read by everybody, changed by reviewers in forms or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from casework.permissions import may
from ui import contents, notices, policy_form, policy_text, seat, text_versions
from ui.policy_fields import CHAPTERS, Table, rows_of
from ui.policy_words import row_html

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTING = (
    "This is the starting policy: write your company's name, contacts, remedies and timescales in it. "
    "Until then, drafts can offer and promise little."
)
READ_ONLY = "A reviewer changes the policy."
NAMED = "The policy comes from the file that WELLPUT_POLICY names, so it is changed there."


def show() -> None:
    """Contents and a chapter. While the policy's file is spoilt, only its text and its versions are there."""
    desk = seat.desk()
    spoilt = bool(seat.policy_fault())
    parts = {} if spoilt else desk.guidebook.policy_parts()
    versions = desk.guidebook.versions("policy")
    left, chapter = st.columns([3, 9], gap="large")
    with left:
        chosen = contents.choose("policy", "Part of the policy", _labels(parts, len(versions)))
    editable = desk.policy_is_editable and may(seat.person(), "edit_policy")
    with chapter, notices.on_page():
        if not desk.policy_is_editable:
            st.caption(NAMED)
        elif not editable:
            st.caption(READ_ONLY)
        elif desk.policy_is_shipped:
            st.caption(STARTING)
        if chosen == "text":
            policy_text.show(editable)
        elif chosen == "versions":
            text_versions.show(versions, may_restore=editable)
        else:
            for table in CHAPTERS[chosen]:
                _table(table, parts, editable)


def _labels(parts: Mapping[str, Any], versions: int) -> dict[str, str]:
    labels = {}
    for name, tables in CHAPTERS.items() if parts else ():
        heading, rows = tables[0].heading, [] if tables[0].single else rows_of(tables[0], parts)
        labels[name] = f"{heading} ({len(rows)})" if rows else heading
    return labels | {"text": "As text"} | ({"versions": f"Versions ({versions})"} if versions else {})


def _table(table: Table, parts: Mapping[str, Any], editable: bool) -> None:
    rows = rows_of(table, parts)
    teams = [team["name"] for team in parts["teams"]]
    with st.container(horizontal=True, vertical_alignment="center", key=f"policy_head_{table.heading}"):
        st.header(table.heading, anchor=False)
        if editable and not table.single:
            st.button(
                f"Add a {table.one}", key=f"add_{table.heading}", on_click=policy_form.open_row, args=(table, None)
            )
    if table.meaning:
        st.caption(table.meaning)
    if editable and (adding := policy_form.opened_at(table, None)):
        policy_form.show(table, adding, teams)
    for place, row in enumerate(rows):
        if editable and (changing := policy_form.opened_at(table, row)):
            policy_form.show(table, changing, teams)
        else:
            _row(table, row, place, editable)
    if not rows:
        st.html(f'<p class="small quiet">No {table.one} yet.</p>')


def _row(table: Table, row: dict[str, Any], place: int, editable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", key=f"policy_row_{table.heading}_{place}", wrap=False):
        st.html(f'<div class="sans">{row_html(table, row)}</div>', width="stretch")
        if editable:
            st.button(
                "Edit", key=f"edit_row_{table.heading}_{place}", type="tertiary", on_click=policy_form.open_row,
                args=(table, row), help=f"Change this {table.one}",
            )  # fmt: skip
