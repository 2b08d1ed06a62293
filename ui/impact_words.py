"""What rests on a text that changed, in words: how many replies, which sentences, what they said and what holds now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui.marks import new_words
from ui.notices import as_plain
from ui.source_words import passage_place
from ui.words import count, iso_day

if TYPE_CHECKING:
    from casework.impact import Affected, Impact, Stale, Step

STEP_WORDS: dict[Step, tuple[str, str]] = {
    "draft": ("draft", "drafts"),
    "review": ("reply in review", "replies in review"),
    "approved": ("approved reply", "approved replies"),
    "sent": ("sent reply", "sent replies"),
}
SHOWN = 6


def replies_words(counts: Mapping[Step, int]) -> str:
    """ "3 drafts, 1 approved reply and 2 sent replies"; "" for none."""
    parts = [count(counts[step], *words) for step, words in STEP_WORDS.items() if counts.get(step)]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def rest_words(counts: Mapping[Step, int], on: str = "it") -> str:
    """ "3 drafts and 2 sent replies rest on it." or that none does."""
    said = replies_words(counts)
    if not said:
        return f"No reply rests on {on}."
    return f"{said} {'rests' if sum(counts.values()) == 1 else 'rest'} on {on}."


def stale_html(place: Stale) -> str:
    """One sentence of a reply: its words, why they may no longer be right, the old text and the one that holds now."""
    passage = place.outdated.passage
    promises = "".join(
        f'<span class="chip chip-warning">promise{escape(f" by {iso_day(p.deadline)}" if p.deadline else "")}</span>'
        for p in place.promises
    )
    then, now = _short(passage.text), _short(place.outdated.now)
    instead = f"<dt>Now</dt><dd>{new_words(then, now)}</dd>" if now else ""
    return (
        f'<div class="stale"><div class="said">“{escape(place.sentence)}” {promises}</div>'
        f'<div class="small quiet">{escape(place.outdated.why)} ({escape(passage_place(passage))})</div>'
        f'<dl class="rows"><dt>Then</dt><dd>{escape(then)}</dd>{instead}</dl></div>'
    )


def show_impact(impact: Impact, key: str) -> None:
    """The replies that rest on old text, each a link to its case with the sentences; the open ones first."""
    for affected in impact.affected[:SHOWN]:
        _one(affected, key)
    rest = impact.affected[SHOWN:]
    if rest:
        with st.expander(f"{len(rest)} more"):
            for affected in rest:
                _one(affected, key)
    unseen = sum(impact.counts.values()) - len(impact.affected)
    if unseen > 0:
        st.caption(f"{count(unseen, 'older reply', 'older replies')} not listed.")


def _one(affected: Affected, key: str) -> None:
    step = STEP_WORDS[affected.step][0]
    with st.container(key=f"impact_{key}_{affected.id}", gap="xsmall"):
        st.page_link(
            "ui/case.py", label=as_plain(f"{affected.number} · {affected.who or 'Somebody'} · {step}"),
            query_params={"id": str(affected.id)}, width="content",
        )  # fmt: skip
        st.html(stales_html(affected.stale))


def stales_html(places: Sequence[Stale]) -> str:
    return "".join(stale_html(place) for place in places)


def _short(text: str, length: int = 320) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"
