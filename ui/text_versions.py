"""The versions of a rule, of the rules' settings or of the policy: who, when, what was changed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui import notices, seat
from ui.marks import difference
from ui.words import count, day

if TYPE_CHECKING:
    from casework.guidebook_table import Version

SHOWN = 30
AROUND = 1  # lines that stay the same, beside those that changed
SETTINGS = "settings"


def show(versions: Sequence[Version], *, may_restore: bool) -> None:
    """The versions of one subject, the newest first, each with its difference to the one before it.

    Among those of a rule may stand what was set for it: that is told, and set again by its switch.
    """
    newest = {version.subject: version for version in reversed(versions)}
    for place, version in enumerate(versions[:SHOWN]):
        older = next((other for other in versions[place + 1 :] if other.subject == version.subject), None)
        restorable = may_restore and version is not newest[version.subject]
        of_rule = version.subject != SETTINGS
        _one(version, version.what.partition(": ")[2] or version.what, restorable and of_rule)
        if of_rule and version.by:
            with st.expander("What changed", expanded=place == 0):
                st.html(_changes(older, version))


def show_all(versions: Sequence[Version], *, may_restore: bool) -> None:
    """What was changed of all rules, the newest first: here one that was removed is found and restored."""
    rules = seat.desk().guidebook.rules
    newest = {version.subject: version for version in reversed(versions)}
    for place, version in enumerate(versions[:SHOWN]):
        older = next((other for other in versions[place + 1 :] if other.subject == version.subject), None)
        rule, _, what = version.what.partition(": ")
        title = f"“{rules[rule].title}”" if rule in rules else rule
        restorable = may_restore and version is not newest[version.subject]
        _one(version, f"{title}: {what}" if what else version.what, restorable)
        if version.by:  # what was found as it stood is no change
            with st.expander("What changed"):
                st.html(_changes(older, version))
    if len(versions) > SHOWN:
        st.caption(f"{count(len(versions) - SHOWN, 'older change')} not shown.")


def _one(version: Version, what: str, restorable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"version_{version.number}"):
        who = seat.name_of(version.by) or "Found so"
        when = f"{day(version.at.date())} {version.at.year}, {version.at:%H:%M}"
        st.html(
            f"<b>{escape(who)}</b> <span class='quiet small'>{escape(when)} · {escape(what)}</span>", width="stretch"
        )
        if restorable:
            st.button("Restore", key=f"restore_{version.number}", on_click=_restore, args=(version.number,))


def _changes(older: Version | None, version: Version) -> str:
    came = seat.desk().guidebook.as_it_came(version.subject)
    texts = [one.text if one is not None and one.text is not None else came for one in (older, version)]
    return changes_html(*texts)


def changes_html(before: str, after: str) -> str:
    """The lines that changed, word by word, with a line around them, block by block."""
    old, new = before.splitlines(), after.splitlines()
    blocks = []
    for group in SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(AROUND):
        lines = [
            escape("\n".join(old[a:b])) if op == "equal" else difference("\n".join(old[a:b]), "\n".join(new[c:d]))
            for op, a, b, c, d in group
        ]
        blocks.append('<pre class="changes">' + "\n".join(lines) + "</pre>")
    return "".join(blocks) or '<p class="small quiet">Nothing in its words.</p>'


@notices.told
def _restore(number: int) -> None:
    seat.desk().guidebook.restore(number, seat.person())
    notices.tell("The earlier words are in force again.")
