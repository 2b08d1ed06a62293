"""One rule on its page: what it asks and why, its switch and level, its examples, where it fired, its versions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import choice, guidelines_draft, guidelines_found, guidelines_opened, notices, seat, text_versions
from ui.guidelines_chapter import READ_ONLY
from ui.guidelines_entry import bad_html, good_html, meta_html
from ui.notices import as_plain
from ui.words import LEVELS, SIGNS, practice

if TYPE_CHECKING:
    from casework.guidebook_table import Version
    from guidelines.rule import Rule

FEW = 6  # examples of a sort that are shown before one asks for more


def show(rule: Rule) -> None:
    """The page of a rule; what changes it is there for a reviewer only."""
    book = seat.desk().guidebook
    editable = may(seat.person(), "edit_guidelines")
    off = any(other.id == rule.id for other in book.rules.off)
    use = next((use for use in book.statistics() if use.rule_id == rule.id), None)
    st.button(f"‹ {as_plain(practice(rule.practice))}", key="close_rule", type="tertiary", on_click=_back, args=(rule,))
    with st.container(key="rule_page"):
        st.header(as_plain(rule.title), anchor=False)
        st.html(f'<p class="ask">{escape(rule.why)}</p>{meta_html(rule, use, off=off, level=not editable)}')
        if editable:
            _acts(rule, off)
        else:
            st.caption(READ_ONLY)
        versions = [version for version in book.changes() if _is_about(version, rule.id)]
        parts = {"examples": f"Examples ({len(rule.examples.bad) + len(rule.examples.good)})", "found": "Found lately"}
        parts |= {"versions": f"Versions ({len(versions)})"} if versions else {}
        part = choice.choose("rule_part", "Part of the rule", parts)
        with notices.on_page():
            if part == "found":
                guidelines_found.lately(rule.id)
            elif part == "versions":
                text_versions.show(versions, may_restore=editable)
            else:
                _examples(rule)


def _is_about(version: Version, rule_id: str) -> bool:
    """Whether a version is of the rule's words, or of what was set for it."""
    return version.subject == f"rule:{rule_id}" or (
        version.subject == text_versions.SETTINGS and version.what.startswith(f"{rule_id}: ")
    )


def _back(rule: Rule) -> None:
    guidelines_opened.close()
    choice.turn("practice", rule.practice)


def _acts(rule: Rule, off: bool) -> None:
    """In force or not, how strictly, and the ways to change it or to take it back."""
    with st.container(horizontal=True, vertical_alignment="center", key="rule_acts"):
        switch = f"switch_{rule.id}_{off}"  # what stands is another widget, so that the two never differ
        st.toggle("In force", not off, key=switch, on_change=_switch, args=(rule.id, switch))
        level = f"level_{rule.id}_{rule.level}"
        levels = [one for one in LEVELS if one != "error" or not rule.needs_judge]  # no model stops a reply by itself
        st.segmented_control(
            "How strictly", levels, default=rule.level if rule.level in levels else "warning", required=True,
            key=level, disabled=off, format_func=lambda one: f"{SIGNS[one]} {LEVELS[one]}",
            label_visibility="collapsed", on_change=_set_level, args=(rule.id, level, rule.file.level),
        )  # fmt: skip
        words = "Go on editing" if guidelines_draft.waits(rule.id) else "Edit"
        st.button(words, key=f"edit_{rule.id}", on_click=guidelines_opened.edit, args=(rule.id,))
        if rule.origin != "shipped":
            _taking_away(rule)
    if rule.level != rule.file.level:
        st.caption(f"Its file says: {LEVELS[rule.file.level].lower()}. You chose: {LEVELS[rule.level].lower()}.")


def _taking_away(rule: Rule) -> None:
    back = rule.origin == "changed"
    with st.popover("Back to the shipped rule" if back else "Remove", type="tertiary"):
        st.text("The rule is then as it came with Wellput." if back else "The rule is then gone from every check.")
        st.caption("Its words stay among the versions and can be restored.")
        st.button(
            "Take the shipped rule" if back else "Remove it", key=f"remove_{rule.id}", type="primary",
            on_click=_remove, args=(rule.id, back),
        )  # fmt: skip


def _examples(rule: Rule) -> None:
    bad = [bad_html(example, rule.level) for example in rule.examples.bad]
    good = [good_html(example) for example in rule.examples.good]
    left, right = st.columns(2, gap="medium")
    for column, heading, shown in ((left, "It finds", bad), (right, "It leaves alone", good)):
        with column:
            st.html(f'<p class="head">{heading}</p>{"".join(shown[:FEW])}')
            if len(shown) > FEW:
                with st.expander(f"{len(shown) - FEW} more"):
                    st.html("".join(shown[FEW:]))


@notices.told
def _switch(rule_id: str, key: str) -> None:
    on = bool(st.session_state[key])
    seat.desk().guidebook.switch(rule_id, on, seat.person())
    notices.tell("The rule is in force again." if on else "The rule is switched off: no check uses it from now on.")


@notices.told
def _set_level(rule_id: str, key: str, of_file: str) -> None:
    chosen = st.session_state[key]
    seat.desk().guidebook.set_level(rule_id, None if chosen == of_file else chosen, seat.person())
    notices.tell(f"What this rule finds is now {LEVELS[chosen].lower()}.")


@notices.told
def _remove(rule_id: str, back: bool) -> None:
    rule = seat.desk().guidebook.rules[rule_id]
    seat.desk().guidebook.remove_rule(rule_id, seat.person())
    if back:
        notices.tell("The rule is as it came. Your words are among its versions.")
        return
    _back(rule)
    notices.tell(f"“{rule.title}” is removed. It stays under “Changes”, where it can be restored.")
