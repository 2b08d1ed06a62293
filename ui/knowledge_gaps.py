"""What customers asked and nothing answered: the letters, and the answer written here becomes a document (P21)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.written_document import Answer
from ui import notices, seat
from ui.notices import as_plain
from ui.words import STATES, count, day

if TYPE_CHECKING:
    from casework.documents import Answered
    from casework.gap import Asked, GapGroup

SHOWN = 15  # questions on the page at once
LETTERS = 6  # of one question; the rest is folded
MORE = "more_gaps"
WRITING = "gap_written_for"
SAID = "gap_said"
AUDIENCES = {"": "Customers may read it", "internal": "Staff only"}


def show() -> None:
    """The open questions, the most asked first, then what became of earlier ones."""
    gaps, load = seat.desk().gaps, seat.desk().documents.load
    if load is None or not load.running:  # a load looks at them itself when it is done
        gaps.look_again()
    groups = gaps.open()
    if not groups:
        st.html('<p class="nothing">No question of a customer waits for an answer in the documents.</p>')
    most = SHOWN * int(st.session_state.get(MORE, 1))
    said = st.session_state.pop(SAID, None)
    for place, group in enumerate(groups[:most]):
        if said and said[0] == place:
            _say(*said[1:])
        _question(group, place)
    if said and said[0] >= len(groups[:most]):
        _say(*said[1:])
    if len(groups) > most:
        st.button(f"Show more of {len(groups)}", key="show_more_gaps", on_click=_more)
    _past(gaps.past())


def _say(level: str, text: str) -> None:
    """What became of an answer, where its question stood: the top of the page may be out of sight."""
    (st.warning if level == "warning" else st.success)(as_plain(text))


def _question(group: GapGroup, place: int) -> None:
    first = group.asked[0].gap.at.date()
    with st.container(key=f"gap_{group.alike}", border=True, gap="small"):
        st.html(
            f'<div class="ask">{escape(group.words)}</div>'
            f'<div class="small quiet">{count(group.letters, "letter")} asked, first on {escape(day(first))}</div>'
        )
        for why in dict.fromkeys(one.gap.why for one in group.asked if one.gap.state == "open" and one.gap.why):
            st.warning(as_plain(f"{why} Use the customer's own words in it, then save it again."))
        _letters(group.asked, group.words)
        if may(seat.person(), "edit_documents"):
            _acts(group, place)


def _letters(asked: tuple[Asked, ...], words: str) -> None:
    """The letters that asked, each once, with all that it asks of this."""
    together: dict[int, list[Asked]] = {}
    for one in asked:
        together.setdefault(one.gap.case_id, []).append(one)
    letters = list(together.values())
    for letter in letters[:LETTERS]:
        _letter(letter, words)
    if rest := letters[LETTERS:]:
        with st.expander(f"{count(len(rest), 'more letter')}"):
            for letter in rest:
                _letter(letter, words)


def _letter(asked: list[Asked], words: str) -> None:
    """A letter that asked: its number as a link, who, where the case stands, and its own words where they differ."""
    one = asked[0]
    with st.container(horizontal=True, vertical_alignment="center", key=f"asked_{one.gap.id}", gap="small"):
        st.page_link(
            "ui/case.py", label=as_plain(f"{one.number} · {one.who or 'Somebody'}"),
            query_params={"id": str(one.gap.case_id)}, width="content",
        )  # fmt: skip
        st.html(letter_html(asked, words), width="stretch")


def letter_html(asked: list[Asked], words: str) -> str:
    """What the letter is about, its own words where they differ from the heading, and where its case stands."""
    one = asked[0]
    known = any(said in one.about for said in (words, one.gap.point))
    about = "" if known else f'<span class="small">{escape(one.about)}</span> '
    quoted = "; ".join(f"“{escape(' '.join(other.gap.point.split()))}”" for other in asked if other.gap.point != words)
    state = f'<span class="chip">{escape(STATES[one.case_state])}</span>'
    return f'{about}<span class="small quiet">{quoted}</span> {state}'


def _acts(group: GapGroup, place: int) -> None:
    if st.session_state.get(WRITING) == group.alike:
        _form(group, place)
        return
    with st.container(horizontal=True):
        st.button("Write the answer", key=f"write_{group.alike}", on_click=_write, args=(group.alike,))
        with st.popover("Not our business", type="tertiary"):
            reason = f"dismiss_reason_{group.alike}"
            st.text_input("Why does this need no answer?", key=reason, placeholder="We sell no such thing")
            st.button(
                "Take it off the list", key=f"dismiss_{group.alike}", on_click=_dismiss, args=(group.alike, reason)
            )


def _form(group: GapGroup, place: int) -> None:
    """The answer as a small document: the question its heading, the text what a reply may say."""
    key = f"answer_{group.alike}"
    with st.form(key=key, border=False):
        st.text_input("Question", group.words, key=f"{key}_question", help="It becomes the heading of the document")
        st.text_area(
            "Answer", key=f"{key}_text", height=140,
            placeholder="What a reply may say, in full sentences and with the customer's words",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.text_input("Owner", key=f"{key}_owner", placeholder="optional", width=190)
            st.selectbox("For", list(AUDIENCES), key=f"{key}_audience", format_func=AUDIENCES.__getitem__, width=190)
            st.date_input("Review by", None, key=f"{key}_review_by", format="DD/MM/YYYY", width=150)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Put it into the documents", type="primary", on_click=_answer, args=(group.alike, place, key)
            )
            st.form_submit_button("Not now", on_click=_write, args=(0,), type="tertiary")


def _past(groups: list[GapGroup]) -> None:
    """Questions that were answered or dismissed, and what became of the letters that asked them."""
    if not groups:
        return
    with st.expander(f"Answered and dismissed ({len(groups)})"):
        for group in groups[:SHOWN]:
            newest = group.asked[-1].gap
            with st.container(horizontal=True, vertical_alignment="center", key=f"past_{group.alike}"):
                st.html(
                    f'<b>{escape(group.words)}</b> <span class="small quiet">{escape(ending(group))}</span>',
                    width="stretch",
                )
                if newest.state == "dismissed" and may(seat.person(), "edit_documents"):
                    st.button("Open it again", key=f"take_up_{group.alike}", on_click=_take_up, args=(group.alike,))
            _letters(group.asked, group.words)
        if len(groups) > SHOWN:
            st.caption(f"And {len(groups) - SHOWN} more.")


def ending(group: GapGroup) -> str:
    """How a question ended: "answered by delivery.md", "not ours: We sell no such thing", .."""
    newest = group.asked[-1].gap
    if newest.state == "dismissed":
        return f"not ours: {newest.why}"
    document = next((one.gap.document for one in reversed(group.asked) if one.gap.document), "")
    return f"answered by {document}" if document else newest.why


def _more() -> None:
    st.session_state[MORE] = int(st.session_state.get(MORE, 1)) + 1


def _write(number: int) -> None:
    st.session_state[WRITING] = number


@notices.told
def _answer(number: int, place: int, key: str) -> None:
    said = {
        name: st.session_state.get(f"{key}_{name}") for name in ("question", "text", "owner", "audience", "review_by")
    }
    answer = Answer(
        str(said["question"] or ""), str(said["text"] or ""), str(said["owner"] or ""),
        said["review_by"], str(said["audience"] or ""),
    )  # fmt: skip
    answered = seat.desk().documents.answer(number, answer, seat.person())
    st.session_state[WRITING] = 0
    waiting = seat.desk().gaps.offers()
    letters = len({gap.case_id for gap in answered.found if gap.case_id in waiting})
    st.session_state[SAID] = (place, *answered_words(answered, letters))


def answered_words(answered: Answered, letters: int) -> tuple[str, str]:
    """What is said of an answer just written: how many letters wait for it, or that the search does not find it."""
    if not answered.missed:
        offered = f"{count(letters, 'letter')} that asked can be drafted again with it."
        return "done", (
            f"The answer is in the documents as {answered.document}. "
            f"{offered if letters else 'Every letter that asked is closed by now; the next one gets it.'}"
        )
    points = "; ".join(f"“{gap.point}”" for gap in answered.missed[:3])
    return "warning", (
        f"The answer is in the documents as {answered.document}, but a search for {points} does not find it. "
        "Use the customer's own words in the heading or the text."
    )


@notices.told
def _dismiss(number: int, reason: str) -> None:
    seat.desk().gaps.dismiss(number, str(st.session_state.get(reason) or ""), seat.person())
    notices.tell("The question is off the list. It stands under “Answered and dismissed”.")


@notices.told
def _take_up(number: int) -> None:
    seat.desk().gaps.take_up(number, seat.person())
