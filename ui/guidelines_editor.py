"""A rule is written, as a form or as text: tried beside it while one types, and saved when its examples hold."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import CaseworkError
from ui import guidelines_draft, guidelines_form, guidelines_opened, guidelines_trial, notices, seat
from ui.guidelines_examples import with_marks
from ui.guidelines_sheet import Sheet, name_for, sheet_of, text_of
from ui.notices import as_plain

if TYPE_CHECKING:
    from casework.guidebook import Guidebook
    from ui.guidelines_draft import Draft

VIEWS = {"form": "Form", "text": "Text"}
MORE_THAN_A_FORM = "This rule says more than the form can show, so it is written as text."


def show(rule_id: str) -> None:
    """The page of a rule in the making; ``rule_id`` is `guidelines_opened.NEW` for one that is added."""
    book = seat.desk().guidebook
    st.button("‹ Back without saving", key="leave_editor", type="tertiary", on_click=guidelines_opened.stop_editing)
    title = book.rules[rule_id].title if rule_id in book.rules else rule_id
    st.header(f"Edit: {as_plain(title)}" if rule_id else "Add a rule", anchor=False)
    _write(rule_id)


@st.fragment
def _write(rule_id: str) -> None:
    """Form and trial in one fragment: a click right after typing finds the words that were typed."""
    with notices.on_page():
        book = seat.desk().guidebook
        stood = book.rule_text(rule_id) if rule_id else None
        faulty = bool(rule_id) and rule_id == book.faulty_rule
        blank = Sheet(practice=str(st.session_state.get("new_rule_practice") or "P17"))
        draft = guidelines_draft.of(rule_id, stood, blank, faulty=faulty)
        writing, trying = st.columns([6, 5], gap="large")
        with writing:
            _view(draft)
            if draft.view == "form":
                guidelines_form.show(draft)
            else:
                _as_text(draft)
        text = guidelines_draft.words(draft)
        lacking = guidelines_form.missing(guidelines_draft.sheet(draft)) if draft.view == "form" else ""
        with trying, st.container(key="trial"):
            guidelines_trial.show(draft, identity(draft), text, lacking)
        with writing:
            _save_row(draft, stood, faulty=faulty)


def identity(draft: Draft) -> str:
    """The name of the rule's file: its own, or for a new one made from its title."""
    if draft.rule_id:
        return draft.rule_id
    rules = seat.desk().guidebook.rules
    from_form = sheet_of(guidelines_draft.words(draft)) or Sheet()
    return name_for(from_form.title, [rule.id for rule in (*rules, *rules.off)])


def _view(draft: Draft) -> None:
    if draft.view == "text" and sheet_of(guidelines_draft.words(draft)) is None:
        st.caption(MORE_THAN_A_FORM)
        return
    key = guidelines_draft.field_key(draft, "view")
    st.segmented_control(
        "Write it as", list(VIEWS), default=draft.view, required=True, key=key, format_func=lambda one: VIEWS[one],
        label_visibility="collapsed", on_change=lambda: guidelines_draft.turn(draft, st.session_state[key]),
    )  # fmt: skip


def _as_text(draft: Draft) -> None:
    st.text_area(
        "The rule as text", draft.text, key=guidelines_draft.field_key(draft, "text"), height=560,
        persist_state="session",
    )  # fmt: skip


def _save_row(draft: Draft, stood: str | None, *, faulty: bool) -> None:
    if draft.stood != stood:
        st.warning("Somebody changed this rule while you were writing. Their words are under its versions.")
    with st.container(key="save_row", gap="xsmall"):
        fault = st.container()  # above the buttons, where it is seen
        with st.container(horizontal=True, vertical_alignment="center"):
            saved = st.button("Save", key="save_rule", type="primary")
            st.button(
                "Start again", key="reset_rule", type="tertiary", on_click=guidelines_draft.start_over, args=(draft,)
            )
            if faulty and st.button("Take the file away", key="drop_rule", type="tertiary"):
                _drop(draft)
            if not draft.rule_id and guidelines_draft.sheet(draft).title.strip():
                st.html(f'<span class="small quiet">Its name will be {identity(draft)}.</span>', width="content")
    if saved:
        with fault:
            _save(draft, stood)


def _save(draft: Draft, stood: str | None) -> None:
    """Put the rule in force, or say what is in the way, right here; every field keeps its words."""
    book = seat.desk().guidebook
    try:
        if draft.view == "form" and (lacking := _lacking(draft)):
            raise CaseworkError(lacking, "")
        if draft.stood != stood:
            guidelines_draft.take_note(draft, stood)
            raise CaseworkError("Somebody else changed this rule meanwhile.", "Save again to put yours in its place.")
        name = identity(draft)
        rule = book.save_rule(name, _with_marks(book, name, draft), seat.person())
    except CaseworkError as error:
        st.html(f'<p class="fault" role="alert">{escape(notices.sentence(error))}</p>')
        return
    guidelines_draft.start_over(draft)
    guidelines_opened.open_rule(rule.id)
    notices.tell(f"“{rule.title}” is in force.")
    st.rerun()


def _drop(draft: Draft) -> None:
    """Take a company file away that can't be read; its words stay among the versions."""
    seat.desk().guidebook.remove_rule(draft.rule_id, seat.person())
    guidelines_draft.start_over(draft)
    guidelines_opened.stop_editing()
    notices.tell(f"The file of {draft.rule_id} is taken away. Its words stay under “Changes”.")
    st.rerun()


def _lacking(draft: Draft) -> str:
    filled = guidelines_draft.sheet(draft)
    return guidelines_form.missing(filled) or guidelines_form.untested(filled)


def _with_marks(book: Guidebook, name: str, draft: Draft) -> str:
    """The text to save; in the form, bad examples without brackets get them around what the rule finds now."""
    if draft.view == "text":
        return guidelines_draft.words(draft)
    filled, words = guidelines_draft.sheet(draft), guidelines_draft.words(draft)

    def find(example: str) -> list[tuple[int, int]]:
        found = book.try_rule(name, words, example)
        return [(one.start, one.end) for one in found if one.start is not None and one.end is not None]

    return text_of(replace(filled, bad=with_marks(filled.bad, find)), draft.text)
