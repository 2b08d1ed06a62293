"""Guidelines: a style guide of rules by practice, how the rules are used, and what the policy allows."""

from __future__ import annotations

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
)


def page() -> None:
    book = seat.desk().guidebook
    if fault := book.fault:
        notices.show_error(fault)
    editing = guidelines_opened.edited()
    if editing is not None and may(seat.person(), "edit_guidelines"):
        with notices.on_page():
            guidelines_editor.show(editing)
        return
    if seat.policy_fault():  # it is mended where it is shown
        st.session_state.setdefault("guidelines_chosen", "policy")
    rules = book.rules
    parts = {"rules": f"Rules ({len(rules)})"}
    if may(seat.person(), "edit_guidelines"):
        parts["use"] = "In use"
    parts["policy"] = "Policy"
    opened = guidelines_opened.opened()  # the address may name a rule: then it is read, whatever part was chosen
    part = choice.choose("guidelines", "Part of the guidelines", parts)
    with notices.on_page():
        if part == "policy":
            policy_page.show()
        elif part == "use":
            guidelines_use.show(rules)
        elif opened in rules:
            guidelines_rule.show(rules[opened])
        else:
            guidelines_chapter.show(rules)


page()
