"""Passages found by an outside embedding, played on loopback: its way into use, and what becomes of its faults."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.embedding import MODEL, embedding_for
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.progress import Progress
from knowledge.remote_embedding import RemoteEmbedding

from .endpoint import Played, StandIn, closed_port, failed, stand_in

NAME = "openai:stand-in"
LAMPS = b"# Heron lamp\n\nThe Heron lamp takes an LED bulb of nine watts with a screw cap, and its cable is two metres long."
BIKES = b"# Bicycle hire\n\nA bicycle costs twelve pounds a day. Bring it back before six in the evening, with the lock and the helmet."
QUESTION = "Which bulb does the Heron lamp take?"
HIRE = "What does the hire of a bicycle cost a day?"


def vector(text: str, dimensions: int = 96) -> list[float]:
    """A vector of the words of a text: texts of the same words are near each other, whoever asks."""
    found = np.zeros(dimensions)
    for word in re.findall(r"[a-z]{3,}", text.lower()):
        found[int(hashlib.sha256(word.encode()).hexdigest(), 16) % dimensions] += 1.0
    return [float(number) for number in found + 0.01]


def answered(request: dict[str, Any], make: Callable[[str], list[float]] = vector) -> Played:
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    wanted = request.get("encoding_format", "float")
    rows = [make(text) for text in texts]
    shown = [base64.b64encode(np.float32(row).tobytes()).decode() if wanted == "base64" else row for row in rows]
    data = [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(shown)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return Played(body=json.dumps({"object": "list", "data": data, "model": "stand-in", "usage": usage}).encode())


@pytest.fixture
def endpoint() -> Iterator[StandIn]:
    with stand_in(answered) as one:
        yield one


def opened(folder: Path, endpoint: StandIn | None = None, seconds: float = 20.0) -> Library:
    if endpoint is None:
        return Library(folder)
    return Library(folder, embedding=RemoteEmbedding(NAME, api_key="key", base_url=endpoint.url, seconds=seconds))


def found(library: Library, query: str = QUESTION) -> list[str]:
    return [hit.passage.document for hit in library.search(query)]


def test_passages_are_found_by_the_embedding_that_is_set(tmp_path: Path, endpoint: StandIn) -> None:
    library = opened(tmp_path, endpoint)
    library.add_files([("lamps.md", LAMPS), ("bikes.md", BIKES)])
    assert found(library)[0] == "lamps.md"
    assert found(library, HIRE)[0] == "bikes.md"
    assert library._register.live_vectors().shape == (2, 96)
    np.testing.assert_allclose(np.linalg.norm(library._register.live_vectors(), axis=1), 1.0, atol=1e-5)
    assert library.embed([QUESTION]).shape == (1, 384)
    assert library.to_embed() == 0
    assert "Heron lamp\nThe Heron lamp takes" in endpoint.requests[0]["input"][0]
    library.close()


def test_until_all_is_embedded_anew_the_search_goes_on_with_the_local_embedding(
    tmp_path: Path, endpoint: StandIn
) -> None:
    before = opened(tmp_path)
    before.add_files([("lamps.md", LAMPS), ("bikes.md", BIKES)])
    before.close()
    library = opened(tmp_path, endpoint)
    assert library.to_embed() == 2
    assert found(library) == ["lamps.md"]
    library.add_file(
        "tea.md", b"# Tea\n\nGreen tea is brewed at eighty degrees, for two minutes and no more than that."
    )
    assert library.to_embed() == 2
    assert found(library, "How hot is the water for green tea?") == ["tea.md"]
    assert library._register.live_vectors().shape == (3, 384)
    told: list[Progress] = []
    assert library.embed_anew(told.append) == 2
    assert (told[-1].done, told[-1].of) == (2, 2)
    assert library.to_embed() == 0
    assert library._register.live_vectors().shape == (3, 96)
    assert found(library)[0] == "lamps.md"
    index = library._nearest._index
    assert index is not None
    assert (index.embedding, index.count()) == (NAME, 3)
    library.close()


def test_embedding_anew_goes_on_where_it_was_stopped(
    tmp_path: Path, endpoint: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.embeddings_in_use.AT_A_TIME", 1)
    before = opened(tmp_path)
    before.add_files([("lamps.md", LAMPS), ("bikes.md", BIKES)])
    before.close()
    library = opened(tmp_path, endpoint)
    told: list[Progress] = []
    assert library.embed_anew(told.append, stop=lambda: bool(told)) == 1
    assert library.to_embed() == 1
    assert library._register.live_vectors().shape == (2, 384)
    assert library.embed_anew() == 1
    assert library._register.live_vectors().shape == (2, 96)
    library.close()


def test_nothing_is_changed_over_under_a_running_application(tmp_path: Path, endpoint: StandIn) -> None:
    running = opened(tmp_path)
    running.add_file("lamps.md", LAMPS)
    assert found(running) == ["lamps.md"]
    door = opened(tmp_path, endpoint)
    with pytest.raises(KnowledgeError, match="application is running"):
        door.embed_anew()
    door.close()
    assert running._register.state("embedding") == MODEL
    assert found(running) == ["lamps.md"]
    running.close()


def test_going_back_to_the_local_embedding_is_said_and_needs_no_embedding(tmp_path: Path, endpoint: StandIn) -> None:
    remote = opened(tmp_path, endpoint)
    remote.add_file("lamps.md", LAMPS)
    remote.close()
    local = opened(tmp_path)
    with pytest.raises(KnowledgeError, match=f"embedded with {NAME}") as told:
        local.search(QUESTION)
    assert "python -m knowledge rebuild" in told.value.next_step
    with pytest.raises(KnowledgeError, match=NAME):
        local.add_file("bikes.md", BIKES)
    assert local.embed_anew() == 0
    assert found(local) == ["lamps.md"]
    assert local._register.state("embedding") == MODEL
    local.close()


def test_a_version_from_before_the_change_is_embedded_when_it_is_restored(tmp_path: Path, endpoint: StandIn) -> None:
    before = opened(tmp_path)
    before.add_file("lamps.md", LAMPS)
    before.add_file("lamps.md", LAMPS.replace(b"nine", b"eleven"))
    before.close()
    library = opened(tmp_path, endpoint)
    library.embed_anew()
    library.restore("lamps.md", 1)
    assert "nine" in library.search(QUESTION)[0].passage.text
    library.close()


def nothing(request: dict[str, Any]) -> Played:
    return answered(request, lambda _: [float("nan")] * 96)


def shorter(request: dict[str, Any]) -> Played:
    return answered(request, lambda text: vector(text, 48))


def uneven(request: dict[str, Any]) -> Played:
    return answered(request, lambda text: vector(text, 95 if "Bells" in text else 96))


def too_few(request: dict[str, Any]) -> Played:
    return answered({**request, "input": request["input"][:1]})


@pytest.mark.parametrize(
    ("play", "said"),
    [
        (failed(401), "refused the key"),
        (failed(429, retry_after="0"), "has had too many requests"),
        (failed(404), "is not known there"),
        (failed(500), "did not answer"),
        (lambda _: Played(body=b"<html>hello</html>"), "did not answer"),
        (lambda _: Played(hold=True), "did not answer within 0.2 seconds"),
        (nothing, "vectors that hold no numbers"),
        (shorter, "48 numbers where those here have 96"),
        (uneven, "vectors of different lengths"),
        (too_few, "1 vectors for 2 texts"),
    ],
)
def test_a_fault_is_one_plain_sentence_and_nothing_is_half_stored(
    tmp_path: Path, endpoint: StandIn, play: Callable[[dict[str, Any]], Played], said: str
) -> None:
    library = opened(tmp_path, endpoint, seconds=0.2 if "within" in said else 20.0)
    library.add_file("lamps.md", LAMPS)
    endpoint.play = play
    two = (
        BIKES
        + b"\n\n## Bells\n\nEach bicycle has a bell on the left side of its handle, so that nobody on the way is frightened, and two lamps, one of them red."
    )
    with pytest.raises(KnowledgeError, match=re.escape(said)) as told:
        library.add_file("bikes.md", two)
    assert "nothing was half stored" in told.value.message
    assert told.value.next_step
    endpoint.play = answered
    assert [entry.document for entry in library.documents()] == ["lamps.md"]
    assert found(library)[0] == "lamps.md"
    assert library.add_file("bikes.md", two).outcome == "added"
    library.close()


def test_an_endpoint_that_is_not_there_is_said(tmp_path: Path) -> None:
    nowhere = RemoteEmbedding(NAME, api_key="key", base_url=f"http://127.0.0.1:{closed_port()}/v1")
    library = Library(tmp_path, embedding=nowhere)
    with pytest.raises(KnowledgeError, match="can't be reached"):
        library.add_file("lamps.md", LAMPS)
    library.close()


def test_a_question_that_is_asked_again_is_not_sent_again(endpoint: StandIn) -> None:
    one = RemoteEmbedding(NAME, api_key="key", base_url=endpoint.url)
    first = one.embed_queries([QUESTION])
    np.testing.assert_array_equal(one.embed_queries([HIRE, QUESTION])[1], first[0])
    assert [request["input"] for request in endpoint.requests] == [[QUESTION], [HIRE]]


def test_one_layer_of_retries_is_all_that_there_is(endpoint: StandIn) -> None:
    endpoint.play = failed(500)
    with pytest.raises(KnowledgeError):
        RemoteEmbedding(NAME, api_key="key", base_url=endpoint.url).embed_documents(["a lamp"])
    assert len(endpoint.requests) == 3


def test_a_provider_that_is_not_installed_is_said() -> None:
    with pytest.raises(KnowledgeError, match="package that is not installed"):
        embedding_for("cohere:embed-english-v3.0").embed_documents(["a lamp"])


def test_a_name_that_means_nothing_is_said() -> None:
    with pytest.raises(KnowledgeError, match="can't be opened") as told:
        embedding_for("nobody:nothing").embed_documents(["a lamp"])
    assert "WELLPUT_EMBEDDING" in told.value.next_step


@pytest.mark.parametrize("name", ["local", "", "LOCAL", MODEL])
def test_the_embedding_of_this_machine_is_the_default(name: str) -> None:
    assert embedding_for(name).name == MODEL


def test_a_name_without_a_provider_is_openai_s(endpoint: StandIn) -> None:
    one = embedding_for("text-embedding-3-small", "key", endpoint.url)
    assert one.name == "openai:text-embedding-3-small"
    assert one.embed_queries(["a lamp"]).shape == (1, 96)
    assert endpoint.requests[0]["model"] == "text-embedding-3-small"
