"""The life of a case as a pure state machine: which act leads from which state to which."""

from __future__ import annotations

from typing import Literal

from casework.case import State
from casework.errors import NotAllowed

Act = Literal[
    "draft",
    "edit",
    "edit_in_review",
    "set_facts",
    "check",
    "waive",
    "take_back",
    "submit",
    "submit_unreviewed",
    "approve",
    "request_changes",
    "stop",
    "discard",
    "reopen",
    "transcribe",
    "claim",
    "accepted",
    "refused",
    "lost",
    "arrived",
    "not_arrived",
    "mark_sent",
]

_EDITABLE: tuple[State, ...] = (
    "received",
    "drafted",
    "changes_requested",
    "in_review",
    "approved",
    "send_failed",
    "no_reply_due",
)

_UNDER_REVIEW: dict[State, State] = {
    "drafted": "drafted",
    "changes_requested": "changes_requested",
    "in_review": "in_review",
}

TRANSITIONS: dict[Act, dict[State, State]] = {
    "draft": dict.fromkeys(("received", "drafted", "changes_requested", "send_failed", "no_reply_due"), "drafted"),
    "edit": dict.fromkeys(_EDITABLE, "drafted"),
    "edit_in_review": {"in_review": "in_review"},
    "set_facts": {
        "received": "received",
        "drafted": "drafted",
        "changes_requested": "changes_requested",
        "in_review": "in_review",
        "approved": "drafted",
        "send_failed": "drafted",
        "no_reply_due": "no_reply_due",
    },
    "check": dict(_UNDER_REVIEW),
    "waive": dict(_UNDER_REVIEW),
    "take_back": dict(_UNDER_REVIEW),
    "submit": {"drafted": "in_review", "changes_requested": "in_review"},
    "submit_unreviewed": {"drafted": "approved", "changes_requested": "approved"},
    "approve": {"in_review": "approved"},
    "request_changes": {"in_review": "changes_requested", "approved": "changes_requested"},
    "stop": {"approved": "changes_requested", "send_failed": "changes_requested"},
    "discard": dict.fromkeys((*_EDITABLE, "unreadable"), "discarded"),
    "reopen": {"discarded": "received", "no_reply_due": "received"},
    "transcribe": {"unreadable": "received"},
    "claim": {"approved": "sending", "send_failed": "sending"},
    "accepted": {"sending": "sent"},
    "refused": {"sending": "send_failed"},
    "lost": {"sending": "send_uncertain"},
    "arrived": {"send_uncertain": "sent"},
    "not_arrived": {"send_uncertain": "send_failed"},
    "mark_sent": {"approved": "sent", "send_failed": "sent", "send_uncertain": "sent"},
}
"""Every act, and the states that it starts from with the state that it leads to; nothing else is possible."""

_ACT_WORDS: dict[Act, str] = {
    "draft": "be drafted",
    "edit": "be edited",
    "edit_in_review": "be edited in review",
    "set_facts": "take new facts",
    "check": "be checked again",
    "waive": "have a finding waived",
    "take_back": "have a waiver taken back",
    "submit": "be submitted",
    "submit_unreviewed": "be submitted",
    "approve": "be approved",
    "request_changes": "be sent back for changes",
    "stop": "be stopped",
    "discard": "be discarded",
    "reopen": "be reopened",
    "transcribe": "be typed in",
    "claim": "be sent",
    "arrived": "be settled",
    "not_arrived": "be settled",
    "mark_sent": "be marked as sent",
}

RECORDED_AS: dict[Act, str] = {
    "set_facts": "facts_entered",
    "check": "checked_again",
    "waive": "finding_waived",
    "take_back": "waiver_taken_back",
    "submit": "submitted",
    "submit_unreviewed": "approved_without_review",
    "approve": "approved",
    "request_changes": "changes_requested",
    "stop": "sending_stopped",
    "discard": "discarded",
    "reopen": "reopened",
    "transcribe": "typed_in",
    "arrived": "found_to_have_arrived",
    "not_arrived": "found_not_to_have_arrived",
    "mark_sent": "sent_by_hand",
}
"""What the audit trail calls an act of a person; sending has words of its own."""

_STATE_WORDS: dict[State, tuple[str, str]] = {
    "received": ("has no reply yet", "Draft a reply first."),
    "drafted": ("is still a draft", "Submit it for review first."),
    "in_review": ("waits for a reviewer", "A reviewer approves it or asks for changes."),
    "approved": ("is approved", "Send it, or edit it, which takes the approval back."),
    "sending": ("is being sent", "Wait a moment, then open the case again."),
    "sent": ("has been sent", "Start a new case for a further letter."),
    "changes_requested": ("is back for changes", "Mend the reply and submit it again."),
    "send_failed": ("could not be sent", "Send it again, or edit it."),
    "send_uncertain": ("may have been sent", "Find out whether it arrived, and say so on the case."),
    "discarded": ("was discarded", "Reopen it first."),
    "no_reply_due": ("needs no reply", "Draft one all the same if you want to answer."),
    "unreadable": ("holds a letter that could not be read", "Open the original and type the letter in."),
}


def state_words(state: State) -> tuple[str, str]:
    """What a state means in words that follow "The case", and what to do next."""
    return _STATE_WORDS[state]


def transition(state: State, act: Act) -> State:
    """The state after `act`; raises NotAllowed with what is the matter and what to do instead."""
    after = TRANSITIONS[act].get(state)
    if after is None:
        meaning, next_step = _STATE_WORDS[state]
        raise NotAllowed(f"The case {meaning}, so it cannot {_ACT_WORDS.get(act, 'change like this')}.", next_step)
    return after


def acts_from(state: State) -> frozenset[Act]:
    """The acts that are possible in a state, for pages that show only what can be done."""
    return frozenset(act for act, steps in TRANSITIONS.items() if state in steps)
