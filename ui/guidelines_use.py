"""How the rules are used, for reviewers: what is often waived may be wrong, what never finds anything may be idle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import guidelines_opened, seat
from ui.guidelines_entry import use_words
from ui.notices import as_plain
from ui.words import count

if TYPE_CHECKING:
    from casework.rule_use import RuleUse
    from guidelines.rulebook import RuleBook

SHOWN = 12


def show(book: RuleBook) -> None:
    """Rules that are often waived, rules that never found anything, and the busiest."""
    in_force = {rule.id for rule in book}
    uses = [use for use in seat.desk().guidebook.statistics() if use.rule_id in in_force]
    checked = max((use.of for use in uses), default=0)
    st.html(f"<p>{summary(uses, checked)}</p>")
    waived, silent = [use for use in uses if use.often_waived], [use for use in uses if use.never_fired]
    _list(
        book,
        "Often waived",
        "Reviewers let most of what they find stand. Look at what they find, and narrow them.",
        waived,
    )
    _list(book, "Most found", "", [use for use in uses if use.fired and not use.often_waived])
    meaning = f"Nobody wrote like this in {checked:,} replies, or they look for the wrong words."
    _list(book, "Never found anything", meaning, silent)


def summary(uses: list[RuleUse], checked: int) -> str:
    """ "43 replies have been checked. 60 rules found something, 2 of them are often waived."."""
    if not checked:
        return "No reply has been checked yet, so there is nothing to say about the rules."
    found, waived = sum(use.fired > 0 for use in uses), sum(use.often_waived for use in uses)
    verb = "has" if checked == 1 else "have"
    often = f"; {count(waived, 'is', 'are')} often waived" if waived else ""
    return f"{count(checked, 'reply', 'replies')} {verb} been checked. {count(found, 'rule')} found something{often}."


def _list(book: RuleBook, heading: str, meaning: str, uses: list[RuleUse]) -> None:
    if not uses:
        return
    aside = f' <span class="aside">{meaning}</span>' if meaning else ""
    st.html(f'<p class="head">{heading}{aside}</p>')
    with st.container(key=f"used_{heading.lower().replace(' ', '_')}", gap=None):
        for use in uses[:SHOWN]:
            _row(book, use, heading)
    if len(uses) > SHOWN:
        with st.expander(f"{len(uses) - SHOWN} more"):
            for use in uses[SHOWN:]:
                _row(book, use, heading)


def _row(book: RuleBook, use: RuleUse, heading: str) -> None:
    rule = book[use.rule_id]
    with st.container(horizontal=True, vertical_alignment="center", key=f"use_{heading[:2]}_{rule.id}"):
        st.button(
            as_plain(rule.title), key=f"use_open_{heading[:2]}_{rule.id}", type="tertiary",
            on_click=guidelines_opened.open_rule, args=(rule.id,),
        )  # fmt: skip
        if use.fired:
            st.html(f'<span class="small quiet">{use_words(use)}</span>', width="content")
