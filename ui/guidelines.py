"""Guidelines: a style guide of rules by practice, how the rules are used, and what the policy allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import (
    choice,
    guidelines_chapter,
    guidelines_editor,
    guidelines_opened,
    guidelines_rule,
    guidelines_use,
    notices,
    policy_page,
    seat,
    text_versions,
)

if TYPE_CHECKING:
    from casework.guidebook import Guidebook


def page() -> None:
    book = seat.desk().guidebook
    editable = may(seat.person(), "edit_guidelines")
    editing = guidelines_opened.edited()
    if book.fault:
        _fault(book, editable and editing != book.faulty_rule)
    if editing is not None and editable:
        with notices.on_page():
            guidelines_editor.show(editing)
        return
    if seat.policy_fault():  # it is mended where it is shown
        st.session_state.setdefault("guidelines_chosen", "policy")
    rules = book.rules
    parts = {"rules": f"Rules ({len(rules)})"}
    parts |= {"use": "In use"} if editable else {}
    parts |= {"changes": "Changes", "policy": "Policy"}
    opened = guidelines_opened.opened()  # the address may name a rule: then it is read, whatever part was chosen
    part = choice.choose("guidelines", "Part of the guidelines", parts)
    with notices.on_page():
        if part == "policy":
            policy_page.show()
        elif part == "use":
            guidelines_use.show(rules)
        elif part == "changes":
            _changes(editable)
        elif opened in rules:
            guidelines_rule.show(rules[opened])
        else:
            guidelines_chapter.show(rules)


def _fault(book: Guidebook, editable: bool) -> None:
    """A company file that can't be read: one sentence, and the way to mend it."""
    with st.container(horizontal=True, vertical_alignment="center", key="rule_fault"):
        notices.show_error(book.fault)
        if editable and book.faulty_rule:
            st.button("Mend it", key="mend_rule", on_click=guidelines_opened.edit, args=(book.faulty_rule,))


def _changes(editable: bool) -> None:
    """What was changed of the rules, by whom: here a rule that was removed is found and restored."""
    changes = seat.desk().guidebook.changes()
    if changes:
        text_versions.show_all(changes, may_restore=editable)
    else:
        st.html('<p class="nothing">The rules are as they came.</p>')


page()
