"""The index in Chroma, embedded and on a server: kept in step, made anew, done without when it can't be had."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.index import Index
from knowledge.library import Library
from knowledge.progress import Progress
from tests.unit.knowledge.chroma_server import ChromaServer

LAMPS = b"# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts with a screw cap, and its cable is two metres long."
BIKES = b"# Bicycle hire\n\nA bicycle costs twelve pounds a day. Bring it back before six in the evening, with the lock and the helmet."
QUESTION = "Which bulb does the Heron lamp take?"


class Place:
    """Where an index is: ``chroma_url`` None is the folder of the library itself."""

    def __init__(self, folder: Path, chroma_url: str | None) -> None:
        self._folder, self.chroma_url = folder, chroma_url
        self._opened: list[Library] = []

    def open(self, name: str = "data") -> Library:
        library = Library(self._folder / name, chroma_url=self.chroma_url, today=date(2026, 11, 22))
        self._opened.append(library)
        return library

    def close(self) -> None:
        for library in self._opened:
            library.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    one = ChromaServer(tmp_path_factory.mktemp("server"))
    one.start()
    yield one
    one.stop()


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    url = request.getfixturevalue("server").url if request.param == "server" else None
    one = Place(tmp_path, url)
    yield one
    one.close()


def found(library: Library, query: str = QUESTION) -> list[str]:
    return [hit.passage.document for hit in library.search(query)]


def held(library: Library) -> int:
    """How many passages the index itself holds; it must be open."""
    index = library._nearest._index
    assert index is not None
    return index.count()


def test_what_is_added_replaced_and_removed_is_in_the_index_and_no_more(place: Place) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)
    library.add_file("bikes.md", BIKES)
    assert (found(library), held(library)) == (["lamps.md"], 2)
    library.add_file("lamps.md", LAMPS.replace(b"nine", b"eleven"))
    assert "eleven" in library.search(QUESTION)[0].passage.text
    library.remove("bikes.md")
    assert (held(library), library.notice) == (1, "")


def test_a_library_opened_again_finds_what_was_there(place: Place) -> None:
    first = place.open()
    first.add_file("lamps.md", LAMPS)
    first.close()
    again = place.open()
    assert (found(again), held(again), again.notice) == (["lamps.md"], 1, "")


def test_rebuilding_makes_the_index_anew_and_tells_how_far_it_is(place: Place) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)
    library.add_file("bikes.md", BIKES)
    told: list[Progress] = []
    assert library.rebuild(told.append) == 2
    assert (told[-1].done, told[-1].of) == (2, 2)
    assert (found(library), held(library)) == (["lamps.md"], 2)
    library.add_file("tea.md", b"# Tea\n\nGreen tea is brewed at eighty degrees, for two minutes and no more.")
    assert (found(library, "How hot is the water for green tea?"), held(library)) == (["tea.md"], 3)


def test_a_crash_in_the_middle_of_a_rebuild_leaves_the_old_index_in_use(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)

    def crash(*_: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(Index, "_drop", lambda self, client, name: crash() if name == self._name else None)
        with pytest.raises(SystemExit):
            library.rebuild()
    library.close()
    after = place.open()
    assert (found(after), held(after), after.notice) == (["lamps.md"], 1, "")
    assert after.rebuild() == 1


def test_an_index_of_another_embedding_is_never_read_but_made_anew(place: Place) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)
    with library._register.writing() as connection:
        library._register.set_state(connection, "embedding", "another")
    library._nearest._opened().rebuild(library._register)
    assert held(library) == 0  # no passage has a vector of it
    library.close()
    with library._register.writing() as connection:
        library._register.set_state(connection, "embedding", "all-MiniLM-L6-v2-int8")
    library.close()
    after = place.open()
    assert found(after) == ["lamps.md"]
    assert (held(after), "another embedding" in after.notice) == (1, True)


def test_an_index_that_lacks_a_passage_is_noticed_and_made_anew(place: Place) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)
    library.add_file("bikes.md", BIKES)
    library._nearest._opened()._collection.delete(ids=["lamps.md@1#1"])
    library.close()
    after = place.open()
    assert found(after) == ["lamps.md"]
    assert (held(after), "did not fit" in after.notice) == (2, True)


def test_two_libraries_on_one_server_do_not_see_each_other(place: Place) -> None:
    one, other = place.open("one"), place.open("other")
    one.add_file("lamps.md", LAMPS)
    other.add_file("bikes.md", BIKES)
    assert (held(one), held(other)) == (1, 1)
    assert found(other) == []
    one.rebuild()
    assert found(other, "What does a bicycle cost a day?") == ["bikes.md"]


def test_a_search_while_the_index_is_made_anew_does_not_wait_for_it(place: Place) -> None:
    library = place.open()
    library.add_file("lamps.md", LAMPS)
    during: list[list[str]] = []

    def search_beside(_: Progress) -> None:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as beside:
            during.append(beside.submit(found, library).result())

    library.rebuild(search_beside)
    assert during == [["lamps.md"]]


@pytest.mark.parametrize("damage", ["every file is overwritten", "it is a file", "it is half there"])
def test_a_damaged_folder_is_made_anew_and_the_register_is_untouched(tmp_path: Path, damage: str) -> None:
    library = Library(tmp_path)
    library.add_file("lamps.md", LAMPS)
    library.close()
    chroma = tmp_path / "chroma"
    if damage == "it is a file":
        shutil.rmtree(chroma)
        chroma.write_text("no folder")
    for file in list(chroma.rglob("*")):
        if file.is_file() and damage == "every file is overwritten":
            file.write_bytes(b"not a database at all" * 50)
        elif file.is_file() and damage == "it is half there":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    after = Library(tmp_path)
    assert (found(after), held(after)) == (["lamps.md"], 1)
    assert "made anew" in after.notice
    assert after.documents()[0].status == "current"
    after.close()


def test_the_folder_of_another_library_is_made_anew(tmp_path: Path) -> None:
    one, other = Library(tmp_path / "one"), Library(tmp_path / "other")
    one.add_file("lamps.md", LAMPS)
    other.add_file("bikes.md", BIKES)
    one.close()
    other.close()
    shutil.rmtree(tmp_path / "one" / "chroma")
    shutil.copytree(tmp_path / "other" / "chroma", tmp_path / "one" / "chroma")
    after = Library(tmp_path / "one")
    assert (found(after), held(after)) == (["lamps.md"], 1)
    assert "belonged to other documents" in after.notice
    after.close()


def test_a_folder_that_may_not_be_written_is_said_and_searches_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    library.add_file("lamps.md", LAMPS)
    library.close()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Index, "_client", refuse)
    after = Library(tmp_path)
    assert after.add_file("bikes.md", BIKES).outcome == "added"
    assert found(after) == ["lamps.md"]
    assert "can't be written" in after.notice
    assert "Searches go on without the index" in after.notice
    after.close()


def test_a_server_that_goes_away_is_said_and_searches_go_on_until_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.nearest.ASK_AGAIN", 0.0)
    server = ChromaServer(tmp_path / "server")
    server.start()
    library = Library(tmp_path / "data", chroma_url=server.url)
    try:
        library.add_file("lamps.md", LAMPS)
        assert found(library) == ["lamps.md"]
        server.stop()
        assert found(library) == ["lamps.md"]
        assert f"The Chroma server at {server.url} does not answer." in library.notice
        assert library.add_file("bikes.md", BIKES).outcome == "added"
        assert found(library, "What does a bicycle cost a day?") == ["bikes.md"]
        with pytest.raises(KnowledgeError, match="does not answer"):
            library.rebuild()
        server.start()
        assert found(library, "What does a bicycle cost a day?") == ["bikes.md"]
        assert (held(library), library.notice) == (2, "")
    finally:
        library.close()
        server.stop()


def test_a_server_that_lost_its_collections_is_filled_from_the_register(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path / "server")
    server.start()
    library = Library(tmp_path / "data", chroma_url=server.url)
    try:
        library.add_file("lamps.md", LAMPS)
        library.close()
        server.stop()
        shutil.rmtree(tmp_path / "server")
        server.start()
        assert (found(library), held(library)) == (["lamps.md"], 1)
    finally:
        library.close()
        server.stop()


def test_an_address_that_is_none_is_said() -> None:
    with pytest.raises(KnowledgeError, match="WELLPUT_CHROMA_URL"):
        Index(Path("unused"), "http://:port", "any", "any")
