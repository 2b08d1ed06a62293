"""The form of a rule, for the common case: words that should not stand in a reply, or that have a better word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui.guidelines_draft import field_key, sheet
from ui.guidelines_sheet import Sheet, sheet_of
from ui.notices import as_plain
from ui.words import LEVELS, PRACTICES, SIGNS, practice

if TYPE_CHECKING:
    from ui.guidelines_draft import Draft

WAYS = {"phrase": "Words that should not stand", "swap": "Words with a better word"}
WORDS_HELP = (
    "One a line, as people write them; capitals do not matter. ~blame is every form of the verb, three dots with a "
    "space on either side are a gap of up to three words. Regular expressions work too."
)
SWAP_HELP = "One a line: the word, an arrow (→ or ->), the better word."
BETTER_HELP = (
    "Takes the place of what is found, word for word. Leave it empty where no words are safe in every sentence."
)
MESSAGE_HELP = "What the writer of a reply reads beside the finding. $text is what was found, $better its better word."
BAD_HELP = (
    "One a line. Put what the rule should find in [brackets], or leave them out and the rule puts them there. A better "
    "way of saying it may follow an arrow (→ or ->)."
)
GOOD_HELP = "One a line: sentences that look alike and are right. No rule may find anything in them."


def show(draft: Draft) -> None:
    """The fields, each starting from the draft; what is typed stays in this window until it is saved or thrown away."""
    start = sheet_of(draft.text) or Sheet()  # the same on every run: a field that starts anew would lose its words
    key = {name: field_key(draft, name) for name in start.__slots__}
    st.text_input("Title", start.title, key=key["title"], persist_state="session", placeholder="Plain words")
    known = [identity for identity in PRACTICES if identity <= "P18" or identity == start.practice]
    left, right = st.columns([5, 4])
    left.selectbox(
        "Practice", known, index=_place(known, start.practice), key=key["practice"], persist_state="session",
        format_func=lambda one: f"{one} {practice(one)}",
    )  # fmt: skip
    right.segmented_control(
        "How strictly", list(LEVELS), default=start.level if start.level in LEVELS else "warning", required=True,
        key=key["level"], format_func=lambda one: f"{SIGNS[one]} {LEVELS[one]}", persist_state="session",
    )  # fmt: skip
    _area("Why", start.why, key["why"], "small", "Office words make a person sound like a form.")
    st.segmented_control(
        "What is found", list(WAYS), default=start.way, required=True, key=key["way"], persist_state="session",
        format_func=lambda one: WAYS[one],
    )  # fmt: skip
    if sheet(draft).way == "swap":
        _area("Words and better words", start.words, key["words"], "tall", "utilise → use", SWAP_HELP)
    else:
        _area("Words to find", start.words, key["words"], "tall", "as soon as possible", WORDS_HELP)
        if start.patterns:
            with st.expander(f"Patterns to find ({len(start.patterns.splitlines())})"):
                _area("Patterns to find", start.patterns, key["patterns"], "tall", "", "Regular expressions.")
        st.text_input(
            "Better words", start.better, key=key["better"], help=as_plain(BETTER_HELP), persist_state="session"
        )
    st.text_input("What the writer reads", start.message, key=key["message"], help=as_plain(MESSAGE_HELP),
                  persist_state="session", placeholder="“$text” names no day. Say by when.")  # fmt: skip
    _area(
        "Not this", start.bad, key["bad"], "tall", "We answer [as soon as possible]. → We answer by Friday.", BAD_HELP
    )
    _area("Say this", start.good, key["good"], "tall", "We will answer by Friday.", GOOD_HELP)


def missing(filled: Sheet) -> str:
    """What the form still needs, as one sentence; "" when it can be tried."""
    if len(filled.title.strip()) < 3:
        return "The rule needs a title."
    if not filled.why.strip():
        return "Say why: a finding is only followed by who understands it."
    if not (filled.words + filled.patterns).strip():
        return "Say which words are to be found."
    if filled.way == "swap" and (lone := _without_better(filled)):
        return f"“{lone}” has no better word: write it after an arrow."
    return ""


def untested(filled: Sheet) -> str:
    """Which examples the form still needs before it can be saved."""
    if not filled.bad.strip():
        return "Add a sentence under “Not this” that the rule should find."
    return "" if filled.good.strip() else "Add a sentence under “Say this” that the rule should leave alone."


def _without_better(filled: Sheet) -> str:
    lines = [line.strip() for line in filled.words.splitlines() if line.strip()]
    return next((line for line in lines if "→" not in line and "->" not in line), "")


def _area(label: str, value: str, key: str, size: str, placeholder: str, help_text: str = "") -> None:
    lines = value.count("\n") + 1
    height = {"small": 76}.get(size) or min(max(110, 24 * lines + 40), 320)
    st.text_area(
        label, value, key=key, height=height, placeholder=placeholder, persist_state="session",
        help=as_plain(help_text) if help_text else None,
    )  # fmt: skip


def _place(known: list[str], one: str) -> int:
    return known.index(one) if one in known else 0
