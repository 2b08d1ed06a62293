"""What a knowledge editor does with documents: each act asked for its role, recorded, and nothing lost to another's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from threading import Event

import numpy as np
import pytest

from casework.documents import Documents
from casework.errors import CaseworkError, DocumentConflict, NotAllowed
from casework.gaps import Gaps
from casework.written_document import LONGEST, answer_name, editable_text, edited_bytes
from knowledge.details import Details
from knowledge.embedding import MiniLM
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from tests.unit.casework.conftest import EDITOR, RESPONDER, TODAY, House

CARE = b"# Care\n\nDry the paddle after use.\n"


@pytest.fixture
def shelf(house: House) -> House:
    house.desk.documents.add("care.md", CARE, EDITOR)
    return house


def recorded(house: House) -> list[tuple[str, str]]:
    with house.store.reading() as books:
        return [(event.action, event.subject) for event in books.events() if event.subject.startswith("document:")]


ACTS: dict[str, Callable[[House], object]] = {
    "add": lambda house: house.desk.documents.add("a.md", CARE, RESPONDER),
    "load": lambda house: house.desk.documents.start_loading([("a.md", CARE)], RESPONDER),
    "remove": lambda house: house.desk.documents.remove("care.md", RESPONDER),
    "restore": lambda house: house.desk.documents.restore("care.md", 1, RESPONDER),
    "details": lambda house: house.desk.documents.set_details("care.md", Details(owner="Me"), RESPONDER),
    "edit": lambda house: house.desk.documents.edit("care.md", "# Mine", 1, RESPONDER),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_a_knowledge_editor_changes_documents(shelf: House, act: str) -> None:
    before = shelf.desk.library.documents()
    with pytest.raises(NotAllowed, match="Ask a knowledge editor"):
        ACTS[act](shelf)
    assert shelf.desk.library.documents() == before


def test_every_act_is_in_the_audit_trail(shelf: House) -> None:
    documents = shelf.desk.documents
    documents.edit("care.md", "# Care\n\nDry the paddle well.", 1, EDITOR)
    documents.set_details("care.md", Details(owner="Kit", review_by=date(2027, 1, 1)), EDITOR)
    documents.remove("care.md", EDITOR)
    documents.restore("care.md", None, EDITOR)
    assert recorded(shelf) == [
        (action, "document:care.md")
        for action in ("document_added", "document_edited", "document_details", "document_removed", "document_restored")
    ]
    assert shelf.desk.audit_fault() is None


def test_what_changed_nothing_is_not_recorded(shelf: House) -> None:
    shelf.desk.documents.add("care.md", CARE, EDITOR)
    shelf.desk.documents.add("bad.pdf", b"no pdf", EDITOR)
    assert recorded(shelf) == [("document_added", "document:care.md")]


def test_an_edit_is_a_new_version_that_is_found_at_once(shelf: House) -> None:
    loaded = shelf.desk.documents.edit("care.md", "# Care\n\nOil the wooden paddle every spring.", 1, EDITOR)
    assert (loaded.outcome, loaded.version) == ("replaced", 2)
    assert "Oil" in shelf.desk.library.search("When do I oil the wooden paddle?")[0].passage.text
    assert shelf.desk.documents.text("care.md") == "# Care\n\nOil the wooden paddle every spring."


def test_an_edit_of_an_older_version_keeps_both_texts(shelf: House) -> None:
    shelf.desk.documents.add("care.md", b"# Care\n\nTheirs is a newer text.", EDITOR)
    with pytest.raises(DocumentConflict, match="newer version") as found:
        shelf.desk.documents.edit("care.md", "# Care\n\nMine.", 1, EDITOR)
    assert (found.value.mine, found.value.theirs, found.value.version) == (
        "# Care\n\nMine.", "# Care\n\nTheirs is a newer text.", 2,
    )  # fmt: skip


def test_an_earlier_version_taken_up_again_can_be_edited(shelf: House) -> None:
    shelf.desk.documents.edit("care.md", "# Care\n\nSecond text of the care page.", 1, EDITOR)
    entry = shelf.desk.documents.restore("care.md", 1, EDITOR)
    assert shelf.desk.documents.text("care.md") == CARE.decode()
    assert shelf.desk.documents.edit("care.md", "# Care\n\nThird text of the page.", entry.version, EDITOR).version == 3


def test_an_edit_that_leaves_no_text_is_refused_and_the_document_stands(shelf: House) -> None:
    with pytest.raises(CaseworkError):
        shelf.desk.documents.edit("care.md", "", 1, EDITOR)
    assert [(one.version, one.status) for one in shelf.desk.library.documents()] == [(1, "current")]


def test_what_is_not_there_is_said(shelf: House) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.md"):
        shelf.desk.documents.remove("nowhere.md", EDITOR)
    assert recorded(shelf) == [("document_added", "document:care.md")]


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.md", "Größe".encode(), "Größe"),
        ("a.txt", "Die Größe ist für alle Paddel gleich.".encode("cp1252"), "Die Größe ist für alle Paddel gleich."),
        ("a.html", '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2"), '<meta charset="iso-8859-2"><p>Łódź</p>'),
        ("a.pdf", b"%PDF-1.7", None),
        ("a.csv", b"x," * LONGEST, None),
        ("a.txt", bytes(range(32)) * 20, None),
    ],
)  # fmt: skip
def test_only_text_that_fits_is_edited_here(name: str, data: bytes, text: str | None) -> None:
    assert editable_text(name, data) == text


def test_an_edited_web_page_reads_as_it_was_typed_whatever_its_head_says() -> None:
    typed = '<meta charset="iso-8859-2"><p>Łódź – 5 €</p>'
    assert edited_bytes("a.html", typed).decode("utf-8-sig") == typed
    assert edited_bytes("a.html", typed).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Do you ship to Norway?", "answers/do-you-ship-to-norway-2.md"),
        ("Où est l'usine ?", "answers/ou-est-l-usine.md"),
        ("送料は?", "answers/answer.md"),
        ("../../etc/passwd", "answers/etc-passwd.md"),
    ],
)
def test_an_answer_has_a_plain_name_of_its_own(question: str, name: str) -> None:
    assert answer_name(question, ["Answers/Do-you-ship-to-Norway.md"]) == name


def test_a_load_is_stopped_after_the_file_it_is_at(shelf: House, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    add_files = shelf.desk.library.add_files

    def held(files, progress=None, stop=None):  # type: ignore[no-untyped-def]
        begun.set()
        go_on.wait()
        return add_files(files, progress, stop)

    monkeypatch.setattr(shelf.desk.library, "add_files", held)
    load = shelf.desk.documents.start_loading([(f"{n}.md", b"# Page %d\n\nText of it." % n) for n in range(5)], EDITOR)
    begun.wait()
    assert load.running
    with pytest.raises(CaseworkError, match="already"):
        shelf.desk.documents.start_loading([("late.md", CARE)], EDITOR)
    load.stop()
    go_on.set()
    load.wait()
    assert load.outcome is not None
    assert len(load.outcome.fates) < 5
    monkeypatch.undo()
    again = shelf.desk.documents.start_loading([(f"{n}.md", b"# Page %d\n\nText of it." % n) for n in range(5)], EDITOR)
    again.wait()
    assert len(shelf.desk.library.documents()) == 6


def test_a_load_that_fails_says_so_in_words(shelf: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise KnowledgeError("The disk is full.", "Make room, then drop the files again.")

    monkeypatch.setattr(shelf.desk.library, "add_files", full)
    load = shelf.desk.documents.start_loading([("a.md", CARE)], EDITOR)
    load.wait()
    assert load.problem == "The disk is full. Make room, then drop the files again."
    shelf.desk.documents.put_away()
    assert shelf.desk.documents.load is None


class Reversed:
    """Another embedding: the one on this machine with its numbers turned round."""

    name = "reversed"

    def __init__(self) -> None:
        self._local = MiniLM()

    def embed_documents(self, texts: Sequence[str]) -> np.ndarray:
        return np.ascontiguousarray(self._local.embed(texts)[:, ::-1])

    embed_queries = embed_documents


def test_another_embedding_is_changed_over_to_beside_the_pages(shelf: House) -> None:
    assert shelf.desk.documents.to_embed() == 0
    shelf.desk.library.close()  # the desk that starts with the changed setting is alone with the index
    library = Library(shelf.folder, today=TODAY, embedding=Reversed())
    documents = Documents(
        shelf.store, library, Gaps(shelf.store, library, shelf.desk.now), shelf.desk.now, lambda: None
    )
    waiting = documents.to_embed()
    assert waiting == sum(entry.passages for entry in library.documents())
    with pytest.raises(NotAllowed):
        documents.start_embedding(RESPONDER)
    documents.start_embedding(EDITOR).wait()
    assert documents.to_embed() == 0
    assert library.search("When do I dry the paddle?")
    library.close()


def test_the_use_of_documents_is_counted_anew_after_each_event(shelf: House) -> None:
    assert shelf.desk.documents.used_in() == {}
    shelf.drafted()
    assert shelf.desk.documents.used_in() == {"care.md": 1}
