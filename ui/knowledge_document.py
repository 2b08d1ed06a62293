"""One document beside the catalogue: as the search sees it, its versions, its details, its text, who rests on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import choice, knowledge_details, knowledge_editor, notices, seat
from ui.impact_words import replies_words, rest_words, show_impact
from ui.knowledge_catalogue import AUDIENCE_WORDS, OPENED, STATUS_WORDS
from ui.words import count, day, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.passage import DocumentEntry, Passage

LISTED = 40  # passages; a longer document shows the rest on request


def show(entry: DocumentEntry, entries: Sequence[DocumentEntry]) -> None:
    """The page of a document; what changes it is there for a knowledge editor only."""
    with st.container(key="document_page"):
        _head(entry)
        _acts(entry)
        parts = {
            "passages": f"Passages ({entry.passages})",
            "used": "Used by",
            "versions": f"Versions ({entry.version})",
        }
        if may(seat.person(), "edit_documents"):
            parts["details"] = "Details"
            parts |= {"text": "Text"} if entry.status != "removed" else {}
        part = choice.choose("part", "Part of the document", parts)
        with notices.on_page():
            if part == "passages":
                _passages(entry)
            elif part == "used":
                _used(entry.document)
            elif part == "versions":
                _versions(entry)
            elif part == "details":
                knowledge_details.show(entry, entries)
            else:
                knowledge_editor.show(entry)


def _head(entry: DocumentEntry) -> None:
    chips = [STATUS_WORDS.get(entry.status, entry.status), f"version {entry.version}"]
    chips += [AUDIENCE_WORDS["internal"]] if entry.audience == "internal" else []
    chips += [f"owner: {entry.owner}"] if entry.owner else []
    loud = '<span class="chip chip-loud">review overdue</span>' if entry.overdue else ""
    if entry.review_by:
        chips.append(f"review by {short_day(entry.review_by)} {entry.review_by.year}")
    why = f'<p class="small quiet">{escape(entry.why)}</p>' if entry.why else ""
    st.html(
        f'<div class="title" title="{escape(entry.document)}">{escape(entry.title or entry.document)}</div>'
        f'<div class="small quiet">{escape(entry.document)}</div>'
        f"<div>{''.join(f'<span class=chip>{escape(chip)}</span>' for chip in chips)}{loud}</div>{why}"
    )


def _acts(entry: DocumentEntry) -> None:
    """Remove it, with what that touches said before; or put it back."""
    here = may(seat.person(), "edit_documents")
    with st.container(horizontal=True, vertical_alignment="center"):
        if here and entry.status == "removed":
            st.button("Put it back", key="put_back", type="primary", on_click=restore, args=(entry.document, None))
        elif here:
            with st.popover("Remove", type="tertiary"):
                st.text(rest_words(seat.desk().documents.resting_on(entry.document)))
                st.caption("No new draft will rest on it. What was sent keeps its citations, and it can be put back.")
                st.button("Remove it", key="remove_document", on_click=_remove, args=(entry.document,), type="primary")
        st.button("Close", key="close_document", type="tertiary", on_click=_close)


def _passages(entry: DocumentEntry) -> None:
    """What the search sees of it, passage by passage, in reading order."""
    passages = seat.desk().library.passages(entry.document)
    st.html(passages_html(passages[:LISTED]))
    rest = passages[LISTED:]
    if rest and st.toggle(f"Show the other {count(len(rest), 'passage')}", key=f"all_passages_{entry.document}"):
        st.html(passages_html(rest))


def passages_html(passages: Sequence[Passage]) -> str:
    """Each passage under its heading path, as it is searched and cited."""
    rows = []
    for passage in passages:
        page = f"page {passage.page}" if passage.page else ""
        where = escape(" · ".join(filter(None, [passage.section, page])))
        words = f'<div class="passage">{escape(passage.text)}</div>'
        rows.append(f'<li><span class="small quiet">{where}</span>{words}</li>')
    return f'<ul class="list">{"".join(rows)}</ul>'


def _used(document: str) -> None:
    """How many replies rest on it, and those that rest on text of it that is no longer in force."""
    documents = seat.desk().documents
    st.text(rest_words(documents.resting_on(document)))
    impact = documents.impact(document)
    said = replies_words(impact.counts)
    if said:
        st.html(f'<p class="head">On text that is no longer in force</p><p class="small">{escape(said)}</p>')
        show_impact(impact, "document")


def _versions(entry: DocumentEntry) -> None:
    """Every version, the newest first; an earlier one can be made the one in force again."""
    for version in reversed(seat.desk().library.versions_of(entry.document)):
        with st.container(horizontal=True, vertical_alignment="center", key=f"version_{version.version}"):
            status = "" if version.version == entry.version else f" · {escape(version.why or version.status)}"
            st.html(
                f"<b>Version {version.version}</b> <span class='quiet small'>{escape(_added(version.added_at))} · "
                f"{count(version.passages, 'passage')}{status}</span>",
                width="stretch",
            )
            if version.version != entry.version and may(seat.person(), "edit_documents"):
                st.button(
                    "Make it current", key=f"restore_{version.version}", on_click=restore,
                    args=(entry.document, version.version),
                )  # fmt: skip


def _added(moment: str) -> str:
    from datetime import datetime

    try:
        added = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{day(added.date())} {added.year}"


@notices.told
def _remove(document: str) -> None:
    seat.desk().documents.remove(document, seat.person())
    st.session_state[OPENED] = ""
    st.session_state["just_removed"] = document


@notices.told
def restore(document: str, version: int | None) -> None:
    """Undo a removal, or take an earlier version up again."""
    entry = seat.desk().documents.restore(document, version, seat.person())
    st.session_state.pop("just_removed", None)
    st.session_state[OPENED] = document
    if version is None:
        notices.tell(f"{document} is back.")
    else:
        notices.tell(f"What stood in version {version} of {document} is in force again, as version {entry.version}.")


def undo_bar() -> None:
    """Right after a removal: what was removed, and the way back."""
    document = st.session_state.get("just_removed")
    if not document:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undo_bar"):
        st.html(f"{escape(document)} is removed: no new draft rests on it.", width="stretch")
        st.button("Undo", key="undo_removal", on_click=restore, args=(document, None), type="primary")
        st.button("Leave it", key="leave_removed", on_click=_leave, type="tertiary")


def _leave() -> None:
    st.session_state.pop("just_removed", None)


def _close() -> None:
    st.session_state[OPENED] = ""
