"""The line above a case: whose letter it is, about what, and where it stands."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from ui.words import GRAVITY, KINDS, STATES, due, moment

if TYPE_CHECKING:
    from casework.case import CaseRow


def title_html(row: CaseRow, today: date) -> str:
    """ "Mrs R. Okafor · the Heron flickers", with its kind, gravity, state and day as chips."""
    chips = [f'<span class="chip">{escape(KINDS.get(row.kind, row.kind))}</span>'] if row.kind else []
    grave = GRAVITY.get(row.gravity, row.gravity)
    if grave:
        chips.append(f'<span class="chip chip-loud">{escape(grave)}</span>')
    chips.append(f'<span class="chip">{escape(STATES[row.state])}</span>')
    if row.due_at and row.state not in {"sent", "discarded", "no_reply_due"}:
        when = due(row.due_at.date(), today)
        style = "chip-loud" if "late" in when else ""
        chips.append(f'<span class="chip {style}" title="{escape(moment(row.due_at))}">{escape(when)}</span>')
    about = f' <span class="quiet">· {escape(row.about or row.subject)}</span>' if row.about or row.subject else ""
    who = escape(row.who or "Somebody")
    return f'<div class="title" title="{escape(row.subject)}">{who}{about}</div><div>{"".join(chips)}</div>'
