"""The reply as it is read: with its marks, and, for a reviewer, with a sign in the margin of each sentence in which
something is found, by which that sentence is let stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from casework.review import acts_from
from casework.waiver import sentence_at, waiver_of
from ui import seat, waivers_pane
from ui.marking import reply_html, sources_of
from ui.marks import Note
from ui.words import SIGNS, count

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from casework.case import Case
    from guidelines.finding import Finding

HTML = '<div class="margined"></div>'
JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const sheet = parentElement.querySelector(".margined");
  if (sheet.shown === data.html) return;
  sheet.shown = data.html;
  sheet.innerHTML = data.html;
  sheet.querySelectorAll(".n-margin").forEach((sign, place) => {
    const choose = () => setTriggerValue("sentence", place);
    sign.role = "button";
    sign.tabIndex = 0;
    sign.ariaLabel = sign.title;
    sign.onclick = choose;
    sign.onkeydown = (key) => {
      if (key.key !== "Enter" && key.key !== " ") return;
      key.preventDefault();
      choose();
    };
  });
}
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence of the reply in which something is found that no waiver lifts."""

    start: int
    end: int
    findings: tuple[Finding, ...]


def show(case: Case) -> None:
    """The sheet; what was waived is marked no more, but for a small sign that tells by whom and why."""
    html = paper_html(case)
    held = held_sentences(case)
    if not held or not may_waive(case):
        st.html(html)
        return
    key = f"margin_{case.id}"

    def choose() -> None:
        place = st.session_state[key].sentence
        if isinstance(place, int) and place < len(held):
            waivers_pane.ask(case, held[place].start, held[place].end)

    _component()(key=key, data={"html": html}, on_sentence_change=choose)
    waivers_pane.show_asked(case)


def may_waive(case: Case) -> bool:
    return "waive" in acts_from(case.state) and may(seat.person(), "waive")


def held_sentences(case: Case) -> list[Held]:
    """The sentences with standing findings, in the order of the text."""
    found: dict[tuple[int, int], list[Finding]] = {}
    for finding in case.report.findings if case.report else ():
        if finding.start is not None and finding.end is not None and waiver_of(case, finding) is None:
            found.setdefault(sentence_at(case.text, finding.start, finding.end), []).append(finding)
    return [Held(start, end, tuple(findings)) for (start, end), findings in sorted(found.items())]


def paper_html(case: Case) -> str:
    """The reply with its sources, promises, answered points and findings; waived ones with their sign only."""
    report = case.report
    _, notes = sources_of(case.reply, case.text, seat.ground(case))
    if report is None:
        return reply_html(case.text, None, notes)
    lifted = [(finding, waiver) for finding in report.findings if (waiver := waiver_of(case, finding))]
    for finding, waiver in lifted:
        if finding.end is not None:
            notes.append(Note(finding.end, "waived", "✓", f"{seat.name_of(waiver.by)} let this stand: {waiver.reason}"))
    if may_waive(case):
        notes += [
            Note(held.start, f"margin sign-{_level(held)}", SIGNS[_level(held)], _says(held))
            for held in held_sentences(case)
        ]
    standing = tuple(finding for finding in report.findings if not any(finding is one for one, _ in lifted))
    return reply_html(case.text, replace(report, findings=standing), notes)


def _level(held: Held) -> str:
    """The gravest of what is found in the sentence."""
    return min((finding.level for finding in held.findings), key=list(SIGNS).index)


def _says(held: Held) -> str:
    return f"Let this sentence stand: {count(len(held.findings), 'finding')}"


@cache
def _registered(_runtime: object) -> ComponentRenderer:
    return st.components.v2.component("reply_margin", html=HTML, js=JS, isolate_styles=False)


def _component() -> ComponentRenderer:
    from streamlit.runtime import Runtime

    return _registered(Runtime.instance())
