"""The versions of a rule, of the rules' settings or of the policy: who, when, what was changed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui import notices, seat
from ui.marks import difference
from ui.words import count, moment

if TYPE_CHECKING:
    from casework.guidebook_table import Version

SHOWN = 30
AROUND = 1  # lines that stay the same, beside those that changed


def show(versions: Sequence[Version], *, may_restore: bool) -> None:
    """The versions, the newest first, each with its difference to the one before it; of several subjects too."""
    seen: set[str] = set()
    for place, version in enumerate(versions[:SHOWN]):
        older = next((other for other in versions[place + 1 :] if other.subject == version.subject), None)
        with st.container(key=f"version_{version.number}", gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_who_html(version), width="stretch")
                if version.subject in seen and may_restore:
                    st.button("Restore", key=f"restore_{version.number}", on_click=_restore, args=(version.number,))
            seen.add(version.subject)
            with st.expander("What changed", expanded=place == 0):
                st.html(changes_html((older.text if older else None) or "", version.text or ""))
    if len(versions) > SHOWN:
        st.caption(f"{count(len(versions) - SHOWN, 'older version')} not shown.")


def _who_html(version: Version) -> str:
    who = seat.name_of(version.by) or "Found so"
    return (
        f"<b>{escape(who)}</b> <span class='quiet small'>{escape(moment(version.at))} {version.at.year} · "
        f"{escape(version.what)}</span>"
    )


def changes_html(before: str, after: str) -> str:
    """The lines that changed, word by word, with a line around them; what is left out is shown by a rule."""
    old, new = before.splitlines(), after.splitlines()
    blocks = []
    for group in SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(AROUND):
        lines = []
        for op, a, b, c, d in group:
            if op == "equal":
                lines.append(escape("\n".join(old[a:b])))
            else:
                lines.append(difference("\n".join(old[a:b]), "\n".join(new[c:d])))
        blocks.append("\n".join(lines))
    if not blocks:
        return '<p class="small quiet">Nothing in its words.</p>'
    return "".join(f'<pre class="changes">{block}</pre>' for block in blocks)


@notices.told
def _restore(number: int) -> None:
    seat.desk().guidebook.restore(number, seat.person())
    notices.tell("The earlier words are in force again.")
