"""Who sits at the desk, and the desk itself: opened once in a process, shared by every window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from casework.errors import CaseworkError
from settings import Settings, load_settings
from ui.notices import as_plain, sentence
from ui.source_words import Ground

if TYPE_CHECKING:
    from casework.case import Case, Person
    from casework.desk import Desk
    from guidelines.policy import Policy

ROLE_WORDS = {
    "responder": "responder",
    "knowledge_editor": "knowledge editor",
    "reviewer": "reviewer",
    "administrator": "administrator",
}
NO_PASSWORD = (
    "On this machine each profile is an identity: whoever sits here chooses one, and nobody is asked for a password."
)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return load_settings()


@st.cache_resource(show_spinner="Opening the desk")
def desk() -> Desk:
    """The desk of this process; the first window opens it, the others share it."""
    from casework.opening import open_desk

    return open_desk(settings())


def today() -> date:
    """The desk's day, which a demonstration has of its own."""
    return desk().now().date()


def policy() -> Policy | None:
    """The policy in force; None while its file is spoilt (`policy_fault` then says so at the top of every page)."""
    try:
        return desk().policy
    except CaseworkError:
        return None


def policy_fault() -> str:
    """What is wrong with the policy's file and what to do, or ""."""
    try:
        _ = desk().policy
    except CaseworkError as error:
        return sentence(error)
    return ""


def case_as_of_now(case_id: int) -> Case:
    """The case checked by the rules and the policy of now; as it was last checked while the policy can't be read."""
    return desk().case(case_id) if policy_fault() else desk().check_again(case_id, person())


def people() -> dict[str, Person]:
    return {person.id: person for person in desk().people()}


def person() -> Person:
    """Who is here: the profile that was chosen in this window, at first the first one."""
    known = people()
    chosen = st.session_state.get("person")
    return known.get(str(chosen)) or next(iter(known.values()))


def ground(case: Case) -> Ground:
    """What the replies of a case may rest on."""
    return Ground(case.passages, case.facts, policy())


def name_of(identity: str) -> str:
    """The name of somebody by id; "" for nobody, and the id itself for somebody who has left."""
    found = people().get(identity)
    return found.name if found else identity


def roles(who: Person) -> str:
    return ", ".join(ROLE_WORDS.get(role, role) for role in ROLE_WORDS if role in who.roles)


def choose() -> None:
    """The choice of profile, at the top of every page."""
    known = people()
    _sit_down(known)
    here = person()
    with (
        st.container(key="who"),
        st.popover(as_plain(f"{here.name}, {roles(here)}"), help="Who is at the desk", type="tertiary"),
    ):
        st.radio(
            "Who is at the desk",
            list(known),
            format_func=lambda identity: as_plain(known[identity].name),
            captions=[as_plain(_duties(one)) for one in known.values()],
            key="person",
            persist_state="session",
        )
        st.caption(NO_PASSWORD)


def _sit_down(known: dict[str, Person]) -> None:
    """Who sat here before the page was loaded again sits here still: the address names them."""
    asked = st.query_params.get("as", "")
    if st.session_state.get("person") not in known:
        st.session_state["person"] = asked if asked in known else next(iter(known))
    here = str(st.session_state["person"])
    if here != (asked or next(iter(known))):
        st.query_params["as"] = here


def _duties(one: Person) -> str:
    authority = "" if one.authority == "agent" else f" · authority: {one.authority}"
    return roles(one) + authority
