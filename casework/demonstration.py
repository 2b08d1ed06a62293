"""The demonstration company: loaded into a data folder on request, and taken out again without touching your own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from casework.case import Person
from casework.files import Files
from casework.policy_file import PolicyFile
from casework.store import Store
from guidelines.context import CaseFacts

if TYPE_CHECKING:
    from casework.desk import Desk
    from knowledge.library import Library

MARK = "demonstration"  # loading, loaded, removed
LOADER = Person("", "Wellput", frozenset({"responder", "administrator", "knowledge_editor", "reviewer"}))


def standing(store: Store) -> str:
    """Where the demonstration stands here: "" (never asked for), loading, loaded or removed."""
    with store.reading() as books:
        return books.mark(MARK) or ""


def day(store: Store, folder: Path) -> date | None:
    """The demonstration's own day while it is loaded: its letters and facts stand around it. Else None."""
    if standing(store) not in {"loading", "loaded"}:
        return None
    return date.fromisoformat((folder / "today.txt").read_text("utf-8").strip())


def load(desk: Desk, store: Store, folder: Path, policy_file: PolicyFile, say: Callable[[str], None]) -> None:
    """Load policy, documents and letters with what the company's systems know of each. Safe to repeat after a stop."""
    _set(store, "loading")
    if policy_file.editable and not policy_file.path.exists():
        policy_file.save((folder / "policy.yaml").read_text("utf-8"))
    say("Policy in force.")
    documents = _documents(folder)
    say(f"Reading {len(documents)} documents …")
    desk.library.add(
        [folder / "documents"],
        lambda now: say(f"Document {now.done + 1} of {now.of}: {now.name}") if now.name else None,
    )
    letters = _letters(folder)
    for number, path in enumerate(letters, 1):
        say(f"Letter {number} of {len(letters)}: {path.name}")
        case = desk.receive(path.name, path.read_bytes(), LOADER, demo=True)
        facts = _facts(folder / "facts" / f"{path.stem}.yaml")
        if facts and case.letter and case.facts == CaseFacts():
            desk.set_facts(case.id, facts, LOADER)
    _set(store, "loaded")
    say(f"{len(letters)} letters wait in the inbox.")


def remove(store: Store, files: Files, library: Library, folder: Path | None, policy_file: PolicyFile) -> int:
    """Take out the demonstration's cases, and its documents and policy where unchanged; gives how many cases."""
    with store.writing() as books:
        cases = books.demo_cases()
        books.delete_cases([case_id for case_id, _ in cases])
        books.set_mark(MARK, "removed")
    for _, digest in cases:
        files.drop_original(digest)
    if folder is not None:
        ours = {name: sha256((folder / "documents" / name).read_bytes()).hexdigest() for name in _documents(folder)}
        for entry in library.documents():
            if entry.status == "current" and ours.get(entry.document) == entry.sha256:
                library.remove(entry.document)
        own = policy_file.path
        if policy_file.editable and own.exists() and own.read_bytes() == (folder / "policy.yaml").read_bytes():
            policy_file.forget()
    return len(cases)


def _set(store: Store, value: str) -> None:
    with store.writing() as books:
        books.set_mark(MARK, value)


def _documents(folder: Path) -> list[str]:
    base = folder / "documents"
    return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())


def _letters(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "letters").iterdir() if path.is_file() and not path.name.startswith("."))


def _facts(path: Path) -> CaseFacts | None:
    import yaml

    return CaseFacts.from_mapping(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else None
