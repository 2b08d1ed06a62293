"""A row of the policy in a form: what does not fit is said at its field, and what was typed stays."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import streamlit as st

from casework.errors import CaseworkError, PolicyFault
from ui import notices, seat
from ui.policy_fields import Field, Table, part_with, row_with, rows_of, value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENED = "policy_row"
CHANGED = "Somebody changed this row while you were writing."


@dataclass(frozen=True, slots=True)
class Opened:
    """The row that stands open: ``stood`` is what it said then, None for one that is added."""

    table: str
    number: int  # of its fields in this window
    stood: dict[str, Any] | None
    fault: str = ""
    at: str = ""  # the key of the field that the fault is about


def opened() -> Opened | None:
    found = st.session_state.get(OPENED)
    return found if isinstance(found, Opened) else None


def opened_at(table: Table, row: Mapping[str, Any] | None) -> Opened | None:
    """The open row, when it is this one of this table."""
    found = opened()
    return found if found is not None and found.table == table.heading and found.stood == row else None


def open_row(table: Table, row: dict[str, Any] | None) -> None:
    number = st.session_state["sheets"] = st.session_state.get("sheets", 0) + 1
    st.session_state[OPENED] = Opened(table.heading, number, row)


def close() -> None:
    st.session_state.pop(OPENED, None)


def show(table: Table, row: Opened, teams: list[str]) -> None:
    """The fields of the row that stands open, and what can be done with it."""
    with st.container(border=True, key="policy_form"):
        if row.fault and not row.at:
            st.html(_fault_html(row.fault))
        for _, beside in groupby(table.fields, key=lambda field: field.line):
            fields = list(beside)
            for column, field in zip(st.columns([field.width for field in fields]), fields, strict=True):
                with column:
                    _field(field, value_at(row.stood or {}, field.key), _key(row, field), teams)
            for field in fields:
                if row.fault and row.at == field.key:
                    st.html(_fault_html(f"{field.label}: {row.fault}"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Save", key="save_row", type="primary", on_click=_save, args=(table,))
            st.button("Leave it", key="leave_row", type="tertiary", on_click=close)
            if row.stood is not None and not table.single:
                with st.popover("Remove", type="tertiary"):
                    st.caption("It stays among the versions of the policy.")
                    st.button("Remove it", key="remove_row", type="primary", on_click=_remove, args=(table,))


def _key(row: Opened, field: Field) -> str:
    return f"policy_{row.number}_{field.key}"


def _fault_html(fault: str) -> str:
    return f'<p class="fault" role="alert">{escape(fault)}</p>'


def _field(field: Field, value: Any, key: str, teams: list[str]) -> None:
    """One field; it starts from the row and keeps what is typed."""
    hint = notices.as_plain(field.help) if field.help else None
    kept: dict[str, Any] = {"key": key, "help": hint, "persist_state": "session"}
    if field.kind == "line":
        st.text_input(field.label, value or "", **kept)
    elif field.kind in ("text", "lines"):
        said = "\n".join(value) if isinstance(value, list | tuple) else value or ""
        st.text_area(field.label, said, height=96 if field.kind == "lines" else 76, **kept)
    elif field.kind == "whole":
        st.number_input(field.label, min_value=0, value=None if value is None else int(value), step=1, **kept)
    elif field.kind == "amount":
        st.number_input(
            field.label, min_value=0.0, value=None if value is None else float(value), step=0.01, format="%.2f", **kept
        )
    elif field.kind == "switch":
        st.toggle(field.label, bool(value), **kept)
    else:
        _choice(field, value, kept, teams)


def _choice(field: Field, value: Any, kept: dict[str, Any], teams: list[str]) -> None:
    words = dict(field.options or {})
    if field.key == "authority":
        words |= {name: name for name in teams}
    if value and value not in words:
        words[str(value)] = str(value)
    st.selectbox(
        field.label, list(words), index=list(words).index(value) if value in words else None,
        format_func=lambda one: words.get(one, one), accept_new_options=field.kind == "free choice", **kept,
    )  # fmt: skip


def _typed(field: Field, row: Opened) -> Any:
    value = st.session_state.get(_key(row, field))
    several = field.kind == "lines" or (field.key == "handles" and "\n" in str(value or "").strip())
    return [line.strip() for line in str(value or "").splitlines() if line.strip()] if several else value


@notices.told
def _save(table: Table) -> None:
    row = opened()
    if row is None:
        return
    new = row_with(row.stood or {}, {field.key: _typed(field, row) for field in table.fields})
    if _put(table, row, new):
        notices.tell(
            f"The policy is in force with this {table.one}." if not table.single else "The policy is in force."
        )


@notices.told
def _remove(table: Table) -> None:
    row = opened()
    if row is not None and _put(table, row, None):
        notices.tell(f"The {table.one} is taken out of the policy.")


def _put(table: Table, row: Opened, new: dict[str, Any] | None) -> bool:
    """Save the table with the row changed, added or (None) taken out; False when something is in the way, and said."""
    book = seat.desk().guidebook
    parts = book.policy_parts()
    rows = rows_of(table, parts)
    if row.stood is None:
        place = len(rows)
    elif row.stood in rows:
        place = rows.index(row.stood)
    else:
        _refuse(row, CHANGED)
        return False
    changed = [*rows[:place], *([new] if new is not None else []), *rows[place + 1 :]]
    try:
        book.save_policy_part(table.part, part_with(table, parts, changed), seat.person())
    except PolicyFault as fault:
        at = _field_at(table, place, fault.place)
        _refuse(row, _said(fault.reason) if at else fault.message, at)
        return False
    except CaseworkError as error:
        _refuse(row, notices.sentence(error))
        return False
    close()
    return True


def _said(reason: str) -> str:
    """A reason in the words of the form, which has no keys."""
    return "this must be filled in." if "needs the key" in reason else reason.replace("_", " ")


def _refuse(row: Opened, fault: str, at: str = "") -> None:
    st.session_state[OPENED] = Opened(row.table, row.number, row.stood, fault, at)


def _field_at(table: Table, place: int, where: tuple[str | int, ...]) -> str:
    """The field of the open row that a fault is about, "" for one elsewhere in the policy."""
    head: tuple[str | int, ...] = (table.part,)
    head += (table.inside,) if table.inside else ()
    head += () if table.single else (place,)
    if where[: len(head)] != head or len(where) == len(head):
        return ""
    path = ".".join(str(step) for step in where[len(head) :] if isinstance(step, str))
    known = [field.key for field in table.fields]
    return next((key for key in known if key == path or key.split(".")[0] == path.split(".")[0]), "")
