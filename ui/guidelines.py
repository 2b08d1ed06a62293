"""Guidelines: each rule as a page of a style guide, by practice; and the policy, which reviewers change here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from casework.permissions import may
from ui import notices, seat
from ui.source_words import timescale_words
from ui.words import LEVELS, count, practice

if TYPE_CHECKING:
    from guidelines.policy import Policy, Remedy
    from guidelines.rule import Rule
    from guidelines.rulebook import RuleBook

EXAMPLES = 2
STARTING = (
    "This is the starting policy: write your company's name, contacts, remedies and timescales in it. "
    "Until then, drafts can offer and promise little."
)


@st.cache_resource(show_spinner=False)
def _rules() -> RuleBook:
    from guidelines.rulebook import load_rules

    return load_rules()


def page() -> None:
    rules, policy = st.tabs(["What a good reply is", "What the policy allows"])
    with rules:
        _guide(list(_rules()))
    with policy:
        policy_in_force = seat.policy()
        if policy_in_force is not None:
            if seat.desk().policy_is_shipped:
                st.caption(STARTING)
            st.html(policy_html(policy_in_force))
        _editor()


def _guide(rules: list[Rule]) -> None:
    practices = sorted({rule.practice for rule in rules})
    left, right = st.columns([4, 9], gap="large")
    with left:
        chosen = st.radio(
            "Practice", practices, key="practice", persist_state="session",
            format_func=lambda p: f"{practice(p)} ({sum(rule.practice == p for rule in rules)})",
        )  # fmt: skip
    with right:
        if chosen:
            st.header(practice(chosen))
            for rule in rules:
                if rule.practice == chosen:
                    st.html(rule_html(rule))


def rule_html(rule: Rule) -> str:
    """One rule: what it asks, why, what not to say and what to say in its place, and how strictly it is held."""
    pairs = [example for example in rule.examples.bad if not example.whole][:EXAMPLES]
    said = "".join(_not_that(example.text) + (_say(example.better) if example.better else "") for example in pairs)
    good = [example for example in rule.examples.good if not example.whole][: EXAMPLES - len(pairs)]
    said += "".join(_say(example.text) for example in good)
    needs = '<span class="chip">needs a letter</span>' if rule.needs_letter else ""
    return (
        f'<div class="sans"><p class="title">{escape(rule.title)}</p><p>{escape(rule.why)}</p>{said}'
        f'<p><span class="chip">{LEVELS[rule.level].lower()}</span><span class="chip">{escape(rule.practice)}</span>'
        f'{needs}<span class="quiet small">{escape(rule.id)}</span></p></div>'
    )


def _say(text: str) -> str:
    return f'<div class="say"><span class="quiet small sans">Say</span> {escape(_flat(text))}</div>'


def _not_that(text: str) -> str:
    return f'<div class="notthat"><span class="quiet small sans">Not</span> {escape(_flat(text))}</div>'


def _flat(text: str) -> str:
    return " ".join(text.split())


def policy_html(policy: Policy) -> str:
    """The policy in words: remedies, timescales, teams and what is never promised."""
    remedies = [_remedy(remedy) for remedy in policy.remedies]
    times = [f"<li>{escape(timescale_words(t))}</li>" for t in policy.timescales]
    teams = [
        f"<li><b>{escape(t.name)}</b> {escape(t.handles if isinstance(t.handles, str) else ', '.join(t.handles))}</li>"
        for t in policy.teams
    ]
    never = [
        f'<li><div class="notthat">{escape(n.promise)}</div><div class="quiet">{escape(n.why)}</div>'
        f"{f'<div class=say>{escape(n.say_instead)}</div>' if n.say_instead else ''}</li>"
        for n in policy.never
    ]
    parts = (("Remedies", remedies), ("Timescales", times), ("Teams", teams), ("Never promised", never))
    return f'<p class="title">{escape(policy.company.name)}</p>' + "".join(
        f'<p class="head">{heading}</p><ul class="list">{"".join(rows)}</ul>' for heading, rows in parts if rows
    )


def _remedy(remedy: Remedy) -> str:
    within = f", within {remedy.within_days} days" if remedy.within_days else ""
    within += f" of {escape(remedy.since)}" if within and remedy.since else ""
    condition = f'<div class="quiet">{escape(remedy.condition)}</div>' if remedy.condition else ""
    authority = f'<span class="chip">{escape(remedy.authority)}</span>'
    return f"<li><b>{escape(remedy.what)}</b>{_limit(remedy.limit)}{within} {authority}{condition}</li>"


def _limit(limit: object) -> str:
    amount, percent = getattr(limit, "amount", None), getattr(limit, "percent", None)
    if amount is not None:
        return f", up to {escape(str(amount))} {escape(getattr(limit, 'currency', None) or '')}".rstrip()
    return f", up to {percent} %" if percent is not None else ""


def _editor() -> None:
    """The policy's file as text. A fault in it is said with its line, and nothing changes then."""
    desk = seat.desk()
    editable = desk.policy_is_editable and may(seat.person(), "edit_policy")
    with st.expander("The policy as text"):
        if not desk.policy_is_editable:
            st.caption("The policy comes from the file that WELLPUT_POLICY names, so it is changed there.")
        elif not editable:
            st.caption("A reviewer changes the policy.")
        text = desk.policy_text
        st.text_area(
            "Policy", text, key=f"policy_text_{abs(hash(text))}", height=520, disabled=not editable,
            label_visibility="collapsed",
        )  # fmt: skip
        if editable:
            st.button("Put in force", key="save_policy", type="primary", on_click=_save, args=(text,))


@notices.told
def _save(before: str) -> None:
    text = str(st.session_state.get(f"policy_text_{abs(hash(before))}") or "")
    policy = seat.desk().save_policy(text, seat.person())
    notices.tell(f"The policy is in force: {count(len(policy.remedies), 'remedy', 'remedies')}, "
                 f"{count(len(policy.timescales), 'timescale')}.")  # fmt: skip


page()
