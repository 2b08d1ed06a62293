"""Earlier versions of a reply's text: every one that was saved, or drafted over, can be taken up again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.review import acts_from
from ui import acts, seat
from ui.marks import paper
from ui.words import count, moment

if TYPE_CHECKING:
    from casework.case import Case, TextVersion

SHOWN = 20


def show(case: Case) -> None:
    """The texts that are not the reply now, the newest first; nothing while there is only the one."""
    versions = [one for one in seat.desk().texts(case.id) if one.text.strip() and one.text != case.text]
    different = list({version.text: version for version in versions}.values())[::-1]
    if not different:
        return
    with st.expander(f"Earlier versions ({len(different)})"):
        for place, version in enumerate(different[:SHOWN]):
            st.html(f'<p class="small quiet">{escape(version_words(version))}</p>')
            st.html(paper(escape(version.text), "folded", "An earlier version of the reply"))
            if "edit" in acts_from(case.state) and may(seat.person(), "edit"):
                st.button(
                    "Take this text again", key=f"version_{case.id}_{place}", on_click=acts.take_version,
                    args=(case.id, version.text),
                )  # fmt: skip
        if len(different) > SHOWN:
            st.caption(f"{count(len(different) - SHOWN, 'older version')} not shown.")


def version_words(version: TextVersion) -> str:
    """ "Tessa Rowley, Thursday 26 November, 14:05"; a text that lost to another one says so."""
    aside = ", set aside when somebody else saved first" if version.aside else ""
    return f"{seat.name_of(version.by) or 'Somebody'}, {moment(version.at)}{aside}"
