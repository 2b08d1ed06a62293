"""The helper beside the reply: what to mend and to weigh, what is answered, what is promised, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from casework.permissions import may
from casework.review import acts_from
from casework.waiver import waiver_of
from ui import acts, notices, seat, waivers_pane
from ui.marking import sources_of
from ui.marks import numbered
from ui.source_words import passage_place
from ui.words import LEVELS, SIGNS, VERDICTS, count, iso_day, practice

if TYPE_CHECKING:
    from casework.case import Case
    from guidelines.finding import Finding, Promise, Report
    from guidelines.rulebook import RuleBook
    from knowledge.passage import Passage


def summary(case: Case) -> str:
    """What the check says in a few words: "2 to mend · 1 to weigh"."""
    if case.report is None or not case.text:
        return "nothing to check yet"
    standing = [f for f in case.report.findings if waiver_of(case, f) is None]
    parts = []
    for level, word in (("error", "to mend"), ("warning", "to weigh"), ("suggestion", "ideas")):
        number = sum(f.level == level for f in standing)
        if number:
            parts.append(f"{number} {word}" if level != "suggestion" else count(number, "idea"))
    return " · ".join(parts) or "nothing to mend"


def show(case: Case) -> None:
    """The right pane."""
    st.html(f'<p class="head">Checks <span class="aside">{escape(summary(case))}</span></p>')
    report = case.report
    if report is not None and case.text:
        findings(case, report)
        _answer_map(report)
        _promises(report)
    _sources(case)
    _gaps(case)


def findings(case: Case, report: Report) -> None:
    """Each finding as a card: where, why, which practice, better words and what can be done with one click."""
    for level, heading in LEVELS.items():
        standing = [f for f in report.findings if f.level == level and waiver_of(case, f) is None]
        if not standing:
            continue
        sign = f'<span class="sign sign-{level}" aria-hidden="true">{SIGNS[level]}</span>'
        st.html(f'<p class="head">{sign}{heading}</p>')
        for finding in standing:
            _card(case, finding, f"{level}_{case.id}_{_known_by(finding)}")
    waivers_pane.show(case)
    if report.not_checked:
        st.html(not_checked_html(report.not_checked, seat.desk().guidebook.rules))
    for note in report.notes:
        st.caption(notices.as_plain(note))


def _known_by(finding: Finding) -> str:
    """The name of a finding's card: another finding in its place is another card, with nothing typed in it yet."""
    return f"{finding.rule}_{crc32(finding.message.encode())}_{finding.start}"


def not_checked_html(not_checked: Sequence[str], rules: RuleBook) -> str:
    """How many rules could not be checked, and on request which: what was not checked has not passed."""
    titles = [rules[rule].title if rule in rules else rule for rule in not_checked]
    said = f"{count(len(titles), 'rule was', 'rules were')} not checked, for want of a model or the letter."
    rows = "".join(f"<li>{escape(title)}</li>" for title in titles)
    return f'<details class="small quiet"><summary>{said}</summary><ul class="list">{rows}</ul></details>'


def finding_html(finding: Finding) -> str:
    """The card's words: what is marked, why it matters and the better wording."""
    said = f'<span class="said">“{escape(finding.text)}”</span><br>' if finding.text else ""
    better = ""
    if finding.rewrite is not None:
        words = escape(finding.rewrite) if finding.rewrite.strip() else "<em>leave it out</em>"
        better = f'<span class="better">{words}</span>'
    return f'<div class="card">{said}{escape(finding.message)}{better}</div>'


def _card(case: Case, finding: Finding, key: str) -> None:
    here = seat.person()
    possible = acts_from(case.state)
    with st.container(key=f"finding_{key}"):
        st.html(finding_html(finding))
        may_use = finding.rewrite is not None and "edit" in possible and may(here, "edit")
        may_waive = "waive" in possible and may(here, "waive")
        with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
            if may_use:
                st.button(
                    "Use", key=f"use_{key}", on_click=acts.use, args=(case.id, finding), help="Use the better wording"
                )
            if may_waive:
                waivers_pane.finding_button(case, finding, key)
            st.page_link(
                "ui/guidelines.py", label=notices.as_plain(practice(finding.practice)), width="stretch",
                query_params={"rule": finding.rule}, help="What the rule asks, and why",
            )  # fmt: skip


def _answer_map(report: Report) -> None:
    if not report.answer_map:
        return
    rows = []
    for position, answer in enumerate(report.answer_map):
        answered = bool(answer.sentences)
        state = (
            '<span class="sign-good" title="answered">✓ answered</span>'
            if answered
            else '<span class="sign-error" title="not answered">– not answered</span>'
        )
        rows.append(
            f'<li><span class="n n-point">{numbered(position)}</span> {escape(_short(answer.point.text))} '
            f'<span class="small">{state}</span></li>'
        )
    st.html(f'<p class="head">Answer map</p><ul class="list">{"".join(rows)}</ul>')


def _promises(report: Report) -> None:
    if not report.promises:
        return
    rows = []
    for promise in report.promises:
        style = {"fine": "chip-good", "not_checked": ""}.get(promise.verdict, "chip-warning")
        if promise.verdict in {"impossible", "contradicts", "needs_approval"}:
            style = "chip-loud"
        chips = f'<span class="chip {style}">{escape(VERDICTS[promise.verdict])}</span>'
        if promise.deadline:
            chips += f'<span class="chip">by {escape(iso_day(promise.deadline))}</span>'
        if promise.amount:
            chips += f'<span class="chip">{escape(promise.amount)}</span>'
        if promise.authority and promise.verdict == "needs_approval":
            chips += f'<span class="chip">{escape(promise.authority)} may approve</span>'
        condition = f' <span class="quiet">if {escape(promise.condition)}</span>' if promise.condition else ""
        why = f'<div class="quiet small">{escape(promise.why)}</div>' if promise.why else ""
        rows.append(f"<li>{escape(_what(promise))}{condition}<br>{chips}{why}</li>")
    st.html(f'<p class="head">Promises</p><ul class="list">{"".join(rows)}</ul>')


def _what(promise: Promise) -> str:
    """What is promised; the sentence itself where the check has blanked words that are quoted in it."""
    return _short(promise.text) if "___" in promise.what else promise.what


def _sources(case: Case) -> None:
    """The facts that the reply rests on, numbered as in the text; then what else the documents hold on this letter."""
    rested, _ = sources_of(case.reply, case.text, seat.ground(case))
    if rested:
        st.html('<p class="head">Facts</p>')
        rows = []
        for source in rested:
            text = f'<div class="quiet">{escape(_short(source.text, 320))}</div>' if source.text else ""
            rows.append(f'<li><span class="n n-source">{source.number}</span> {escape(source.place)}{text}</li>')
        st.html(f'<ul class="list">{"".join(rows)}</ul>')
    used = {source.id for source in rested}
    others = [passage for passage in case.passages if passage.id not in used]
    if others:
        with st.expander(f"Also found ({len(others)})"):
            st.html(passages_html(others))


def passages_html(passages: list[Passage]) -> str:
    rows = [
        f'<li>{escape(passage_place(p))}{staff_only(p)}<div class="quiet">{escape(_short(p.text, 420))}</div></li>'
        for p in passages
    ]
    return f'<ul class="list">{"".join(rows)}</ul>'


def staff_only(passage: Passage) -> str:
    """A chip on a passage that no customer may read."""
    return ' <span class="chip chip-warning">staff only</span>' if passage.audience == "internal" else ""


def _gaps(case: Case) -> None:
    gaps = case.reply.gaps if case.reply else ()
    if gaps:
        rows = "".join(f"<li>{escape(gap)}</li>" for gap in gaps)
        st.html(
            '<p class="head">Gaps</p><p class="quiet small">Nothing in the documents, the case or the policy '
            f'answers this.</p><ul class="list">{rows}</ul>'
        )


def _short(text: str, length: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"
