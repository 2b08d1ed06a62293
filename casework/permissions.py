"""Who may do what: one table, deny by default, checked below the pages on every action."""

from __future__ import annotations

from typing import Literal

from casework.case import Person, Role
from casework.errors import NotAllowed

Action = Literal[
    "receive",
    "draft",
    "edit",
    "set_facts",
    "submit",
    "approve",
    "request_changes",
    "waive",
    "discard",
    "reopen",
    "assign",
    "send",
    "export",
    "mark_sent",
    "settle",
    "edit_policy",
    "edit_guidelines",
    "edit_documents",
    "edit_people",
    "edit_demonstration",
]

_ANSWERS: frozenset[Role] = frozenset({"responder", "reviewer"})
_REVIEWS: frozenset[Role] = frozenset({"reviewer"})

TABLE: dict[Action, frozenset[Role]] = {
    "receive": frozenset({"responder", "reviewer", "administrator"}),
    "draft": _ANSWERS,
    "edit": _ANSWERS,
    "set_facts": _ANSWERS,
    "submit": _ANSWERS,
    "approve": _REVIEWS,
    "request_changes": _REVIEWS,
    "waive": _REVIEWS,
    "discard": _ANSWERS,
    "reopen": _ANSWERS,
    "assign": frozenset({"responder", "reviewer", "administrator"}),
    "send": _ANSWERS,
    "export": _ANSWERS,
    "mark_sent": _ANSWERS,
    "settle": _ANSWERS,
    "edit_policy": _REVIEWS,
    "edit_guidelines": _REVIEWS,
    "edit_documents": frozenset({"knowledge_editor"}),
    "edit_people": frozenset({"administrator"}),
    "edit_demonstration": frozenset({"administrator"}),
}

_WORDS: dict[Action, str] = {
    "receive": "take in letters",
    "draft": "draft replies",
    "edit": "edit replies",
    "set_facts": "enter the facts of a case",
    "submit": "submit replies",
    "approve": "approve replies",
    "request_changes": "ask for changes",
    "waive": "waive findings",
    "discard": "discard cases",
    "reopen": "reopen cases",
    "assign": "assign cases",
    "send": "send replies",
    "export": "save replies as files",
    "mark_sent": "mark replies as sent",
    "settle": "settle an uncertain sending",
    "edit_policy": "change the policy",
    "edit_guidelines": "change the guidelines",
    "edit_documents": "change the documents",
    "edit_people": "change who works here",
    "edit_demonstration": "load or remove the demonstration",
}


def may(person: Person, action: Action) -> bool:
    """Whether one of the person's roles allows the action; what the table does not name is not allowed."""
    return bool(person.roles & TABLE.get(action, frozenset()))


def require(person: Person, action: Action) -> None:
    """Raise NotAllowed, naming who can, unless the person may do this."""
    if may(person, action):
        return
    allowed = TABLE.get(action, frozenset())
    who = " or ".join(role.replace("_", " ") for role in sorted(allowed)) or "person with that role"
    raise NotAllowed(
        f"{person.name} may not {_WORDS.get(action, 'do this')}.",
        f"Ask a {who}, or choose another person at the top of the page.",
    )
