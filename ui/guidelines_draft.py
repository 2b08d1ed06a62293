"""What a reviewer is writing as a rule: kept in this window until it is saved or thrown away, whatever goes wrong.

The fields of the form and the text of the file are two views of one draft. Each view starts from ``text``; turning to
the other one takes the words along.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

import streamlit as st

from ui.guidelines_sheet import Sheet, sheet_of, text_of

View = Literal["form", "text"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule being written. ``number`` names its fields in this window; ``begun`` is the text that it began with;
    ``stood`` is what stood in its place then, which somebody else may have changed since (None: a new rule)."""

    rule_id: str
    number: int
    text: str
    begun: str
    stood: str | None
    view: View


def of(rule_id: str, stood: str | None, blank: Sheet, *, faulty: bool = False) -> Draft:
    """The draft of that rule in this window, begun from what stands; ``blank`` is the form of a new one.

    A draft in which nobody wrote anything follows what somebody else made of the rule. A ``faulty`` text is shown as
    text, where its fault has a line.
    """
    drafts = _drafts()
    known, text = drafts.get(rule_id), stood if stood is not None else text_of(blank)
    if known is None or (known.begun != text and words(known) == known.begun):
        view: View = "form" if sheet_of(text) and not faulty else "text"
        drafts[rule_id] = Draft(rule_id, _next(), text, text, stood, view)
    return drafts[rule_id]


def waits(rule_id: str) -> bool:
    """Whether somebody wrote in a draft of that rule in this window and has not saved it."""
    draft = _drafts().get(rule_id)
    return draft is not None and words(draft) != draft.begun


def sheet(draft: Draft) -> Sheet:
    """The form as it is filled in now."""
    start = sheet_of(draft.text) or Sheet()
    typed = {one.name: st.session_state.get(field_key(draft, one.name)) for one in fields(Sheet)}
    return replace(start, **{name: value for name, value in typed.items() if value is not None})


def words(draft: Draft) -> str:
    """The text of the rule as it is written now, in whichever view."""
    if draft.view == "form":
        return text_of(sheet(draft), draft.text)
    typed = st.session_state.get(field_key(draft, "text"))
    return draft.text if typed is None else str(typed)


def turn(draft: Draft, view: View) -> None:
    """Show the same words in the other view."""
    _put(replace(draft, text=words(draft), view=view, number=_next()))


def start_over(draft: Draft) -> None:
    """Throw the draft away; the next one begins from what stands by then."""
    _drafts().pop(draft.rule_id, None)


def take_note(draft: Draft, stood: str | None) -> None:
    """Somebody else's change was seen: the next save is meant to take its place."""
    _drafts()[draft.rule_id] = replace(draft, stood=stood)


def field_key(draft: Draft, name: str) -> str:
    return f"draft_{draft.number}_{name}"


def _put(draft: Draft) -> None:
    _drafts()[draft.rule_id] = draft


def _next() -> int:
    """A new number is new fields: no older words of the browser come back into them."""
    number: int = st.session_state.get("sheets", 0) + 1
    st.session_state["sheets"] = number
    return number


def _drafts() -> dict[str, Draft]:
    drafts: dict[str, Draft] = st.session_state.setdefault("rule_drafts", {})
    return drafts
