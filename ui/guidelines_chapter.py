"""The rules as a style guide: the practices as its contents, the rules of one practice as its chapter."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import contents, guidelines_draft, guidelines_opened, seat
from ui.guidelines_entry import meta_html, pairs_html
from ui.notices import as_plain
from ui.words import count, practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casework.rule_use import RuleUse
    from guidelines.rule import Rule
    from guidelines.rulebook import RuleBook

READ_ONLY = "A reviewer switches rules, changes them and adds new ones."
EVERY, OWN, OFF = "All rules", "Our own and changed", "Switched off"


def show(book: RuleBook) -> None:
    """Contents and a chapter, or what was looked for."""
    rules = [*book, *book.off]
    off = {rule.id for rule in book.off}
    left, chapter = st.columns([4, 9], gap="large")
    with left:
        words, which = _find()
        chosen = _practice(rules)
    with chapter:
        if words or which != EVERY:
            shown = found(rules, off, words, which)
            title = f"{count(len(shown), 'rule')} found"
        else:
            shown = sorted((rule for rule in rules if rule.practice == chosen), key=lambda rule: rule.id in off)
            title = practice(chosen)
        _head(title, chosen)
        if not shown:
            st.html('<p class="nothing">No rule has these words.</p>' if words else '<p class="nothing">None yet.</p>')
        uses = {use.rule_id: use for use in seat.desk().guidebook.statistics()}
        for rule in shown:
            entry(rule, uses, off)


def found(rules: Iterable[Rule], off: set[str], words: str, which: str) -> list[Rule]:
    """The rules that hold every word in title, reason or an example, and are of the sort asked for."""
    wanted = words.casefold().split()
    return [rule for rule in rules if _is_of(rule, which, off) and (not wanted or _holds(rule, wanted))]


def _is_of(rule: Rule, which: str, off: set[str]) -> bool:
    return which == EVERY or (which == OWN and rule.origin != "shipped") or (which == OFF and rule.id in off)


def _holds(rule: Rule, wanted: list[str]) -> bool:
    said = [rule.id, rule.title, rule.why, rule.practice]
    said += [example.text for example in (*rule.examples.bad, *rule.examples.good)] if wanted else []
    text = " ".join(said).casefold()
    return all(word in text for word in wanted)


def _find() -> tuple[str, str]:
    with st.container(horizontal=True, key="rule_filter"):
        words = st.text_input(
            "Find a rule", key="rule_words", placeholder="Find a rule", label_visibility="collapsed",
            icon=":material/search:", persist_state="session",
        )  # fmt: skip
        which = st.selectbox(
            "Which rules", [EVERY, OWN, OFF], key="rule_sort", label_visibility="collapsed", persist_state="session"
        )
    return (words or "").strip(), which


def _practice(rules: list[Rule]) -> str:
    """The contents: every practice that has rules."""
    numbers = {rule.practice: sum(other.practice == rule.practice for other in rules) for rule in rules}
    labels = {identity: f"{identity} {practice(identity)} ({numbers[identity]})" for identity in sorted(numbers)}
    return contents.choose("practice", "Practice", labels)


def _head(title: str, chosen: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="chapter_head"):
        st.header(as_plain(title), anchor=False)
        if may(seat.person(), "edit_guidelines"):
            waits = guidelines_draft.waits(guidelines_opened.NEW)
            st.button(
                "Go on with the new rule" if waits else "Add a rule", key="add_rule", on_click=_add, args=(chosen,)
            )
    if not may(seat.person(), "edit_guidelines"):
        st.caption(READ_ONLY)


def _add(chosen: str) -> None:
    st.session_state["new_rule_practice"] = chosen
    guidelines_opened.edit(guidelines_opened.NEW)


def entry(rule: Rule, uses: Mapping[str, RuleUse], off: set[str]) -> None:
    """One rule: its title opens its page."""
    with st.container(key=f"entry_{rule.id}", gap="xsmall"):
        st.button(
            as_plain(rule.title),
            key=f"open_{rule.id}",
            type="tertiary",
            on_click=guidelines_opened.open_rule,
            args=(rule.id,),
        )
        meta = meta_html(rule, uses.get(rule.id), off=rule.id in off)
        st.html(f'<div class="sans">{escape(rule.why)}</div>{pairs_html(rule)}{meta}')
