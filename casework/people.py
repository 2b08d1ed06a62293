"""Who is at the desk of one machine: local identities, four to begin with, kept in the database."""

from __future__ import annotations

from datetime import datetime

from casework.case import ROLES, Person
from casework.errors import CaseworkError, NotAllowed
from casework.store import Store

FIRST_PEOPLE = (
    Person("tessa", "Tessa Rowley", frozenset({"responder"})),
    Person("marcus", "Marcus Adeyemi", frozenset({"responder", "reviewer"}), "supervisor"),
    Person("ines", "Inês Carvalho", frozenset({"knowledge_editor"})),
    Person("gwen", "Gwen Pritchard", frozenset({"administrator"}), "supervisor"),
)
"""A responder, a senior one who reviews, a knowledge editor and an administrator: rename them to your own."""


def ensure(store: Store, now: datetime) -> None:
    """Put the first people in where there is nobody."""
    with store.reading() as books:
        if books.people():
            return
    with store.writing() as books:
        if not books.people():
            for position, person in enumerate(FIRST_PEOPLE):
                books.put_person(person, position)
            books.record(now, "", "people_added", "people", {"names": ", ".join(p.name for p in FIRST_PEOPLE)})


def save(store: Store, person: Person, by: Person, now: datetime) -> None:
    """Add or change a person; somebody must stay administrator."""
    if not person.name.strip() or "\n" in person.name:
        raise CaseworkError("A person needs a name.", "Enter the name that signs letters.")
    unknown = person.roles - set(ROLES)
    if unknown:
        raise CaseworkError(f"There is no role {sorted(unknown)[0]}.", f"Choose from: {', '.join(ROLES)}.")
    with store.writing() as books:
        others = [known for known in books.people() if known.id != person.id]
        if not any("administrator" in known.roles for known in (*others, person)):
            raise NotAllowed("Nobody would be administrator any more.", "Give somebody else that role first.")
        books.put_person(person, len(others))
        detail = {"name": person.name, "roles": ", ".join(sorted(person.roles)), "authority": person.authority}
        books.record(now, by.id, "person_changed", f"person:{person.id}", detail)
